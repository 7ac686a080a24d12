"""Reads DOCX as Word shows its final text: with what was inserted, without what was deleted or hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePosixPath
from posixpath import normpath
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from mapsvc.errors import SchemaError
from mapsvc.geoparse.documents import Document, Reader
from mapsvc.geoparse.packed_documents import hold_unpacked, read_part

#: What is not printed: properties, what was deleted or moved away, codes of fields, readings set over
#: letters, remarks, and what is said of drawings.
_NO_TEXT_OF_WORD = """
    rPr pPr tblPr tblGrid trPr tcPr sectPr sdtPr sdtEndPr customXmlPr smartTagPr rubyPr rt
    del moveFrom delText instrText delInstrText fldData commentReference annotationRef binData docPr
"""
_PASSED_BY_WORD = frozenset(_NO_TEXT_OF_WORD.split())
#: Signs that are elements.
_SIGNS_OF_WORD = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
    "softHyphen": "\u00ad",
}
_NOTES_BY_REFERENCE = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
#: Codes of fonts that draw pictures; those of ordinary fonts are their letters in Western Windows.
_PRIVATE = range(0xF000, 0xF100)
_PICTURE_FONTS = ("symbol", "wingdings", "webdings", "marlett")
_NO = frozenset({"0", "false", "off", "none"})
_Element = ElementTree.Element
Notes = dict[str, dict[str, _Element]]


def _read(name: str, data: bytes, _: str) -> Document:
    try:
        hold_unpacked(name, data)
        with ZipFile(BytesIO(data)) as archive:
            text = _text_of(archive)
    except SchemaError:
        raise
    except (BadZipFile, KeyError, ElementTree.ParseError, ValueError, OSError, RuntimeError) as error:
        msg = f"{name!r} is no readable DOCX: {str(error).rstrip('.')}."
        raise SchemaError(msg) from error
    return Document(name, text)


def _text_of(archive: ZipFile) -> str:
    related = _related(archive, "")
    main = related.get("officeDocument", "word/document.xml")
    parts = _related(archive, main)
    notes: Notes = {}
    for kind in _NOTES_BY_REFERENCE.values():
        if parts.get(kind) in archive.namelist():
            root = ElementTree.fromstring(read_part(archive, parts[kind]))
            notes[kind] = {_attribute(note, "id"): note for note in root}
    body = ElementTree.fromstring(read_part(archive, main))
    if _local(body) != "document":
        msg = f"its main part is {_local(body)!r}"
        raise ValueError(msg)
    reading = _WordReading()
    lines = list(reading.lines(body))
    for kind, ident in reading.notes:
        note = notes.get(kind, {}).get(ident)
        if note is not None:
            lines += _WordReading().lines(note)
    return "\n".join(lines)


def _related(archive: ZipFile, part: str) -> dict[str, str]:
    """Return the parts that a part refers to by what they are; those of the package where it is empty."""
    path = PurePosixPath(part)
    listed = str(path.parent / "_rels" / f"{path.name}.rels") if part else "_rels/.rels"
    if listed not in archive.namelist():
        return {}
    return {
        relation.get("Type", "").rpartition("/")[2]: normpath(
            str(PurePosixPath("/") / path.parent / relation.get("Target", ""))
        ).lstrip("/")
        for relation in ElementTree.fromstring(read_part(archive, listed))
    }


def _local(element: _Element) -> str:
    return element.tag.rpartition("}")[2]


def _attribute(element: _Element, name: str) -> str:
    """Return an attribute in whichever of the format's namespaces it stands."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _property(element: _Element, group: str, *names: str) -> _Element | None:
    """Return the first of some properties that an element has and that is not switched off."""
    for properties in element:
        if _local(properties) == group:
            for found in properties:
                if _local(found) in names and _attribute(found, "val") not in _NO:
                    return found
    return None


@dataclass
class _WordReading:
    """
    What is known while the document is gone through.

    Attributes
    ----------
    notes
        Kinds and ids of the notes that the text refers to, in its order.
    """

    notes: list[tuple[str, str]] = field(default_factory=list)
    #: Of each field that is open, whether its code has ended and its result is read.
    _fields: list[bool] = field(default_factory=list)

    def lines(self, element: _Element) -> Iterator[str]:
        """Yield paragraphs, each with what its boxes hold behind it, and rows of tables."""
        unfinished = ""
        for child in _blocks(element):
            if _local(child) == "tbl":
                yield from self._rows(child)
                continue
            boxes: list[_Element] = []
            unfinished += "".join(self._words(child, boxes))
            # A paragraph whose end was deleted goes on in the next one.
            if not _has_deleted_end(child):
                yield unfinished
                unfinished = ""
            for box in boxes:
                yield from self.lines(box)
        if unfinished:
            yield unfinished

    def _rows(self, table: _Element) -> Iterator[str]:
        for row in _within(table, "tr"):
            if _property(row, "trPr", "del") is None:
                cells = [cell for cell in _within(row, "tc") if not _is_covered(cell)]
                yield "\t".join("\n".join(self.lines(cell)) for cell in cells)

    def _words(self, element: _Element, boxes: list[_Element]) -> Iterator[str]:
        for child in element:
            name = _local(child)
            if name == "fldChar":
                self._turn_field(_attribute(child, "fldCharType"))
            elif name == "txbxContent":
                boxes.append(child)
            elif name == "AlternateContent":
                yield from self._words(_alternative(child), boxes)
            elif name in _PASSED_BY_WORD or (name == "r" and _is_hidden(child)):
                continue
            elif name in _NOTES_BY_REFERENCE:
                self.notes.append((_NOTES_BY_REFERENCE[name], _attribute(child, "id")))
            elif all(self._fields):
                yield _sign(child, name)
                yield from self._words(child, boxes)
            else:
                yield from self._words(child, boxes)

    def _turn_field(self, turn: str) -> None:
        if turn == "begin":
            self._fields.append(False)
        elif self._fields:
            self._fields.pop()
            if turn == "separate":
                self._fields.append(True)


def _blocks(element: _Element) -> Iterator[_Element]:
    """Yield the paragraphs and tables of an element, whatever wraps them."""
    for child in element:
        name = _local(child)
        if name in {"p", "tbl"}:
            yield child
        elif name == "AlternateContent":
            yield from _blocks(_alternative(child))
        elif name not in _PASSED_BY_WORD:
            yield from _blocks(child)


def _within(element: _Element, wanted: str) -> Iterator[_Element]:
    """Yield the rows of a table or the cells of a row, whatever wraps them; not those of tables within."""
    for child in element:
        name = _local(child)
        if name == wanted:
            yield child
        elif name not in _PASSED_BY_WORD and name not in {"tbl", "p", "tc"}:
            yield from _within(child, wanted)


def _alternative(element: _Element) -> _Element:
    """Return the one of several ways to say the same that is read: the first that holds a text."""
    for way in element:
        if any(_local(inner) in {"t", "txbxContent", "sym"} for inner in way.iter()):
            return way
    return ElementTree.Element("none")


def _has_deleted_end(paragraph: _Element) -> bool:
    for properties in paragraph:
        if _local(properties) == "pPr":
            return _property(properties, "rPr", "del", "moveFrom") is not None
    return False


def _is_covered(cell: _Element) -> bool:
    """Tell whether a cell is deleted, or one over which another reaches from above."""
    merged = _property(cell, "tcPr", "vMerge")
    below = merged is not None and _attribute(merged, "val") != "restart"
    return below or _property(cell, "tcPr", "cellDel") is not None


def _is_hidden(run: _Element) -> bool:
    return _property(run, "rPr", "vanish", "webHidden") is not None


def _sign(element: _Element, name: str) -> str:
    if name == "t":
        return element.text or ""
    if name == "sym":
        return _symbol(element)
    return _SIGNS_OF_WORD.get(name, "")


def _symbol(element: _Element) -> str:
    """Return a sign that is named by its code in a font."""
    code = int(_attribute(element, "char") or "20", 16)
    if code not in _PRIVATE:
        return chr(code)
    if _attribute(element, "font").lower().startswith(_PICTURE_FONTS):
        return " "
    return bytes([code & 0xFF]).decode("cp1252", errors="replace")


READER = Reader((".docx", ".docm", ".dotx"), _read, empty="has no text")
