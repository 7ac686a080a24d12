"""The mentions of places in the atlas's texts as a table."""

from __future__ import annotations

import geopandas as gpd
import shapely

from mapsvc.atlas.store import Atlas
from mapsvc.history.citations import format_citation
from mapsvc.history.tables import make_table
from mapsvc.model.records import Citation, Mention


def mention_id(atlas: Atlas, mention: Mention) -> str:
    """Return what a mention is called: its line and column, after its text where the atlas has several."""
    where = f"{mention.line}-{mention.column}"
    return where if len(atlas.texts) < 2 else f"{mention.text}-{where}"


def mentions_table(atlas: Atlas) -> gpd.GeoDataFrame:
    """
    Return every mention of a place that has coordinates, in text order.

    Returns
    -------
    table
        Columns of `mapsvc.model.tables.COLUMNS["mentions"]`, Point geometry in EPSG:4326; the
        index is `<line>-<column>`, both 1-based, in characters; where the atlas follows several texts,
        the id of the text stands before it.
    """
    found = [mention for mention in atlas.mentions if atlas.places[mention.place].lon is not None]
    sources = {key: format_citation(atlas, Citation(text.source), "en") for key, text in atlas.texts.items()}
    rows = [
        {
            "place": mention.place,
            "line": mention.line,
            "column": mention.column,
            "surface": mention.surface,
            "usage": mention.usage,
            "lang": mention.lang,
            "source": sources[mention.text],
            "licence": atlas.meta.licence,
            "attribution": atlas.meta.title.en,
        }
        for mention in found
    ]
    points = [atlas.places[mention.place] for mention in found]
    return make_table(
        "mentions",
        rows,
        [shapely.Point(place.lon, place.lat) for place in points],
        [mention_id(atlas, mention) for mention in found],
    )
