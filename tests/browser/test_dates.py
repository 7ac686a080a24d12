"""Days on the screen: questions of a new user, counted in actions; a journey by field, hand and key."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect
from pptx import Presentation

from tests.browser.addresses import DESKTOP
from tests.browser.conftest import NewPage, wait_until

PAGE = "/routes/bekir-sami-1920"


#: Names under the badge of a journey, and whether a line leads from it to the stretch.
BADGE = """() => {
  const box = (node) => node.getBoundingClientRect();
  const tag = box(document.querySelector(".player-tag:not([hidden])"));
  const names = [...document.querySelectorAll(".map-label")].filter((node) => node.checkVisibility());
  const over = names.filter((node) => {
    const b = box(node);
    return b.left < tag.right && b.right > tag.left && b.top < tag.bottom && b.bottom > tag.top;
  });
  const leader = box(document.querySelector(".player-leader"));
  return [over.map((node) => node.textContent), leader.height > 0];
}"""


class Counted:
    """Does what a user does, and counts it: to type and to press Enter is one action, a click is one."""

    def __init__(self, page: Page) -> None:
        self.page, self.actions = page, 0

    def ask(self, field: str, words: str) -> None:
        self.actions += 1
        self.page.locator(field).fill(words)
        self.page.locator(field).press("Enter")
        self.page.wait_for_load_state()

    def click(self, what: str) -> None:
        self.actions += 1
        self.page.locator(what).first.click()
        self.page.wait_for_load_state()


def test_questions_of_a_day_take_few_actions_from_the_first_page(new_page: NewPage, tmp_path: Path) -> None:
    page = new_page(viewport=DESKTOP)
    page.goto("/?lang=en")
    held = Counted(page)
    held.ask("#site-q", "who held Nakhchivan in November 1920")
    expect(page.locator(".day-answer")).to_contain_text("Red Army and a Soviet republic; Turkish detachments")
    assert held.actions <= 2
    page.goto("/?lang=en")
    where = Counted(page)
    where.ask("#home-on", "20 June 1920")
    row = page.locator("li[data-feature^='routes/bekir-sami-1920/at-']")
    expect(row).to_contain_text("Waiting at Erzurum or on the way to Trebizond")
    where.click("li[data-feature^='routes/bekir-sami-1920/at-'] .feature-more")
    expect(page.locator("[data-player-where]")).to_contain_text(
        "Waiting at Erzurum or on the way to Trebizond"
    )
    assert where.actions <= 2
    page.goto("/?lang=en")
    page.locator("#home-a").fill("1914")
    page.locator("#home-b").fill("1921")
    two = Counted(page)
    two.click("#home-two ~ .day-row button")
    expect(page.locator("h1")).to_have_text("1 January 1914\u00a0– 1 January 1921")
    # And on a slide, Kars on it: the picture is of what the map shows, whose words are those of its SVG.
    page.locator("html[data-map-drawn]").wait_for(state="attached")
    two.click("a[data-share]")
    two.click("#share-tab-pptx")
    with page.expect_download() as download:
        two.click(".share-panel a[download]")
    download.value.save_as(tmp_path / "slide.pptx")
    (slide,) = Presentation(str(tmp_path / "slide.pptx")).slides
    assert slide.shapes.title is not None
    assert "1914" in slide.shapes.title.text_frame.text
    assert two.actions <= 5
    answer = page.request.get(download.value.url.replace(".pptx", ".svg"))
    assert answer.ok, f"{answer.status}: {answer.headers}"
    svg = answer.text()
    assert re.search(r"<text [^>]*>Kars</text>", svg)


def test_days_of_a_journey_go_by_field_hand_and_key(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 1920, "height": 1080})
    page.goto(f"{PAGE}?variant=reconstructed&lang=en")
    page.locator("html[data-player-state=ready]").wait_for(state="attached")
    state = "() => window.mapsvc.player.state"
    field = page.locator("[name=at]")
    field.fill("20 June 1920")
    field.press("Enter")
    page.wait_for_url("**at=1920-06-20*")
    bar = page.get_by_role("slider", name="Day of the journey")
    told = bar.get_attribute("aria-valuetext") or ""
    assert told.startswith("20 June 1920: Waiting at Erzurum or on the way to Trebizond")
    # The view is that of the stretch: both of its stops, and not all of Russia.
    view = page.evaluate(
        "() => { const b = mapsvc.maps()[0].getBounds(); return [b.getWest(), b.getEast()]; }"
    )
    assert view[0] < 39.7 < 41.3 < view[1]
    assert view[1] - view[0] < 12
    # The badge stands off every name and off the stretch, with a line that leads to it.
    wait_until(page, lambda: page.evaluate(BADGE) == [[], True])
    bar.press("ArrowRight")
    assert page.evaluate(state)["day"] == "1920-06-21"
    bar.press("End")
    assert page.evaluate(state)["day"] == "1920-07-19"
    box = bar.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] - 300, box["y"] + 40, steps=4)
    page.mouse.up()
    dragged = page.evaluate(state)
    assert "1920-05-11" < dragged["day"] < "1920-07-10"
    assert dragged["stop"] is None
    # Stepping and date agree on what is known of a day.
    page.evaluate("() => window.mapsvc.player.goTo(5)")
    stepped, words = page.evaluate(state), page.locator("[data-player-where]").inner_text()
    page.evaluate("(day) => window.mapsvc.player.atDate(day)", stepped["day"])
    assert page.evaluate(state)["kind"] == stepped["kind"]
    assert page.locator("[data-player-where]").inner_text() in words
    page.get_by_role("button", name="Together").click()
    pressed = page.locator(".player-variants [aria-current=true], .player-variants [aria-pressed=true]")
    assert pressed.count() == 1
