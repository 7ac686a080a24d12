"""Reads workbooks of Excel and LibreOffice, a table a sheet."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

import openpyxl

from mapsvc.atlas.importing.foreign_files import (
    MOST_ROWS,
    FileContent,
    FileReader,
    ForeignFile,
    ForeignSheet,
    SheetRow,
)
from mapsvc.atlas.importing.packed_data import hold_archive, is_archive_with
from mapsvc.atlas.importing.readers.csv import head_of

_WIDEST_SHEET = 500


def _claims(file: ForeignFile) -> bool:
    return is_archive_with(file.data, "xl/workbook.xml")


def _read(file: ForeignFile) -> FileContent:
    hold_archive(file.data)
    found = FileContent()
    try:
        book = openpyxl.load_workbook(BytesIO(file.data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            made = _sheet(sheet)
            if made is not None:
                found.sheets.append(made)
    except ValueError:
        raise
    except Exception as error:  # openpyxl raises what it meets: KeyError, ParseError, BadZipFile
        msg = f"it cannot be read as a workbook: {type(error).__name__} {str(error)[:120]}"
        raise ValueError(msg) from error
    if not found.sheets:
        msg = "no sheet of it has a row under a head"
        raise ValueError(msg)
    return found


def _sheet(sheet: Any) -> ForeignSheet | None:
    # What a sheet says of its size may be wrong; rows are counted as they come.
    sheet.reset_dimensions()
    head: list[str] = []
    rows: list[SheetRow] = []
    for number, values in enumerate(sheet.iter_rows(values_only=True, max_col=_WIDEST_SHEET), start=1):
        cells = [_text(value) for value in values]
        if not any(cells):
            continue
        if not head:
            while cells and not cells[-1]:
                cells.pop()
            head = head_of(cells)
            continue
        rows.append(SheetRow(f"sheet {sheet.title!r}, row {number}", dict(zip(head, cells, strict=False))))
        if len(rows) > MOST_ROWS:
            msg = f"it has more than {MOST_ROWS} rows; split it"
            raise ValueError(msg)
    return ForeignSheet(sheet.title, tuple(head), tuple(rows), f"sheet {sheet.title!r}") if rows else None


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()


READER = FileReader("a workbook", (".xlsx", ".xlsm"), _claims, _read)
