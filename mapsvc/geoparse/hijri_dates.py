"""Dates of the Hijri calendar: days, months and years of it, and pairs of years."""

from __future__ import annotations

import re

from mapsvc.geoparse import date_grammar as grammar
from mapsvc.geoparse.date_context import Calendar, DateSpot
from mapsvc.geoparse.date_values import hijri, hijri_edges
from mapsvc.geoparse.mentions import DateMention
from mapsvc.model.calendars import HIJRI_MONTHS, RUMI_OFFSET, RUMI_YEARS

#: Years of it end where those of other calendars begin that books of this time print.
_LAST_YEAR = 1450


def read_hijri(spot: DateSpot, found: re.Match[str], calendar: Calendar) -> DateMention | None:
    """Read a day of a month of the Hijri calendar, "22 Zilhicce 1338": its year is Hijri too, never Rumi."""
    month = _month_number(found["month"])
    value, gregorian = hijri(grammar.year_number(found["year"]), month, int(found["day"]))
    if not value[2]:
        return None
    calendar.note(spot.start, gregorian.year, spot.printed(found.end()), day=gregorian)
    calendar.rumi_year = 0
    return spot.mention(found.end(), value, ("hijri", str(gregorian.year)))


def is_hijri(spot: DateSpot, length: int, year: int) -> bool:
    """Tell whether a month before a year, or letters beside it, make it one of the Hijri calendar."""
    if year >= _LAST_YEAR:
        return False
    return bool(
        grammar.HIJRI_BEFORE.search(spot.before)
        or grammar.HIJRI_YEAR_BEFORE.search(spot.before)
        or grammar.HIJRI_YEAR_BEHIND.match(spot.window[length:])
    )


def read_hijri_span(spot: DateSpot, length: int, year: int, calendar: Calendar) -> DateMention | None:
    """
    Read a year of the Hijri calendar (see `is_hijri`): "Zilhicce 1338", "H. 1293".

    Parameters
    ----------
    spot
        Where the year begins; a month before it belongs to the date.
    length
        Of the year as printed.
    year
        Its number.
    calendar
        What earlier dates said.
    """
    month = grammar.HIJRI_BEFORE.search(spot.before)
    if month is None:
        return _mention(spot, length, (year, 0), calendar)
    if spot.before[: month.start()].rstrip(" .")[-1:].isdigit():
        return None  # a day that no month has: "31 Ramazan 1338"
    begin = len(month[0])
    whole = DateSpot.at(spot.text, spot.start - begin, spot.rumi_years)
    return _mention(whole, begin + length, (year, _month_number(month["month"])), calendar)


def _mention(spot: DateSpot, length: int, span: tuple[int, int], calendar: Calendar) -> DateMention:
    year, month = span
    first, last = hijri_edges(year, month)
    calendar.note(spot.start, first.year, spot.printed(length), month=first.month if month else 0)
    calendar.rumi_year = 0
    printed = f"{year:04d}-{month:02d}~" if month else f"{year:04d}"
    value = printed, "hijri", f"{first.edtf}/{last.edtf}"
    return spot.mention(length, value, ("hijri-month",) if month else ("hijri-year",))


def _month_number(printed: str) -> int:
    return HIJRI_MONTHS["".join(filter(str.isalpha, printed))]


def calendar_of_pair(old: int, year: int) -> str:
    """Tell of which calendar the first of two years for one is: 1335/1919 Rumi, 1293 (1876) Hijri."""
    if old in RUMI_YEARS and year - old in {RUMI_OFFSET, RUMI_OFFSET + 1}:
        return "rumi"
    return "hijri" if year in {edge.year for edge in hijri_edges(old)} else ""
