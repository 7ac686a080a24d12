"""States of affairs: who held what by a border or on a day."""

from __future__ import annotations

from shapely.geometry import Point

from mapsvc.atlas.store import Store
from mapsvc.errors import UnknownBorderError, not_found
from mapsvc.history.borders import state_on
from mapsvc.model.day import Day, is_day
from mapsvc.model.geometry import Bounds
from mapsvc.model.meridian import drawn_box
from mapsvc.model.records import Border, Territory, TerritorySet

#: A point on the shore may lie beside its land, whose outline is coarser than a harbour.
SHORE_DEG = 0.08
#: What a day is called as a side of a comparison of hands begins so, and before the year 1.
_PREFIX, _BEFORE_CHRIST = "on-", "bc-"


def find_territories(atlas: Store, border_id: str) -> TerritorySet:
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


def held_id(day: Day) -> str:
    """Return what a day is called as a side of a comparison of hands."""
    iso = day.isoformat().lower()
    return _PREFIX + (f"{_BEFORE_CHRIST}{iso[1:]}" if iso.startswith("-") else iso)


def held_day(side: str) -> Day | None:
    """Return the day that is meant by a side of a comparison; nothing for a border."""
    if not side.startswith(_PREFIX):
        return None
    iso = side.removeprefix(_PREFIX)
    iso = f"-{iso.removeprefix(_BEFORE_CHRIST)}" if iso.startswith(_BEFORE_CHRIST) else iso
    return Day.fromisoformat(iso.upper())


def find_sides(atlas: Store, a: str, b: str, *, law: bool = False) -> tuple[str, str]:
    """
    Return the borders that are meant by two ids or days.

    Two days of an atlas that knows in whose hands the ground was are compared by that.

    Parameters
    ----------
    atlas
        Where they come from.
    a, b
        Ids of borders, or days as `YYYY-MM-DD`: a day stands for the state of affairs that stood on it, in
        the frame of the other side where that is a border, else in the widest frame that is drawn.
    law
        Whether two days are compared by what was law instead.

    Returns
    -------
    ids
        Of borders with territories; of days as `held_id` has them.

    Raises
    ------
    UnknownBorderError
        If one is no border, or nothing is drawn for a day.
    DateError
        If a day does not exist.
    """
    if all(map(held_day, (a, b))):
        return a, b
    if atlas.control and not law and is_day(a) and is_day(b):
        return _held_side(atlas, a), _held_side(atlas, b)
    named = next((side for side in (a, b) if side in atlas.territories), None)
    frame = atlas.territories[named].frame if named else None
    return _state_of(atlas, a, frame), _state_of(atlas, b, frame)


def _held_side(atlas: Store, asked: str) -> str:
    day, period = Day.fromisoformat(asked), atlas.period
    if not period.holds(day):
        msg = f"{asked} has no map; the atlas tells of the days from {period.first} to {period.last}."
        raise UnknownBorderError(msg)
    return held_id(day)


def _state_of(atlas: Store, asked: str, frame: Bounds | None) -> str:
    if not is_day(asked):
        return atlas.border(asked).id
    found = states_on(atlas, Day.fromisoformat(asked))
    if not found:
        msg = f"No state of affairs is drawn for {asked}."
        raise UnknownBorderError(msg)
    return min(found, key=lambda state: (state.frame != frame, -_width(state.frame))).id


def comparable(atlas: Store, beside: str | None = None) -> list[Border]:
    """Return the borders whose territories are drawn, oldest first; `beside` for those of its frame alone."""
    frame = atlas.territories[beside].frame if beside else None
    found = [key for key, drawn in atlas.territories.items() if frame is None or drawn.frame == frame]
    return sorted((atlas.borders[key] for key in found), key=lambda border: (border.valid.begin, border.id))


def states_on(atlas: Store, day: Day) -> list[TerritorySet]:
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


def grounds_at(state: TerritorySet, point: Point) -> list[Territory]:
    """Return the grounds that cover a point, else the nearest one off whose shore it lies; no claims."""
    settled = [territory for territory in state.territories if not territory.overlap]
    inside = [territory for territory in settled if territory.geometry.covers(point)]
    near = min(((ground.geometry.distance(point), ground.id, ground) for ground in settled), default=None)
    return inside or ([near[2]] if near is not None and near[0] <= SHORE_DEG else [])
