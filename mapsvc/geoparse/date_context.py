"""What is known where a date is read: the text around it, and the dates before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple

from mapsvc.geoparse import date_grammar as grammar
from mapsvc.geoparse.date_values import PrintedDay, Value
from mapsvc.geoparse.mentions import DateMention
from mapsvc.geoparse.text_folding import fold_text
from mapsvc.model.calendars import GREGORIAN_REFORM, RUMI_YEARS

_WINDOW = 90
_BEFORE = 24
_SAME_PARAGRAPH = 700
_REMEMBERED = 15
#: Years that a history of these times writes about; others are pages and numbers.
EARLIEST, LATEST = 1000, 2030
PRINTED = ("printed",)
#: A story that goes back from one month to another goes back by less.
_MONTHS_APART = 8
#: Years of four digits, and words that say that a text counts by the Ottoman calendars.
#: It begins with its digit, and looks back from there, as a search for a digit is fast.
_YEAR = re.compile(r"1(?<![\w.,/:-]1)\d{3}(?![\w]|[.,/:]\d)", re.ASCII)
_OTTOMAN_COUNT = re.compile(r"\b(?:[Rr]um[iî]|[Hh]i[cj]ri|Hicr[iî]|AH|A\.H\.|H\.)(?!\w)")
#: Years of the time in which the Rumi calendar was in use, in the Gregorian one, and a little around.
_OTTOMAN_TIME = range(1790, 1935)


class ToldMonth(NamedTuple):
    """A month as a date printed it: its offset, year (0 if no date has said one), day or 0, letters."""

    start: int
    year: int
    month: int
    day: int
    printed: str


@dataclass(slots=True)
class Calendar:
    """
    What earlier dates of a text say about later ones.

    Attributes
    ----------
    year
        Of the last date that had one, and `printed` how it stood there; empty if it was given for the text.
    day
        The last whole day, and `day_printed` how it stood there.
    rumi_year
        The last year that was printed, if it is of the Rumi calendar: days without one are of it too.
    years
        Offset, year and month (0 if it has none) of every date that dates the story.
    days
        Offset, year, month and letters of those that had a month.
    told
        The last date that had a month, as printed: its month is that of days that name none.
    rumi_years
        Those that are of the Rumi calendar; none where the text tells of a time of which they are years too.
    """

    year: int = 0
    printed: str = ""
    day: PrintedDay | None = None
    day_printed: str = ""
    rumi_year: int = 0
    years: list[tuple[int, int, int]] = field(default_factory=list)
    days: list[tuple[int, int, int, str]] = field(default_factory=list)
    told: ToldMonth | None = None
    rumi_years: range = RUMI_YEARS

    @classmethod
    def beginning(cls, year: int | None, text: str = "") -> Calendar:
        """Return what a text begins with that speaks of a year."""
        counted = _rumi_years_of(text)
        if not year:
            return cls(rumi_years=counted)
        return cls(year=year, years=[(-1, year, 0)], rumi_years=counted)

    def note(
        self, start: int, year: int, printed: str, *, day: PrintedDay | None = None, month: int = 0
    ) -> None:
        """Keep a date for those behind it."""
        self.year, self.printed = year, printed
        month = day.month if day else month
        self.years.append((start, year, month))
        if month:
            self.days.append((start, year, month, printed))
            self.tell(start, day or PrintedDay(year, month, 0), printed)
        if day is not None:
            self.day, self.day_printed = day, printed

    def tell(self, start: int, day: PrintedDay, printed: str) -> None:
        """Keep the month of a date, in the calendar in which it is printed; its day is 0 if it has none."""
        self.told = ToldMonth(start, *day, printed)

    def year_meant(self, offset: int, month: int, text: str) -> tuple[int, str]:
        """
        Return the year that a day without one has, and the date that says so.

        The last date of the same paragraph says it; otherwise the year of most of the last dates, those of
        neighbouring months counting twice.
        """
        if self.years:
            start, year, other = self.years[-1]
            if 0 <= offset - start < _SAME_PARAGRAPH and "\n\n" not in text[max(0, start) : offset]:
                return year + runs_on(other, month), self.printed
        votes: dict[int, float] = {}
        for age, (_, year, other, _) in enumerate(reversed(self.days[-_REMEMBERED:])):
            votes[year] = votes.get(year, 0.0) + 0.85**age * (2 if abs(other - month) <= 1 else 1)
        if not votes:
            return self.year, self.printed
        best = max(votes, key=votes.__getitem__)
        _, year, other, printed = self.days[-1]
        if year == best and runs_on(other, month):
            return year + 1, printed
        return best, next(printed for _, year, _, printed in reversed(self.days) if year == best)

    def source_of(self, year: int, said: str) -> tuple[str, ...]:
        """Return why a day has a year: a date before it says so, or who reads the text."""
        return ("year-from", said) if said or not year else ("year-given", str(year))

    def year_near(self, offset: int) -> int:
        """Return the year of the last date before an offset; 0 if there is none."""
        at = bisect_left(self.years, (offset, 0, 0))
        if at:
            return self.years[at - 1][1]
        return self.years[0][1] if self.years else 0

    def moved_on(self) -> Calendar:
        """Return what the next part of a long text starts with."""
        return Calendar(
            year=self.year,
            printed=self.printed,
            day=self.day,
            day_printed=self.day_printed,
            rumi_year=self.rumi_year,
            years=[(-1, self.year, 0)] if self.year else [],
            days=[(-1, year, month, printed) for _, year, month, printed in self.days[-_REMEMBERED:]],
            told=self.told and self.told._replace(start=-1),
            rumi_years=self.rumi_years,
        )


def _rumi_years_of(text: str) -> range:
    """
    Return the years that are of the Rumi calendar in a text.

    1291 is 1875 in a text on the late Ottomans, and 1291 in one on the fall of Acre: there the years around
    it, which are of no Rumi calendar, are more than those of the nineteenth century.
    """
    early = late = 0
    for found in _YEAR.finditer(text):
        year = int(found[0])
        early += EARLIEST <= year < GREGORIAN_REFORM.year and year not in RUMI_YEARS
        late += year in _OTTOMAN_TIME
    return range(0) if early > late and not _OTTOMAN_COUNT.search(text) else RUMI_YEARS


def runs_on(month: int, later: int) -> bool:
    """Tell whether a month told after another is one of the next year: January after November."""
    return month - later >= _MONTHS_APART


@dataclass(slots=True)
class DateSpot:
    """
    Where a date may begin.

    Attributes
    ----------
    start
        Its offset in the text.
    window, before
        The folded text from there and before it.
    text
        The text.
    rumi_years
        See `Calendar`.
    """

    start: int
    window: str
    before: str
    text: str
    rumi_years: range = RUMI_YEARS

    @classmethod
    def at(cls, text: str, start: int, rumi_years: range = RUMI_YEARS) -> DateSpot:
        """Look at a text from an offset."""
        window = fold_text(text[start : start + _WINDOW])
        return cls(start, window, fold_text(text[max(0, start - _BEFORE) : start]), text, rumi_years)

    def printed(self, length: int) -> str:
        """Return the next characters as they are printed."""
        return self.text[self.start : self.start + length]

    def is_capital(self, offset: int = 0) -> bool:
        """Tell whether a letter of the window is printed as a capital."""
        return self.text[self.start + offset].isupper()

    def mention(self, length: int, value: Value, why: tuple[str, ...]) -> DateMention:
        """Return a date that begins here."""
        edtf, calendar, gregorian = value
        return DateMention(
            self.start, self.start + length, self.printed(length), edtf, calendar, gregorian, why
        )


def find_year(
    printed: str | None, spot: DateSpot, month: int, calendar: Calendar
) -> tuple[int, tuple[str, ...]]:
    """Return a year, and why: it is printed, or taken from another date; 0 where nothing says it."""
    if printed:
        return grammar.year_number(printed), PRINTED
    year, said = calendar.year_meant(spot.start, month, spot.text)
    return calendar.rumi_year or year, calendar.source_of(year, said)
