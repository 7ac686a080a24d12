"""When a traveller can have been where: the days that dates and distances allow at each stop of a journey."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from functools import cached_property

from mapsvc.model.dates import DateSpan, first_day, is_about, last_day
from mapsvc.model.day import Day
from mapsvc.model.edtf import Interval, Moment, Parsed, Side
from mapsvc.model.fields import Mode
from mapsvc.model.geometry import length_km
from mapsvc.model.records import Leg, Route, Stop

#: More than this nobody made in a day about 1920, whatever the luck; it only cuts off what cannot have been.
FASTEST_KM_PER_DAY: dict[Mode, float] = {
    "rail": 750, "ship": 400, "road": 250, "carriage": 150, "sledge": 120, "horse": 110, "foot": 50,
    "unknown": 300,
}  # fmt: skip
#: How far `~` may be off, by what is written: a day, a month, a year.
SLACK_DAYS = {"day": 2, "month": 15, "year": 183}
#: Stops whose days begin and end so close to each other are one stretch without a date inside.
_ALIKE_DAYS = 6


@dataclass(frozen=True)
class Window:
    """Days between which something happened, both included, as proleptic Gregorian ordinals."""

    first: int
    last: int

    @property
    def middle(self) -> int:
        """The day halfway, the earlier of two."""
        return (self.first + self.last) // 2


@dataclass(frozen=True)
class Stay:
    """
    When a traveller can have come to a stop and can have left it.

    `firm` says that the dates may put the traveller there: a guess at the month may not.
    """

    arrive: Window
    leave: Window
    firm: bool

    def holds(self, day: int) -> bool:
        """Tell whether the traveller was at the stop on a day, whichever of the possible days are true."""
        return self.firm and self.arrive.last <= day <= self.leave.first


@dataclass(frozen=True)
class Reach:
    """The part of a way on which a traveller can have been on a day, in kilometres from its start."""

    near_km: float
    far_km: float


@dataclass(frozen=True)
class Clash:
    """A stop or leg whose dates cannot all be true."""

    piece: str
    reason: str


@dataclass(frozen=True)
class Itinerary:
    """
    One account of a journey on the calendar.

    Attributes
    ----------
    stops, legs
        In order; leg `i` leads from stop `i` to the next.
    lengths_km
        Geodesic length of each leg.
    visits
        What the dates allow at each stop.
    clashes
        Dates that run backwards, or a leg that nobody could make in its days; empty for a sound account.
    """

    route: str
    variant: str
    stops: tuple[Stop, ...]
    legs: tuple[Leg, ...]
    lengths_km: tuple[float, ...]
    visits: tuple[Stay, ...]
    clashes: tuple[Clash, ...]

    @cached_property
    def marks_km(self) -> tuple[float, ...]:
        """Kilometres from the start at each stop."""
        return (0.0, *itertools.accumulate(self.lengths_km))

    @property
    def first_day(self) -> int:
        """The first day of which the account can speak."""
        return self.visits[0].arrive.first

    @property
    def last_day(self) -> int:
        """The last day on which the traveller can still be at the end of the way."""
        return self.visits[-1].leave.last

    @cached_property
    def step_days(self) -> tuple[int, ...]:
        """
        The day that stands for each stop where one has to be named; it is not known better for that.

        The middle of the days on which the traveller can have come; stops that can have been
        reached on much the same days share these days out in their order.
        """
        comings = [self.visits[0].leave, *(visit.arrive for visit in self.visits[1:])]
        days: list[int] = []
        for run in _runs(comings):
            first, last = comings[run[0]].first, comings[run[-1]].last
            share = (last - first) / (len(run) + 1)
            for place, index in enumerate(run, start=1):
                wanted = comings[index].middle if len(run) == 1 else round(first + share * place)
                held = min(max(wanted, comings[index].first), comings[index].last)
                days.append(max([held, *days]))
        return tuple(days)

    def reach(self, day: int) -> Reach:
        """Return where the traveller can have been on a day."""
        sure = [index for index, visit in enumerate(self.visits) if visit.holds(day)]
        if sure:
            return Reach(self.marks_km[sure[0]], self.marks_km[sure[-1]])
        return Reach(self._slowest(day), self._fastest(day))

    def _slowest(self, day: int) -> float:
        """Return the least distance made, if every date is as late as it can be."""
        last = len(self.visits) - 1
        index = next((at for at, visit in enumerate(self.visits) if visit.leave.last >= day), last)
        late = self.visits[index].arrive.last - day
        if index == 0 or late <= 0:
            return self.marks_km[index]
        left_km = (late + 1) * FASTEST_KM_PER_DAY[self.legs[index - 1].mode]
        return self.marks_km[index] - min(self.lengths_km[index - 1], left_km)

    def _fastest(self, day: int) -> float:
        """Return the greatest distance made, if every date is as early as it can be."""
        come = [index for index, visit in enumerate(self.visits) if visit.arrive.first <= day]
        index = come[-1] if come else 0
        gone = day - self.visits[index].leave.first
        if index == len(self.legs) or gone < 0:
            return self.marks_km[index]
        made_km = (gone + 1) * FASTEST_KM_PER_DAY[self.legs[index].mode]
        return self.marks_km[index] + min(self.lengths_km[index], made_km)


def _runs(comings: list[Window]) -> list[list[int]]:
    """Return the indices of windows in runs of those that begin and end within a few days of each other."""
    runs: list[list[int]] = []
    for index, window in enumerate(comings):
        held = comings[runs[-1][0]] if runs else None
        alike = (
            held is not None
            and window.first - held.first <= _ALIKE_DAYS
            and window.last - held.last <= _ALIKE_DAYS
        )
        if alike and held is not None and held.last - held.first > _ALIKE_DAYS:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def itinerary_of(route: Route, variant: str) -> Itinerary:
    """
    Set one account of a journey on the calendar.

    Parameters
    ----------
    route
        The journey.
    variant
        Id of one of its variants, with a stop at either end of each leg.

    Returns
    -------
    itinerary
        Each stop's days follow from its own date, from those before and after it, and from what can
        be travelled in a day. A single date of a stop is that of coming to it (of leaving, at the
        first); an interval is a stay from its one side to its other; a leg's interval is setting out
        and coming in. A date with `~` may be off by `SLACK_DAYS`.
    """
    stops, legs = route.stops_of(variant), route.legs_of(variant)
    lengths = tuple(length_km(leg.geometry) for leg in legs)
    bounds = _Bounds(route, stops, legs, lengths)
    clashes = bounds.settle()
    visits = tuple(
        Stay(Window(*bounds.days[2 * index]), Window(*bounds.days[2 * index + 1]), firm=_is_firm(stop))
        for index, stop in enumerate(stops)
    )
    return Itinerary(route.id, variant, tuple(stops), tuple(legs), lengths, visits, tuple(clashes))


def _is_firm(stop: Stop) -> bool:
    """Tell whether a stop's own date may say that somebody was there: attested, or given to the day."""
    if not stop.on:
        return False
    came, _ = stop.on.sides
    return stop.certainty == "attested" or not (is_about(came) and _grain(came) != "day")


def _whole(route: Route, stops: list[Stop]) -> tuple[int, int]:
    """Return the days of a journey; an end that it does not say is that of its stops."""
    begin, end = _edges(route.valid.parts)
    known = [edge for stop in stops if stop.on for edge in _edges(stop.on.parts) if edge is not None]
    first = begin if begin is not None else min([*known, *([end] if end is not None else [])])
    return first, end if end is not None else max([*known, first])


class _Bounds:
    """First and last day of every coming and leaving: `2i` is coming to stop `i`, `2i + 1` leaving it."""

    def __init__(self, route: Route, stops: list[Stop], legs: list[Leg], lengths: tuple[float, ...]) -> None:
        self.days = [_whole(route, stops)] * (2 * len(stops))
        self.pieces = [piece.id for stop in stops for piece in (stop, stop)]
        self.least_days = [0.0] * (2 * len(stops))
        for index, leg in enumerate(legs):
            self.least_days[2 * index + 2] = lengths[index] / FASTEST_KM_PER_DAY[leg.mode]
        for index, stop in enumerate(stops):
            if stop.on:
                self._hold_stop(index, stop.on, last=index == len(stops) - 1)
        for index, leg in enumerate(legs):
            if leg.on:
                self._hold_leg(index, leg.on)

    def _hold_stop(self, index: int, on: DateSpan, *, last: bool) -> None:
        came, left = on.sides
        self._narrow(2 * index, _edges(came))
        if isinstance(on.parts, Interval) or index == 0 or last:
            self._narrow(2 * index + 1, _edges(left))

    def _hold_leg(self, index: int, on: DateSpan) -> None:
        left, came = on.sides
        self._narrow(2 * index + 1, _edges(left))
        self._narrow(2 * index + 2, _edges(came))

    def _narrow(self, at: int, edges: tuple[int | None, int | None]) -> None:
        first, last = self.days[at]
        low = first if edges[0] is None else max(first, edges[0])
        high = last if edges[1] is None else min(last, edges[1])
        self.days[at] = (low, high)

    def settle(self) -> list[Clash]:
        """Pass what one date says on to its neighbours, and return where that is impossible."""
        clashes = [
            Clash(self.pieces[at], "its own dates exclude each other")
            for at, (first, last) in enumerate(self.days)
            if first > last
        ]
        # A day lasts until the next begins: `low` counts from its start, `high` to its end.
        low: list[float] = []
        for at, (first, _) in enumerate(self.days):
            low.append(max(float(first), low[-1] + self.least_days[at]) if low else float(first))
        high = [last + 1.0 for _, last in self.days]
        for at in range(len(high) - 2, -1, -1):
            high[at] = min(high[at], high[at + 1] - self.least_days[at + 1])
        days = [(math.floor(a), math.ceil(b) - 1) for a, b in zip(low, high, strict=True)]
        for (first, last), piece in zip(days, self.pieces, strict=True):
            if first > last and not clashes:
                by = f"cannot be before {_iso(first)} nor after {_iso(last)} by the dates around it"
                clashes.append(Clash(piece, by))
        self.days = [(min(pair), max(pair)) for pair in days]
        return clashes


def _edges(date: Parsed | Side) -> tuple[int | None, int | None]:
    """Return first and last day of a date, widened where it is only about right."""
    if isinstance(date, Interval):
        return _edges(date.start)[0], _edges(date.end)[1]
    slack = SLACK_DAYS[_grain(date)] if is_about(date) else 0
    first, last = first_day(date), last_day(date)
    return first.toordinal() - slack if first else None, last.toordinal() + slack if last else None


def _grain(date: Parsed | Side) -> str:
    if not isinstance(date, Moment) or date.day:
        return "day"
    return "month" if date.month else "year"


def _iso(ordinal: int) -> str:
    return Day.fromordinal(ordinal).isoformat()
