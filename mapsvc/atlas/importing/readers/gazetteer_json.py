"""Reads places of Pleiades and Wikidata as they export them in JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mapsvc.atlas.importing.foreign_files import FileContent, FileReader, Flaw, ForeignFile, Incoming
from mapsvc.atlas.importing.json_values import begins_json, list_of, mapping, parse_json

_POINT = re.compile(r"Point\(\s*(\S+)\s+(\S+)\s*\)", re.IGNORECASE)
#: Properties of Wikidata: coordinates, GeoNames, Pleiades.
_AT, _GEONAMES, _PLEIADES = "P625", "P1566", "P1584"
_ADDRESS_OF = {_GEONAMES: "https://www.geonames.org/{}", _PLEIADES: "https://pleiades.stoa.org/places/{}"}


def _claims(file: ForeignFile) -> bool:
    return begins_json(
        file, '"reprPoint"', '"entities"', '"bindings"', "wikidata.org/entity", "pleiades.stoa.org"
    ) and not begins_json(file, '"FeatureCollection"')


def _read(file: ForeignFile) -> FileContent:
    found = FileContent()
    for number, place in enumerate(_objects(parse_json(file)), start=1):
        where = f"place {number}"
        raw = _pleiades(place) if "reprPoint" in place or "connectsWith" in place else _wikidata(place)
        if raw is None:
            found.flaws.append(Flaw(where, "has no name; a label or title is missing"))
        else:
            found.records.append(Incoming("places", raw, where))
    return found


def _objects(document: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the places of a document, or of a list of them."""
    for part in list_of(document):
        part = mapping(part)
        if isinstance(part.get("entities"), Mapping):
            yield from (mapping(entity) for entity in part["entities"].values())
        elif isinstance(mapping(part.get("results")).get("bindings"), list):
            rows = part["results"]["bindings"]
            yield from (
                {key: mapping(cell).get("value") for key, cell in row.items()} for row in map(mapping, rows)
            )
        elif isinstance(part.get("@graph"), list):
            yield from map(mapping, part["@graph"])
        else:
            yield part


def _place(
    title: str, point: Any, names: list[dict[str, Any]], links: list[str], words: Mapping[str, str]
) -> dict[str, Any] | None:
    """Return a place in the form of the atlas; nothing without a name."""
    title = title or (names[0]["toponym"] if names else "")
    if not title:
        return None
    raw: dict[str, Any] = {"type": "Feature", "properties": {"title": title}, "names": names}
    raw["geometry"] = {"type": "Point", "coordinates": list(point)} if point else None
    raw["links"] = [{"type": "closeMatch", "identifier": link} for link in links if link]
    raw["descriptions"] = [{"value": text, "lang": lang} for lang, text in words.items() if text]
    return raw


def _pleiades(place: Mapping[str, Any]) -> dict[str, Any] | None:
    names = [_pleiades_name(name) for name in map(mapping, list_of(place.get("names")))]
    point = place.get("reprPoint")
    number = place.get("id")
    uri = str(place.get("uri") or (f"https://pleiades.stoa.org/places/{number}" if number else ""))
    point = point if isinstance(point, list) and len(point) == 2 else None
    words = {"en": str(place.get("description") or "")}
    return _place(str(place.get("title") or ""), point, [name for name in names if name], [uri], words)


def _pleiades_name(name: Mapping[str, Any]) -> dict[str, Any]:
    """Return a name in the form of the atlas; empty if it has no form."""
    form = str(name.get("attested") or name.get("romanized") or "")
    if not form:
        return {}
    made: dict[str, Any] = {"toponym": form.split(",")[0].strip(), "lang": str(name.get("language") or "und")}
    years = [name.get("start"), name.get("end")]
    if all(isinstance(year, int) for year in years):
        start, end = (f"{year:05d}" if year < 0 else f"{year:04d}" for year in years if isinstance(year, int))
        made["when"] = {"timespans": [{"start": {"in": start}, "end": {"in": end}}]}
    return made


def _wikidata(place: Mapping[str, Any]) -> dict[str, Any] | None:
    if isinstance(place.get("labels"), Mapping):
        return _entity(place)
    address = _first_of(place, "item", "place", "uri")
    told = _first_of(place, "itemLabel", "placeLabel", "label")
    points = (_POINT.search(value) for value in place.values() if isinstance(value, str))
    found = next(filter(None, points), None)
    point = (float(found[1]), float(found[2])) if found else None
    return _place("" if re.fullmatch(r"Q\d+", told) else told, point, [], [_https(address)], {})


def _first_of(place: Mapping[str, Any], *keys: str) -> str:
    return next((str(place[key]) for key in keys if place.get(key)), "")


def _entity(place: Mapping[str, Any]) -> dict[str, Any] | None:
    claims = mapping(place.get("claims"))
    names = [
        {"toponym": str(mapping(label)["value"]), "lang": str(lang)}
        for lang, label in place["labels"].items()
        if mapping(label).get("value")
    ]
    at = mapping(_value(claims, _AT))
    point = (at["longitude"], at["latitude"]) if {"longitude", "latitude"} <= at.keys() else None
    links = [f"https://www.wikidata.org/entity/{place['id']}"] if place.get("id") else []
    links += [address.format(value) for key, address in _ADDRESS_OF.items() if (value := _value(claims, key))]
    title = next((name["toponym"] for name in names if name["lang"] == "en"), "")
    return _place(title, point, names, links, {})


def _value(claims: Mapping[str, Any], key: str) -> Any:
    first = mapping(next(iter(list_of(claims.get(key))), None))
    return mapping(mapping(first.get("mainsnak")).get("datavalue")).get("value")


def _https(address: str) -> str:
    return re.sub(r"^http://www\.wikidata", "https://www.wikidata", address)


READER = FileReader("places of Pleiades or Wikidata", (".json",), _claims, _read)
