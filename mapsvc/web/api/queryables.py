"""What may be asked of the features of a collection: their columns with one plain type each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mapsvc.export.data.tables import FLAGS, NUMBER_COLUMNS, columns_of
from mapsvc.model.day import is_day
from mapsvc.web.api.collections import Collection, geometry_type, items_of
from mapsvc.web.service import service

#: The name under which a filter speaks of the shape.
GEOMETRY = "geometry"
#: Those of our own types that JSON Schema has under another name.
_SCHEMAS: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "number": {"type": "number"},
    "truth": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "list": {"type": "array", "items": {"type": "string"}},
}


def queryables_of(collection: Collection) -> dict[str, str]:
    """
    Return the properties by which features may be filtered.

    Parameters
    ----------
    collection
        One of `COLLECTIONS`.

    Returns
    -------
    types
        By name in order: `text`, `number`, `truth`, `date`, `list` of texts, or `geometry`. A column of
        objects has none.
    """
    return service().kept("queryables", collection.name, lambda: _read(collection))


def _read(collection: Collection) -> dict[str, str]:
    found = {GEOMETRY: GEOMETRY}
    items = items_of(collection).values()
    languages = () if collection.spoken else service().atlas.written_languages
    for name in columns_of(collection.layer, languages):
        kind = _type(name, [item.columns.get(name) for item in items])
        if kind and name != GEOMETRY:
            found[name] = kind
    return found


def _type(name: str, values: Iterable[object]) -> str:
    """Return the type of a column: what its name says of it, else what all its values are."""
    if name in NUMBER_COLUMNS or name in FLAGS:
        return "number" if name in NUMBER_COLUMNS else "truth"
    there = [value for value in values if value is not None]
    if _are_all(there, str):
        return "date" if name in _DAY_COLUMNS and all(map(is_day, map(str, there))) else "text"
    # Lists of objects have no plain type.
    return "list" if _are_all(there, list) and _are_all(_parts(there), str) else ""


def _parts(lists: Iterable[object]) -> Iterable[object]:
    return [part for found in lists if isinstance(found, list) for part in found]


def _are_all(values: Iterable[object], kind: type) -> bool:
    return all(isinstance(value, kind) for value in values)


#: Columns that hold one day; others hold dates as historians write them, which are texts.
_DAY_COLUMNS = ("start", "end")


def schema_of(collection: Collection, address: str, title: str) -> dict[str, Any]:
    """
    Return the queryables as a JSON Schema.

    Parameters
    ----------
    collection
        One of `COLLECTIONS`.
    address, title
        Of the document.

    References
    ----------
    OGC API – Features, Part 3: Filtering, section 6.2.
    """
    properties: dict[str, dict[str, Any]] = {}
    for name, kind in queryables_of(collection).items():
        if kind == GEOMETRY:
            shape = f"geometry-{geometry_type(collection).lower()}"
            properties[name] = {"title": name, "format": shape, "x-ogc-role": "primary-geometry"}
        else:
            properties[name] = {"title": name, **_SCHEMAS[kind]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "type": "object",
        "title": title,
        "properties": properties,
        "additionalProperties": False,
    }
