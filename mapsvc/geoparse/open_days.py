"""Days without a year: that of the next date that has one, or said to be unknown."""

from __future__ import annotations

import re
from dataclasses import replace

from mapsvc.geoparse.date_context import runs_on
from mapsvc.geoparse.date_values import PrintedDay, Value, valid_day
from mapsvc.geoparse.mentions import DateMention

UNKNOWN_YEAR = "XXXX"
NO_YEAR = ("no-year",)
_WITH_MONTH = re.compile(r"(\d{4})-(0\d|1[0-2])")


def open_value(*days: PrintedDay) -> Value:
    """Return the value of a day, or of an interval by its two, whose year is not known."""
    text = "/".join(f"{UNKNOWN_YEAR}-{day.month:02d}-{day.day:02d}" for day in days)
    return text, "gregorian", text


def give_years(dates: list[DateMention]) -> list[DateMention]:
    """
    Give days without a year that of the next date of the text that has a month and a year.

    Parameters
    ----------
    dates
        Of a text, in its order.

    Returns
    -------
    dates
        The same; where none follows the year stays unknown.
    """
    found: list[DateMention] = []
    following: tuple[int, int, str] | None = None
    for date in reversed(dates):
        given = _with_year(date, following) if date.why == NO_YEAR and following else date
        found.append(given)
        month = _WITH_MONTH.match(given.gregorian)
        if month:
            printed = given.surface if given is date else (following or (0, 0, ""))[2]
            following = (int(month[1]), int(month[2]), printed)
    return found[::-1]


def _with_year(date: DateMention, following: tuple[int, int, str]) -> DateMention:
    year, month, printed = following
    edtf, gregorian = (_dated(value, year, month) for value in (date.edtf, date.gregorian))
    if not edtf or not gregorian:
        return date
    return replace(date, edtf=edtf, gregorian=gregorian, why=("year-after", printed))


def _dated(value: str, year: int, month: int) -> str:
    """Return days with the year of a month told behind them; nothing if it has no such day."""
    days = []
    for part in value.split("/"):
        own_month, own_day = map(int, part.split("-")[1:])
        # December before January of a year is that of the year before.
        days.append(PrintedDay(year - runs_on(own_month, month), own_month, own_day))
    return "/".join(day.edtf for day in days) if all(map(valid_day, days)) else ""
