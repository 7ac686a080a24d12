"""Maps over the 180th meridian, and how far a map goes, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewPage, answering, open_map, wait_until, wait_until_still
from tests.conftest import TINY
from tests.elsewhere import moved_atlas

ZOOM = """() => {
  const [map] = mapsvc.maps();
  return [map.getZoom(), map.getMinZoom(), map.getMaxZoom()];
}"""
#: Where signs and labelled lines are drawn, in pixels of the map.
DRAWN = """() => {
  const [map] = mapsvc.maps();
  const {features} = mapsvc.of(map);
  const at = item => map.latLngToContainerPoint(item.marker.getLatLng());
  const signs = features.items.filter(item => item.marker).map(item => [item.id, Math.round(at(item).x)]);
  const lines = features.items.filter(item => item.world.lines).map(item => {
    const xs = features.drawing.layerRuns(item.id).flatMap(run => run.filter((_, i) => i % 2 === 0));
    return [item.id, Math.round(Math.min(...xs)), Math.round(Math.max(...xs))];
  });
  return JSON.stringify([signs, lines]);
}"""
MIDDLE = "() => mapsvc.maps()[0].getCenter().lng"
SIZE = "() => [mapsvc.maps()[0].getSize().x, mapsvc.maps()[0].getSize().y]"
VIEW = "() => mapsvc.viewOf(mapsvc.maps()[0])"
BEYOND = """() => {
  const [map] = mapsvc.maps();
  const bounds = map.getBounds();
  return [bounds.getSouth(), bounds.getNorth()];
}"""


@pytest.fixture(scope="module")
def moved_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("line")
    with answering(moved_atlas(TINY, folder / "tiny")) as url:
        yield url


@pytest.fixture(scope="module")
def home_url() -> Iterator[str]:
    with answering(TINY) as url:
        yield url


@pytest.mark.matrix(2)
@pytest.mark.parametrize(
    "path", ["/events/line-drawn", "/events/letter-sent", "/borders/front", "/routes/journey"]
)
def test_map_over_the_line_is_the_map_of_home(
    new_page: NewPage, moved_url: str, home_url: str, path: str
) -> None:
    shown = []
    for url in (home_url, moved_url):
        page = new_page(base_url=url)
        open_map(page, f"{path}?lang=en")
        shown.append(wait_until_still(page, DRAWN))
    assert_alike(shown[1], shown[0])


def assert_alike(one: str, other: str) -> None:
    """Hold what is drawn here against what is drawn there: to a pixel and a half, for each rounds its own."""
    for shown, wanted in zip(json.loads(one), json.loads(other), strict=True):
        assert [item[0] for item in shown] == [item[0] for item in wanted]
        for item, at_home in zip(shown, wanted, strict=True):
            assert item[1:] == pytest.approx(at_home[1:], abs=1.5)


def turn_wheel(page: Page, notches: int) -> None:
    box = page.locator(".leaflet-container").first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for _ in range(abs(notches)):
        page.mouse.wheel(0, -120 if notches > 0 else 120)
        page.wait_for_timeout(90)
    # The last notch is a zoom of its own, whose end is the map's.
    wait_until(page, lambda: page.evaluate(ZOOM)[0] == page.evaluate(ZOOM)[2 if notches > 0 else 1])
    wait_until_still(page, "() => mapsvc.maps()[0].getZoom()")


@pytest.mark.matrix(1)
@pytest.mark.parametrize("size", [(1920, 1080), (390, 844)])
def test_wheel_ends_where_the_map_ends(new_page: NewPage, size: tuple[int, int]) -> None:
    page = new_page(viewport={"width": size[0], "height": size[1]})
    open_map(page, "/events/kars-treaty?lang=en")
    turn_wheel(page, 20)
    zoom, least, most = page.evaluate(ZOOM)
    assert zoom == most
    assert 11 <= most <= 16
    turn_wheel(page, -30)
    zoom, least, most = page.evaluate(ZOOM)
    assert zoom == least
    width, height = page.evaluate(SIZE)
    world = 256 * 2**zoom
    assert world >= max(width, height) - 1
    south, north = page.evaluate(BEYOND)
    assert south >= -85.2
    assert north <= 85.2


def test_signs_and_lines_follow_a_reader_round_the_world(new_page: NewPage, moved_url: str) -> None:
    page = new_page(base_url=moved_url)
    open_map(page, "/events/line-drawn?lang=en")
    before = wait_until_still(page, DRAWN)
    page.evaluate(
        "() => { const [map] = mapsvc.maps(); const c = map.getCenter();"
        " map.setView([c.lat, c.lng - 720], map.getZoom(), {animate: false}); }"
    )
    assert page.evaluate(MIDDLE) < -400
    assert_alike(wait_until_still(page, DRAWN), before)
    west, _, east, _ = page.evaluate(VIEW)
    assert -180 <= west <= 180
    assert east > 180
    page.locator(".map-button-home").click()
    assert wait_until_still(page, MIDDLE) < -400  # home is the nearest one, not the long way round
