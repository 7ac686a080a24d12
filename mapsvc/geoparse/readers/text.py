"""Reads plain text and Markdown, which is read as it is written."""

from __future__ import annotations

from mapsvc.geoparse.documents import Document, Reader, decode

READER = Reader(
    (".txt", ".text", ".md", ".markdown"),
    lambda name, data, encoding: Document(name, decode(data, name, encoding)),
)
