"""Who held what in a state of affairs, as a table."""

from __future__ import annotations

import geopandas as gpd

from mapsvc.atlas.store import Atlas
from mapsvc.errors import UnknownBorderError, not_found
from mapsvc.layers.cites import format_citations
from mapsvc.layers.table import make_table
from mapsvc.model.records import Territory, TerritorySet


def find_territories(atlas: Atlas, border_id: str) -> TerritorySet:
    """
    Return the state of affairs that a border drew.

    Raises
    ------
    UnknownBorderError
        If there is no such border, or no territories are drawn for it.
    """
    atlas.border(border_id)
    try:
        return atlas.territories[border_id]
    except KeyError:
        raise not_found(UnknownBorderError, "state of affairs", border_id, atlas.territories) from None


def territories_table(atlas: Atlas, border_id: str) -> gpd.GeoDataFrame:
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
        Columns of `mapsvc.model.tables.COLUMNS["territories"]`, (Multi)Polygon geometry in
        EPSG:4326; the index is the territory's id. They tile the land of one frame, but for
        claims that are declared to overlap.
    """
    found = find_territories(atlas, border_id)
    return make_table(
        "territories",
        [_row(atlas, found, territory) for territory in found.territories],
        [territory.geometry for territory in found.territories],
        [territory.id for territory in found.territories],
    )


def _row(atlas: Atlas, found: TerritorySet, territory: Territory) -> dict[str, object]:
    return {
        "border": found.id,
        "polity": territory.polity,
        "title_tr": territory.title.tr,
        "title_en": territory.title.en,
        "status": territory.status,
        "valid": found.valid,
        "overlap": territory.overlap,
        "certainty": territory.certainty,
        "accuracy_km": territory.accuracy_km,
        "area_km2": territory.area_km2,
        "source": format_citations(atlas, territory.sources),
        "licence": found.licence,
        "attribution": found.attribution.en,
    }
