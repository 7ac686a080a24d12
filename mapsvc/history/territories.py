"""Who held what in a state of affairs, as a table."""

from __future__ import annotations

import geopandas as gpd

from mapsvc.atlas.store import Atlas
from mapsvc.errors import UnknownBorderError, not_found
from mapsvc.history.borders import state_on
from mapsvc.history.citations import format_citations
from mapsvc.history.tables import make_table
from mapsvc.model.day import Day, is_day
from mapsvc.model.geometry import Bounds
from mapsvc.model.meridian import drawn_box
from mapsvc.model.records import Territory, TerritorySet
from mapsvc.model.tables import by_language


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


def find_sides(atlas: Atlas, a: str, b: str) -> tuple[str, str]:
    """
    Return the borders that are meant by two ids or days.

    Parameters
    ----------
    atlas
        Where they come from.
    a, b
        Ids of borders, or days as `YYYY-MM-DD`: a day stands for the state of affairs that stood on it, in
        the frame of the other side where that is a border, else in the widest frame that is drawn.

    Returns
    -------
    ids
        Of borders with territories.

    Raises
    ------
    UnknownBorderError
        If one is no border, or nothing is drawn for a day.
    DateError
        If a day does not exist.
    """
    named = next((side for side in (a, b) if side in atlas.territories), None)
    frame = atlas.territories[named].frame if named else None
    return _state_of(atlas, a, frame), _state_of(atlas, b, frame)


def _state_of(atlas: Atlas, asked: str, frame: Bounds | None) -> str:
    if not is_day(asked):
        return atlas.border(asked).id
    found = states_on(atlas, Day.fromisoformat(asked))
    if not found:
        msg = f"No state of affairs is drawn for {asked}."
        raise UnknownBorderError(msg)
    return min(found, key=lambda state: (state.frame != frame, -_width(state.frame))).id


def states_on(atlas: Atlas, day: Day) -> list[TerritorySet]:
    """Return the states of affairs that stood on a day, one for each frame, the strongest of its borders."""
    found: dict[Bounds, TerritorySet] = {}
    for border_id in state_on(atlas, day):
        if border_id in atlas.territories:
            state = atlas.territories[border_id]
            found.setdefault(state.frame, state)
    return list(found.values())


def _width(frame: Bounds) -> float:
    west, south, east, north = drawn_box(frame)
    return (east - west) * (north - south)


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
        atlas.written_languages,
    )


def _row(atlas: Atlas, found: TerritorySet, territory: Territory) -> dict[str, object]:
    return {
        "border": found.id,
        "polity": territory.polity,
        **by_language("title", territory.title, atlas.written_languages),
        "status": territory.status,
        "valid": found.valid,
        "overlap": territory.overlap,
        "certainty": territory.certainty,
        "accuracy_km": territory.accuracy_km,
        "area_km2": territory.area_km2,
        "source": format_citations(atlas, territory.sources, "en"),
        "licence": found.licence,
        "attribution": found.attribution.en,
    }
