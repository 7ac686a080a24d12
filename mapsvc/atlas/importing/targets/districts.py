"""Districts: ground in pieces that passed from hand to hand as one, and who held it where the file says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from mapsvc.atlas.editing.geojson_text import put_head
from mapsvc.atlas.importing.atlas_edits import AtlasEdits
from mapsvc.atlas.importing.columns import FieldRow
from mapsvc.atlas.importing.foreign_files import Flaw, ForeignFile, ForeignSheet, Incoming
from mapsvc.atlas.importing.new_ids import is_slug, new_id
from mapsvc.atlas.importing.targets import Target
from mapsvc.atlas.importing.targets.borders import ACCURACY_KM, checked_geometry, number_of
from mapsvc.atlas.importing.targets.control import TARGET as CONTROL
from mapsvc.model.control import DistrictKind
from mapsvc.model.names import fold

_DISTRICT_FILE = "districts.geojson"


def _fits(sheet: ForeignSheet, fields: Mapping[str, str]) -> float:
    return 0.0  # only where somebody says that these are districts: other polygons are territories


def _records(row: FieldRow) -> list[dict[str, Any]]:
    geometry = row.row.geometry
    if geometry is None or "Polygon" not in str(geometry.get("type")):
        msg = "is no polygon; districts are drawn by polygons"
        raise ValueError(msg)
    title = row.cell("title")
    if not title:
        msg = f"column {row.fields.get('title', 'title')!r} is empty; every district needs a name"
        raise ValueError(msg)
    raw = {field: row.cell(field) for field in ("id", "kind", "polity", "how", "of", "certainty")}
    raw |= {"from": row.date("from"), "to": row.date("to"), "title": title}
    return [raw | {"geometry": geometry, "accuracy_km": number_of(row, "accuracy_km")}]


def _enter(records: Sequence[Incoming], edits: AtlasEdits, file: ForeignFile) -> Iterable[Flaw]:
    known = {str(feature.get("id")): feature for feature in edits.features(_DISTRICT_FILE)}
    titles = {fold(title): ident for ident, feature in known.items() for title in _titles(feature)}
    source = edits.source_of(file.name)
    if not edits.text(_DISTRICT_FILE):
        head = {"licence": "CC0-1.0", "attribution": edits.said(file.name)}
        edits.put(_DISTRICT_FILE, put_head("", "properties", head))
    held: list[Incoming] = []
    for record in records:
        raw = record.raw
        try:
            geometry = checked_geometry(raw["geometry"])
        except ValueError as error:
            yield Flaw(record.where, str(error))
            continue
        ident = _id_for(raw, known, titles)
        old = known.get(ident)
        feature = (
            _district(ident, raw, geometry, source, edits) if old is None else {**old, "geometry": geometry}
        )
        if old != feature:
            edits.put_later(_DISTRICT_FILE, feature)
        known[ident], titles[fold(raw["title"])] = feature, ident
        if raw["polity"] and raw["from"]:
            held.append(Incoming("control", _change(raw, ident), record.where))
    if held:
        yield from CONTROL.enter(held, edits, file)


def _id_for(raw: Mapping[str, Any], known: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    if is_slug(raw["id"]):
        return str(raw["id"])
    return titles.get(fold(raw["title"])) or new_id(raw["title"], known, usual="district")


def _district(
    ident: str, raw: Mapping[str, Any], geometry: dict[str, Any], source: str, edits: AtlasEdits
) -> dict[str, Any]:
    kind = fold(raw["kind"])
    properties = {
        "title": edits.said(raw["title"]),
        "kind": kind if kind in get_args(DistrictKind) else "region",
        "accuracy_km": raw["accuracy_km"] or ACCURACY_KM,
        "certainty": raw["certainty"] if raw["certainty"] in ("inferred", "uncertain") else "inferred",
        "sources": [{"source": source}],
    }
    return {"type": "Feature", "id": ident, "properties": properties, "geometry": geometry}


def _change(raw: Mapping[str, Any], ident: str) -> dict[str, Any]:
    fields = ("polity", "from", "to", "how", "of", "certainty")
    return {
        "district": ident,
        "source": "",
        "locator": "",
        "note": "",
        **{field: raw[field] for field in fields},
    }


def _titles(feature: Mapping[str, Any]) -> list[str]:
    title = (feature.get("properties") or {}).get("title")
    return [str(words) for words in title.values()] if isinstance(title, Mapping) else [str(title)]


TARGET = Target("districts", 44, _fits, _records, _enter)
