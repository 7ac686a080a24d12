"""Days of the proleptic Gregorian calendar, from antiquity on."""

from __future__ import annotations

import datetime as dt
import functools
import re
from dataclasses import dataclass
from typing import overload

from mapsvc.errors import DateError

#: The years that an atlas can show; a slider over more of them would have steps of no use.
FIRST_YEAR, LAST_YEAR = -99_999, 99_999
#: Days of 400 years, after which the calendar repeats itself, and of the years before each month.
_CYCLE_DAYS = 146_097
BEFORE_MONTH = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_DAY = re.compile(r"(?P<year>Y-?\d{5,}|-?\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", re.ASCII)


@functools.total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Day:
    """
    A day; unlike `datetime.date` it may lie before the year 1.

    Attributes
    ----------
    year
        Astronomical: 0 is 1 BC, -400 is 401 BC.
    month, day
        From 1.

    Raises
    ------
    DateError
        If the calendar has no such day, or its year lies beyond `FIRST_YEAR` and `LAST_YEAR`.
    """

    year: int
    month: int
    day: int

    def __post_init__(self) -> None:
        """Refuse what is no day."""
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            msg = (
                f"The year {self.year} lies beyond those that an atlas can show, {FIRST_YEAR} to {LAST_YEAR}."
            )
            raise DateError(msg)
        if not 1 <= self.month <= 12 or not 1 <= self.day <= days_of_month(self.year, self.month):
            msg = f"{_iso(self.year, self.month, self.day)} is no day of the calendar."
            raise DateError(msg)

    @classmethod
    def fromordinal(cls, ordinal: int) -> Day:
        """Return the day of a number, 1 being 1 January of the year 1, as `datetime.date` counts."""
        cycles, rest = divmod(ordinal - 1, _CYCLE_DAYS)
        inner = dt.date.fromordinal(rest + 1)
        return cls(inner.year + 400 * cycles, inner.month, inner.day)

    @classmethod
    def fromisoformat(cls, text: str) -> Day:
        """
        Read a day as EDTF writes it: `1921-03-16`, `-0400-01-01`.

        Raises
        ------
        DateError
            If the text is no day, or the day does not exist.
        """
        found = _DAY.fullmatch(text)
        if not found or found["year"] == "-0000":
            msg = f"{text[:40]!r} is no day; write it as '1648-06-20', or '-0400-06-20' before the year 1."
            raise DateError(msg)
        return cls(int(found["year"].removeprefix("Y")), int(found["month"]), int(found["day"]))

    def toordinal(self) -> int:
        """Return the number of the day, 1 being 1 January of the year 1."""
        before = self.year - 1
        days = before * 365 + before // 4 - before // 100 + before // 400
        leap = self.month > 2 and _is_leap(self.year)
        return days + BEFORE_MONTH[self.month - 1] + leap + self.day

    def isoformat(self) -> str:
        """Return the day as EDTF writes it."""
        return _iso(self.year, self.month, self.day)

    def __str__(self) -> str:
        """Return the day as EDTF writes it."""
        return self.isoformat()

    def __hash__(self) -> int:
        """Return what an equal `datetime.date` has, where there is one."""
        key = (self.year, self.month, self.day)
        return hash(dt.date(*key)) if 1 <= self.year <= 9999 else hash(key)

    def __eq__(self, other: object) -> bool:
        """Tell whether the other is the same day; a `datetime.date` may be."""
        if not isinstance(other, Day | dt.date):
            return NotImplemented
        return (self.year, self.month, self.day) == (other.year, other.month, other.day)

    def __lt__(self, other: Day | dt.date) -> bool:
        """Tell whether the day is the earlier one."""
        return (self.year, self.month, self.day) < (other.year, other.month, other.day)

    def __add__(self, days: int) -> Day:
        """Return the day so many days later."""
        return Day.fromordinal(self.toordinal() + days)

    @overload
    def __sub__(self, other: Day | dt.date) -> int: ...
    @overload
    def __sub__(self, other: int) -> Day: ...
    def __sub__(self, other: Day | dt.date | int) -> Day | int:
        """Return the day so many days earlier, or the number of days since another."""
        if isinstance(other, int):
            return Day.fromordinal(self.toordinal() - other)
        return self.toordinal() - other.toordinal()


def is_day(text: str) -> bool:
    """Tell whether a text has the form of a day, `YYYY-MM-DD`, whether or not the calendar has it."""
    return _DAY.fullmatch(text) is not None


def days_of_month(year: int, month: int) -> int:
    """Return how many days a month has."""
    if month == 2:
        return 29 if _is_leap(year) else 28
    return 30 if month in {4, 6, 9, 11} else 31


def format_year(year: int) -> str:
    """Return a year as EDTF writes it: `1921`, `-0400`, `Y-17000`."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def _iso(year: int, month: int, day: int) -> str:
    return f"{format_year(year)}-{month:02d}-{day:02d}"


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


#: Before every day that an atlas can show, and after; for sorting what has no known end.
EARLIEST, LATEST = Day(FIRST_YEAR, 1, 1), Day(LAST_YEAR, 12, 31)
