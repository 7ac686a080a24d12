"""Scans of old maps: the picture, and what says where it lies, beside each other in the atlas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mapsvc.atlas.editing.json_text import put_item
from mapsvc.atlas.editing.old_map_text import old_map_text, with_fields
from mapsvc.atlas.importing.atlas_edits import AtlasEdits
from mapsvc.atlas.importing.columns import FieldRow
from mapsvc.atlas.importing.foreign_files import Flaw, ForeignFile, ForeignSheet, Incoming
from mapsvc.atlas.importing.new_ids import new_id, slug_of
from mapsvc.atlas.importing.targets import Target
from mapsvc.model.old_maps import OLD_MAPS

#: What a scan is called in the atlas, whatever its name was.
_SUFFIX_OF = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "TIFF": ".tif"}
#: What says where it lies: what a scan that comes again with other points changes.
_PLACED = ("size", "transformation", "crs", "affine", "crop", "points")


def _fits(sheet: ForeignSheet, fields: Mapping[str, str]) -> float:
    return 0.0


def _records(row: FieldRow) -> list[dict[str, Any]]:
    msg = "is a row of a table and no old map; give the scan itself"
    raise ValueError(msg)


def _enter(records: Sequence[Incoming], edits: AtlasEdits, file: ForeignFile) -> Iterable[Flaw]:
    for record in records:
        raw = dict(record.raw)
        ident = slug_of(file.stem) or "old-map"
        image = f"{ident}{_SUFFIX_OF[raw.pop('format')]}"
        path = f"{OLD_MAPS}/{ident}.toml"
        old = edits.text(path)
        if old and edits.data(f"{OLD_MAPS}/{image}") != file.data:
            message = f"the atlas has another map of this name, {path}; rename the file, or take that one out"
            yield Flaw(record.where, message)
            continue
        edits.put_data(f"{OLD_MAPS}/{image}", file.data)
        placed = {key: raw[key] for key in _PLACED if key in raw}
        if not old:
            title = re.sub(r"[\s_]+", " ", file.stem).strip()
            head = {
                "title": edits.said(title), "image": image, "licence": "", "sources": [_source(title, edits)],
            }  # fmt: skip
            edits.put(path, old_map_text(head | placed))
        elif placed.get("points") or "affine" in placed:
            there = edits.table(path)
            changed = {key: value for key, value in placed.items() if there.get(key) != value}
            edits.put(path, with_fields(old, changed))


def _source(title: str, edits: AtlasEdits) -> str:
    """Return the id of the map as a work of the bibliography."""
    items = edits.items("sources.json")
    for item in items:
        if item.get("title") == title and item.get("type") == "map":
            return str(item["id"])
    ident = new_id(title, {str(item.get("id")) for item in items}, usual="old-map")
    edits.put(
        "sources.json", put_item(edits.text("sources.json"), {"id": ident, "type": "map", "title": title})
    )
    return ident


TARGET = Target("oldmap", 70, _fits, _records, _enter)
