"""Reads PDF, page by page; a scan must have gone through OCR."""

from __future__ import annotations

import logging
from io import BytesIO

from mapsvc.errors import MissingExtraError, SchemaError
from mapsvc.geoparse.documents import Document, Reader


def _read(name: str, data: bytes, _: str) -> Document:
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        msg = "Reading PDF needs pypdf: pip install pypdf"
        raise MissingExtraError(msg) from error
    # it tells the terminal what the error below says in one line
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            msg = f"{name!r} is encrypted; save a copy without a password."
            raise SchemaError(msg)
        texts = [page.extract_text() or "" for page in reader.pages]
    except SchemaError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        msg = f"{name!r} is no readable PDF: {error}."
        raise SchemaError(msg) from error
    pages, parts, at = [], [], 0
    for text in texts:
        pages.append(at)
        parts.append(text + "\n\n")
        at += len(text) + 2
    return Document(name, "".join(parts), pages=tuple(pages))


READER = Reader((".pdf",), _read, empty="has no text: a scan must go through OCR first")
