"""One name, one spelling: what the texts of an atlas call things that its register names otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mapsvc.atlas.checks.wording_times import time_of
from mapsvc.atlas.name_reading import REGISTER
from mapsvc.atlas.problems import Problems
from mapsvc.atlas.store import Store
from mapsvc.atlas.wordings import Wording, find_wordings
from mapsvc.model.dates import DateSpan
from mapsvc.model.name_register import NameRegister, RegisteredName, whole_words

#: Titles of sources are printed as they are, a place lists every form of its name, a point of a border those
#: that its treaty prints.
_AS_PRINTED = ("sources.json",)
_LIST_OF_NAMES = re.compile(r"(?:^|\.)names?(?:\.|\[|$)|(?:^|\.)printed$|(?:^|\.)title$")


def check_names(atlas: Store, problems: Problems) -> None:
    """
    Note rows of the register that clash, and texts that use another form than the register's.

    A text is held against the names of its time (`wording_times`); one without a time may use the name of
    any time. A name of another time may stand in brackets right behind that of the time: *Tiflis (Tbilisi)*.
    Only languages in which a name keeps its form but for an ending behind it can be read so: those written
    with Latin letters.
    """
    _check_rows(atlas.names, problems)
    forms = {
        lang: _FormsInText.of(rows)
        for lang, rows in atlas.names.by_language.items()
        if _keeps_its_forms(rows)
    }
    if not forms:
        return
    for wording in find_wordings(atlas):
        if not _lists_names(wording):
            when = time_of(atlas, wording)
            for lang, words in wording.words:
                if lang in forms:
                    for message in forms[lang].faults(words, when):
                        problems.add(wording.file, f"{wording.field}.{lang}", message)


def _check_rows(register: NameRegister, problems: Problems) -> None:
    seen: list[RegisteredName] = []
    for line, row in enumerate(register.rows, start=2):
        if row.use == "map":
            clash = next((one for one in seen if _clash(one, row)), None)
            if clash is not None:
                message = (
                    f"{row.thing!r} is called {clash.name!r} and {row.name!r} in {row.lang!r} at one time"
                )
                problems.add(REGISTER, f"line {line}", message)
            seen.append(row)


def _clash(one: RegisteredName, other: RegisteredName) -> bool:
    if (one.thing, one.lang) != (other.thing, other.lang):
        return False
    if one.span is None or other.span is None:
        return one.span is other.span
    return one.span.overlaps(other.span)


def _keeps_its_forms(rows: tuple[RegisteredName, ...]) -> bool:
    return all(max(row.name) < "\u0370" or not row.name.isalpha() for row in rows)


def _lists_names(wording: Wording) -> bool:
    if wording.file in _AS_PRINTED:
        return True
    if wording.file.startswith("borders/"):
        return wording.field.endswith(".names")
    return wording.file.startswith("places") and bool(_LIST_OF_NAMES.search(wording.field))


@dataclass(frozen=True)
class _FormsInText:
    """The registered forms of a language, and how they are found in a text."""

    rows: dict[str, tuple[RegisteredName, ...]]
    maps: dict[str, tuple[RegisteredName, ...]]
    phrases: re.Pattern[str] | None
    pattern: re.Pattern[str]

    @staticmethod
    def of(rows: tuple[RegisteredName, ...]) -> _FormsInText:
        named: dict[str, tuple[RegisteredName, ...]] = {}
        maps: dict[str, tuple[RegisteredName, ...]] = {}
        for row in rows:
            if row.use != "phrase":
                named[row.name] = (*named.get(row.name, ()), row)
            if row.use == "map":
                maps[row.thing] = (*maps.get(row.thing, ()), row)
        fixed = [row.name for row in rows if row.use == "phrase"]
        return _FormsInText(named, maps, whole_words(fixed) if fixed else None, whole_words(named))

    def faults(self, words: str, when: DateSpan | None) -> Iterator[str]:
        """Yield what is wrong with a text: each form that is not the name of its thing at that time."""
        kept = [found.span() for found in self.phrases.finditer(words)] if self.phrases else []
        told: set[str] = set()
        for found in self.pattern.finditer(words):
            form, (begin, end) = found[0], found.span()
            inside = any(first <= begin and end <= last for first, last in kept)
            rows = self.rows[form]
            right = any(row.use == "map" and self._held(row, when) for row in rows)
            if not (inside or right or form in told or self._explains(words[:begin], rows, when)):
                told.add(form)
                yield f"says {form!r}; {self._would_do(rows[0], when)} ({REGISTER})"

    def _held(self, row: RegisteredName, when: DateSpan | None) -> bool:
        """Tell whether this was the name on some day; the ordinary one only where no other row says so."""
        if row.span is not None or when is None:
            return row.holds(when)
        return not any(one.span is not None and one.span.contains(when) for one in self.maps[row.thing])

    def _explains(self, before: str, rows: tuple[RegisteredName, ...], when: DateSpan | None) -> bool:
        """Tell whether a form stands in brackets behind the right name of its thing."""
        outside, bracket, inside = before.rpartition("(")
        if not bracket or ")" in inside:
            return False
        names = [one.name for row in rows for one in self.maps.get(row.thing, ()) if self._held(one, when)]
        return any(re.search(rf"(?<!\w){re.escape(name)}\S* $", outside) for name in names)

    def _would_do(self, row: RegisteredName, when: DateSpan | None) -> str:
        maps = [one for one in self.maps.get(row.thing, ()) if self._held(one, when)]
        # A name of a span goes before the one of all other days.
        best = sorted(maps, key=lambda one: one.span is None)
        return f"the name is {best[0].name!r}" if best else "it was not the name at that time"
