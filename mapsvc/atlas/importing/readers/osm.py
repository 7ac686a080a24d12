"""Reads extracts of OpenStreetMap and OpenHistoricalMap in XML: named nodes, ways and boundaries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mapsvc.atlas.importing.foreign_files import (
    FileContent,
    FileReader,
    Flaw,
    ForeignFile,
    ForeignSheet,
    SheetRow,
)
from mapsvc.atlas.importing.xml_tree import XmlNode, parse_xml
from mapsvc.atlas.known_files import xml_root

_SITE = "https://www.openhistoricalmap.org/{}/{}"
_Line = list[list[float]]


def _claims(file: ForeignFile) -> bool:
    return xml_root(file.data[:4096].decode("utf-8", errors="replace")) == "osm"


def _read(file: ForeignFile) -> FileContent:
    tree = parse_xml(file.data)
    found = FileContent()
    nodes = {node.attributes.get("id", ""): node for node in tree.children if node.name == "node"}
    points = {key: _point(node) for key, node in nodes.items()}
    ways = {way.attributes.get("id", ""): _way(way, points) for way in tree.children if way.name == "way"}
    rows: list[SheetRow] = []
    columns: dict[str, None] = {}
    for node in tree.children:
        tags = {
            tag.attributes.get("k", ""): tag.attributes.get("v", "")
            for tag in node.children
            if tag.name == "tag"
        }
        if not tags.get("name"):
            continue
        where = f"line {node.line}"
        geometry = _geometry(node, tags, points, ways)
        if geometry is None:
            found.flaws.append(
                Flaw(where, f"{node.name} {tags['name']!r}: nodes or ways of it are not in the extract")
            )
            continue
        number = node.attributes.get("id", "")
        cells = tags | {"uri": _SITE.format(node.name, number)}
        columns.update(dict.fromkeys(cells))
        rows.append(SheetRow(where, cells, geometry))
    found.sheets.append(ForeignSheet(file.stem, tuple(columns), tuple(rows), "OSM XML"))
    return found


def _point(node: XmlNode) -> list[float] | None:
    try:
        return [float(node.attributes["lon"]), float(node.attributes["lat"])]
    except (KeyError, ValueError):
        return None


def _way(way: XmlNode, points: Mapping[str, list[float] | None]) -> _Line | None:
    line = [points.get(part.attributes.get("ref", "")) for part in way.children if part.name == "nd"]
    whole = [point for point in line if point is not None]
    return whole if len(whole) == len(line) > 1 else None


def _geometry(
    node: XmlNode,
    tags: Mapping[str, str],
    points: Mapping[str, list[float] | None],
    ways: Mapping[str, _Line | None],
) -> dict[str, Any] | None:
    number = node.attributes.get("id", "")
    if node.name == "node":
        point = points.get(number)
        return {"type": "Point", "coordinates": point} if point else None
    if node.name == "way":
        return _of_way(ways.get(number), tags)
    return _of_relation(node, ways) if node.name == "relation" else None


def _of_way(line: _Line | None, tags: Mapping[str, str]) -> dict[str, Any] | None:
    if line is None:
        return None
    if line[0] == line[-1] and len(line) > 3 and tags.get("area") != "no":
        return {"type": "Polygon", "coordinates": [line]}
    return {"type": "LineString", "coordinates": line}


def _of_relation(node: XmlNode, ways: Mapping[str, _Line | None]) -> dict[str, Any] | None:
    outer, inner = list[_Line | None](), list[_Line | None]()
    for part in node.children:
        if part.name == "member" and part.attributes.get("type") == "way":
            side = inner if part.attributes.get("role") == "inner" else outer
            side.append(ways.get(part.attributes.get("ref", "")))
    return _area(outer, inner)


def _area(outer: list[_Line | None], inner: list[_Line | None]) -> dict[str, Any] | None:
    rings = _rings(outer)
    if not rings:
        return None
    holes = _rings(inner) or []
    if len(rings) == 1:
        return {"type": "Polygon", "coordinates": [rings[0], *holes]}
    return {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}


def _rings(lines: list[_Line | None]) -> list[_Line] | None:
    """Return lines joined to rings; nothing if one is missing or a ring stays open."""
    left = [list(line) for line in lines if line is not None]
    if len(left) < len(lines):
        return None
    rings = []
    while left:
        ring = left.pop(0)
        while ring[0] != ring[-1]:
            following = next((line for line in left if ring[-1] in (line[0], line[-1])), None)
            if following is None:
                return None
            left.remove(following)
            ring += following[1:] if following[0] == ring[-1] else following[-2::-1]
        rings.append(ring)
    return rings


READER = FileReader("an extract of OpenStreetMap", (".osm",), _claims, _read)
