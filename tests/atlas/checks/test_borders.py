"""An area that is stated with a margin is the one that is drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.checks.notices import check_notices


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
