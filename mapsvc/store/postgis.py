"""PostgreSQL with PostGIS as a database of an atlas: read through a pool, loaded in one transaction."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely

from mapsvc.atlas.store import Store
from mapsvc.errors import AtlasError, MissingExtraError, UnavailableError
from mapsvc.store.building import fill_tables
from mapsvc.store.database import Step, Values
from mapsvc.store.layers import Layer, sql_name, table_cells
from mapsvc.store.tables import TABLES_FORM

if TYPE_CHECKING:
    from psycopg import Connection
    from psycopg_pool import ConnectionPool

#: Where the tables of an atlas lie, and where they are made before they take the place of older ones.
ATLAS_SCHEMA, _NEXT_SCHEMA = "mapsvc", "mapsvc_next"
_SCHEMES = ("postgresql://", "postgres://")
#: A statement that takes longer is given up; who waits longer for a connection is told to come again.
_STATEMENT_MS, _WAIT_S = 10_000, 3.0
_MOST_CONNECTIONS = 4
#: One load at a time, by a lock of the database: the digits are those of "mapsvc" on a telephone.
_LOAD_LOCK = 627782
_SRID = 4326
_POSTGIS_TYPES = {"text": "TEXT", "number": "DOUBLE PRECISION", "truth": "BOOLEAN", "date": "DATE"}
_FEATURES_AT_ONCE = 500


def is_postgis(place: object) -> bool:
    """Tell whether an atlas lies in PostgreSQL, by its address."""
    return isinstance(place, str) and place.startswith(_SCHEMES)


def plain_address(address: str) -> str:
    """Return an address as messages name it: without a password, and without what the driver is told."""
    scheme, _, rest = address.partition("://")
    who, at, where = rest.partition("?")[0].rpartition("@")
    return f"{scheme}://{who.partition(':')[0]}{at}{where}"


class PostgisReader:
    """
    An atlas in PostgreSQL; nothing that is sent through it can change anything.

    Parameters
    ----------
    address
        `postgresql://user@host/database`, with all that libpq takes.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self.place = Path(plain_address(address))
        self._lock = threading.Lock()
        self._pools: dict[int, ConnectionPool[Any]] = {}

    def rows(self, statement: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """
        Return what a statement finds; a connection that the server has closed is made anew.

        Raises
        ------
        UnavailableError
            If the server cannot be reached, or takes too long.
        AtlasError
            If there are no such tables.
        """
        psycopg, pools = _driver()
        name = plain_address(self._address)
        for attempt in (1, 2):
            try:
                with self._pool().connection(timeout=_WAIT_S) as connection:
                    return list(connection.execute(_own_signs(statement), values).fetchall())
            except psycopg.errors.QueryCanceled as error:
                msg = f"{name} took longer than {_STATEMENT_MS // 1000} s to answer."
                raise UnavailableError(msg) from error
            except psycopg.OperationalError as error:
                # Of the pool's own errors, that nobody answered in time is one too: no second try.
                if attempt == 1 and not isinstance(error, pools.PoolTimeout):
                    self._pool().check()  # throws out what died while it was idle
                    continue
                msg = f"{name} cannot be reached: {_first_line(error)}"
                raise UnavailableError(msg) from error
            except psycopg.Error as error:
                msg = f"{name} cannot be read: {_first_line(error)}"
                raise AtlasError(msg) from error
        raise AssertionError

    def change(self, statement: str, rows: Iterable[Values] = ((),)) -> None:
        """Refuse: `mapsvc load` alone changes an atlas in PostgreSQL."""
        msg = f"{plain_address(self._address)} is open for reading; 'mapsvc load' changes it."
        raise AtlasError(msg)

    def is_there(self) -> bool:
        """Tell whether the server answers."""
        try:
            return bool(self.rows("SELECT 1"))
        except UnavailableError:
            return False

    def close(self) -> None:
        """Close the connections of this process."""
        with self._lock:
            pool = self._pools.pop(os.getpid(), None)
        if pool is not None:
            pool.close()

    def _pool(self) -> ConnectionPool[Any]:
        # One for each process: a fork must not share a connection.
        with self._lock:
            found = self._pools.get(os.getpid())
            if found is None:
                found = self._pools[os.getpid()] = _open_pool(self._address)
            return found


def _open_pool(address: str) -> ConnectionPool[Any]:
    _, pools = _driver()
    given = {
        "autocommit": True,
        "connect_timeout": 3,
        "application_name": "mapsvc",
        "options": f"-c search_path={ATLAS_SCHEMA},public -c default_transaction_read_only=on"
        f" -c statement_timeout={_STATEMENT_MS}",
    }
    pool: ConnectionPool[Any] = pools.ConnectionPool(
        address, kwargs=given, min_size=0, max_size=_MOST_CONNECTIONS, max_idle=60.0,
        reconnect_timeout=_WAIT_S, open=True, name="mapsvc",
    )  # fmt: skip
    return pool


# ---- loading ---------------------------------------------------------------------------------------------
class _Writer:
    """The tables of an atlas while they are made, on a connection whose transaction is open."""

    def __init__(self, connection: Connection[Any], place: Path) -> None:
        self._connection, self.place = connection, place

    def rows(self, statement: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """Return what a statement finds."""
        return list(self._connection.execute(_own_signs(statement), values).fetchall())

    def change(self, statement: str, rows: Iterable[Values] = ((),)) -> None:
        """Run a statement that changes something, once for each row of values."""
        if statement.startswith("CREATE TABLE"):
            # Ranks and ids are in the order of their signs, whatever language the server sorts by.
            self._connection.execute(statement.replace(" TEXT", ' TEXT COLLATE "C"'))
        elif statement.startswith("CREATE"):
            self._connection.execute(statement)
        else:
            with self._connection.cursor() as cursor:
                cursor.executemany(_own_signs(statement), list(rows))

    def is_there(self) -> bool:
        """Tell whether the connection holds."""
        return not self._connection.closed


def load_into(atlas: Store, address: str, layers: Sequence[Layer], step: Step = lambda: None) -> bool:
    """
    Put an atlas into a database, in place of the one that lies there.

    All is one transaction: whoever reads has the old atlas or the new one, and a load that is killed has
    changed nothing.

    Parameters
    ----------
    atlas
        Whose records are sound.
    address
        Of the database; its role may make schemas.
    layers
        Tables of features with PostGIS geometries and indices.
    step
        Is called `BUILD_STEPS` times, and once for each of the layers.

    Returns
    -------
    loaded
        False if the same atlas lies there already.

    Raises
    ------
    UnavailableError
        If the server cannot be reached, or goes meanwhile.
    AtlasError
        If the server refuses, for lack of PostGIS or of rights.
    """
    with _writing(address) as connection:
        writer = _Writer(connection, Path(plain_address(address)))
        writer.rows("SELECT pg_advisory_xact_lock(?)", [_LOAD_LOCK])
        if _digest_there(writer) == atlas.digest:
            return False
        if not writer.rows("SELECT 1 FROM pg_extension WHERE extname = 'postgis'"):
            connection.execute("CREATE EXTENSION postgis")
        connection.execute(f"DROP SCHEMA IF EXISTS {_NEXT_SCHEMA} CASCADE")
        connection.execute(f"CREATE SCHEMA {_NEXT_SCHEMA}")
        connection.execute(f"SET LOCAL search_path = {_NEXT_SCHEMA}, public")
        fill_tables(writer, atlas, step)
        for layer in layers:
            _put_layer(writer, layer)
            step()
        connection.execute(f"DROP SCHEMA IF EXISTS {ATLAS_SCHEMA} CASCADE")
        connection.execute(f"ALTER SCHEMA {_NEXT_SCHEMA} RENAME TO {ATLAS_SCHEMA}")
    return True


def _digest_there(writer: _Writer) -> str:
    about = f"{ATLAS_SCHEMA}.mapsvc_about"
    if writer.rows("SELECT to_regclass(?)", [about])[0][0] is None:
        return ""
    told = dict(writer.rows(f"SELECT name, doc FROM {about}"))
    return str(told.get("digest", "")) if told.get("form") == str(TABLES_FORM) else ""


def _put_layer(writer: _Writer, layer: Layer) -> None:
    columns = [(name, kind) for name, kind in layer.columns if name not in {"fid", "geom", "id", "geojson"}]
    made = "".join(f", {sql_name(name)} {_POSTGIS_TYPES[kind]}" for name, kind in columns)
    table = sql_name(layer.name)
    writer.change(
        f"CREATE TABLE {table} (fid INTEGER PRIMARY KEY, geom geometry({layer.geometry}, {_SRID}),"
        f" id TEXT NOT NULL UNIQUE{made}, geojson TEXT NOT NULL)"
    )
    signs = "".join(", ?" for _ in columns)
    put = f"INSERT INTO {table} VALUES (?, ST_GeomFromWKB(?, {_SRID}), ?{signs}, ?)"
    rows: list[tuple[Any, ...]] = []
    for fid, row in enumerate(layer.rows, start=1):
        shape = None if row.shape is None else shapely.to_wkb(row.shape)
        rows.append((fid, shape, row.id, *table_cells(row, columns), row.geojson))
        if len(rows) == _FEATURES_AT_ONCE:
            writer.change(put, rows)
            rows = []
    if rows:
        writer.change(put, rows)
    writer.change(f"CREATE INDEX ON {table} USING gist (geom)")


@contextmanager
def _writing(address: str) -> Iterator[Connection[Any]]:
    """Open a connection that may change the database, and keep its one transaction if all went well."""
    psycopg, _ = _driver()
    name = plain_address(address)
    try:
        with psycopg.connect(address, connect_timeout=5, application_name="mapsvc load") as connection:
            yield connection
    except psycopg.OperationalError as error:
        msg = f"{name} cannot be reached: {_first_line(error)}"
        raise UnavailableError(msg) from error
    except psycopg.Error as error:
        msg = f"{name} refuses: {_first_line(error)}"
        raise AtlasError(msg) from error


def _driver() -> tuple[Any, Any]:
    """Return the driver and its pools, which an installation may lack."""
    try:
        return import_module("psycopg"), import_module("psycopg_pool")
    except ImportError as error:
        msg = "An atlas in PostgreSQL needs psycopg; install it with: pip install 'mapsvc[postgis]'"
        raise MissingExtraError(msg) from error


def _own_signs(statement: str) -> str:
    """Return a statement with the signs for values that the driver has."""
    return statement.replace("%", "%%").replace("?", "%s")


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
