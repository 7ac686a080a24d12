"""An atlas in PostGIS: it says what the folder says, is replaced whole, and comes back with its server."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import shapely
from click.testing import CliRunner

from mapsvc.atlas.loading import load_atlas
from mapsvc.atlas.store import Store
from mapsvc.cli import main
from mapsvc.errors import AtlasError, UnavailableError
from mapsvc.kinds import every_map, page_path
from mapsvc.store.opening import open_store
from mapsvc.store.postgis import PostgisReader, is_postgis, load_into, plain_address
from mapsvc.web.api.layers import collection_layers
from mapsvc.web.app import create_app
from tests.conftest import TINY
from tests.store.postgres import Server
from tests.store.test_index import ATLASES, LISTS, same_records

BALKANS = ATLASES / "balkans"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    found = Server()
    try:
        found.start()
        yield found
    finally:
        found.stop()


@pytest.fixture(scope="module")
def folder() -> Store:
    return load_atlas(BALKANS)


@pytest.fixture
def address(server: Server, folder: Store) -> str:
    load_into(folder, server.address, list(collection_layers(folder)))
    return server.address


def test_database_holds_the_same_records(address: str, folder: Store) -> None:
    same_records(folder, open_store(address))


def test_database_gives_the_same_pages_and_answers(address: str, folder: Store) -> None:
    ours, theirs = create_app(BALKANS).test_client(), create_app(address).test_client()
    maps = [f"/{page_path(key)}" for key in every_map(folder)][::9]
    boxes = [
        "/api/collections/places/items?bbox=20,40,24,43&limit=5",
        "/api/collections/events/items?datetime=1912-10-01/..&limit=3",
        "/api/collections/borders/items?limit=2",
    ]
    for path in (*LISTS, *maps, *boxes):
        one, other = ours.get(path), theirs.get(path)
        assert (one.status_code, one.data) == (other.status_code, other.data), path


def test_tables_of_features_are_exact_and_have_an_index(address: str, folder: Store) -> None:
    with psycopg.connect(address) as connection:
        rows = connection.execute("SELECT id, ST_AsBinary(geom) FROM mapsvc.places WHERE geom IS NOT NULL")
        found = {str(key): shapely.from_wkb(bytes(wkb)) for key, wkb in rows}
        plan = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'mapsvc' AND tablename = 'borders'"
        assert any("gist" in definition for (definition,) in connection.execute(plan))
    located = {place.id: place for place in folder.places.values() if place.lon is not None}
    assert found.keys() <= located.keys()
    assert found
    for key, shape in found.items():
        if shape.geom_type == "Point":
            assert (shape.x, shape.y) == (located[key].lon, located[key].lat)


def test_command_loads_once_and_says_where(server: Server) -> None:
    run = CliRunner().invoke(main, ["load", str(TINY), "--to", server.address])
    assert (run.exit_code, run.output.splitlines()[-1].partition(":")[0]) == (0, "Loaded into postgresql")
    again = CliRunner().invoke(main, ["load", str(TINY), "--to", server.address])
    assert again.exit_code == 0
    assert "holds this atlas already" in again.output
    assert len(open_store(server.address).events) == len(load_atlas(TINY).events)


def test_load_that_is_killed_has_changed_nothing(address: str, folder: Store, tmp_path: Path) -> None:
    changed = Path(shutil.copytree(BALKANS, tmp_path / "changed"))
    (changed / "notes.txt").write_text("another digest\n", "utf-8")
    atlas_toml = changed / "atlas.toml"
    atlas_toml.write_text(atlas_toml.read_text("utf-8") + "\n# changed\n", "utf-8")
    with psycopg.connect(address, autocommit=True) as watcher:
        # Held by somebody else, the lock keeps the load in the middle of its transaction.
        watcher.execute("SELECT pg_advisory_lock(627782)")
        load = subprocess.Popen([sys.executable, "-m", "mapsvc", "load", str(changed), "--to", address])
        waits = (
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE application_name = 'mapsvc load' AND wait_event_type = 'Lock'"
        )
        while not (watcher.execute(waits).fetchone() or (0,))[0]:
            assert load.poll() is None
            time.sleep(0.05)
        load.kill()
        load.wait()
        watcher.execute("SELECT pg_advisory_unlock(627782)")
    assert open_store(address).digest == folder.digest
    assert load_into(load_atlas(changed), address, []) is True
    assert open_store(address).digest == load_atlas(changed).digest
    assert load_into(folder, address, list(collection_layers(folder))) is True


def test_service_is_back_when_its_server_is(address: str, server: Server) -> None:
    client = create_app(address).test_client()
    first, second, third = _three_events()
    assert client.get(first).status_code == 200
    server.kill()
    away = client.get(second)
    assert (away.status_code, away.headers["Retry-After"]) == (503, "5")
    assert str(server.folder) not in away.text
    assert client.get(first).status_code == 200  # what is kept needs no database
    server.start()
    assert client.get(second).status_code == 200
    assert client.get(third).status_code == 200


def _three_events() -> list[str]:
    paths = (f"/{page_path(key)}" for key in every_map(load_atlas(BALKANS)))
    return [path for path in paths if path.startswith("/events/")][:3]


def test_what_serves_can_change_nothing(address: str) -> None:
    reader = PostgisReader(address)
    for statement in (
        "DELETE FROM mapsvc_records",
        "CREATE TABLE mine (id TEXT)",
        "DROP SCHEMA mapsvc CASCADE",
    ):
        with pytest.raises(AtlasError, match="read-only"):
            reader.rows(statement)
    with pytest.raises(AtlasError, match="open for reading"):
        reader.change("DELETE FROM mapsvc_records")
    hostile = "'; DROP SCHEMA mapsvc CASCADE; --%s"
    assert reader.rows("SELECT doc FROM mapsvc_records WHERE id = ?", [hostile]) == []
    assert reader.is_there()
    reader.close()


def test_server_that_is_away_is_one_line() -> None:
    nowhere = "postgresql://somebody:secret@/atlas?host=/nowhere"
    with pytest.raises(UnavailableError) as told:
        open_store(nowhere)
    assert "secret" not in str(told.value)
    run = CliRunner().invoke(main, ["load", str(TINY), "--to", nowhere])
    assert run.exit_code == 2
    assert run.output.splitlines()[-1].startswith("mapsvc: postgresql://somebody@/atlas cannot be reached")
    assert not PostgisReader(nowhere).is_there()


def test_address_is_told_without_its_password() -> None:
    assert plain_address("postgresql://a:b@host:5432/db?sslmode=require") == "postgresql://a@host:5432/db"
    assert plain_address("postgres:///db") == "postgres:///db"
    assert is_postgis("postgresql:///x")
    assert not is_postgis("/a/folder")
    wrong = CliRunner().invoke(main, ["load", str(TINY), "--to", "mysql://x"])
    assert wrong.exit_code == 2
    assert "postgresql://user@host/database" in wrong.output
