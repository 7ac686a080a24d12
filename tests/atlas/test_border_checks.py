"""An area that is stated with a margin is the one that is drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapsvc.atlas.checks import check_atlas


@pytest.mark.parametrize(("margin", "sound"), [("40", True), ("20", False), ("null", True)])
def test_stated_area_is_the_drawn_area(tiny_root: Path, margin: str, sound: bool) -> None:
    path = tiny_root / "borders" / "front.geojson"
    text = path.read_text("utf-8").replace('"area_pm_percent": 40', f'"area_pm_percent": {margin}')
    path.write_text(text, "utf-8")
    found = [str(problem) for problem in check_atlas(tiny_root)]
    assert (found == []) is sound
    assert sound or "is 2000 km² ± 20 %, but 2665 km² are drawn" in found[0]
