"""Tables: the contracts of those that layers hand out, and the only place that makes any."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from mapsvc.atlas.store import Store
from mapsvc.errors import SchemaError, UnknownLayerError, not_found
from mapsvc.export.data import features
from mapsvc.export.data.days import DAY_COLUMNS
from mapsvc.export.data.features import FeatureRow
from mapsvc.export.data.layers import (
    LAYERS,
    LayerFeature,
    holder_entries,
    leg_entries,
    territory_entries,
)
from mapsvc.model.dates import parse_date
from mapsvc.model.day import Day

CRS = "EPSG:4326"

#: The columns each layer has beside `geometry`, in order; the index is the feature's id. A name that ends
#: in `_*` stands for a column a language in which the atlas is written: `title_tr`, `title_en`.
COLUMNS: dict[str, tuple[str, ...]] = {
    "events": (
        "event", "date", "start", "end", "time", "category", "headline", "title_*", "summary_*",
        "places", "certainty", "source", "licence", "attribution",
    ),
    "places": (
        "place", "title", "kind", "shape", "radius_km", "names", "valid", "start", "end", "certainty",
        "links", "source", "licence", "attribution",
    ),
    "borders": (
        "border", "part", "kind", "status", "signed", "valid", "start", "end", "title_*", "label_*",
        "article", "provisional", "certainty", "accuracy_km", "source", "licence", "attribution",
    ),
    "routes": (
        "route", "variant", "n", "mode", "date", "start", "end", "title_*", "length_km",
        "certainty", "accuracy_km", "source", "licence", "attribution",
    ),
    "legs": (
        "route", "variant", "n", "from_*", "to_*", "mode", "date", "start", "end",
        "leave_first", "leave_last", "arrive_first", "arrive_last", "length_km", "total_km",
        "days_least", "days_most", "km_per_day", "certainty", "accuracy_km",
        "source", "licence", "attribution",
    ),
    "territories": (
        "border", "polity", "title_*", "status", "valid", "start", "end", "overlap", "certainty",
        "accuracy_km", "area_km2", "source", "licence", "attribution",
    ),
    "mentions": ("place", "line", "column", "surface", "usage", "lang", "source", "licence", "attribution"),
    "holders": (
        "district", "district_name", "polity", "polity_name", "how", "of", "start", "end", "passing_to",
        "certainty", "accuracy_km", "note", "source", "licence", "attribution",
    ),
}  # fmt: skip

#: Columns that hold numbers: kilometres, square kilometres, and counts from 1.
NUMBER_COLUMNS = {
    "radius_km", "accuracy_km", "length_km", "total_km", "km_per_day", "days_least", "days_most", "area_km2",
    "n", "line", "column",
}  # fmt: skip

#: Columns that hold yes or no: `~table["headline"]` chooses the others.
FLAGS = {"headline", "provisional", "overlap"}


#: Columns that hold days; of other dates, such as `date` and `valid`, a column holds EDTF.
DATE_COLUMNS = {*DAY_COLUMNS, "leave_first", "leave_last", "arrive_first", "arrive_last"}


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


def make_table(layer: str, entries: Iterable[LayerFeature], languages: Iterable[str]) -> gpd.GeoDataFrame:
    """
    Return a table that keeps a layer's contract.

    Parameters
    ----------
    layer
        A key of `COLUMNS`.
    entries
        Its features.
    languages
        Those in which the atlas is written: a text has a column in each.

    Returns
    -------
    table
        Columns in the contract's order; numbers as float64 or int64, yes and no as bool, days as
        datetime64, all else as objects. `attrs` names the licences and what units and dates mean.
    """
    tags, found = tuple(languages), list(entries)
    # Left to infer, pandas would turn a missing text into a number that is not one.
    frame = pd.DataFrame(
        [entry.columns for entry in found],
        columns=list(columns_of(layer, tags)),
        index=pd.Index([entry.id for entry in found], dtype=object),
        dtype=object,
    )
    for column in NUMBER_COLUMNS & set(frame.columns):
        frame[column] = pd.to_numeric(frame[column])
    for column in FLAGS & set(frame.columns):
        frame[column] = frame[column].astype(bool)
    frame = _with_days(frame)
    table = gpd.GeoDataFrame(frame, geometry=[entry.geometry for entry in found], crs=CRS)
    table.attrs = {
        "licences": sorted(set(table["licence"])),
        "dates": "start, end: first and last day of what EDTF says, proleptic Gregorian; none is no limit",
        "units": "a column's name ends in its unit: _km, _km2",
    }
    return check_table(table, layer, tags)


def layer_table(atlas: Store, name: str, on: str | None = None) -> gpd.GeoDataFrame:
    """
    Return a layer as a table.

    Parameters
    ----------
    atlas
        Where it comes from.
    name
        One of `LAYERS`.
    on
        An EDTF date: events that share a day with it, borders valid then, journeys under
        way then, places whose names or states existed then, who held ground then. Mentions carry no date.

    Returns
    -------
    table
        Columns of `COLUMNS[name]`, EPSG:4326. Events are (Multi)Points in order of
        date, one without a scene of its own at its strongest role; places are Points, `radius_km` the extent
        of an area or how well a point is known; borders are (Multi)LineStrings and (Multi)Polygons, the index
        `<border>/<part id>`, `accuracy_km` one standard deviation; routes are LineStrings for legs and Points
        for stops (`mode` is empty there), the index `<route>/<part id>`, `length_km` geodesic; mentions are
        Points in text order, the index `<line>-<column>`, both 1-based, in characters, with the id of the
        text before it where the atlas follows several; holders as in `holders_table`.

    Raises
    ------
    UnknownLayerError
        If there is no layer of this name.
    DateError
        If `on` is not valid EDTF.
    """
    when = parse_date(on) if on else None
    if name not in LAYERS:
        raise not_found(UnknownLayerError, "layer", name, LAYERS)
    return make_table(name, LAYERS[name](atlas, when), atlas.written_languages)


def territories_table(atlas: Store, border_id: str) -> gpd.GeoDataFrame:
    """
    Return the territories of a state of affairs.

    Parameters
    ----------
    atlas
        Where they come from.
    border_id
        The border that drew it.

    Returns
    -------
    table
        Columns of `COLUMNS["territories"]`, (Multi)Polygon geometry in
        EPSG:4326; the index is the territory's id. They tile the land of one frame, but for
        claims that are declared to overlap.
    """
    return make_table("territories", territory_entries(atlas, border_id), atlas.written_languages)


def holders_table(atlas: Store, on: str | None = None, lang: str | None = None) -> gpd.GeoDataFrame:
    """
    Return in whose hands the ground was.

    Parameters
    ----------
    atlas
        Where districts and rows of control come from.
    on
        An EDTF date, such as a day; every interval where none is given.
    lang
        One of the atlas's languages: of the names.

    Returns
    -------
    table
        Columns of `COLUMNS["holders"]`, (Multi)Polygon geometry in EPSG:4326: one row a district and holder;
        `start` and `end` are the first and last day of the interval, `of` whose the ground was by law if it
        was occupied, `passing_to` who may have held it already. What nobody is known to have held has no row.

    Raises
    ------
    DateError
        If `on` is not valid EDTF.
    """
    spoken = atlas.find_language(lang)
    return make_table("holders", holder_entries(atlas, parse_date(on) if on else None, spoken), ())


def legs_table(atlas: Store, route_id: str, variant: str | None = None) -> gpd.GeoDataFrame:
    """
    Return the legs of one account of a journey, distances and days.

    Parameters
    ----------
    atlas
        Where the journey comes from.
    route_id
        Of the journey.
    variant
        Which account; the surest when not given.

    Returns
    -------
    table
        Columns of `COLUMNS["legs"]`, (Multi)LineString geometry in EPSG:4326; the
        index is `<route>/<leg id>`. `length_km` is geodesic and not rounded, `total_km` what is made by the
        leg's end, `days_least` and `days_most` how long it can have taken, `km_per_day` its length
        over the middle of the two.

    Raises
    ------
    UnknownRouteError, UnknownVariantError
        If there is no such journey or account.
    """
    return make_table("legs", leg_entries(atlas, atlas.route(route_id), variant), atlas.written_languages)


def table_of(rows: Iterable[FeatureRow], languages: Iterable[str]) -> gpd.GeoDataFrame:
    """Return the features of a map in EPSG:4326, names in some languages; missing texts stay `None`."""
    found = list(rows)
    columns = list(features.feature_columns(languages))
    frame = pd.DataFrame([row.properties() for row in found], columns=columns, dtype=object)
    frame["accuracy_km"] = pd.to_numeric(frame["accuracy_km"])
    frame = _with_days(frame)
    return gpd.GeoDataFrame(frame, geometry=[row.geometry for row in found], crs=CRS)


def _with_days(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose days, given as texts, are dates; pandas knows those before the year 1 too."""
    for column in DATE_COLUMNS & set(frame.columns):
        texts = ["NaT" if text is None else text.removeprefix("Y") for text in frame[column]]
        frame[column] = np.array(texts, dtype="datetime64[D]").astype("datetime64[s]")
    return frame


def file_days(column: pd.Series | np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """
    Return a column of days as files hold it.

    Returns
    -------
    days
        datetime64[D]; none where a file of our formats knows no such day: before the year 1, after 9999.
    """
    days = np.asarray(column).astype("datetime64[D]")
    outside = (days < np.datetime64("0001-01-01")) | (days > np.datetime64("9999-12-31"))
    return np.where(outside, np.datetime64("NaT"), days)


def with_arrow_days(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a table whose days are dates without an hour, which pandas has of pyarrow alone."""
    names = DATE_COLUMNS & set(table.columns)
    return table.assign(
        **{name: pd.array(file_days(table[name]), dtype="date32[day][pyarrow]") for name in names}
    )


def with_text_days(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a table whose days are texts, as `YYYY-MM-DD`, for files that know no dates."""
    return table.assign(
        **{
            name: pd.Series(map(_day_text, table[name]), index=table.index, dtype=object)
            for name in DATE_COLUMNS & set(table.columns)
        }
    )


def _day_text(day: pd.Timestamp) -> str | None:
    return None if pd.isna(day) else Day(day.year, day.month, day.day).isoformat()


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
