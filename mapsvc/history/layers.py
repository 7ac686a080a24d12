"""Layers by name, as the Python and the web door ask for them."""

from __future__ import annotations

import geopandas as gpd

from mapsvc.atlas.store import Atlas
from mapsvc.errors import UnknownLayerError, not_found
from mapsvc.history.borders import borders_on, borders_table
from mapsvc.history.events import events_table
from mapsvc.history.mentions import mentions_table
from mapsvc.history.places import places_table
from mapsvc.history.routes import routes_table
from mapsvc.model.dates import parse_date

LAYERS = ("events", "places", "borders", "routes", "mentions")


def layer_table(atlas: Atlas, name: str, on: str | None = None) -> gpd.GeoDataFrame:
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
        way then, places whose names or states existed then. Mentions carry no date.

    Returns
    -------
    table
        As the layer's own function says; EPSG:4326.

    Raises
    ------
    UnknownLayerError
        If there is no layer of this name.
    DateError
        If `on` is not valid EDTF.
    """
    when = parse_date(on) if on else None
    if name == "events":
        return events_table(atlas, when)
    if name == "places":
        living = [p for p in atlas.places.values() if not when or not p.lifetime or p.lifetime.overlaps(when)]
        return places_table(atlas, living)
    if name == "borders":
        return borders_table(atlas, borders_on(atlas, when) if when else None)
    if name == "routes":
        return routes_table(
            atlas, [r for r in atlas.routes.values() if not when or parse_date(r.valid).overlaps(when)]
        )
    if name == "mentions":
        return mentions_table(atlas)
    raise not_found(UnknownLayerError, "layer", name, LAYERS)
