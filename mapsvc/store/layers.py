"""Tables of features that a GIS opens as they are: shapes, columns, days, each feature as ready GeoJSON."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.model.geometry import join_bounds
from mapsvc.store.database import Database

_SRS_ID = 4326
#: Letters of a day of the years 1 to 9999.
_LETTERS_OF_DAY = len("YYYY-MM-DD")
#: `GP`, version 0, then flags: numbers from the small end, with an envelope or without.
_BLOB_HEAD, _WITHOUT_BOX, _WITH_BOX = b"GP\0", 0b1, 0b11
#: Names of the columns that are no feature's own.
_OWN_COLUMNS = ("fid", "geom", "id", "geojson")
_FEATURES_AT_ONCE = 500
_HAS_SHAPE = "NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom)"
_LACKS_SHAPE = "(NEW.geom IS NULL OR ST_IsEmpty(NEW.geom))"
#: What keeps the R-tree true where a GIS changes a shape: name, when, on what condition, and what is done.
_TREE_TRIGGERS = (
    ("insert", "INSERT", _HAS_SHAPE, "{put}"),
    ("update1", "UPDATE OF geom", f"OLD.fid = NEW.fid AND {_HAS_SHAPE}", "{put}"),
    ("update2", "UPDATE OF geom", f"OLD.fid = NEW.fid AND {_LACKS_SHAPE}", "{drop}"),
    ("update3", "UPDATE", f"OLD.fid != NEW.fid AND {_HAS_SHAPE}", "{drop} {put}"),
    ("update4", "UPDATE", f"OLD.fid != NEW.fid AND {_LACKS_SHAPE}", "{drop_both}"),
    ("delete", "DELETE", "OLD.geom NOT NULL", "{drop}"),
)


@dataclass(frozen=True)
class LayerRow:
    """A feature: its id, shape, columns, and the whole of it as GeoJSON."""

    id: str
    shape: BaseGeometry | None
    columns: dict[str, object]
    geojson: str


@dataclass(frozen=True)
class Layer:
    """
    A table of features.

    Attributes
    ----------
    name, title
        Its table, and what is said of it.
    geometry
        The one type of its shapes, such as `Point` or `MultiLineString`.
    columns
        Name and type of each, in order: `text`, `number`, `truth` or `date`.
    rows
        Its features in order.
    """

    name: str
    title: str
    geometry: str
    columns: Sequence[tuple[str, str]]
    rows: Iterable[LayerRow]


_COLUMN_TYPES = {"text": "TEXT", "number": "REAL", "truth": "BOOLEAN", "date": "DATE"}


def put_layer(database: Database, layer: Layer) -> None:
    """Make the table of a layer with its R-tree in a GeoPackage, and fill it."""
    table, tree = sql_name(layer.name), sql_name(f"rtree_{layer.name}_geom")
    columns = [(name, kind) for name, kind in layer.columns if name not in _OWN_COLUMNS]
    made = ", ".join(f"{sql_name(name)} {_COLUMN_TYPES[kind]}" for name, kind in columns)
    database.change(
        f"CREATE TABLE {table} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,"
        f" geom {layer.geometry.upper()}, id TEXT NOT NULL UNIQUE, {made}, geojson TEXT NOT NULL)"
    )
    database.change(f"CREATE VIRTUAL TABLE {tree} USING rtree(id, minx, maxx, miny, maxy)")
    signs = ", ".join("?" * (len(columns) + len(_OWN_COLUMNS)))
    names = ", ".join(["fid", "geom", "id", *(sql_name(name) for name, _ in columns), "geojson"])
    boxes = _put_rows(
        database, layer, columns,
        f"INSERT INTO {table} ({names}) VALUES ({signs})", f"INSERT INTO {tree} VALUES (?, ?, ?, ?, ?)",
    )  # fmt: skip
    _register(database, layer, boxes)
    put = (
        f"INSERT OR REPLACE INTO {tree} VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom),"
        " ST_MinY(NEW.geom), ST_MaxY(NEW.geom));"
    )
    for name, when, condition, action in _TREE_TRIGGERS:
        done = action.format(
            put=put,
            drop=f"DELETE FROM {tree} WHERE id = OLD.fid;",
            drop_both=f"DELETE FROM {tree} WHERE id IN (OLD.fid, NEW.fid);",
        )
        trigger = sql_name(f"rtree_{layer.name}_geom_{name}")
        database.change(f"CREATE TRIGGER {trigger} AFTER {when} ON {table} WHEN {condition} BEGIN {done} END")


def _put_rows(
    database: Database, layer: Layer, columns: Sequence[tuple[str, str]], feature: str, leaf: str
) -> tuple[float, float, float, float] | None:
    """Put the features in; return the box of all."""
    whole, rows, leaves = None, [], []
    for fid, row in enumerate(layer.rows, start=1):
        rows.append((fid, _blob(row.shape), row.id, *table_cells(row, columns), row.geojson))
        if row.shape is not None and not row.shape.is_empty:
            west, south, east, north = row.shape.bounds
            leaves.append((fid, west, east, south, north))
            whole = join_bounds([row.shape.bounds, *([whole] if whole else [])])
        if len(rows) == _FEATURES_AT_ONCE:
            database.change(feature, rows)
            database.change(leaf, leaves)
            rows, leaves = [], []
    database.change(feature, rows)
    database.change(leaf, leaves)
    return whole


def _register(database: Database, layer: Layer, box: tuple[float, float, float, float] | None) -> None:
    database.change(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change,"
        " min_x, min_y, max_x, max_y, srs_id) VALUES"
        " (?, 'features', ?, ?, '2000-01-01T00:00:00.000Z', ?, ?, ?, ?, ?)",
        [(layer.name, layer.name, layer.title, *(box or (None, None, None, None)), _SRS_ID)],
    )
    database.change(
        "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)",
        [(layer.name, layer.geometry.upper(), _SRS_ID)],
    )
    database.change(
        "INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index',"
        " 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')",
        [(layer.name,)],
    )


def table_cells(row: LayerRow, columns: Sequence[tuple[str, str]]) -> list[Any]:
    """Return what stands in the columns of a feature."""
    return [_cell(row.columns.get(name), kind) for name, kind in columns]


def sql_name(name: str) -> str:
    """Return a name as statements write it."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _cell(value: object, kind: str) -> Any:
    if kind == "date":
        # A table knows the years 1 to 9999; of other days the date as written, beside it, tells.
        return value if isinstance(value, str) and len(value) == _LETTERS_OF_DAY else None
    if value is None or isinstance(value, str | int | float):
        return value
    return json.dumps(value, ensure_ascii=False)


def _blob(shape: BaseGeometry | None) -> bytes | None:
    """Return a shape as the format has it: a head, its box, then WKB."""
    if shape is None:
        return None
    wkb: bytes = shapely.to_wkb(shape, byte_order=1)
    if shape.geom_type == "Point" or shape.is_empty:
        return (
            _BLOB_HEAD
            + bytes([_WITHOUT_BOX | (0b10000 if shape.is_empty else 0)])
            + struct.pack("<i", _SRS_ID)
            + wkb
        )
    west, south, east, north = shape.bounds
    return _BLOB_HEAD + bytes([_WITH_BOX]) + struct.pack("<i4d", _SRS_ID, west, east, south, north) + wkb
