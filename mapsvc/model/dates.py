"""Dates in EDTF and the spans of days they cover."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass
from typing import Any

from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

from mapsvc.errors import DateError

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
    if not text or len(text) > _LONGEST:
        msg = (
            f"{text[:_LONGEST]!r} is no EDTF date; write it as '1921-10-13', '1920-05~' or '1920-05/1920-08'."
        )
        raise DateError(msg)
    try:
        parsed = parse_edtf(text)
        start, end = _day(parsed.lower_strict()), _day(parsed.upper_strict())
    except (EDTFParseException, ValueError, TypeError, OverflowError, AttributeError) as error:
        msg = f"{text!r} is no EDTF date; write it as '1921-10-13', '1920-05~' or '1920-05/1920-08'."
        raise DateError(msg) from error
    if start and end and start > end:
        msg = f"{text!r} ends before it starts."
        raise DateError(msg)
    if start is None and end is None:
        msg = f"{text!r} covers no known day."
        raise DateError(msg)
    return DateSpan(edtf=text, start=start, end=end, approximate=any(sign in text for sign in "~?%"))


def _day(value: Any) -> dt.date | None:
    """Turn a struct_time of `edtf`, or its infinity for an open end, into a day."""
    if isinstance(value, float):
        return None
    return dt.date(value[0], value[1], value[2])
