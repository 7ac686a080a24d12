"""Reads editions in TEI: the text as it is printed, with where each piece of it stands in the source."""

from __future__ import annotations

from mapsvc.atlas.known_files import know_text, xml_root
from mapsvc.geoparse.documents import Document, Reader, decode, refuse
from mapsvc.geoparse.html_text import Markup, marked_text
from mapsvc.geoparse.readers.html import read_html

#: What is no text, and of two readings of a word the one that an editor put right.
_UNREAD = """
    teiheader facsimile sourcedoc standoff fw del gap surplus choice/sic choice/orig choice/abbr
"""
_STANDING_APART = """
    p head l lg div div1 div2 div3 ab note item list row cell table sp speaker stage opener closer byline
    dateline salute signed trailer front body back text argument epigraph titlepage doctitle titlepart
    bibl figdesc lb pb cb milestone
"""
#: What says of its words what they are; see `given_readings`.
_SAID = "placename settlement country region district bloc geogname rs name persname forename surname date"
_MARKUP = Markup(
    silent=frozenset(_UNREAD.split()),
    blocks=frozenset(_STANDING_APART.split()),
    within=frozenset({"lb", "pb", "cb", "milestone"}),
    marked=frozenset(_SAID.split()),
)


def _read(name: str, data: bytes, encoding: str) -> Document:
    source = decode(data, name, encoding)
    root = xml_root(source)
    if root.lower() == "html":
        return read_html(name, source)
    kind = know_text("", source)
    if kind is not None and kind.suffix not in READER.suffixes:
        refuse(name, kind, ())
    text, pieces, given = marked_text(source, _MARKUP)
    return Document(name, text, pieces=pieces, source=source, given=given)


READER = Reader((".xml", ".tei"), _read, empty="has no text outside its markup")
