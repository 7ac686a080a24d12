"""Dates of a text: found by their own grammar, valued in EDTF, in the calendar in which they are printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mapsvc.geoparse import date_grammar as grammar
from mapsvc.geoparse import lexicon
from mapsvc.geoparse.bare_days import read_bare_day
from mapsvc.geoparse.date_context import Calendar, DateSpot
from mapsvc.geoparse.date_days import (
    read_azerbaijani,
    read_day_first,
    read_day_in_words,
    read_numeric,
    read_roman,
)
from mapsvc.geoparse.date_evidence import weigh_dates
from mapsvc.geoparse.date_pairs import read_joined_days
from mapsvc.geoparse.date_years import (
    read_century,
    read_decade_of_century,
    read_month,
    read_same_period,
    read_year,
)
from mapsvc.geoparse.hijri_dates import read_hijri
from mapsvc.geoparse.mentions import DateMention
from mapsvc.geoparse.open_days import give_years
from mapsvc.geoparse.relative_days import find_phrases, read_relative_day
from mapsvc.geoparse.text_folding import fold_text
from mapsvc.geoparse.tokens import TokenText

__all__ = ["Calendar", "find_dates"]

_NUMBER = re.compile(r"\d+")
#: Behind what a number can begin a date: a year without pages, a day before a word, an ending or a number.
_BEGINNING = re.compile(
    r"\d{4}(?!\s?:\s?\d)"
    r"|\d{1,2}(?=(?:st|nd|rd|th)?[ \t\u00a0]?(?:\r?\n)?[ \t]*[^\W\d_(]|[./–—-]\s?[\dIVX]"
    r"|-?[гоеахыГОЕ]|\. ?[^\W\d_]|\.? ?\(\d|,\s\d|['’][dt][ae]n )"
)
#: What a footnote's number is glued to.
_BEFORE_MARK = frozenset("”’\"'.)")
_FOOTNOTES_APART = 2500
#: What stands right behind a day without a month: "le 11, …", "ayın 12'sinde", "ayın 6-da".
_BEHIND_BARE_DAY = frozenset(",;.:)'’-–")
#: A month before its day, abbreviated: "Oct. 11".
_SHORT_MONTH = re.compile(r"(?<![^\W\d_])(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.? $")
#: What "aynı yıl", "ertesi ay", "the following year" begin with, without the letter that may be a capital.
_PERIOD_WORDS = ("ynı", "rtesi", "ame", "ext", "ollowing", "əmin")
_PERIOD = re.compile(r"\s(?=yıl|sene|year|month|ay|il)")


def find_dates(tokens: TokenText, calendar: Calendar) -> list[DateMention]:
    """
    Find the dates of a text or of a part of it.

    Parameters
    ----------
    tokens
        The text as words.
    calendar
        What earlier parts said; it goes along.

    Returns
    -------
    dates
        In text order. No years of publications, pages or numbers of archives.
    """
    found: list[DateMention] = []
    free = 0
    text = tokens.text
    starts, marks = _starts(tokens)
    for start, kind in starts:
        if start < free:
            continue
        spot = DateSpot.at(text, start, calendar.rumi_years)
        if kind == "number" and spot.before[-1:] in {"", "\n"} and _is_footnote(spot, marks):
            continue
        date = _READERS[kind](spot, calendar)
        if date is not None:
            found.append(date)
            free = date.end
    return weigh_dates(text, give_years(found))


def _is_footnote(spot: DateSpot, marks: set[str]) -> bool:
    """Tell whether a number at a line's start is that of a footnote: "7 Nisan 1920" below "Komitesi’ne7"."""
    number = _NUMBER.match(spot.window)
    if not number or number[0] not in marks or not grammar.DAY_FIRST.match(spot.window):
        return False
    above = spot.text[max(0, spot.start - _FOOTNOTES_APART) : spot.start]
    last = int(number[0]) - 1
    line = rf"\n {{0,3}}{last} ?(?=[“\"(A-ZÇĞİÖŞÜ])(?![A-ZÇĞİÖŞÜ][a-zçğıöşü]+ 1\d\d\d)"
    return last == 0 or re.search(line, above) is not None


def _starts(tokens: TokenText) -> tuple[list[tuple[int, str]], set[str]]:
    """Return where dates can begin, in text order, and the numbers glued to words as footnotes are."""
    text, words = tokens.text, tokens.words
    starts, marks = _number_starts(text)
    for position in tokens.hits:
        flags = words[position].flags
        if flags & lexicon.MONTH:
            starts.append((tokens.starts[position], "month"))
        elif flags & lexicon.CENTURY:
            begin = tokens.starts[position]
            before = grammar.CENTURY_BEFORE.search(fold_text(text[max(0, begin - 16) : begin]))
            if before:
                starts.append((begin - len(before[0]), "century"))
    starts += [(at, "day") for at in find_phrases(text)]
    for word in _PERIOD_WORDS:
        starts += [(at, "period") for at in _period_phrases(text, word)]
    starts.sort()
    return starts, marks


def _number_starts(text: str) -> tuple[list[tuple[int, str]], set[str]]:
    starts: list[tuple[int, str]] = []
    marks: set[str] = set()
    for found in _NUMBER.finditer(text):
        start, end = found.span()
        size = end - start
        if size > 4:
            continue
        before = text[start - 1 : start]
        if size <= 2 and (before.isalpha() or before in _BEFORE_MARK):
            marks.add(found.group())
        short = _SHORT_MONTH.search(text, max(0, start - 7), start) if before == " " else None
        if short:
            starts.append((short.start(), "month"))
        if _can_begin(text, start, end):
            starts.append((start, "number"))
    return starts, marks


def _can_begin(text: str, start: int, end: int) -> bool:
    """Tell whether a number can begin a date."""
    if _BEGINNING.match(text, start):
        return True
    before = text[start - 1 : start]
    if end - start == 3:
        return before in {"l", "I"}  # behind a letter: a year whose 1 was read as l
    return end - start <= 2 and before in {" ", "\n"} and text[end : end + 1] in _BEHIND_BARE_DAY


def _period_phrases(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if at and _PERIOD.match(text, end):
            yield at - 1
        at = text.find(word, end)


def _read_number(spot: DateSpot, calendar: Calendar) -> DateMention | None:
    before, window = spot.before, spot.window
    last, last_but_one = before[-1:], before[-2:-1]
    if last in {".", "/", ":"} and last_but_one.isdigit():
        return _read_other_calendar(spot, calendar)
    if last in {"l", "i"} and not last_but_one.isalpha() and not window[3:4].isdigit():
        return read_year(DateSpot.at(spot.text, spot.start - 1, spot.rumi_years), calendar)
    if last.isalpha() and not window[:4].isdigit():
        return None
    joined = read_joined_days(spot, calendar)
    if joined is not None:
        return joined
    for pattern, read in _DAYS:
        found = pattern.match(window)
        if found:
            return read(spot, found, calendar)
    if not window[2:3].isdigit():
        return read_bare_day(spot, calendar)
    return read_year(spot, calendar)


def _read_other_calendar(spot: DateSpot, calendar: Calendar) -> DateMention | None:
    """Read the second date for one day: "14 Muharrem 1339/28 Eylül 1920"."""
    if not grammar.OTHER_CALENDAR_BEFORE.search(spot.before):
        return None
    found = grammar.DAY_FIRST.match(spot.window)
    return read_day_first(spot, found, calendar) if found and found["year"] else None


_DAYS = (
    (grammar.HIJRI, read_hijri),
    (grammar.DECADE_OF_CENTURY, read_decade_of_century),
    (grammar.DAY_IN_WORDS, read_day_in_words),
    (grammar.AZERBAIJANI, read_azerbaijani),
    (grammar.AZERBAIJANI_DAY, read_azerbaijani),
    (grammar.ROMAN, read_roman),
    (grammar.ISO, read_numeric),
    (grammar.NUMERIC, read_numeric),
    (grammar.DAY_FIRST, read_day_first),
)


_READERS: dict[str, Callable[[DateSpot, Calendar], DateMention | None]] = {
    "number": _read_number,
    "month": read_month,
    "century": read_century,
    "day": read_relative_day,
    "period": read_same_period,
}
