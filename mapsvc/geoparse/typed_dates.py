"""Dates as readers type them into a field: in any notation and language, a year alone too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mapsvc.errors import DateError
from mapsvc.geoparse.date_context import Calendar
from mapsvc.geoparse.date_grammar import ENGLISH_MONTHS, HIJRI_MONTH, MONTH_NUMBER
from mapsvc.geoparse.dates import find_dates
from mapsvc.geoparse.text_folding import fold_text
from mapsvc.geoparse.tokens import make_word, read_tokens
from mapsvc.language import locale_of
from mapsvc.model.calendars import HIJRI_MONTHS, RUMI_OFFSET, RUMI_YEARS, hijri_to_gregorian
from mapsvc.model.date_patterns import DatePatterns, patterns_of
from mapsvc.model.date_text import parse_year
from mapsvc.model.dates import DateSpan, day_span, parse_date, year_span
from mapsvc.model.edtf import Moment
from mapsvc.model.meant_dates import meant_date
from mapsvc.model.names import compose, fold

#: EDTF days and months; of years, four digits and more.
_EDTF = re.compile(r"(?<![\w./-])Y?-?\d{4,5}-\d\d(?:-\d\d)?(?![\w/-])", re.ASCII)
#: 6/20/1920, of which the second number can be no month.
_MONTH_FIRST = re.compile(r"(?<![\d./-])(0?[1-9]|1[0-2])([./-])(1[3-9]|2\d|3[01])\2(\d{4})(?!\d)", re.ASCII)
_BARE_YEAR = re.compile(r"(?<![\w./,-])-?\d{4}(?![\w/,-]|\.\d)", re.ASCII)
#: What is left about a year or a day when the date is taken out: "1920-ci il", "1920 г.", "1920'de".
_LEFT = re.compile(
    r"^\s*(?:-?[cç]?[iıuü] il\w*|-?(?:го|й)\b|г(?:ода|\.)?(?!\w)|['’]\w{1,4}|-\w{1,3}\b|\(?[oO]\.[sS]\.\)?)"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_SHORT, _LONG = re.compile(r"(?<![\w.-])\d{1,2}(?![\w-])"), re.compile(r"(?<![\w.-])\d{3,4}(?![\w-])")
_EDGES = " .,;?!"
_HIJRI = re.compile(
    rf"(?<!\w)(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?)?(?P<month>{HIJRI_MONTH}),?\s+"
    r"(?P<year>1[0-4]\d\d|[١۱][٠-٤۰-۴][٠-٩۰-۹]{2})(?!\d)(?:\s*(?:a\.?h|h(?:icri|ijri)?|هـ?)(?!\w)\.?)?"
)
_LEAST_ABBREVIATED = 3


#: The calendar of what says no other.
_NO_OTHER = "gregorian"


@dataclass(frozen=True)
class TypedDate:
    """
    A date among the words that a reader typed.

    Attributes
    ----------
    span
        The days that it covers, Gregorian.
    calendar
        In which it was typed: `gregorian`, `julian`, `rumi` or `hijri` (known to a day or so).
    before, behind
        The words on both sides of it.
    shown
        The days that a page shows by the same words, where their time alone makes them Julian.
    """

    span: DateSpan
    calendar: str
    before: str = ""
    behind: str = ""
    shown: DateSpan | None = None

    def as_shown(self) -> TypedDate:
        """Return it as Gregorian where it is Julian by its time alone."""
        return replace(self, span=self.shown, calendar=_NO_OTHER, shown=None) if self.shown else self

    @property
    def rest(self) -> str:
        """The other words."""
        return f"{self.before} {self.behind}".strip()


def read_typed(text: str, langs: Sequence[str], within: DateSpan | None = None) -> TypedDate | None:
    """
    Read the first date among words that a reader typed.

    Parameters
    ----------
    text
        A day, month or year, alone or in a sentence.
    langs
        Tags of the languages whose names of months count, beside those that the grammar of texts knows.
    within
        The days that are meant rather than others: decides whether 1336 is a Rumi year.

    Returns
    -------
    date
        Nothing if there is none, or if it names a day that no month has.
    """
    found = _read_any(text, langs, within)
    # What stands on the pages of an atlas is Gregorian, before 1582 too: whoever types it means that day.
    return found.as_shown() if found is not None else None


def _read_any(text: str, langs: Sequence[str], within: DateSpan | None = None) -> TypedDate | None:
    plain = _normalised(text, tuple(langs))
    for read in (_read_edtf, _read_hijri, _read_printed, _read_loose, _read_years):
        found = read(plain, langs, within)
        if found is not None:
            return found
    return None


def read_written(text: str, langs: Sequence[str], *, of_source: bool = False) -> TypedDate | None:
    """
    Read what somebody typed as a date and nothing else, with all that it says: `c. 1920`, `25–31 May 1920`.

    Parameters
    ----------
    of_source
        Whether it is the date of a source, of whose time the calendar is: 18 May 1565 is a Julian day.

    Returns
    -------
    date
        EDTF as it is, a day of another calendar, what was meant in other forms; nothing if it is no date.
    """
    plain = text.strip()
    typed = _read_any(plain, langs) if of_source else read_typed(plain, langs)
    meant = meant_date(plain)
    for edtf in (
        plain,
        meant[0] if meant is not None and (typed is None or typed.calendar == _NO_OTHER) else "",
    ):
        try:
            return TypedDate(parse_date(edtf), _NO_OTHER)
        except DateError:
            continue
    return typed


def read_entered(text: str, langs: Sequence[str]) -> DateSpan | None:
    """Return the days of a field that holds a date alone: EDTF of any level, else in any notation."""
    try:
        return parse_date(text.strip())
    except DateError:
        typed = read_written(text, langs) if text.strip() else None
        return typed.span if typed else None


def read_all_typed(text: str, langs: Sequence[str], within: DateSpan | None = None) -> list[TypedDate]:
    """Return the dates among words in their order."""
    found = read_typed(text, langs, within)
    if found is None:
        return []
    before, behind = (read_all_typed(part, langs, within) for part in (found.before, found.behind))
    return [*before, found, *behind]


def _normalised(text: str, langs: tuple[str, ...]) -> str:
    """Return a text whose months are in a language that the grammar reads, and its days before its months."""
    plain = " ".join(compose(text).split())
    plain = _MONTH_FIRST.sub(lambda found: f"{found[3]}.{found[1]}.{found[4]}", plain)
    known, small = _months(langs), _small_words(langs)
    # "20. Juni 1520", "20 de junio de 1520", "1er juin", "20-го июня", "20th of June, 1920".
    before = rf"(?:(?<=\d)(?:\.|º|er\b|[-–]?го\b|st\b|nd\b|rd\b|th\b))?\s*(?:\b{small}\s+)?"
    behind = rf"\.?(?:\s+{small}(?=\s+\d))?"
    for word in dict.fromkeys(_LETTERS.findall(plain)):
        if fold_text(word) in known:
            english = _ENGLISH[known[fold_text(word)]]
            plain = re.sub(rf"{before}(?<!\w){re.escape(word)}(?!\w){behind}", f" {english}", plain)
    return " ".join(plain.split())


_ENGLISH = {MONTH_NUMBER[name]: name.capitalize() for name in ENGLISH_MONTHS}


def months_by_name(langs: Sequence[str]) -> dict[str, int]:
    """Return the numbers of months by their folded names, for who reads days without this."""
    return _months(tuple(langs))


def _months(langs: tuple[str, ...]) -> dict[str, int]:
    """Return the numbers of months by their folded names, those of the grammar and of some languages."""
    found: dict[str, int] = {}
    for names in (_names_of(patterns) for patterns in _patterns(langs)):
        for number, name in names:
            found.setdefault(fold_text(name), number)
    # A name that the grammar knows means there what it means in texts.
    own = {name: number for name, number in MONTH_NUMBER.items() if len(name) > _LEAST_ABBREVIATED}
    return found | own | {name: number for name, number in MONTH_NUMBER.items() if name not in found}


def _names_of(patterns: DatePatterns) -> Iterator[tuple[int, str]]:
    for names in (patterns.months, patterns.months_alone):
        for number, name in enumerate(names, start=1):
            yield number, name
            if len(name) > _LEAST_ABBREVIATED:
                yield number, name[:_LEAST_ABBREVIATED]


def _patterns(langs: Sequence[str]) -> list[DatePatterns]:
    return [patterns_of(locale_of(lang)) for lang in dict.fromkeys(langs)]


def _small_words(langs: tuple[str, ...]) -> str:
    """Return a pattern of what languages write between day, month and year: "de", "of"."""
    written = [
        word for patterns in _patterns(langs) for word in re.sub(r"%\(\w+\)s", " ", patterns.day).split()
    ]
    words = dict.fromkeys(["of", *(word for word in written if word.isalpha() and len(word) > 1)])
    return f"(?:{'|'.join(map(re.escape, words))})"


def _read_edtf(text: str, _: Sequence[str], __: DateSpan | None) -> TypedDate | None:
    for found in _EDTF.finditer(text):
        span = _span(found[0])
        if span is not None:
            return _typed(text, found.span(), span)
    return None


def _read_hijri(text: str, _: Sequence[str], __: DateSpan | None) -> TypedDate | None:
    """Read a day or a month of the Hijri calendar, by the name of its month."""
    for found in _HIJRI.finditer(fold(text)):
        year, month = int(found["year"]), HIJRI_MONTHS["".join(filter(str.isalpha, found["month"]))]
        try:
            first = hijri_to_gregorian(year, month, int(found["day"] or 1))
            last = first if found["day"] else hijri_to_gregorian(year + month // 12, month % 12 + 1, 1) - 1
        except DateError:
            continue
        return _typed(text, found.span(), day_span(first, last if last != first else None), "hijri")
    return None


def _read_printed(text: str, _: Sequence[str], within: DateSpan | None) -> TypedDate | None:
    """Read what the grammar of texts reads, in the calendar that it finds."""
    for found in find_dates(read_tokens(text, make_word, {}), Calendar()):
        span, calendar = _span(found.gregorian), found.calendar
        # 1336 is a Rumi year for who tells of 1920, and none for who tells of 1336.
        printed = _span(found.edtf)
        if calendar == "rumi" and within and printed and printed.overlaps(within):
            span, calendar = printed, "gregorian"
        # "32 June 1920" is no month with a number before it.
        if span is not None and not (_is_month(span) and _SHORT.search(text)):
            typed = _typed(text, (found.start, found.end), span, calendar)
            return replace(typed, shown=printed) if found.why[0] == "before-reform" else typed
    return None


def _read_loose(text: str, _: Sequence[str], __: DateSpan | None) -> TypedDate | None:
    """Read one month, one number for a day and one for a year, in whatever order: "1920. June 20."."""
    months = [found for found in _LETTERS.finditer(text) if found[0] in _ENGLISH.values()]
    days, years = list(_SHORT.finditer(text)), list(_LONG.finditer(text))
    if len(months) != 1 or len(years) != 1 or len(days) > 1:
        return None
    month = next(number for number, name in _ENGLISH.items() if name == months[0][0])
    day = f"-{int(days[0][0]):02d}" if days else ""
    span = _span(f"{int(years[0][0]):04d}-{month:02d}{day}")
    used = [*months, *years, *days]
    edges = min(found.start() for found in used), max(found.end() for found in used)
    return _typed(text, edges, span) if span else None


def _read_years(text: str, langs: Sequence[str], within: DateSpan | None) -> TypedDate | None:
    """Read a year alone, or with its era if the text is nothing else."""
    if any(word in _ENGLISH.values() for word in _LETTERS.findall(text)):
        return None  # a day that no month has
    for lang in dict.fromkeys(langs):
        year = parse_year(text, lang)
        if year is not None:
            return TypedDate(_year_meant(year, within), "gregorian")
    found = _BARE_YEAR.search(text)
    return _typed(text, found.span(), _year_meant(int(found[0]), within)) if found else None


def _year_meant(year: int, within: DateSpan | None) -> DateSpan:
    """Return a year; one of the Rumi calendar where only that is of the days that are meant."""
    span = year_span(year)
    if within is not None and year in RUMI_YEARS and not span.overlaps(within):
        rumi = year_span(year + RUMI_OFFSET)
        return rumi if rumi.overlaps(within) else span
    return span


def _is_month(span: DateSpan) -> bool:
    return isinstance(span.parts, Moment) and span.parts.month is not None and span.parts.day is None


def _span(edtf: str) -> DateSpan | None:
    try:
        return parse_date(edtf)
    except DateError:
        return None


def _typed(text: str, edges: tuple[int, int], span: DateSpan, calendar: str = "gregorian") -> TypedDate:
    before, behind = text[: edges[0]], _LEFT.sub("", text[edges[1] :])
    return TypedDate(span, calendar, before.strip(_EDGES), behind.strip(_EDGES))
