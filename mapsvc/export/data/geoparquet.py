"""A map as GeoParquet 1.1."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import geopandas as gpd

from mapsvc.errors import MissingExtraError
from mapsvc.export.data.features import rows_of
from mapsvc.export.data.tables import table_of, with_arrow_days

if TYPE_CHECKING:
    from mapsvc.export.job import ExportJob


def write(job: ExportJob) -> bytes:
    """
    Return the features of a map.

    Raises
    ------
    MissingExtraError
        If pyarrow is not installed.
    """
    return parquet_bytes(table_of(rows_of(job), job.maps))


def parquet_bytes(table: gpd.GeoDataFrame) -> bytes:
    """
    Return a table with the bounds of each geometry beside it, for readers that take what they need.

    Days are dates, as other programs know them.

    References
    ----------
    GeoParquet 1.1.0, https://geoparquet.org/releases/v1.1.0/
    """
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        msg = "GeoParquet needs pyarrow; install it with: pip install pyarrow"
        raise MissingExtraError(msg) from error
    file = io.BytesIO()
    with_arrow_days(table).to_parquet(
        file, index=False, schema_version="1.1.0", write_covering_bbox=True, compression="zstd"
    )
    return file.getvalue()
