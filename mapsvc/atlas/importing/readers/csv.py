"""Reads tables of text: any separator, encoding and line end."""

from __future__ import annotations

import csv
import io

from mapsvc.atlas.gazetteer.index import name_key
from mapsvc.atlas.importing.foreign_files import (
    MOST_ROWS,
    FileContent,
    FileReader,
    Flaw,
    ForeignFile,
    ForeignSheet,
    SheetRow,
)

_SEPARATOR_NAMES = {"\t": "tab", ";": "';'", ",": "','", "|": "'|'"}
#: Letters of a cell; a text of a book has a million.
_LONGEST_CELL_TEXT = 2_000_000
#: Rows that are looked at to tell the separator.
_SAMPLE_LINES = 20


def _claims(file: ForeignFile) -> bool:
    return file.suffix in READER.suffixes and b"\0\0\0" not in file.data[:1000]


def _read(file: ForeignFile) -> FileContent:
    text, encoding = file.decoded()
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    separator, skipped = _separator(lines)
    if skipped:
        lines = lines.partition("\n")[2]
    found = FileContent()
    rows = list(_records(lines, separator, 1 + skipped, found))
    if not rows:
        msg = "it is empty"
        raise ValueError(msg)
    head, sheet_rows = head_of(rows[0][1]), []
    for line, cells in rows[1:]:
        if any(cell.strip() for cell in cells[len(head) :]):
            message = (
                f"has {len(cells)} cells for {len(head)} columns; a cell that holds the separator "
                f"{_SEPARATOR_NAMES[separator]} stands in quotation marks"
            )
            found.flaws.append(Flaw(f"line {line}", message))
            continue
        sheet_rows.append(SheetRow(f"line {line}", dict(zip(head, cells, strict=False))))
    how = f"separator {_SEPARATOR_NAMES[separator]}, {encoding}"
    found.sheets.append(ForeignSheet(file.stem, tuple(head), tuple(sheet_rows), how))
    return found


def head_of(cells: list[str]) -> list[str]:
    """Return the names of columns, each once and none empty."""
    names: list[str] = []
    for number, cell in enumerate(cells, start=1):
        name = " ".join(cell.lstrip("#").split()) or f"column {number}"
        names.append(name if name not in names else f"{name} ({number})")
    return names


def _separator(lines: str) -> tuple[str, int]:
    """Return the separator of a table, and how many lines say nothing else (`sep=;` of Excel)."""
    first = lines.partition("\n")[0]
    if name_key(first).startswith("sep") and first.strip(' "').startswith("sep=") and len(first) < 12:
        sign = first.strip(' "')[4:5]
        return (sign if sign in _SEPARATOR_NAMES else ","), 1
    sample = "\n".join(lines.split("\n")[:_SAMPLE_LINES])

    def fits(sign: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=sign) if row]
        same = sum(width == widths[0] for width in widths) if widths and widths[0] > 1 else 0
        return same, widths[0] if widths else 0

    return max(_SEPARATOR_NAMES, key=fits), 0


def _records(lines: str, separator: str, first: int, found: FileContent) -> list[tuple[int, list[str]]]:
    limit = csv.field_size_limit(_LONGEST_CELL_TEXT)
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(lines, newline=""), delimiter=separator)
    begin = first
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((begin, cells))
            begin = first + reader.line_num
            if len(rows) > MOST_ROWS:
                msg = f"it has more than {MOST_ROWS} rows; split it"
                raise ValueError(msg)
    except csv.Error as error:
        found.flaws.append(Flaw(f"line {begin}", f"{error}; is a quotation mark left open?"))
    finally:
        csv.field_size_limit(limit)
    return rows


READER = FileReader("a table", (".csv", ".tsv", ".tab"), _claims, _read)
