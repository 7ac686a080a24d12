"""What somebody meant who wrote a date that is no EDTF, and how EDTF says it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from mapsvc.errors import DateError
from mapsvc.language import locale_of
from mapsvc.model.calendars import HIJRI_MONTHS, hijri_to_gregorian
from mapsvc.model.date_patterns import patterns_of
from mapsvc.model.day import days_of_month
from mapsvc.model.edtf import parse_edtf
from mapsvc.model.names import compose, fold

#: Languages whose names of months are known here.
_MONTHS_OF = ("en", "tr", "az", "ru", "de", "fr", "it", "es")
_SHORTENED = 3
#: Words of a date by what they say; folded.
_ABOUT = (
    "c|ca|circa|about|around|approximately|approx|roughly|yaklasik|yak|takriben|asagi yukari|texminen"
    "|около|ок|примерно|um|vers|env"
)
_PERHAPS = "perhaps|probably|possibly|maybe|muhtemelen|belki|galiba|ehtimal|возможно|вероятно|vielleicht"
_FROM = "since|from|after|sonra|itibaren|beri|с|после|seit|ab|depuis"
_WORDS_BEFORE = "before|until|till|by|up to|once|kadar|dek|до|bis|avant"
_OPEN = "open|now|present|today|ongoing|devam|bugun|halen|сегодня|heute"
_UNKNOWN = "unknown|undated|n d|bilinmiyor|belirsiz|tarihsiz|неизвестно|без даты|namelum"
_OR = "or|veya|ya da|yahut|ve ya|или|oder|ou"
_WORDS_AND = "and|ve|hem|и|und|et"
_TO = "to|until|till|through|ile|ila|bis|по|до|a"
_BC = "bc|bce|b c|b c e|mo|m o|i o|i o|eo|e e|до н э|v chr"
_AD = "ad|ce|a d|c e|ms|m s|miladi|н э|n chr"
_SEASON_WORDS = {
    "21": "spring|ilkbahar|bahar|yaz basi|весна|весной|fruhling|printemps",
    "22": "summer|yaz|лето|летом|sommer|ete",
    "23": "autumn|fall|sonbahar|guz|осень|осенью|payiz|herbst|automne",
    "24": "winter|kis|qis|зима|зимой|hiver",
}
_CENTURY_WORD = r"(?:century|cent|yuzyil|yy|asir|esr|век|в|jh|jahrhundert|siecle)"

#: What may stand beside the name of a month.
_SMALL_WORDS = frozenset(
    "of|the|st|nd|rd|th|de|da|te|ta|den|dan|del|er|e|ile|ila|ve|to|and|г|год|года".split("|")  # noqa: SIM905
)

Reading = tuple[str, str]


def explain_date(text: str) -> str:
    """
    Return what would do in place of a date that is no EDTF.

    Parameters
    ----------
    text
        As it was written.

    Returns
    -------
    advice
        A phrase to follow what was written: the reason, and the EDTF of what was probably meant. Forms that
        serve as models where nobody can tell.
    """
    meant = meant_date(text)
    if meant is None:
        return "; write it as '1648-10-24', '1648-05~' or '1648-05/1648-08'"
    edtf, reason = meant
    return f"; write it as {edtf!r}: {reason}" if edtf else f": {reason}"


def meant_date(text: str) -> Reading | None:
    """Return the EDTF that was probably meant and the reason, or nothing; empty where none would do."""
    plain = " ".join(compose(text).replace("\u2212", "-").split())
    if not plain:
        return "", "it is empty; leave the field out"
    folded = fold(plain).replace("—", "-").replace("–", "-")
    return _first_of((*_ONE_DATE, *_SEVERAL_DATES), folded)


def _first_of(readers: Iterable[Callable[[str], Reading | None]], folded: str) -> Reading | None:
    for read in readers:
        found = read(folded)
        if found is not None and (not found[0] or _is_edtf(found[0])):
            return found
    return None


def _is_edtf(text: str) -> bool:
    try:
        parse_edtf(text)
    except ValueError:
        return False
    return True


def _inner(text: str) -> str | None:
    """Return a part of a date as EDTF: as it is, or as it was meant."""
    text = text.strip(" ,.")
    if text and _is_edtf(text):
        return text
    found = _first_of(_ONE_DATE, text) if text else None
    return found[0] or None if found else None


# ---- days --------------------------------------------------------------------------------------------
def _spaces(text: str) -> Reading | None:
    return (text, "spaces stand around it") if _is_edtf(text) else None


def _numeric(text: str) -> Reading | None:
    found = re.fullmatch(r"(-?\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[t ]\d{1,2}:.*)?", text)
    if found:
        reason = "a day is written year-month-day, with two digits for month and day, and no time of day"
        return _day(int(found[1]), int(found[2]), int(found[3]), reason)
    found = re.fullmatch(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})(?: ?г\.?)?", text)
    if found:
        first, second, year = map(int, found.groups())
        day, month = (second, first) if second > 12 >= first else (first, second)
        reason = "a day is written year-month-day"
        if first <= 12 and second <= 12 and first != second:
            reason += f" (if {first} is the day)"
        return _day(year, month, day, reason)
    found = re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text)
    if found:
        year, month, day = map(int, found.groups())
        return _day(year, month, day, "hyphens stand between year, month and day")
    found = re.fullmatch(r"(\d{4})[-./](\d{1,2})", text)
    if not found:
        return None
    year, month = int(found[1]), int(found[2])
    if month > 12 and year % 100 < month and found[2].isdecimal():
        return f"{year:04d}/{year // 100 * 100 + month:04d}", "a span is written with a slash and whole years"
    return _month(year, month)


def _day(year: int, month: int, day: int, reason: str) -> Reading:
    if not 1 <= month <= 12:
        return _month(year, month)
    if day == 0:
        return f"{year:04d}-{month:02d}-XX", "an unknown day is XX"
    if day > days_of_month(year, month):
        return f"{year:04d}-{month:02d}", f"month {month} of {year} has {days_of_month(year, month)} days"
    return f"{year:04d}-{month:02d}-{day:02d}", reason


def _month(year: int, month: int) -> Reading:
    if month == 0:
        return f"{year:04d}-XX", "an unknown month is XX"
    if 1 <= month <= 12:
        return f"{year:04d}-{month:02d}", "a month is written year-month, with two digits for the month"
    return f"{year:04d}", f"there is no month {month} (seasons are 21 to 24)"


def _worded(text: str) -> Reading | None:
    """Read a day, two days or a month with its name."""
    month = _only_month(re.findall(r"[^\W\d_]+", text))
    numbers = [int(digits) for digits in re.findall(r"\d+", text)]
    years, days = [n for n in numbers if n > 99], sorted(n for n in numbers if n <= 31)
    if not month or len(years) != 1 or len(days) != len(numbers) - 1 or len(days) > 2:
        return None
    return _named_days(years[0], month, days, "months are written as numbers")


def _only_month(words: list[str]) -> int:
    """Return the month that words name; 0 if they name none, several, or say more."""
    months = _month_numbers()
    named = [months[word] for word in words if word in months]
    return named[0] if len(named) == 1 and not set(words) - set(months) - _SMALL_WORDS else 0


def _named_days(year: int, month: int, days: list[int], reason: str) -> Reading:
    if not days:
        return f"{year:04d}-{month:02d}", reason
    if len(days) == 1:
        return _day(year, month, days[0], reason)
    first, last = (f"{year:04d}-{month:02d}-{day:02d}" for day in days)
    return f"{first}/{last}", f"{reason}, and a span with a slash"


def _month_numbers() -> dict[str, int]:
    found: dict[str, int] = {}
    for lang in _MONTHS_OF:
        patterns = patterns_of(locale_of(lang))
        for names in (patterns.months, patterns.months_alone):
            for number, name in enumerate(names, start=1):
                found.setdefault(fold(name), number)
                if len(name) > _SHORTENED:
                    found.setdefault(fold(name)[:_SHORTENED], number)
    return found | {"sept": 9}


def _hijri(text: str) -> Reading | None:
    """Read a day of the lunar calendar, which EDTF has not."""
    found = re.fullmatch(
        r"(\d{1,2}) ([^\W\d_' -]+(?:[ '-][^\W\d_]+)?) (1[0-4]\d\d)(?: ?h(?:icri|\.)?)?", text
    )
    month = HIJRI_MONTHS.get(re.sub(r"[^\w]", "", found[2])) if found else None
    if not found or not month:
        return None
    try:
        day = hijri_to_gregorian(int(found[3]), month, int(found[1]))
    except DateError:
        return "", "it is no day of the Hijri calendar"
    return (
        f"{day.isoformat()}~",
        "dates are Gregorian, and a day of the Hijri calendar is known to a day or so",
    )


# ---- years -------------------------------------------------------------------------------------------
def _eras(text: str) -> Reading | None:
    bare = re.sub(r"[.\s]+", " ", text).strip()
    for words, before in ((_BC, True), (_AD, False)):
        found = re.fullmatch(rf"(?:(?:{words}) )?(\d{{1,5}})(?: г)?(?: (?:{words}))?", bare)
        if found and bare != found[1] and not re.fullmatch(r"\d+ г", bare):
            year = 1 - int(found[1]) if before else int(found[1])
            reason = (
                "the year before 1 is 0000, so that 401 BC is -0400" if before else "years have four digits"
            )
            return _year(year), reason
    found = re.fullmatch(r"(-?)(\d{1,3})", text)
    if found:
        year = -int(found[2]) if found[1] else int(found[2])
        told = f" ({1 - year} BC)" if year <= 0 else ""
        return _year(year), f"years have four digits{told}"
    found = re.fullmatch(r"-?\d{5}", text)
    return (f"Y{text}", "a year of five digits begins with Y") if found else None


def _year(year: int) -> str:
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def _unknown_digits(text: str) -> Reading | None:
    if re.fullmatch(r"\d{3}[?_*.-]", text):
        return f"{text[:3]}X", "an unknown digit is X"
    plain = re.sub(r"(?<=[\dux_-])[ux_](?=[\dux_-]|$)|(?<=^)[ux]", "X", text)
    if "X" in plain and re.fullmatch(r"[\dX]{4}(?:-[\dX]{2}){0,2}", plain):
        return plain, "an unknown digit is X"
    found = re.fullmatch(
        r"(?:the )?(\d{3})0(?:'?s|'?l[ae]r\w*|-?(?:е|х)(?: год\w*)?|-?c[iu] iller\w*|er)", text
    )
    if found:
        return f"{found[1]}X", "a decade is written with X for its last digit"
    found = re.fullmatch(
        rf"(?:the )?([ivx]+|\d{{1,2}})(?:st|nd|rd|th|e|-?c[iu]|-?й)?\.? ?{_CENTURY_WORD}\.?(.*)", text
    )
    return _centuries(found[1], found[2]) if found else None


def _centuries(told: str, behind: str) -> Reading | None:
    number = int(told) if told.isdecimal() else _roman(told)
    bare = re.sub(r"[.\s]+", " ", behind).strip()
    if bare and not re.fullmatch(_BC, bare):
        return None
    reason = "a century is written with XX for its last digits"
    return (f"-{number - 1:02d}XX" if bare else f"{number - 1:02d}XX"), reason


def _roman(text: str) -> int:
    values = [{"x": 10, "v": 5, "i": 1}[letter] for letter in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < behind else value for value, behind in pairs)


def _seasons(text: str) -> Reading | None:
    for code, words in _SEASON_WORDS.items():
        found = re.fullmatch(rf"(?:{words})(?: of)? (\d{{4}})|(\d{{4}}),? (?:{words})\w*", text)
        if found:
            return f"{found[1] or found[2]}-{code}", "seasons are 21 (spring) to 24 (winter)"
    return None


# ---- how sure, and spans -----------------------------------------------------------------------------
def _marked(text: str) -> Reading | None:
    found = re.fullmatch(rf"(?:{_ABOUT})(?:\. ?| |(?=\d))(.+)|(.+) (?:dolaylari|civari|sularinda)\w*", text)
    inner = _inner(found[1] or found[2]) if found else None
    if inner:
        return _with_mark(inner, "~"), "what is approximate ends in ~"
    found = re.fullmatch(rf"(?:{_PERHAPS}) (.+)|(.+?) ?\((?:\?|{_PERHAPS})\)|\? ?(.+)|(.+) \?", text)
    inner = _inner(next(part for part in found.groups() if part)) if found else None
    return (_with_mark(inner, "?"), "what is uncertain ends in ?") if inner else None


def _with_mark(edtf: str, mark: str) -> str:
    return edtf if edtf[-1] in "?~%" else edtf + mark


def _sided(text: str) -> Reading | None:
    found = re.fullmatch(rf"(?:{_FROM}) (.+)|(.+?)(?:'?[dt][ae]n)? (?:{_FROM})", text)
    inner = _inner(found[1] or found[2]) if found else None
    if inner:
        return f"{inner}/..", "an open end is .. (one moment after it, in brackets: [date..])"
    found = re.fullmatch(
        rf"(?:{_WORDS_BEFORE}) (.+)|(.+?)(?:'?(?:[dt][ae]n|y?[ae]))? (?:{_WORDS_BEFORE})", text
    )
    inner = _inner(found[1] or found[2]) if found else None
    if inner:
        return (
            f"../{inner}",
            "an open beginning is .. (one moment at or before it is written in brackets, [..date])",
        )
    return None


def _spanned(text: str) -> Reading | None:
    reason = "a span is written with a slash"
    if re.fullmatch(rf"{_UNKNOWN}|[ux]{{4}}", re.sub(r"[.\s]+", " ", text).strip()):
        return "", "an unknown date is left out; an unknown end is written as nothing behind the slash"
    found = re.fullmatch(r"(\d{4})-(\d{4})", text)
    if found:
        return _ordered(found[1], found[2], reason)
    if text.count("/") == 1:
        sides = [_side(part.strip()) for part in text.split("/")]
        if None not in sides:
            return "/".join(
                map(str, sides)
            ), "an open end is .., an unknown one nothing, both sides are dates"
    for pattern in (rf"(?:{_FROM} )?(.+?) (?:{_TO}|-) (.+)", r"(.+?) ?\.\. ?(.+)", r"(.+?) ?-{1,2} ?(.+)"):
        found = re.fullmatch(pattern, text)
        first, second = (_inner(found[1]), _inner(found[2])) if found else (None, None)
        if first and second:
            return _ordered(first, second, reason)
    return None


def _side(text: str) -> str | None:
    if re.fullmatch(rf"{_OPEN}|\.\.", text):
        return ".."
    return "" if not text or re.fullmatch(_UNKNOWN, text) else _inner(text)


def _ordered(first: str, second: str, reason: str) -> Reading:
    edtf = f"{first}/{second}"
    return (edtf, reason) if _is_edtf(edtf) else (f"{second}/{first}", f"{reason}, the earlier date first")


def _listed(text: str) -> Reading | None:
    for words, signs, reason in (
        (_OR, "[]", "one of several dates is written in square brackets"),
        (_WORDS_AND, "{}", "several dates are written in braces"),
    ):
        parts = re.split(rf",? (?:{words}) |, ", text)
        if len(parts) > 1 and re.search(rf" (?:{words}) ", text):
            dates = [_inner(part) for part in parts]
            if None not in dates:
                return f"{signs[0]}{','.join(map(str, dates))}{signs[1]}", reason
    return None


_ONE_DATE: tuple[Callable[[str], Reading | None], ...] = (
    _spaces, _hijri, _numeric, _worded, _unknown_digits, _eras, _seasons, _marked,
)  # fmt: skip
_SEVERAL_DATES: tuple[Callable[[str], Reading | None], ...] = (_listed, _spanned, _sided)
