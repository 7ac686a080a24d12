"""Build a layer's table so that missing texts stay `None` and measures are numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import pandas as pd

from mapsvc.model.tables import CRS, FLAGS, NUMBERS, check_table, columns_of


def make_table(
    layer: str,
    rows: Sequence[dict[str, Any]],
    geometry: Sequence[Any],
    index: Sequence[str],
    languages: Sequence[str] = (),
) -> gpd.GeoDataFrame:
    """
    Return a table that keeps a layer's contract.

    Parameters
    ----------
    layer
        A key of `mapsvc.model.tables.COLUMNS`.
    rows
        One mapping of column to value for each feature.
    geometry
        Shapely geometry in EPSG:4326, or nothing, for each feature.
    index
        Id of each feature.
    languages
        Those in which the atlas is written: a text has a column in each.

    Returns
    -------
    table
        Columns in the contract's order; numbers as float64 or int64, yes and no as bool, all else as objects.
    """
    # Left to infer, pandas would turn a missing text into a number that is not one.
    frame = pd.DataFrame(
        list(rows),
        columns=list(columns_of(layer, languages)),
        index=pd.Index(list(index), dtype=object),
        dtype=object,
    )
    for column in NUMBERS & set(frame.columns):
        frame[column] = pd.to_numeric(frame[column])
    for column in FLAGS & set(frame.columns):
        frame[column] = frame[column].astype(bool)
    return check_table(gpd.GeoDataFrame(frame, geometry=list(geometry), crs=CRS), layer, languages)
