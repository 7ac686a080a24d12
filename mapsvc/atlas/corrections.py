"""What a reader of a text corrected in the places that were found in it: read, applied, and written down."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from typing import Any

from mapsvc.atlas.editing.toml_text import remove_value
from mapsvc.errors import SchemaError
from mapsvc.model.fields import USAGES

CORRECTIONS = "corrections.toml"
_TABLE = "correction"
#: What a correction may do, and the fields that it needs for that beside the place where it does it.
_NEEDS: Mapping[str, tuple[str, ...]] = {
    "accept": ("surface", "place", "usage"),
    "reject": (),
    "move": ("to",),
    "usage": ("usage",),
    "rename": ("place", "to"),
}
#: Such a decision settles all of a mention; what was decided there before is over.
_WHOLE = frozenset({"accept", "reject"})


@dataclass(frozen=True, order=True)
class MentionRow:
    """A row of `mentions/<text>.csv`; line and column are counted from 1, the column in characters."""

    line: int
    column: int
    surface: str
    place: str
    usage: str
    lang: str


MENTION_FIELDS = tuple(field.name for field in fields(MentionRow))


@dataclass(frozen=True)
class Correction:
    """
    One correction; what it does not say is empty.

    Attributes
    ----------
    text
        The text for which it holds; for every one if empty.
    line, column
        Of the mention, counted from 1; 0 for a `rename`, which holds for every mention of a place.
    """

    action: str
    reason: str
    text: str = ""
    line: int = 0
    column: int = 0
    surface: str = ""
    place: str = ""
    to: str = ""
    usage: str = ""
    lang: str = ""

    @property
    def told(self) -> str:
        """What it does and where, in a few words."""
        where = self.place if self.action == "rename" else f"{self.line}:{self.column}"
        return f"{self.action} at {where}"


_TYPES = {field.name: int if field.name in {"line", "column"} else str for field in fields(Correction)}


@dataclass(frozen=True)
class Corrected:
    """Rows as the corrections want them, and the corrections that fit nothing any more."""

    rows: tuple[MentionRow, ...]
    stale: tuple[Correction, ...]


def parse_corrections(words: str) -> tuple[Correction, ...]:
    """
    Read the corrections of an atlas from the words of its file.

    Raises
    ------
    SchemaError
        If the file is no TOML, or one has no known action, no reason or not what its action needs; the
        message names it.
    """
    try:
        listed = tomllib.loads(words.removeprefix("\ufeff")).get(_TABLE, [])
    except tomllib.TOMLDecodeError as error:
        msg = f"{CORRECTIONS} is no valid TOML: {error}"
        raise SchemaError(msg) from error
    if not isinstance(listed, list):
        msg = f"{CORRECTIONS}: each correction stands under [[{_TABLE}]]"
        raise SchemaError(msg)
    return tuple(_correction(raw, number) for number, raw in enumerate(listed, start=1))


def read_corrections(root: Path, text: str | None = None) -> tuple[Correction, ...]:
    """Return the corrections of an atlas; of one text those that name it, and those that name none."""
    path = root / CORRECTIONS
    if not path.is_file():
        return ()
    found = parse_corrections(path.read_text(encoding="utf-8"))
    return tuple(one for one in found if text is None or one.text in {"", text})


def _correction(raw: Any, number: int) -> Correction:
    where = f"{CORRECTIONS}: correction {number}"
    action = raw.get("action") if isinstance(raw, Mapping) else None
    if not isinstance(action, str) or action not in _NEEDS or not raw.get("reason"):
        msg = f"{where} needs an action ({', '.join(_NEEDS)}) and a reason"
        raise SchemaError(msg)
    where_too = () if action == "rename" else ("line", "column")
    if missing := [name for name in (*where_too, *_NEEDS[action]) if not raw.get(name)]:
        msg = f"{where}, {action!r}, lacks {', '.join(missing)}"
        raise SchemaError(msg)
    for name, value in raw.items():
        if type(value) is not _TYPES.get(name):
            msg = f"{where}: {name} = {value!r} is no field of a correction"
            raise SchemaError(msg)
    if raw.get("usage", USAGES[0]) not in USAGES:
        msg = f"{where} has an unknown usage {raw['usage']!r}"
        raise SchemaError(msg)
    return Correction(**raw)


def apply_corrections(
    rows: Iterable[MentionRow], corrections: Iterable[Correction], language: str
) -> Corrected:
    """
    Correct the mentions of a text.

    Parameters
    ----------
    rows
        As they were found.
    corrections
        Those that hold for the text, in the order of the file.
    language
        Of the text, for a name that was not found and whose correction says none.
    """
    kept = {(row.line, row.column): row for row in rows}
    stale = [one for one in corrections if not _apply(kept, one, language)]
    return Corrected(tuple(sorted(kept.values())), tuple(stale))


def _apply(kept: dict[tuple[int, int], MentionRow], one: Correction, language: str) -> bool:
    """Correct what a correction fits, and tell whether there was anything."""
    if one.action == "rename":
        fitting = [key for key, row in kept.items() if row.place == one.place]
        for key in fitting:
            kept[key] = replace(kept[key], place=one.to)
        return bool(fitting)
    key = one.line, one.column
    if one.action == "accept":
        kept[key] = MentionRow(*key, one.surface, one.place, one.usage, one.lang or language)
        return True
    row = kept.get(key)
    if row is None or (one.surface or row.surface) != row.surface:
        return False
    if one.action == "reject":
        del kept[key]
    else:
        kept[key] = replace(row, place=one.to) if one.action == "move" else replace(row, usage=one.usage)
    return True


def record_correction(words: str, decision: Mapping[str, Any]) -> str:
    """
    Return the words of `corrections.toml` with a decision.

    Parameters
    ----------
    words
        The file as it is; empty where there is none.
    decision
        The fields of a `Correction`; empty ones are left out. It takes the place of an earlier one on the
        same mention, or on the same place for a `rename`: of one of the same action, or of all where it
        accepts or rejects.

    Raises
    ------
    SchemaError
        If the file or the decision cannot be read.
    """
    listed = parse_corrections(words)
    written = {name: value for name, value in decision.items() if value not in ("", 0, None)}
    new = _correction(written, len(listed) + 1)
    over = [number for number, one in enumerate(listed) if _is_over(one, new)]
    if len(over) == 1 and listed[over[0]] == new:
        return words
    return _appended(_without(words, over) if over else words, written)


def forget_corrections(words: str, text: str, line: int, column: int) -> str:
    """Return the words of `corrections.toml` without what was decided on one mention of a text."""
    listed = parse_corrections(words)
    over = [n for n, one in enumerate(listed) if (one.text, one.line, one.column) == (text, line, column)]
    return _without(words, over) if over else words


def _is_over(old: Correction, new: Correction) -> bool:
    """Tell whether a decision has taken the place of an earlier one."""
    if old.text != new.text or (old.action == "rename") != (new.action == "rename"):
        return False
    if new.action == "rename":
        return old.place == new.place
    if (old.line, old.column) != (new.line, new.column):
        return False
    return old.action == new.action or new.action in _WHOLE or old.action == "reject"


def _without(words: str, numbers: Sequence[int]) -> str:
    if len(numbers) == len(parse_corrections(words)):
        return remove_value(words, [_TABLE])
    for number in reversed(numbers):
        words = remove_value(words, [_TABLE, number])
    return words


def _appended(words: str, decision: Mapping[str, Any]) -> str:
    """Write a decision behind the others, without reading them: many are written in a sitting."""
    ends = "\r\n" if "\r\n" in words else "\n"
    said = "".join(f"{name} = {_quoted(value)}\n" for name, value in decision.items())
    before = words if not words or words.endswith("\n") else words + ends
    return f"{before}{ends if words else ''}" + f"[[{_TABLE}]]\n{said}".replace("\n", ends)


def _quoted(value: str | int) -> str:
    """Return a value as TOML has it: as JSON, but for one character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def format_rows(rows: Iterable[MentionRow]) -> str:
    """Return the words of `mentions/<text>.csv`."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(MENTION_FIELDS)
    writer.writerows(map(astuple, rows))
    return file.getvalue()
