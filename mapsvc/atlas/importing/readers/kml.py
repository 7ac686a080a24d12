"""Reads KML and KMZ: placemarks with their times and data."""

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
from mapsvc.atlas.importing.json_values import plain_text
from mapsvc.atlas.importing.packed_data import is_archive_with, members_of, unpack_member
from mapsvc.atlas.importing.xml_tree import XmlNode, parse_xml
from mapsvc.atlas.known_files import xml_root

_KML_SHAPES = ("Point", "LineString", "LinearRing", "Polygon")


def _claims(file: ForeignFile) -> bool:
    return (
        is_archive_with(file.data, ".kml")
        or xml_root(file.data[:4096].decode("utf-8", errors="replace")) == "kml"
    )


def _read(file: ForeignFile) -> FileContent:
    data = file.data
    names = [name for name in members_of(data) if name.lower().endswith(".kml")]
    if names:
        data = unpack_member(data, next((name for name in names if name == "doc.kml"), names[0]))
    found = FileContent()
    rows: list[SheetRow] = []
    columns: dict[str, None] = {}
    for node in parse_xml(data).all("Placemark"):
        where = f"line {node.line}"
        try:
            geometry = _geometry(node)
        except ValueError as error:
            found.flaws.append(Flaw(where, str(error)))
            continue
        cells = _cells(node)
        columns.update(dict.fromkeys(cells))
        rows.append(SheetRow(where, cells, geometry, cells.get("id") or node.attributes.get("id", "")))
    found.sheets.append(ForeignSheet(file.stem, tuple(columns), tuple(rows), "KML"))
    return found


def _cells(node: XmlNode) -> dict[str, str]:
    cells = {"name": node.say("name"), "description": plain_text(node.say("description"))}
    for span in node.all("TimeSpan", "TimeStamp"):
        cells |= {"start": span.say("begin") or span.say("when"), "end": span.say("end")}
    for data in node.all("Data", "SimpleData"):
        value = data.say("value") if data.name == "Data" else " ".join(data.text.split())
        if data.attributes.get("name") and value:
            cells[data.attributes["name"]] = value
    return {key: value for key, value in cells.items() if value}


def _geometry(node: XmlNode) -> dict[str, Any] | None:
    """Return the geometry of a placemark; of several those of the first one's kind together."""
    multi = [part for part in node.all("MultiGeometry")]
    within = (multi[0] if multi else node).all(*_KML_SHAPES)
    found = []
    inside: set[int] = set()
    for part in within:
        if id(part) in inside:
            continue
        inside.update(id(ring) for ring in part.all("LinearRing"))
        found.append(_part(part))
    if not found:
        return None
    kind = found[0][0]
    same = [coordinates for name, coordinates in found if name == kind]
    if len(same) == 1:
        return {"type": kind, "coordinates": same[0]}
    return {"type": f"Multi{kind}", "coordinates": same}


def _part(node: XmlNode) -> tuple[str, Any]:
    if node.name == "Polygon":
        rings = [_positions(ring) for ring in node.all("LinearRing")]
        if not rings or any(len(ring) < 4 for ring in rings):
            msg = "is a polygon with a ring of fewer than four points"
            raise ValueError(msg)
        return "Polygon", rings
    points = _positions(node)
    if node.name == "Point":
        return "Point", points[0]
    if len(points) < 2:
        msg = "is a line of fewer than two points"
        raise ValueError(msg)
    return "LineString", points


def _positions(node: XmlNode) -> list[list[float]]:
    text = node.say("coordinates")
    found = []
    for part in text.split():
        numbers = part.split(",")
        try:
            found.append([float(numbers[0]), float(numbers[1])])
        except (ValueError, IndexError) as error:
            msg = f"has coordinates that are no numbers: {part[:40]!r}"
            raise ValueError(msg) from error
    if not found:
        msg = "has a geometry without coordinates"
        raise ValueError(msg)
    return found


READER = FileReader("KML", (".kml", ".kmz"), _claims, _read)
