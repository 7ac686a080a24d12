"""CSV files changed by row, so that the other rows stay as they are, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mapsvc.atlas.editing.marked_text import begin_of, is_blank, newline_of

#: One field: in quotes, which may hold all, or up to the next sign of the table.
_CELL_TEXT = r'"(?:[^"]|"")*"[^{sep}\r\n]*|[^{sep}\r\n]*'
_SIGNS_BETWEEN = ",;\t|"


@dataclass(frozen=True)
class TableRow:
    """
    A row of a table as it stands in its file.

    Attributes
    ----------
    start, end
        Its characters, without the end of its line.
    fields
        Their text, with quotes.
    """

    start: int
    end: int
    fields: tuple[str, ...]

    @property
    def values(self) -> list[str]:
        """What its fields say."""
        return [unquoted(field) for field in self.fields]


def put_row(
    text: str,
    row: Mapping[str, str],
    key: Sequence[str],
    *,
    order: Callable[[Mapping[str, str]], Any] | None = None,
) -> str:
    """
    Put a row into a table: in place of the one with the same key, else at the end.

    Parameters
    ----------
    text
        The file, with its header; an empty one begins with the columns of the row.
    row
        Its values by column; what is left out is empty, in a row that is there it stays.
    key
        The columns by which rows are told.
    order
        By what rows are sorted: a new one stands before the first that comes after it.

    Raises
    ------
    ValueError
        If the table lacks a column of the row.
    """
    if is_blank(text):
        text = f"{text.rstrip()}{','.join(row)}\n"
    separator, columns, rows = read_rows(text)
    _check_columns(columns, (*row, *key))
    found = _find(rows, columns, row, key)
    if found is not None:
        return text[: found.start] + _changed(found, columns, row, separator) + text[found.end :]
    # A table that quotes each cell of its last row goes on so.
    mark = '"' if rows and all(field.startswith('"') for field in rows[-1].fields) else ""
    made = separator.join(quoted(row.get(column, ""), separator, mark) for column in columns)
    newline = newline_of(text)
    after = _row_after(rows, columns, row, order)
    if after is not None:
        return text[: after.start] + made + newline + text[after.start :]
    # Blank lines at the end stay there.
    body = text.rstrip("\r\n")
    return f"{body}{newline}{made}{text[len(body) :] or newline}"


def _check_columns(columns: Sequence[str], wanted: Sequence[str]) -> None:
    missing = [column for column in wanted if column not in columns]
    if missing:
        msg = f"there is no column {missing[0]!r}"
        raise ValueError(msg)


def _changed(found: TableRow, columns: Sequence[str], row: Mapping[str, str], separator: str) -> str:
    """Return the text of a row with other values; those that stay keep their spelling."""
    old = dict(zip(columns, found.values, strict=False))
    new = {column: value for column, value in row.items() if value != old.get(column)}
    fields = (*found.fields, *[""] * (len(columns) - len(found.fields)))
    return separator.join(
        quoted(new[column], separator, field) if column in new else field
        for column, field in zip(columns, fields, strict=False)
    )


def replace_row(text: str, was: Mapping[str, str], row: Mapping[str, str]) -> str:
    """
    Say something else in the row that says what it `was`; cells that stay keep their spelling.

    Raises
    ------
    ValueError
        If no row says that, or the table lacks a column.
    """
    separator, columns, rows = read_rows(text)
    _check_columns(columns, (*was, *row))
    found = _find(rows, columns, was, [*was])
    if found is None:
        msg = "no row says that any more"
        raise ValueError(msg)
    return text[: found.start] + _changed(found, columns, row, separator) + text[found.end :]


def remove_row(text: str, row: Mapping[str, str], key: Sequence[str]) -> str:
    """Take the row with the same key out of a table; the text as it is where there is none."""
    _, columns, rows = read_rows(text)
    found = _find(rows, columns, row, key)
    if found is None:
        return text
    after = re.compile(r"\r\n|\r|\n").match(text, found.end)
    if after is not None:
        return text[: found.start] + text[after.end() :]
    return text[: found.start]


def read_rows(text: str) -> tuple[str, list[str], list[TableRow]]:
    """Return the separator of a table, its columns and its rows; blank lines are none."""
    begin = begin_of(text)
    head = re.split(r"[\r\n]", text[begin:], maxsplit=1)[0]
    separator = max(_SIGNS_BETWEEN, key=head.count)
    one = re.compile(_CELL_TEXT.format(sep=re.escape(separator)))
    rows: list[TableRow] = []
    at = begin
    while at < len(text):
        start, fields = at, []
        while True:
            found = one.match(text, at)
            if found is None:  # the pattern matches nothing too
                break
            fields.append(found[0])
            at = found.end()
            if text[at : at + 1] != separator:
                break
            at += 1
        if at > start:
            rows.append(TableRow(start, at, tuple(fields)))
        at += 2 if text[at : at + 2] == "\r\n" else 1
    columns = rows[0].values if rows else []
    return separator, columns, rows[1:]


def _find(
    rows: Sequence[TableRow], columns: Sequence[str], row: Mapping[str, str], key: Sequence[str]
) -> TableRow | None:
    at = [columns.index(column) for column in key if column in columns]
    wanted = [row.get(columns[index], "") for index in at]
    for found in rows:
        values = found.values + [""] * len(columns)
        if [values[index] for index in at] == wanted:
            return found
    return None


def _row_after(
    rows: Sequence[TableRow],
    columns: Sequence[str],
    row: Mapping[str, str],
    order: Callable[[Mapping[str, str]], Any] | None,
) -> TableRow | None:
    if order is None:
        return None
    own = order(row)
    return next((one for one in rows if order(dict(zip(columns, one.values, strict=False))) > own), None)


def unquoted(field: str) -> str:
    """Return what a field says."""
    if field.startswith('"') and field.endswith('"') and len(field) > 1:
        return field[1:-1].replace('""', '"')
    return field


def quoted(value: str, separator: str, like: str = "") -> str:
    """Return a value as a field: in quotes where it needs them, or the one that it replaces has them."""
    needs = any(sign in value for sign in (separator, '"', "\r", "\n")) or value != value.strip()
    if not needs and not like.startswith('"'):
        return value
    doubled = value.replace('"', '""')
    return f'"{doubled}"'
