"""The commands that lay old maps, through the door that people use."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mapsvc.cli import main
from mapsvc.cli.warp import warp
from tests import old_scans


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, words)])


@pytest.fixture
def atlas(tmp_path: Path) -> Path:
    run("new", tmp_path / "atlas", "--lang", "en")
    return tmp_path / "atlas"


def test_import_lays_a_scan_with_the_points_beside_it(atlas: Path, tmp_path: Path) -> None:
    scan = tmp_path / "Sheet 12.png"
    scan.write_bytes(old_scans.scan_bytes())
    (tmp_path / "Sheet 12.png.points").write_bytes(old_scans.qgis_points())
    (tmp_path / "Sheet 12.json").write_text('{"of": "something else"}', "utf-8")
    tried = run("import", scan, "--atlas", atlas, "--dry-run")
    assert "would write oldmaps/sheet-12.toml (new)" in tried.output
    assert not (atlas / "oldmaps").exists()
    done = run("import", scan, "--atlas", atlas)
    assert done.exit_code == 0, done.output
    assert "20 points, off by" in done.output
    assert len(list((atlas / "oldmaps" / "sheet-12").glob("*/tiles.json"))) == 1
    again = run("import", scan, "--atlas", atlas)
    assert "nothing new" in again.output
    assert "there already" in again.output


def test_georeference_is_named_by_hand(atlas: Path, tmp_path: Path) -> None:
    scan, told = tmp_path / "a.png", tmp_path / "from-allmaps.json"
    scan.write_bytes(old_scans.scan_bytes())
    told.write_bytes(old_scans.annotation())
    assert run("import", scan, "--atlas", atlas, "--georeference", told).exit_code == 0
    assert 'transformation = "polynomial-2"' in (atlas / "oldmaps" / "a.toml").read_text("utf-8")
    wrong = run("import", scan, "--atlas", atlas, "--georeference", tmp_path / "a.txt")
    assert wrong.exit_code == 2
    assert "it may end in .points, .json" in wrong.output
    assert run("import", scan, "--atlas", atlas, "--crs", "EPSG:none").exit_code == 1


def test_warp_tells_of_each_and_of_what_is_wrong(atlas: Path) -> None:
    assert warp.name == "warp"
    old_scans.put_old_map(atlas)
    done = run("warp", "--atlas", atlas)
    assert done.exit_code == 0
    assert "tiles of zooms" in done.output
    assert "there already" in run("warp", "sheet", "--atlas", atlas).output
    unknown = run("warp", "shet", "--atlas", atlas)
    assert unknown.exit_code == 2
    assert "sheet" in unknown.output
    old_scans.put_old_map(atlas, size="[800, 900]")
    wrong = run("warp", "--atlas", atlas)
    assert wrong.exit_code == 1
    assert "another picture" in wrong.output
    path = atlas / "oldmaps" / "sheet.toml"
    path.write_text(path.read_text("utf-8").partition("[[points]]")[0], "utf-8")
    assert "has no control points yet" in run("warp", "--atlas", atlas).output
