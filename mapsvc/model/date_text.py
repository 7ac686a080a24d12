"""Dates as a reader of Turkish or English expects them."""

from __future__ import annotations

import re

from mapsvc.model.dates import parse_date

MONTHS: dict[str, tuple[str, ...]] = {
    "tr": ("Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran",
           "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık"),
    "en": ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December"),
}  # fmt: skip
#: Month names as the Rumi calendar used them.
RUMI_MONTHS: dict[str, tuple[str, ...]] = {
    "tr": ("Kânunusani", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran",
           "Temmuz", "Ağustos", "Eylül", "Teşrinievvel", "Teşrinisani", "Kânunuevvel"),
    "en": ("Kanunusani", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran",
           "Temmuz", "Ağustos", "Eylül", "Teşrinievvel", "Teşrinisani", "Kanunuevvel"),
}  # fmt: skip
_ABOUT = {"tr": "{} dolayları", "en": "about {}"}
_POSSIBLY = {"tr": "belki {}", "en": "possibly {}"}
_SINCE = {"tr": "{} tarihinden itibaren", "en": "from {}"}
_UNTIL = {"tr": "{} tarihine kadar", "en": "until {}"}
_BETWEEN = {"tr": "{} ile {} arasında", "en": "between {} and {}"}
_OR = {"tr": "{} ya da {}", "en": "{} or {}"}
_ONE_OF = re.compile(r"\[(?P<first>[\d~-]+)(?P<kind>\.\.|,\s?)(?P<last>[\d~-]+)\]")
_DATE = re.compile(r"(?P<year>-?\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<mark>[~?%]?)")


def format_date(edtf: str, lang: str) -> str:
    """
    Write an EDTF date out in a language.

    Parameters
    ----------
    edtf
        A valid EDTF date or interval. Forms beyond day, month, year, their
        qualifiers and intervals are returned as they are.
    lang
        `"tr"` or `"en"`.

    Returns
    -------
    text
        Such as `"13 Ekim 1921"`, `"25–31 May 1920"`, `"from 13 October 1921"`.

    Raises
    ------
    DateError
        If `edtf` is not valid.
    """
    parse_date(edtf)
    one_of = _ONE_OF.fullmatch(edtf)
    if one_of:
        return _either(
            one_of["first"], one_of["last"], (_BETWEEN if ".." in one_of["kind"] else _OR)[lang], lang
        )
    first, slash, last = edtf.partition("/")
    if not slash:
        return _single(edtf, lang)
    if last in {"..", ""}:
        return _SINCE[lang].format(_single(first, lang))
    if first in {"..", ""}:
        return _UNTIL[lang].format(_single(last, lang))
    return _interval(first, last, lang)


def format_day_of(calendar: str, iso: str, lang: str) -> str:
    """
    Write a day of the Julian or Rumi calendar out.

    Parameters
    ----------
    calendar
        `"julian"` or `"rumi"`: it decides the names of the months.
    iso
        Year, month and day of that calendar, such as `"1336-04-27"`; the day may be left out.
    lang
        `"tr"` or `"en"`.

    Returns
    -------
    text
        Such as `"27 Nisan 1336"`.
    """
    year, *rest = (int(part) for part in iso.split("-"))
    months = (RUMI_MONTHS if calendar == "rumi" else MONTHS)[lang]
    words = [str(rest[1])] if len(rest) > 1 else []
    if rest:
        words.append(months[rest[0] - 1])
    return " ".join([*words, str(year)])


def _single(edtf: str, lang: str) -> str:
    found = _DATE.fullmatch(edtf)
    if not found:
        return edtf
    words = [str(int(found["year"]))]
    if found["month"] and 1 <= int(found["month"]) <= 12:
        words.insert(0, MONTHS[lang][int(found["month"]) - 1])
    if found["day"]:
        words.insert(0, str(int(found["day"])))
    text = " ".join(words)
    if not found["mark"]:
        return text
    return (_POSSIBLY if found["mark"] == "?" else _ABOUT)[lang].format(text)


def _either(first: str, last: str, words: str, lang: str) -> str:
    """Write two dates into a phrase, the month and year that they share once."""
    a, b = _DATE.fullmatch(first), _DATE.fullmatch(last)
    if a and b and a["day"] and b["day"] and a["year"] == b["year"]:
        month = "" if a["month"] == b["month"] else f" {MONTHS[lang][int(a['month']) - 1]}"
        return words.format(f"{int(a['day'])}{month}", _single(last, lang))
    return words.format(_single(first, lang), _single(last, lang))


def _interval(first: str, last: str, lang: str) -> str:
    a, b = _DATE.fullmatch(first), _DATE.fullmatch(last)
    plain = a and b and not a["mark"] and not b["mark"]
    if plain and a and b and a["year"] == b["year"] and a["day"] and b["day"]:
        if a["month"] == b["month"]:
            return f"{int(a['day'])}–{_single(last, lang)}"
        return f"{int(a['day'])} {MONTHS[lang][int(a['month']) - 1]} – {_single(last, lang)}"
    if plain and a and b and not a["month"] and not b["month"]:
        return f"{int(a['year'])}–{int(b['year'])}"
    return f"{_single(first, lang)} – {_single(last, lang)}"
