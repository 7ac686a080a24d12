"""Days and intervals of days: "27 Nisan 1920", "12/25 Ekim 1917", "04.05.37", "mayın 28-də"."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from mapsvc.geoparse import date_grammar as grammar
from mapsvc.geoparse.date_context import (
    EARLIEST,
    LATEST,
    PRINTED,
    Calendar,
    DateSpot,
    find_year,
)
from mapsvc.geoparse.date_values import (
    LEAP_YEAR,
    PrintedDay,
    days_behind,
    is_before_reform,
    julian,
    rumi,
    valid_day,
)
from mapsvc.geoparse.mentions import DateMention
from mapsvc.geoparse.open_days import NO_YEAR, open_value
from mapsvc.geoparse.text_folding import fold_text
from mapsvc.model.calendars import RUMI_OFFSET, RUMI_REFORM, RUSSIAN_REFORM

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


def read_roman(spot: DateSpot, found: re.Match[str], calendar: Calendar) -> DateMention | None:
    """Read a date whose month is a Roman number: "19.V.1919"."""
    printed = PrintedDay(int(found["year"]), grammar.roman_number(found["month"]), int(found["day"]))
    if not 1 <= printed.month <= 12 or not EARLIEST <= printed.year <= LATEST:
        return None
    return whole_day(spot, found.end(), printed, calendar, PRINTED)


def read_numeric(spot: DateSpot, found: re.Match[str], calendar: Calendar) -> DateMention | None:
    """Read a date of digits; two digits of a year only count where a word says that it is a date."""
    day, month, year = int(found["day"]), int(found["month"]), int(found["year"])
    why: Reason = PRINTED
    if year < 100:
        if not _NAMED_DAY.match(spot.window[found.end() :]):
            return None
        year += 1300 if 30 <= year <= 42 else 1900
        why = ("two-digits", str(year)) if year < 1400 else why
    if not EARLIEST <= year <= LATEST or not 1 <= month <= 12:
        return None
    return whole_day(spot, found.end(), PrintedDay(year, month, day), calendar, why)


def read_azerbaijani(spot: DateSpot, found: re.Match[str], calendar: Calendar) -> DateMention | None:
    """Read "1918-ci il mayın 28-də", "avqustun 4-dən 6-dək", "1918-ci il 28 mayda"."""
    month = grammar.month_number(found["month"])
    year, why = find_year(found["year"], spot, month, calendar)
    first = PrintedDay(year, month, int(found["day"]))
    if found.groupdict().get("day2"):
        last = first._replace(day=int(found["day2"]))
        return days_interval(spot, found.end("day2"), first, last, calendar, why)
    return whole_day(spot, max(found.end("day"), found.end("month")), first, calendar, why)


def read_day_in_words(spot: DateSpot, found: re.Match[str], calendar: Calendar) -> DateMention | None:
    """Read "1897 senesi Nisanının on yedinci günü"."""
    day = sum(grammar.DAYS_IN_WORDS[(found[part] or "").strip()] for part in ("tens", "ones"))
    month = grammar.month_number(found["month"])
    year, why = find_year(found["year"], spot, month, calendar)
    return whole_day(spot, found.end("unit"), PrintedDay(year, month, day), calendar, why)


def read_day_first(spot: DateSpot, found: re.Match[str], calendar: Calendar) -> DateMention | None:
    """Read a date that begins with a day, or with two."""
    name = found["month"].rstrip(".")
    if not is_month_written(spot, found, name):
        return None
    day, month = int(found["day"]), grammar.month_number(name)
    year, why = find_year(found["year"], spot, month, calendar)
    if not 1 <= day <= 31:
        return None
    length = max(_end_of_month(found, "month"), _end_of_month(found, "month3"), found.end("year"))
    if found["day4"]:
        length = max(length, found.end("month4") + 1)
    return _value_days(spot, found, length, PrintedDay(year, month, day), calendar, why)


def is_month_written(spot: DateSpot, found: re.Match[str], name: str) -> bool:
    """Tell whether a month beside a day is written as months are; an abbreviation as one: "11 Oct."."""
    capital = spot.is_capital(found.start("month"))
    if name in grammar.ABBREVIATED:
        return (capital or found["month"].endswith(".")) if found["year"] else _is_short(spot, found, capital)
    return bool(found["year"]) or capital or writes_small_months(spot, name)


def _is_short(spot: DateSpot, found: re.Match[str], capital: bool) -> bool:
    """Tell an abbreviated month from a word: it has a full stop, and the sentence goes on behind it."""
    behind = spot.text[spot.start + found.end("month") :][:2]
    return capital and found["month"].endswith(".") and (behind[1:] or "A").islower()


def _is_in_both_styles(first: PrintedDay, last: PrintedDay) -> bool:
    """Tell whether two days are one in the Julian and in the Gregorian calendar."""
    return valid_day(first) and valid_day(last) and _days_between(first, last) in _BEHIND


def _end_of_month(found: re.Match[str], group: str) -> int:
    """Return where a month ends; a full stop belongs to an abbreviation, else to the sentence."""
    name = found[group] or ""
    whole = name.endswith(".") and name.rstrip(".") not in grammar.ABBREVIATED
    return found.end(group) - whole


def _value_days(
    spot: DateSpot, found: re.Match[str], length: int, first: PrintedDay, calendar: Calendar, why: Reason
) -> DateMention | None:
    """Value what was read: a day in two calendars, an interval, or one day."""
    if found["day5"]:
        return in_both_styles(spot, length, first, int(found["day5"]), calendar)
    if found["day4"]:
        other = PrintedDay(first.year, grammar.month_number(found["month4"]), int(found["day4"]))
        return _both_calendars(spot, length, first, other, calendar)
    if found["day2"]:
        last = first._replace(day=int(found["day2"]))
        if "/" in found["join"] and last.day - first.day in _BEHIND:
            return in_both_styles(spot, length, first, last.day, calendar)
        return days_interval(spot, length, first, last, calendar, why)
    if found["day3"]:
        last = PrintedDay(first.year, grammar.month_number(found["month3"]), int(found["day3"]))
        if "/" in found["join2"] and first.year and _is_in_both_styles(first, last):
            return _both_calendars(spot, length, first, last, calendar)
        return days_interval(spot, length, first, last, calendar, why)
    return whole_day(spot, length, first, calendar, why)


def writes_small_months(spot: DateSpot, name: str) -> bool:
    """Tell whether a month is written small here: French, Cyrillic, or Azerbaijani letters nearby."""
    if name in grammar.FRENCH_MONTHS:
        return True
    if name[0] > "\u0400":
        return True
    return "ə" in spot.text[max(0, spot.start - 80) : spot.start + 80]


def whole_day(
    spot: DateSpot, length: int, printed: PrintedDay, calendar: Calendar, why: Reason
) -> DateMention | None:
    """Value a whole day in the calendar that its year and its surroundings show."""
    if not printed.year:
        return _open_mention(spot, length, calendar, printed)
    if printed.year in spot.rumi_years:
        value, gregorian = rumi(*printed)
        old = (gregorian.year, gregorian.month) < (RUMI_REFORM.year, RUMI_REFORM.month)
        why = why if why[0] == "two-digits" else ("rumi-old" if old else "rumi", str(gregorian.year))
    elif _is_old_style(spot, length, printed):
        value, gregorian = julian(*printed)
        why = ("before-reform" if is_before_reform(printed) else "julian", str(days_behind(printed)))
    else:
        value, gregorian = (printed.edtf, "gregorian", printed.edtf), printed
    if not value[2] or not valid_day(gregorian):
        return None
    calendar.note(spot.start, gregorian.year, spot.printed(length), day=gregorian)
    calendar.tell(spot.start, printed, spot.printed(length))
    calendar.rumi_year = printed.year if value[1] == "rumi" else 0
    return spot.mention(length, value, why)


def _open_mention(spot: DateSpot, length: int, calendar: Calendar, *days: PrintedDay) -> DateMention | None:
    if not all(valid_day(day._replace(year=LEAP_YEAR)) for day in days):
        return None
    calendar.tell(spot.start, days[-1], spot.printed(length))
    return spot.mention(length, open_value(*days), NO_YEAR)


def _is_old_style(spot: DateSpot, length: int, printed: PrintedDay) -> bool:
    """Tell whether a day is Julian: by its time, its sign or spelling, or by Russia's revolutions."""
    if is_before_reform(printed):
        return True
    if grammar.OLD_STYLE.match(spot.window[length:].lstrip()):
        return True
    if printed.year < RUSSIAN_REFORM.year and _in_old_spelling(spot):
        return True
    in_doubt = (printed.year == 1917 and printed.month in _OF_REVOLUTION) or (
        (printed.year, printed.month) == (RUSSIAN_REFORM.year, RUSSIAN_REFORM.month - 1)
    )
    if not in_doubt or (printed.month, printed.day) in _NEW_STYLE:
        return False
    around = fold_text(spot.text[max(0, spot.start - _AROUND) : spot.start + _AROUND])
    return any(word in around for word in grammar.RUSSIAN_REVOLUTION)


def _in_old_spelling(spot: DateSpot) -> bool:
    """Tell whether the text around is Russian print before 1918, which dates by the Julian calendar."""
    around = spot.text[max(0, spot.start - _AROUND) : spot.start + _AROUND].lower()
    return "ѣ" in around or len(_HARD_SIGN.findall(around)) > 1


def in_both_styles(
    spot: DateSpot, length: int, old: PrintedDay, new_day: int, calendar: Calendar
) -> DateMention | None:
    """Value a day with that of the new style beside it, which may be of the next month: "29 (11) мая"."""
    month = old.month % 12 + 1 if new_day < old.day else old.month
    if not old.year:
        return _open_in_both_styles(spot, length, old, PrintedDay(0, month, new_day), calendar)
    return _both_calendars(spot, length, old, PrintedDay(old.year, month, new_day), calendar)


def _open_in_both_styles(
    spot: DateSpot, length: int, old: PrintedDay, new: PrintedDay, calendar: Calendar
) -> DateMention | None:
    found = _open_mention(spot, length, calendar, old)
    known = valid_day(new._replace(year=LEAP_YEAR))
    return replace(found, calendar="julian", gregorian=open_value(new)[2]) if found and known else found


def _both_calendars(
    spot: DateSpot, length: int, old: PrintedDay, new: PrintedDay, calendar: Calendar
) -> DateMention | None:
    """Value a day that is printed in both calendars; only the year of the first is known."""
    if not old.year:
        return whole_day(spot, length, old, calendar, PRINTED)
    days = [
        day for year in (old.year - 1, old.year, old.year + 1) if valid_day(day := new._replace(year=year))
    ]
    nearest = min(days, key=lambda day: abs(_days_between(old, day)), default=None)
    if nearest is None or not valid_day(old):
        return None
    behind = _days_between(old, nearest)
    told = "both-styles" if _is_julian_of(min(old, nearest), max(old, nearest)) else "styles-differ"
    if behind < 0:
        # "7 November (25 October) 1917": the new style leads, and the old one explains it.
        calendar.note(spot.start, old.year, spot.printed(length), day=old)
        return spot.mention(length, (old.edtf, "gregorian", old.edtf), (told, nearest.edtf))
    calendar.note(spot.start, nearest.year, spot.printed(length), day=nearest)
    why = ("julian", str(behind)) if told == "both-styles" else (told, old.edtf)
    return spot.mention(length, (old.edtf, "julian", nearest.edtf), why)


def _days_between(one: PrintedDay, other: PrintedDay) -> int:
    return (dt.date(*other) - dt.date(*one)).days


def _is_julian_of(day: PrintedDay, gregorian: PrintedDay) -> bool:
    return julian(*day)[1] == gregorian


def days_interval(
    spot: DateSpot, length: int, first: PrintedDay, last: PrintedDay, calendar: Calendar, why: Reason
) -> DateMention | None:
    """Value an interval; what is none, "12-3 Mart", is its last day."""
    if not first.year and first < last:
        return _open_mention(spot, length, calendar, first, last)
    shift = RUMI_OFFSET if first.year in spot.rumi_years else 0
    begin, end = first._replace(year=first.year + shift), last._replace(year=last.year + shift)
    kind = "rumi" if shift else "gregorian"
    if not shift and _is_old_style(spot, length, first):
        begin, end, kind = julian(*first)[1], julian(*last)[1], "julian"
    if not valid_day(begin) or not valid_day(end) or end < begin:
        return whole_day(spot, length, last, calendar, why)
    calendar.note(spot.start, begin.year, spot.printed(length), day=end)
    value = (f"{first.edtf}/{last.edtf}", kind, f"{begin.edtf}/{end.edtf}")
    return spot.mention(length, value, ("interval",) if why == PRINTED else why)
