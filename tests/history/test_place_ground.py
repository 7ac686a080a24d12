"""A region is drawn as its ground on the day, not as a disc; never a part that looks like the whole."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import shapely

from mapsvc.atlas.atlas_reading import read_atlas
from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.problems import Problems
from mapsvc.atlas.store import Store
from mapsvc.history.place_ground import ground_of_place
from mapsvc.model.dates import parse_date
from mapsvc.model.records import MadeOf, Place
from mapsvc.scene.composition import compose_event, compose_place
from tests.held import ROWS, add_control, districts, square


def around(root: Path) -> Store:
    """The three districts, with more ground on all sides that nobody is known to have held."""
    ground = districts()
    for name, box in {
        "far-west": square(40, 42, 38, 43), "far-east": square(45, 47, 38, 43),
        "far-north": square(42, 45, 41, 43), "far-south": square(42, 45, 38, 40),
    }.items():  # fmt: skip
        ground["features"].append({**ground["features"][0], "id": name, "geometry": box})
    more = tuple(
        f"{name},,1921-01-01,,,,,,,nobody tells"
        for name in ("far-west", "far-east", "far-north", "far-south")
    )
    add_control(root, (*ROWS, *more), ground=ground)
    atlas = read_atlas(root, Problems())
    assert atlas is not None
    return atlas


def region(atlas: Store, ground: MadeOf) -> Place:
    return replace(atlas.place("alfa"), shape="area", radius_km=50.0, ground=ground)


@pytest.mark.parametrize(
    ("when", "held"),
    [
        ("1921-03-01", ("east",)),
        ("1921-03-16", ("west", "east")),
        ("1921-01/1921-07-01", ("west", "middle", "east")),
        (None, None),
    ],
)
def test_ground_is_what_was_held_on_the_last_day(
    tiny_root: Path, when: str | None, held: tuple[str, ...] | None
) -> None:
    atlas = around(tiny_root)
    place = region(atlas, MadeOf(polities=("east",)))
    found = ground_of_place(atlas, place, parse_date(when) if when else None)
    assert found is not None
    if held is not None:
        assert found.districts == held
        whole = shapely.union_all([atlas.districts[district].geometry for district in held])
        assert found.geometry.symmetric_difference(whole).area < 1e-6
    else:
        assert found.day == atlas.period.opening


def test_districts_are_the_same_on_all_days(tiny_root: Path) -> None:
    atlas = around(tiny_root)
    place = region(atlas, MadeOf(districts=("west", "middle")))
    for when in (None, parse_date("1921-03-01"), parse_date("1921-12-01")):
        found = ground_of_place(atlas, place, when)
        assert found is not None
        assert (found.districts, found.day, found.accuracy_km) == (("west", "middle"), None, 5)


def test_ground_that_goes_on_beyond_the_drawing_is_not_drawn(tiny_root: Path) -> None:
    add_control(tiny_root)
    atlas = read_atlas(tiny_root, Problems())
    assert atlas is not None
    assert ground_of_place(atlas, region(atlas, MadeOf(polities=("east",))), None) is None


def test_nothing_held_is_nothing_drawn(tiny_root: Path) -> None:
    atlas = around(tiny_root)
    place = region(atlas, MadeOf(polities=("nobody",)))
    assert ground_of_place(atlas, place, parse_date("1921-03-01")) is None


def spoil(root: Path, ground: object) -> list[str]:
    path = root / "places.geojson"
    document = json.loads(path.read_text("utf-8"))
    feature = next(one for one in document["features"] if one["id"] == "bravo")
    feature["properties"] |= {"shape": "area", "radius_km": 30, "ground": ground}
    path.write_text(json.dumps(document), "utf-8")
    return [str(problem) for problem in check_atlas(root) if problem.file == "places.geojson"]


def test_map_of_a_region_shows_its_ground_and_no_disc(tiny_root: Path) -> None:
    around(tiny_root)
    assert spoil(tiny_root, {"districts": ["west", "middle"]}) == []
    atlas = read_atlas(tiny_root, Problems())
    assert atlas is not None
    scene = compose_place(atlas, "bravo", "en")
    shown = next(feature for feature in scene.features() if feature.id == "places/bravo")
    assert shown.radius_km is None
    assert shown.geometry.area == pytest.approx(2.0, rel=0.01)
    assert shown.symbol == "ground-subject"
    assert "West, Middle" in dict(shown.rows).values()
    assert any("ground-subject" in entry.covers for entry in scene.legend)


@pytest.mark.parametrize(
    ("ground", "fault"),
    [
        ({"districts": ["wst"]}, "'wst' names no district of the atlas; did you mean 'west'?"),
        ({"polities": ["est"]}, "'est' names no polity of the atlas"),
        ({"districts": ["west"], "polities": ["east"]}, "needs either 'districts' or 'polities'"),
        ({}, "needs either 'districts' or 'polities'"),
    ],
)
def test_ground_that_names_nothing_is_a_fault(tiny_root: Path, ground: object, fault: str) -> None:
    around(tiny_root)
    assert any(fault in problem for problem in spoil(tiny_root, ground))


def test_extent_of_fact_is_not_drawn_over_ground_that_is_known(tiny_root: Path) -> None:
    path = tiny_root / "borders" / "line-1921.geojson"
    document = json.loads(next(iter(tiny_root.glob("borders/*.geojson"))).read_text("utf-8"))
    document["id"] = path.stem
    document["properties"] |= {"kind": "extent", "status": "de-facto", "valid": "1900/1950"}
    path.write_text(json.dumps(document), "utf-8")
    event = next(iter(sorted(path.stem for path in (tiny_root / "events").glob("*.toml"))))

    def drawn() -> bool:
        atlas = read_atlas(tiny_root, Problems())
        assert atlas is not None
        features = compose_event(atlas, event, "en").features()
        return any(feature.id.startswith("borders/line-1921") for feature in features)

    assert drawn()
    around(tiny_root)
    assert not drawn()
