"""Dates in words, as a reader of a language expects them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from mapsvc.language import interface_of, locale_of, translate
from mapsvc.model.date_patterns import DatePatterns, patterns_of
from mapsvc.model.dates import DateSpan, take_apart
from mapsvc.model.day import Day
from mapsvc.model.edtf import DATE_PARTS, Interval, Moment, Parsed, Selection, Side
from mapsvc.model.names import compose
from mapsvc.model.numerals import say_numeral
from mapsvc.model.text import Said

_SEASONS = ("spring", "summer", "autumn", "winter")
#: The words of the parts of a year by their numbers in EDTF.
_PARTS_OF_YEAR: dict[int, str] = {
    **{first + step: name for first in (21, 25, 29) for step, name in enumerate(_SEASONS)},
    **{33 + step: f"quarter_{step + 1}" for step in range(4)},
    **{37 + step: f"third_{step + 1}" for step in range(3)},
    **{40 + step: f"half_{step + 1}" for step in range(2)},
}
_DOUBTS = {"?": "possibly", "~": "about", "~?": "possibly_about"}


def format_date(when: DateSpan | Day | str, lang: str) -> Said:
    """
    Write a date out in a language.

    Parameters
    ----------
    when
        A date, or a day; or an EDTF text, such as the month of an axis.
    lang
        A tag, or a `Language` of an atlas. Where a date needs more than months and numbers and the
        interface has no words in the language, the whole date is in that of the interface.

    Returns
    -------
    text
        Such as `"13 Ekim 1921"`, `"25–31 May 1920"`, `"from 13 October 1921"`, `"401 BC"`; it knows its
        language.

    Raises
    ------
    DateError
        If a text is not valid.
    """
    parsed = when.parts if isinstance(when, DateSpan) else take_apart(str(when))
    needs_words = not _is_plain(parsed)
    return _said(_voice(lang, needs_words=needs_words).write(parsed), lang, needs_words=needs_words)


def format_day_of(calendar: str, iso: str, lang: str) -> Said:
    """
    Write a day of the Julian or Rumi calendar out.

    Parameters
    ----------
    calendar
        `"julian"` or `"rumi"`: it decides the names of the months.
    iso
        Year, month and day of that calendar, such as `"1336-04-27"`; the day may be left out.
    lang
        A tag, or a `Language` of an atlas.

    Returns
    -------
    text
        Such as `"27 Nisan 1336"`.
    """
    sign, digits = (-1, iso[1:]) if iso.startswith("-") else (1, iso)
    year, *rest = (int(part) for part in digits.split("-"))
    needs_words = calendar == "rumi"
    voice = _voice(lang, needs_words=needs_words)
    if needs_words and rest:
        month = voice.say("rumi_months").split(", ")[rest[0] - 1]
        words = " ".join([*(str(day) for day in rest[1:]), month, str(year)])
    else:
        words = voice.date(sign * year, *rest)
    return _said(words, lang, needs_words=needs_words)


def day_words(lang: str) -> dict[str, object]:
    """
    Return what a browser needs to write a day as `format_date` does.

    Returns
    -------
    words
        `months`; `day`, with `{d}`, `{m}` and `{y}`; `eras`, `{date}` before and after the Common Era.
    """
    patterns = patterns_of(locale_of(lang))
    months = [patterns.fill("%(MMMM)s", month=number) for number in range(1, 13)]
    day = patterns.day.replace("%(d)s", "{d}").replace("%(MMMM)s", "{m}").replace("%(LLLL)s", "{m}")
    day = day.replace("%(y)s", "{y}").replace("%(M)s", "{n}").replace("%(MM)s", "{n}")
    return {
        "months": months,
        "day": day,
        "eras": [patterns.with_era("{date}", year) for year in (0, 1)],
    }


def year_label(year: int, lang: str) -> str:
    """Return a year as a label has it: its number, and its era where the number alone would not tell."""
    return patterns_of(locale_of(lang)).with_era(str(year if year > 0 else 1 - year), year)


def parse_year(text: str, lang: str) -> int | None:
    """
    Read a year as people type it: `1920`, `-0400` as EDTF has it, or `401 BC` with an era of the language.

    Returns
    -------
    year
        Astronomical; nothing if the text is no year.
    """
    word = " ".join(compose(text).split()).casefold()
    for tag in dict.fromkeys((lang, interface_of(lang), "en")):
        before, after = (era.casefold() for era in patterns_of(locale_of(tag)).eras)
        for era, sign in ((before, -1), (after, 1)):
            bare = word.removeprefix(era) if word.startswith(era) else word.removesuffix(era)
            if bare != word and bare.strip().isascii() and bare.strip().isdigit() and len(bare.strip()) <= 5:
                number = int(bare)
                return number if sign > 0 else 1 - number
    # Shorter ones are mostly slips of the hand.
    return int(word) if re.fullmatch(r"-\d{4}|\d{3,4}", word, re.ASCII) else None


def _said(words: str, lang: str, *, needs_words: bool) -> Said:
    """Return a date with the language that it is in: that of the interface, where it needs its words."""
    return Said(words, str(interface_of(lang) if needs_words and not _speaks(lang) else lang))


def _speaks(lang: str) -> bool:
    """Tell whether the interface has words in a language."""
    return lang.partition("-")[0] == interface_of(lang).partition("-")[0]


def _voice(lang: str, *, needs_words: bool) -> _Voice:
    interface, spoken = interface_of(lang), _speaks(lang)
    return _Voice(lang, patterns_of(locale_of(lang if spoken or not needs_words else interface)), spoken)


def _is_plain(parsed: Parsed | Side) -> bool:
    """Tell whether a date is days, months, years or intervals of them, which need no words."""
    if isinstance(parsed, Interval):
        return _is_plain(parsed.start) and _is_plain(parsed.end)
    return (
        isinstance(parsed, Moment)
        and parsed.whole
        and not any(parsed.marks)
        and parsed.digits is None
        and parsed.season is None
    )


@dataclass(frozen=True)
class _Voice:
    """Somebody who speaks of dates: `spoken` says that the patterns are those of the words' language."""

    lang: str
    patterns: DatePatterns
    spoken: bool

    def say(self, key: str, **parts: str) -> str:
        """Return a phrase of the interface."""
        return translate(self.lang, f"date.{key}").format(**parts)

    @cached_property
    def declining(self) -> frozenset[str]:
        """Phrases after which a date takes the form that it has within a sentence."""
        return frozenset(self.say("declining").split())

    def word(self, key: str, *, of: bool) -> str:
        """Return a word by itself, or the form that it has within a phrase, where it has one."""
        forms = self.say(key).split("|")
        return forms[-1 if of else 0]

    def phrase(self, key: str, moment: Moment) -> str:
        """Return a date within a phrase."""
        return self.say(key, date=self.moment(moment, of=key in self.declining))

    def write(self, parsed: Parsed) -> str:
        """Return any date in words."""
        if isinstance(parsed, Interval):
            return self.interval(parsed)
        if isinstance(parsed, Selection):
            return self.selection(parsed)
        return self.moment(parsed)

    # ---- one date ----------------------------------------------------------------------------------
    def date(self, year: int, month: int | None = None, day: int | None = None, *, of: bool = False) -> str:
        """Return a known year, month or day."""
        shown = str(year if year > 0 else 1 - year)
        patterns = self.patterns
        if month is None:
            text = patterns.fill(patterns.year, year=shown)
        elif day is None:
            text = patterns.fill(patterns.month, year=shown, month=month, of=of)
        else:
            text = patterns.fill(patterns.day, year=shown, month=month, day=str(day))
        return patterns.with_era(text, year)

    def day(self, day: Day) -> str:
        """Return a day."""
        return self.date(day.year, day.month, day.day)

    def moment(self, moment: Moment, *, of: bool = False) -> str:
        """Return a date with what is doubted of it."""
        parts = [part for part, there in zip(DATE_PARTS, (1, moment.month, moment.day), strict=True) if there]
        marks = dict(zip(parts, moment.marks, strict=False))
        if not any(marks.values()):
            return self.bare(moment, of=of)
        if len(set(marks.values())) == 1:
            key = _DOUBTS["".join(sorted(moment.marks[0], reverse=True))]
            return self.say(key, date=self.bare(moment, of=key in self.declining))
        text = self.bare(moment, of=of)
        for sign, key in (("?", "parts_uncertain"), ("~", "parts_approximate")):
            doubted = [self.say(f"part_{part}") for part, mark in marks.items() if sign in mark]
            if doubted:
                text = self.say(key, date=text, parts=", ".join(doubted))
        return text

    def bare(self, moment: Moment, *, of: bool) -> str:
        """Return a date without what is doubted of it."""
        if moment.season is not None:
            return self.season(moment, moment.season, of=of)
        if moment.digits is not None:
            low, high = moment.first.year, moment.last.year
            year = int(moment.year.removeprefix("Y"))
            return self.say("significant", date=self.date(year), span=self.years(low, high))
        if moment.whole:
            return self.date(moment.first.year, *_numbers(moment), of=of)
        if "X" in moment.year:
            return self.unknown_year(moment, of=of)
        return self.unknown_parts(moment, self.date(moment.first.year), of=of)

    def unknown_year(self, moment: Moment, *, of: bool) -> str:
        """Return a date of which digits of the year are missing."""
        years = self.span_of_years(moment, of=of)
        if moment.month is None:
            return years
        if "X" in moment.month:
            return self.unknown_parts(moment, years, of=of)
        if moment.day and "X" in moment.day:
            return self.between(self.day(moment.first), self.day(moment.last))
        month, *rest = _numbers(moment)
        if rest:
            known = self.patterns.fill(self.patterns.month_day, month=month, day=str(rest[0]))
        else:
            known = self.patterns.fill("%(LLLL)s", month=month, of=of)
        return self.say("within", date=known, years=years)

    def unknown_parts(self, moment: Moment, years: str, *, of: bool) -> str:
        """Return a date whose month or day is missing, given its year in words."""
        month, day = moment.month or "", moment.day
        if month == "XX" and (day in {None, "XX"} or "X" not in str(day)):
            key = {None: "month_unknown", "XX": "month_day_unknown"}.get(day, "month_unknown_day")
            return self.say(key, date=years, day=str(day).lstrip("0"))
        if day == "XX" and "X" not in month:
            return self.say("day_unknown", date=self.date(moment.first.year, int(month), of=of))
        if day is None:
            first, last = (self.date(d.year, d.month) for d in (moment.first, moment.last))
            return self.between(first, last)
        return self.either("between", moment.first, moment.last)

    def season(self, moment: Moment, season: int, *, of: bool) -> str:
        """Return a part of a year; one that runs into the next year names both."""
        year = moment.first.year
        if "X" in moment.year:
            shown = self.span_of_years(moment, of=False)
        elif moment.last.year > year > 0:
            shown = self.patterns.fill(self.patterns.year, year=f"{year}/{(year + 1) % 100:02d}")
        else:
            shown = self.date(year)
        text = self.say("part_of_year", part=self.word(_PARTS_OF_YEAR[season], of=of), year=shown)
        if 25 <= season <= 32:
            return self.say("northern" if season < 29 else "southern", date=text)
        return text

    def span_of_years(self, moment: Moment, *, of: bool) -> str:
        """Return a decade, a century, or other years of which digits are missing."""
        low, high = moment.first.year, moment.last.year
        known = moment.year.lstrip("-").rstrip("X")
        if "X" not in known and len(known) == 3 and low >= 100:
            return self.decade(low, of=of)
        if "X" not in known and len(known) == 2:
            return self.century(int(known) + 1, before=moment.year.startswith("-"), of=of)
        if "X" not in known and len(known) == 3:
            return self.years(low, high)
        return self.between(self.date(low), self.date(high))

    def decade(self, first: int, *, of: bool = False) -> str:
        """Return a decade by its first year: `the 1920s`."""
        # By what the number is called: ten to ninety, hundred, thousand.
        number = first // 10 % 10 or (10 if first % 1000 else 11)
        endings = self.word("decade_endings", of=of).split(", ")
        return self.say("decade", year=str(first), ending=endings[min(number, len(endings)) - 1])

    def century(self, number: int, *, before: bool, of: bool = False) -> str:
        """Return a century by its number."""
        numeral = say_numeral(number, self.say("numerals"))
        text = self.say("century", n=numeral, century=self.word("century_word", of=of))
        return self.patterns.era.format(date=text, era=self.patterns.eras[0]) if before else text

    # ---- several dates -----------------------------------------------------------------------------
    def years(self, low: int, high: int) -> str:
        """Return the years from one to another."""
        if (low <= 0) is not (high <= 0):
            return f"{self.date(low)} – {self.date(high)}"
        shown = "–".join(str(year if year > 0 else 1 - year) for year in (low, high))
        pattern = self.patterns.fill(self.patterns.year, year=shown)
        return self.patterns.with_era(self.say("years", years=shown) if self.spoken else pattern, high)

    def between(self, first: str, last: str) -> str:
        """Return "some time between"."""
        return self.say("between", a=first, b=last)

    def interval(self, found: Interval) -> str:
        """Return from when to when."""
        start, end = found.start, found.end
        if isinstance(start, Moment) and isinstance(end, Moment):
            return self.range(start, end)
        if isinstance(start, Moment):
            return self.phrase("since" if end == "open" else "since_unknown", start)
        if isinstance(end, Moment):
            return self.phrase("until" if start == "open" else "until_unknown", end)
        return ""

    def range(self, start: Moment, end: Moment) -> str:
        """Return from one date to another, the month and year that they share once."""
        if _is_plain(start) and _is_plain(end):
            first, last = start.first, end.first
            if start.day and end.day and first.year == last.year:
                return self.days(first, last)
            if not start.month and not end.month:
                return self.years(first.year, last.year)
        return f"{self.moment(start)} – {self.moment(end)}"

    def days(self, first: Day, last: Day) -> str:
        """Return from one day to another of the same year."""
        patterns = self.patterns
        year = str(first.year if first.year > 0 else 1 - first.year)
        if first.month == last.month:
            shown = f"{first.day}{patterns.after_day if patterns.day_first else ''}–{last.day}"
            text = patterns.fill(patterns.day, year=year, month=first.month, day=shown)
        elif patterns.day.startswith("%(y)s"):
            begin = patterns.fill(patterns.day, year=year, month=first.month, day=str(first.day))
            text = f"{begin} – {patterns.fill(patterns.month_day, month=last.month, day=str(last.day))}"
        else:
            finish = patterns.fill(patterns.day, year=year, month=last.month, day=str(last.day))
            text = f"{patterns.fill(patterns.month_day, month=first.month, day=str(first.day))} – {finish}"
        return patterns.with_era(text, first.year)

    def either(self, key: str, first: Day, last: Day) -> str:
        """Return two days within a phrase, the month and year that they share once."""
        patterns = self.patterns
        if first.year != last.year or not patterns.day_first or first.year < 100:
            return self.say(key, a=self.day(first), b=self.day(last))
        if first.month == last.month:
            begin = f"{first.day}{patterns.after_day}"
        else:
            begin = patterns.fill(patterns.month_day, month=first.month, day=str(first.day))
        return self.say(key, a=begin, b=self.day(last))

    def selection(self, found: Selection) -> str:
        """Return one of several dates, or all of them."""
        key = "and" if found.every else "or"
        if len(found.members) == 1:
            return self.member(found.members[0], every=found.every)
        days = [member for member in found.members if isinstance(member, Moment) and _is_plain(member)]
        if len(found.members) == len(days) == 2 and all(member.day for member in days):
            return self.either(key, days[0].first, days[1].first)
        texts = [self.member(member, every=True) for member in found.members]
        return self.say(key, a=", ".join(texts[:-1]), b=texts[-1])

    def member(self, member: Moment | Interval, *, every: bool) -> str:
        """Return one date of several; of an interval any day (`every`: all days)."""
        if isinstance(member, Moment):
            return self.moment(member)
        if every:
            return self.interval(member)
        start, end = member.start, member.end
        if isinstance(start, Moment) and isinstance(end, Moment):
            if _is_plain(start) and _is_plain(end) and start.day and end.day:
                return self.either("between", start.first, end.first)
            return self.between(self.moment(start), self.moment(end))
        if isinstance(start, Moment):
            return self.phrase("or_later", start)
        return self.phrase("or_earlier", end) if isinstance(end, Moment) else ""


def _numbers(moment: Moment) -> Sequence[int]:
    return [int(part) for part in (moment.month, moment.day) if part]
