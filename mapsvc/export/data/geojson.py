"""A map as GeoJSON, RFC 7946."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mapsvc.export.data.features import FeatureRow, rows_of
from mapsvc.export.job import ExportJob
from mapsvc.files import compact_json
from mapsvc.model.geometry import DECIMALS, join_bounds, to_geojson
from mapsvc.model.meridian import drawn_bounds, standard_bounds


def write_geojson(job: ExportJob) -> bytes:
    """
    Return the features of a map, one a line; members beside those of the standard say what the map is.

    References
    ----------
    RFC 7946: WGS 84, outer rings counter-clockwise, no `crs`.
    """
    scene, rows = job.map, rows_of(job)
    head = {
        "name": job.stem,
        "title": scene.title,
        "caption": scene.caption,
        "lang": job.lang,
        "date": scene.date.edtf if scene.date else None,
        "credits": [credit.text for credit in scene.credits],
        "url": job.address or None,
    }
    return collection_text([feature_of(row) for row in rows], head, bounds_of(rows)).encode()


def bounds_of(rows: Iterable[FeatureRow]) -> list[float]:
    """
    Return west, south, east, north of all rows; nothing for no row.

    References
    ----------
    RFC 7946, section 5.2: west is greater than east where the rows lie across the 180th meridian.
    """
    whole = join_bounds(drawn_bounds(row.geometry) for row in rows)
    return [round(value, DECIMALS) for value in standard_bounds(whole)] if whole else []


def feature_of(row: FeatureRow) -> dict[str, Any]:
    """Return a row as a feature."""
    properties = row.properties()
    return {
        "type": "Feature",
        "id": row.id,
        "geometry": to_geojson(row.geometry),
        "properties": properties,
    }


def collection_text(features: Iterable[Any], head: dict[str, Any], bounds: Iterable[float] = ()) -> str:
    """Return a feature collection, a feature a line, so that two versions can be compared."""
    members = {"type": "FeatureCollection", **{name: value for name, value in head.items() if value}}
    box = list(bounds)
    if box:
        members["bbox"] = box
    lines = ",\n".join(compact_json(feature) for feature in features)
    return f'{compact_json(members)[:-1]},"features":[\n{lines}\n]}}\n'
