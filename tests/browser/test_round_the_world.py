"""A journey round the world in a browser: the map has room, the whole way is seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import NewPage, open_map, serving
from tests.conftest import HERE

#: How wide a map is in degrees, and where on it the voyage begins and ends.
SEEN = """() => {
  const [map] = mapsvc.maps();
  const bounds = map.getBounds();
  const seville = map.latLngToContainerPoint([37.38, mapsvc.nearLng(map, -5.97)]);
  return [bounds.getEast() - bounds.getWest(), seville.x, seville.y];
}"""
ELCANO = HERE / "data" / "atlases" / "elcano"


@pytest.fixture(scope="module")
def elcano_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("elcano") / "log.txt", "--atlas", str(ELCANO)) as url:
        yield url


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (390, 844)])
def test_whole_voyage_is_seen(new_page: NewPage, elcano_url: str, size: tuple[int, int]) -> None:
    page = new_page(base_url=elcano_url, viewport={"width": size[0], "height": size[1]})
    open_map(page, "/routes/victoria-1519?lang=es")
    frame = page.locator(".leaflet-container").first.bounding_box()
    assert frame is not None
    assert frame["height"] >= 0.42 * size[1]
    across, x, y = page.evaluate(SEEN)
    assert across >= 359
    assert 40 < x < frame["width"] - 15  # clear of the edges, with its pin
    assert 40 < y < frame["height"] - 15
    assert not page.locator(".leaflet-control-scale-line").first.is_visible()


def test_scale_comes_back_where_it_is_true(new_page: NewPage, elcano_url: str) -> None:
    page = new_page(base_url=elcano_url)
    open_map(page, "/places/mactan?lang=en")
    assert page.locator(".leaflet-control-scale-line").first.is_visible()
