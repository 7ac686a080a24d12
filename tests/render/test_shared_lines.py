"""Shapes of a tiling as lines, of which what several share stands once."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from mapsvc import Atlas
from mapsvc.files import compact_json
from mapsvc.model.geometry import drawn_json
from mapsvc.model.meridian import unwrap
from mapsvc.render.shared_lines import pack_shapes
from mapsvc.scene.features.districts import shapes_of_districts

#: Two squares side by side, a lake in the second with an island, the line between, and a shore.
SHAPES = {
    "west": shapely.box(0, 0, 1, 1),
    "east": shapely.box(1, 0, 2, 1).difference(shapely.box(1.4, 0.4, 1.6, 0.6)),
    "lake": shapely.box(1.4, 0.4, 1.6, 0.6),
    "both": shapely.multipolygons([shapely.box(5, 5, 6, 6), shapely.box(7, 5, 8, 6)]),
    "west~east": shapely.LineString([(1, 0), (1, 1)]),
    "shores": shapely.multilinestrings([[(0, 0), (0.5, -0.25)], [(2, 0), (3, 0)]]),
}


def unpacked(document: dict[str, Any]) -> dict[str, BaseGeometry]:
    """Return shapes as the script makes them."""
    lines: list[list[tuple[float, float]]] = []
    for steps in document["lines"]:
        x = y = 0
        lines.append(points := [])
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x / document["unit"], y / document["unit"]))

    def nested(numbers: list[Any], depth: int) -> list[Any]:
        if depth:
            return [nested(inner, depth - 1) for inner in numbers]
        runs = [lines[n] if n >= 0 else lines[-1 - n][::-1] for n in numbers]
        assert all(one[-1] == other[0] for one, other in pairwise(runs))
        return [*runs[0], *(point for run in runs[1:] for point in run[1:])]

    depths = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}
    return {
        key: shape({"type": told["type"], "coordinates": nested(told["lines"], depths[told["type"]])})
        for key, told in document["shapes"].items()
    }


def test_shapes_come_back_as_they_were() -> None:
    found = unpacked(pack_shapes(SHAPES, decimals=2))
    assert found.keys() == SHAPES.keys()
    for key, expected in SHAPES.items():
        assert found[key].geom_type == expected.geom_type
        assert shapely.equals(found[key], expected), key
    assert found["east"].exterior.is_ccw
    assert not found["east"].interiors[0].is_ccw


def test_what_several_share_stands_once() -> None:
    document = pack_shapes(SHAPES, decimals=2)
    whole = [line for line in document["lines"] if line in ([100, 0, 0, 100], [100, 100, 0, -100])]
    assert len(whole) == 1
    (between,) = document["shapes"]["west~east"]["lines"]
    rings = [document["shapes"][key]["lines"][0] for key in ("west", "east")]
    assert sorted(abs(2 * n + 1) for ring in rings for n in ring).count(abs(2 * between + 1)) == 2
    assert document["shapes"]["lake"]["lines"][0][0] in {
        -1 - n for n in document["shapes"]["east"]["lines"][1]
    }


def test_what_is_smaller_than_a_step_is_left_out() -> None:
    small = shapely.box(3, 3, 3.001, 3.001)
    holed = shapely.box(0, 0, 1, 1).difference(shapely.box(0.5, 0.5, 0.501, 0.501))
    document = pack_shapes(
        {"both": shapely.multipolygons([small, shapely.box(5, 5, 6, 6)]), "holed": holed}, decimals=1
    )
    found = unpacked(document)
    assert shapely.equals(found["both"], shapely.box(5, 5, 6, 6))
    assert len(found["holed"].interiors) == 0


@pytest.mark.parametrize("decimals", [3, 5])
def test_districts_are_what_they_are_one_by_one_and_weigh_a_third(atlas: Atlas, decimals: int) -> None:
    shapes = {
        key: unwrap(found) for key, found in shapes_of_districts(atlas.records, simplify_deg=0.006).items()
    }
    document = pack_shapes(shapes, decimals=decimals)
    alone = {key: drawn_json(found, decimals=decimals) for key, found in shapes.items()}
    for key, found in unpacked(document).items():
        expected = shape(alone[key])
        assert found.geom_type == expected.geom_type
        # Halves may be rounded either way.
        assert shapely.hausdorff_distance(found, expected) < 1.5 * 10**-decimals, key
    assert len(compact_json(document)) < 0.34 * len(compact_json(alone))
