"""What a drawn territory must be; how neighbours meet is in `test_tiling`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mapsvc import Atlas
from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.checks.notices import check_notices
from mapsvc.atlas.checks.territories import crossing_notices
from tests.atlas.test_territory_reading import GROUNDS, draw, plain

BOW_TIE = [[[44.0, 39.0], [45.0, 40.0], [45.0, 39.0], [44.0, 40.0], [44.0, 39.0]]]


def square(west: float, east: float) -> list[list[list[float]]]:
    return [[[west, 40], [east, 40], [east, 41], [west, 41], [west, 40]]]


def said(root: Path) -> tuple[list[str], list[str]]:
    notices = [str(notice) for notice in check_notices(root) if notice.file == GROUNDS]
    return [str(problem) for problem in check_atlas(root)], notices


@pytest.mark.parametrize(
    ("feature", "field", "words"),
    [
        (plain("west", BOW_TIE), "geometry", "Self-intersection"),
        (plain("west", square(42, 43), accuracy_km=-1), "accuracy_km", "greater than 0"),
        (
            {**plain("west", []), "geometry": {"type": "LineString", "coordinates": [[42, 40], [43, 41]]}},
            "geometry",
            "Polygon",
        ),
    ],
)
def test_shape_that_is_none_is_named(tiny_root: Path, feature: Any, field: str, words: str) -> None:
    draw(tiny_root, feature)
    problems, _ = said(tiny_root)
    assert [
        text for text in problems if text.startswith(f"{GROUNDS}: features.west.{field}") and words in text
    ]


def test_shipped_territories_tile_their_land(atlas: Atlas) -> None:
    assert list(crossing_notices(atlas.records)) == []
