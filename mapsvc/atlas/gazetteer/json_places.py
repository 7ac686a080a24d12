"""Places of a user's JSON: GeoJSON, objects one by one, answers of Wikidata, Pleiades."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from mapsvc.atlas.gazetteer.column_names import field_of
from mapsvc.atlas.gazetteer.tables import Row
from mapsvc.model.names import compose_all

_WGS84 = ("CRS84", "4326", "4979", "WGS84", "WGS 84")


def objects_of(text: str) -> Iterator[Any]:
    """
    Yield the places of JSON as objects: features, or what stands for one.

    Raises
    ------
    ValueError
        If it is no JSON, or none that holds places; the message says what it is.
    """
    document = compose_all(_parsed(text))
    if isinstance(document, list):
        if not document:
            msg = "it is an empty list, and no feature collection"
            raise ValueError(msg)
        yield from document
        return
    if not isinstance(document, Mapping):
        msg = "it is no feature collection"
        raise ValueError(msg)
    _check_crs(document)
    yield from _members(document)


def _parsed(text: str) -> Any:
    """Return JSON, or the objects of a file that has one a line."""
    try:
        return json.loads(text)
    except RecursionError as error:
        msg = "it is nested too deep"
        raise ValueError(msg) from error
    except ValueError:
        lines = [line.strip("\x1e \r") for line in text.splitlines() if line.strip("\x1e \r")]
        if len(lines) < 2 or not all(line.startswith("{") for line in lines):
            raise
        return [json.loads(line) for line in lines]


def _members(document: Mapping[str, Any]) -> list[Any]:
    if document.get("type") == "Feature":
        return [document]
    for key in ("features", "@graph"):
        if isinstance(document.get(key), list):
            return list(document[key])
    results = document.get("results")
    rows = results.get("bindings") if isinstance(results, Mapping) else None
    if isinstance(rows, list):
        return [
            {key: cell.get("value") for key, cell in row.items() if isinstance(cell, Mapping)}
            for row in rows
            if isinstance(row, Mapping)
        ]
    if document.get("type") == "Topology":
        msg = "it is TopoJSON; save it as GeoJSON"
        raise ValueError(msg)
    msg = "it has no 'features', and is no feature collection"
    raise ValueError(msg)


def _check_crs(document: Mapping[str, Any]) -> None:
    """Refuse coordinates of another system, which old GeoJSON may name."""
    crs = document.get("crs")
    properties = crs.get("properties") if isinstance(crs, Mapping) else None
    name = str(properties.get("name", "")) if isinstance(properties, Mapping) else ""
    if name and not any(known in name for known in _WGS84):
        msg = f"its coordinates are in {name!r}; save it in WGS 84 (EPSG:4326)"
        raise ValueError(msg)


def is_linked(found: Mapping[str, Any]) -> bool:
    """Tell whether a feature says its name as Linked Places Format has it."""
    properties = found.get("properties")
    title = properties.get("title") if isinstance(properties, Mapping) else None
    return bool(title) or (isinstance(found.get("names"), list) and "reprPoint" not in found)


def properties_of(found: Any) -> Mapping[str, Any]:
    """Return what an object says of its place: the properties of a feature, or all of it."""
    if not isinstance(found, Mapping):
        return {}
    properties = found.get("properties", {} if found.get("type") == "Feature" else found)
    return properties if isinstance(properties, Mapping) else {}


def object_row(found: Mapping[str, Any], number: int) -> Row:
    """Return an object as a row of a table, whose columns are its properties."""
    best: dict[str, tuple[int, str]] = {}
    properties = dict(properties_of(found))
    if isinstance(properties.get("reprPoint"), list) and len(properties["reprPoint"]) == 2:
        properties["lon"], properties["lat"] = properties["reprPoint"]
    for column, value in properties.items():
        known, text = field_of(column), _text_of(value)
        if known is not None and text:
            field, rank = known
            best[field] = min(best.get(field, (rank, column)), (rank, column))
    cells = {field: _text_of(properties[column]) for field, (_, column) in best.items()}
    ident = found.get("id", found.get("@id", ""))
    if ident != "":
        cells["id"] = str(ident)
    if found.get("geometry"):
        cells = {field: text for field, text in cells.items() if field not in _COORDINATES}
    return Row(number, cells, {field: column for field, (_, column) in best.items()})


_COORDINATES = frozenset({"lon", "lat", "lon lat", "lat lon", "point"})


def has_name(row: Row) -> bool:
    """Tell whether anything says how a place is called."""
    return any(field in {"title", "names"} or field.startswith("name:") for field in row.cells)


def _text_of(value: Any) -> str:
    """Return what a property says as a cell would; of a list its parts, of names of Pleiades their forms."""
    if isinstance(value, list):
        return "; ".join(filter(None, map(_text_of, value)))
    if isinstance(value, Mapping):
        return str(value.get("attested") or value.get("romanized") or value.get("toponym") or "")
    return "" if value is None or isinstance(value, bool) else str(value).strip()
