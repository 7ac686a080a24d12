"""What things are called in an atlas: one spelling a language and day, and all other forms as variants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass as plain_dataclass
from dataclasses import field
from functools import cached_property
from typing import Literal

from pydantic.dataclasses import dataclass

from mapsvc.model.dates import DateSpan
from mapsvc.model.day import Day
from mapsvc.model.fields import RECORD, Edtf, FilledText, Slug

#: `map` is what maps and texts say, `variant` what a reader may search for, `phrase` a fixed expression that
#: keeps a form of another time ("the Ankara government").
NameUse = Literal["map", "variant", "phrase"]


@dataclass(frozen=True, config=RECORD)
class RegisteredName:
    """
    A row of the register.

    `thing` is the id of a place, of a town of the background or one of the register's own; `geonames` joins
    it to settlements of any layer. `span` is when a `map` name was the name; nothing for all other days.
    """

    thing: Slug
    lang: FilledText
    name: FilledText
    use: NameUse = "map"
    span: Edtf | None = None
    geonames: str = ""

    def holds(self, when: DateSpan | None) -> bool:
        """Tell whether this was the name on some day of a time; of a time that nobody knows, all were."""
        return self.span is None or when is None or self.span.overlaps(when)


@plain_dataclass(frozen=True)
class NameRegister:
    """The register of an atlas: rows in the order of the file."""

    rows: Sequence[RegisteredName] = field(default=())

    @cached_property
    def _by_key(self) -> dict[str, tuple[RegisteredName, ...]]:
        found: dict[str, list[RegisteredName]] = {}
        for row in self.rows:
            found.setdefault(row.thing, []).append(row)
            if row.thing in self.numbered:
                found.setdefault(geonames_key(self.numbered[row.thing]), []).append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    def of(self, *keys: str) -> tuple[RegisteredName, ...]:
        """Return the rows of the first of these ids, or of `geonames_key`, that the register has."""
        return next((self._by_key[key] for key in keys if key in self._by_key), ())

    @cached_property
    def by_language(self) -> dict[str, tuple[RegisteredName, ...]]:
        """The rows of each language."""
        tags = dict.fromkeys(row.lang for row in self.rows)
        return {tag: tuple(row for row in self.rows if row.lang == tag) for tag in tags}

    @cached_property
    def _things_by_name(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for row in self.rows:
            if row.use == "map":
                found[row.name] = (*found.get(row.name, ()), row.thing)
        return found

    @cached_property
    def _spoken(self) -> re.Pattern[str]:
        return whole_words(self._things_by_name)

    def forms_named(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return every form, of any time and language, of the things that some texts name; each once."""
        if not self.rows:
            return ()
        said = dict.fromkeys(name for text in texts for name in self._spoken.findall(text))
        things = dict.fromkeys(thing for name in said for thing in self._things_by_name[name])
        rows = (row for thing in things for row in self._by_key[thing])
        return tuple(dict.fromkeys(row.name for row in rows if row.use != "phrase"))

    @cached_property
    def numbered(self) -> dict[str, str]:
        """The numbers in GeoNames by thing."""
        return {row.thing: row.geonames for row in self.rows if row.geonames}


def whole_words(forms: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds forms as whole words, the longest first."""
    listed = sorted(forms, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, listed))})(?!\w)")


def geonames_key(number: str | int) -> str:
    """Return the key by which a thing with a GeoNames number is found."""
    return f"geonames:{number}"


def ordinary_names(rows: Iterable[RegisteredName]) -> dict[str, str]:
    """Return by language what a thing is called at times for which the register says nothing else."""
    return {row.lang: row.name for row in rows if row.use == "map" and row.span is None}


def name_on(rows: Iterable[RegisteredName], lang: str, day: Day) -> str:
    """Return what a thing was called on a day: in a language, else in English, else in any, else empty."""
    names: dict[str, str] = {}
    listed = [row for row in rows if row.use == "map"]
    for row in sorted(listed, key=lambda one: one.span is None):
        if row.span is None or row.span.contains(DateSpan("", day, day)):
            names.setdefault(row.lang, row.name)
    return next((names[tag] for tag in (lang, "en", *names) if tag in names), "")


def names_by_span(rows: Iterable[RegisteredName]) -> Iterator[tuple[Day | None, Day | None, dict[str, str]]]:
    """
    Yield the times in which a thing had one name in each language.

    Parameters
    ----------
    rows
        Of one thing.

    Yields
    ------
    first, last, names
        First and last day, nothing where the time is open, and the names by language; in order, only times
        for which some name says its span.
    """
    maps = [row for row in rows if row.use == "map"]
    usual = ordinary_names(maps)
    for first, last in _times(row.span for row in maps if row.span is not None):
        time = DateSpan("", first, last)
        own = {row.lang: row.name for row in reversed(maps) if row.span and row.span.contains(time)}
        if own:
            yield first, last, {**usual, **own}


def _times(spans: Iterable[DateSpan]) -> Iterator[tuple[Day | None, Day | None]]:
    """Yield the times between the days on which some span begins or has ended."""
    begins: set[Day] = set()
    for span in spans:
        begins |= {span.start} if span.start is not None else set()
        begins |= {span.end + 1} if span.end is not None else set()
    days = sorted(begins)
    yield from zip([None, *days], [*(day - 1 for day in days), None], strict=True)
