"""A map as a table for spreadsheets: CSV with the geometry as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.export.data.features import feature_columns, rows_of
from mapsvc.export.job import ExportJob
from mapsvc.model.geometry import DECIMALS
from mapsvc.model.meridian import parted, unwrap

#: A cell that begins so would be run by a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
#: Tells spreadsheets that what follows is UTF-8; without it they spoil Turkish letters.
BYTE_ORDER_MARK = "\ufeff"
GEOMETRY_COLUMNS = ("lon", "lat", "wkt")


def write_csv(job: ExportJob) -> bytes:
    """
    Return the features of a map with `lon` and `lat` of a point on each, in degrees, and `wkt` of it whole.

    References
    ----------
    RFC 4180.
    """
    rows = ([*row.properties().values(), *geometry_cells(row.geometry)] for row in rows_of(job))
    return table_bytes((*feature_columns(job.maps), *GEOMETRY_COLUMNS), rows)


def geometry_cells(geometry: BaseGeometry | None) -> list[Any]:
    """Return longitude and latitude of a point on a geometry, and the geometry as text."""
    if geometry is None or geometry.is_empty:
        return [None, None, None]
    point = parted(unwrap(geometry).representative_point())
    text = shapely.to_wkt(geometry, rounding_precision=DECIMALS)
    return [round(point.x, DECIMALS), round(point.y, DECIMALS), text]


def table_bytes(header: Sequence[str], rows: Iterable[Iterable[Any]]) -> bytes:
    """Return CSV; a text that a spreadsheet would take for a formula gets an apostrophe before it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None or value != value else value
