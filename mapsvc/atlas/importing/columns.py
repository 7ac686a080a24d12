"""What the columns of a table hold, guessed from their names or said by a person."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mapsvc.atlas.gazetteer.column_names import field_of, known_columns
from mapsvc.atlas.gazetteer.index import name_key
from mapsvc.atlas.gazetteer.tables import Row
from mapsvc.atlas.gazetteer.user_places import row_entry
from mapsvc.atlas.importing.date_cells import is_month_first, read_typed_date
from mapsvc.atlas.importing.foreign_files import ForeignSheet, SheetRow

_COLUMN_WORDS = tomllib.loads(Path(__file__).with_name("columns.toml").read_text(encoding="utf-8"))
_POINT_FIELDS = frozenset({"lon", "lat", "lon lat", "lat lon", "point"})
_INNER_CAPITAL = re.compile(r"(?<=[a-zçğıöşü])(?=[A-ZÇĞİÖŞÜ])")
PLACE_KIND_OF: dict[str, str] = {
    word: kind for kind, words in _COLUMN_WORDS["place_kinds"].items() for word in words
}


@dataclass(frozen=True)
class FieldRow:
    """
    A row whose cells are known by field.

    Attributes
    ----------
    row
        As it came.
    fields
        Columns by field.
    month_first
        Fields of dates whose column writes the month before the day.
    """

    row: SheetRow
    fields: Mapping[str, str]
    month_first: frozenset[str] = frozenset()

    def cell(self, field: str) -> str:
        """Return what stands in a field; empty where there is none."""
        return self.row.cells.get(self.fields.get(field, ""), "").strip()

    def date(self, field: str) -> str:
        """
        Return a date as EDTF; empty where there is none.

        Raises
        ------
        ValueError
            If it cannot be read; the message names the column.
        """
        text = self.cell(field)
        if not text:
            return ""
        try:
            return read_typed_date(text, month_first=field in self.month_first)
        except ValueError as error:
            msg = f"column {self.fields[field]!r}: {error}"
            raise ValueError(msg) from error

    def point(self) -> tuple[float, float] | None:
        """Return longitude and latitude that its cells say, in any notation; nothing where they say none."""
        cells = {field: self.cell(field) for field in _POINT_FIELDS & self.fields.keys()}
        entry = row_entry("", Row(0, {"title": "-", **cells}, dict(self.fields)))
        return None if entry.lon is None or entry.lat is None else (entry.lon, entry.lat)


def fields_of(sheet: ForeignSheet, target: str, said: Mapping[str, str]) -> dict[str, str]:
    """
    Return the columns of a sheet by field.

    Parameters
    ----------
    sheet
        With its head.
    target
        What its rows are to be.
    said
        Fields by column that a person said.
    """
    best: dict[str, tuple[int, int, str]] = {}
    for at, column in enumerate(sheet.columns):
        if column in said:
            if said[column]:
                best[said[column]] = (-1, at, column)
            continue
        known = field_named(column, target)
        if known is not None:
            field, rank = known
            best[field] = min(best.get(field, (rank, at, column)), (rank, at, column))
    return {field: column for field, (_, _, column) in best.items()}


def field_named(column: str, target: str) -> tuple[str, int] | None:
    """Return the field of a target that a column holds, and how good a name it has (0 is best)."""
    words = _COLUMN_WORDS.get(target)
    if words is None:
        return field_of(column)
    bare = re.sub(r"[(\[].*?[)\]]", " ", column)
    for key in (name_key(bare), name_key(_INNER_CAPITAL.sub(" ", bare)), name_key(column)):
        for field, names in words.items():
            if key in names:
                return field, names.index(key)
    known = field_of(column)
    return known if known is not None and known[0] in _POINT_FIELDS else None


def known_fields(target: str) -> tuple[str, ...]:
    """Return the fields of a target that a column may be said to hold."""
    words = _COLUMN_WORDS.get(target)
    return tuple(words) if words is not None else known_columns()


def rows_by_field(sheet: ForeignSheet, fields: Mapping[str, str]) -> list[FieldRow]:
    """Return the rows of a sheet with their fields."""
    firsts = frozenset(
        field
        for field, column in fields.items()
        if field not in _POINT_FIELDS and is_month_first(row.cells.get(column, "") for row in sheet.rows)
    )
    return [FieldRow(row, fields, firsts) for row in sheet.rows]


def unread_columns(sheet: ForeignSheet, fields: Mapping[str, str]) -> Sequence[str]:
    """Return the columns of a sheet that no field takes."""
    return [column for column in sheet.columns if column not in fields.values()]
