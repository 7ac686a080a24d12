"""Tables of a user, whatever program wrote them: letters, separator, columns and lines."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from mapsvc.atlas.gazetteer.column_names import field_of
from mapsvc.errors import AtlasError
from mapsvc.model.names import compose

_SEPARATORS = {"\t": "tab", ";": "';'", ",": "','", "|": "'|'"}
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Words of Cyrillic letters as the bytes of Windows have them: no other letters, several in a row.
_CYRILLIC_BYTES = re.compile(rb"[\xc0-\xff\xa8\xb8]{3,}")
_HIGH_BYTES = re.compile(rb"[\x80-\xff]")
#: Columns of a dump of GeoNames, which names none.
_GEONAMES_COLUMNS = 19
_GEONAMES = ("id", "title", "", "names", "lat", "lon", "class", "code", "country")
#: Rows that are looked at to tell what a column holds.
_LOOKED_AT = 50
#: Letters of a cell that a message shows.
_SHOWN_LETTERS = 40
#: A cell may be so long; names of a city in all languages are.
_LONGEST_CELL = 10_000_000


@dataclass(frozen=True)
class Row:
    """A row: its line in the file, its cells by field, and how the columns of these fields are called."""

    line: int
    cells: dict[str, str]
    columns: dict[str, str]

    def cell(self, field: str) -> str:
        """Return what stands in a field; empty where there is none."""
        return self.cells.get(field, "")


@dataclass(frozen=True)
class Table:
    """Rows of a table, how it was read (a phrase for messages), and whether it is a dump of GeoNames."""

    rows: tuple[Row, ...]
    how: str
    geonames: bool = False


def decode_table(data: bytes) -> tuple[str, str]:
    """
    Decode a table that a user has.

    Returns
    -------
    text, encoding
        Letters in one piece. What has no mark and is no UTF-8 is Turkish or Russian of old programs.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return compose(data.decode(encoding, errors="replace")), encoding
    zeros = data[:2000].count(0)
    if zeros > len(data[:2000]) // 8:
        encoding = "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
        return compose(data.decode(encoding, errors="replace")), encoding
    for encoding in ("utf-8", _old_encoding(data), "cp857"):
        try:
            return compose(data.decode(encoding)), encoding
        except UnicodeDecodeError:
            continue
    return compose(data.decode("latin-1")), "latin-1"


def _old_encoding(data: bytes) -> str:
    high = len(_HIGH_BYTES.findall(data))
    cyrillic = sum(map(len, _CYRILLIC_BYTES.findall(data)))
    return "cp1251" if cyrillic * 2 > high else "cp1254"


@contextmanager
def _long_cells() -> Iterator[None]:
    """Let cells be as long as lists of forms are; the limit is the process's, and others have theirs."""
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


@_long_cells()
def read_table(name: str, text: str, encoding: str) -> Table:
    """
    Read a table.

    Parameters
    ----------
    name
        Of the file, for messages.
    text, encoding
        As `decode_table` gives them.

    Raises
    ------
    AtlasError
        If no column holds names, or a row has more cells than there are columns; the message says which
        separator was taken, and the line.
    """
    lines, first = _lines(text)
    if not lines:
        msg = f"Gazetteer {name!r} is empty."
        raise AtlasError(msg)
    separator = _said_separator(lines[0])
    if separator:
        lines, first = lines[1:], first + 1
    if not separator and _is_geonames(lines[0]):
        return _read_geonames(lines, first)
    separator = separator or _find_separator(lines[0])
    records = list(_records(lines, first, separator))
    line, names = records.pop(0)
    head = _Head(name, line, names, _columns(names), f"separator {_SEPARATORS[separator]}, {encoding}")
    if "title" not in head.columns and not any(field.startswith("name:") for field in head.columns):
        raise AtlasError(_no_names(head))
    _check_coordinates(head, records)
    return Table(tuple(_rows(head, records)), head.how)


@dataclass(frozen=True)
class _Head:
    """The first row of a table: how its columns are called, and where that of each field is."""

    file: str
    line: int
    names: list[str]
    columns: dict[str, int]
    how: str

    def shown(self, places: Iterable[int]) -> str:
        return ", ".join(repr(self.names[at].strip()[:_SHOWN_LETTERS]) for at in places)


def _lines(text: str) -> tuple[list[str], int]:
    """Return the lines from the first that says anything, and its number; remarks (#) before it are none."""
    lines = text.split("\n") if "\n" in text else text.split("\r")
    first = 0
    while first < len(lines) and (not lines[first].strip() or _is_remark(lines[first])):
        first += 1
    return lines[first:], first + 1


def _is_remark(line: str) -> bool:
    return line.startswith("#") and field_of(re.split(r"[\t;,|]", line[1:])[0]) is None


def _said_separator(line: str) -> str:
    """Return the separator that Excel writes above a table, `sep=;`; empty if there is none."""
    found = re.fullmatch(r"\ufeff?\"?sep=(.)\"?[;,\s]*", line, re.IGNORECASE)
    return found[1] if found and found[1] in _SEPARATORS else ""


def _is_geonames(line: str) -> bool:
    cells = line.rstrip("\r").split("\t")
    return len(cells) == _GEONAMES_COLUMNS and cells[0].isdigit() and bool(re.match(r"-?\d", cells[4]))


def _find_separator(head: str) -> str:
    """Return the separator by which the most columns of a head are known, and then that with the most."""

    def known(separator: str) -> tuple[int, int]:
        cells = next(csv.reader([head], delimiter=separator), [])
        return sum(field_of(cell) is not None for cell in cells), len(cells)

    return max(_SEPARATORS, key=known)


def _records(lines: list[str], first: int, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield rows with their lines; in tables of tabs a quotation mark is often a plain sign."""
    quoting = csv.QUOTE_MINIMAL
    if separator == "\t":
        width = lines[0].count("\t")
        plain = all(line.count("\t") == width for line in lines if line.strip())
        quoting = csv.QUOTE_NONE if plain and not _is_quoted(lines) else csv.QUOTE_MINIMAL
    if quoting == csv.QUOTE_NONE:
        for number, line in enumerate(lines, start=first):
            if line.strip():
                yield number, line.rstrip("\r").split(separator)
        return
    reader = csv.reader(io.StringIO("\n".join(lines), newline=""), delimiter=separator)
    begin = first
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield begin, cells
        begin = first + reader.line_num


def _is_quoted(lines: list[str]) -> bool:
    """Tell whether quotation marks stand around whole cells, as a program that quotes has them."""
    cells = [cell for line in lines for cell in line.rstrip("\r").split("\t") if cell.startswith('"')]
    return bool(cells) and all(len(cell) > 1 and cell.endswith('"') for cell in cells)


def _columns(heads: list[str]) -> dict[str, int]:
    """Return where the column of each field is."""
    found: dict[str, tuple[int, int]] = {}
    for at, head in enumerate(heads):
        known = field_of(head.lstrip("#"))
        if known is not None:
            field, rank = known
            found[field] = min(found.get(field, (rank, at)), (rank, at))
    return {field: at for field, (_, at) in found.items()}


def _rows(head: _Head, records: list[tuple[int, list[str]]]) -> Iterator[Row]:
    called = {field: head.names[at].strip() for field, at in head.columns.items()}
    for line, cells in records:
        if any(cell.strip() for cell in cells[len(head.names) :]):
            msg = (
                f"Gazetteer {head.file!r}, line {line}: has {len(cells)} cells for {len(head.names)} columns "
                f"({head.how}); put a cell that holds the separator in quotation marks"
            )
            raise AtlasError(msg)
        found = {field: cells[at].strip() for field, at in head.columns.items() if at < len(cells)}
        yield Row(line, found, called)


def _check_coordinates(head: _Head, records: list[tuple[int, list[str]]]) -> None:
    """Refuse a table of which one coordinate, or none, is known, though other columns may hold them."""
    missing = [field for field in ("lon", "lat") if field not in head.columns]
    if not missing or not {"point", "lat lon", "lon lat"}.isdisjoint(head.columns):
        return
    numbers = list(_columns_of_degrees(head, records[:_LOOKED_AT]))
    if len(missing) == 1 or numbers:
        hint = f"; if they are {head.shown(numbers[:4])}, call them so" if numbers else ""
        lacking = f"lacks the columns {', '.join(missing)} (line {head.line}, {head.how})"
        msg = f"Gazetteer {head.file!r} {lacking}{hint}."
        raise AtlasError(msg)


def _columns_of_degrees(head: _Head, records: list[tuple[int, list[str]]]) -> Iterator[int]:
    """Yield unknown columns that hold nothing but numbers with a fraction."""
    for at in set(range(len(head.names))) - set(head.columns.values()):
        said = [row[at].strip() for _, row in records if at < len(row) and row[at].strip()]
        if said and all(re.fullmatch(r"[-+]?\d{1,3}[.,]\d+\s*°?\s*\w?", cell) for cell in said):
            yield at


def _no_names(head: _Head) -> str:
    shown = head.shown(range(min(8, len(head.names))))
    return (
        f"Gazetteer {head.file!r} lacks the columns title, lon, lat: line {head.line} is {shown} "
        f"({head.how}). Name the columns in the first line: names of places stand under title or name "
        "(ad, название), coordinates under lon and lat (boylam and enlem)."
    )


def _read_geonames(lines: list[str], first: int) -> Table:
    called = {field: field for field in _GEONAMES if field}
    rows = []
    for number, line in enumerate(lines, start=first):
        cells = line.rstrip("\r").split("\t")
        if len(cells) >= len(_GEONAMES):
            found = dict(zip(_GEONAMES, cells, strict=False))
            found["population"] = cells[14] if len(cells) > 14 else ""
            rows.append(Row(number, found, called))
    return Table(tuple(rows), "separator tab, a dump of GeoNames", geonames=True)
