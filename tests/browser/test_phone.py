"""What a student with a phone sees and does: titles, dates, the search, taps on a map."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, ViewportSize

from tests.browser.conftest import NewPage, open_map, wait_until_drawn, wait_until_still
from tests.sampling import Some

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


#: Where a finger meets a thing of the map: a sign if there is one, else a line or an area.
TARGET = """() => {
  const box = document.querySelector(".leaflet-container");
  const {left, top, width, height} = box.getBoundingClientRect();
  const [, seen] = [...box.querySelectorAll(".leaflet-marker-icon")]
    .map((node) => [node, node.getBoundingClientRect()])
    .map(([node, r]) => [node, [r.left + r.width / 2, r.top + r.height / 2]])
    .find(([node, at]) => node.contains(document.elementFromPoint(...at))) || [];
  if (seen) return seen;
  const {drawing} = mapsvc.of(mapsvc.maps()[0]).features;
  const amid = (x, y) => [-3, 0, 3].every((off) => drawing.hit(L.point(x + off, y)));
  const free = (at) => at && box.contains(at) && !at.closest(".leaflet-control, .swipe");
  for (let y = 40; y < height - 40; y += 6)
    for (let x = 80; x < width - 40; x += 6)
      if (amid(x, y) && free(document.elementFromPoint(left + x, top + y)))
        return [left + x, top + y];
}"""
#: What is told of it, and how much of the map is left beside it.
TOLD = """() => {
  const frame = document.querySelector(".leaflet-popup");
  const told = frame.getBoundingClientRect();
  const map = document.querySelector(".leaflet-container").getBoundingClientRect();
  const sheet = frame.matches(".map-sheet[role=dialog][aria-label]");
  const above = sheet && told.left < 100 ? told.top : innerHeight;
  return {
    sheet,
    whole: told.top > -1 && told.left > -1 && told.bottom < innerHeight + 1 && told.right < innerWidth + 1,
    within: sheet || (told.top >= map.top && told.bottom <= map.bottom),
    map: Math.min(map.bottom, above) - Math.max(map.top, 0),
    focus: frame.contains(document.activeElement),
  };
}"""


def hand(new_page: NewPage, viewport: ViewportSize) -> Page:
    """A page that is touched."""
    return new_page(viewport=viewport, has_touch=True, is_mobile=True)


@pytest.mark.parametrize("viewport", [PHONE, ON_ITS_SIDE, TABLET], ids=["phone", "side", "tablet"])
def test_first_screen_has_title_and_map_and_a_tap_keeps_the_map(
    new_page: NewPage, some: Some, viewport: ViewportSize
) -> None:
    page = hand(new_page, viewport)
    kinds = KINDS if viewport is PHONE else dict([*KINDS.items()][2:4])  # those with most above the map
    for path, titles in some([*kinds.items()], 3):
        open_map(page, path)
        seen = page.evaluate(FIRST_SCREEN, titles)
        assert seen["titles"] == titles.count(",") + 1, path
        assert seen["share"] > 0.33, (path, seen)
        assert seen["sideways"] <= 0, path
        if not path.startswith(("/tour", "/embed")):  # which fill the screen, and nothing lies below them
            assert seen["height"] <= 0.72, (path, seen)
        x, y = page.evaluate(TARGET)
        page.touchscreen.tap(x, y)
        page.locator(".leaflet-popup").wait_for()
        told = wait_until_still(page, TOLD)  # the map moves what was touched clear of the sheet
        assert told["whole"], (path, told)
        assert told["within"], (path, told)
        assert told["map"] > 150, (path, told)
        assert told["sheet"] == told["focus"] == (viewport is not TABLET), (path, told)
        page.keyboard.press("Escape")
        page.locator(".leaflet-popup").wait_for(state="detached")


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
    rows = page.locator(".map-legend ul").first  # names without room have a list of their own
    assert not rows.is_visible()
    held[0].continue_()
    wait_until_drawn(page)
    page.locator(".map-legend summary").tap()
    assert rows.is_visible()


def test_sheet_is_drawn_down_or_closed_and_gives_the_focus_back(new_page: NewPage) -> None:
    page = hand(new_page, PHONE)
    open_map(page, "/events/kars-treaty")
    x, y = page.evaluate(TARGET)
    page.touchscreen.tap(x, y)
    grip = page.locator(".map-sheet-grip").bounding_box()
    assert grip is not None
    page.mouse.move(grip["x"] + 100, grip["y"] + 10)
    page.mouse.down()
    page.mouse.move(grip["x"] + 100, grip["y"] + 90, steps=4)
    page.mouse.up()
    page.locator(".map-sheet").wait_for(state="detached")
    assert page.evaluate("document.activeElement.closest('.leaflet-container') !== null")
    page.touchscreen.tap(*page.evaluate(TARGET))
    page.locator(".map-sheet .leaflet-popup-close-button").tap()
    page.locator(".map-sheet").wait_for(state="detached")


def test_click_on_the_map_leaves_the_reading_column_where_it_is(page: Page) -> None:
    open_map(page, "/borders/kars-1921")
    page.evaluate("scrollTo(0, 400)")
    page.mouse.click(*page.evaluate(TARGET))
    page.locator(".leaflet-popup").wait_for()
    assert wait_until_still(page, "scrollY") == 400
    assert page.locator(".atlas-text [aria-current=true]").count() == 1


def test_names_come_before_the_ground_on_a_slow_line(new_page: NewPage) -> None:
    page = hand(new_page, PHONE)
    held: list[Route] = []
    page.route("**/basemap/relief/**", lambda route: held.append(route))
    page.goto("/events/kars-treaty?lang=en", wait_until="commit")
    page.locator(".map-label").first.wait_for(state="attached")
    sign = "getComputedStyle(document.querySelector('.map-stage'), '::after').content"
    assert not page.evaluate("'mapDrawn' in document.documentElement.dataset")
    assert "The map is loading" in page.evaluate(sign)
    for route in held:
        route.continue_()
    wait_until_drawn(page)
    assert page.evaluate(sign) == "none"
