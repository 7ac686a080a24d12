"""A journey round the world in a browser: the map has room, the whole way is seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import NewPage, answering, open_map
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
def elcano_url() -> Iterator[str]:
    with answering(ELCANO) as url:
        yield url


@pytest.mark.matrix(1)
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


def test_beyond_the_poles_there_is_no_land(new_page: NewPage, elcano_url: str) -> None:
    seen = """() => {
      const canvas = document.querySelector(".leaflet-mapsvc-ground-pane canvas");
      const frame = document.querySelector(".leaflet-container").getBoundingClientRect();
      const box = canvas.getBoundingClientRect();
      const ratio = canvas.width / box.width;
      const at = (y) => canvas.getContext("2d").getImageData((frame.left - box.left + 200) * ratio,
        (frame.top - box.top + y) * ratio, 1, 1).data[3];
      return [at(4), at(frame.height / 2), at(frame.height - 4)];
    }"""
    phone = new_page(base_url=elcano_url, viewport={"width": 390, "height": 844})
    open_map(phone, "/routes/victoria-1519?lang=en")
    assert phone.evaluate(seen) == [0, 255, 0]  # the world is lower than the frame
    desktop = new_page(base_url=elcano_url, viewport={"width": 1366, "height": 768})
    open_map(desktop, "/routes/victoria-1519?lang=en")
    assert desktop.evaluate(seen) == [255, 255, 255]


def test_places_that_a_map_is_about_say_their_names_though_one_sign_covers_the_other(
    new_page: NewPage, elcano_url: str
) -> None:
    page = new_page(base_url=elcano_url, viewport={"width": 1366, "height": 768})
    open_map(page, "/events/return-to-seville?lang=en")
    names = page.locator(".map-label").all_inner_texts()
    assert {"Seville", "Sanlúcar", "Tenerife"} <= set(names)
