"""The names of the ground: of towns, waters and railways, in a year and a language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mapsvc.model.day import FIRST_YEAR, LAST_YEAR
from mapsvc.model.name_register import RegisteredName, names_by_span, ordinary_names

#: What the browser needs of each feature; the rest is for people who edit the files.
_SHOWN = {
    "opened", "closed", "since", "until", "rank", "minzoom", "maxzoom", "kind", "angle_deg", "size",
}  # fmt: skip


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


def name_in(about: Mapping[str, Any], lang: str, year: int) -> str:
    """Return the name that a feature of the ground bears in a year; empty if it bears none then."""
    if year < year_of(about.get("since"), FIRST_YEAR) or year > year_of(about.get("until"), LAST_YEAR):
        return ""
    for span in about.get("spans") or ():
        if year_of(span.get("from"), FIRST_YEAR) <= year <= year_of(span.get("to"), LAST_YEAR):
            return said(span["names"], lang)
    return said(about["names"], lang)


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
