"""The names of the ground: of towns, waters and railways, on a day and in a language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mapsvc.model.day import FIRST_YEAR, LAST_YEAR, Day
from mapsvc.model.name_register import RegisteredName, names_by_span, ordinary_names

#: What the browser needs of each feature; the rest is for people who edit the files.
_SHOWN = {
    "opened", "closed", "since", "until", "rank", "minzoom", "maxzoom", "kind", "angle_deg", "size",
}  # fmt: skip

#: A date as far as it names months and days; what is no month or no day of two figures is not looked at.
_DATED = re.compile(r"\s*(-?Y?-?\d{4,})[~?%]*(?:-(\d\d)[~?%]*)?(?:-(\d\d))?", re.ASCII)
#: A year as a number of months and days in order of time, and what stands for the last of them.
_YEAR, _REST = 10_000, 99


def year_of(edtf: str | None, fallback: int) -> int:
    """Return the first year that a date names."""
    text = (edtf or "").lstrip()
    digits = "".join(_digits(text.removeprefix("-")))
    if len(digits) < 4:
        return fallback
    return -int(digits) if text.startswith("-") else int(digits)


def _digits(text: str) -> Iterator[str]:
    """Yield the digits that a text begins with; the letter of a long or unknown year is passed over."""
    for letter in text.lstrip("Y~?"):
        if not letter.isdigit():
            return
        yield letter


def name_in(about: Mapping[str, Any], lang: str, day: Day) -> str:
    """Return the name that a feature of the ground bears on a day; empty if it bears none then."""
    if not _lies_within(day, about.get("since"), about.get("until")):
        return ""
    for span in about.get("spans") or ():
        if _lies_within(day, span.get("from"), span.get("to")):
            return said(span["names"], lang)
    return said(about["names"], lang)


def _lies_within(day: Day, first: str | None, last: str | None) -> bool:
    """Tell whether a day is none before a date begins or after another ends; nothing limits nothing."""
    stamp = day.year * _YEAR + day.month * 100 + day.day
    return _stamp(first, FIRST_YEAR, 0) <= stamp <= _stamp(last, LAST_YEAR, _REST)


def _stamp(edtf: str | None, year: int, rest: int) -> int:
    """Return a date as a number in order of time; month and day that it does not name are `rest`."""
    found = _DATED.match(edtf or "")
    if found is None:
        return year * _YEAR + rest * 101
    month, day = (int(part) if part else rest for part in found.groups()[1:])
    return year_of(edtf, year) * _YEAR + month * 100 + day


def registered_properties(about: Mapping[str, Any], rows: tuple[RegisteredName, ...]) -> dict[str, Any]:
    """Return what is said of a town, called as the register of an atlas calls it in each of its times."""
    usual = {**about["names"], **ordinary_names(rows)}
    spans = [
        {
            **({"from": first.isoformat()} if first else {}),
            **({"to": last.isoformat()} if last else {}),
            "names": {**usual, **names},
        }
        for first, last, names in names_by_span(rows)
    ]
    rest = {key: value for key, value in about.items() if key not in ("names", "spans")}
    return {**rest, "names": usual, **({"spans": spans} if spans else {})}


def said(names: Mapping[str, str], lang: str) -> str:
    """Return a name in a language, else in English, else in any."""
    wanted = (lang, lang.partition("-")[0], "en", *names)
    return next((str(names[tag]) for tag in wanted if names.get(tag)), "")


def shown_properties(about: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Return what the browser needs of a town, a water or a railway: its name in a language."""
    shown = {key: about[key] for key in sorted(_SHOWN & about.keys())}
    if "names" in about:
        shown["name"] = said(about["names"], lang)
    if about.get("spans"):
        shown["spans"] = [
            {key: span[key] for key in ("from", "to") if key in span} | {"name": said(span["names"], lang)}
            for span in about["spans"]
        ]
    return shown
