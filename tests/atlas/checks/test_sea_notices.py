"""Ships that sail over land and carts in the sea are told, by the coast that maps draw."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mapsvc import Atlas
from mapsvc.atlas.checks.notices import check_notices
from mapsvc.atlas.checks.sea_notices import sea_notices

FILE = "routes/journey.geojson"
#: Over the Black Sea, and over the plateau south of it.
SEA, LAND = [[31.5, 41.9], [35.2, 42.3]], [[35.0, 42.1], [35.5, 39.5], [38.5, 41.1]]


def told(root: Path, mode: str, way: list[list[float]]) -> list[str]:
    path = root / FILE
    document: dict[str, Any] = json.loads(path.read_text("utf-8"))
    leg = next(part for part in document["features"] if part["id"] == "stated-leg-1")
    leg["properties"] |= {"mode": mode, "accuracy_km": 1.0}
    leg["geometry"]["coordinates"] = way
    path.write_text(json.dumps(document), "utf-8")
    return [str(notice) for notice in check_notices(root) if " km over " in notice.message]


@pytest.mark.parametrize(
    ("mode", "way", "where"),
    [
        ("ship", LAND, "land"),
        ("ship", SEA, ""),
        ("road", SEA, "the sea"),
        ("road", [LAND[1], [36.5, 39.6]], ""),
    ],
)
def test_way_where_its_mode_cannot_go_is_a_notice(
    tiny_root: Path, mode: str, way: list[list[float]], where: str
) -> None:
    found = told(tiny_root, mode, way)
    assert len(found) == bool(where)
    assert all(f"km over {where} near lon" in text and repr(mode) in text for text in found)


def test_ship_on_a_river_far_from_the_sea_is_none(tiny_root: Path) -> None:
    assert told(tiny_root, "ship", [[44.5, 48.7], [46.0, 51.5]]) == []


def test_legs_of_the_shipped_atlas_go_where_they_can(atlas: Atlas) -> None:
    assert [str(notice) for notice in sea_notices(atlas.records)] == []
    assert sum(leg.mode == "ship" for route in atlas.records.routes.values() for leg in route.legs) > 4
