"""Control: in whose hands districts were, a row a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mapsvc.atlas.editing.csv_text import put_row
from mapsvc.atlas.importing.atlas_edits import AtlasEdits, near_ids
from mapsvc.atlas.importing.columns import FieldRow
from mapsvc.atlas.importing.foreign_files import Flaw, ForeignFile, ForeignSheet, Incoming
from mapsvc.atlas.importing.targets import Target, kinds_of
from mapsvc.model.names import fold

_CONTROL_FILE = "control.csv"
_CONTROL_COLUMNS = ("district", "polity", "from", "to", "how", "of", "certainty", "source", "locator", "note")
_WAYS_TO_HOLD = ("administered", "occupied", "contested")
_CHANGE_KEY = ("district", "polity", "from", "how")


def _fits(sheet: ForeignSheet, fields: Mapping[str, str]) -> float:
    return 0.9 if {"district", "polity", "from"} <= fields.keys() and not kinds_of(sheet) else 0.0


def _records(row: FieldRow) -> list[dict[str, Any]]:
    raw: dict[str, Any] = {field: row.cell(field) for field in _CONTROL_COLUMNS}
    if not raw["district"]:
        msg = f"column {row.fields.get('district', 'district')!r} is empty"
        raise ValueError(msg)
    raw["from"], raw["to"] = row.date("from"), row.date("to")
    if not raw["from"]:
        msg = f"column {row.fields.get('from', 'from')!r} is empty; a change has a day, a month or a year"
        raise ValueError(msg)
    return [raw]


def _enter(records: Sequence[Incoming], edits: AtlasEdits, file: ForeignFile) -> Iterable[Flaw]:
    districts = _districts_by_name(edits)
    text = edits.text(_CONTROL_FILE) or ",".join(_CONTROL_COLUMNS) + "\n"
    for record in records:
        try:
            text = put_row(text, _row(record, districts, edits, file), _CHANGE_KEY)
        except ValueError as error:
            yield Flaw(record.where, str(error))
    edits.put(_CONTROL_FILE, text)


def _districts_by_name(edits: AtlasEdits) -> dict[str, str]:
    """Return the ids of districts by id and by title in each language, folded."""
    found: dict[str, str] = {}
    for feature in edits.features("districts.geojson"):
        ident = str(feature.get("id"))
        title = (feature.get("properties") or {}).get("title")
        names = title.values() if isinstance(title, Mapping) else [title]
        found |= {fold(str(name)): ident for name in [ident, *names]}
    return found


def _row(
    record: Incoming, districts: Mapping[str, str], edits: AtlasEdits, file: ForeignFile
) -> dict[str, str]:
    """Return a row of the table; `ValueError` with what is wrong with it."""
    raw = record.raw
    district = districts.get(fold(raw["district"]))
    if district is None:
        near = near_ids(raw["district"], set(districts.values()))
        msg = f"the district {raw['district']!r} is none of districts.geojson{near}"
        raise ValueError(msg)
    how = fold(raw["how"]) or "administered"
    if how not in _WAYS_TO_HOLD:
        msg = f"{raw['how']!r} is no way to hold ground; write one of {', '.join(_WAYS_TO_HOLD)}"
        raise ValueError(msg)
    row = {**raw, "district": district, "how": how}
    row |= {side: edits.polity(raw[side]) if raw[side] else "" for side in ("polity", "of")}
    if _is_source(raw["source"], edits):
        return row | {"certainty": raw["certainty"] or "inferred"}
    told = {"source": edits.source_of(file.name), "certainty": "inferred"}
    return row | told | {"locator": raw["locator"] or record.where}


def _is_source(told: str, edits: AtlasEdits) -> bool:
    known = {str(item.get("id")) for item in edits.items("sources.json")}
    return bool(told) and all(part.strip() in known for part in told.split(";"))


TARGET = Target("control", 46, _fits, _records, _enter)
