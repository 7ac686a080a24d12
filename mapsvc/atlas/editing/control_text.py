"""Rows of `control.csv` changed one by one: known by all that they say, beside others of their district."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mapsvc.atlas.control_reading import CONTROL_COLUMNS, build_row
from mapsvc.atlas.editing.csv_text import TableRow, put_row, read_rows, remove_row, replace_row
from mapsvc.atlas.editing.marked_text import is_blank, newline_of
from mapsvc.atlas.problems import Problems
from mapsvc.model.control import window_of

#: Stands after every day, as a date that cannot be read does.
_LAST = 1 << 40


def change_row(text: str, was: Mapping[str, str] | None, row: Mapping[str, str] | None) -> str:
    """
    Change a row of `control.csv`; no other line becomes another.

    Parameters
    ----------
    text
        The file; an empty one gets its header.
    was
        What the row said; nothing of a new one, which is put among those of its district by its day.
    row
        What it is to say; nothing to take it out. A column that the file lacks is added if it is to say
        something.

    Raises
    ------
    ValueError
        If no row says that.
    """
    if was is not None and row is None:
        changed = remove_row(text, was, [*was])
        if changed == text:
            msg = "no row says that any more"
            raise ValueError(msg)
        return changed
    row = row or {}
    if is_blank(text):
        return put_row(text, {name: row.get(name, "") for name in CONTROL_COLUMNS}, CONTROL_COLUMNS)
    text = _with_columns(text, row)
    _, columns, rows = read_rows(text)
    known = {name: said for name, said in row.items() if name in columns}
    if was is not None:
        return replace_row(text, {name: said for name, said in was.items() if name in columns}, known)
    return _inserted(text, columns, rows, known)


def _with_columns(text: str, row: Mapping[str, str]) -> str:
    """Return a table that has the columns of a row: those that it lacks are added to each line."""
    separator, columns, rows = read_rows(text)
    lacking = [name for name in CONTROL_COLUMNS if row.get(name) and name not in columns]
    if not lacking:
        return text
    # What stands in front of the header stays, the mark of the file's beginning too.
    head = len(text) if not rows else rows[0].start
    end = len(text[:head].rstrip("\r\n"))
    for place in sorted((end, *(one.end for one in rows)), reverse=True):
        more = separator.join(lacking) if place == end else separator * (len(lacking) - 1)
        text = f"{text[:place]}{separator}{more}{text[place:]}"
    return text


def _inserted(text: str, columns: Sequence[str], rows: Sequence[TableRow], row: Mapping[str, str]) -> str:
    """Return a table with a row more, before the first of its district that begins later, else after them."""
    said = [dict(zip(columns, one.values, strict=False)) for one in rows]
    own = [at for at, one in enumerate(said) if one.get("district") == row.get("district")]
    later = [at for at in own if _day(said[at]) > _day(row)]
    place = later[0] if later else own[-1] + 1 if own else _among(said, row)
    made = put_row("", {name: row.get(name, "") for name in columns}, columns).splitlines()[1]
    newline = newline_of(text)
    if place < len(rows):
        return f"{text[: rows[place].start]}{made}{newline}{text[rows[place].start :]}"
    body = text.rstrip("\r\n")
    return f"{body}{newline}{made}{text[len(body) :] or newline}"


def _among(said: Sequence[Mapping[str, str]], row: Mapping[str, str]) -> int:
    """Return where the first row of a district stands: among the others by its id, if they are sorted so."""
    ids = [one.get("district", "") for one in said]
    if ids != sorted(ids):
        return len(ids)
    return next((at for at, one in enumerate(ids) if one > row.get("district", "")), len(ids))


def _day(row: Mapping[str, str]) -> int:
    said = {key: value.strip() for key, value in row.items() if value.strip()}
    # Whatever else is wrong with a row, its day may be read.
    made = build_row({"district": "any", "from": said.get("from", "")}, 0, Problems())
    return window_of(made.begins)[1] if made else _LAST
