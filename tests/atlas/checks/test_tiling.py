"""Grounds that a person drew: neighbours that cross or miss each other get one edge, mistakes are named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import shapely

import mapsvc
from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.checks.notices import check_notices
from mapsvc.atlas.checks.tiling import Drawn, end_at_coast, tile
from mapsvc.atlas.drawn_territories import with_looks
from mapsvc.ground.shore import Shore
from mapsvc.model.meta import Polity
from mapsvc.model.text import Text
from mapsvc.resources import ground_root

#: 0.1° are 11.1 km north and south, 8.4 km east and west.
WEST = [(40.0, 40.0), (41.0, 40.0), (41.0, 41.0), (40.0, 41.0)]


def east(gap: float) -> list[tuple[float, float]]:
    """Return the neighbour of `WEST`, a gap away or, if that is less than nothing, over it."""
    return [(41.0 + gap, 40.0), (42.0, 40.0), (42.0, 41.0), (41.0 + gap, 41.0)]


def drawn(name: str, ring: list[tuple[float, float]], *, rank: int = 0, accuracy_km: float = 10.0) -> Drawn:
    return Drawn(name, shapely.Polygon(ring), accuracy_km, rank)


@pytest.mark.parametrize("gap", [0.03, -0.03, 0.001, -0.001, 0.0])
def test_neighbours_share_one_edge(gap: float) -> None:
    shapes, crossings = tile([drawn("west", WEST), drawn("east", east(gap), rank=1)])
    assert shapely.coverage_is_valid(list(shapes))
    assert shapely.union_all(list(shapes)).equals(shapely.box(40, 40, 42, 41))
    assert len(crossings) == (gap < -0.0005)
    assert not any(crossing.is_mistake for crossing in crossings)


def test_surer_drawing_keeps_what_both_cover_else_the_first_holder() -> None:
    west, other = drawn("west", WEST, rank=1), drawn("east", east(-0.03), rank=0)
    first, second = tile([west, other])[0]
    assert (first.bounds[2], second.bounds[0]) == (40.97, 40.97)
    surer = drawn("west", WEST, rank=1, accuracy_km=5.0)
    first, second = tile([surer, other])[0]
    assert (first.bounds[2], second.bounds[0]) == (41.0, 41.0)


def test_edge_is_the_same_in_every_state_whatever_else_moves() -> None:
    west, other = drawn("west", WEST), drawn("east", east(-0.03), rank=1)
    far = drawn("far", [(42.0, 40.0), (43.0, 40.0), (43.0, 41.0), (42.02, 41.0)], rank=2)
    assert tile([west, other])[0][0].equals(tile([far, other, west])[0][2])


def test_wide_gap_is_nobodys_ground() -> None:
    shapes, _ = tile([drawn("west", WEST), drawn("east", east(0.4), rank=1)])
    assert [shape.bounds[::2] for shape in shapes] == [(40.0, 41.0), (41.4, 42.0)]


def test_mistake_is_named_and_changes_nothing() -> None:
    shapes, crossings = tile([drawn("west", WEST), drawn("east", east(-0.4), rank=1)])
    (crossing,) = crossings
    assert crossing.is_mistake
    assert (crossing.one, crossing.other) == ("west", "east")
    assert crossing.width_km == pytest.approx(34, abs=2)
    assert shapes[1].bounds[0] == 40.6


@pytest.mark.parametrize("ring", [WEST[::-1], [*WEST[:2], WEST[3], WEST[2]]], ids=["clockwise", "bow tie"])
def test_rings_of_any_hand_are_read(ring: list[tuple[float, float]]) -> None:
    shapes, _ = tile([drawn("west", ring), drawn("east", east(-0.03), rank=1)])
    if shapes[0].is_valid:
        assert all(shape.exterior.is_ccw for shape in shapes)


# ---- the coast -----------------------------------------------------------------------------------
def test_ground_drawn_over_the_sea_ends_at_the_coast() -> None:
    generous = shapely.box(27.0, 42.6, 29.0, 43.4)
    (dry,) = end_at_coast([generous], Shore((ground_root(),)))
    assert dry.is_valid
    assert not shapely.intersects(dry, shapely.Point(28.5, 43.0))
    assert shapely.intersects(dry, shapely.Point(27.5, 43.0))
    # From Varna south to Nesebar the coast bends; about half of the box is land.
    assert 0.4 < dry.area / generous.area < 0.6


def test_islet_that_the_ground_does_not_have_stays() -> None:
    islet = shapely.box(30.0, 43.0, 30.01, 43.01)
    assert end_at_coast([islet], Shore((ground_root(),))) == [islet]


def test_inland_and_without_a_ground_nothing_is_cut(tmp_path: Path) -> None:
    inland = shapely.box(25.0, 42.0, 26.0, 43.0)
    assert end_at_coast([inland], Shore((ground_root(),))) == [inland]
    assert end_at_coast([inland], Shore((tmp_path,))) == [inland]
    assert end_at_coast([], Shore((ground_root(),))) == []


# ---- in an atlas -----------------------------------------------------------------------------------
def write_grounds(root: Path, gap: float, **properties: Any) -> None:
    (root / "polities.toml").write_text(
        '[west]\nname = {en = "West"}\n[east]\nname = {en = "East"}\n', encoding="utf-8"
    )
    rings = {"west": WEST, "east": east(gap)}
    features = [
        {
            "type": "Feature",
            "id": polity,
            "properties": {"polity": polity} | properties,
            "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
        }
        for polity, ring in rings.items()
    ]
    document = {"type": "FeatureCollection", "id": "front", "properties": {}, "features": features}
    (root / "territories").mkdir()
    (root / "territories" / "front.geojson").write_text(json.dumps(document), encoding="utf-8")


def test_plain_polygons_need_no_more_than_a_holder(tiny_root: Path) -> None:
    write_grounds(tiny_root, -0.03)
    assert check_atlas(tiny_root) == []
    west, other = mapsvc.open_atlas(tiny_root).records.territories["front"].territories
    assert (west.title.in_("en"), west.status, west.sources) == ("West", "in-force", other.sources)
    # The box less the corner of it that lies in the Black Sea.
    assert west.area_km2 == pytest.approx(9239, rel=0.01)
    assert west.drawn
    assert west.geometry.bounds[2] == other.geometry.bounds[0] == 41.0


def test_check_tells_what_it_mended_as_a_notice(tiny_root: Path) -> None:
    write_grounds(tiny_root, -0.03)
    (notice,) = (found for found in check_notices(tiny_root) if found.file == "territories/front.geojson")
    assert "overlap by up to 2.5 km (west and east" in notice.message


def test_check_names_the_place_of_a_mistake(tiny_root: Path) -> None:
    write_grounds(tiny_root, -0.4)
    (problem,) = check_atlas(tiny_root)
    assert (problem.file, problem.field) == ("territories/front.geojson", "features.east")
    assert "km² of 'west', up to 34 km wide near 40.80, 40." in problem.message
    assert "'overlap': true" in problem.message


def test_file_without_ground_is_named(tiny_root: Path) -> None:
    write_grounds(tiny_root, -0.03)
    path = tiny_root / "territories" / "front.geojson"
    path.write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
    (problem,) = check_atlas(tiny_root)
    assert problem.message.startswith("is empty; draw a polygon")


def test_claim_may_lie_over_others(tiny_root: Path) -> None:
    write_grounds(tiny_root, -0.4, overlap=True)
    assert check_atlas(tiny_root) == []


def test_holder_without_a_colour_gets_one_that_no_other_has() -> None:
    name = Text(en="x")
    given = {
        "one": Polity("one", name, colour="#a3262a"),
        **{f"p{n}": Polity(f"p{n}", name) for n in range(9)},
    }
    looks = with_looks(given)
    assert len({polity.colour for polity in looks.values()}) == 10
    assert all(polity.hatch for polity in looks.values())
