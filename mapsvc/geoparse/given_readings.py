"""What an edition says itself of its places, dates and persons, honoured above what is read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from mapsvc.atlas.gazetteer.names import Entry, Gazetteer
from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.html_text import GivenReading
from mapsvc.geoparse.mentions import Choice, DateMention, Mention, PlaceMention
from mapsvc.model.names import fold

#: What the elements of a place say of its kind; `rs` and `name` are places where their type says so.
_KIND_OF_ELEMENT = {
    "placename": "settlement",
    "settlement": "settlement",
    "country": "state",
    "region": "region",
    "district": "region",
    "bloc": "region",
    "geogname": "region",
}
_OF_ANY = frozenset({"rs", "name"})
_PERSONS = frozenset({"persname", "forename", "surname"})
_NUMBER_IN_GEONAMES = re.compile(r"geonames\.org/(\d+)|^geonames:(\d+)$")
_GIVEN_DAY = re.compile(r"(?P<year>-?\d{4}|-)(?:-(?P<rest>\d\d(?:-\d\d)?))?(?:T.*)?")
#: What says a day, the first and the last of several.
_SAID_OF_DATES = (("when", "when-iso"), ("from", "from-iso", "notbefore"), ("to", "to-iso", "notafter"))
#: How sure a name is that an edition marks, and that the gazetteer has; once, or several times.
_ONE, _SEVERAL = 0.95, 0.6


def honour_edition(
    document: Document, mentions: Iterable[Mention], gazetteer: Gazetteer
) -> Iterator[Mention]:
    """
    Yield mentions as an edition itself says them.

    Parameters
    ----------
    document
        With what it says of its own words, or without.
    mentions
        What was read in it, in text order.
    gazetteer
        Where the names are looked up that were not taken for places.

    Yields
    ------
    mention
        In text order: those with what the edition gives for them; those that it marks and that were not
        found; none that it calls a person.
    """
    if not document.given:
        yield from mentions
        return
    places = _Spans(_leaves(filter(_is_place, document.given)))
    dates = _Spans(_leaves(reading for reading in document.given if _date_of(reading)))
    persons = _Spans(_leaves(filter(_is_person, document.given)))
    found = [given for mention in mentions if (given := _as_given(mention, places, dates, persons))]
    known = _Spans([GivenReading(mention.start, mention.end, "", {}) for mention in found])
    found += (_new_place(document, place, gazetteer) for place in places.left_by(known))
    found += (_new_date(document, date) for date in dates.left_by(known))
    yield from sorted(found, key=lambda mention: (mention.start, mention.end))


class _Spans:
    """Readings none of which lies over another, found by what they touch."""

    def __init__(self, spans: list[GivenReading]) -> None:
        self.spans = spans
        self._ends = [span.end for span in spans]

    def over(self, other: Mention | GivenReading) -> GivenReading | None:
        at = bisect_right(self._ends, other.start)
        return self.spans[at] if at < len(self.spans) and self.spans[at].start < other.end else None

    def left_by(self, others: _Spans) -> Iterator[GivenReading]:
        return (span for span in self.spans if others.over(span) is None)


def _as_given(mention: Mention, places: _Spans, dates: _Spans, persons: _Spans) -> Mention | None:
    """Return a mention with what the edition says of it; nothing for one that it calls a person."""
    if isinstance(mention, DateMention):
        return _date_as_given(mention, dates.over(mention))
    place = places.over(mention)
    if place is not None:
        return _place_as_given(mention, place)
    return mention if persons.over(mention) is None else None


def _leaves(readings: Iterable[GivenReading]) -> list[GivenReading]:
    """Return the innermost of readings, with what those around them say."""
    around: list[GivenReading] = []
    leaves: list[GivenReading] = []
    for each in sorted(readings, key=lambda reading: (reading.start, -reading.end)):
        reading = each
        while around and around[-1].end <= reading.start:
            around.pop()
        if around:
            reading = reading._replace(attributes=around[-1].attributes | reading.attributes)
            if leaves[-1] is around[-1]:
                leaves.pop()
        leaves.append(reading)
        around.append(reading)
    return leaves


def _is_place(reading: GivenReading) -> bool:
    said = reading.attributes.get("type", "")
    return reading.element in _KIND_OF_ELEMENT or (
        reading.element in _OF_ANY and said in {"place", "geo", "geog"}
    )


def _is_person(reading: GivenReading) -> bool:
    said = reading.attributes.get("type", "")
    return reading.element in _PERSONS or (reading.element in _OF_ANY and said in {"person", "pers"})


# ---- places ----------------------------------------------------------------------------------------
def _refers_to(reading: GivenReading) -> str:
    return reading.attributes.get("ref") or reading.attributes.get("key") or ""


def _place_as_given(mention: PlaceMention, reading: GivenReading) -> PlaceMention:
    refers = _refers_to(reading)
    if not refers:
        return mention
    readings = [
        (mention.entry, mention.score),
        *((other.entry, other.score) for other in mention.alternatives),
    ]
    meant = next((entry for entry, _ in readings if entry is not None and _is_meant(entry, refers)), None)
    if meant is None:
        return replace(mention, given=refers)
    others = tuple(
        Choice(entry, score) for entry, score in readings if entry is not None and entry is not meant
    )
    why = (("edition", refers),)
    return replace(
        mention, entry=meant, kind=meant.kind, score=1.0, why=why, alternatives=others, given=refers
    )


def _is_meant(entry: Entry, refers: str) -> bool:
    """Tell whether an entry is what an edition refers to: by its own id, or by its number in GeoNames."""
    number = _NUMBER_IN_GEONAMES.search(refers)
    if number:
        return entry.id == f"geonames:{number[1] or number[2]}"
    return entry.id == refers.lstrip("#")


def _new_place(document: Document, reading: GivenReading, gazetteer: Gazetteer) -> PlaceMention:
    """Return a place that an edition marks and that was not found by itself."""
    surface = document.text[reading.start : reading.end]
    refers = _refers_to(reading)
    entries = list({use.entry.id: use.entry for use in gazetteer.uses(fold(surface))}.values())
    entries.sort(key=lambda entry: not _is_meant(entry, refers))
    score = _ONE if len(entries) == 1 else _SEVERAL if entries else 0.0
    sure = bool(entries) and _is_meant(entries[0], refers)
    return PlaceMention(
        start=reading.start,
        end=reading.end,
        token_end=reading.end,
        surface=surface,
        entry=entries[0] if entries else None,
        kind=entries[0].kind if entries else _KIND_OF_ELEMENT.get(reading.element, "settlement"),
        usage="literal",
        lang=reading.attributes.get("lang", ""),
        score=1.0 if sure else score,
        why=(("edition", refers),),
        why_usage=("plain",),
        alternatives=tuple(Choice(entry, round(score / len(entries), 3)) for entry in entries[1:]),
        given=refers,
    )


# ---- dates -----------------------------------------------------------------------------------------
def _date_of(reading: GivenReading) -> str:
    """Return the date that an element gives, in EDTF; nothing where it gives none."""
    if reading.element != "date":
        return ""
    day, first, last = (
        next(filter(None, (_edtf(reading.attributes.get(name, "")) for name in names)), "")
        for names in _SAID_OF_DATES
    )
    return day or (f"{first or '..'}/{last or '..'}" if first or last else "")


def _edtf(value: str) -> str:
    found = _GIVEN_DAY.fullmatch(value.strip())
    if found is None:
        return ""
    year = "XXXX" if found["year"] == "-" else found["year"]
    return f"{year}-{found['rest']}" if found["rest"] else "" if year == "XXXX" else year


def _date_as_given(mention: DateMention, reading: GivenReading | None) -> DateMention:
    if reading is None:
        return mention
    value = _date_of(reading)
    printed = mention.edtf if mention.calendar != "gregorian" else value
    return replace(mention, edtf=printed, gregorian=value, why=("edition", value), score=1.0, given=value)


def _new_date(document: Document, reading: GivenReading) -> DateMention:
    surface, value = document.text[reading.start : reading.end], _date_of(reading)
    return DateMention(
        reading.start, reading.end, surface, value, "gregorian", value, ("edition", value), 1.0, given=value
    )
