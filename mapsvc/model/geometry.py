"""Geodesic measures and the few curves that maps draw. Everything is lon, lat in EPSG:4326."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from mapsvc.errors import GeometryError

WGS84 = Geod(ellps="WGS84")
#: Coordinates are written with at most this many decimals, about 0.1 m.
DECIMALS = 6
_MAX_LATITUDE = 85.0

Bounds = tuple[float, float, float, float]


def parse_geometry(value: Any) -> BaseGeometry:
    """
    Turn a GeoJSON geometry into shapely, in two dimensions.

    Parameters
    ----------
    value
        A GeoJSON Point, LineString, Polygon or their Multi forms as parsed JSON.

    Returns
    -------
    geometry
        Not empty, all coordinates finite and inside lon ±180, lat ±90.

    Raises
    ------
    GeometryError
        If it is anything else; the message names the first coordinate out of range.
    """
    if not isinstance(value, dict) or value.get("type") not in _TYPES:
        kind = value.get("type") if isinstance(value, dict) else type(value).__name__
        msg = f"{kind!r} is no GeoJSON geometry of a kind an atlas uses: {', '.join(_TYPES)}."
        raise GeometryError(msg)
    for lon, lat in _positions(value.get("coordinates"), depth=_TYPES[value["type"]]):
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            msg = f"coordinate lon {lon}, lat {lat} is out of range (lon -180 to 180, lat -90 to 90)."
            raise GeometryError(msg)
    try:
        geometry = shapely.force_2d(shapely.geometry.shape(value))
    except (ValueError, TypeError, shapely.errors.ShapelyError) as error:
        msg = f"a {value['type']} cannot be built from its coordinates: {error}"
        raise GeometryError(msg) from error
    if geometry.is_empty:
        msg = f"the {value['type']} is empty."
        raise GeometryError(msg)
    return geometry


_TYPES = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


def _positions(value: Any, *, depth: int) -> Iterable[tuple[float, float]]:
    if not isinstance(value, list | tuple):
        msg = f"{value!r} stands where coordinates should."
        raise GeometryError(msg)
    if depth > 0:
        for part in value:
            yield from _positions(part, depth=depth - 1)
        return
    numbers = [number for number in value if isinstance(number, int | float) and not isinstance(number, bool)]
    if len(numbers) < 2 or len(numbers) != len(value) or not all(-1e9 < number < 1e9 for number in numbers):
        msg = f"{str(value)[:80]} is no position; write [lon, lat] in degrees."
        raise GeometryError(msg)
    yield float(numbers[0]), float(numbers[1])


def length_km(geometry: BaseGeometry) -> float:
    """Return the geodesic length of lines in kilometres."""
    return abs(WGS84.geometry_length(geometry)) / 1000


def area_km2(geometry: BaseGeometry) -> float:
    """Return the geodesic area of polygons in square kilometres."""
    return abs(WGS84.geometry_area_perimeter(geometry)[0]) / 1_000_000


def distance_km(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Return the geodesic distance of two points in kilometres."""
    return float(WGS84.inv(lon, lat, other_lon, other_lat)[2]) / 1000


def disc_bounds(lon: float, lat: float, radius_km: float) -> Bounds:
    """Return the bounds of a disc around a point, its radius in kilometres."""
    lons, lats, _ = WGS84.fwd([lon] * 4, [lat] * 4, [0, 90, 180, 270], [radius_km * 1000] * 4)
    return (min(lons), min(lats), max(lons), max(lats))


def join_bounds(bounds: Iterable[Sequence[float]]) -> Bounds | None:
    """Return the bounds around all the given ones; nothing for none."""
    found = [tuple(map(float, box)) for box in bounds]
    if not found:
        return None
    west, south, east, north = zip(*found, strict=True)
    return (min(west), min(south), max(east), max(north))


def pad_bounds(bounds: Sequence[float], *, share: float, least_deg: float) -> Bounds:
    """
    Widen bounds on every side.

    Parameters
    ----------
    bounds
        West, south, east, north in degrees.
    share
        Part of the width and height to add on each side.
    least_deg
        The least width and height of the result, in degrees.

    Returns
    -------
    padded
        Kept inside the world that Web Mercator can show.
    """
    west, south, east, north = bounds
    across = max((east - west) * (1 + 2 * share), least_deg)
    upright = max((north - south) * (1 + 2 * share), least_deg * 0.7)
    lon, lat = (west + east) / 2, (south + north) / 2
    return (
        max(lon - across / 2, -180.0),
        max(lat - upright / 2, -_MAX_LATITUDE),
        min(lon + across / 2, 180.0),
        min(lat + upright / 2, _MAX_LATITUDE),
    )


def arc(
    start: Sequence[float], end: Sequence[float], *, bend: float = 0.16, points: int = 33
) -> shapely.LineString:
    """
    Return a curve between two places, bent to the left as one looks along it.

    It says "from here to there" and no more: a straight line would be read as a way
    travelled, so letters and telegrams are drawn bent.

    Parameters
    ----------
    start, end
        Longitude and latitude in degrees.
    bend
        Height of the bow as a part of the chord; negative bends to the right.
    points
        Vertices of the curve.

    Returns
    -------
    curve
        A quadratic Bézier curve in Mercator, from `start` to `end` exactly.
    """
    x0, y0 = start[0], _mercator(start[1])
    x1, y1 = end[0], _mercator(end[1])
    middle_x = (x0 + x1) / 2 - (y1 - y0) * bend * 2
    middle_y = (y0 + y1) / 2 + (x1 - x0) * bend * 2
    steps = [step / (points - 1) for step in range(points)]
    curve = [
        (
            (1 - t) ** 2 * x0 + 2 * (1 - t) * t * middle_x + t**2 * x1,
            _latitude((1 - t) ** 2 * y0 + 2 * (1 - t) * t * middle_y + t**2 * y1),
        )
        for t in steps
    ]
    curve[0], curve[-1] = (start[0], start[1]), (end[0], end[1])
    return shapely.LineString(curve)


def _mercator(lat: float) -> float:
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)))


def _latitude(y: float) -> float:
    return math.degrees(2 * math.atan(math.exp(math.radians(y))) - math.pi / 2)


def to_geojson(geometry: BaseGeometry, *, decimals: int = DECIMALS) -> dict[str, Any]:
    """
    Return a GeoJSON geometry as RFC 7946 wants it.

    Parameters
    ----------
    geometry
        Any shapely geometry in EPSG:4326.
    decimals
        Digits kept after the point.

    Returns
    -------
    geojson
        Exterior rings counter-clockwise, coordinates rounded, two dimensions.

    References
    ----------
    RFC 7946, sections 3.1.6 and 11.2.
    """
    if geometry.geom_type.endswith("Polygon"):
        geometry = shapely.orient_polygons(geometry)
    mapped = shapely.geometry.mapping(geometry)
    return {"type": mapped["type"], "coordinates": _rounded(mapped["coordinates"], decimals)}


def _rounded(value: Any, decimals: int) -> Any:
    if isinstance(value, float | int):
        return round(float(value), decimals)
    return [_rounded(part, decimals) for part in value]
