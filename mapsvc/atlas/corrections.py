"""What a reader of a text corrected in the places that were found in it: read, applied, and written down."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from typing import Any

from mapsvc.errors import SchemaError
from mapsvc.model.calendars import CALENDARS
from mapsvc.model.edtf import parse_edtf
from mapsvc.model.usages import USAGES

CORRECTIONS = "corrections.toml"
#: Of the file: one a correction.
TABLE = "correction"
#: What a correction may do, and the fields that it needs for that beside the place where it does it.
_NEEDS: Mapping[str, tuple[str, ...]] = {
    "accept": ("surface", "place", "usage"),
    "reject": (),
    "move": ("to",),
    "usage": ("usage",),
    "rename": ("place", "to"),
}
_NEEDS_OF_A_DATE: Mapping[str, tuple[str, ...]] = {
    "accept": ("surface", "edtf", "calendar", "gregorian"),
    "reject": (),
}
#: What one field may say.
_CHOICES = {"type": ("place", "date"), "usage": USAGES, "certainty": ("uncertain",), "calendar": CALENDARS}
_EDTF_FIELDS = frozenset({"edtf", "gregorian"})
_END_OF_MONTH = re.compile(r"(?<=-\d\d)-(?:29|30)(?!\d)", re.ASCII)
#: A line as `record_corrections` writes it.
_WRITTEN_LINE = re.compile(
    rf"\[\[{TABLE}\]\]|\s*(?:#[^\x00-\x08\x0a-\x1f\x7f]*)?"
    r'|(\w+) = (?:"([^"\\\x00-\x08\x0a-\x1f\x7f]*)"|(0|[1-9]\d{0,8}))',
    re.ASCII,
)


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
    type
        `place` or `date`, what the mention is of.
    edtf, calendar, gregorian
        The value of a date, as a mention has it.
    certainty
        `uncertain` where the reader is not sure either.
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
    type: str = "place"
    edtf: str = ""
    calendar: str = ""
    gregorian: str = ""
    certainty: str = ""

    @property
    def told(self) -> str:
        """What it does and where, in a few words."""
        where = self.place if self.action == "rename" else f"{self.line}:{self.column}"
        return f"{self.action} at {where}"


_FIELD_TYPES = {field.name: int if field.name in {"line", "column"} else str for field in fields(Correction)}


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
        plain = words.removeprefix("\ufeff")
        listed = _plain_tables(plain) or tomllib.loads(plain).get(TABLE, [])
    except tomllib.TOMLDecodeError as error:
        msg = f"{CORRECTIONS} is no valid TOML: {error}"
        raise SchemaError(msg) from error
    if not isinstance(listed, list):
        msg = f"{CORRECTIONS}: each correction stands under [[{TABLE}]]"
        raise SchemaError(msg)
    return tuple(correction_of(raw, number) for number, raw in enumerate(listed, start=1))


def _plain_tables(words: str) -> list[dict[str, Any]]:
    """
    Return the tables of a file that holds nothing but corrections, each value on a line of its own.

    Thousands of them are read so in a fifth of the time that TOML as a whole takes; nothing where the file
    has anything else in it, or a fault.
    """
    tables: list[dict[str, Any]] = []
    for line in words.splitlines():
        found = _WRITTEN_LINE.fullmatch(line)
        if found is None:
            return []
        name, said, number = found.groups()
        if name is None:
            if line.startswith("["):
                tables.append({})
        elif not tables or name in tables[-1]:
            return []
        else:
            tables[-1][name] = int(number) if said is None else said
    return tables


def read_corrections(root: Path, text: str | None = None) -> tuple[Correction, ...]:
    """Return the corrections of an atlas; of one text those that name it, and those that name none."""
    path = root / CORRECTIONS
    if not path.is_file():
        return ()
    found = parse_corrections(path.read_text(encoding="utf-8"))
    return tuple(one for one in found if text is None or one.text in {"", text})


def correction_of(raw: Any, number: int) -> Correction:
    """
    Return a correction of its fields.

    Parameters
    ----------
    number
        Which of the file it is, for the message, counted from 1.

    Raises
    ------
    SchemaError
        If it cannot be; the message says why.
    """
    where = f"{CORRECTIONS}: correction {number}"
    action = raw.get("action") if isinstance(raw, Mapping) else None
    if not isinstance(action, str) or action not in _NEEDS or not raw.get("reason"):
        msg = f"{where} needs an action ({', '.join(_NEEDS)}) and a reason"
        raise SchemaError(msg)
    needs = (_NEEDS_OF_A_DATE if raw.get("type") == "date" else _NEEDS).get(action)
    if needs is None:
        msg = f"{where}: a date is accepted or rejected"
        raise SchemaError(msg)
    where_too = () if action == "rename" else ("line", "column")
    if missing := [name for name in (*where_too, *needs) if not raw.get(name)]:
        msg = f"{where}, {action!r}, lacks {', '.join(missing)}"
        raise SchemaError(msg)
    _check_values(raw, where)
    return Correction(**raw)


def _check_values(raw: Mapping[str, Any], where: str) -> None:
    for name, value in raw.items():
        if type(value) is not _FIELD_TYPES.get(name):
            msg = f"{where}: {name} = {value!r} is no field of a correction"
            raise SchemaError(msg)
        if name in _CHOICES and value not in _CHOICES[name]:
            msg = f"{where} has an unknown {name} {value!r}"
            raise SchemaError(msg)
        calendar = str(raw.get("calendar", "")) if name == "edtf" else ""
        if name in _EDTF_FIELDS and not is_printed_date(str(value), calendar):
            msg = f"{where}: {name} = {value!r} is no date of EDTF"
            raise SchemaError(msg)


def is_printed_date(edtf: str, calendar: str = "") -> bool:
    """
    Tell whether something is a date of EDTF.

    Parameters
    ----------
    edtf
        What it says.
    calendar
        In which it says it: another than the Gregorian has other days at the end of a month.
    """
    if calendar in {"julian", "rumi", "hijri"}:
        edtf = _END_OF_MONTH.sub("-28", edtf)
    try:
        parse_edtf(edtf)
    except ValueError:
        return False
    return True


def apply_corrections(
    rows: Iterable[MentionRow], corrections: Iterable[Correction], language: str
) -> Corrected:
    """
    Correct the mentions of places in a text; corrections of dates are nothing to them.

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
    stale = [one for one in corrections if one.type == "place" and not _apply(kept, one, language)]
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


def format_rows(rows: Iterable[MentionRow]) -> str:
    """Return the words of `mentions/<text>.csv`."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(MENTION_FIELDS)
    writer.writerows(map(astuple, rows))
    return file.getvalue()
