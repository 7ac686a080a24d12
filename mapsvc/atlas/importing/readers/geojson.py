"""Reads GeoJSON: of GIS programs, of this service, and extracts of OpenHistoricalMap."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mapsvc.atlas.gazetteer.json_places import is_linked, objects_of
from mapsvc.atlas.importing.foreign_files import (
    FileContent,
    FileReader,
    Flaw,
    ForeignFile,
    ForeignSheet,
    Incoming,
    SheetRow,
)
from mapsvc.atlas.importing.json_values import begins_json, cell_text


def _claims(file: ForeignFile) -> bool:
    return begins_json(file, '"FeatureCollection"', '"Feature"') or file.suffix == ".geojson"


def _read(file: ForeignFile) -> FileContent:
    found = FileContent()
    rows, columns = [], {}
    for number, feature in enumerate(objects_of(file.decoded()[0]), start=1):
        where = f"feature {number}"
        if not isinstance(feature, Mapping) or feature.get("type") != "Feature":
            found.flaws.append(Flaw(where, 'is no feature: {"type": "Feature", …} is missing'))
            continue
        if file.wanted in (None, "places") and is_linked(feature) and _says_names(feature):
            found.records.append(Incoming("places", dict(feature), where))
            continue
        properties = feature.get("properties")
        cells = (
            {str(key): cell_text(value) for key, value in properties.items()}
            if isinstance(properties, Mapping)
            else {}
        )
        columns.update(dict.fromkeys(cells))
        rows.append(SheetRow(where, cells, feature.get("geometry"), _id_of(feature, cells)))
    if rows:
        found.sheets.append(ForeignSheet(file.stem, tuple(columns), tuple(rows), "GeoJSON"))
    return found


def _says_names(feature: Mapping[str, Any]) -> bool:
    """Tell whether a feature is one of Linked Places Format, and not one that only has a title."""
    return any(isinstance(feature.get(key), list) for key in ("names", "links", "types", "descriptions"))


def _id_of(feature: Mapping[str, Any], cells: Mapping[str, str]) -> str:
    return str(feature.get("id") or feature.get("@id") or cells.get("id") or "")


READER = FileReader("GeoJSON", (".geojson", ".json"), _claims, _read)
