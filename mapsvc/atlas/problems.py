"""Faults found in the files of an atlas, collected instead of thrown one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

Record = TypeVar("Record")


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
    """

    found: list[Problem] = field(default_factory=list)
    broken: set[tuple[str, str]] = field(default_factory=set)

    def add(self, file: str, field: str, message: str) -> None:
        """Note a fault."""
        self.found.append(Problem(file, field, message))

    def break_off(self, kind: str, wanted: object) -> None:
        """Note that a record of this kind and id stands in the files, but could not be made."""
        self.broken.add((kind, str(wanted)))

    def __bool__(self) -> bool:
        """Tell whether anything is wrong."""
        return bool(self.found)


def build(
    record: type[Record], raw: Mapping[str, Any], *, file: str, prefix: str = "", problems: Problems
) -> Record | None:
    """
    Make a record from parsed TOML or JSON, noting every fault.

    Parameters
    ----------
    record
        A class of `mapsvc.model.records`.
    raw
        Its fields as read.
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
    try:
        return _adapter(kind).validate_python(dict(raw))
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_context=True):
            problems.add(file, prefix + _path(fault["loc"]), _message(fault, record))
        return None


@lru_cache(maxsize=64)
def _adapter(record: Any) -> TypeAdapter[Any]:
    return TypeAdapter(record)


def _path(location: tuple[int | str, ...]) -> str:
    text = ""
    for step in location:
        text += f"[{step}]" if isinstance(step, int) else f".{step}"
    return text.lstrip(".")


def _message(fault: Mapping[str, Any], record: type[Any]) -> str:
    kind, value = fault["type"], fault.get("input")
    if kind == "missing":
        return "is missing"
    if kind in {"unexpected_keyword_argument", "extra_forbidden"}:
        known = ", ".join(sorted(item.name for item in fields(record))) if is_dataclass(record) else ""
        top = len(fault["loc"]) == 1
        return f"is not a known field{f'; known are {known}' if top and known else ''}"
    text = str(fault["msg"]).removeprefix("Value error, ")
    shown = repr(value)
    return text if shown in text or len(shown) > 60 else f"{text} (found {shown})"
