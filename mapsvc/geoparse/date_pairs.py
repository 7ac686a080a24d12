"""Two days or months that share what is printed once: "between 4 and 11 May 1919"."""

from __future__ import annotations

import re

from mapsvc.geoparse import date_grammar as grammar
from mapsvc.geoparse.date_context import PRINTED, Calendar, DateSpot, find_year
from mapsvc.geoparse.date_days import days_interval, whole_day, writes_small_months
from mapsvc.geoparse.date_values import PrintedDay, span_value
from mapsvc.geoparse.mentions import DateMention


def read_joined_days(spot: DateSpot, calendar: Calendar) -> DateMention | None:
    """Read an interval of days, or the first of two days that take month and year from the second."""
    found = grammar.JOINED_DAYS.match(spot.window)
    if not found or not _is_written(spot, found, "month2"):
        return None
    month = grammar.month_number(found["month2"])
    year, why = find_year(found["year"], spot, month, calendar)
    last = PrintedDay(year, month, int(found["day2"]))
    first = PrintedDay(
        year, grammar.month_number(found["month"]) if found["month"] else month, int(found["day"])
    )
    if not 1 <= first.day <= 31 or not 1 <= last.day <= 31:
        return None
    if _lies_between(spot, found):
        return days_interval(spot, _end_of(found, "year", "month2"), first, last, calendar, why)
    return whole_day(spot, _end_of(found, "month", "day"), first, calendar, why)


def read_joined_months(spot: DateSpot, calendar: Calendar) -> DateMention | None:
    """Read an interval of months, or the first of two months that takes its year from the second."""
    found = grammar.JOINED_MONTHS.match(spot.window)
    if not found or spot.before[-1:].isalpha() or not _is_written(spot, found, "month"):
        return None
    year, first, last = (
        grammar.year_number(found["year"]), grammar.month_number(found["month"]),
        grammar.month_number(found["month2"]),
    )  # fmt: skip
    if not _lies_between(spot, found) or last <= first:
        value = span_value(year, first)
        calendar.note(spot.start, int(value[2][:4]), found["year"], month=first)
        return spot.mention(_end_of(found, "month"), value, PRINTED)
    value = span_value(year, first, last_month=last)
    length = found.end("year")
    calendar.note(spot.start, int(value[2][:4]), spot.printed(length), month=last)
    return spot.mention(length, value, ("interval",))


def _end_of(found: re.Match[str], *groups: str) -> int:
    return next(found.end(group) for group in groups if found[group])


def _is_written(spot: DateSpot, found: re.Match[str], group: str) -> bool:
    """Tell whether a month is written as months are: "4 ve 11 ekim" may be anything."""
    name = found[group].rstrip(".")
    if name in grammar.ABBREVIATED and not found["year"]:
        return False
    return spot.is_capital(found.start(group)) or name[0] > "\u0400" or writes_small_months(spot, name)


def _lies_between(spot: DateSpot, found: re.Match[str]) -> bool:
    """Tell an interval from two that stand for themselves."""
    if found["word"] is None:
        # "3 Nisan'dan 25 Ekim'e": two whole days, each told by itself; "4'ten 11 Mayıs'a" needs the other.
        return "day" not in found.groupdict() or not found["month"]
    return (
        found["word"] in grammar.TO_WORDS
        or grammar.BETWEEN_BEFORE.search(spot.before) is not None
        or grammar.BETWEEN_BEHIND.match(spot.window[found.end() :]) is not None
    )
