"""Reads EPUB: its chapters in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from posixpath import dirname, join, normpath
from urllib.parse import unquote
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from mapsvc.errors import SchemaError
from mapsvc.geoparse.documents import Document, Reader
from mapsvc.geoparse.html_text import text_of_html
from mapsvc.geoparse.packed_documents import hold_unpacked, read_part

_CONTAINER, _LOCKS = "META-INF/container.xml", "META-INF/encryption.xml"
_CHAPTERS = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})


def _read(name: str, data: bytes, _: str) -> Document:
    try:
        hold_unpacked(name, data)
        with ZipFile(BytesIO(data)) as archive:
            chapters = list(_chapters(archive))
            locked = set(chapters) & set(_locked(archive))
            if locked:
                msg = f"{name!r} is protected against copying: its chapters are encrypted."
                raise SchemaError(msg)
            texts = [text_of_html(_decoded(read_part(archive, chapter)))[0] for chapter in chapters]
    except SchemaError:
        raise
    except (BadZipFile, KeyError, ElementTree.ParseError, ValueError, OSError, RuntimeError) as error:
        msg = f"{name!r} is no readable EPUB: {str(error).rstrip('.')}."
        raise SchemaError(msg) from error
    return Document(name, "\n\n".join(text.strip("\n") for text in texts))


def _chapters(archive: ZipFile) -> Iterator[str]:
    """Yield the members that hold the text, each once; a list of contents is none unless it is read too."""
    packages = [
        normpath(element.get("full-path", ""))
        for element in _elements(archive, _CONTAINER)
        if _local(element) == "rootfile"
    ]
    package = packages[0] if packages else "content.opf"
    elements = _elements(archive, package)
    members = {
        element.get("id"): normpath(join(dirname(package), unquote(element.get("href", ""))))
        for element in elements
        if _local(element) == "item" and element.get("media-type") in _CHAPTERS
    }
    seen = set()
    for element in elements:
        member = members.get(element.get("idref")) if _local(element) == "itemref" else None
        if member is not None and member not in seen:
            seen.add(member)
            yield member


def _locked(archive: ZipFile) -> Iterator[str]:
    """Yield the members that are encrypted; fonts often are, where nothing else is."""
    if _LOCKS in archive.namelist():
        for element in _elements(archive, _LOCKS):
            if _local(element) == "CipherReference":
                yield normpath(unquote(element.get("URI", "")))


def _elements(archive: ZipFile, member: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(read_part(archive, member)).iter())


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _decoded(data: bytes) -> str:
    """Decode a chapter; the format knows UTF-8 and UTF-16 alone."""
    return data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig", "replace")


READER = Reader((".epub",), _read, empty="has no text")
