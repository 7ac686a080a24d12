"""Mentions: what a text names where, as an annotator marked it, with the places that it was resolved to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mapsvc.atlas.editing.csv_text import put_row
from mapsvc.atlas.importing.atlas_edits import AtlasEdits
from mapsvc.atlas.importing.columns import FieldRow
from mapsvc.atlas.importing.foreign_files import Flaw, ForeignFile, ForeignSheet, Incoming
from mapsvc.atlas.importing.new_ids import slug_of
from mapsvc.atlas.importing.place_book import KnownPlaces
from mapsvc.atlas.importing.targets import Target, kinds_of
from mapsvc.model.usages import USAGES

_LIST_COLUMNS = ("line", "column", "surface", "place", "usage", "lang")
_ANCHOR = re.compile(r"char-offset:(\d+)")
_SPOT_KEY = ("line", "column", "surface")


def _fits(sheet: ForeignSheet, fields: Mapping[str, str]) -> float:
    if kinds_of(sheet) or "surface" not in fields:
        return 0.0
    return 0.95 if "anchor" in fields or {"line", "column", "place"} <= fields.keys() else 0.0


def _records(row: FieldRow) -> list[dict[str, Any]]:
    surface = row.cell("surface")
    if not surface:
        msg = f"column {row.fields['surface']!r} is empty; it is what the text says"
        raise ValueError(msg)
    if "anchor" not in row.fields:
        raw: dict[str, Any] = {field: row.cell(field) for field in _LIST_COLUMNS}
        if not (raw["line"].isdecimal() and raw["column"].isdecimal()):
            msg = f"line {raw['line']!r}, column {raw['column']!r}: both are whole numbers, counted from 1"
            raise ValueError(msg)
        return [raw]
    if row.cell("type").upper() not in ("", "PLACE") or (not row.cell("uri") and not row.cell("lat")):
        return []  # persons, events, and names that nobody resolved
    anchor = _ANCHOR.search(row.cell("anchor"))
    if anchor is None:
        msg = f"column {row.fields['anchor']!r}: {row.cell('anchor')[:40]!r} is no 'char-offset:…'"
        raise ValueError(msg)
    label = row.cell("label").split("|")[0].strip()
    return [
        {
            "surface": surface,
            "char": int(anchor[1]),
            "uri": row.cell("uri"),
            "label": label,
            "point": row.point(),
        }
    ]


def _enter(records: Sequence[Incoming], edits: AtlasEdits, file: ForeignFile) -> Iterable[Flaw]:
    book = KnownPlaces(edits)
    text_id = _text_of(file, records, edits)
    if text_id is None:
        yield Flaw("", _no_text(edits))
    words = edits.text(f"texts/{text_id}.txt").replace("\r\n", "\n") if text_id else ""
    at = 0
    for record in records:
        try:
            if "char" in record.raw:
                at = _enter_marked(record.raw, book, words, at, text_id, edits)
            elif text_id is not None:
                _enter_plain(record.raw, book, text_id, edits)
        except ValueError as error:
            yield Flaw(record.where, str(error))


def _enter_marked(
    raw: Mapping[str, Any], book: KnownPlaces, words: str, at: int, text_id: str | None, edits: AtlasEdits
) -> int:
    """Enter what an annotator marked, its place first; return where in the text it stands."""
    place = _place(raw, book)
    if text_id is None:
        return at
    found = _spot(raw, words, at)
    if found is None:
        msg = f"{raw['surface']!r} does not stand there in texts/{text_id}.txt; is it the same text?"
        raise ValueError(msg)
    _put(raw["surface"], place, _line_column(words, found), text_id, edits)
    return found


def _enter_plain(raw: Mapping[str, Any], book: KnownPlaces, text_id: str, edits: AtlasEdits) -> None:
    if raw["place"] not in book:
        msg = f"the place {raw['place']!r} is none of the atlas; import its places first"
        raise ValueError(msg)
    if raw["usage"] and raw["usage"] not in USAGES:
        msg = f"{raw['usage']!r} is no usage; write one of {', '.join(USAGES)}"
        raise ValueError(msg)
    spot = (int(raw["line"]), int(raw["column"]))
    _put(raw["surface"], raw["place"], spot, text_id, edits, said=(raw["usage"], raw["lang"]))


def _place(raw: Mapping[str, Any], book: KnownPlaces) -> str:
    """Return the place that an annotation names; a new one of the atlas if it says where that lies."""
    title = raw["label"] or raw["surface"]
    links = [raw["uri"]] if raw["uri"] else []
    found = book.find([title, raw["surface"]], raw["point"], links)
    if found is not None:
        return found
    geometry = {"type": "Point", "coordinates": list(raw["point"])} if raw["point"] else None
    feature: dict[str, Any] = {"type": "Feature", "properties": {"title": title}, "geometry": geometry}
    if links:
        feature["links"] = [{"type": "closeMatch", "identifier": links[0]}]
    return book.enter(feature)


def _text_of(file: ForeignFile, records: Sequence[Incoming], edits: AtlasEdits) -> str | None:
    """Return the text whose mentions these are: the one of the file's name, else the only one that fits."""
    ids = sorted(edits.stems("texts", ".toml"))
    if slug_of(file.stem) in ids:
        return slug_of(file.stem)
    marked = [record.raw for record in records if record.raw.get("char") is not None]
    if not marked:
        return ids[0] if len(ids) == 1 else None
    for ident in ids:
        words = edits.text(f"texts/{ident}.txt").replace("\r\n", "\n")
        if sum(_spot(raw, words, 0) is not None for raw in marked) * 2 > len(marked):
            return ident
    return None


def _no_text(edits: AtlasEdits) -> str:
    ids = sorted(edits.stems("texts", ".toml"))
    known = f"; the atlas has {', '.join(ids)}" if ids else ""
    return (
        "the text whose mentions these are is not told: import it first, as a file of the same name "
        f"('mapsvc import <name>.txt --as text'){known}. Places were taken."
    )


def _spot(raw: Mapping[str, Any], words: str, after: int) -> int | None:
    """Return where a mention begins; of one without an offset the next place at which its words stand."""
    surface = raw["surface"]
    if raw["char"] is None:
        found = words.find(surface, after)
        return found if found >= 0 else None
    return raw["char"] if words.startswith(surface, raw["char"]) else None


def _line_column(words: str, at: int) -> tuple[int, int]:
    begin = words.rfind("\n", 0, at) + 1
    return words.count("\n", 0, at) + 1, at - begin + 1


def _put(
    surface: str,
    place: str,
    spot: tuple[int, int],
    text_id: str,
    edits: AtlasEdits,
    *,
    said: tuple[str, str] = ("", ""),
) -> None:
    path = f"mentions/{text_id}.csv"
    usage, lang = said
    language = lang or str(edits.table(f"texts/{text_id}.toml").get("language", edits.lang))
    line, column = map(str, spot)
    row = {"line": line, "column": column, "surface": " ".join(surface.split()), "place": place}
    row |= {"usage": usage or "literal", "lang": language}
    text = edits.text(path) or ",".join(_LIST_COLUMNS) + "\n"
    edits.put(path, put_row(text, row, _SPOT_KEY, order=_order))


def _order(row: Mapping[str, str]) -> tuple[int, int]:
    return int(row["line"]), int(row["column"])


TARGET = Target("mentions", 70, _fits, _records, _enter)
