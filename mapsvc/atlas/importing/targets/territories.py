"""Territories: polygons with a holder and years become states of affairs, from change to change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import shapely

from mapsvc.atlas.editing.geojson_text import put_feature, put_head
from mapsvc.atlas.importing.atlas_edits import AtlasEdits
from mapsvc.atlas.importing.columns import FieldRow
from mapsvc.atlas.importing.date_cells import days_of, open_dates
from mapsvc.atlas.importing.foreign_files import Flaw, ForeignFile, ForeignSheet, Incoming
from mapsvc.atlas.importing.new_ids import new_id, slug_of
from mapsvc.atlas.importing.targets import Target, kinds_of
from mapsvc.atlas.importing.targets.borders import ACCURACY_KM, checked_geometry, head_of_border, number_of
from mapsvc.model.day import EARLIEST, Day, format_year
from mapsvc.model.geometry import parse_geometry, to_geojson

#: States of affairs that one file may make; more is no atlas that somebody looks through.
_MOST_STATES = 400


@dataclass(frozen=True)
class _Held:
    """Ground with its holder and the days on which it was held; no last day where none is said."""

    polity: str
    start: Day
    end: Day | None
    geometry: dict[str, Any]
    raw: Mapping[str, Any]
    where: str

    def is_held(self, start: Day, end: Day | None) -> bool:
        """Tell whether it is held in a span in which nothing changes."""
        return self.start <= start and (self.end is None or (end is not None and end <= self.end))


def _fits(sheet: ForeignSheet, fields: Mapping[str, str]) -> float:
    if not kinds_of(sheet) & {"Polygon"}:
        return 0.0
    return (
        0.8 if "polity" in fields and fields.keys() & {"from", "year"} else 0.3 if "polity" in fields else 0.1
    )


def _records(row: FieldRow) -> list[dict[str, Any]]:
    holder = row.cell("polity")
    if not holder:
        msg = f"column {row.fields.get('polity', 'polity')!r} is empty; ground needs a holder"
        raise ValueError(msg)
    if row.row.geometry is None or "Polygon" not in str(row.row.geometry.get("type")):
        msg = "is no polygon; territories are drawn by polygons"
        raise ValueError(msg)
    start, end = row.date("from"), row.date("to")
    if not start and row.cell("year"):
        start = end = row.date("year")
    if not start:
        msg = "nothing says from when the ground was held; name an attribute 'from', or map one"
        raise ValueError(msg)
    days_of(open_dates(start, end))
    raw = {"polity": holder, "from": start, "to": end, "geometry": row.row.geometry}
    return [raw | {"certainty": row.cell("certainty"), "accuracy_km": number_of(row, "accuracy_km")}]


def _enter(records: Sequence[Incoming], edits: AtlasEdits, file: ForeignFile) -> Iterable[Flaw]:
    held: list[_Held] = []
    for record in records:
        try:
            held.append(_read(record, edits))
        except ValueError as error:
            yield Flaw(record.where, str(error))
    spans = _spans(held)
    if len(spans) > _MOST_STATES:
        message = f"makes {len(spans)} states of affairs, more than {_MOST_STATES}; take a part of it"
        yield Flaw("", message)
        return
    for start, end in spans:
        ground = [one for one in held if one.is_held(start, end)]
        if ground:
            _write(start, end, ground, edits, file)


def _read(record: Incoming, edits: AtlasEdits) -> _Held:
    raw = record.raw
    start, end = days_of(open_dates(raw["from"], raw["to"]))
    geometry = checked_geometry(raw["geometry"])
    return _Held(edits.polity(raw["polity"]), start or EARLIEST, end, geometry, raw, record.where)


def _spans(held: Sequence[_Held]) -> list[tuple[Day, Day | None]]:
    """Return the spans in which nothing changed, in order."""
    begins = {one.start for one in held} | {one.end + 1 for one in held if one.end is not None}
    days = sorted(begins)
    last = (
        None
        if any(one.end is None for one in held)
        else max((one.end for one in held if one.end), default=None)
    )
    spans: list[tuple[Day, Day | None]] = [(day, after - 1) for day, after in pairwise(days)]
    if days and last is None:
        spans.append((days[-1], None))
    return spans


def _write(
    start: Day, end: Day | None, ground: Sequence[_Held], edits: AtlasEdits, file: ForeignFile
) -> None:
    """Write a state of affairs: its border, which says when, and its territories."""
    valid = f"{_told(start, first=True)}/{'..' if end is None else _told(end, first=False)}"
    name = slug_of(file.stem) or "map"
    ident = f"{name}-{_told(start, first=True).lstrip('-')}".replace("--", "-")
    border, path = f"borders/{ident}.geojson", f"territories/{ident}.geojson"
    if not edits.text(border):
        title = f"{file.stem.replace('_', ' ').replace('-', ' ')}, {_told(start, first=True)}"
        source = edits.source_of(file.name)
        head = head_of_border(title, valid, "extent", source, edits, file)
        whole = shapely.union_all([parse_geometry(one.geometry) for one in ground])
        area = {
            "type": "Feature",
            "id": "extent",
            "properties": {
                "kind": "area",
                "title": edits.said(title),
                "status": "de-facto",
                "certainty": "inferred",
                "accuracy_km": ACCURACY_KM,
                "sources": [{"source": source}],
            },
            "geometry": to_geojson(whole),
        }
        edits.put(border, put_feature(put_head(put_head("", "id", ident), "properties", head), area))
    text = edits.text(path) or put_head("", "id", ident)
    taken: set[str] = set()
    for one in ground:
        feature_id = new_id(one.polity, taken)
        taken.add(feature_id)
        properties: dict[str, Any] = {"polity": one.polity}
        if one.raw["certainty"] in ("attested", "inferred", "uncertain"):
            properties["certainty"] = one.raw["certainty"]
        if one.raw["accuracy_km"]:
            properties["accuracy_km"] = one.raw["accuracy_km"]
        feature = {"type": "Feature", "id": feature_id, "properties": properties, "geometry": one.geometry}
        text = put_feature(text, feature)
    edits.put(path, text)


def _told(day: Day, *, first: bool) -> str:
    """Return a day as EDTF: a year where it is the first or the last day of one."""
    is_whole = (day.month, day.day) == ((1, 1) if first else (12, 31))
    return format_year(day.year) if is_whole else day.isoformat()


TARGET = Target("territories", 40, _fits, _records, _enter)
