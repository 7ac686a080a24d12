"""A lecture of one's own: put together, kept in its link, shown, taken along; by mouse, keys and finger."""

from __future__ import annotations

import time
from pathlib import Path

from playwright.sync_api import Page
from pptx import Presentation

from tests.browser.addresses import PHONE
from tests.browser.conftest import Axe, NewPage, wait_until, wait_until_still

CARDS = "[data-steps] > li"
TICKS = "[data-list] .lecture-group:not([hidden]) > ul > li:not([hidden]) > label input"
#: As the first version of the page wrote it: two steps, one with a sentence.
OLD_LINK = (
    "1z.lxbwz5.q1YqU7Iy1FEqySzJSVWyUnJKzD6yUUlHKScxL13JSik1T0lHqbgktaBYySq6Wqk4I78cJFqWmldSrJ-oVKuDLpakpKNU"
    "klpRomSl5J-X-qhhZrFCfnmenlJtbC0A"
)
ADDRESS = "location.href"
MOST_CLICKS, MOST_S = 12, 120


def open_lecture(page: Page, rest: str = "") -> None:
    page.goto(f"/lecture?lang=en{rest}")
    page.locator("html[data-lecture=ready]").wait_for(state="attached")


def address(page: Page) -> str:
    """Where the page is, as it knows itself: the browser tells that a moment later."""
    return str(page.evaluate(ADDRESS))


def order(page: Page) -> list[str]:
    return page.locator(f"{CARDS} .lecture-card-name").all_inner_texts()


def field(page: Page, step: int, name: str) -> str:
    return page.locator(CARDS).nth(step).locator(f"textarea[data-name={name}]").input_value()


def write(page: Page, step: int, name: str, words: str) -> None:
    page.locator(CARDS).nth(step).locator(f"textarea[data-name={name}]").fill(words)


def count_clicks(page: Page) -> None:
    page.evaluate("window.clicks = 0; addEventListener('click', e => { clicks += e.detail ? 1 : 0; }, true)")


def test_ten_minutes_on_kars_with_notes_become_slides(page: Page, tmp_path: Path) -> None:
    """As a new user does it: search, tick, say, order, take along."""
    begun = time.monotonic()
    open_lecture(page)
    count_clicks(page)
    page.locator("[data-search]").click()
    page.keyboard.type("kars")
    ticks = page.locator(TICKS)
    for at in range(4):
        ticks.nth(at).click()
    page.locator("[data-title]").fill("Kars in ten minutes")
    for at in range(4):
        write(page, at, "text", f"Sentence {at}.")
        write(page, at, "notes", f"Say this, {at}.")
    before = order(page)
    page.locator(".lecture-down").first.click()
    wanted = [before[1], before[0], *before[2:]]
    assert order(page) == wanted
    page.locator("[data-say]", has_text="is now step 2 of 4").wait_for()
    assert page.locator("[data-make=pptx]").inner_text().split() == ["PowerPoint", "4", "steps"]
    with page.expect_download(timeout=MOST_S * 1000) as download:
        page.locator("[data-make=pptx]").click()
    download.value.save_as(tmp_path / "deck.pptx")
    assert page.evaluate("clicks") <= MOST_CLICKS
    assert time.monotonic() - begun < MOST_S
    assert download.value.suggested_filename == "kars-in-ten-minutes.pptx"
    # The deck opens with the lecture's name and closes with its sources, on as many slides as they need.
    slides = list(Presentation(str(tmp_path / "deck.pptx")).slides)[1 : 1 + len(wanted)]
    assert [slide.shapes.title.text_frame.text.split("   ")[0] for slide in slides] == wanted
    for slide, number in zip(slides, (1, 0, 2, 3), strict=True):
        notes = slide.notes_slide.notes_text_frame.text
        assert f"Sentence {number}." in notes
        assert f"Say this, {number}." in notes


def test_nothing_is_lost_in_the_link_in_order_or_by_removing(page: Page, axe: Axe) -> None:
    open_lecture(page, f"#l={OLD_LINK}")
    page.locator("[data-own=day] summary").click()
    page.locator("[data-day]").fill("1921-03-16")
    page.locator("[data-add-day]").click()
    page.locator("[data-own=compare] summary").click()
    page.locator("[data-add-compare]").click()
    # The two of the old link are of another atlas: they are told, and stay.
    page.locator(f"{CARDS} .lecture-fault", has_text="no map of this name").first.wait_for()
    for at in (0, 0):
        page.locator(CARDS).nth(at).locator(".lecture-remove").click()
    page.locator("[data-undo]").click()
    assert page.locator(CARDS).count() == 3
    page.locator(CARDS).first.locator(".lecture-remove").click()
    first, second = order(page)
    write(page, 1, "notes", "Typed")
    # By keys, and by drawing the grip.
    page.locator(CARDS).nth(1).locator("textarea").first.focus()
    page.keyboard.press("Alt+ArrowUp")
    assert order(page) == [second, first]
    grip, target = (
        page.locator(".lecture-grip").first.bounding_box(),
        page.locator(CARDS).nth(1).bounding_box(),
    )
    assert grip
    assert target
    page.mouse.move(grip["x"] + 10, grip["y"] + 20)
    page.mouse.down()
    page.mouse.move(grip["x"] + 10, target["y"] + target["height"] - 5, steps=6)
    page.mouse.up()
    assert order(page) == [first, second]
    assert axe(page) == []
    # A view is chosen in the map's own frame.
    page.locator(CARDS).nth(1).locator(".lecture-more summary").click()
    frame = page.frame_locator(".lecture-frame[src]")
    frame.locator("html[data-map-drawn]").wait_for(state="attached")
    frame.locator(".leaflet-control-zoom-in, [data-zoom=in], .map-button").first.click()
    shown = page.locator(".lecture-frame[src]").element_handle().content_frame()
    assert shown is not None
    wait_until_still(shown, "mapsvc.maps()[0].getZoom()")
    before = address(page)
    page.locator(CARDS).nth(1).locator(".lecture-view .button").click()
    page.locator(CARDS).nth(1).locator(".lecture-own-view:visible").wait_for()
    wait_until(page, lambda: address(page) != before)
    link = wait_until_still(page, ADDRESS)
    page.goto("about:blank")
    page.goto(link)
    page.locator("html[data-lecture=ready]").wait_for(state="attached")
    assert order(page) == [first, second]
    assert field(page, 1, "notes") == "Typed"
    assert page.locator(CARDS).nth(1).locator(".lecture-own-view").is_visible()
    # Played, and back again.
    page.locator("[data-make=page]").click()
    page.locator("html[data-step='1']").wait_for(state="attached")
    wait_until(page, lambda: "/lecture?lang=en#play=1z." in address(page))
    page.keyboard.press("PageDown")
    page.locator("html[data-step='2']").wait_for(state="attached")
    wait_until(page, lambda: "/lecture?lang=en#play=1z." in address(page))
    page.keyboard.press("n")
    assert "Typed" in page.locator(".tour-step:not([hidden])").inner_text()
    page.keyboard.press("Escape")
    page.locator("html[data-lecture=ready]").wait_for(state="attached")
    assert order(page) == [first, second]


def test_broken_link_is_named_and_a_map_is_put_in_from_its_page(page: Page) -> None:
    open_lecture(page, "#add=events/kars-treaty")
    before = wait_until_still(page, ADDRESS)
    write(page, 0, "text", "A sentence that is long enough to be cut somewhere within it, as mail does.")
    wait_until(page, lambda: address(page) != before)
    code = wait_until_still(page, ADDRESS).partition("#l=")[2]
    page.goto("about:blank")
    open_lecture(page, f"#l={code[:-12]}")
    page.locator("[data-fault]", has_text="was cut off on its way").wait_for()
    assert page.locator(CARDS).count() == 1
    assert field(page, 0, "text").startswith("A sentence that")
    page.goto("about:blank")
    open_lecture(page, "#l=rubbish")
    page.locator("[data-fault]", has_text="no lecture that can be read. It begins with: rubbish").wait_for()
    page.goto("about:blank")
    # The draft of this browser is what a map is added to.
    open_lecture(page, "#add=borders/kars-1921")
    assert page.locator(CARDS).count() == 2


def test_lecture_is_put_together_on_a_phone(new_page: NewPage) -> None:
    page = new_page(viewport=PHONE, has_touch=True)
    open_lecture(page)
    assert page.locator(".lecture-steps").is_hidden()
    page.locator(TICKS).first.tap()
    page.locator(TICKS).nth(1).tap()
    page.locator("[data-side=steps]").tap()
    assert page.locator(".lecture-choose").is_hidden()
    before = order(page)
    page.locator(".lecture-down").first.tap()
    assert order(page) == before[::-1]
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")
    small = page.evaluate(
        "[...document.querySelectorAll('.lecture-steps :is(button, input)')].filter(n => n.offsetParent)"
        ".map(n => n.getBoundingClientRect()).filter(b => b.height < 32 || b.width < 30).length"
    )
    assert small == 0
