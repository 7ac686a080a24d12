"""Reads DOCX: paragraphs, tables and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO

from mapsvc.errors import MissingExtraError, SchemaError
from mapsvc.geoparse.documents import Document, Reader
from mapsvc.geoparse.packed_documents import hold_unpacked


def _read(name: str, data: bytes, _: str) -> Document:
    try:
        import docx
    except ImportError as error:
        msg = "Reading DOCX needs python-docx: pip install python-docx"
        raise MissingExtraError(msg) from error
    try:
        hold_unpacked(name, data)
        document = docx.Document(BytesIO(data))
        lines = list(_lines(document))
    except SchemaError:
        raise
    except Exception as error:  # the library and the archive below it raise whatever they meet
        msg = f"{name!r} is no readable DOCX: {error}."
        raise SchemaError(msg) from error
    return Document(name, "\n".join(lines))


def _lines(document: object) -> Iterable[str]:
    """Yield paragraphs and rows of tables in the order of the document, then the footnotes."""
    from docx.table import Table

    for block in document.iter_inner_content():  # type: ignore[attr-defined]
        if isinstance(block, Table):
            for row in block.rows:
                yield "\t".join(cell.text for cell in row.cells)
        else:
            yield block.text
    for relation in document.part.rels.values():  # type: ignore[attr-defined]
        if relation.reltype.endswith(("/footnotes", "/endnotes")):
            texts = re.findall(
                r"<w:t(?: [^>]*)?>([^<]*)</w:t>|(</w:p>)", relation.target_part.blob.decode("utf-8")
            )
            yield from "".join(text or "\n" for text, _ in texts).splitlines()


READER = Reader((".docx",), _read, empty="has no text")
