"""Borders: lines of a map that was drawn elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mapsvc.atlas.editing.geojson_text import put_head
from mapsvc.atlas.importing.atlas_edits import AtlasEdits
from mapsvc.atlas.importing.columns import FieldRow
from mapsvc.atlas.importing.date_cells import open_dates
from mapsvc.atlas.importing.foreign_files import Flaw, ForeignFile, ForeignSheet, Incoming
from mapsvc.atlas.importing.new_ids import is_slug, new_id, slug_of
from mapsvc.atlas.importing.targets import Target, kinds_of
from mapsvc.errors import GeometryError
from mapsvc.model.geometry import parse_geometry

#: How sure a line is that somebody else drew, in km, until somebody says better.
ACCURACY_KM = 10.0


def _fits(sheet: ForeignSheet, fields: Mapping[str, str]) -> float:
    kinds = kinds_of(sheet)
    return 0.7 if kinds == {"LineString"} and sheet.usual is None else 0.0


def _records(row: FieldRow) -> list[dict[str, Any]]:
    geometry = row.row.geometry
    if geometry is None:
        msg = "has no geometry; a border is drawn by lines"
        raise ValueError(msg)
    if "Point" in str(geometry.get("type")):
        msg = "is a point; a border is drawn by lines, and its points are told in the atlas"
        raise ValueError(msg)
    start, end = row.date("from"), row.date("to")
    return [
        {
            "title": row.cell("title"),
            "border": row.cell("border"),
            "valid": open_dates(start, end) if start else "",
            "certainty": row.cell("certainty"),
            "accuracy_km": number_of(row, "accuracy_km"),
            "id": row.cell("id"),
            "geometry": geometry,
        }
    ]


def number_of(row: FieldRow, field: str) -> float | None:
    """Return a number that a cell says; `ValueError` if it is none."""
    text = row.cell(field).replace(",", ".")
    try:
        return float(text) if text else None
    except ValueError as error:
        msg = f"column {row.fields[field]!r}: {text!r} is no number"
        raise ValueError(msg) from error


def checked_geometry(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return a geometry that an atlas can draw; `ValueError` if it cannot."""
    try:
        parse_geometry(raw)
    except GeometryError as error:
        raise ValueError(str(error)) from error
    return {"type": raw["type"], "coordinates": raw["coordinates"]}


def head_of_border(
    title: str, valid: str, kind: str, source: str, edits: AtlasEdits, file: ForeignFile
) -> dict[str, Any]:
    """Return what a border says of itself that comes from elsewhere: no more than is known of it."""
    return {
        "title": edits.said(title),
        "summary": edits.own_words("import.border_summary", file=file.name),
        "kind": kind,
        "status": "de-facto",
        "status_note": edits.own_words("import.status_note", file=file.name),
        "valid": valid,
        "sources": [{"source": source}],
        "attribution": edits.said(file.name),
    }


def _enter(records: Sequence[Incoming], edits: AtlasEdits, file: ForeignFile) -> Iterable[Flaw]:
    by_border: dict[str, list[Incoming]] = {}
    for record in records:
        by_border.setdefault(record.raw["border"] or file.stem, []).append(record)
    for title, group in by_border.items():
        yield from _enter_border(title, group, edits, file)


def _enter_border(title: str, group: list[Incoming], edits: AtlasEdits, file: ForeignFile) -> Iterable[Flaw]:
    ident = slug_of(title) or "border"
    path = f"borders/{ident}.geojson"
    known = {str(feature.get("id")): feature for feature in edits.features(path)}
    spans = [record.raw["valid"] for record in group if record.raw["valid"]]
    if not known and not spans:
        message = "no attribute says from when the line held; name one 'from' (a date or a year), or map it"
        yield Flaw(group[0].where, message)
        return
    source = edits.source_of(file.name)
    if not known:
        words = title.replace("_", " ").replace("-", " ") if title == file.stem else title
        span = open_dates(min(spans).split("/")[0], max(span.split("/")[-1] for span in spans))
        head = head_of_border(words, span, "line", source, edits, file)
        edits.put(path, put_head(put_head("", "id", ident), "properties", head))
    taken = set(known)
    for record in group:
        try:
            feature = _stretch(record, taken, source, edits, file)
        except ValueError as error:
            yield Flaw(record.where, str(error))
            continue
        taken.add(feature["id"])
        old = known.get(feature["id"], feature)
        edits.put_later(path, {**old, "geometry": feature["geometry"]})


def _stretch(
    record: Incoming, taken: set[str], source: str, edits: AtlasEdits, file: ForeignFile
) -> dict[str, Any]:
    raw = record.raw
    chosen = raw["id"].rpartition("/")[2]
    ident = chosen if is_slug(chosen) else slug_of(raw["title"]) or "stretch"
    if ident in taken and not is_slug(chosen) and not raw["title"]:
        ident = new_id(ident, taken)
    return {
        "type": "Feature",
        "id": ident,
        "properties": {
            "kind": "line",
            "part": ident,
            "title": edits.said(raw["title"] or file.stem),
            "certainty": raw["certainty"] if raw["certainty"] in ("inferred", "uncertain") else "inferred",
            "accuracy_km": raw["accuracy_km"] or ACCURACY_KM,
            "basis": edits.own_words("import.basis", file=file.name),
            "sources": [{"source": source, "locator": record.where}],
        },
        "geometry": checked_geometry(raw["geometry"]),
    }


TARGET = Target("borders", 30, _fits, _records, _enter)
