"""`mapsvc export`, as a user types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mapsvc.cli import main
from tests.conftest import TINY


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test runs in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def export(*words: str) -> Result:
    return CliRunner().invoke(main, ["export", *words, "--atlas", str(TINY)])


def test_map_becomes_a_file_of_its_name_here(here: Path) -> None:
    done = export("line-drawn", "--format", "geojson")
    assert done.exit_code == 0, done.output
    assert [path.name for path in here.iterdir()] == ["line-drawn.geojson"]


def test_file_or_folder_can_be_named(here: Path) -> None:
    assert export("borders/front", "--format", "csv", "-o", "mine.csv").exit_code == 0
    (here / "folder").mkdir()
    assert export("front", "--format", "csv", "-o", "folder").exit_code == 0
    assert (here / "folder" / "front.csv").read_bytes() == (here / "mine.csv").read_bytes()


def test_folder_with_its_slash_is_made(here: Path) -> None:
    assert export("line-drawn", "--format", "csv", "-o", "new/folder/").exit_code == 0
    assert (here / "new" / "folder" / "line-drawn.csv").is_file()


def test_map_that_is_named_twice_is_written_once(here: Path) -> None:
    assert export("line-drawn", "events/line-drawn", "--format", "csv").exit_code == 0
    assert [path.name for path in here.iterdir()] == ["line-drawn.csv"]


def test_day_that_is_about_is_a_day(here: Path) -> None:
    assert export("timeline/1921-03-16~", "--format", "csv").exit_code == 0
    assert [path.name for path in here.iterdir()] == ["timeline-1921-03-16.csv"]


def test_several_maps_go_into_a_folder_that_is_made(here: Path) -> None:
    done = export("line-drawn", "routes/journey", "mentions", "--format", "lpf", "-o", "a/b")
    assert done.exit_code == 0, done.output
    names = {path.name for path in (here / "a" / "b").iterdir()}
    assert names == {"line-drawn.lpf.json", "journey.lpf.json", "mentions.lpf.json"}


def test_all_maps(here: Path) -> None:
    assert export("all", "--format", "kml", "-o", "all").exit_code == 0
    assert {path.stem for path in (here / "all").iterdir()} >= {"line-drawn", "front", "journey", "alfa"}


def test_all_as_zip_is_the_whole_atlas(here: Path) -> None:
    assert export("all", "--format", "zip").exit_code == 0
    assert (here / "atlas.zip").read_bytes()[:2] == b"PK"


def test_terminal_gets_the_bytes_and_nothing_else() -> None:
    done = export("alfa", "--format", "geojson", "-o", "-", "--lang", "tr")
    assert json.loads(done.stdout_bytes)["lang"] == "tr"


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["line-drwan", "--format", "csv"], "line-drawn"),
        (["line-drawn", "--format", "geojsn"], "geojson"),
        (["LINE-DRAWN", "--format", "csv"], "line-drawn"),
        (["line-drawn", "--format", "CSV"], "csv"),
        (["timeline/1850-01-01", "--format", "csv"], "from 1920-01-01"),
        (["line-drawn", "front", "--format", "csv", "-o", "-"], "terminal"),
        (["line-drawn", "front", "--format", "csv", "-o", "file"], "is a file"),
        (["line-drawn", "--format", "csv", "--width", "100"], "width"),
        (["line-drawn"], "--format"),
        (["--format", "csv"], "MAP"),
    ],
)
def test_mistake_ends_with_two_and_names_what_would_do(here: Path, words: list[str], hint: str) -> None:
    (here / "file").touch()
    done = export(*words)
    assert done.exit_code == 2
    assert hint in done.output
    assert [path.name for path in here.iterdir()] == ["file"]


def test_place_that_cannot_be_written_ends_with_one(here: Path) -> None:
    done = export("line-drawn", "--format", "csv", "-o", "missing/x.csv")
    assert done.exit_code == 1
    assert "cannot write" in done.output
