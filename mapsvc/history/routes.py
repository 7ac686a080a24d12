"""Journeys as a table of legs and a table of stops."""

from __future__ import annotations

from collections.abc import Iterable

import geopandas as gpd

from mapsvc.atlas.store import Atlas
from mapsvc.history.citations import format_citations
from mapsvc.history.tables import make_table
from mapsvc.model.geometry import length_km
from mapsvc.model.records import Leg, Route, Stop
from mapsvc.model.tables import by_language


def routes_table(atlas: Atlas, routes: Iterable[Route] | None = None) -> gpd.GeoDataFrame:
    """
    Return legs and stops of journeys.

    Parameters
    ----------
    atlas
        Where they come from.
    routes
        Which ones; all of the atlas when not given.

    Returns
    -------
    table
        Columns of `mapsvc.model.tables.COLUMNS["routes"]`; LineString for a leg, Point for a
        stop (`mode` is empty there), EPSG:4326; the index is `<route>/<part id>`;
        `length_km` is geodesic.
    """
    pieces = [
        (route, piece)
        for route in (atlas.routes.values() if routes is None else routes)
        for piece in route.pieces
    ]
    return make_table(
        "routes",
        [_row(atlas, route, piece) for route, piece in pieces],
        [piece.geometry for _, piece in pieces],
        [f"{route.id}/{piece.id}" for route, piece in pieces],
        atlas.written_languages,
    )


def _row(atlas: Atlas, route: Route, piece: Leg | Stop) -> dict[str, object]:
    leg = isinstance(piece, Leg)
    title = route.title if isinstance(piece, Leg) else piece.title
    return {
        "route": route.id,
        "variant": piece.variant,
        "n": piece.n,
        "mode": piece.mode if isinstance(piece, Leg) else None,
        "date": piece.on,
        **by_language("title", title, atlas.written_languages),
        "length_km": round(length_km(piece.geometry), 3) if leg else None,
        "certainty": piece.certainty,
        "accuracy_km": piece.accuracy_km if isinstance(piece, Leg) else None,
        "source": format_citations(atlas, piece.sources, "en"),
        "licence": route.licence,
        "attribution": route.attribution.en,
    }
