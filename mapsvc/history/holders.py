"""Who ruled a place on a day: from the borders that stood, where the atlas has drawn their lands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shapely.geometry import Point

from mapsvc.atlas.store import Store
from mapsvc.history.borders import state_on
from mapsvc.model.day import Day
from mapsvc.model.meridian import halves
from mapsvc.model.records import Territory, TerritorySet

#: A point on the shore may lie beside its land, whose outline is coarser than a harbour.
_SHORE_DEG = 0.08


@dataclass(frozen=True)
class Ruler:
    """A holder of a place on a day, and the border that drew its land."""

    territory: Territory
    border: str


def rulers_on(atlas: Store, point: Point, day: Day) -> list[Ruler]:
    """
    Return who held a point on a day.

    Parameters
    ----------
    atlas
        Where borders and territories come from.
    point
        Longitude and latitude in degrees.
    day
        A day of the Gregorian calendar.

    Returns
    -------
    rulers
        From the strongest state of affairs that covers the point; empty where the atlas draws none.
    """
    for border in state_on(atlas, day):
        state = atlas.territories.get(border)
        if state is not None and any(half.covers(point) for half in halves(state.frame)):
            found = list(_holders(state, point))
            if found:
                return [Ruler(territory, border) for territory in found]
    return []


def _holders(state: TerritorySet, point: Point) -> Iterator[Territory]:
    settled = [territory for territory in state.territories if not territory.overlap]
    inside = [territory for territory in settled if territory.geometry.covers(point)]
    if inside:
        yield from inside
        return
    near = min(((ground.geometry.distance(point), ground.id, ground) for ground in settled), default=None)
    if near is not None and near[0] <= _SHORE_DEG:
        yield near[2]
