"""A point with a printed height stands on ground of that height, or says why not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mapsvc import Atlas
from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.checks.heights import check_heights
from mapsvc.atlas.checks.notices import check_notices
from mapsvc.atlas.problems import Problems

FILE = "borders/front.geojson"
#: Ground of 2,178 m by the shipped heights, none above 2,198 m within a kilometre.
SUMMIT = [43.0, 40.9]


def change(root: Path, coordinates: list[float] | None = None, **properties: Any) -> None:
    path = root / FILE
    document = json.loads(path.read_text("utf-8"))
    feature = next(feature for feature in document["features"] if feature["id"] == "summit")
    feature["properties"] |= properties
    if coordinates is not None:
        feature["geometry"]["coordinates"] = coordinates
    path.write_text(json.dumps(document), "utf-8")


def said(root: Path) -> list[str]:
    return [f"{one.field}: {one.message}" for one in check_atlas(root) if "height" in one.field]


@pytest.mark.parametrize(
    ("height_m", "sound"), [(2179, True), (2340, True), (2035, True), (2360, False), (2000, False)]
)
def test_height_is_that_of_the_ground_within_its_tolerance(
    tiny_root: Path, height_m: int, sound: bool
) -> None:
    change(tiny_root, SUMMIT, height_ft=None, height_m=height_m)
    assert (said(tiny_root) == []) is sound


def test_misplaced_point_is_told_with_where_such_ground_is(tiny_root: Path) -> None:
    change(tiny_root, height_ft=8500, height_m=None)
    (fault,) = said(tiny_root)
    assert fault.startswith("features.summit.height_ft: is 2591 m, but the ground there is 21")
    assert "within 1 km 2198 m at most" in fault
    assert "beyond its 0.5 km: move the point, or say why in 'height_note'" in fault
    change(tiny_root, accuracy_km=14.0)
    assert "within its 14 km" in said(tiny_root)[0]
    change(tiny_root, height_ft=20_000)
    assert "within 15 km nothing has that height: say why in 'height_note'" in said(tiny_root)[0]


def test_reason_will_do(tiny_root: Path) -> None:
    change(tiny_root, height_ft=20_000, height_m=None, height_note={"tr": "Baskı hatası.", "en": "Misprint."})
    assert said(tiny_root) == []


def test_feet_and_metres_say_the_same(tiny_root: Path) -> None:
    change(tiny_root, height_ft=7150, height_m=2197)
    assert said(tiny_root) == [
        "features.summit.height_m: is 2197 m, but 7150 ft, as printed, are 2179 m",
    ]


def test_where_no_heights_are_at_hand_it_is_told_that_nothing_was_compared(tiny_root: Path) -> None:
    def notices() -> list[str]:
        return [str(notice) for notice in check_notices(tiny_root) if "not compared" in notice.message]

    change(tiny_root, height_ft=20_000, height_m=None)
    assert notices() == []
    change(tiny_root, [-70.0, -33.0])
    assert said(tiny_root) == []
    (notice,) = notices()
    assert notice.startswith(f"{FILE}: features: one printed height was not compared")


def test_own_heights_that_cannot_be_read_are_a_fault(tiny_root: Path) -> None:
    (tiny_root / "ground").mkdir(exist_ok=True)
    (tiny_root / "ground" / "heights.npz").write_bytes(b"none")
    assert any("heights.npz' holds no heights" in str(problem) for problem in check_atlas(tiny_root))
    assert [notice for notice in check_notices(tiny_root) if "compared" in notice.message] == []


def test_planted_fault_in_the_shipped_atlas_is_found(atlas: Atlas) -> None:
    records, problems = atlas.records, Problems()
    check_heights(records, problems)
    assert problems.found == []
    kars = records.borders["kars-1921"]
    akbaba = next(point for point in kars.points if point.id == "point-akbaba")
    lake = next(point for point in kars.points if point.id == "point-hazapin")
    points = tuple(
        replace(point, geometry=lake.geometry) if point is akbaba else point for point in kars.points
    )
    check_heights(replace(records, borders={"kars-1921": replace(kars, points=points)}), problems)
    assert [problem.field for problem in problems.found] == ["features.point-akbaba.height_ft"]
