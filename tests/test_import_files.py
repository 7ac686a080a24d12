"""The command `mapsvc import`, through the door that people use."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mapsvc.cli import main
from mapsvc.cli.import_files import import_files
from tests.atlas.importing import foreign


@pytest.fixture
def atlas(tmp_path: Path) -> Path:
    CliRunner().invoke(main, ["new", str(tmp_path / "atlas"), "--lang", "en"])
    return tmp_path / "atlas"


def run(atlas: Path, *words: str | Path) -> Result:
    return CliRunner().invoke(main, ["import", *map(str, words), "--atlas", str(atlas)])


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "places.csv"
    path.write_text(foreign.TABLE, "utf-8")
    return path


def test_good_rows_enter_and_bad_ones_end_with_one(atlas: Path, table: Path) -> None:
    result = run(atlas, table)
    assert result.exit_code == 1
    assert "Ad → title, Boylam → lon, Enlem → lat" in result.output
    assert "line 4: column 'Boylam': '443,1' is no longitude" in result.output
    assert "yukaripinar" in (atlas / "places.geojson").read_text("utf-8")
    assert "nothing new" in run(atlas, table).output


def test_dry_run_says_what_would_be_written_and_writes_nothing(atlas: Path, table: Path) -> None:
    before = {path: path.read_bytes() for path in atlas.rglob("*") if path.is_file()}
    text = table.with_name("walk.txt")
    text.write_text(foreign.WALK, "utf-8")
    mentions = table.with_name("walk.csv")
    mentions.write_text(foreign.RECOGITO_CSV.replace("c,walk.txt,Wavre", "c,walk.txt,to"), "utf-8")
    result = run(atlas, "--dry-run", table, text, mentions)
    assert "would write places.geojson" in result.output
    assert "would write mentions/walk.csv (new)" in result.output
    assert {path: path.read_bytes() for path in atlas.rglob("*") if path.is_file()} == before


def test_strict_writes_nothing_of_a_file_with_a_bad_row(atlas: Path, table: Path) -> None:
    good = table.with_name("good.csv")
    good.write_text("name,lon,lat\nWavre,4.61,50.71\n", "utf-8")
    result = run(atlas, "--strict", table, good)
    assert result.exit_code == 1
    text = (atlas / "places.geojson").read_text("utf-8")
    assert "wavre" in text
    assert "ligny" not in text


def test_shapefile_is_read_with_what_lies_beside_it(atlas: Path, tmp_path: Path) -> None:
    foreign.states(tmp_path / "states.shp")
    assert "3 territories" in run(atlas, tmp_path / "states.shp").output
    (tmp_path / "states.dbf").unlink()
    result = run(atlas, tmp_path / "states.shp")
    assert result.exit_code == 1
    assert "lacks states.dbf" in result.output


def test_document_is_read_by_the_readers_of_texts(atlas: Path, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html><p>We went to <b>Ligny</b>.</p></html>", "utf-8")
    assert run(atlas, tmp_path / "page.html").exit_code == 0
    assert (atlas / "texts" / "page.txt").read_text("utf-8").strip() == "We went to Ligny."
    (tmp_path / "edition.xml").write_text(foreign.TEI, "utf-8")
    assert run(atlas, tmp_path / "edition.xml").exit_code == 1
    assert "Ligny,ligny" in (atlas / "mentions" / "edition.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["nothing.csv"], 2, "cannot be read"),
        (["--column", "Jahr", "x.csv"], 2, "says no field"),
        (["--as", "poems", "x.csv"], 2, "is not one of"),
    ],
)
def test_mistake_ends_with_two(atlas: Path, words: list[str], code: int, told: str) -> None:
    result = run(atlas, *words)
    assert (result.exit_code, told in result.output) == (code, True)
    assert import_files.name == "import"
