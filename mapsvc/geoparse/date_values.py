"""Values of dates: days, months and years in the calendar as printed, and Gregorian."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from mapsvc.errors import DateError
from mapsvc.model.calendars import (
    GREGORIAN_REFORM,
    RUMI_OFFSET,
    RUMI_REFORM,
    RUMI_YEARS,
    gregorian_to_julian,
    hijri_to_gregorian,
    julian_to_gregorian,
    rumi_to_gregorian,
)
from mapsvc.model.day import Day

Value = tuple[str, str, str]
#: Of which any day may be meant.
LEAP_YEAR = 2000


class PrintedDay(NamedTuple):
    """A day of some calendar."""

    year: int
    month: int
    day: int

    @property
    def edtf(self) -> str:
        """The day in EDTF."""
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"


def valid_day(day: PrintedDay) -> bool:
    """Tell whether the Gregorian calendar has a day."""
    try:
        dt.date(*day)
    except ValueError:
        return False
    return True


def days_after(day: PrintedDay, count: int) -> PrintedDay:
    """Return the day so many days later, or earlier."""
    found = dt.date(*day) + dt.timedelta(days=count)
    return PrintedDay(found.year, found.month, found.day)


def julian(year: int, month: int, day: int) -> tuple[Value, PrintedDay]:
    """Return the value of a Julian day, and its Gregorian day; an empty value if there is no such day."""
    return _turned(PrintedDay(year, month, day), "julian", julian_to_gregorian)


def is_before_reform(printed: PrintedDay) -> bool:
    """Tell whether a day was printed, or happened, where no country dated in the Gregorian calendar."""
    first = GREGORIAN_REFORM
    return printed < (first.year, first.month, first.day)


def days_behind(julian_day: PrintedDay) -> int:
    """Return by how many days the Julian calendar is behind on one of its days."""
    year = julian_day.year - (julian_day.month <= 2)
    return year // 100 - year // 400 - 2


def value_of_gregorian(day: PrintedDay) -> Value:
    """Return the value of a day that was counted from another, in the calendar of its time."""
    was = gregorian_to_julian(Day(*day))
    if not is_before_reform(PrintedDay(*was)):
        return day.edtf, "gregorian", day.edtf
    return PrintedDay(*was).edtf, "julian", day.edtf


def hijri(year: int, month: int, day: int) -> tuple[Value, PrintedDay]:
    """Return the value of a Hijri day, which is known to a day or so; empty if there is no such day."""
    return _turned(PrintedDay(year, month, day), "hijri", hijri_to_gregorian, mark="~")


def hijri_edges(year: int, month: int = 0) -> tuple[PrintedDay, PrintedDay]:
    """Return the first and the last Gregorian day of a Hijri year, or of a month of it."""
    first = hijri_to_gregorian(year, month or 1, 1)
    after = hijri_to_gregorian(year, month + 1, 1) if 0 < month < 12 else hijri_to_gregorian(year + 1, 1, 1)
    last = after - 1
    return PrintedDay(first.year, first.month, first.day), PrintedDay(last.year, last.month, last.day)


def rumi(year: int, month: int, day: int) -> tuple[Value, PrintedDay]:
    """Return the value of a Rumi day, and its Gregorian day; an empty value if there is no such day."""
    printed = PrintedDay(year, month, day)
    if (year + RUMI_OFFSET, month) >= (RUMI_REFORM.year, RUMI_REFORM.month):
        gregorian = PrintedDay(year + RUMI_OFFSET, month, day)
        return (printed.edtf, "rumi", gregorian.edtf), gregorian
    return _turned(printed, "rumi", rumi_to_gregorian)


def _turned(
    printed: PrintedDay, calendar: str, convert: Callable[[int, int, int], Day], *, mark: str = ""
) -> tuple[Value, PrintedDay]:
    try:
        found = convert(*printed)
    except DateError:
        return ("", calendar, ""), printed
    gregorian = PrintedDay(found.year, found.month, found.day)
    return (printed.edtf + mark, calendar, gregorian.edtf), gregorian


def span_value(
    year: int, month: int = 0, *, last: int = 0, last_month: int = 0, rumi_years: range = RUMI_YEARS
) -> Value:
    """
    Return the value of a month, a year, or an interval of them.

    Parameters
    ----------
    year, month
        As printed.
    last, last_month
        The year or the month with which an interval ends.
    rumi_years
        Those that are Rumi.
    """
    is_rumi = year in rumi_years
    shift = RUMI_OFFSET if is_rumi else 0
    if is_rumi and year + RUMI_OFFSET < RUMI_REFORM.year and 1 <= month < RUMI_REFORM.month:
        shift += 1

    def written(by: int) -> str:
        if month:
            first = f"{year + by:04d}-{month:02d}"
            return f"{first}/{(last or year) + by:04d}-{last_month:02d}" if last_month else first
        return f"{year + by:04d}/{last + by:04d}" if last else f"{year + by:04d}"

    return written(0), "rumi" if is_rumi else "gregorian", written(shift)
