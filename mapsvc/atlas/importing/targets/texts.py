"""Texts that an atlas follows: their words, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mapsvc.atlas.editing.json_text import put_item
from mapsvc.atlas.importing.atlas_edits import AtlasEdits
from mapsvc.atlas.importing.columns import FieldRow
from mapsvc.atlas.importing.foreign_files import Flaw, ForeignFile, ForeignSheet, Incoming
from mapsvc.atlas.importing.new_ids import new_id, slug_of
from mapsvc.atlas.importing.targets import Target
from mapsvc.atlas.new.upgrade_toml import dump_toml


def _fits(sheet: ForeignSheet, fields: Mapping[str, str]) -> float:
    return 0.0


def _records(row: FieldRow) -> list[dict[str, Any]]:
    msg = "is a row of a table and no text; give the text itself"
    raise ValueError(msg)


def _enter(records: Sequence[Incoming], edits: AtlasEdits, file: ForeignFile) -> Iterable[Flaw]:
    for record in records:
        raw = record.raw
        ident = slug_of(file.stem) or "text"
        words = raw["words"].replace("\r\n", "\n").replace("\r", "\n")
        words += "" if words.endswith("\n") else "\n"
        path = f"texts/{ident}.txt"
        old = edits.text(path)
        if old and old.replace("\r\n", "\n") != words:
            message = (
                f"the atlas has another text of this name, {path}; the lines of its mentions and corrections "
                "would no more fit: rename the file, or take the old text out first"
            )
            yield Flaw(record.where, message)
            continue
        if not old:
            edits.put(path, words)
        said = f"texts/{ident}.toml"
        if not edits.text(said):
            language = raw["language"] or edits.lang
            table = {
                "language": language,
                "source": _source(raw["title"], edits),
                "title": edits.said(raw["title"]),
            }
            edits.put(said, dump_toml(table))


def _source(title: str, edits: AtlasEdits) -> str:
    """Return the id of the source that a text is."""
    items = edits.items("sources.json")
    for item in items:
        if item.get("title") == title:
            return str(item["id"])
    ident = new_id(title, {str(item.get("id")) for item in items}, usual="text")
    item = {"id": ident, "type": "document", "title": title}
    edits.put("sources.json", put_item(edits.text("sources.json"), item))
    return ident


TARGET = Target("text", 60, _fits, _records, _enter)
