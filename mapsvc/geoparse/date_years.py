"""Years, months, decades and centuries, and the years that belong to a citation and date nothing."""

from __future__ import annotations

import re

from mapsvc.geoparse import date_grammar as grammar
from mapsvc.geoparse.date_background import is_background
from mapsvc.geoparse.date_context import PRINTED, Calendar, DateSpot, find_year
from mapsvc.geoparse.date_days import (
    days_interval,
    in_both_styles,
    read_azerbaijani,
    read_day_in_words,
    whole_day,
    writes_small_months,
)
from mapsvc.geoparse.date_pairs import read_joined_behind, read_joined_months
from mapsvc.geoparse.date_values import PrintedDay, span_value
from mapsvc.geoparse.hijri_dates import calendar_of_pair, is_hijri, read_hijri_span
from mapsvc.geoparse.mentions import DateMention
from mapsvc.geoparse.text_folding import fold_text

_LONGEST_INTERVAL = 120
_WINTER = "-24"
_PAGES = re.compile(r"\s*:\s*\d|[,.]\d|\s*(?:s\.|sayfa|p\.|pp\.)")
_NO_DATE_BEFORE = (",", "-", "/", "no", "no:", "sayi")
_COUNTED = re.compile(r"\s+[a-z]+s\b")
_CENTURY = re.compile(r"yuzyil|yy\b|asir|asr|centur(?:y|ies)|esr|век|столети[еияю]|jahrhundert|siecles?")
_NAMES_LONGEST_FIRST = tuple(sorted(grammar.MONTH_NUMBER, key=len, reverse=True))


#: Names of what happens, before a year in brackets: "the battle of Sedan (1870)" is none of "Smith (1970)".
_EVENT_BEFORE = re.compile(
    r"(?:battle|treat(?:y|ies)|wars?|peace|siege|congress|conference|revolution|revolt|uprising|conquest|campaign"
    r"|armistice|agreement|convention|accord|constitution|massacre|famine|coronation|antlasma|anlasma|savas|muharebe|baris|kusatma"
    r"|kongre|konferans|ihtilal|inkilap|devrim|isyan|fetih|fethi|sefer|mutareke|ateskes|sozlesme|muahede"
    r"|muqavile|muharibe|uqsar|qiyam|договор|война|войны|битв|сражени|мир[ае]?\b|восстани|революци|съезд|конгресс"
    r"|перемири|осад)[^.;!?]{0,48}\($"
)
#: A colon, and a sentence behind it in small letters or on its own.
_ENTRY_BEHIND = re.compile(r"\)?:[ \n]+(?!\d)[^\W\d_]")
#: A heading before a year in brackets, in capitals or of one word: no author, with initials or a first name.
_ENTRY_NAME = re.compile(r"^\s*(?:[^\W\d_a-zçğıöşüа-я]{3,}|[A-ZÇĞİÖŞÜА-Я][^\W\d_]+) \($")
_SPAN_BEHIND = re.compile(r" [a-zçğıöşüəа-я]{3,}")
_PART = 80


def read_year(spot: DateSpot, calendar: Calendar) -> DateMention | None:
    """Read a year, an interval of years, a decade, or a year and a month behind it."""
    pair = _two_years(spot, calendar)
    if pair is not None:
        return pair
    found = grammar.YEAR_FIRST.match(spot.window)
    if not found:
        return None
    year = grammar.year_number(found["year"])
    if is_hijri(spot, found.end("year"), year):
        return read_hijri_span(spot, found.end("year"), year, calendar)
    with_month = found["month"] and (spot.is_capital(found.start("month")) or "-" in found["between"])
    if with_month and not grammar.AUTHOR_BEHIND.match(spot.window[found.end() :]):
        last = grammar.month_number(found["month2"]) if found["month2"] else 0
        return _month_of(spot, found.end(), (year, grammar.month_number(found["month"])), calendar, last)
    return _decade(spot, found, year) or _bare_year(spot, found, year, calendar)


def _two_years(spot: DateSpot, calendar: Calendar) -> DateMention | None:
    """Read a year that is printed in two calendars: "1335/1919", "1293 (1876)"."""
    found = grammar.TWO_YEARS.match(spot.window)
    kind = calendar_of_pair(int(found["old"]), int(found["year"])) if found else ""
    if not found or not kind:
        return None
    calendar.note(spot.start, int(found["year"]), spot.printed(found.end()))
    return spot.mention(found.end(), (found["old"], kind, found["year"]), PRINTED)


def _decade(spot: DateSpot, found: re.Match[str], year: int) -> DateMention | None:
    """Read "1920'ler", "1920er Jahre", "les années 1920"."""
    of_years = year % 10 == 0 and not found["year2"] and grammar.DECADE_BEFORE.search(spot.before)
    if (not found["decade"] and not of_years) or year % 10 or found["year2"]:
        return None  # "1853, 1854 və 1856-cı illərdə" are three years, "1870-1871-ci illər" two
    value = f"{year // 10}X"
    whole = found["decade"] and (found["decade"].endswith("s") or found["decade"] == "er")
    return spot.mention(found.end("decade" if whole else "year"), (value, "gregorian", value), PRINTED)


def _bare_year(spot: DateSpot, found: re.Match[str], year: int, calendar: Calendar) -> DateMention | None:
    end = found.end("year2") if found["year2"] else found.end("year")
    if not _dates_something(spot, end, year):
        return None
    last = _second_year(found["year2"], year)
    if found["year2"] and not last:
        return None
    value = span_value(year, last=last, rumi_years=spot.rumi_years)
    season = "" if last else _season_of(spot, end)
    value = value[0] + season, value[1], value[2] + season
    if not is_background(spot, end):
        # of a winter the most is of its second year
        noted = last if last and _season_of(spot, end) == _WINTER else int(value[2][:4])
        calendar.note(spot.start, noted, spot.printed(end))
        calendar.rumi_year = year if value[1] == "rumi" else 0
    return spot.mention(end, value, ("interval",) if last else PRINTED)


def _season_of(spot: DateSpot, end: int) -> str:
    """Return the season that stands beside a year, as EDTF writes it; nothing if none does."""
    found = grammar.SEASON_BEFORE.search(spot.before) or grammar.SEASON_BEHIND.match(spot.window, end)
    return f"-{found.lastgroup[1:]}" if found and found.lastgroup else ""


def _second_year(text: str | None, first: int) -> int:
    if not text:
        return 0
    year = grammar.year_number(text)
    begun = 10 if len(text) == 1 else 100
    year = year if year > 99 else first // begun * begun + year
    return year if first < year <= first + _LONGEST_INTERVAL else 0


def _ends_heading(spot: DateSpot, end: int) -> bool:
    """Tell whether a heading ends with its years."""
    last = spot.window[end:].lstrip(" )")[:1] in {"", "\n"}
    return last and "-" in spot.window[:end] and spot.before.rstrip()[-1:] not in {".", "/"}


def _dates_something(spot: DateSpot, end: int, year: int) -> bool:
    """Tell a year that dates something from one that belongs to a citation or counts something."""
    rest = spot.window[end:]
    if grammar.YEAR_ENDING.match(rest) or _ends_heading(spot, end) or _heads_entry(spot, rest):
        return True
    if _is_joined(spot):
        return True
    if _is_cited(spot, rest):
        return False
    if grammar.YEAR_BEHIND.match(rest) or _spans_years(spot, end):
        return True
    if grammar.VERB_BEHIND.match(rest) and spot.before.rstrip(" ")[-1:] in {"", ".", "\n", ";", ":"}:
        return True
    return year not in spot.rumi_years and _is_introduced(spot, end)


def _is_cited(spot: DateSpot, rest: str) -> bool:
    """Tell the year of a publication or the number of an archive."""
    before = spot.before.rstrip()
    return bool(_PAGES.match(rest)) or (before.endswith(_NO_DATE_BEFORE) and not before.endswith("mid-"))


def _is_introduced(spot: DateSpot, end: int) -> bool:
    """Tell whether the words before a year say that it is one."""
    rest, before = spot.window[end:], spot.before.rstrip()
    if not grammar.YEAR_BEFORE.search(spot.before):
        return False
    if spot.before.endswith("("):
        named = "-" in spot.window[:end] or _EVENT_BEFORE.search(fold_text(_line_before(spot)))
        return bool(named) and rest.startswith(")")
    return not (before.endswith(("and", "to")) and _COUNTED.match(rest))


def _line_before(spot: DateSpot) -> str:
    """Return what stands before a year in its line, as printed, as far as a sentence's part reaches."""
    return spot.text[max(0, spot.start - _PART) : spot.start].rpartition("\n")[2]


def _heads_entry(spot: DateSpot, rest: str) -> bool:
    """Tell a year that heads what is told of it, "1873: the columns set out", from that of a book."""
    if not _ENTRY_BEHIND.match(rest):
        return False
    before = _line_before(spot).rstrip()
    if before.endswith("("):
        return _ENTRY_NAME.search(before) is not None
    return not before or before.endswith((".", "!", "?", ";", "–", "•", "*"))


def _is_joined(spot: DateSpot) -> bool:
    """Tell whether a year is joined to the next, which dates something: "1891 ve 1894 yıllarında"."""
    found = grammar.JOINED_YEARS.match(spot.window)
    if not found:
        return False
    behind = DateSpot.at(spot.text, spot.start + found.end(), spot.rumi_years)
    year = grammar.YEAR_FIRST.match(behind.window)
    return year is not None and _dates_something(behind, year.end("year"), grammar.year_number(year["year"]))


def _spans_years(spot: DateSpot, end: int) -> bool:
    """Tell whether words go on behind an interval of years: "1747-1822 hökm sürdü"."""
    return "-" in spot.window[:end] and _SPAN_BEHIND.match(spot.text[spot.start + end :][:24]) is not None


def _month_of(
    spot: DateSpot, length: int, printed: tuple[int, int], calendar: Calendar, last: int = 0
) -> DateMention:
    year, month = printed
    value = span_value(year, month, last_month=last, rumi_years=spot.rumi_years)
    calendar.note(spot.start, int(value[2][:4]), spot.printed(length), month=month)
    calendar.rumi_year = year if value[1] == "rumi" else 0
    return spot.mention(length, value, ("interval",) if last else PRINTED)


def read_month(spot: DateSpot, calendar: Calendar) -> DateMention | None:
    """Read a date that begins with a month: "Ekim 1917", "April 27, 1920", "mayın 28-də", "Nisan ayında"."""
    found = grammar.DAY_IN_WORDS.match(spot.window)
    if found:
        return read_day_in_words(spot, found, calendar)
    found = grammar.AZERBAIJANI.match(spot.window)
    if found and (not spot.is_capital() or _writes_day_behind(spot, found)):
        return read_azerbaijani(spot, found, calendar)
    joined = read_joined_months(spot, calendar) or read_joined_behind(spot, calendar)
    return joined or _day_or_year_behind(spot, calendar) or _month_alone(spot, calendar)


def _day_or_year_behind(spot: DateSpot, calendar: Calendar) -> DateMention | None:
    """Read "April 27, 1920", "April 27", "Ekim 1917"."""
    found = grammar.MONTH_FIRST.match(spot.window)
    if not found or spot.before[-1:].isalpha():
        return None
    if found["day"] and _is_english_day(spot, found):
        return _english_day(spot, found, calendar)
    if not found["year"] or found["day"]:
        return None
    year = grammar.year_number(found["year"])
    last = grammar.month_number(found["month2"]) if found["month2"] else 0
    printed = (year, grammar.month_number(found["month"]))
    return _month_of(spot, found.end("year"), printed, calendar, last)


def _writes_day_behind(spot: DateSpot, found: re.Match[str]) -> bool:
    """Tell whether a day stands behind its month though it is a capital's: "Nisanın 17'sinde"."""
    rest = spot.window[found.end("day") :]
    return "ə" in spot.text[spot.start - 80 if spot.start > 80 else 0 : spot.start + 80] or bool(
        grammar.TURKISH_DAY_BEHIND.match(rest)
    )


def _is_english_day(spot: DateSpot, found: re.Match[str]) -> bool:
    two_calendars = not found["day2"] and spot.window[found.end("day") :].lstrip().startswith("/")
    name = found["month"].rstrip(".")
    short = name in grammar.ABBREVIATED and (found["year"] or found["month"].endswith("."))
    known = name in grammar.ENGLISH_MONTHS or short
    return bool(known) and spot.is_capital() and not two_calendars and 1 <= int(found["day"]) <= 31


def _english_day(spot: DateSpot, found: re.Match[str], calendar: Calendar) -> DateMention | None:
    month = grammar.month_number(found["month"])
    year, why = find_year(found["year"], spot, month, calendar)  # 0, which no day has, if nothing says it
    length = max(found.end(group) for group in ("mark", "mark2", "day", "day2", "day5", "year"))
    length += length == found.end("day5")  # the bracket around it
    first = PrintedDay(year, month, int(found["day"]))
    if found["day5"]:
        return in_both_styles(spot, length, first, int(found["day5"]), calendar)
    if found["day2"] and "/" in found["join"]:
        return in_both_styles(spot, length, first, int(found["day2"]), calendar)
    if found["day2"]:
        return days_interval(spot, length, first, first._replace(day=int(found["day2"])), calendar, why)
    return whole_day(spot, length, first, calendar, why)


def _month_alone(spot: DateSpot, calendar: Calendar) -> DateMention | None:
    """Read a month without a year, where the words around show that it dates something."""
    name = next((name for name in _NAMES_LONGEST_FIRST if spot.window.startswith(name)), "")
    if not name or name in grammar.ABBREVIATED or not (spot.is_capital() or writes_small_months(spot, name)):
        return None
    shown = _is_month_shown(spot, name)
    month = grammar.MONTH_NUMBER[name]
    year, why = find_year(None, spot, month, calendar)
    if not shown:
        return None
    calendar.tell(spot.start, PrintedDay(year, month, 0), spot.printed(len(name)))
    if not year:
        return None
    return spot.mention(len(name), span_value(year, month, rumi_years=spot.rumi_years), why)


def _is_month_shown(spot: DateSpot, name: str) -> bool:
    """Tell whether the words around a month show that it dates something."""
    rest = spot.window[len(name) :]
    if name in grammar.ENGLISH_MONTHS or name in grammar.WESTERN_MONTHS or name[0] > "\u0400":
        return bool(grammar.MONTH_ALONE_BEFORE.search(spot.before)) and not rest[:1].isalpha()
    return bool(grammar.MONTH_ALONE_BEHIND.match(rest))


def read_same_period(spot: DateSpot, calendar: Calendar) -> DateMention | None:
    """Read "aynı yıl", "ertesi ay", "the following year", from the last date."""
    found = grammar.SAME_PERIOD.match(spot.window)
    if not found or spot.before[-1:].isalpha() or not calendar.year:
        return None
    if _NAMES_MONTH.match(spot.window[found.end() :]):
        return None  # "aynı yılın Ekim ayında": the month is the date
    later = found["way"] in {"ertesi", "next", "following"}
    value, printed = str(calendar.year + later), calendar.printed
    if found["unit"] in {"ay", "month"}:
        if not calendar.days:
            return None
        _, year, month, printed = calendar.days[-1]
        year, month = (year + month // 12, month % 12 + 1) if later else (year, month)
        value = f"{year}-{month:02d}"
    return spot.mention(
        found.end("unit"), (value, "gregorian", value), calendar.source_of(calendar.year, printed)
    )


_NAMES_MONTH = re.compile(rf"[a-z']*[ \n]+{grammar.MONTH_NAME}")


def read_decade_of_century(spot: DateSpot, found: re.Match[str], _: Calendar) -> DateMention | None:
    """Read "в 40-х годах XIX века"."""
    value = f"{grammar.roman_number(found['roman']) - 1:02d}{found['tens'][0]}X"
    return spot.mention(found.end(), (value, "gregorian", value), PRINTED)


def read_century(spot: DateSpot, _: Calendar) -> DateMention | None:
    """Read "XX. yüzyıl", "nineteenth century"."""
    first = re.match(r"\S+\s+", spot.window)
    before = grammar.CENTURY_BEFORE.search(first[0]) if first else None
    stem = _CENTURY.match(spot.window[first.end() :]) if first else None
    if not first or not before or not stem:
        return None
    if before["roman"]:
        number = grammar.roman_number(before["roman"])
    elif before["number"]:
        number = int(before["number"])
    else:
        number = grammar.century_number(before["word"])
    if not 5 <= number <= 21:
        return None
    value, length = f"{number - 1:02d}XX", first.end() + stem.end()
    decade = grammar.DECADE_BEHIND.match(spot.window, length)
    if decade:
        value, length = f"{number - 1:02d}{decade['tens'][0]}X", decade.end()
    return spot.mention(length, (value, "gregorian", value), ("century",))
