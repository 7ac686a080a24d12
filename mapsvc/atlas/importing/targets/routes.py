"""Routes: tracks, lines and stops of a journey."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, get_args

from mapsvc.atlas.editing.geojson_text import put_feature, put_head
from mapsvc.atlas.importing.atlas_edits import AtlasEdits
from mapsvc.atlas.importing.columns import FieldRow
from mapsvc.atlas.importing.date_cells import read_typed_date
from mapsvc.atlas.importing.foreign_files import Flaw, ForeignFile, ForeignSheet, Incoming
from mapsvc.atlas.importing.new_ids import slug_of
from mapsvc.atlas.importing.place_book import KnownPlaces
from mapsvc.atlas.importing.targets import Target, kinds_of
from mapsvc.atlas.importing.targets.borders import ACCURACY_KM, checked_geometry
from mapsvc.model.fields import Mode
from mapsvc.model.names import fold

#: The one account of the journey, and how near a stop lies to a place that it is.
_VARIANT, _AT_PLACE_KM = "main", 10.0


def _fits(sheet: ForeignSheet, fields: Mapping[str, str]) -> float:
    return 0.9 if sheet.usual == "routes" and "LineString" in kinds_of(sheet) else 0.0


def _records(row: FieldRow) -> list[dict[str, Any]]:
    geometry = row.row.geometry
    point = row.point() if geometry is None else None
    if geometry is None and point is None:
        msg = "lies nowhere; a stop of a journey needs longitude and latitude"
        raise ValueError(msg)
    if geometry is None and point is not None:
        geometry = {"type": "Point", "coordinates": list(point)}
    assert geometry is not None
    if "Polygon" in str(geometry.get("type")):
        msg = "is a polygon; journeys are lines and points"
        raise ValueError(msg)
    on = row.date("on") if row.cell("on") else ""
    title = row.cell("title")
    if geometry.get("type") == "Point" and not title:
        msg = "is a stop without a name"
        raise ValueError(msg)
    return [
        {"title": title, "on": on, "mode": row.cell("mode"), "note": row.cell("note"), "geometry": geometry}
    ]


def _enter(records: Sequence[Incoming], edits: AtlasEdits, file: ForeignFile) -> Iterable[Flaw]:
    days = sorted(record.raw["on"] for record in records if record.raw["on"])
    if not days:
        days = re.findall(r"(?<!\d)(?:1\d{3}|20\d\d)(?!\d)", file.stem)[:1]
    if not days:
        yield Flaw(
            "",
            "nothing says when the journey was: give its points a time, map a column to 'on', "
            "or put the year into the name of the file",
        )
        return
    ident = slug_of(file.stem) or "route"
    path = f"routes/{ident}.geojson"
    book, source = KnownPlaces(edits), edits.source_of(file.name)
    valid = f"{days[0].split('/')[0]}/{days[-1].split('/')[-1]}" if days[0] != days[-1] else days[0]
    text = edits.text(path)
    if not text:
        text = put_head(put_head("", "id", ident), "properties", _head(records, valid, source, edits, file))
    number = {"stop": 0, "leg": 0}
    for record in _with_legs(records):
        kind = "stop" if record.raw["geometry"]["type"] == "Point" else "leg"
        try:
            geometry = checked_geometry(_one_line(record.raw["geometry"]))
        except ValueError as error:
            yield Flaw(record.where, str(error))
            continue
        number[kind] += 1
        properties = _part(kind, number[kind], record, source, edits, book)
        feature = {
            "type": "Feature",
            "id": f"{kind}-{number[kind]}",
            "properties": properties,
            "geometry": geometry,
        }
        text = put_feature(text, feature)
    edits.put(path, text)


def _with_legs(records: Sequence[Incoming]) -> list[Incoming]:
    """Return the parts of a journey: straight legs between stops, or stops at the ends of a line."""
    lines = [record for record in records if record.raw["geometry"]["type"] != "Point"]
    stops = [record for record in records if record.raw["geometry"]["type"] == "Point"]
    if not lines:
        made = [_line_between(one, other) for one, other in pairwise(stops)]
        return [*stops, *made]
    if not stops:
        first = _one_line(lines[0].raw["geometry"])["coordinates"][0]
        last = _one_line(lines[-1].raw["geometry"])["coordinates"][-1]
        ends = [(first, lines[0]), (last, lines[-1])]
        stops = [_stop_at(point, record) for point, record in ends]
    return [*stops, *lines]


def _line_between(one: Incoming, other: Incoming) -> Incoming:
    line = [record.raw["geometry"]["coordinates"] for record in (one, other)]
    raw = {**other.raw, "geometry": {"type": "LineString", "coordinates": line}, "note": "", "drawn": True}
    return Incoming("routes", raw, other.where)


def _stop_at(point: Sequence[float], record: Incoming) -> Incoming:
    geometry = {"type": "Point", "coordinates": list(point)}
    return Incoming("routes", {**record.raw, "title": "", "note": "", "geometry": geometry}, record.where)


def _one_line(geometry: Mapping[str, Any]) -> dict[str, Any]:
    """Return a line of several parts as one, if each goes on where the one before it ends."""
    parts = geometry["coordinates"]
    if geometry["type"] == "MultiLineString":
        joined = [parts[0][0]] + [point for part in parts for point in part[1:]]
        if any(one[-1] != other[0] for one, other in pairwise(parts)):
            msg = "is a line of several parts that do not meet; draw it as one line, or as several"
            raise ValueError(msg)
        return {"type": "LineString", "coordinates": joined}
    return {"type": geometry["type"], "coordinates": parts}


def _head(
    records: Sequence[Incoming], valid: str, source: str, edits: AtlasEdits, file: ForeignFile
) -> dict[str, Any]:
    named = next(
        (r.raw["title"] for r in records if r.raw["title"] and r.raw["geometry"]["type"] != "Point"), ""
    )
    return {
        "title": edits.said(named or file.stem.replace("_", " ").replace("-", " ")),
        "summary": edits.own_words("import.route_summary", file=file.name),
        "travellers": [],
        "valid": valid,
        "variants": [{"id": _VARIANT, "title": edits.said(named or file.stem), "certainty": "inferred"}],
        "conflict": None,
        "sources": [{"source": source}],
        "licence": "CC0-1.0",
        "attribution": edits.said(file.name),
    }


def _part(
    kind: str, number: int, record: Incoming, source: str, edits: AtlasEdits, book: KnownPlaces
) -> dict[str, Any]:
    raw = record.raw
    said: dict[str, Any] = {"kind": kind, "variant": _VARIANT, "n": number}
    cites = [{"source": source, "locator": record.where}]
    if raw["on"]:
        said["on"] = read_typed_date(raw["on"])
    if raw["note"]:
        said["note"] = edits.said(raw["note"])
    if kind == "leg":
        mode = fold(raw["mode"])
        said["mode"] = mode if mode in get_args(Mode) else "unknown"
        return said | {
            "certainty": "uncertain" if raw.get("drawn") else "inferred",
            "accuracy_km": ACCURACY_KM,
            "sources": cites,
        }
    lon, lat = raw["geometry"]["coordinates"][:2]
    place = book.find([raw["title"]], (lon, lat)) if raw["title"] else book.nearest((lon, lat), _AT_PLACE_KM)
    title = raw["title"] or (book.title_of(place) if place else f"{lat:.2f}°, {lon:.2f}°")
    said |= {"place": place} if place else {}
    return said | {
        "title": edits.said(title),
        "certainty": "inferred",
        "evidence": "not-verified",
        "sources": cites,
    }


TARGET = Target("routes", 34, _fits, _records, _enter)
