"""Contracts of the tables that layers hand out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapsvc.errors import SchemaError

if TYPE_CHECKING:
    import geopandas as gpd

CRS = "EPSG:4326"

#: The columns each layer has beside `geometry`, in order; the index is the feature's id.
COLUMNS: dict[str, tuple[str, ...]] = {
    "events": (
        "event", "date", "time", "category", "headline", "title_tr", "title_en", "summary_tr", "summary_en",
        "places", "certainty", "source", "licence", "attribution",
    ),
    "places": (
        "place", "title", "kind", "shape", "radius_km", "names", "valid", "certainty", "links",
        "source", "licence", "attribution",
    ),
    "borders": (
        "border", "part", "kind", "status", "signed", "valid", "title_tr", "title_en", "label_tr", "label_en",
        "article", "provisional", "certainty", "accuracy_km", "source", "licence", "attribution",
    ),
    "routes": (
        "route", "variant", "n", "mode", "date", "title_tr", "title_en", "length_km",
        "certainty", "accuracy_km", "source", "licence", "attribution",
    ),
    "legs": (
        "route", "variant", "n", "from_tr", "from_en", "to_tr", "to_en", "mode", "date",
        "leave_first", "leave_last", "arrive_first", "arrive_last", "length_km", "total_km",
        "days_least", "days_most", "km_per_day", "certainty", "accuracy_km",
        "source", "licence", "attribution",
    ),
    "territories": (
        "border", "polity", "title_tr", "title_en", "status", "valid", "overlap", "certainty", "accuracy_km",
        "area_km2", "source", "licence", "attribution",
    ),
    "mentions": ("place", "line", "column", "surface", "usage", "lang", "source", "licence", "attribution"),
}  # fmt: skip

#: Columns that hold numbers: kilometres, square kilometres, and counts from 1.
NUMBERS = {
    "radius_km", "accuracy_km", "length_km", "total_km", "km_per_day", "days_least", "days_most", "area_km2",
    "n", "line", "column",
}  # fmt: skip

#: Columns that hold yes or no: `~table["headline"]` chooses the others.
FLAGS = {"headline", "provisional", "overlap"}


def check_table(table: gpd.GeoDataFrame, layer: str) -> gpd.GeoDataFrame:
    """
    Hold a table against its layer's contract.

    Parameters
    ----------
    table
        Any GeoDataFrame.
    layer
        A key of `COLUMNS`.

    Returns
    -------
    table
        The same table.

    Raises
    ------
    SchemaError
        If columns are missing, ids repeat or the CRS is not EPSG:4326; all faults at once.
    """
    faults = [f"column {name!r} is missing" for name in COLUMNS[layer] if name not in table.columns]
    if table.crs is None or table.crs.to_epsg() != 4326:
        faults.append(f"CRS is {table.crs}, not {CRS}")
    if not table.index.is_unique:
        faults.append("ids repeat")
    if faults:
        msg = f"Table {layer!r}: {'; '.join(faults)}."
        raise SchemaError(msg)
    return table
