"""Dates in EDTF and the spans of days they cover."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from mapsvc.errors import DateError
from mapsvc.model.day import EARLIEST, Day, format_year
from mapsvc.model.edtf import Interval, Moment, Parsed, Selection, Side, parse_edtf
from mapsvc.model.meant_dates import explain_date

_LONGEST = 64


@dataclass(frozen=True)
class DateSpan:
    """
    The days that an EDTF date covers, proleptic Gregorian.

    Attributes
    ----------
    edtf
        The date as written.
    start, end
        First and last day; nothing where the interval is open or its end unknown.
    approximate
        Whether the date is qualified as approximate or uncertain (`~`, `?`, `%`, `S`).
    unknown_start, unknown_end
        Whether a missing side is one that nobody knows, and not one without limit. Either limits nothing,
        but readers are told.
    """

    edtf: str
    start: Day | None
    end: Day | None
    approximate: bool = False
    unknown_start: bool = False
    unknown_end: bool = False

    def overlaps(self, other: DateSpan) -> bool:
        """Tell whether the two spans share a day; an open or unknown side excludes none."""
        return _not_after(self.start, other.end) and _not_after(other.start, self.end)

    def contains(self, other: DateSpan) -> bool:
        """Tell whether every day of `other` lies in this span."""
        begins = self.start is None or (other.start is not None and self.start <= other.start)
        ends = self.end is None or (other.end is not None and other.end <= self.end)
        return begins and ends

    @property
    def begin(self) -> Day:
        """The first day, for sorting: what has no known one comes first."""
        return self.start or EARLIEST

    @functools.cached_property
    def parts(self) -> Parsed:
        """What the date is made of."""
        return take_apart(self.edtf)

    @property
    def sides(self) -> tuple[Parsed | Side, Parsed | Side]:
        """Where an interval begins and where it ends; any other date is both."""
        parts = self.parts
        return (parts.start, parts.end) if isinstance(parts, Interval) else (parts, parts)

    @property
    def latest_start(self) -> Day | None:
        """
        The last day on which it may have begun: of "April 1920" the 30th; of an interval, of its first side.

        On no day before it can anybody say that it was not yet to come; nothing where no start is known.
        """
        return last_day(self.sides[0]) if self.start is not None else None

    @property
    def middle(self) -> Day | None:
        """The day halfway, or the known end of an open span."""
        if self.start and self.end:
            return self.start + (self.end - self.start) // 2
        return self.start or self.end


def _not_after(first: Day | None, second: Day | None) -> bool:
    return first is None or second is None or first <= second


@functools.lru_cache(maxsize=4096)
def parse_date(text: str) -> DateSpan:
    """
    Parse an EDTF date or interval.

    Parameters
    ----------
    text
        EDTF, levels 0 to 2: `"1921-10-13"`, `"1920-05~"`, `"1920-05/1920-08"`, `"1921-10-13/.."`, `"-0400"`.

    Returns
    -------
    span
        Its first and last day. Coarse dates cover their whole span; a qualified
        date keeps the span of its digits and is marked approximate.

    Raises
    ------
    DateError
        If the text is not valid EDTF, names a day that does not exist, covers no known day, or ends
        before it starts.

    References
    ----------
    EDTF, ISO 8601-2:2019, levels 0 to 2.
    """
    parsed = take_apart(text)
    start, end = first_day(parsed), last_day(parsed)
    if start is None and end is None:
        msg = f"{text!r} covers no known day."
        raise DateError(msg)
    return DateSpan(
        edtf=text,
        start=start,
        end=end,
        approximate=is_about(parsed),
        unknown_start=isinstance(parsed, Interval) and parsed.start == "unknown",
        unknown_end=isinstance(parsed, Interval) and parsed.end == "unknown",
    )


def take_apart(text: str) -> Parsed:
    """
    Return the parts of an EDTF date.

    Raises
    ------
    DateError
        As `parse_date`.
    """
    # A day as an object, which notebooks have at hand, is a mistake like any other.
    if not isinstance(text, str) or not text or len(text) > _LONGEST or text != text.strip():
        raise _no_date(text)
    try:
        return parse_edtf(text)
    except DateError:
        raise
    except ValueError as error:
        raise _no_date(text) from error


def day_span(first: Day, last: Day | None = None) -> DateSpan:
    """Return a day, or the days from one to another, as a span."""
    until = last or first
    return DateSpan(f"{first}/{until}" if until != first else first.isoformat(), first, until)


def year_span(year: int) -> DateSpan:
    """Return a year as a span; 0 is 1 BC."""
    return DateSpan(edtf=format_year(year), start=Day(year, 1, 1), end=Day(year, 12, 31))


def _no_date(text: Any) -> DateError:
    if not isinstance(text, str):
        return DateError(f"{text!r} is no EDTF date; write it as a text, such as '1648-10-24'.")
    return DateError(f"{text[:_LONGEST]!r} is no EDTF date{explain_date(text[:_LONGEST])}.")


def first_day(parsed: Parsed | Side) -> Day | None:
    """Return the first day that a date, or a side of one, covers; nothing if it is open or unknown."""
    if isinstance(parsed, Moment):
        return parsed.first
    if isinstance(parsed, Interval):
        return first_day(parsed.start)
    if isinstance(parsed, Selection):
        days = [first_day(member) for member in parsed.members]
        return None if None in days else min(day for day in days if day)
    return None


def last_day(parsed: Parsed | Side) -> Day | None:
    """Return the last day that a date, or a side of one, covers; nothing if it is open or unknown."""
    if isinstance(parsed, Moment):
        return parsed.last
    if isinstance(parsed, Interval):
        return last_day(parsed.end)
    if isinstance(parsed, Selection):
        days = [last_day(member) for member in parsed.members]
        return None if None in days else max(day for day in days if day)
    return None


def is_about(parsed: Parsed | Side) -> bool:
    """Tell whether any part of a date is uncertain or approximate, or a year known to some digits only."""
    if isinstance(parsed, Moment):
        return any(parsed.marks) or parsed.digits is not None
    if isinstance(parsed, Interval):
        return is_about(parsed.start) or is_about(parsed.end)
    return isinstance(parsed, Selection) and any(is_about(member) for member in parsed.members)
