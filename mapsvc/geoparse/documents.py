"""Documents read as text that still knows its pages, its lines and its offsets in the file."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NoReturn

from mapsvc.atlas.known_files import KnownFile
from mapsvc.errors import SchemaError
from mapsvc.geoparse.html_text import GivenReading, TextRun
from mapsvc.geoparse.mistaken_encodings import guess_encoding

_LINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Document:
    """
    A text with where its parts come from.

    Attributes
    ----------
    name
        Of the file.
    text
        What is read. For text and Markdown these are the characters of the file, unchanged.
    pages
        Offsets at which pages begin; empty where there are none.
    pieces
        For HTML and TEI: where in the file each run of the text comes from; empty where it is the text.
    source
        For HTML and TEI: the characters of the file.
    given
        What an edition says itself of its places, dates and persons, in text order.
    """

    name: str
    text: str
    pages: tuple[int, ...] = ()
    pieces: tuple[TextRun, ...] = ()
    source: str = field(default="", repr=False)
    given: tuple[GivenReading, ...] = ()
    _lines: list[int] = field(default_factory=list, repr=False, compare=False)

    def line_column(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column of an offset in the file; on its page where there are pages."""
        lines, offset = self._line_begins(), self.file_offset(offset)
        line = bisect_right(lines, offset)
        begin = lines[line - 1]
        if self.pages:
            page = self.pages[bisect_right(self.pages, offset) - 1]
            line -= bisect_right(lines, page) - 1
        return line, offset - begin + 1

    def offset_at(self, line: int, column: int) -> int | None:
        """
        Return the offset of a 1-based line and column; nothing where there is no such place.

        Of a document whose text is that of its file, without pages.
        """
        lines = self._line_begins()
        if not 1 <= line <= len(lines) or column < 1:
            return None
        at = lines[line - 1] + column - 1
        return at if at < (lines[line] if line < len(lines) else len(self.text)) else None

    def _line_begins(self) -> list[int]:
        if not self._lines:
            self._lines.extend([0, *(found.end() for found in _LINE.finditer(self.source or self.text))])
        return self._lines

    def page(self, offset: int) -> int | None:
        """Return the 1-based page of an offset; nothing where there are no pages."""
        return bisect_right(self.pages, offset) if self.pages else None

    def file_offset(self, offset: int) -> int:
        """Return where in the decoded file an offset of the text comes from."""
        if not self.pieces:
            return offset
        piece = self.pieces[max(0, bisect_right(self.pieces, offset, key=_begins) - 1)]
        return piece.stood + (offset - piece.at if piece.taken == piece.length else 0)

    def file_end(self, offset: int) -> int:
        """Return where in the decoded file that ends which ends in the text at an offset."""
        if not self.pieces:
            return offset
        piece = self.pieces[max(0, bisect_left(self.pieces, offset, key=_begins) - 1)]
        return piece.stood + (offset - piece.at if piece.taken == piece.length else piece.taken)


_begins = attrgetter("at")


@dataclass(frozen=True)
class Reader:
    """
    Reads the documents of some suffixes; a file of `readers` makes one and calls it `READER`.

    Attributes
    ----------
    read
        From the name of a file, its bytes and an encoding for text to a document; `SchemaError` if it cannot.
    empty
        What is said of a document without a text; such a one is no fault where nothing is said.
    """

    suffixes: tuple[str, ...]
    read: Callable[[str, bytes, str], Document]
    empty: str = ""


def refuse(name: str, kind: KnownFile, readable: Container[str]) -> NoReturn:
    """
    Refuse a document that is a file of a kind that its reader cannot read.

    Raises
    ------
    SchemaError
        That says what the file is and what would do.
    """
    if kind.suffix in readable:
        msg = f"{name!r} is {kind.called}, but its name does not say so; rename it to end in {kind.suffix!r}."
    else:
        msg = f"{name!r} is {kind.called}, which is not read: {kind.for_text}."
    raise SchemaError(msg)


def decode(data: bytes, name: str, encoding: str = "utf-8") -> str:
    """
    Decode the bytes of a text file, without changing a character.

    Raises
    ------
    SchemaError
        If they are not in the encoding; the message says where and what would do.
    """
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} and encoding == "utf-8":
        encoding = "utf-16"
    try:
        text = data.decode(encoding)
    except LookupError as error:
        msg = f"{encoding!r} is no known encoding; try 'utf-8' or 'cp1254'."
        raise SchemaError(msg) from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        guess = guess_encoding(data)
        old = (
            f"It reads well as {guess}: say --encoding {guess}."
            if guess
            else "Turkish files of old Windows programs need --encoding cp1254, Russian ones cp1251."
        )
        wide = "It holds zero bytes: if it is UTF-16, say --encoding utf-16-le or utf-16-be."
        msg = (
            f"{name!r} is not {encoding}: byte {error.start} (line {line}) cannot be decoded. "
            f"{wide if 0 in data else old}"
        )
        raise SchemaError(msg) from error
    if "\x00" in text:
        msg = f"{name!r} holds zero bytes and is no text; if it is UTF-16, say --encoding utf-16."
        raise SchemaError(msg)
    return text
