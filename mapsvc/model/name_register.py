"""What things are called in an atlas: one spelling a language and day, and all other forms as variants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


@dataclass(frozen=True)
class NameRegister:
    """The register of an atlas: rows in the order of the file."""

    rows: tuple[RegisteredName, ...] = field(default=())

    @cached_property
    def _by_key(self) -> dict[str, tuple[RegisteredName, ...]]:
        found: dict[str, list[RegisteredName]] = {}
        numbers = {row.thing: row.geonames for row in self.rows if row.geonames}
        for row in self.rows:
            found.setdefault(row.thing, []).append(row)
            if row.thing in numbers:
                found.setdefault(geonames_key(numbers[row.thing]), []).append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    def of(self, *keys: str) -> tuple[RegisteredName, ...]:
        """Return the rows of the first of these ids, or of `geonames_key`, that the register has."""
        return next((self._by_key[key] for key in keys if key in self._by_key), ())

    @cached_property
    def by_language(self) -> dict[str, tuple[RegisteredName, ...]]:
        """The rows of each language."""
        tags = dict.fromkeys(row.lang for row in self.rows)
        return {tag: tuple(row for row in self.rows if row.lang == tag) for tag in tags}


def geonames_key(number: str | int) -> str:
    """Return the key by which a thing with a GeoNames number is found."""
    return f"geonames:{number}"


def ordinary_names(rows: Iterable[RegisteredName]) -> dict[str, str]:
    """Return by language what a thing is called at times for which the register says nothing else."""
    return {row.lang: row.name for row in rows if row.use == "map" and row.span is None}


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
