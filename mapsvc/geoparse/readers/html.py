"""Reads HTML: its text, with where each piece of it stands in the source."""

from __future__ import annotations

from mapsvc.geoparse.documents import Document, Reader, decode
from mapsvc.geoparse.html_text import text_of_html


def read_html(name: str, source: str) -> Document:
    """Read the text of an HTML page; scripts, styles and comments are left out."""
    text, pieces = text_of_html(source)
    return Document(name, text, pieces=pieces, source=source)


READER = Reader(
    (".html", ".htm", ".xhtml"),
    lambda name, data, encoding: read_html(name, decode(data, name, encoding)),
    empty="has no text outside its markup",
)
