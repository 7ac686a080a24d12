"""What a student with a phone sees and does: titles, dates, the search, taps on a map."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, ViewportSize

from tests.browser.conftest import NewPage, open_map, wait_until_drawn

PHONE: ViewportSize = {"width": 390, "height": 844}
ON_ITS_SIDE: ViewportSize = {"width": 844, "height": 390}
TABLET: ViewportSize = {"width": 768, "height": 1024}
#: A page of each kind with a map, and what of its title and date has to be seen at once.
KINDS = {
    "/events/kars-treaty": "h1, .date-main",
    "/borders/kars-1921": "h1, .date-main",
    "/compare/moscow-1921/kars-1921": "h1",
    "/routes/bekir-sami-1920": "h1, [data-player-date]",
    "/timeline?on=1921-03-16": "h1",
    "/places/baku": "h1",
    "/mentions": "h1",
    "/tour/baku-april-1920": "h1, .tour-step:not([hidden]) :is(h2, .tour-date)",
    "/embed/events/kars-treaty": "h1, .embed-head p",
}
FIRST_SCREEN = """titles => {
  const seen = [...document.querySelectorAll(titles)].map((node) => node.getBoundingClientRect());
  const map = document.querySelector(".leaflet-container").getBoundingClientRect();
  const shown = Math.min(map.bottom, innerHeight) - Math.max(map.top, 0);
  return {
    titles: seen.filter(({top, bottom}) => top >= 0 && bottom <= innerHeight).length,
    share: shown / innerHeight,
    height: map.height / innerHeight,
    sideways: document.documentElement.scrollWidth - innerWidth,
  };
}"""


def hand(new_page: NewPage, viewport: ViewportSize) -> Page:
    """A page that is touched."""
    return new_page(viewport=viewport, has_touch=True, is_mobile=True)


@pytest.mark.parametrize("viewport", [PHONE, ON_ITS_SIDE, TABLET], ids=["phone", "side", "tablet"])
def test_title_date_and_map_stand_on_the_first_screen(new_page: NewPage, viewport: ViewportSize) -> None:
    page = hand(new_page, viewport)
    kinds = KINDS if viewport is PHONE else dict([*KINDS.items()][2:4])  # those with most above the map
    for path, titles in kinds.items():
        open_map(page, path)
        seen = page.evaluate(FIRST_SCREEN, titles)
        assert seen["titles"] == titles.count(",") + 1, path
        assert seen["share"] > 0.33, (path, seen)
        assert seen["sideways"] <= 0, path
        if not path.startswith(("/tour", "/embed")):  # which fill the screen, and nothing lies below them
            assert seen["height"] <= 0.72, (path, seen)


def test_search_opens_from_its_sign(new_page: NewPage) -> None:
    page = hand(new_page, PHONE)
    open_map(page, "/events/kars-treaty")
    sign = page.locator("a.site-find")
    assert not page.locator("#site-q").is_visible()
    assert (sign.get_attribute("href") or "").startswith("/search")  # where it leads without a script
    sign.tap()
    assert page.evaluate("document.activeElement.id") == "site-q"
    page.keyboard.press("Escape")
    assert not page.locator("#site-q").is_visible()
    sign.tap()
    page.keyboard.type("kars")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=kars*")


def test_key_is_not_seen_open_before_it_folds(new_page: NewPage) -> None:
    page = hand(new_page, PHONE)
    held: list[Route] = []
    page.route("**/map-bundle.js", lambda route: held.append(route))
    with page.expect_request("**/map-bundle.js"):
        page.goto("/events/kars-treaty", wait_until="commit")
    page.locator(".map-legend summary").wait_for()
    assert not page.locator(".map-legend ul").is_visible()
    held[0].continue_()
    wait_until_drawn(page)
    page.locator(".map-legend summary").tap()
    assert page.locator(".map-legend ul").is_visible()
