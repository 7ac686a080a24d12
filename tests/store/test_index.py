"""The index of an atlas: it says what the folder says, and nothing is read that is not asked for."""

from __future__ import annotations

import dataclasses
import shutil
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mapsvc.atlas.loading import load_atlas
from mapsvc.atlas.problems import Problems
from mapsvc.atlas.sound_parts import sound_part
from mapsvc.atlas.store import Store
from mapsvc.cli import main
from mapsvc.errors import AtlasError
from mapsvc.kinds import every_map, page_path
from mapsvc.store.building import write_package
from mapsvc.store.codec import decoder, write_record
from mapsvc.store.database import Sqlite
from mapsvc.store.index import open_index
from mapsvc.store.lazy_records import ReadRecords
from mapsvc.store.opening import open_store
from mapsvc.store.package import PACKAGE_TABLES
from mapsvc.store.tables import rank_of_event
from mapsvc.web.api.collections import COLLECTIONS
from mapsvc.web.app import create_app
from tests.conftest import TINY
from tests.sampling import Some

ATLASES = Path(__file__).parents[1] / "data" / "atlases"

LISTS = (
    "/",
    "/events/",
    "/places/",
    "/borders/",
    "/routes/",
    "/tour/",
    "/timeline",
    "/mentions",
    "/search?q=a",
)
NAMES = ("balkans", "elcano", "rhineland")


@pytest.fixture(scope="module", params=[*NAMES, ""], ids=[*NAMES, "shipped"])
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Path]:
    """An atlas as read of its folder, and its index."""
    atlas = load_atlas(ATLASES / request.param if request.param else None)
    place = tmp_path_factory.mktemp("index") / "atlas.gpkg"
    write_package(atlas, place)
    return atlas, place


def test_index_holds_the_same_records(pair: tuple[Store, Path]) -> None:
    same_records(pair[0], open_index(pair[1]))


def same_records(atlas: Store, index: Store) -> None:
    """Compare what two atlases say, record by record."""
    for field in dataclasses.fields(Store):
        ours, theirs = getattr(atlas, field.name), getattr(index, field.name)
        if field.name == "root":
            continue
        if field.name == "names":
            assert list(ours.rows) == list(theirs.rows)
        elif isinstance(ours, Mapping):
            assert list(ours.items()) == list(theirs.items()), field.name
            # Shapes are equal to the bit, not only alike.
            assert repr(list(ours.values())) == repr(list(theirs.values())), field.name
        elif isinstance(ours, tuple):
            assert list(ours) == list(theirs)
            assert theirs[-1:] == list(ours[-1:])
        else:
            assert ours == theirs, field.name
    for name in ("period", "home", "near", "headline", "written_languages", "unverified", "languages"):
        assert getattr(atlas, name) == getattr(index, name), name


def test_index_groups_records_as_the_folder_does(pair: tuple[Store, Path]) -> None:
    atlas, index = pair[0], open_index(pair[1])
    for name in ("mentions_by_place", "mentions_by_line", "events_by_place", "events_by_border"):
        groups: Mapping[Any, Any] = getattr(atlas, name)
        assert {key: getattr(index, name).get(key) for key in groups} == dict(groups)
        assert getattr(index, name).get(("none", 1) if name == "mentions_by_line" else "none", ()) == ()


def test_index_knows_days_and_counts_of_events_without_reading_them(pair: tuple[Store, Path]) -> None:
    atlas, index = pair[0], open_index(pair[1])
    assert index.event_days.tell() == atlas.event_days.tell()
    assert list(index.event_counts.places.items()) == list(atlas.event_counts.places.items())
    assert index.event_counts == atlas.event_counts


def test_pages_and_answers_are_equal_byte_for_byte(pair: tuple[Store, Path], some_of: Some) -> None:
    atlas, place = pair
    folder, index = (create_app(root).test_client() for root in (atlas.root, place))
    items = [f"/api/collections/{name}/items?f=json&limit=10000" for name in COLLECTIONS]
    maps = [f"/{page_path(key)}" for key in every_map(atlas)]
    for path in (*some_of(LISTS, 5), *some_of(items, 4), *some_of(maps, 6)):
        ours, theirs = folder.get(path), index.get(path)
        assert (ours.status_code, theirs.status_code) == (200, 200), path
        assert ours.data == theirs.data, path


def test_record_comes_back_as_it_was_and_runs_nothing(tmp_path: Path) -> None:
    event = next(iter(load_atlas(TINY).events.values()))
    assert decoder(type(event))(write_record(event)) == event
    with pytest.raises(ValueError, match="Expected"):
        decoder(type(event))('{"id": ["__import__"]}')


def test_events_are_ranked_as_the_folder_sorts_them(pair: tuple[Store, Path]) -> None:
    events = list(pair[0].events.values())
    assert sorted(events, key=lambda event: rank_of_event(0, event)) == events


def test_words_of_a_reader_are_never_part_of_a_statement(pair: tuple[Store, Path]) -> None:
    index = open_store(pair[1])
    for hostile in ("' OR 1=1 --", "\\", "%", "\x00", "a'; DROP TABLE mapsvc_records; --"):
        assert index.events.get(hostile) is None
        assert index.events_by_place.get(hostile, ()) == ()
    assert len(index.events) == len(pair[0].events)


def test_file_is_a_geopackage_that_nobody_writes_to(pair: tuple[Store, Path]) -> None:
    database = Sqlite(pair[1])
    told = dict(database.rows("SELECT 'application', application_id FROM pragma_application_id"))
    assert told == {"application": int.from_bytes(b"GPKG")}
    assert any("gpkg_contents" in statement for statement in PACKAGE_TABLES)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        database.change("DELETE FROM mapsvc_records")


def test_what_cannot_be_left_out_is_named(tiny_root: Path) -> None:
    atlas = load_atlas(tiny_root)
    problems = Problems()
    without = sound_part(dataclasses.replace(atlas, places={}), problems)
    assert not any(event.places for event in without.events.values())
    assert problems


def test_few_records_are_kept_and_each_is_read_once() -> None:
    read = ReadRecords(most_signs=10)
    first = read.keep("events", "a", object(), 6)
    assert read.keep("events", "a", object(), 6) is first
    read.keep("events", "b", object(), 6)
    assert read.find("events", "a") is None
    assert read.find("events", "b") is not None


def test_opening_reads_no_record(tmp_path: Path) -> None:
    place = tmp_path / "atlas.gpkg"
    write_package(load_atlas(TINY), place)
    with sqlite3.connect(place) as database:
        database.execute("UPDATE mapsvc_records SET doc = 'spoilt'")
    index = open_index(place)
    assert list(index.events) == list(load_atlas(TINY).events)


# ---- the command -----------------------------------------------------------------------------------
def test_build_lists_faults_and_builds_what_is_sound(
    tiny_root: Path, runner: CliRunner, tmp_path: Path
) -> None:
    atlas = load_atlas(tiny_root)
    lost = next(event for event in atlas.events.values() if event.places)
    path = tiny_root / "events" / f"{lost.id}.toml"
    path.write_text(path.read_text("utf-8").replace(lost.places[0].place, "atlantis"), "utf-8")
    place = tmp_path / "tiny.gpkg"
    result = runner.invoke(main, ["build", str(tiny_root), "-o", str(place)])
    assert result.exit_code == 1, result.output
    assert "'atlantis' names no place" in result.output
    assert list(open_index(place).events) == [key for key in atlas.events if key != lost.id]
    assert create_app(place).test_client().get("/").status_code == 200


def test_build_says_that_own_ground_stays_behind(tiny_root: Path, runner: CliRunner, tmp_path: Path) -> None:
    place = str(tmp_path / "tiny.gpkg")
    (tiny_root / "ground").mkdir(exist_ok=True)
    assert "own ground" in runner.invoke(main, ["build", str(tiny_root), "-o", place]).output
    shutil.rmtree(tiny_root / "ground")
    assert "own ground" not in runner.invoke(main, ["build", str(tiny_root), "-o", place]).output


def test_build_leaves_nothing_half_done(tmp_path: Path, runner: CliRunner) -> None:
    root = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    result = runner.invoke(main, ["build", str(root)])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "tiny.gpkg").is_file()
    before = (tmp_path / "tiny.gpkg").read_bytes()
    (root / "polities.toml").write_text("no = [toml", "utf-8")
    (root / "atlas.toml").write_text("no = [toml", "utf-8")
    result = runner.invoke(main, ["build", str(root)])
    assert result.exit_code != 0
    assert (tmp_path / "tiny.gpkg").read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"tiny", "tiny.gpkg"}


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + bytes(84), b"no file of that kind"])
def test_what_is_no_index_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "atlas.gpkg"
    place.write_bytes(content)
    with pytest.raises(AtlasError) as raised:
        open_index(place)
    assert "\n" not in str(raised.value)
    assert place.name in str(raised.value)


def test_missing_index_says_what_makes_one(tmp_path: Path) -> None:
    with pytest.raises(AtlasError, match=r"mapsvc build DIR -o atlas\.gpkg"):
        open_index(tmp_path / "atlas.gpkg")
