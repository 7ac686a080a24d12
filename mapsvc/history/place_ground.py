"""The ground that a place is: districts, or what some holders had on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.atlas.store import Store
from mapsvc.history.holders import held_on
from mapsvc.history.territories import states_on
from mapsvc.model.dates import DateSpan
from mapsvc.model.day import Day
from mapsvc.model.geometry import Bounds
from mapsvc.model.meridian import drawn_box, unwrap
from mapsvc.model.records import Place

#: Shapes are drawn behind signs and names: half a kilometre finer would not be seen.
_DRAWN_TO_DEG = 0.004
_REACHED_DEG = 1e-3


@dataclass(frozen=True)
class PlaceGround:
    """
    The ground of a place.

    Attributes
    ----------
    geometry
        Polygons in EPSG:4326, at most as large as the districts of the atlas.
    districts
        Those that it is made of, in the atlas's order; territories where the atlas has no districts.
    accuracy_km
        How surely its edges are drawn: as the least sure of its districts.
    day
        Of which day it is; nothing where it is the same on all days.
    """

    geometry: BaseGeometry
    districts: tuple[str, ...]
    accuracy_km: float
    day: Day | None = None


def ground_of_place(atlas: Store, place: Place, when: DateSpan | None) -> PlaceGround | None:
    """
    Return the ground that a place is.

    Parameters
    ----------
    atlas
        With districts and who held them, or with territories.
    place
        Whose `ground` says what it is made of.
    when
        Of what was held, the state of affairs on the last day of this time is taken; of no time, on the day
        with which the atlas opens.

    Returns
    -------
    ground
        Nothing where the place names no ground, where nothing was held that day, or where what was held
        goes on beyond what the atlas has drawn: a part would look like the whole.
    """
    if place.ground is None:
        return None
    if place.ground.districts:
        return _of_districts(atlas, place.ground.districts, None)
    day = (when.end or when.start if when else None) or atlas.period.opening
    find = _of_holders if atlas.districts else _of_territories
    return find(atlas, place.ground.polities, day)


def _of_districts(atlas: Store, districts: tuple[str, ...], day: Day | None) -> PlaceGround:
    parts = [atlas.districts[district] for district in districts]
    drawn = atlas.kept("place ground", districts, lambda: _drawn([part.geometry for part in parts]))
    return PlaceGround(drawn, districts, max(part.accuracy_km for part in parts), day)


def _of_holders(atlas: Store, polities: tuple[str, ...], day: Day) -> PlaceGround | None:
    held = {holding.district for holding in held_on(atlas, day) if holding.polity in polities}
    districts = tuple(district for district in atlas.districts if district in held)
    if not districts:
        return None
    found = _of_districts(atlas, districts, day)
    return None if _reaches(found.geometry, _frame_of(atlas)) else found


def _of_territories(atlas: Store, polities: tuple[str, ...], day: Day) -> PlaceGround | None:
    for state in states_on(atlas, day):
        parts = tuple(one for one in state.territories if one.polity in polities and not one.overlap)
        if parts and not (state.framed and any(_reaches(part.geometry, state.frame) for part in parts)):
            drawn = _drawn([part.geometry for part in parts])
            return PlaceGround(
                drawn, tuple(part.id for part in parts), max(part.accuracy_km for part in parts), day
            )
    return None


def _drawn(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    return shapely.union_all(list(shapes)).simplify(_DRAWN_TO_DEG)


def _frame_of(atlas: Store) -> Bounds:
    """Return the box at which the districts of an atlas end: the one that its file names, else theirs."""
    shapes = [district.geometry for district in atlas.districts.values()]
    return atlas.district_frame or atlas.kept(
        "district bounds", None, lambda: shapely.union_all(shapes).bounds
    )


def _reaches(geometry: BaseGeometry, frame: Bounds) -> bool:
    """Tell whether ground reaches the box at which the drawing ends."""
    reach = unwrap(geometry).bounds
    return any(abs(one - other) < _REACHED_DEG for one, other in zip(reach, drawn_box(frame), strict=True))
