"""Districts as shapes that all days share."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely

import mapsvc
from mapsvc.scene.features.districts import joined_ids, shape_id, shapes_of_districts, tiling_of
from tests.held import a_district, add_control, districts, square


def test_districts_meet_along_lines_and_not_at_corners(tiny_root: Path) -> None:
    ground = districts()
    ground["features"].append(a_district("south", square(43, 44, 39, 40)))
    rows = ("east,east,1921-01-01,,administered,,attested,paper,,", "middle,,1921-01-01,,,,,,,",
            "south,,1921-01-01,,,,,,,", "west,west,1921-01-01,,administered,,attested,paper,,")  # fmt: skip
    add_control(tiny_root, rows, ground=ground)
    atlas = mapsvc.open_atlas(tiny_root).records
    tiling = tiling_of(atlas)
    assert set(tiling.meetings) == {
        ("west", "middle"),
        ("middle", "east"),
        ("middle", "south"),
    }
    assert tiling.meetings["middle", "east"].length == pytest.approx(1)
    shapes = shapes_of_districts(atlas, simplify_deg=0.01)
    assert set(shapes) == {*atlas.districts, *(shape_id(*pair) for pair in tiling.meetings)}
    assert joined_ids(["east", "west"]) == "east+west"


def test_drawing_ends_at_a_box_where_its_outline_runs_along_it(tiny_root: Path) -> None:
    add_control(tiny_root)
    framed = tiling_of(mapsvc.open_atlas(tiny_root).records).frame
    assert framed == (42, 40, 45, 41)
    ground = districts()
    for feature, middle in zip(ground["features"], (42, 44, 46), strict=True):
        feature["geometry"] = shapely.geometry.mapping(shapely.Point(middle, 40).buffer(0.9))
    add_control(tiny_root, ground=ground)
    assert tiling_of(mapsvc.open_atlas(tiny_root).records).frame is None
