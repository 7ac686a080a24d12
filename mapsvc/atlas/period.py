"""The days that an atlas tells of: as it says itself, else as its events, borders and journeys do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapsvc.atlas.problems import Problems
from mapsvc.errors import DateError
from mapsvc.model.dates import DateSpan, day_span, parse_date
from mapsvc.model.day import Day
from mapsvc.model.edtf import Moment

if TYPE_CHECKING:
    from mapsvc.atlas.store import Store

_FILE = "atlas.toml"
#: An atlas without a date shows an empty year; nothing depends on which.
_NO_YEAR = 2000


@dataclass(frozen=True)
class AtlasPeriod:
    """
    The days that have a map.

    Attributes
    ----------
    first, last
        Both included.
    opening
        The one that a reader gets who names none.
    """

    first: Day
    last: Day
    opening: Day

    @property
    def span(self) -> DateSpan:
        """All of these days."""
        return day_span(self.first, self.last)

    def holds(self, day: Day) -> bool:
        """Tell whether a day has a map."""
        return self.first <= day <= self.last

    def nearest(self, day: Day) -> Day:
        """Return a day, or the nearest one that has a map."""
        return min(max(day, self.first), self.last)

    @property
    def days(self) -> int:
        """How many days lie between the first and the last, one at least."""
        return max(1, self.last - self.first)

    def share(self, day: Day) -> float:
        """Return where a day lies between the first and the last, in percent."""
        return round((day - self.first) / self.days * 100, 3)

    def read(self, text: str) -> Day:
        """
        Read a day that has a map; a year or a month stands for the first of its days that has one.

        Raises
        ------
        DateError
            If the text is no date, or none of its days has a map: of other days the atlas says nothing, and
            an empty map would say that nothing was there.
        """
        span = parse_date(text)
        asked = span.parts
        # A day that is about is a day; a year that is about is no day at all.
        sure = isinstance(asked, Moment) and (asked.day is not None or not any(asked.marks))
        plain = isinstance(asked, Moment) and asked.whole and sure and asked.digits is None
        if not plain or span.start is None or not span.overlaps(self.span):
            msg = f"{text!r} has no map; the atlas tells of the days from {self.first} to {self.last}."
            raise DateError(msg)
        return max(span.start, self.first)


def find_period(atlas: Store) -> AtlasPeriod:
    """
    Return the days that an atlas tells of.

    Each of first, last and opening day that its `[period]` leaves out follows from its events, borders and
    journeys: whole years around all their known days, opened on the first headline event.
    """
    said = atlas.meta.period
    known = sorted(_known_days(atlas))
    years = (known[0].year, known[-1].year) if known else (_NO_YEAR, _NO_YEAR)
    first = (said.first and said.first.start) or Day(years[0], 1, 1)
    last = (said.last and said.last.end) or Day(max(years[1], first.year), 12, 31)
    first = min(first, Day(last.year, 1, 1)) if not said.first else first
    opening = (said.opening and said.opening.start) or _opening(atlas, first)
    return AtlasPeriod(first, max(first, last), min(max(opening, first), max(first, last)))


def check_period(atlas: Store, problems: Problems) -> None:
    """Note what cannot be meant of the days that an atlas says it tells of."""
    said, found = atlas.meta.period, atlas.period
    days: dict[str, Day] = {}
    for name, edge in {"first": "start", "last": "end", "opening": "start"}.items():
        span = getattr(said, name)
        day = getattr(span, edge) if span else getattr(found, name)
        if day is None:
            problems.add(
                _FILE, f"period.{name}", f"is {span.edtf!r}, which names no such day; write a day or a year"
            )
            return
        days[name] = day
    if days["first"] > days["last"]:
        problems.add(_FILE, "period.last", f"is {days['last']}, before the first day, {days['first']}")
    elif not found.holds(days["opening"]):
        problems.add(
            _FILE, "period.opening", f"is {days['opening']}, which is not from {found.first} to {found.last}"
        )


def _opening(atlas: Store, first: Day) -> Day:
    """Return the first day of the first headline event, else of the first event, else of anything."""
    headline = [atlas.events[key] for key in atlas.meta.headline if key in atlas.events]
    starts = [event.when.start for event in (*headline, *atlas.events.values()) if event.when.start]
    return next(iter(starts), None) or min(_known_days(atlas), default=first)


def _known_days(atlas: Store) -> Iterator[Day]:
    yield from _edges(event.when for event in atlas.events.values())
    for border in atlas.borders.values():
        yield from _edges((border.valid, border.signed))
    for route in atlas.routes.values():
        yield from _edges((route.valid, *(stop.on for stop in route.stops)))


def _edges(spans: Iterable[DateSpan | None]) -> Iterator[Day]:
    for span in spans:
        yield from (day for day in (span.start, span.end) if day) if span else ()
