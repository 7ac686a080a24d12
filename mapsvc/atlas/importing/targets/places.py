"""Places: rows of a gazetteer, features of a map, records of Linked Places Format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mapsvc.atlas.gazetteer.column_names import kind_told
from mapsvc.atlas.gazetteer.tables import Row
from mapsvc.atlas.gazetteer.user_places import row_entry
from mapsvc.atlas.importing.atlas_edits import AtlasEdits
from mapsvc.atlas.importing.columns import PLACE_KIND_OF, FieldRow
from mapsvc.atlas.importing.foreign_files import Flaw, ForeignFile, ForeignSheet, Incoming
from mapsvc.atlas.importing.place_book import KnownPlaces
from mapsvc.atlas.importing.targets import Target, kinds_of, share_of

#: Short forms of addresses in Linked Places Format.
_PREFIXES = {
    "gn": "https://www.geonames.org/", "wd": "https://www.wikidata.org/entity/", "pl": "https://pleiades.stoa.org/places/",
    "tgn": "http://vocab.getty.edu/tgn/", "viaf": "https://viaf.org/viaf/", "dbp": "http://dbpedia.org/resource/",
    "loc": "https://id.loc.gov/authorities/subjects/", "gnd": "https://d-nb.info/gnd/",
}  # fmt: skip
_LINK_IN_CELL = re.compile(r"https?://[^\s;|,\"]+|\b(?:gn|wd|pl|tgn|viaf|dbp|loc|gnd):[\w./-]+")
#: Members of a feature and of its properties that an atlas has.
_MEMBERS = ("type", "id", "properties", "names", "when", "geometry", "links", "descriptions")
_PROPERTIES = (
    "title", "kind", "shape", "certainty", "on_map", "rank", "ccodes", "fclasses", "radius_km", "note",
    "sources", "ground",
)  # fmt: skip


def _fits(sheet: ForeignSheet, fields: Mapping[str, str]) -> float:
    named = "title" in fields or any(field.startswith("name:") for field in fields)
    if kinds_of(sheet):
        return 0.6 if kinds_of(sheet) == {"Point"} and named else 0.0
    at = {"point", "lat lon", "lon lat"} & fields.keys() or {"lon", "lat"} <= fields.keys()
    return (
        share_of({**fields, "title": ""}, "title", "kind", "country", "names") * 0.4 + 0.3
        if at and named
        else 0.1 * named
    )


def _records(row: FieldRow) -> list[dict[str, Any]]:
    cells = {field: row.cell(field) for field in row.fields}
    entry = row_entry("row", Row(0, cells, dict(row.fields)))
    properties = {
        "title": entry.title,
        "kind": PLACE_KIND_OF.get(entry.kind),
        "ccodes": list(filter(None, [entry.country])),
        "radius_km": row.cell("radius_km") and entry.radius_km,
    }
    point = [round(number, 7) for number in (entry.lon, entry.lat) if number is not None]
    at = {"type": "Point", "coordinates": point} if point else None
    raw = {
        "type": "Feature",
        "id": row.row.id or row.cell("id"),
        "properties": _said(properties),
        # What has no language of its own is in the atlas's first.
        "names": [{"toponym": name.form, "lang": name.lang} for name in entry.names],
        "geometry": row.row.geometry or at,
        "links": [{"type": "closeMatch", "identifier": link} for link in _addresses(row)],
    }
    return [_said(raw)]


def _said(members: Mapping[str, Any]) -> dict[str, Any]:
    """Return the members that say something."""
    return {key: value for key, value in members.items() if value}


def _addresses(row: FieldRow) -> list[str]:
    """Return the addresses of entries elsewhere that stand in columns that are no note."""
    taken = {column for field, column in row.fields.items() if field not in ("id",)}
    found = [
        _whole(link)
        for column, text in row.row.cells.items()
        if column not in taken and "source" not in column.lower()
        for link in _LINK_IN_CELL.findall(text)
    ]
    number = row.cell("id")
    if re.fullmatch(r"Q\d+", number):
        found.append(_PREFIXES["wd"] + number)
    if number.isdigit() and row.fields["id"].lower().startswith("geoname"):
        found.append(_PREFIXES["gn"] + number)
    return list(dict.fromkeys(found))


def _whole(link: str) -> str:
    prefix, _, rest = link.partition(":")
    return _PREFIXES[prefix] + rest if prefix in _PREFIXES else link


def clean_place(raw: Mapping[str, Any], edits: AtlasEdits) -> dict[str, Any]:
    """Return a record of Linked Places Format as an atlas has it: known members, whole addresses."""
    made = {key: raw[key] for key in _MEMBERS if key in raw}
    made["id"] = raw.get("id", raw.get("@id", ""))
    made["names"] = [_name(dict(name), edits) for name in _objects(raw, "names") if name.get("toponym")]
    made["properties"] = _properties(raw, made["names"])
    if made["names"] == [{"toponym": made["properties"].get("title"), "lang": edits.lang}]:
        del made["names"]  # the title says it
    made["geometry"] = _geometry(raw.get("geometry"))
    made["links"] = _links(raw)
    told = [{"lang": edits.lang, "value": "", **one} for one in _objects(raw, "descriptions")]
    made["descriptions"] = [
        {"value": one["value"], "lang": one["lang"]} for one in told if one["lang"] in edits.languages
    ]
    return {key: value for key, value in made.items() if value != []}


def _links(raw: Mapping[str, Any]) -> list[dict[str, str]]:
    return [
        {"type": str(link.get("type", "closeMatch")), "identifier": _whole(str(link["identifier"]))}
        for link in _objects(raw, "links")
        if _LINK_IN_CELL.match(str(link.get("identifier", "")))
    ]


def _objects(raw: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """Return the members of a list of a record that are objects."""
    return [one for one in raw.get(key) or () if isinstance(one, Mapping)]


def _properties(raw: Mapping[str, Any], names: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what the properties of a record say that an atlas has, its title and its kind with them."""
    said = raw.get("properties")
    found = {key: said[key] for key in _PROPERTIES if key in said} if isinstance(said, Mapping) else {}
    if not found.get("title") and names:
        found["title"] = names[0]["toponym"]
    kind = PLACE_KIND_OF.get(
        kind_told("; ".join(str(one.get("label", "")) for one in _objects(raw, "types")))
    )
    return found if kind is None or "kind" in found else found | {"kind": kind}


def _name(name: dict[str, Any], edits: AtlasEdits) -> dict[str, Any]:
    made = {"toponym": str(name["toponym"]), "lang": str(name.get("lang") or edits.lang)}
    spans = name["when"].get("timespans") if isinstance(name.get("when"), Mapping) else None
    return made | ({"when": {"timespans": spans}} if spans else {})


def _geometry(geometry: Any) -> dict[str, Any] | None:
    """Return a geometry; of a collection, which the format allows, its first part."""
    if isinstance(geometry, Mapping) and geometry.get("type") == "GeometryCollection":
        geometry = next(iter(geometry.get("geometries") or ()), None)
    if not isinstance(geometry, Mapping) or not geometry.get("coordinates"):
        return None
    coordinates = geometry["coordinates"]
    if geometry.get("type") == "Point" and isinstance(coordinates, list | tuple):
        coordinates = list(coordinates[:2])
    return {"type": geometry.get("type"), "coordinates": coordinates}


def _enter(records: Sequence[Incoming], edits: AtlasEdits, file: ForeignFile) -> Iterable[Flaw]:
    book = KnownPlaces(edits)
    seen: dict[str, str] = {}
    for record in records:
        chosen = str(record.raw.get("id", ""))
        if chosen and seen.setdefault(chosen, record.where) != record.where:
            yield Flaw(
                record.where, f"its id {chosen!r} stands at {seen[chosen]} too; give one of them another id"
            )
            continue
        try:
            book.enter(clean_place(record.raw, edits))
        except (ValueError, TypeError, AttributeError) as error:
            yield Flaw(record.where, str(error))


TARGET = Target("places", 20, _fits, _records, _enter)
