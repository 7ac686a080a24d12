"""Mentions as a GeoParquet file that is asked without being read whole: dates as days, bounds as columns."""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from mapsvc.errors import DateError, MissingExtraError
from mapsvc.model.dates import parse_date
from mapsvc.model.day import Day

#: Columns in their order, with Arrow's name of their type.
_ARROW_TYPES: Mapping[str, str] = {
    "file": "string", "page": "int32", "line": "int32", "column": "int32", "type": "string",
    "start": "int64", "end": "int64", "token_end": "int64", "surface": "string",
    "place": "string", "name": "string", "kind": "string", "usage": "string", "lang": "string",
    "lon": "float64", "lat": "float64", "radius_km": "float64",
    "edtf": "string", "calendar": "string", "gregorian": "string",
    "first_day": "date32", "last_day": "date32",
    "score": "float32", "given": "string", "reason": "string",
}  # fmt: skip
_BOX_SIDES = ("xmin", "ymin", "xmax", "ymax")
#: So many rows are asked or left out at a time.
_ROWS = 50_000
_KEY = b"mapsvc"
#: Days that readers of Parquet know.
_FIRST_DAY, _LAST_DAY = Day(1, 1, 1), Day(9999, 12, 31)
_DAY_ZERO = Day(1970, 1, 1)


def _arrow() -> Any:
    try:
        import pyarrow.parquet
    except ImportError as error:
        msg = "GeoParquet needs pyarrow; install it with: pip install pyarrow"
        raise MissingExtraError(msg) from error
    return pyarrow


def mention_parquet(records: Sequence[Mapping[str, Any]], said: Mapping[str, Any]) -> bytes:
    """
    Return mentions as one GeoParquet file.

    Parameters
    ----------
    records
        In the form of `mention_record`, each with its `file`.
    said
        What the file says of itself beside them, in JSON; see `said_of`.

    Returns
    -------
    data
        Points in OGC:CRS84, none for dates and places without a position, with their bounds as the column
        `bbox`; `first_day` and `last_day` of dates, none where they lie before the year 1 or are open. The
        same records give the same bytes.

    Raises
    ------
    MissingExtraError
        If pyarrow is not installed.

    References
    ----------
    GeoParquet 1.1.0, https://geoparquet.org/releases/v1.1.0/
    """
    arrow = _arrow()
    points = [_point(record) for record in records]
    columns = {name: _column(arrow, name, kind, records) for name, kind in _ARROW_TYPES.items()}
    box = arrow.struct([arrow.field(side, arrow.float64()) for side in _BOX_SIDES])
    boxes = [
        None if point is None else dict(zip(_BOX_SIDES, (*point, *point), strict=True)) for point in points
    ]
    shapes = [None if point is None else struct.pack("<BIdd", 1, 1, *point) for point in points]
    columns |= {"bbox": arrow.array(boxes, box), "geometry": arrow.array(shapes, arrow.binary())}
    metadata = {b"geo": _geo(points), _KEY: json.dumps(said, sort_keys=True).encode()}
    file = io.BytesIO()
    arrow.parquet.write_table(
        arrow.table(columns).replace_schema_metadata(metadata), file, compression="zstd", row_group_size=_ROWS
    )
    return file.getvalue()


def _column(arrow: Any, name: str, kind: str, records: Iterable[Mapping[str, Any]]) -> Any:
    made = getattr(arrow, kind)()
    if kind == "date32":
        return arrow.array([_days_of(record)[name == "last_day"] for record in records], arrow.int32()).cast(
            made
        )
    return arrow.array([record.get(name) for record in records], made)


def _point(record: Mapping[str, Any]) -> tuple[float, float] | None:
    lon, lat = record.get("lon"), record.get("lat")
    return None if lon is None or lat is None else (float(lon), float(lat))


def _days_of(record: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """Return the first and last day of a date, counted from 1970."""
    try:
        span = parse_date(record.get("gregorian") or "")
    except DateError:
        return None, None
    return _count(span.start), _count(span.end)


def _count(day: Day | None) -> int | None:
    return None if day is None or not _FIRST_DAY <= day <= _LAST_DAY else day - _DAY_ZERO


def _geo(points: Iterable[tuple[float, float] | None]) -> bytes:
    placed = [point for point in points if point is not None]
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": ["Point"],
        "covering": {"bbox": {side: ["bbox", side] for side in _BOX_SIDES}},
    }
    if placed:
        lons, lats = zip(*placed, strict=True)
        column["bbox"] = [min(lons), min(lats), max(lons), max(lats)]
    return json.dumps(
        {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    ).encode()


def said_of(path: Path) -> dict[str, Any] | None:
    """Return what a file says of itself; nothing where there is none, or it is no whole file of ours."""
    arrow = _arrow()
    if not path.is_file():
        return None
    try:
        metadata = arrow.parquet.read_schema(path).metadata or {}
        said = json.loads(metadata.get(_KEY, b"null"))
    except (arrow.ArrowException, OSError, ValueError):
        return None
    return said if isinstance(said, dict) else None
