"""Faults found in the files of an atlas, collected instead of thrown one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from mapsvc.model.fields import CLOCK_TIME, DAY, SLUG
from mapsvc.model.meta import COLOUR
from mapsvc.model.text import TAG, Text

Record = TypeVar("Record")
#: No id is written so.
_ALL = "*"


@dataclass(frozen=True, order=True)
class Problem:
    """A fault: in which file (relative to the atlas), in which field, and what would mend it."""

    file: str
    field: str
    message: str

    def __str__(self) -> str:
        """Return one line: file, field, message."""
        where = f"{self.file}: {self.field}" if self.field else self.file
        return f"{where}: {self.message}"


@dataclass
class Problems:
    """
    A growing list of faults.

    `broken` holds kind and id of records that could not be made: what names them is not at fault.
    `unmade` holds file, path of fields and content of those records: what they name may be at fault too.
    `step` is called for each file that is read.
    `languages` are those in which the atlas may say things, in its order; all while it has named none.
    """

    found: list[Problem] = field(default_factory=list)
    broken: set[tuple[str, str]] = field(default_factory=set)
    unmade: list[tuple[str, str, Mapping[str, Any]]] = field(default_factory=list)
    languages: tuple[str, ...] = ()
    step: Callable[[], object] = lambda: None

    def add(self, file: str, field: str, message: str) -> None:
        """Note a fault."""
        self.found.append(Problem(file, field, message))

    def break_off(self, kind: str, wanted: object) -> None:
        """Note that a record of this kind and id stands in the files, but could not be made."""
        self.broken.add((kind, str(wanted)))

    def break_all(self, kind: str) -> None:
        """Note that the file of all records of a kind could not be read."""
        self.broken.add((kind, _ALL))

    def is_broken(self, kind: str, wanted: str) -> bool:
        """Tell whether a record may be missing only because of a fault that is noted already."""
        return not self.broken.isdisjoint({(kind, wanted), (kind, _ALL)})

    def __bool__(self) -> bool:
        """Tell whether anything is wrong."""
        return bool(self.found)


def build(
    record: type[Record], raw: Any, *, file: str, prefix: str = "", problems: Problems
) -> Record | None:
    """
    Make a record from parsed TOML or JSON, noting every fault.

    Parameters
    ----------
    record
        A class of `mapsvc.model.records`.
    raw
        Its fields as read; anything but a mapping is a fault.
    file, prefix
        Where `raw` stands: the file, and the path of fields that leads to it.
    problems
        Takes the faults.

    Returns
    -------
    record
        Nothing if there were faults.
    """
    kind: Any = record
    if not isinstance(raw, Mapping):
        problems.add(file, prefix.rstrip("."), f"{_WORDS['dataclass_type']} (found {repr(raw)[:60]})")
        return None
    try:
        return _adapter(kind).validate_python(dict(raw), context={"languages": problems.languages})
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_context=True):
            problems.add(file, prefix + _path(fault["loc"]), _message(fault, record))
        problems.unmade.append((file, prefix, raw))
        return None


def build_text(raw: Any, file: str, field: str, problems: Problems) -> Text | None:
    """Make a text of words by language, or of a bare string in the first one, noting every fault."""
    if raw is None:
        problems.add(file, field, "is missing")
        return None
    try:
        return _adapter(Text).validate_python(raw, context={"languages": problems.languages})
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_context=True):
            where = _path(fault["loc"])
            problems.add(file, f"{field}.{where}" if where else field, _message(fault, Text))
        return None


@lru_cache(maxsize=64)
def _adapter(record: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(record)


def _path(location: tuple[int | str, ...]) -> str:
    text = ""
    for step in location:
        text += f"[{step}]" if isinstance(step, int) else f".{step}"
    return text.lstrip(".")


#: What the checks of the library mean to who writes the file, by their names.
_WORDS = {
    "string_type": 'must be a text in quotes, "…"',
    "string_too_short": "is empty",
    "tuple_type": "must be a list, […]",
    "dataclass_type": "must be a table of fields, {…}",
    "dict_type": "must be a table by name, {…}",
    "counted": "is counted from 1",
}
#: And those of forms, by their patterns.
_FORMS = {
    SLUG: "is no id; small letters of English, digits and single hyphens may stand in it: 'my-event'",
    DAY: "is no day; write year, month and day in digits: '1648-10-24'",
    CLOCK_TIME: "is no time of day; write it as '14:30'",
    COLOUR: "is no colour; write it as red, green and blue in two digits each: '#a3262a'",
    TAG: "is no tag of a language, such as 'en', 'az' or 'pt-BR'",
}


def _message(fault: Mapping[str, Any], record: type[Any]) -> str:
    kind, value = fault["type"], fault.get("input")
    if kind == "missing":
        return "is missing"
    if kind in {"unexpected_keyword_argument", "extra_forbidden"}:
        if len(fault["loc"]) > 1 or not is_dataclass(record):
            return "is not a known field"
        return f"is not a known field; known are {', '.join(sorted(item.name for item in fields(record)))}"
    if kind == "greater_than_equal" and fault.get("ctx", {}).get("ge") == 1:
        kind = "counted"
    text = _WORDS.get(kind) or str(fault["msg"]).removeprefix("Value error, ")
    text = _FORMS.get(str(fault.get("ctx", {}).get("pattern")), text.replace("Input should be", "must be"))
    shown = str(value) if isinstance(value, dt.date | dt.time) else repr(value)
    return text if shown in text or len(shown) > 60 else f"{text} (found {shown})"
