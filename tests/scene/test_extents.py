"""Views follow the thing shown: a front of five kilometres, a town, an ocean, the world."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
import shapely

import mapsvc
from mapsvc import Atlas
from mapsvc.kinds import compose_map
from mapsvc.model.geometry import Bounds, distance_km
from mapsvc.model.scene import MapKey, Scene
from mapsvc.render.picture.view import fit_view
from mapsvc.render.shell import greatest_zoom
from mapsvc.scene.extents import ViewRules, touch, view_rules
from tests.conftest import TINY
from tests.elsewhere import moved_atlas, shrunk_atlas

ALFA = (43.1, 40.6)


def width_km(extent: Bounds) -> float:
    lat = (extent[1] + extent[3]) / 2
    return distance_km(extent[0], lat, extent[2], lat)


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The tiny atlas on a fortieth of its ground: Alfa and Bravo lie five kilometres apart."""
    return mapsvc.open_atlas(shrunk_atlas(TINY, tmp_path_factory.mktemp("front") / "tiny", ALFA, 1 / 40))


def event_map(atlas: Atlas, event: str) -> Scene:
    return atlas.event_map(event, lang="en").data


def test_front_of_five_kilometres_fills_the_map(front: Atlas) -> None:
    letter = event_map(front, "letter-sent")
    assert 4 < width_km(letter.extent) < 9
    view = fit_view(letter.extent, 1000, 700)
    ends = [view.point(f.geometry.x, f.geometry.y) for f in letter.features() if f.id.startswith("places/")]
    assert math.dist(*ends) > 500
    assert view.metres_per_px() < 15


def test_region_without_edges_does_not_push_a_front_into_a_corner(front: Atlas) -> None:
    drawn = event_map(front, "line-drawn")
    assert any(feature.radius_km for feature in drawn.features())
    assert width_km(drawn.extent) < 30


def test_every_map_of_a_small_atlas_is_small(front: Atlas) -> None:
    for key in (MapKey("routes", "journey"), MapKey("borders", "front"), MapKey("mentions")):
        assert width_km(compose_map(front.records, key, "en").extent) < 60
    assert width_km(front.records.home) < 60


def alone(root: Path, target: Path, share: float = 1.0) -> Atlas:
    """An atlas whose letter is sent from Alfa alone, and goes nowhere."""
    changed = shrunk_atlas(root, target, ALFA, share)
    event = changed / "events" / "letter-sent.toml"
    text = event.read_text(encoding="utf-8").replace('arrow = "letter"\n', "")
    first, bravo, rest = text.partition('[[places]]\nplace = "bravo"')
    event.write_text(first + rest.partition("\n\n")[2] if bravo else text, encoding="utf-8")
    return mapsvc.open_atlas(changed)


def test_lone_point_is_shown_with_its_neighbourhood(tmp_path: Path) -> None:
    town = event_map(alone(TINY, tmp_path / "town"), "letter-sent")
    assert 100 < width_km(town.extent) < 1000
    hill = event_map(alone(TINY, tmp_path / "hill", 1 / 400), "letter-sent")
    assert 0.3 < width_km(hill.extent) < 10
    for found in (town, hill):
        frame = shapely.box(*found.extent)
        assert all(frame.covers(feature.geometry) for feature in found.features())


def test_lone_point_is_shown_no_closer_than_it_is_known(tmp_path: Path) -> None:
    root = shrunk_atlas(TINY, tmp_path / "near", ALFA, 1 / 400)
    places = json.loads((root / "places.geojson").read_text(encoding="utf-8"))
    for feature in places["features"]:
        if feature["id"] == "alfa":
            feature["properties"]["radius_km"] = 12
    (root / "places.geojson").write_text(json.dumps(places), encoding="utf-8")
    shown = event_map(alone(root, tmp_path / "alone"), "letter-sent")
    assert width_km(shown.extent) > 4 * 12


def test_atlas_that_names_a_least_width_has_it(tiny: Atlas) -> None:
    assert view_rules(tiny.records).least_deg == 7
    west, _, east, _ = event_map(tiny, "letter-sent").extent
    assert east - west == pytest.approx(7)


def test_least_widths_are_shares_of_that_of_an_event() -> None:
    rules = ViewRules((0, 0, 10, 10), (0, 0, 10, 10), 7.0)
    assert [rules.least(share) for share in (7, 3, 2, 5, 4, 18, 220)] == [7, 3, 2, 5, 4, 18, 220]
    assert ViewRules((0, 0, 10, 10), (0, 0, 10, 10), None).least(7) < 0.01


def test_boxes_touch_at_any_turn_of_the_world() -> None:
    assert touch((170, 0, 190, 10), (-175, 5, -172, 6))
    assert touch((-10, 0, 10, 10), (355, 5, 365, 6))
    assert touch((-180, -60, 180, 60), (100, 0, 101, 1))
    assert not touch((170, 0, 190, 10), (0, 5, 10, 6))
    assert not touch((0, 0, 10, 10), (0, 20, 10, 30))


def test_greatest_zoom_follows_what_is_shown(front: Atlas, tiny: Atlas, tmp_path: Path) -> None:
    assert greatest_zoom(event_map(tiny, "letter-sent")) == 11
    assert greatest_zoom(event_map(front, "letter-sent")) == 16
    assert greatest_zoom(event_map(mapsvc.open_atlas(moved_atlas(TINY, tmp_path / "t")), "letter-sent")) == 11
