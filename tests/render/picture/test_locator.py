"""A map too close for its relief says where in the world it lies."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

import mapsvc
from mapsvc import Atlas
from mapsvc.render.picture.locator import find_locator, locator_address
from mapsvc.render.shell import build_folium
from mapsvc.scene.composition import compose_event
from mapsvc.web.app import create_app


@pytest.fixture
def close(tiny_root: Path) -> Atlas:
    """The tiny atlas with its places a few kilometres apart, far from the ground that is fine."""
    path = tiny_root / "places.geojson"
    document = json.loads(path.read_text("utf-8"))
    for index, feature in enumerate(document["features"]):
        if feature.get("geometry"):
            feature["geometry"] = {"type": "Point", "coordinates": [4.40 + 0.05 * index, 50.68]}
    path.write_text(json.dumps(document), "utf-8")
    meta = (tiny_root / "atlas.toml").read_text("utf-8")
    meta = meta.replace("least_deg = 7.0\n", "").replace("home = [40.0, 38.0, 48.0, 43.0]\n", "")
    (tiny_root / "atlas.toml").write_text(meta, "utf-8")
    return mapsvc.open_atlas(tiny_root)


def test_close_map_has_a_locator_round_it(close: Atlas) -> None:
    event_map = compose_event(close.records, "letter-sent", "en")
    box = find_locator(event_map)
    assert box is not None
    west, south, east, north = event_map.extent
    assert box[0] < west
    assert box[1] < south
    assert box[2] > east
    assert box[3] > north
    assert (box[2] - box[0]) * 70 > 400  # degrees of longitude at 50° N are about 70 km
    kind, _, data = locator_address(event_map, box).partition(";base64,")
    assert kind == "data:image/svg+xml"
    svg = base64.b64decode(data).decode()
    assert "data:image/jpeg" in svg  # there is relief in it
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


def test_map_with_relief_needs_none(tiny: Atlas, atlas: Atlas) -> None:
    assert find_locator(compose_event(tiny.records, "letter-sent", "en")) is None
    for event in ("kars-treaty", "baku-taken", "delegation-leaves"):
        event_map = compose_event(atlas.records, event, "en")
        assert find_locator(event_map) is None


def test_page_picture_and_file_carry_it(close: Atlas, tmp_path: Path) -> None:
    client = create_app(close.records.root).test_client()
    for path in ("/events/letter-sent", "/embed/events/letter-sent"):
        assert "data:image/svg+xml;base64," in client.get(path).text
    for name in ("map.svg", "map.html"):
        close.event_map("letter-sent").save(tmp_path / name)
    assert 'class="locator"' in (tmp_path / "map.svg").read_text("utf-8")
    assert "data:image/svg+xml;base64," in (tmp_path / "map.html").read_text("utf-8")


def test_map_without_one_says_nothing_of_it(tiny: Atlas) -> None:
    from mapsvc.render.addresses import CARRIED

    built = build_folium(compose_event(tiny.records, "letter-sent", "en"), CARRIED)
    assert "locator" not in built.get_root().render()
