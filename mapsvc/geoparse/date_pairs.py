"""Two days or months that share what is printed once: "between 4 and 11 May 1919"."""

from __future__ import annotations

import re

from mapsvc.geoparse import date_grammar as grammar
from mapsvc.geoparse.date_context import PRINTED, Calendar, DateSpot, find_year
from mapsvc.geoparse.date_days import days_interval, whole_day, writes_small_months
from mapsvc.geoparse.date_values import PrintedDay, span_value
from mapsvc.geoparse.mentions import DateMention

#: Where an interval of months with a year each is longer, the two are no interval.
_MOST_YEARS = 60


def read_joined_days(spot: DateSpot, calendar: Calendar) -> DateMention | None:
    """Read an interval of days, or the first of two or more that take month and year from the last."""
    found = grammar.JOINED_DAYS.match(spot.window)
    if not found or _lacks_year(found):
        return _read_listed(spot, calendar)
    if not _is_written(spot, found, "month2"):
        return None
    first, last, why = _days_of(spot, found, calendar)
    if not 1 <= first.day <= 31 or not 1 <= last.day <= 31:
        return None
    if _lies_between(spot, found):
        return days_interval(spot, _end_of(found, "year", "month2"), first, last, calendar, why)
    length = _end_of(found, "year1", "month", "day")
    return whole_day(spot, with_ordinal(spot, found, length), first, calendar, why)


def _days_of(
    spot: DateSpot, found: re.Match[str], calendar: Calendar
) -> tuple[PrintedDay, PrintedDay, tuple[str, ...]]:
    """Return the two days of a pair; the first takes from the second what it lacks."""
    later = grammar.month_number(found["month2"] or found["month"])
    month = grammar.month_number(found["month"]) if found["month"] else later
    year, why = find_year(found["year"] or found["year1"], spot, later, calendar)
    begun = grammar.year_number(found["year1"]) if found["year1"] else year - (month > later and year > 0)
    return PrintedDay(begun, month, int(found["day"])), PrintedDay(year, later, int(found["day2"])), why


def _lacks_year(found: re.Match[str]) -> bool:
    """Tell whether a dash joins two days of which not each has its month and year: others read these."""
    return bool(found["dash"]) and not (found["year1"] and found["month2"] and found["month"])


def _read_listed(spot: DateSpot, calendar: Calendar) -> DateMention | None:
    """Read the first of three days or more: "3rd, 4th and 5th of May 1863"."""
    found = grammar.LISTED_DAYS.match(spot.window)
    if not found or not _is_written(spot, found, "month2") or not 1 <= int(found["day"]) <= 31:
        return None
    month = grammar.month_number(found["month2"])
    year, why = find_year(found["year"], spot, month, calendar)
    length = with_ordinal(spot, found, found.end("day"))
    return whole_day(spot, length, PrintedDay(year, month, int(found["day"])), calendar, why)


def read_joined_behind(spot: DateSpot, calendar: Calendar) -> DateMention | None:
    """Read two days behind their month: "October 11 to 15, 1899"; of "May 3 and 4, 1863" the first."""
    found = grammar.JOINED_BEHIND.match(spot.window)
    if not found or not spot.is_capital() or spot.before[-1:].isalpha() or _lacks_year(found):
        return None
    first, last, why = _days_of(spot, found, calendar)
    if not 1 <= first.day <= 31 or not 1 <= last.day <= 31:
        return None
    if _lies_between(spot, found):
        length = with_ordinal(spot, found, _end_of(found, "year", "day2"))
        return days_interval(spot, length, first, last, calendar, why)
    length = with_ordinal(spot, found, _end_of(found, "year1", "day"))
    return whole_day(spot, length, first, calendar, why)


def with_ordinal(spot: DateSpot, found: re.Match[str], length: int) -> int:
    """Return the length with the ordinal of a day with which a date ends: 3|rd, 12|-го."""
    ends = {found.end(group) for group in ("day", "day2") if group in found.re.groupindex and found[group]}
    mark = grammar.ORDINAL_END.match(spot.window, length) if length in ends else None
    return mark.end() if mark else length


def read_joined_months(spot: DateSpot, calendar: Calendar) -> DateMention | None:
    """Read an interval of months, or the first of two months that takes its year from the second."""
    found = grammar.JOINED_MONTHS.match(spot.window)
    if not found or spot.before[-1:].isalpha() or not _is_written(spot, found, "month"):
        return None
    year, first, last = (
        grammar.year_number(found["year"]), grammar.month_number(found["month"]),
        grammar.month_number(found["month2"]),
    )  # fmt: skip
    own = found["year0"] or found["year1"]
    between = _lies_between(spot, found)
    begun = grammar.year_number(own) if own else year - (between and last < first)
    if not between or not (begun, first) < (year, last) or year - begun > _MOST_YEARS:
        return None if own else _month_before(spot, found, (year, first), calendar)
    value = span_value(begun, first, last=year, last_month=last, rumi_years=spot.rumi_years)
    length = found.end("year")
    calendar.note(spot.start, int(value[2][:4]), spot.printed(length), month=last)
    return spot.mention(length, value, ("interval",))


def _month_before(
    spot: DateSpot, found: re.Match[str], printed: tuple[int, int], calendar: Calendar
) -> DateMention:
    value = span_value(*printed, rumi_years=spot.rumi_years)
    calendar.note(spot.start, int(value[2][:4]), found["year"], month=printed[1])
    return spot.mention(_end_of(found, "month"), value, PRINTED)


def _end_of(found: re.Match[str], *groups: str) -> int:
    return next(found.end(group) for group in groups if found[group])


def _is_written(spot: DateSpot, found: re.Match[str], group: str) -> bool:
    """Tell whether a month is written as months are: "4 ve 11 ekim" may be anything."""
    name = found[group].rstrip(".")
    if name in grammar.ABBREVIATED and not found["year"]:
        return False
    if found["year"] and "day" in found.re.groupindex:
        return True
    return spot.is_capital(found.start(group)) or name[0] > "\u0400" or writes_small_months(spot, name)


def _lies_between(spot: DateSpot, found: re.Match[str]) -> bool:
    """Tell an interval from two that stand for themselves."""
    if found["dash"]:
        return True
    if found["word"] is None:
        # "3 Nisan'dan 25 Ekim'e": two whole days, each told by itself; "4'ten 11 Mayıs'a" needs the other.
        return "day" not in found.groupdict() or not found["month"]
    return (
        found["word"] in grammar.TO_WORDS
        or grammar.BETWEEN_BEFORE.search(spot.before) is not None
        or grammar.BETWEEN_BEHIND.match(spot.window[found.end() :]) is not None
    )
