"""Contracts of the tables that layers hand out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mapsvc.errors import SchemaError

if TYPE_CHECKING:
    import geopandas as gpd

    from mapsvc.model.text import Text

CRS = "EPSG:4326"

#: The columns each layer has beside `geometry`, in order; the index is the feature's id. A name that ends
#: in `_*` stands for a column a language in which the atlas is written: `title_tr`, `title_en`.
COLUMNS: dict[str, tuple[str, ...]] = {
    "events": (
        "event", "date", "time", "category", "headline", "title_*", "summary_*",
        "places", "certainty", "source", "licence", "attribution",
    ),
    "places": (
        "place", "title", "kind", "shape", "radius_km", "names", "valid", "certainty", "links",
        "source", "licence", "attribution",
    ),
    "borders": (
        "border", "part", "kind", "status", "signed", "valid", "title_*", "label_*",
        "article", "provisional", "certainty", "accuracy_km", "source", "licence", "attribution",
    ),
    "routes": (
        "route", "variant", "n", "mode", "date", "title_*", "length_km",
        "certainty", "accuracy_km", "source", "licence", "attribution",
    ),
    "legs": (
        "route", "variant", "n", "from_*", "to_*", "mode", "date",
        "leave_first", "leave_last", "arrive_first", "arrive_last", "length_km", "total_km",
        "days_least", "days_most", "km_per_day", "certainty", "accuracy_km",
        "source", "licence", "attribution",
    ),
    "territories": (
        "border", "polity", "title_*", "status", "valid", "overlap", "certainty", "accuracy_km",
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


def columns_of(layer: str, languages: Iterable[str]) -> tuple[str, ...]:
    """
    Return the columns of a layer's table beside `geometry`, in order.

    Parameters
    ----------
    layer
        A key of `COLUMNS`.
    languages
        Tags of the languages in which the atlas is written.
    """
    tags = tuple(languages)
    return tuple(
        column
        for name in COLUMNS[layer]
        for column in ([f"{name[:-1]}{tag}" for tag in tags] if name.endswith("_*") else [name])
    )


def by_language(name: str, text: Text, languages: Iterable[str]) -> dict[str, str | None]:
    """Return the cells of a text: `title_tr`, `title_en`; nothing in a language that it is not said in."""
    return {f"{name}_{tag}": text.get(tag) for tag in languages}


def check_table(table: gpd.GeoDataFrame, layer: str, languages: Iterable[str] = ()) -> gpd.GeoDataFrame:
    """
    Hold a table against its layer's contract.

    Parameters
    ----------
    table
        Any GeoDataFrame.
    layer
        A key of `COLUMNS`.
    languages
        Those in which the atlas is written.

    Returns
    -------
    table
        The same table.

    Raises
    ------
    SchemaError
        If columns are missing, ids repeat or the CRS is not EPSG:4326; all faults at once.
    """
    faults = [
        f"column {name!r} is missing" for name in columns_of(layer, languages) if name not in table.columns
    ]
    if table.crs is None or table.crs.to_epsg() != 4326:
        faults.append(f"CRS is {table.crs}, not {CRS}")
    if not table.index.is_unique:
        faults.append("ids repeat")
    if faults:
        msg = f"Table {layer!r}: {'; '.join(faults)}."
        raise SchemaError(msg)
    return table
