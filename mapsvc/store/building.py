"""Puts the records of an atlas into the tables of a database."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from mapsvc.atlas.store import Store
from mapsvc.files import place_for
from mapsvc.model.dates import DateSpan
from mapsvc.store.codec import write_record
from mapsvc.store.database import Database, Sqlite
from mapsvc.store.index import tell_about
from mapsvc.store.layers import Layer, put_layer
from mapsvc.store.package import OWN_TABLE, PACKAGE_TABLES
from mapsvc.store.tables import FIRST_TABLES, LAST_INDICES, RECORD_SETS, REGISTERED, RecordSet, records_of

_PUT_RECORD = "INSERT INTO mapsvc_records (kind, id, rank, begins, ends, doc) VALUES (?, ?, ?, ?, ?, ?)"
_PUT_KEY = "INSERT INTO mapsvc_keys (kind, name, word, rank, id) VALUES (?, ?, ?, ?, ?)"
#: So many rows go in at once.
_PUT_AT_ONCE = 1000


def write_package(
    atlas: Store,
    place: Path,
    layers: Iterable[Layer] = (),
    *,
    step: Callable[[], object] = lambda: None,
) -> None:
    """
    Write the index of an atlas: a GeoPackage, which takes the place of an older one when it is whole.

    Parameters
    ----------
    atlas
        Whose records are sound.
    place
        The file.
    layers
        What a GIS is to find in it.
    step
        Is called `BUILD_STEPS` times, and once for each of the layers.
    """
    with place_for(place) as scratch:
        database = Sqlite(scratch, writes=True)
        for statement in PACKAGE_TABLES:
            database.change(statement)
        fill_tables(database, atlas, step)
        database.change(OWN_TABLE)
        for layer in layers:
            put_layer(database, layer)
            step()
        database.close()


#: How often `fill_tables` calls its `step`.
BUILD_STEPS = len(RECORD_SETS) + 2


def fill_tables(database: Database, atlas: Store, step: Callable[[], object]) -> None:
    """Make the tables in an empty database and put all records in."""
    for statement in FIRST_TABLES:
        database.change(statement)
    for found in (*RECORD_SETS, REGISTERED):
        _put(database, found, records_of(atlas, found))
        step()
    for statement in LAST_INDICES:
        database.change(statement)
    database.change("INSERT INTO mapsvc_about (name, doc) VALUES (?, ?)", tell_about(atlas).items())
    step()


def _put(database: Database, found: RecordSet, records: Iterable[tuple[str, Any]]) -> None:
    rows: list[tuple[Any, ...]] = []
    keys: list[tuple[Any, ...]] = []
    for at, (key, record) in enumerate(records):
        rank = found.rank(at, record)
        rows.append((found.name, key, rank, *_ordinals(found.span(record)), write_record(record)))
        keys += [(found.name, name, word, rank, key) for name, word in found.keys(record)]
        if len(rows) == _PUT_AT_ONCE:
            database.change(_PUT_RECORD, rows)
            database.change(_PUT_KEY, keys)
            rows, keys = [], []
    database.change(_PUT_RECORD, rows)
    database.change(_PUT_KEY, keys)


def _ordinals(span: DateSpan | None) -> tuple[int | None, int | None]:
    if span is None:
        return None, None
    return span.start.toordinal() if span.start else None, span.end.toordinal() if span.end else None
