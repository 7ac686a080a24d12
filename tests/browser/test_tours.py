"""Tours in a real browser: walked by keyboard, in a sandboxed frame, by finger, without scripts, on paper."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.addresses import PHONE, SIZES, with_language
from tests.browser.conftest import Axe, NewPage, open_map, wait_until, wait_until_drawn, wait_until_still
from tests.sampling import Some

TOURS = {"journey-to-moscow": 12, "brest-litovsk-to-kars": 10, "baku-april-1920": 8}
JOURNEY = "/tour/journey-to-moscow"
SCREENS = (
    *(f"/tour/{tour}" for tour in TOURS),
    "/tour/events?ids=kars-treaty,baku-taken",
    f"/embed{JOURNEY}",
)
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
#: What the map shows: its step, its view, and whether the view holds the step's.
VIEW = """() => {
  const map = mapsvc.maps()[0];
  const {payload} = mapsvc.of(map).features;
  const [west, south, east, north] = payload.extent;
  return [payload.id, map.getBounds().contains([[south, west], [north, east]]), map.getZoom()];
}"""
#: Pixels that are drawn by the features of the map.
INK = """() => {
  const canvas = document.querySelector(".leaflet-mapsvc-drawing-pane canvas");
  const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let seen = document.querySelectorAll(".leaflet-mapsvc-signs-pane .map-sign").length;
  for (let i = 3; i < data.length; i += 52) if (data[i]) seen += 1;
  return seen;
}"""
#: Parts of the text that lie under something else or outside their place.
COVERED = """() => {
  const box = document.querySelector(".tour-map .map-stage").getBoundingClientRect();
  const text = document.querySelector(".tour-text").getBoundingClientRect();
  const apart = box.right <= text.left + 1 || box.bottom <= text.top + 1;
  const steps = document.querySelector(".tour-steps");
  return [apart, Math.max(0, steps.scrollHeight - steps.clientHeight)];
}"""


def open_tour(new_page: NewPage, path: str = JOURNEY, *, lang: str = "en", **options: Any) -> Page:
    page = new_page(**({"viewport": {"width": 1366, "height": 768}, "reduced_motion": "reduce"} | options))
    open_map(page, with_language(path, lang))
    return page


def at_step(page: Page, number: int) -> None:
    """Wait until the map of a step is drawn."""
    page.locator(f"html[data-step='{number}']").wait_for(state="attached")


def press(page: Page, key: str, number: int) -> None:
    page.keyboard.press(key)
    at_step(page, number)


@pytest.mark.matrix(1)
@pytest.mark.parametrize(("tour", "count"), TOURS.items())
def test_tour_is_walked_by_a_clicker_and_every_view_tells_its_step(
    new_page: NewPage, axe: Axe, tour: str, count: int
) -> None:
    page = open_tour(new_page, f"/tour/{tour}", lang="tr", viewport={"width": 1920, "height": 1080})
    seen = set()
    for number in range(1, count + 1):
        if number > 1:
            press(page, "PageDown", number)
        step = page.locator(f"#step-{number}")
        expect(step).to_be_visible()
        expect(page.locator(".tour-step:visible")).to_have_count(1)
        assert page.evaluate(VIEW)[:2] == [f"{tour}/{number}", True]
        assert page.evaluate(INK) > 0
        assert page.evaluate(COVERED) == [True, 0]
        page.wait_for_url(f"**?step={number}&lang=tr" if number > 1 else "**?lang=tr")
        seen.add(step.locator("h2").text_content())
    assert len(seen) == count
    page.keyboard.press("PageDown")
    expect(page.locator("[data-counter]")).to_have_text(f"{count} / {count}")
    assert not page.locator("[data-map-problem]").count()
    assert axe(page) == []


def test_keys_go_on_back_and_to_the_ends(new_page: NewPage) -> None:
    page = open_tour(new_page)
    for key, number in (
        ("ArrowRight", 2), ("Space", 3), ("ArrowDown", 4), ("Shift+Space", 3), ("ArrowLeft", 2),
        ("PageUp", 1), ("End", 12), ("ArrowUp", 11), ("Home", 1),
    ):  # fmt: skip
        press(page, key, number)
    expect(page.locator("[data-say]")).to_contain_text("Step 1 of 12. 26 April 1920. A letter to Lenin.")
    page.locator(".leaflet-container").focus()
    press(page, "ArrowRight", 2)
    before = wait_until_still(page, "mapsvc.maps()[0].getCenter().lng")  # the way to the step is over
    page.keyboard.press("Shift+ArrowRight")
    wait_until(page, lambda: page.evaluate("mapsvc.maps()[0].getCenter().lng") > before)
    page.keyboard.press("Escape")
    page.wait_for_url("**/tour/?lang=en")


def test_address_restores_the_step_and_history_stays_short(new_page: NewPage) -> None:
    page = open_tour(new_page, f"{JOURNEY}?step=8")
    assert page.evaluate(VIEW)[:2] == ["journey-to-moscow/8", True]
    long = page.evaluate("history.length")
    press(page, "PageDown", 9)
    assert page.evaluate("history.length") == long
    page.reload()
    page.locator("html[data-map-drawn]").wait_for(state="attached")
    assert page.evaluate(VIEW)[0] == "journey-to-moscow/9"
    assert page.title().startswith("9/12 North by train")


def test_flight_ends_where_the_step_is_and_haste_does_no_harm(new_page: NewPage) -> None:
    page = open_tour(new_page, reduced_motion="no-preference")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    at_step(page, 3)
    # A computer that is too slow for the flight draws the step before its end.
    assert wait_until_still(page, VIEW)[:2] == ["journey-to-moscow/3", True]
    for _ in range(5):
        page.keyboard.press("PageDown")
        page.wait_for_timeout(90)
    at_step(page, 8)
    assert wait_until_still(page, VIEW)[:2] == ["journey-to-moscow/8", True]
    assert page.evaluate(INK) > 50
    expect(page.locator(".is-travelling")).to_have_count(0)


def test_next_step_is_loaded_ahead_and_each_only_once(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/tours/" in request.url else None)
    with page.expect_response("**/journey-to-moscow/2.en.json"):
        open_map(page, with_language(JOURNEY, "en"))
    press(page, "ArrowRight", 2)
    press(page, "ArrowLeft", 1)
    press(page, "ArrowRight", 2)
    assert len(asked) == len(set(asked))


def test_notes_list_and_tools(new_page: NewPage, axe: Axe) -> None:
    page = open_tour(new_page)
    notes = page.locator("#step-1 .tour-notes")
    expect(notes).to_be_hidden()
    page.keyboard.press("n")
    expect(notes).to_be_visible()
    assert axe(page) == []
    page.keyboard.press("n")
    expect(notes).to_be_hidden()
    page.locator("[data-list] summary").click()
    expect(page.locator("[data-list] ol a")).to_have_count(12)
    assert axe(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("[data-list] ol")).to_be_hidden()
    page.locator("[data-list] summary").click()
    page.locator("[data-to='5']").click()
    at_step(page, 5)
    expect(page.locator("[data-to='5']")).to_have_attribute("aria-current", "step")


def test_full_screen_takes_the_text_along(new_page: NewPage) -> None:
    page = open_tour(new_page)
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement === document.documentElement")
    expect(page.locator("[data-full]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#step-1 h2")).to_be_visible()
    page.keyboard.press("f")
    page.wait_for_function("() => !document.fullscreenElement")


def test_finger_on_the_text_turns_the_page(new_page: NewPage) -> None:
    page = open_tour(new_page, viewport=PHONE, is_mobile=True, has_touch=True)
    swipe = """([from, to]) => {
      const text = document.querySelector("[data-text]");
      const at = x => [new Touch({identifier: 1, target: text, clientX: x, clientY: 600})];
      text.dispatchEvent(new TouchEvent("touchstart", {touches: at(from), changedTouches: at(from)}));
      text.dispatchEvent(new TouchEvent("touchend", {touches: [], changedTouches: at(to)}));
    }"""
    page.evaluate(swipe, [300, 100])
    at_step(page, 2)
    page.evaluate(swipe, [100, 300])
    at_step(page, 1)
    page.evaluate(swipe, [100, 130])
    expect(page.locator("[data-counter]")).to_have_text("1 / 12")


def test_tour_walks_in_a_sandboxed_frame(new_page: NewPage, server_url: str) -> None:
    address = f"{server_url}/embed{JOURNEY}?lang=en"
    html = (
        "<!doctype html><title>host</title>"
        f'<iframe sandbox="allow-scripts" src="{address}" width="960" height="600"></iframe>'
    )
    page = new_page(viewport={"width": 1000, "height": 640}, reduced_motion="reduce")
    page.route("**/host", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto("/host")
    frame = page.frame_locator("iframe")
    wait_until_drawn(next(inner for inner in page.frames if "/embed/" in inner.url))
    frame.locator("[data-go=on]").click()
    frame.locator("html[data-step='2']").wait_for(state="attached")
    page.keyboard.press("PageDown")
    frame.locator("html[data-step='3']").wait_for(state="attached")
    expect(frame.locator("#step-3 h2")).to_have_text("The short routes are closed")
    expect(frame.locator("[data-map-problem]")).to_have_count(0)


def test_tour_is_told_without_scripts(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 1366, "height": 768})
    page.goto(f"{JOURNEY}?lang=en")
    expect(page.get_by_role("heading", name="A letter to Lenin")).to_be_visible()
    page.locator("[data-go=on]").click()
    expect(page.get_by_role("heading", name="Five men are sent")).to_be_visible()
    expect(page.locator(".tour-step:visible")).to_have_count(1)
    page.locator("#step-2 .tour-notes summary").click()
    expect(page.locator("#step-2 .tour-notes p")).to_be_visible()


def test_paper_has_all_steps_with_notes_and_no_map(new_page: NewPage) -> None:
    page = open_tour(new_page, "/tour/baku-april-1920")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    for number in range(1, 9):
        expect(page.locator(f"#step-{number} .tour-paragraph")).to_be_visible()
    expect(page.locator("#step-1 .tour-notes p")).to_be_visible()
    expect(page.locator(".tour-print-end li").first).to_be_visible()
    expect(page.locator(".tour-map")).to_be_hidden()


@pytest.mark.parametrize(("size", "lang"), [("desktop", "en"), ("phone", "tr")])
def test_screens_are_quiet_and_accessible(
    new_page: NewPage, axe: Axe, some: Some, size: str, lang: str
) -> None:
    page = new_page(viewport=SIZES[size], is_mobile=size == "phone", has_touch=size == "phone")
    faults: dict[str, object] = {}
    for path in some(("/tour/", *SCREENS), 1):
        address = with_language(path, lang)
        page.goto(address) if path == "/tour/" else open_map(page, address)
        found = [*axe(page), *([f"{wide} px too wide"] if (wide := page.evaluate(SIDEWAYS)) > 1 else [])]
        if found:
            faults[address] = found
    assert faults == {}


def test_tour_fits_a_narrow_window(new_page: NewPage) -> None:
    page = open_tour(new_page, viewport={"width": 320, "height": 568})
    assert page.evaluate(SIDEWAYS) <= 1
    press(page, "PageDown", 2)
    apart, more = page.evaluate(COVERED)
    assert apart
    assert not more or page.locator(".tour-steps").get_attribute("tabindex") == "0"
    expect(page.locator("[data-go=on]")).to_be_in_viewport()
