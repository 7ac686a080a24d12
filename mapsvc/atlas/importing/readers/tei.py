"""Reads editions in TEI: the text, the places of its lists, and the names that its editor marked."""

from __future__ import annotations

import re
from typing import Any

from mapsvc.atlas.importing.foreign_files import FileContent, FileReader, Flaw, ForeignFile, Incoming
from mapsvc.atlas.importing.xml_tree import XmlNode, parse_xml
from mapsvc.atlas.known_files import xml_root

_ROOTS = ("TEI", "TEI.2", "teiCorpus")
_NAME_ELEMENTS = ("placeName", "settlement", "geogName", "region", "country", "district")


def _claims(file: ForeignFile) -> bool:
    return xml_root(file.data[:4096].decode("utf-8", errors="replace")) in _ROOTS


def _read(file: ForeignFile) -> FileContent:
    tree = parse_xml(file.data)
    found = FileContent()
    for node in tree.all("place"):
        raw = _place(node)
        if raw is None:
            found.flaws.append(Flaw(f"line {node.line}", "is a place without a <placeName>"))
        else:
            found.records.append(Incoming("places", raw, f"line {node.line}"))
    listed = {raw.raw.get("key"): raw.raw for raw in found.records}
    for node in _marked(tree):
        raw = _mention(node, listed)
        if raw is not None:
            found.records.append(Incoming("mentions", raw, f"line {node.line}"))
    if file.read_words is not None:
        title = next((_words(node) for node in tree.all("title")), file.stem)
        text = {"title": title, "language": _language(tree), "words": file.read_words(file.name, file.data)}
        found.records.insert(0, Incoming("text", text, ""))
    return found


def _place(node: XmlNode) -> dict[str, Any] | None:
    names = [
        {"toponym": _words(name), "lang": name.attributes.get("lang", "und")}
        for name in node.children
        if name.name in _NAME_ELEMENTS and _words(name)
    ]
    if not names:
        return None
    raw: dict[str, Any] = {"type": "Feature", "properties": {"title": names[0]["toponym"]}, "names": names}
    geo = next((" ".join(found.text.split()) for found in node.all("geo")), "")
    numbers = re.findall(r"-?\d+(?:\.\d+)?", geo)
    raw["geometry"] = (
        {"type": "Point", "coordinates": [float(numbers[1]), float(numbers[0])]}
        if len(numbers) == 2
        else None
    )
    links = [" ".join(idno.text.split()) for idno in node.all("idno")]
    links += [link for name in node.children for link in [name.attributes.get("ref", "")]]
    raw["links"] = [
        {"type": "closeMatch", "identifier": link}
        for link in links
        if link.startswith(("http://", "https://"))
    ]
    raw["key"] = node.attributes.get("id", "")
    return raw


def _marked(tree: XmlNode) -> list[XmlNode]:
    """Return the names of places in the text itself, not those of its head."""
    bodies = [node for node in tree.all("text") if node.name == "text"]
    return [name for body in bodies[:1] for name in body.all("placeName", "geogName")]


def _mention(node: XmlNode, listed: dict[Any, dict[str, Any]]) -> dict[str, Any] | None:
    ref, surface = node.attributes.get("ref", ""), _words(node)
    if not ref or not surface:
        return None
    place = listed.get(ref.lstrip("#"))
    links = place.get("links") if place else None
    uri = links[0]["identifier"] if links else ref if ref.startswith("http") else ""
    label = place["properties"]["title"] if place else surface
    return {"surface": surface, "char": None, "uri": uri, "label": label, "point": None}


def _words(node: XmlNode) -> str:
    inner = [node.text, *(part.text for part in node.all(*{child.name for child in node.children}))]
    return " ".join(" ".join(inner).split())


def _language(tree: XmlNode) -> str:
    found = next((node.attributes["lang"] for node in tree.all("text") if "lang" in node.attributes), "")
    return (
        found
        or tree.attributes.get("lang", "")
        or next((node.attributes.get("ident", "") for node in tree.all("language")), "")
    )


READER = FileReader("TEI", (".xml", ".tei"), _claims, _read)
