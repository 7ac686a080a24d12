"""Dates that a reader types for a mention: in any notation, of any calendar that texts are dated by."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from mapsvc.atlas.corrections import is_printed_date
from mapsvc.atlas.gazetteer.names import Gazetteer
from mapsvc.errors import DateError
from mapsvc.geoparse.date_values import hijri_edges, span_value
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.mentions import DateMention
from mapsvc.geoparse.typed_dates import read_typed
from mapsvc.model.calendars import hijri_to_gregorian, julian_to_gregorian, rumi_to_gregorian
from mapsvc.model.day import Day
from mapsvc.model.meant_dates import meant_date

#: Who writes a day in numbers means that day and no other.
_NUMBERS_ALONE = re.compile(r"[\d./~?%X-]+", re.ASCII)
_DIGIT = re.compile(r"\d")
_DOUBT_MARKS = re.compile(r"[?~%]")
_PRINTED_PART = re.compile(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)
_DAY_OF: Mapping[str, Callable[[int, int, int], Day]] = {
    "julian": julian_to_gregorian,
    "rumi": rumi_to_gregorian,
    "hijri": hijri_to_gregorian,
}


def read_decided_date(typed: str, calendar: str, langs: Sequence[str]) -> dict[str, str]:
    """
    Read a date as a reader types it.

    Parameters
    ----------
    typed
        EDTF, or words and numbers in a language.
    calendar
        In which it is meant; nothing for what the words say themselves, Gregorian if they say nothing.
    langs
        Whose names of months count.

    Returns
    -------
    date
        `edtf` and `calendar` as meant, and `gregorian`.

    Raises
    ------
    DateError
        If it is no date, or its calendar has no such day.
    """
    plain = " ".join(typed.split())
    if is_printed_date(plain, calendar):
        return _turned(plain, calendar or "gregorian")
    found = _printed(plain) or _typed(plain, langs)
    if found is None:
        msg = f"{typed[:40]!r} is no date."
        raise DateError(msg)
    return found if calendar in {"", found["calendar"]} else _turned(found["edtf"], calendar)


def _printed(plain: str) -> dict[str, str] | None:
    """Return the one date that the geoparser finds in what is typed, if it takes all numbers of it."""
    dates = [one for one in Geoparser(Gazetteer([], None)).parse(plain) if isinstance(one, DateMention)]
    if len(dates) != 1 or _DIGIT.search(plain.replace(dates[0].surface, "", 1)):
        return None
    return {"edtf": dates[0].edtf, "calendar": dates[0].calendar, "gregorian": dates[0].gregorian}


def _typed(plain: str, langs: Sequence[str]) -> dict[str, str] | None:
    """Return a date in words of a language, or in words for what EDTF says."""
    other = read_typed(plain, langs)
    edtf = other.span.edtf if other is not None and not other.rest else ""
    if not edtf and not _NUMBERS_ALONE.fullmatch(plain):
        edtf = (meant_date(plain) or ("",))[0]
    return {"edtf": edtf, "calendar": "gregorian", "gregorian": _DOUBT_MARKS.sub("", edtf)} if edtf else None


def _turned(edtf: str, calendar: str) -> dict[str, str]:
    """Return a date of a calendar with its Gregorian value, which bears no marks of doubt."""
    plain = _DOUBT_MARKS.sub("", edtf)
    gregorian = plain
    if calendar in _DAY_OF:
        sides = [_sides(side, calendar) for side in plain.split("/")]
        ends = [sides[0][0], sides[-1][1]]
        gregorian = ends[0] if ends[0] == ends[1] else "/".join(ends)
    return {"edtf": edtf, "calendar": calendar, "gregorian": gregorian}


def _sides(text: str, calendar: str) -> tuple[str, str]:
    """Return the first and the last Gregorian value of a day, a month or a year; what is open stays so."""
    found = _PRINTED_PART.fullmatch(text)
    if found is None:
        return text, text
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if day:
        turned = _DAY_OF[calendar](year, month, day).isoformat()
        return turned, turned
    if calendar == "hijri":
        first, last = hijri_edges(year, month)
        return first.edtf, last.edtf
    # Of a month or a year the two others are off by days only, which its value does not say.
    value = span_value(year, month)[2] if calendar == "rumi" else text
    return value, value
