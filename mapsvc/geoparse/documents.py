"""Documents read as text that still knows its pages, its lines and its offsets in the file."""

from __future__ import annotations

import logging
import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from mapsvc.errors import MissingExtraError, SchemaError

#: Stands for the text that is piped in.
STANDARD_INPUT = Path("-")
SUFFIXES = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx")
_BINARY = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a DOCX or another archive",
    b"\xd0\xcf\x11\xe0": "an old Word file",
}
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
        For HTML: pairs of an offset in `text` and the one in the file that it comes from; empty where they
        are the same.
    """

    name: str
    text: str
    pages: tuple[int, ...] = ()
    pieces: tuple[tuple[int, int], ...] = ()
    _lines: list[int] = field(default_factory=list, repr=False, compare=False)

    def line_column(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column of an offset; on its page where there are pages."""
        if not self._lines:
            self._lines.extend([0, *(found.end() for found in _LINE.finditer(self.text))])
        line = bisect_right(self._lines, offset)
        begin = self._lines[line - 1]
        if self.pages:
            page = self.pages[bisect_right(self.pages, offset) - 1]
            line -= bisect_right(self._lines, page) - 1
        return line, offset - begin + 1

    def page(self, offset: int) -> int | None:
        """Return the 1-based page of an offset; nothing where there are no pages."""
        return bisect_right(self.pages, offset) if self.pages else None

    def file_offset(self, offset: int) -> int:
        """Return where in the decoded file an offset of the text comes from."""
        if not self.pieces:
            return offset
        at = max(0, bisect_right(self.pieces, (offset, 1 << 60)) - 1)
        begin, source = self.pieces[at]
        return source + offset - begin


def read_document(path: Path, *, encoding: str = "utf-8") -> Document:
    """
    Read a document.

    Parameters
    ----------
    path
        TXT, Markdown, HTML, PDF or DOCX, told by its suffix; a file with another suffix is read as text, and
        `-` is the standard input.
    encoding
        Of text, Markdown and HTML.

    Returns
    -------
    document
        Its text, with pages for PDF.

    Raises
    ------
    SchemaError
        If it cannot be read: not in this encoding, encrypted, or scanned without a text.
    MissingExtraError
        If the library for its format is not installed.
    """
    data = _bytes_of(path)
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        return _with_text(_read_pdf(path), "has no text: a scan must go through OCR first")
    if suffix == ".docx":
        return _with_text(_read_docx(path), "has no text")
    text = decode(data, path.name, encoding)
    if suffix in {".html", ".htm", ".xhtml"}:
        return _with_text(read_html(path.name, text), "has no text outside its markup")
    return Document(path.name, text)


def _bytes_of(path: Path) -> bytes:
    if path == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except OSError as error:
        msg = f"{path.name!r} cannot be read: {error.strerror or error}."
        raise SchemaError(msg) from error


def _with_text(document: Document, otherwise: str) -> Document:
    if not document.text.strip():
        msg = f"{document.name!r} {otherwise}."
        raise SchemaError(msg)
    return document


def decode(data: bytes, name: str, encoding: str = "utf-8") -> str:
    """
    Decode the bytes of a text file, without changing a character.

    Raises
    ------
    SchemaError
        If they are not in the encoding; the message says where and what would do.
    """
    for magic, what in _BINARY.items():
        if data.startswith(magic):
            msg = f"{name!r} is {what}, but its name does not say so; rename it."
            raise SchemaError(msg)
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} and encoding == "utf-8":
        encoding = "utf-16"
    try:
        text = data.decode(encoding)
    except LookupError as error:
        msg = f"{encoding!r} is no known encoding; try 'utf-8' or 'cp1254'."
        raise SchemaError(msg) from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        old = "Turkish files of old Windows programs need --encoding cp1254, Russian ones cp1251."
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


def read_html(name: str, source: str) -> Document:
    """Read the text of an HTML page; scripts, styles and comments are left out."""
    from mapsvc.geoparse.html_text import text_of_html

    text, pieces = text_of_html(source)
    return Document(name, text, pieces=pieces)


def _read_pdf(path: Path) -> Document:
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        msg = "Reading PDF needs pypdf: pip install pypdf"
        raise MissingExtraError(msg) from error
    # it tells the terminal what the error below says in one line
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            msg = f"{path.name!r} is encrypted; save a copy without a password."
            raise SchemaError(msg)
        texts = [page.extract_text() or "" for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        msg = f"{path.name!r} is no readable PDF: {error}."
        raise SchemaError(msg) from error
    return _of_pages(path.name, texts)


def _of_pages(name: str, texts: Iterable[str]) -> Document:
    pages, parts, at = [], [], 0
    for text in texts:
        pages.append(at)
        parts.append(text + "\n\n")
        at += len(text) + 2
    return Document(name, "".join(parts), pages=tuple(pages))


def _read_docx(path: Path) -> Document:
    try:
        import docx
    except ImportError as error:
        msg = "Reading DOCX needs python-docx: pip install python-docx"
        raise MissingExtraError(msg) from error
    try:
        document = docx.Document(str(path))
        lines = list(_docx_lines(document))
    except Exception as error:  # the library and the archive below it raise whatever they meet
        msg = f"{path.name!r} is no readable DOCX: {error}."
        raise SchemaError(msg) from error
    return Document(path.name, "\n".join(lines))


def _docx_lines(document: object) -> Iterable[str]:
    """Yield paragraphs and rows of tables in the order of the document, then the footnotes."""
    from docx.table import Table

    for block in document.iter_inner_content():  # type: ignore[attr-defined]
        if isinstance(block, Table):
            for row in block.rows:
                yield "\t".join(cell.text for cell in row.cells)
        else:
            yield block.text
    yield from _docx_notes(document)


def _docx_notes(document: object) -> Iterable[str]:
    for relation in document.part.rels.values():  # type: ignore[attr-defined]
        if relation.reltype.endswith(("/footnotes", "/endnotes")):
            texts = re.findall(
                r"<w:t(?: [^>]*)?>([^<]*)</w:t>|(</w:p>)", relation.target_part.blob.decode("utf-8")
            )
            yield from "".join(text or "\n" for text, _ in texts).splitlines()


def find_documents(paths: Iterable[Path], warn: Callable[[str], None]) -> list[Path]:
    """
    List the documents among files and folders.

    Parameters
    ----------
    paths
        Files, taken as they are, and folders, searched for the known suffixes.
    warn
        Is told of a folder without any.

    Returns
    -------
    documents
        In the order given; those of a folder sorted by name.
    """
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in SUFFIXES)
        if not inside:
            warn(f"no document in {path.name!r}; known are {', '.join(SUFFIXES)}")
        found += inside
    return found
