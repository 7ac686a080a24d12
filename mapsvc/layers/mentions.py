"""The mentions of places in the paper as a table."""

from __future__ import annotations

import geopandas as gpd
import shapely

from mapsvc.atlas.store import Atlas
from mapsvc.layers.cites import format_citation
from mapsvc.layers.table import make_table
from mapsvc.model.records import Citation


def mentions_table(atlas: Atlas) -> gpd.GeoDataFrame:
    """
    Return every mention of a place that has coordinates, in text order.

    Returns
    -------
    table
        Columns of `mapsvc.model.tables.COLUMNS["mentions"]`, Point geometry in EPSG:4326; the
        index is `<line>-<column>`, both 1-based, in characters.
    """
    found = [mention for mention in atlas.mentions if atlas.places[mention.place].lon is not None]
    source = format_citation(atlas, Citation(atlas.meta.paper), "en")
    rows = [
        {
            "place": mention.place,
            "line": mention.line,
            "column": mention.column,
            "surface": mention.surface,
            "usage": mention.usage,
            "lang": mention.lang,
            "source": source,
            "licence": "CC0-1.0",
            "attribution": atlas.meta.title.en,
        }
        for mention in found
    ]
    points = [atlas.places[mention.place] for mention in found]
    return make_table(
        "mentions",
        rows,
        [shapely.Point(place.lon, place.lat) for place in points],
        [f"{mention.line}-{mention.column}" for mention in found],
    )
