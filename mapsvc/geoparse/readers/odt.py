"""Reads OpenDocument texts: paragraphs, lists, tables, text boxes and notes, as they are printed."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from mapsvc.errors import SchemaError
from mapsvc.geoparse.documents import Document, Reader
from mapsvc.geoparse.packed_documents import hold_unpacked, hold_xml

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_IN_TEXT, _IN_OFFICE, _IN_TABLE, _IN_DRAWING, _IN_STYLE = (
    f"{{{_URN}{name}:1.0}}" for name in ("text", "office", "table", "drawing", "style")
)
_PARAGRAPHS = {f"{_IN_TEXT}p", f"{_IN_TEXT}h"}
#: What is not printed: what was deleted, remarks, hidden text, readings set over letters, numbers of notes.
_UNPRINTED = {
    f"{_IN_TEXT}{name}"
    for name in ("tracked-changes", "note-citation", "ruby-text", "hidden-text", "hidden-paragraph")
} | {f"{_IN_OFFICE}annotation", f"{_IN_OFFICE}forms", f"{_IN_TABLE}covered-table-cell"}
#: So far into a flat document its beginning is looked for.
_BEFORE_XML = 1000


def _read(name: str, data: bytes, _: str) -> Document:
    try:
        lines = _all_lines(ElementTree.fromstring(_content(name, data)))
    except (BadZipFile, KeyError, ElementTree.ParseError, ValueError, OSError, RuntimeError) as error:
        if isinstance(error, SchemaError):
            raise
        msg = f"{name!r} is no readable ODT: {error}."
        raise SchemaError(msg) from error
    return Document(name, "\n".join(lines))


def _all_lines(root: ElementTree.Element) -> list[str]:
    """Return the lines of a document, those of its notes at the end."""
    _drop_hidden(root)
    body = root.find(f"{_IN_OFFICE}body/{_IN_OFFICE}text")
    notes: list[ElementTree.Element] = []
    lines = list(_lines(body if body is not None else root, notes))
    while notes:
        lines += _lines(notes.pop(0), notes)
    return lines


def _drop_hidden(root: ElementTree.Element) -> None:
    """Take the words out whose style says that they are not shown."""
    hidden = {
        style.get(f"{_IN_STYLE}name")
        for style in root.iter(f"{_IN_STYLE}style")
        for said in style.findall(f"{_IN_STYLE}text-properties")
        if said.get(f"{_IN_TEXT}display") == "none"
    }
    for span in root.iter(f"{_IN_TEXT}span") if hidden else ():
        if span.get(f"{_IN_TEXT}style-name") in hidden:
            # `clear` takes what stands behind it as well
            behind = span.tail
            span.clear()
            span.tail = behind


def _content(name: str, data: bytes) -> bytes:
    """Return the XML of a packed or of a flat document."""
    if data[:_BEFORE_XML].lstrip()[:5] == b"<?xml":
        hold_xml(name, data)
        return data
    hold_unpacked(name, data)
    with ZipFile(BytesIO(data)) as archive:
        if "META-INF/manifest.xml" in archive.namelist():
            manifest = archive.read("META-INF/manifest.xml")
            if b"encryption-data" in manifest:
                msg = f"{name!r} is encrypted; save a copy without a password."
                raise SchemaError(msg)
        return archive.read("content.xml")


def _lines(element: ElementTree.Element, notes: list[ElementTree.Element]) -> Iterator[str]:
    """Yield paragraphs and rows of tables; bodies of notes are put aside."""
    for child in element:
        if child.tag in _UNPRINTED:
            continue
        if child.tag in _PARAGRAPHS:
            boxes: list[ElementTree.Element] = []
            yield "".join(_words(child, notes, boxes))
            for box in boxes:
                yield from _lines(box, notes)
        elif child.tag == f"{_IN_TABLE}table-row":
            yield "\t".join(" ".join(_lines(cell, notes)) for cell in child if cell.tag not in _UNPRINTED)
        else:
            yield from _lines(child, notes)


def _words(
    element: ElementTree.Element, notes: list[ElementTree.Element], boxes: list[ElementTree.Element]
) -> Iterator[str]:
    """Yield the words of a paragraph; what stands in a box or a note of it is put aside."""
    yield element.text or ""
    for child in element:
        if child.tag == f"{_IN_TEXT}s":
            yield " " * min(int(child.get(f"{_IN_TEXT}c") or 1), 100)
        elif child.tag in {f"{_IN_TEXT}tab", f"{_IN_TEXT}line-break"}:
            yield "\t" if child.tag.endswith("tab") else "\n"
        elif child.tag == f"{_IN_TEXT}note":
            notes += child.findall(f"{_IN_TEXT}note-body")
        elif child.tag == f"{_IN_DRAWING}text-box":
            boxes.append(child)
        elif child.tag not in _UNPRINTED:
            yield from _words(child, notes, boxes)
        yield child.tail or ""


READER = Reader((".odt", ".ott", ".fodt"), _read, empty="has no text")
