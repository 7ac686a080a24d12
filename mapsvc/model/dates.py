"""Dates in EDTF and the spans of days they cover."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from dataclasses import dataclass
from typing import Any

from mapsvc.errors import DateError

_LONGEST = 64
_PLAIN = re.compile(r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?)?[~?%]?", re.ASCII)
_Bounds = tuple[dt.date | None, dt.date | None]


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
        Whether the date is qualified as approximate or uncertain (`~`, `?`, `%`).
    """

    edtf: str
    start: dt.date | None
    end: dt.date | None
    approximate: bool = False

    def overlaps(self, other: DateSpan) -> bool:
        """Tell whether the two spans share a day."""
        return _not_after(self.start, other.end) and _not_after(other.start, self.end)

    def contains(self, other: DateSpan) -> bool:
        """Tell whether every day of `other` lies in this span."""
        begins = self.start is None or (other.start is not None and self.start <= other.start)
        ends = self.end is None or (other.end is not None and other.end <= self.end)
        return begins and ends

    @property
    def middle(self) -> dt.date | None:
        """The day halfway, or the known end of an open span."""
        if self.start and self.end:
            return self.start + (self.end - self.start) // 2
        return self.start or self.end


def _not_after(first: dt.date | None, second: dt.date | None) -> bool:
    return first is None or second is None or first <= second


@functools.lru_cache(maxsize=4096)
def parse_date(text: str) -> DateSpan:
    """
    Parse an EDTF date or interval.

    Parameters
    ----------
    text
        EDTF, levels 0 to 2: `"1921-10-13"`, `"1920-05~"`, `"1920-05/1920-08"`, `"1921-10-13/.."`.

    Returns
    -------
    span
        Its first and last day. Coarse dates cover their whole span; a qualified
        date keeps the span of its digits and is marked approximate.

    Raises
    ------
    DateError
        If the text is not valid EDTF, names a day that does not exist, or ends before it starts.

    References
    ----------
    EDTF, ISO 8601-2:2019, levels 0 to 2.
    """
    # A day as an object, which notebooks have at hand, is a mistake like any other.
    if not isinstance(text, str) or not text or len(text) > _LONGEST or text != text.strip():
        raise _no_date(text)
    try:
        bounds = _plain_bounds(text)
        start, end = _parsed_bounds(text) if bounds is None else bounds
    except ValueError as error:
        raise _no_date(text) from error
    if start and end and start > end:
        msg = f"{text!r} ends before it starts."
        raise DateError(msg)
    if start is None and end is None:
        msg = f"{text!r} covers no known day."
        raise DateError(msg)
    return DateSpan(edtf=text, start=start, end=end, approximate=any(sign in text for sign in "~?%"))


def parse_day(text: str) -> dt.date:
    """
    Read one day.

    Raises
    ------
    DateError
        If the text is no day, `YYYY-MM-DD`, or the day does not exist.
    """
    span = parse_date(text)
    if span.start is None or span.start != span.end:
        msg = f"{text!r} is no single day; write it as 1921-03-16."
        raise DateError(msg)
    return span.start


def _no_date(text: str) -> DateError:
    shown = repr(text[:_LONGEST] if isinstance(text, str) else text)
    return DateError(f"{shown} is no EDTF date; write it as '1921-10-13', '1920-05~' or '1920-05/1920-08'.")


def _plain_bounds(text: str) -> _Bounds | None:
    """
    Read days, months, years and intervals of them, by far the most of an atlas.

    The grammar of `edtf` takes about 20 ms a date, which would be most of the time that a service
    needs to start. What this does not match is left to it; a test holds that both agree.
    """
    if text.startswith("[") and text.endswith("]"):
        return _one_of(text[1:-1])
    sides = text.split("/")
    if len(sides) > 2:
        return None
    bounds: list[_Bounds] = []
    for side in sides:
        found = _PLAIN.fullmatch(side)
        if side == ".." and len(sides) == 2:
            bounds.append((None, None))
        elif found:
            bounds.append(_plain_side(int(found["year"]), found["month"], found["day"]))
        else:
            return None
    return bounds[0][0], bounds[-1][1]


def _one_of(text: str) -> _Bounds | None:
    """Read "one of these" of two days or months, or "one of those between"; leave the rest to the library."""
    sides = text.split(".." if ".." in text else ",")
    found = [_PLAIN.fullmatch(side.strip()) for side in sides]
    if len(sides) != 2 or not (found[0] and found[1]):
        return None
    first, last = (_plain_side(int(side["year"]), side["month"], side["day"]) for side in found if side)
    return (first[0], last[1]) if (first[0] or dt.date.min) <= (last[1] or dt.date.min) else None


def _plain_side(year: int, month: str | None, day: str | None) -> _Bounds:
    if day:
        exact = dt.date(year, int(month or 0), int(day))
        return exact, exact
    if month:
        last = calendar.monthrange(year, int(month))[1]
        return dt.date(year, int(month), 1), dt.date(year, int(month), last)
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _parsed_bounds(text: str) -> _Bounds:
    """Read any EDTF date with the library; imported here because most atlases never need it."""
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parsed = parse_edtf(text)
        return _day(parsed.lower_strict()), _day(parsed.upper_strict())
    except (EDTFParseException, TypeError, OverflowError, AttributeError) as error:
        raise ValueError(text) from error


def _day(value: Any) -> dt.date | None:
    """Turn a struct_time of `edtf`, or its infinity for an open end, into a day."""
    if isinstance(value, float):
        return None
    return dt.date(value[0], value[1], value[2])
