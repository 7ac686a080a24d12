"""What `mapsvc check` says of old maps."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mapsvc.atlas.atlas_reading import read_atlas
from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.checks.notices import check_notices
from mapsvc.atlas.checks.old_maps import faults_of_old_map
from mapsvc.atlas.loading import load_atlas
from mapsvc.atlas.old_map_reading import read_old_maps
from mapsvc.atlas.problems import Problems
from mapsvc.ground.scan_tiles import make_tiles
from tests import old_scans
from tests.conftest import TINY


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "atlas")
    return tmp_path / "atlas"


def told(root: Path) -> list[str]:
    return [str(problem) for problem in check_atlas(root) if problem.file.startswith("oldmaps/")]


def cited(root: Path) -> str:
    atlas = read_atlas(root, Problems())
    assert atlas is not None
    return f'["{next(iter(atlas.sources))}"]'


def test_sound_old_map_is_no_fault_and_asks_for_its_tiles(root: Path) -> None:
    old_scans.put_old_map(root, sources=cited(root))
    assert told(root) == []
    notices = [str(notice) for notice in check_notices(root) if notice.file.startswith("oldmaps/")]
    assert notices == [
        "oldmaps/sheet.toml: has no tiles, so no map shows it; make them with `mapsvc warp sheet`"
    ]
    atlas = load_atlas(root)
    make_tiles(root, atlas.old_maps["sheet"])
    assert not any(notice.file.startswith("oldmaps/") for notice in check_notices(root))
    # Tiles are known by the name of their folder: the atlas is another one with them.
    assert load_atlas(root).digest != atlas.digest


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"licence": '""'}, "licence: is missing"),
        ({"sources": "[]"}, "sources: is empty"),
        ({"sources": '["nothing-of-it"]'}, "sources[0].source: 'nothing-of-it' names no source"),
        ({"image": '"other.png"'}, "image: 'other.png' is not there"),
        ({"image": '"../atlas.toml"'}, "image: '../atlas.toml' is not there"),
        (
            {"size": "[800, 900]"},
            "image: 'sheet.png' is 800 × 600 pixels, and its points were set on 800 × 900",
        ),
        ({"size": "[500, 375]"}, "outside of the scan"),
        ({"transformation": '"polynomial-9"'}, "transformation: must be"),
        ({"crs": '"EPSG:0"'}, "crs: 'EPSG:0' is no coordinate reference system"),
        ({"crop": "[[1, 1], [2, 2]]"}, "crop: has 2 corners"),
        ({"crop": "[[0, 0], [100, 100], [100, 0], [0, 100]]"}, "crop: crosses itself"),
        ({"crop": "[[900, 900], [950, 900], [950, 950]]"}, "crop: lies outside of the scan"),
        ({"affine": "[1, 0, 0, 0, -1, 0]"}, "points: stand beside 'affine'"),
        ({"opacity": "0"}, "opacity: must be"),
        ({"colour": '"red"'}, "colour: is not a known field"),
    ],
)
def test_fault_is_named_by_field(root: Path, fields: dict[str, str], wanted: str) -> None:
    old_scans.put_old_map(root, (0, 0), **{"sources": cited(root), **fields})
    assert any(wanted in line for line in told(root)), told(root)


def test_points_are_held_against_each_other(root: Path) -> None:
    old_scans.put_old_map(root, sources=cited(root))
    path = root / "oldmaps" / "sheet.toml"
    whole = path.read_text("utf-8")
    lon, lat = old_scans.place_of(old_scans.MARKS[7])
    path.write_text(
        whole.replace(f"at = [{lon:.7f}, {lat:.7f}]", f"at = [{lon + 0.3:.7f}, {lat:.7f}]"), "utf-8"
    )
    notices = [str(one) for one in check_notices(root) if "points[7]" in one.field]
    assert "km from where the other points put it" in notices[0]
    path.write_text(whole.replace("pixel = [60, 220]", "pixel = [60, 60]"), "utf-8")
    assert any("is the place of points[0] too" in line for line in told(root))
    path.write_text(whole.replace("at = [", "at = [99"), "utf-8")
    assert any("is no longitude and latitude" in line for line in told(root))
    mirrored = [line for line in whole.splitlines() if not line.startswith("pixel")]
    path.write_text("\n".join(mirrored), "utf-8")
    assert any("points[0].pixel: is missing" in line for line in told(root))


def test_few_points_and_mirrors_are_faults(root: Path) -> None:
    old_scans.put_scan(root)
    few = old_scans.old_map(points=old_scans.points()[:2])
    assert ("points", "has 2; thin-plate-spline needs 3 at least") in [
        (field, message.partition(":")[0]) for field, message in faults_of_old_map(root, few)
    ]
    points = tuple(
        type(point)((800 - point.pixel[0], point.pixel[1]), point.at) for point in old_scans.points()
    )
    found = list(faults_of_old_map(root, old_scans.old_map(points=points)))
    assert any("as in a mirror" in message for _, message in found)


def test_folder_holds_scans_and_what_is_said_of_them(root: Path) -> None:
    old_scans.put_old_map(root, sources=cited(root))
    (root / "oldmaps" / "notes.txt").write_text("x", "utf-8")
    problems = Problems()
    assert list(read_old_maps(root, problems)) == ["sheet"]
    assert [problem.file for problem in problems.found] == ["oldmaps/notes.txt"]
