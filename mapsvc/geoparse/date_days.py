"""Days and intervals of days: "27 Nisan 1920", "12/25 Ekim 1917", "04.05.37", "mayın 28-də"."""

from __future__ import annotations

import re

from mapsvc.geoparse import date_grammar as grammar
from mapsvc.geoparse.date_context import (
    EARLIEST,
    LATEST,
    PRINTED,
    Calendar,
    Place,
    year_of,
)
from mapsvc.geoparse.date_values import Day, julian, rumi, valid_day
from mapsvc.geoparse.folding import fold_text
from mapsvc.geoparse.records import DateMention
from mapsvc.model.calendars import RUMI_OFFSET, RUMI_REFORM, RUMI_YEARS, RUSSIAN_REFORM

_AROUND = 160
#: The days by which the Julian calendar was behind in the nineteenth and the twentieth century.
_BEHIND = (12, 13)
#: Days by which books that use the new style name what happened in Russia.
_NEW_STYLE = frozenset({(11, 7), (11, 6), (11, 8), (3, 8), (3, 15)})
_HARD_SIGN = re.compile(r"[бвгджзклмнпрстфхцчшщ]ъ\b")
#: Months in which Russia had its revolutions of 1917, by its own calendar.
_OF_REVOLUTION = frozenset({2, 3, 4, 7, 8, 10})
_NAMED_DAY = re.compile(r"\s*(?:tarih|gun|yil)")

Reason = tuple[str, ...]


def read_roman(place: Place, found: re.Match[str], calendar: Calendar) -> DateMention | None:
    """Read a date whose month is a Roman number: "19.V.1919"."""
    printed = Day(int(found["year"]), grammar.roman_number(found["month"]), int(found["day"]))
    if not 1 <= printed.month <= 12 or not EARLIEST <= printed.year <= LATEST:
        return None
    return whole_day(place, found.end(), printed, calendar, PRINTED)


def read_numeric(place: Place, found: re.Match[str], calendar: Calendar) -> DateMention | None:
    """Read a date of digits; two digits of a year only count where a word says that it is a date."""
    day, month, year = int(found["day"]), int(found["month"]), int(found["year"])
    why: Reason = PRINTED
    if year < 100:
        if not _NAMED_DAY.match(place.window[found.end() :]):
            return None
        year += 1300 if 30 <= year <= 42 else 1900
        why = ("two-digits", str(year)) if year < 1400 else why
    if not EARLIEST <= year <= LATEST or not 1 <= month <= 12:
        return None
    return whole_day(place, found.end(), Day(year, month, day), calendar, why)


def read_azerbaijani(place: Place, found: re.Match[str], calendar: Calendar) -> DateMention | None:
    """Read "1918-ci il mayın 28-də"."""
    month = grammar.month_number(found["month"])
    year, why = year_of(found["year"], place, month, calendar)
    if not year:
        return None
    return whole_day(place, found.end("day"), Day(year, month, int(found["day"])), calendar, why)


def read_day_first(place: Place, found: re.Match[str], calendar: Calendar) -> DateMention | None:
    """Read a date that begins with a day, or with two."""
    name = found["month"].rstrip(".")
    capital = place.is_capital(found.start("month"))
    if name in grammar.ABBREVIATED and not (capital and found["year"]):
        return None
    if not found["year"] and not capital and not writes_small_months(place):
        return None
    day, month = int(found["day"]), grammar.month_number(name)
    year, why = year_of(found["year"], place, month, calendar)
    if not year or not 1 <= day <= 31:
        return None
    length = max(_end_of_month(found, "month"), _end_of_month(found, "month3"), found.end("year"))
    if found["day4"]:
        length = max(length, found.end("month4") + 1)
    return _value_days(place, found, length, Day(year, month, day), calendar, why)


def _end_of_month(found: re.Match[str], group: str) -> int:
    """Return where a month ends; a full stop belongs to an abbreviation, else to the sentence."""
    name = found[group] or ""
    whole = name.endswith(".") and name.rstrip(".") not in grammar.ABBREVIATED
    return found.end(group) - whole


def _value_days(
    place: Place, found: re.Match[str], length: int, first: Day, calendar: Calendar, why: Reason
) -> DateMention | None:
    """Value what was read: a day in two calendars, an interval, or one day."""
    if found["day4"]:
        other = Day(first.year, grammar.month_number(found["month4"]), int(found["day4"]))
        return _both_calendars(place, length, first, other, calendar)
    if found["day2"]:
        last = first._replace(day=int(found["day2"]))
        if "/" in found["join"] and last.day - first.day in _BEHIND:
            return _both_calendars(place, length, first, last, calendar)
        return days_interval(place, length, first, last, calendar)
    if found["day3"]:
        last = Day(first.year, grammar.month_number(found["month3"]), int(found["day3"]))
        return days_interval(place, length, first, last, calendar)
    return whole_day(place, length, first, calendar, why)


def writes_small_months(place: Place) -> bool:
    """Tell whether months are written in small letters here: Cyrillic, or Azerbaijani letters nearby."""
    if place.window[3:8].strip()[:1] > "\u0400":
        return True
    return "ə" in place.text[max(0, place.start - 80) : place.start + 80]


def whole_day(place: Place, length: int, printed: Day, calendar: Calendar, why: Reason) -> DateMention | None:
    """Value a whole day in the calendar that its year and its surroundings show."""
    if printed.year in RUMI_YEARS:
        value, gregorian = rumi(*printed)
        old = (gregorian.year, gregorian.month) < (RUMI_REFORM.year, RUMI_REFORM.month)
        why = why if why[0] == "two-digits" else ("rumi-old" if old else "rumi", str(gregorian.year))
    elif _is_old_style(place, length, printed):
        value, gregorian = julian(*printed)
        why = ("julian",)
    else:
        value, gregorian = (printed.edtf, "gregorian", printed.edtf), printed
    if not value[2] or not valid_day(gregorian):
        return None
    calendar.note(place.start, gregorian.year, place.printed(length), day=gregorian)
    calendar.rumi_year = printed.year if value[1] == "rumi" else 0
    return place.mention(length, value, why)


def _is_old_style(place: Place, length: int, printed: Day) -> bool:
    """Tell whether a day is Julian: the text says so, or tells of Russia's revolutions."""
    if grammar.OLD_STYLE.match(place.window[length:].lstrip()):
        return True
    if printed.year < RUSSIAN_REFORM.year and _in_old_spelling(place):
        return True
    in_doubt = (printed.year == 1917 and printed.month in _OF_REVOLUTION) or (
        (printed.year, printed.month) == (RUSSIAN_REFORM.year, RUSSIAN_REFORM.month - 1)
    )
    if not in_doubt or (printed.month, printed.day) in _NEW_STYLE:
        return False
    around = fold_text(place.text[max(0, place.start - _AROUND) : place.start + _AROUND])
    return any(word in around for word in grammar.RUSSIAN_REVOLUTION)


def _in_old_spelling(place: Place) -> bool:
    """Tell whether the text around is Russian print before 1918, which dates by the Julian calendar."""
    around = place.text[max(0, place.start - _AROUND) : place.start + _AROUND].lower()
    return "ѣ" in around or len(_HARD_SIGN.findall(around)) > 1


def _both_calendars(place: Place, length: int, old: Day, new: Day, calendar: Calendar) -> DateMention | None:
    gregorian = new._replace(year=old.year + (1 if new.month < old.month else 0))
    if not valid_day(gregorian):
        return None
    calendar.note(place.start, gregorian.year, place.printed(length), day=gregorian)
    return place.mention(length, (old.edtf, "julian", gregorian.edtf), ("julian",))


def days_interval(place: Place, length: int, first: Day, last: Day, calendar: Calendar) -> DateMention | None:
    """Value an interval; what is none, "12-3 Mart", is its last day."""
    shift = RUMI_OFFSET if first.year in RUMI_YEARS else 0
    begin, end = first._replace(year=first.year + shift), last._replace(year=last.year + shift)
    if not valid_day(begin) or not valid_day(end) or end < begin:
        return whole_day(place, length, last, calendar, PRINTED)
    calendar.note(place.start, begin.year, place.printed(length), day=end)
    value = (f"{first.edtf}/{last.edtf}", "rumi" if shift else "gregorian", f"{begin.edtf}/{end.edtf}")
    return place.mention(length, value, ("interval",))
