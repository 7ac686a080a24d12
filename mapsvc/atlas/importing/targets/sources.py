"""Sources: items of CSL-JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mapsvc.atlas.bibliography import read_source
from mapsvc.atlas.editing.json_text import put_item
from mapsvc.atlas.importing.atlas_edits import AtlasEdits
from mapsvc.atlas.importing.columns import FieldRow
from mapsvc.atlas.importing.foreign_files import Flaw, ForeignFile, ForeignSheet, Incoming
from mapsvc.atlas.importing.new_ids import new_id
from mapsvc.atlas.importing.targets import Target
from mapsvc.atlas.problems import Problems
from mapsvc.model.names import fold

_SOURCE_FILE = "sources.json"
_CITE_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_:.+-]{0,79}")


def _fits(sheet: ForeignSheet, fields: Mapping[str, str]) -> float:
    return 0.0


def _records(row: FieldRow) -> list[dict[str, Any]]:
    msg = "tables are no bibliographies; export it as BibTeX, RIS or CSL-JSON"
    raise ValueError(msg)


def _enter(records: Sequence[Incoming], edits: AtlasEdits, file: ForeignFile) -> Iterable[Flaw]:
    known = edits.items(_SOURCE_FILE)
    text = edits.text(_SOURCE_FILE)
    for record in records:
        item = {key: value for key, value in record.raw.items() if value not in (None, "", [])}
        same = next((other for other in known if _is_same_work(item, other)), None)
        made = _with_id(item, known) if same is None else {**item, **same}
        problems = Problems(languages=edits.languages)
        if read_source(made, file=_SOURCE_FILE, prefix="", problems=problems) is None:
            yield Flaw(record.where, "; ".join(f"{fault.field} {fault.message}" for fault in problems.found))
            continue
        text = put_item(text, _in_order(made, same or {}))
        known = [*(other for other in known if other is not same), made]
    edits.put(_SOURCE_FILE, text)


def _with_id(item: dict[str, Any], known: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return an item under its own key where nothing has that, else under one made of what it says."""
    taken = {str(other.get("id")) for other in known}
    key = str(item.get("id", ""))
    if not _CITE_KEY.fullmatch(key) or key in taken:
        key = new_id(_told(item), taken, usual="work")
    return {"type": "document", **item, "id": key}


def _in_order(item: Mapping[str, Any], old: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item with the members that it had first, and its id and type before all."""
    return {key: item[key] for key in dict.fromkeys((*old, "id", "type", *item))}


def _is_same_work(item: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tell whether two items are one work: by DOI, or by title, year and first author."""
    if item.get("DOI") and fold(str(item["DOI"])) == fold(str(other.get("DOI", ""))):
        return True
    return bool(item.get("title")) and _signs(item) == _signs(other)


def _signs(item: Mapping[str, Any]) -> tuple[str, str, str]:
    title = " ".join(re.findall(r"\w+", fold(str(item.get("title", "")))))
    return title, _year(item), fold(_first_author(item))


def _year(item: Mapping[str, Any]) -> str:
    try:
        return str(item["issued"]["date-parts"][0][0])
    except (KeyError, IndexError, TypeError):
        return ""


def _first_author(item: Mapping[str, Any]) -> str:
    people = item.get("author") or item.get("editor")
    first = people[0] if isinstance(people, list) and people and isinstance(people[0], Mapping) else {}
    return str(first.get("family") or first.get("literal") or "")


def _told(item: Mapping[str, Any]) -> str:
    """Return what an id may be made of: author and year, else the first words of the title."""
    author, year = _first_author(item), _year(item)
    return f"{author} {year}" if author and year else " ".join(str(item.get("title", "")).split()[:5])


TARGET = Target("sources", 10, _fits, _records, _enter)
