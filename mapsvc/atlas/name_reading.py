"""The register of names of an atlas, and its places called by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from mapsvc.atlas.problems import Problems, build
from mapsvc.atlas.raw_files import csv_rows, read_text, whole_rows
from mapsvc.model.name_register import NameRegister, RegisteredName, geonames_key
from mapsvc.model.records import Name, Place

REGISTER = "names.csv"
_COLUMNS = ["thing", "lang", "name", "from", "to", "use", "geonames"]
_NUMBER_IN_LINK = re.compile(r"(?:geonames\.org/|^gn:|^geonames:)(\d+)")


def read_names(root: Path, problems: Problems) -> NameRegister:
    """Read `names.csv` of an atlas; an atlas without one has an empty register."""
    path = root / REGISTER
    text = read_text(path, REGISTER, problems) if path.is_file() else None
    return NameRegister(tuple(_read_rows(text, problems)) if text else ())


def _read_rows(text: str, problems: Problems) -> Iterator[RegisteredName]:
    rows = csv_rows(text.removeprefix("\ufeff"), REGISTER, problems, columns=_COLUMNS)
    if rows is None:
        return
    for line, row in whole_rows(rows, REGISTER, problems):
        begins, ends = row.pop("from"), row.pop("to")
        raw = {key: value for key, value in row.items() if value}
        if begins or ends:
            raw["span"] = f"{begins or '..'}/{ends or '..'}"
        made = build(RegisteredName, raw, file=REGISTER, prefix=f"line {line}.", problems=problems)
        if made is not None:
            yield made


def with_registered_names(place: Place, register: NameRegister) -> Place:
    """
    Return a place called as the register calls it.

    In the languages for which the register has a name, every other form that the place's own file gives stays
    as an alias: it is found, and never printed.
    """
    rows = register.of(place.id, *_numbers(place))
    named = [Name(row.name, row.lang, row.span) for row in rows if row.use == "map"]
    ruled = {name.lang for name in named}
    own = [replace(name, span=None, alias=True) if name.lang in ruled else name for name in place.names]
    own += [Name(row.name, row.lang, alias=True) for row in rows if row.use == "variant"]
    printed = {(name.toponym, name.lang) for name in named}
    rest = [name for name in dict.fromkeys(own) if (name.toponym, name.lang) not in printed]
    return replace(place, names=(*named, *rest))


def _numbers(place: Place) -> Iterator[str]:
    """Yield the keys of a settlement; a region linked to the town of its name is another thing."""
    if place.kind == "settlement":
        yield from map(geonames_key, linked_numbers(place))


#: How links to other gazetteers are written, and as what they are known: `wikidata:Q83086`.
_LINKS = {
    "geonames": _NUMBER_IN_LINK,
    "wikidata": re.compile(r"(?:wikidata\.org/(?:wiki|entity)/|^wd:|^wikidata:)(Q\d+)", re.IGNORECASE),
    "pleiades": re.compile(r"(?:pleiades\.stoa\.org/places/|^pl:|^pleiades:)(\d+)", re.IGNORECASE),
}


def link_key(link: str) -> str:
    """Return what a link to GeoNames, Wikidata or Pleiades is known as, however it is written; else empty."""
    for gazetteer, pattern in _LINKS.items():
        found = pattern.search(link)
        if found:
            return f"{gazetteer}:{found[1].upper()}"
    return ""


def linked_numbers(place: Place) -> list[str]:
    """Return the GeoNames numbers that a place links to, in the order of its links."""
    return [found[1] for found in map(_NUMBER_IN_LINK.search, place.links) if found]
