"""Where the travellers of a journey were on a day, as far as the sources allow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.atlas.store import Store
from mapsvc.errors import UnknownVariantError
from mapsvc.language import translate
from mapsvc.model.dates import day_span
from mapsvc.model.day import Day
from mapsvc.model.fields import Certainty
from mapsvc.model.geometry import WGS84
from mapsvc.model.itinerary import Itinerary, Reach, itinerary_of
from mapsvc.model.meridian import parted, settled, unwrap
from mapsvc.model.records import Citation, Leg, Report, Route, Stop

#: `stop` and `leg` say where, `between` only from where to where; `before`, `after`: not under way.
Kind = Literal["before", "stop", "leg", "between", "after"]
_SUREST: tuple[Certainty, ...] = ("attested", "inferred", "uncertain")


@dataclass(frozen=True)
class Whereabouts:
    """
    The part of a way on which travellers can have been on a day.

    Attributes
    ----------
    kind
        At a stop, on one leg, somewhere on several, or not under way.
    first, last
        The stops between which they were; the same one at a stop.
    legs
        The legs that the possible stretch touches, in order.
    span
        First and last day that the stop or leg can have taken; the day itself if it is `between`.
    stretch
        Point of a stop, or LineString of where they can have been; EPSG:4326.
    near_km, far_km
        Its ends, in kilometres of the way from its start.
    open_ends
        Of a stretch: whether they can still have been at its first stop, and already at its last.
    certainty
        Of the weakest thing that this rests on.
    reports
        What sources say of this very day.
    """

    route: str
    variant: str
    day: Day
    kind: Kind
    first: Stop
    last: Stop
    legs: tuple[Leg, ...]
    span: tuple[Day, Day]
    stretch: BaseGeometry
    near_km: float
    far_km: float
    certainty: Certainty
    reports: tuple[Report, ...] = ()
    open_ends: tuple[bool, bool] = (False, False)

    @property
    def sources(self) -> tuple[Citation, ...]:
        """What it rests on: the works of its stops and of the legs between, each once, in order."""
        cited = (self.first.sources, *(leg.sources for leg in self.legs), self.last.sources)
        return tuple(dict.fromkeys(cite for sources in cited for cite in sources))

    def text(self, lang: str) -> str:
        """Return it in words, such as `"Waiting at Erzurum or on the way to Trebizond"`."""
        return _say(self.kind, (self.first, self.last), self.open_ends, lang)


def _say(kind: Kind, stops: tuple[Stop, Stop], ends: tuple[bool, bool], lang: str) -> str:
    """Return whereabouts in words; `ends`: whether they can still be at the first, already at the last."""
    said = _OPEN_ENDS.get(ends, kind) if kind in {"leg", "between"} else kind
    first, last = (stop.title.in_(lang) for stop in stops)
    return translate(lang, f"player.at_{said}").format(a=first, b=last)


#: What is said where the travellers can have been at the first stop, at the last one, or at both.
_OPEN_ENDS = {(True, False): "waiting", (False, True): "arriving", (True, True): "either"}


def pick_variant(route: Route, variant: str | None) -> str:
    """
    Return the id of an account: the one asked for, else the surest, of equals the first.

    Raises
    ------
    UnknownVariantError
        If the journey has no such account; the message names those that it has.
    """
    known = [found.id for found in route.variants]
    if variant is None:
        return min(route.variants, key=lambda found: _SUREST.index(found.certainty)).id
    if variant not in known:
        msg = f"The journey {route.id!r} has no variant {variant[:40]!r}; it has {', '.join(known)}."
        raise UnknownVariantError(msg)
    return variant


def find_whereabouts(atlas: Store, route_id: str, on: str, variant: str | None = None) -> Whereabouts:
    """
    Return where travellers were on a day.

    Parameters
    ----------
    atlas
        Where the journey comes from.
    route_id
        Of the journey.
    on
        A day, `YYYY-MM-DD`.
    variant
        Which account; the surest when not given.

    Returns
    -------
    whereabouts
        A stop only if the dates put them there on that day; else the leg, or the stretch between two stops.

    Raises
    ------
    UnknownRouteError, UnknownVariantError, DateError
        If there is no such journey, account or day.
    """
    route = atlas.route(route_id)
    day = Day.fromisoformat(on)
    return whereabouts_of(route, itinerary_of(route, pick_variant(route, variant)), day)


def whereabouts_of(route: Route, itinerary: Itinerary, day: Day) -> Whereabouts:
    """Return where travellers were on a day of an account that is set on the calendar."""
    ordinal = day.toordinal()
    kind, reach = _judge(itinerary, ordinal)
    first, last = _ends(itinerary, reach)
    legs = itinerary.legs[first:last]
    grounds = [leg.certainty for leg in legs] or [itinerary.stops[first].certainty]
    return Whereabouts(
        route=route.id,
        variant=itinerary.variant,
        day=day,
        kind=kind,
        first=itinerary.stops[first],
        last=itinerary.stops[last],
        legs=legs,
        span=_span(itinerary, kind, first, day),
        stretch=cut(itinerary, reach),
        near_km=reach.near_km,
        far_km=reach.far_km,
        certainty=max(grounds, key=_SUREST.index),
        reports=tuple(reports_on(route, itinerary.variant, day)),
        open_ends=_open_ends(itinerary, reach),
    )


def reports_on(route: Route, variant: str, day: Day) -> list[Report]:
    """Return what sources say of a day of one account."""
    return [
        report
        for report in route.reports
        if report.on.overlaps(day_span(day)) and (not report.variants or variant in report.variants)
    ]


def locate(itinerary: Itinerary, day: int) -> tuple[Kind, Stop, Stop]:
    """Return the kind of whereabouts on a day (an ordinal), and the stops between which they lie."""
    kind, reach = _judge(itinerary, day)
    first, last = _ends(itinerary, reach)
    return kind, itinerary.stops[first], itinerary.stops[last]


def say_on(itinerary: Itinerary, day: int, lang: str) -> tuple[Kind, str]:
    """Return the kind of whereabouts on a day (an ordinal), and the words for them."""
    kind, *stops = locate(itinerary, day)
    return kind, _say(kind, (stops[0], stops[1]), _open_ends(itinerary, _judge(itinerary, day)[1]), lang)


def changes_of(itinerary: Itinerary) -> list[int]:
    """Return the days (ordinals) on which something else is to be said of the whereabouts."""
    said: list[tuple[object, ...]] = []
    days: list[int] = []
    for day in range(itinerary.first_day, itinerary.last_day + 2):
        kind, reach = _judge(itinerary, day)
        now = (kind, _ends(itinerary, reach), _open_ends(itinerary, reach))
        if not said or said[-1] != now:
            days.append(day)
        said.append(now)
    return days


def _open_ends(itinerary: Itinerary, reach: Reach) -> tuple[bool, bool]:
    first, last = _ends(itinerary, reach)
    marks = itinerary.marks_km
    return abs(reach.near_km - marks[first]) < 1e-6, abs(reach.far_km - marks[last]) < 1e-6


def _judge(itinerary: Itinerary, day: int) -> tuple[Kind, Reach]:
    whole = itinerary.marks_km[-1]
    if day < itinerary.first_day:
        return "before", Reach(0.0, 0.0)
    if day > itinerary.last_day:
        return "after", Reach(whole, whole)
    reach = itinerary.reach(day)
    first, last = _ends(itinerary, reach)
    if first == last:
        return "stop", reach
    return ("leg" if last - first == 1 else "between"), reach


def _ends(itinerary: Itinerary, reach: Reach) -> tuple[int, int]:
    """Return the stop at or before the near end of a stretch and the one at or after its far end."""
    marks = itinerary.marks_km
    first = max(index for index, mark in enumerate(marks) if mark <= reach.near_km + 1e-9)
    last = min(index for index, mark in enumerate(marks) if mark >= reach.far_km)
    return first, max(first, last)


def _span(itinerary: Itinerary, kind: Kind, first: int, day: Day) -> tuple[Day, Day]:
    visit = itinerary.visits[first]
    if kind == "stop":
        days = (visit.arrive.first, visit.leave.last)
    elif kind == "leg":
        days = (visit.leave.first, itinerary.visits[first + 1].arrive.last)
    else:
        return day, day
    return Day.fromordinal(days[0]), Day.fromordinal(days[1])


def cut(itinerary: Itinerary, reach: Reach) -> BaseGeometry:
    """Return the part of a way between two distances from its start: LineString, or Point of no length."""
    marks = itinerary.marks_km
    points: list[tuple[float, float]] = []
    for index, leg in enumerate(itinerary.legs):
        near, far = max(reach.near_km, marks[index]), min(reach.far_km, marks[index + 1])
        if far >= near:
            points += _part(leg, near - marks[index], far - marks[index])
    if reach.far_km - reach.near_km < 1e-6:
        first, _ = _ends(itinerary, reach)
        at_stop = abs(marks[first] - reach.near_km) < 1e-6
        return itinerary.stops[first].geometry if at_stop else parted(shapely.Point(points[0]))
    # Legs on both sides of the 180th meridian may have been told at different turns of the world.
    return settled(parted(shapely.LineString(_without_repeats(points))))


def stretch_between(itinerary: Itinerary, first: Stop, last: Stop) -> BaseGeometry:
    """Return the whole way from one stop to another."""
    marks = itinerary.marks_km
    near, far = (marks[itinerary.stops.index(stop)] for stop in (first, last))
    return cut(itinerary, Reach(near, far))


def _part(leg: Leg, near_km: float, far_km: float) -> list[tuple[float, float]]:
    """Return the vertices of a leg between two geodesic distances from its start."""
    line = shapely.get_coordinates(unwrap(leg.geometry))
    _, _, steps_m = WGS84.inv(line[:-1, 0], line[:-1, 1], line[1:, 0], line[1:, 1])
    marks_km = np.concatenate([[0.0], np.cumsum(steps_m) / 1000])
    lons, lats = (np.interp([near_km, far_km], marks_km, axis) for axis in line.T)
    inside = line[(marks_km > near_km) & (marks_km < far_km)]
    return [(lons[0], lats[0]), *map(tuple, inside.tolist()), (lons[1], lats[1])]


def _without_repeats(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return [point for index, point in enumerate(points) if index == 0 or point != points[index - 1]]
