"""
In whose hands the ground was on a day.

From the districts of the atlas and the rows of its `control.csv`; in an atlas that has none, from the
territories of the borders that stood.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

import shapely
from shapely.geometry import Point

from mapsvc.atlas.store import Store
from mapsvc.history.borders import state_on
from mapsvc.history.territories import SHORE_DEG, grounds_at
from mapsvc.model.control import Control, Holding, timeline_of
from mapsvc.model.dates import day_span
from mapsvc.model.day import Day
from mapsvc.model.meridian import halves
from mapsvc.model.text import Text


def timelines(atlas: Store) -> Mapping[str, tuple[Holding, ...]]:
    """Return in whose hands each district was, from the first to the last day of the atlas, by its id."""
    return {district: line.holdings for district, line in _timelines(atlas).items()}


def held_on(atlas: Store, day: Day) -> tuple[Holding, ...]:
    """
    Return in whose hands all ground was on a day.

    Parameters
    ----------
    atlas
        With districts; of one without there is no answer.
    day
        A day of the Gregorian calendar.

    Returns
    -------
    holdings
        In the order of the districts. Of each one holder, or several that contest it, or one answer without
        a holder where it is not known; none outside of the days that the atlas tells of.
    """
    ordinal = day.toordinal()
    return tuple(holding for line in _timelines(atlas).values() for holding in line.on(ordinal))


def holders_on(atlas: Store, point: Point, day: Day) -> tuple[Holding, ...]:
    """
    Return in whose hands a point was on a day.

    Parameters
    ----------
    atlas
        Where districts, borders and territories come from.
    point
        Longitude and latitude in degrees.
    day
        A day of the Gregorian calendar.

    Returns
    -------
    holdings
        Of the district that covers the point, of each where it lies on their edge, or of the nearest one
        where it lies just off the shore; those whose holder is not known left out. In an atlas without
        districts from the strongest state of affairs that covers the point. Empty where the atlas says
        nothing.
    """
    if not atlas.control:
        return _by_borders(atlas, point, day)
    lines, ordinal = _timelines(atlas), day.toordinal()
    held = (holding for district in _districts_at(atlas, point) for holding in lines[district].on(ordinal))
    return tuple(holding for holding in held if holding.polity is not None)


def first_day_held(atlas: Store, polity: str) -> Day | None:
    """Return the first day on which a polity held any ground; nothing if the atlas knows of none."""
    held = (
        holding.start
        for line in _timelines(atlas).values()
        for holding in line.holdings
        if holding.polity == polity
    )
    return min(held, default=None)


def name_of(atlas: Store, holding: Holding, day: Day) -> Text:
    """Return what a holder was called on a day; a territory by which it is told has a name of its own."""
    told = atlas.territories[holding.border].territory(holding.district) if holding.border else None
    return told.title if told else atlas.polities[holding.polity or ""].name_at(day_span(day))


@dataclass(frozen=True)
class _Timeline:
    """The answers of a district, and for each day on which they change those that begin with it."""

    holdings: tuple[Holding, ...]
    days: tuple[int, ...]
    answers: tuple[tuple[Holding, ...], ...]

    @classmethod
    def of(cls, holdings: tuple[Holding, ...]) -> _Timeline:
        spans = [(holding, holding.start.toordinal(), holding.end.toordinal()) for holding in holdings]
        days = sorted({start for _, start, _ in spans} | {end + 1 for _, _, end in spans})
        answers = (tuple(held for held, start, end in spans if start <= day <= end) for day in days)
        return cls(holdings, tuple(days), tuple(answers))

    def on(self, ordinal: int) -> tuple[Holding, ...]:
        at = bisect_right(self.days, ordinal) - 1
        return self.answers[at] if at >= 0 else ()


def _timelines(atlas: Store) -> Mapping[str, _Timeline]:
    def make() -> dict[str, _Timeline]:
        rows: dict[str, list[Control]] = {key: [] for key in (atlas.districts if atlas.control else ())}
        for row in atlas.control:
            rows[row.district].append(row)
        first, last = atlas.period.first, atlas.period.last
        return {
            district: _Timeline.of(timeline_of(district, own, first, last)) for district, own in rows.items()
        }

    return atlas.kept("holdings", None, make)


def _districts_at(atlas: Store, point: Point) -> list[str]:
    """Return the districts that cover a point, else the nearest one off whose shore it lies."""
    ids = list(atlas.districts)
    tree = atlas.kept(
        "district tree", None, lambda: shapely.STRtree([found.geometry for found in atlas.districts.values()])
    )
    inside = sorted(tree.query(point, predicate="covered_by").tolist())
    if not inside:
        near = sorted(tree.query(point, predicate="dwithin", distance=SHORE_DEG).tolist())
        inside = sorted(near, key=lambda at: tree.geometries[at].distance(point))[:1]
    return [ids[at] for at in inside]


def _by_borders(atlas: Store, point: Point, day: Day) -> tuple[Holding, ...]:
    for border in state_on(atlas, day):
        state = atlas.territories.get(border)
        if state is None or not any(half.covers(point) for half in halves(state.frame)):
            continue
        found = [
            Holding(
                district=ground.id,
                polity=ground.polity,
                start=state.valid.start or day,
                end=state.valid.end or day,
                certainty=ground.certainty,
                sources=ground.sources,
                border=border,
            )
            for ground in grounds_at(state, point)
        ]
        if found:
            return tuple(found)
    return ()
