"""Places as a table."""

from __future__ import annotations

from collections.abc import Iterable

import geopandas as gpd
import shapely

from mapsvc.atlas.store import Atlas
from mapsvc.history.citations import format_citations
from mapsvc.history.tables import make_table
from mapsvc.model.records import Place


def places_table(atlas: Atlas, places: Iterable[Place] | None = None) -> gpd.GeoDataFrame:
    """
    Return places that have coordinates.

    Parameters
    ----------
    atlas
        Where they come from.
    places
        Which ones; all of the atlas when not given.

    Returns
    -------
    table
        Columns of `mapsvc.model.tables.COLUMNS["places"]`, Point geometry in EPSG:4326;
        `radius_km` is the extent of an area, or how well a point is known.
    """
    chosen = [
        place for place in (atlas.places.values() if places is None else places) if place.lon is not None
    ]
    rows = [
        {
            "place": place.id,
            "title": place.title,
            "kind": place.kind,
            "shape": place.shape,
            "radius_km": place.radius_km,
            "names": names_by_language(place),
            "valid": place.lifetime.edtf if place.lifetime else None,
            "certainty": place.certainty,
            "links": list(place.links),
            "source": format_citations(atlas, place.sources, "en"),
            "licence": "CC-BY-4.0" if _from_geonames(place) else atlas.meta.licence,
            "attribution": "GeoNames" if _from_geonames(place) else atlas.meta.title.en,
        }
        for place in chosen
    ]
    return make_table(
        "places",
        rows,
        [shapely.Point(place.lon, place.lat) for place in chosen],
        [place.id for place in chosen],
    )


def names_by_language(place: Place) -> dict[str, list[str]]:
    """Return every form of a place's name under its language, in the atlas's order."""
    names: dict[str, list[str]] = {}
    for name in place.names:
        names.setdefault(name.lang, []).append(name.toponym)
    return names


def _from_geonames(place: Place) -> bool:
    return any(citation.source == "geonames" for citation in place.sources)
