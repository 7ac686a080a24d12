"""Reads GPX: tracks and routes are journeys, waypoints their stops."""

from __future__ import annotations

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

_GPX_CELLS = ("name", "time", "desc")


def _claims(file: ForeignFile) -> bool:
    return xml_root(file.data[:4096].decode("utf-8", errors="replace")) == "gpx"


def _read(file: ForeignFile) -> FileContent:
    tree = parse_xml(file.data)
    found = FileContent()
    rows = []
    for node in tree.children:
        lines = list(node.all("trkseg")) if node.name == "trk" else [node] if node.name == "rte" else []
        for part in lines:
            rows += _line(node, part, found)
        if node.name == "wpt":
            rows += _points([node], found)
    found.sheets.append(ForeignSheet(file.stem, _GPX_CELLS, tuple(rows), "GPX", usual="routes"))
    return found


def _line(node: XmlNode, part: XmlNode, found: FileContent) -> list[SheetRow]:
    """Return a line of a track or a route, and the points of it that have a name."""
    points = [point for point in part.children if point.name in ("trkpt", "rtept")]
    rows = _points(points, found)
    line = [row.geometry["coordinates"] for row in rows if row.geometry]
    stops = [row for row in rows if row.cells["name"]]
    if len(line) < 2:
        return stops
    cells = {"name": node.say("name"), "time": points[0].say("time"), "desc": node.say("desc")}
    geometry = {"type": "LineString", "coordinates": line}
    return [SheetRow(f"line {part.line}", cells, geometry), *stops]


def _points(nodes: list[XmlNode], found: FileContent) -> list[SheetRow]:
    rows = []
    for node in nodes:
        where = f"line {node.line}"
        point = _position(node)
        if point is None:
            said = f"lat {node.attributes.get('lat')!r}, lon {node.attributes.get('lon')!r}"
            found.flaws.append(Flaw(where, f"is no point on the earth: {said}"))
            continue
        cells = {"name": node.say("name"), "time": node.say("time")[:10], "desc": node.say("desc")}
        rows.append(SheetRow(where, cells, {"type": "Point", "coordinates": point}))
    return rows


def _position(node: XmlNode) -> list[Any] | None:
    try:
        lon, lat = float(node.attributes["lon"]), float(node.attributes["lat"])
    except (KeyError, ValueError):
        return None
    return [lon, lat] if -180 <= lon <= 180 and -90 <= lat <= 90 else None


READER = FileReader("GPX", (".gpx",), _claims, _read)
