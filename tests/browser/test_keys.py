"""A clicker and the keys of a lecturer: the same on every page, in full screen as well."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, open_map, wait_until, wait_until_drawn
from tests.browser.test_map import open_event

SIZES = """() => [...document.querySelectorAll('.map-label')].filter(node => !node.dataset.feature)
  .map(node => parseFloat(getComputedStyle(node.querySelector('text, span') || node).fontSize))"""

SILENT = """() => [...document.querySelectorAll('[data-step]')]
  .findIndex(step => !step.querySelector('.tour-notes')) + 1"""


def opened(new_page: NewPage, address: str, **more: object) -> Page:
    page = new_page(**more)
    open_map(page, address)
    return page


def test_clicker_leads_from_event_to_event_in_full_screen_too(new_page: NewPage) -> None:
    page = open_event(new_page)
    first, title = page.url, page.locator("h1").inner_text()
    with page.expect_navigation():
        page.keyboard.press("PageDown")
    assert page.url != first
    with page.expect_navigation():
        page.keyboard.press("PageUp")
    assert page.url == first
    wait_until_drawn(page)
    page.keyboard.press("f")
    band = page.locator(".map-title")
    expect(band).to_be_visible()
    expect(band).to_contain_text(title)
    page.keyboard.press("PageDown")
    expect(band).not_to_contain_text(title)
    assert page.evaluate("Boolean(document.fullscreenElement)")
    assert page.url != first
    expect(page.locator("h1")).to_have_text(band.locator("strong").inner_text())
    # The band takes nothing of the map's room from the names.
    above, below = band.bounding_box(), page.locator(".map-stage").bounding_box()
    assert above is not None
    assert below is not None
    assert above["y"] + above["height"] <= below["y"] + 0.5


def test_notes_black_screen_and_the_table_of_keys(new_page: NewPage) -> None:
    page = open_event(new_page)
    told = page.locator(".atlas-text .lead").first.inner_text()
    page.keyboard.press("n")
    expect(page.locator("aside.map-notes")).to_contain_text(told)
    page.keyboard.press("n")
    expect(page.locator("aside.map-notes")).to_have_count(0)
    page.keyboard.press("b")
    expect(page.locator(".map-blank")).to_be_visible()
    url = page.url
    page.keyboard.press("PageDown")  # the first key brings the map back
    expect(page.locator(".map-blank")).to_have_count(0)
    assert page.url == url
    page.keyboard.press("?")
    expect(page.locator("dialog.keys-help")).to_contain_text("PageDown")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.keys-help")).to_have_count(0)
    page.locator("#site-q").focus()
    page.keyboard.type("n.b?")
    expect(page.locator("#site-q")).to_have_value("n.b?")


def test_journey_and_comparison_go_by_the_same_keys(new_page: NewPage) -> None:
    page = opened(new_page, "/routes/bekir-sami-1920?lang=en")
    stops = []
    for key in ("PageDown", "ArrowRight", "PageUp", "End", "Home"):
        page.keyboard.press(key)
        stops.append(page.evaluate("mapsvc.player.state.stop"))
    assert stops[:3] == [2, 3, 2]
    assert stops[3] == page.evaluate("mapsvc.player.track.variant.stops.length")
    assert stops[4] == 1
    open_map(page, "/compare/moscow-1921/kars-1921?lang=en")
    modes = []
    for key in ("PageDown", "ArrowRight", "ArrowRight", "PageUp", "Home", "End"):
        page.keyboard.press(key)
        modes.append(page.evaluate("document.documentElement.dataset.compareMode"))
    assert modes == ["swipe", "difference", "difference", "swipe", "overlay", "difference"]
    expect(page).to_have_url(re.compile("mode=difference"))


def test_towns_have_22_pixels_on_a_projector_of_1080(new_page: NewPage) -> None:
    page = opened(new_page, "/events/kars-treaty?lang=en", viewport={"width": 1920, "height": 1080})
    page.locator(".map-button-projector").click()
    wait_until(page, lambda: min(page.evaluate(SIZES), default=0) >= 21)
    expect(page.locator(".map-title")).to_be_visible()


def test_step_without_notes_says_so(new_page: NewPage) -> None:
    page = opened(new_page, "/tour/routes/bekir-sami-1920?lang=en")
    silent = page.evaluate(SILENT)
    assert silent > 0
    open_map(page, f"/tour/routes/bekir-sami-1920?lang=en&step={silent}")
    page.keyboard.press("n")
    expect(page.locator(".map-notes")).to_have_text("No notes here.")
