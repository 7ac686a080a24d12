"""Events: rows of a table of what happened when, slides of a story."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from mapsvc.atlas.importing.atlas_edits import AtlasEdits, near_ids
from mapsvc.atlas.importing.columns import FieldRow
from mapsvc.atlas.importing.date_cells import join_dates, read_typed_date
from mapsvc.atlas.importing.foreign_files import Flaw, ForeignFile, ForeignSheet, Incoming
from mapsvc.atlas.importing.new_ids import is_slug, new_id
from mapsvc.atlas.importing.place_book import KnownPlaces
from mapsvc.atlas.importing.targets import Target, kinds_of
from mapsvc.atlas.new.upgrade_toml import dump_toml
from mapsvc.atlas.problems import Problems, build
from mapsvc.model.fields import Category
from mapsvc.model.names import fold
from mapsvc.model.records import Event

_GRADES_OF_EVENTS = ("attested", "inferred", "uncertain")
_ROLE_FIELDS = (("place", "happened"), ("origin", "origin"), ("destination", "destination"))


def _fits(sheet: ForeignSheet, fields: Mapping[str, str]) -> float:
    if kinds_of(sheet) - {"Point"} or not {"title", "on"} <= fields.keys():
        return 0.0
    return 0.5 + 0.1 * len(fields.keys() & {"place", "summary", "end", "source", "category", "origin"})


def _records(row: FieldRow) -> list[dict[str, Any]]:
    title = row.cell("title")
    if not title:
        msg = f"column {row.fields.get('title', 'title')!r} is empty; every event needs a title"
        raise ValueError(msg)
    on = _dated(row)
    if not on:
        msg = f"column {row.fields.get('on', 'date')!r} is empty; every event needs a date, if only a year"
        raise ValueError(msg)
    raw: dict[str, Any] = {"title": title, "on": on, "at": _places(row, title)}
    for field in ("summary", "category", "certainty", "source", "locator", "id"):
        if row.cell(field):
            raw[field] = row.cell(field)
    return [raw]


def _dated(row: FieldRow) -> str:
    """Return the date of a row: of one column, of two, or of columns for year, month and day."""
    if row.cell("month") or row.cell("end year"):
        start = _parts(row, "on", "month", "dom")
        return join_dates(start, _parts(row, "end year", "end month", "end day"))
    return join_dates(row.date("on"), row.date("end"))


def _parts(row: FieldRow, year: str, month: str, day: str) -> str:
    if not row.cell(year):
        return ""
    number, parts = read_typed_date(row.cell(year)), [row.cell(month), row.cell(day)]
    while parts and not parts[-1]:
        parts.pop()
    try:
        return read_typed_date("-".join([number, *(f"{int(float(part)):02d}" for part in parts)]))
    except ValueError as error:
        msg = f"{'-'.join([row.cell(year), *parts])!r} is no date: {error}"
        raise ValueError(msg) from error


def _places(row: FieldRow, title: str) -> list[dict[str, Any]]:
    geometry = row.row.geometry
    point: Any = geometry["coordinates"][:2] if geometry else row.point()
    found = [
        {"title": row.cell(field), "point": point if field == "place" else None, "role": role}
        for field, role in _ROLE_FIELDS
        if row.cell(field)
    ]
    if point and not row.cell("place"):
        found.append({"title": title, "point": point, "role": "happened"})
    return found


def _enter(records: Sequence[Incoming], edits: AtlasEdits, file: ForeignFile) -> Iterable[Flaw]:
    book = KnownPlaces(edits)
    known = {stem: edits.table(f"events/{stem}.toml") for stem in edits.stems("events", ".toml")}
    seen: dict[tuple[str, str], str] = {}
    for record in records:
        sign = (fold(record.raw["title"]), record.raw["on"])
        if sign in seen:
            yield Flaw(record.where, f"is told at {seen[sign]} already: same title, same date")
            continue
        seen[sign] = record.where
        try:
            _enter_event(record, edits, file, book, known)
        except ValueError as error:
            yield Flaw(record.where, str(error))


def _enter_event(
    record: Incoming,
    edits: AtlasEdits,
    file: ForeignFile,
    book: KnownPlaces,
    known: dict[str, dict[str, Any]],
) -> None:
    raw = record.raw
    if any(_is_told(raw, event) for event in known.values()):
        return
    table = _words_of(record, edits, file)
    sure = {"certainty": "inferred"}
    places = [{"place": _place(at, book), "role": at["role"], **sure} for at in raw.get("at", ())]
    if not places:
        # An event happens somewhere: until somebody says where, it is a draft.
        table = {"draft": True, **table, "places": []}
    chosen = raw.get("id", "")
    ident = chosen if is_slug(chosen) and chosen not in known else new_id(raw["title"], known, usual="event")
    problems = Problems(languages=edits.languages)
    if build(Event, {"id": ident, **table, "places": places}, file="", problems=problems) is None:
        msg = "; ".join(f"{fault.field} {fault.message}" for fault in problems.found)
        raise ValueError(msg)
    text = dump_toml(table) + "".join(f"\n[[places]]\n{dump_toml(place)}" for place in places)
    known[ident] = tomllib.loads(text)
    edits.put(f"events/{ident}.toml", text)


def _words_of(record: Incoming, edits: AtlasEdits, file: ForeignFile) -> dict[str, Any]:
    """Return what an event says beside its places."""
    raw = record.raw
    table: dict[str, Any] = {"on": raw["on"]}
    category = _category(raw.get("category", ""), edits)
    table |= {"category": category} if category else {}
    table["certainty"] = raw["certainty"] if raw.get("certainty") in _GRADES_OF_EVENTS else "inferred"
    table["cites"] = _cites(raw, record.where, edits, file)
    table["title"] = edits.said(raw["title"])
    return table | ({"summary": edits.said(raw["summary"])} if raw.get("summary") else {})


def _is_told(raw: Mapping[str, Any], event: Mapping[str, Any]) -> bool:
    title = event.get("title")
    titles = title.values() if isinstance(title, Mapping) else [title]
    return event.get("on") == raw["on"] and fold(raw["title"]) in (fold(str(words)) for words in titles)


def _category(told: str, edits: AtlasEdits) -> str:
    ids = {*get_args(Category), *edits.table("categories.toml")}
    return next((ident for ident in ids if fold(ident) == fold(told.strip())), "")


def _cites(raw: Mapping[str, Any], where: str, edits: AtlasEdits, file: ForeignFile) -> list[dict[str, str]]:
    """Return what an event rests on: a source of the atlas that the row names, else the file itself."""
    told = raw.get("source", "")
    for item in edits.items("sources.json"):
        if told and fold(told) in (fold(str(item.get("id"))), fold(str(item.get("title", "")))):
            return [
                {"source": str(item["id"]), **({"locator": raw["locator"]} if raw.get("locator") else {})}
            ]
    locator = "; ".join(part for part in (where, told, raw.get("locator", "")) if part)
    return [{"source": edits.source_of(file.name), "locator": locator}]


def _place(at: Mapping[str, Any], book: KnownPlaces) -> str:
    point = tuple(at["point"]) if at["point"] else None
    found = book.find([at["title"]], point)
    if found is not None:
        return found
    if point is None:
        msg = (
            f"the place {at['title']!r} is none of the atlas{near_ids(at['title'], [])}; "
            "add columns for longitude and latitude, or import its places first"
        )
        raise ValueError(msg)
    geometry = {"type": "Point", "coordinates": list(point)}
    return book.enter({"type": "Feature", "properties": {"title": at["title"]}, "geometry": geometry})


TARGET = Target("events", 50, _fits, _records, _enter)
