"""A map as GeoJSON, RFC 7946."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mapsvc.export.data.features import FeatureRow, rows_of
from mapsvc.export.job import ExportJob
from mapsvc.files import compact_json
from mapsvc.model.geometry import DECIMALS, join_bounds, to_geojson
from mapsvc.model.meridian import drawn_bounds, standard_bounds
from mapsvc.model.scene import Symbol
from mapsvc.model.style import STYLE

#: What hollow signs are filled with, and from which size in pixels a sign is one of the greater ones.
_PAPER, _LARGE_PX = frozenset({"#ffffff", STYLE.colours.casing, STYLE.colours.split}), 18


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
    features = [feature_of(row, scene.symbols[row.symbol], row.names[job.lang]) for row in rows]
    return collection_text(features, head, bounds_of(rows)).encode()


def bounds_of(rows: Iterable[FeatureRow]) -> list[float]:
    """
    Return west, south, east, north of all rows; nothing for no row.

    References
    ----------
    RFC 7946, section 5.2: west is greater than east where the rows lie across the 180th meridian.
    """
    whole = join_bounds(drawn_bounds(row.geometry) for row in rows)
    return [round(value, DECIMALS) for value in standard_bounds(whole)] if whole else []


def feature_of(row: FeatureRow, symbol: Symbol, title: str) -> dict[str, Any]:
    """Return a row as a feature, with what web maps draw it by after its columns."""
    return {
        "type": "Feature",
        "id": row.id,
        "geometry": to_geojson(row.geometry),
        "properties": {**row.properties(), "title": title, **simple_style(symbol)},
    }


def simple_style(symbol: Symbol) -> dict[str, Any]:
    """
    Return a symbol in the words that GitHub, geojson.io and uMap read.

    References
    ----------
    simplestyle-spec 1.1.0, https://github.com/mapbox/simplestyle-spec
    """
    if symbol["type"] == "marker":
        # A doubtful place is drawn hollow; of a pin there is but one colour.
        colour = symbol["stroke"] if symbol["fill"] in _PAPER else symbol["fill"]
        return {"marker-color": colour, "marker-size": "medium" if symbol["size"] >= _LARGE_PX else "small"}
    if symbol["type"] in {"area", "soft"}:
        rim = symbol.get("stroke") or symbol["fill"]
        shade = {"fill": symbol["fill"], "fill-opacity": symbol.get("opacity", STYLE.areas.opacity)}
        has_rim = symbol.get("rim", True) is not False
        edge = {"stroke": rim, "stroke-width": STYLE.areas.rim_px, "stroke-opacity": int(has_rim)}
        return {**shade, **edge, **({"marker-color": rim} if symbol["type"] == "soft" else {})}
    return {"stroke": symbol["color"], "stroke-width": symbol["width"], "stroke-opacity": 1}


def collection_text(features: Iterable[Any], head: dict[str, Any], bounds: Iterable[float] = ()) -> str:
    """Return a feature collection, a feature a line, so that two versions can be compared."""
    members = {"type": "FeatureCollection", **{name: value for name, value in head.items() if value}}
    box = list(bounds)
    if box:
        members["bbox"] = box
    lines = ",\n".join(compact_json(feature) for feature in features)
    return f'{compact_json(members)[:-1]},"features":[\n{lines}\n]}}\n'
