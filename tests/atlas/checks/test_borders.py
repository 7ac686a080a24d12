"""An area that is stated with a margin is the one that is drawn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import shapely

from mapsvc import Atlas
from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.checks.borders import check_border
from mapsvc.atlas.checks.notices import check_notices
from mapsvc.atlas.problems import Problems


@pytest.mark.parametrize(
    ("margin", "faults", "notices"), [("40", 0, 0), ("20", 0, 1), ("15", 1, 0), ("null", 0, 0)]
)
def test_stated_area_is_the_drawn_area(tiny_root: Path, margin: str, faults: int, notices: int) -> None:
    path = tiny_root / "borders" / "front.geojson"
    text = path.read_text("utf-8").replace('"area_pm_percent": 40', f'"area_pm_percent": {margin}')
    path.write_text(text, "utf-8")
    found = [str(problem) for problem in check_atlas(tiny_root)]
    noted = [str(notice) for notice in check_notices(tiny_root) if "area_km2" in notice.field]
    assert (len(found), len(noted)) == (faults, notices)
    assert all(f"is 2000 km² ± {margin} %, but 2665 km² are drawn" in line for line in found + noted)


def test_border_needs_something_drawn_and_a_source(tiny: Atlas) -> None:
    border, problems = tiny.records.border("front"), Problems()
    check_border(border, problems)
    assert not problems
    check_border(replace(border, lines=(), areas=(), sources=()), problems)
    assert [str(problem) for problem in problems.found] == [
        "borders/front.geojson: properties.sources: is empty; every border needs a source",
        "borders/front.geojson: features: holds neither a line nor an area",
    ]


def test_line_that_crosses_itself_or_is_known_too_well_is_named(tiny: Atlas) -> None:
    border, problems = tiny.records.border("front"), Problems()
    knot = shapely.LineString([(42, 41), (43, 42), (43, 41), (42, 42)])
    line = replace(border.lines[0], geometry=knot, accuracy_km=0.0, sources=())
    check_border(replace(border, lines=(line,)), problems)
    assert [problem.field.removeprefix("features.north.") for problem in problems.found] == [
        "sources",
        "accuracy_km",
        "geometry",
    ]
