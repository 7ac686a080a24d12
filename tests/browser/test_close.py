"""A map of a few kilometres, made by `mapsvc new`, in a browser."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from mapsvc.atlas.new.files import NewAtlas
from mapsvc.atlas.new.folder import make_atlas
from tests.browser.conftest import NewPage, answering, open_map

#: The lowest place lies in the corner that a locator takes first.
PLACES = {
    "first-place": [26.1785, 40.0446], "second-place": [26.2172, 40.0806], "hill": [26.2460, 40.0930],
    "corner": [26.2622, 40.0187],
}  # fmt: skip
#: The lowest of these stands where the scale and the notes are.
CORNER = """
on = "1915"
category = "war"
certainty = "attested"
cites = [{source = "example"}]
title = {en = "From one corner to the other"}
summary = {en = "Somebody goes there."}
places = [{place = "second-place", role = "origin"}, {place = "corner", role = "destination"}]
"""
#: Signs that buttons, the scale, the notes or the locator touch.
COVERED = """() => {
  const boxes = (what) =>
    [...document.querySelectorAll(what)].map((node) => [node, node.getBoundingClientRect()]);
  const controls = boxes(".leaflet-control").filter(([, box]) => box.width).map(([, box]) => box);
  const touch = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
  const signs = boxes(".leaflet-marker-icon path").filter(([, box]) => controls.some((c) => touch(c, box)));
  return signs.map(([sign]) => sign.parentNode.getAttribute("aria-label"));
}"""
#: Colours of the land in the middle of the map.
COLOURS = """() => {
  const canvas = document.querySelector(".leaflet-mapsvc-ground-pane canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const found = new Set();
  for (let i = 0; i < data.length; i += 400) found.add(data.slice(i, i + 3).join());
  return [...found];
}"""


@pytest.fixture(scope="module")
def close_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a service over a new atlas whose one map shows five kilometres."""
    root = tmp_path_factory.mktemp("close") / "atlas"
    make_atlas(root, NewAtlas("Close", years=(1915, 1915), bbox=(26.15, 40.03, 26.45, 40.35)))
    path = root / "places.geojson"
    document = json.loads(path.read_text("utf-8"))
    document["features"] += [{**document["features"][0], "id": place} for place in ("hill", "corner")]
    for feature in document["features"]:
        feature["geometry"] = {"type": "Point", "coordinates": PLACES[feature["id"]]}
    path.write_text(json.dumps(document), "utf-8")
    event = root / "events" / "example.toml"
    event.write_text(event.read_text("utf-8") + '\n[[places]]\nplace = "hill"\nrole = "subject"\n', "utf-8")
    (root / "events" / "corner.toml").write_text(CORNER, "utf-8")
    with answering(root) as url:
        yield url


@pytest.mark.matrix(2)
@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (390, 844)])
def test_locator_hides_no_sign(new_page: NewPage, close_url: str, size: tuple[int, int]) -> None:
    page = new_page(base_url=close_url, viewport={"width": size[0], "height": size[1]})
    open_map(page, "/events/example")
    assert page.locator(".map-locator").is_visible()
    assert page.locator(".leaflet-marker-icon").count() == 3
    assert page.evaluate(COVERED) == []


@pytest.mark.matrix(2)
@pytest.mark.parametrize("size", [(900, 500), (500, 400), (390, 380), (320, 360)])
def test_scale_and_notes_hide_no_sign(new_page: NewPage, close_url: str, size: tuple[int, int]) -> None:
    page = new_page(base_url=close_url, viewport={"width": size[0], "height": size[1]})
    open_map(page, "/embed/events/corner")
    assert page.locator(".leaflet-marker-icon").count() == 2
    assert page.evaluate(COVERED) == []


def test_close_ground_keeps_a_tint_of_its_heights(new_page: NewPage, close_url: str) -> None:
    page = new_page(base_url=close_url)
    open_map(page, "/events/example")
    assert len(page.evaluate(COLOURS)) > 12  # paper, sea, shore, and what lies between
    assert "Base map drawn to about 1 km" in page.locator(".map-coast").all_inner_texts()
