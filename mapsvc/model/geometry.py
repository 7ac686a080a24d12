"""Geodesic measures and the few curves that maps draw. Everything is lon, lat in EPSG:4326."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from typing import Any

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from mapsvc.errors import GeometryError
from mapsvc.model.longitude import TURN, window
from mapsvc.model.meridian import near_lon, parted, settled, unwrap

WGS84 = Geod(ellps="WGS84")
#: Coordinates are written with at most this many decimals, about 0.1 m.
DECIMALS = 6
#: Of one geometry: no map shows so many, and each of them is laid over others.
MOST_CORNERS = 1_000_000
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
        Not empty, all coordinates finite and inside lon ±180, lat ±90. What steps over the 180th meridian
        in one is cut at it, so that every part is what it looks like on a plane. Outer rings run
        counter-clockwise, holes clockwise.

    Raises
    ------
    GeometryError
        If it is anything else, or has too many corners; the message names the first coordinate out of range.
    """
    if not isinstance(value, dict) or value.get("type") not in list(_TYPES):
        kind = value.get("type") if isinstance(value, dict) else type(value).__name__
        msg = f"{kind!r} is no GeoJSON geometry of a kind an atlas uses: {', '.join(_TYPES)}."
        raise GeometryError(msg)
    try:
        geometry: BaseGeometry = _BUILDERS[value["type"]](
            _numbers(value.get("coordinates"), _TYPES[value["type"]])
        )
    except (ValueError, TypeError, IndexError, shapely.errors.ShapelyError) as error:
        if isinstance(error, GeometryError):
            raise
        msg = f"a {value['type']} cannot be built from its coordinates: {error}"
        raise GeometryError(msg) from error
    corners = int(shapely.get_num_coordinates(geometry))
    if not 0 < corners <= MOST_CORNERS:
        msg = f"the {value['type']} has {corners} corners; simplify it to {MOST_CORNERS} at most."
        raise GeometryError(msg if corners else f"the {value['type']} is empty.")
    placed = settled(geometry)
    # Programs write rings either way round; RFC 7946 (3.1.6) and what is drawn want one.
    return shapely.orient_polygons(placed) if placed.geom_type.endswith("Polygon") else placed


#: How deep the positions of a kind of geometry stand.
_TYPES = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
_PLAIN = frozenset({int, float})
#: No coordinate or height is as large; it leaves out infinity and what is no number.
_FINITE = 1e9


def _polygon(rings: Sequence[np.ndarray]) -> shapely.Polygon:
    return shapely.Polygon(rings[0], rings[1:]) if rings else shapely.Polygon()


_BUILDERS: dict[str, Callable[[Any], BaseGeometry]] = {
    "Point": lambda positions: shapely.Point(positions[0]),
    "MultiPoint": shapely.MultiPoint,
    "LineString": shapely.LineString,
    "MultiLineString": shapely.MultiLineString,
    "Polygon": _polygon,
    "MultiPolygon": lambda parts: shapely.MultiPolygon([_polygon(rings) for rings in parts]),
}


def _numbers(value: Any, depth: int) -> Any:
    """Return coordinates with every row of positions as an array of lon and lat, all checked."""
    _check_list(value)
    if depth > 1:
        return [_numbers(part, depth - 1) for part in value]
    positions = value if depth else [value]
    # Whole coasts stand in an atlas: plain numbers are checked at once, others one by one for their error.
    row = _plain_row(positions)
    if row is None:
        row = np.array([_position(position) for position in positions], dtype=float).reshape(-1, 2)
    inside = (np.abs(row) <= (180, 90)).all(axis=1)
    if not inside.all():
        lon, lat = row[int(np.argmin(inside))]
        msg = f"coordinate lon {lon:g}, lat {lat:g} is out of range (lon -180 to 180, lat -90 to 90)."
        raise GeometryError(msg)
    return row


def _plain_row(positions: Sequence[Any]) -> np.ndarray | None:
    if not positions or any(type(position) is not list for position in positions):
        return None
    lengths = {len(position) for position in positions}
    if len(lengths) > 1 or min(lengths) < 2 or not {type(n) for each in positions for n in each} <= _PLAIN:
        return None
    try:
        row = np.array(positions, dtype=float)
    except OverflowError:
        return None
    return row[:, :2] if (np.abs(row) < _FINITE).all() else None


def _position(value: Any) -> tuple[float, float]:
    _check_list(value)
    numbers = [number for number in value if isinstance(number, int | float) and not isinstance(number, bool)]
    if (
        len(numbers) < 2
        or len(numbers) != len(value)
        or not all(-_FINITE < number < _FINITE for number in numbers)
    ):
        msg = f"{str(value)[:80]} is no position; write [lon, lat] in degrees."
        raise GeometryError(msg)
    return float(numbers[0]), float(numbers[1])


def _check_list(value: Any) -> None:
    if not isinstance(value, list | tuple):
        msg = f"{value!r} stands where coordinates should."
        raise GeometryError(msg)


def fingerprint(geometry: BaseGeometry) -> bytes:
    """Return what tells a geometry from others, as a key that takes no memory for its corners."""
    return blake2b(geometry.wkb, digest_size=16).digest()


def length_km(geometry: BaseGeometry) -> float:
    """Return the geodesic length of lines in kilometres."""
    return abs(WGS84.geometry_length(unwrap(geometry))) / 1000


def area_km2(geometry: BaseGeometry) -> float:
    """Return the geodesic area of polygons in square kilometres."""
    if geometry.geom_type == "Point":  # most of what is asked
        return 0.0
    return abs(WGS84.geometry_area_perimeter(unwrap(geometry))[0]) / 1_000_000


def distance_km(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Return the geodesic distance of two points in kilometres."""
    return float(WGS84.inv(lon, lat, other_lon, other_lat)[2]) / 1000


def disc_bounds(lon: float, lat: float, radius_km: float) -> Bounds:
    """Return the bounds of a disc around a point, its radius in kilometres; they may reach beyond ±180."""
    found, lats, _ = WGS84.fwd([lon] * 4, [lat] * 4, [0, 90, 180, 270], [radius_km * 1000] * 4)
    lons = [near_lon(each, lon) for each in found]
    return (min(lons), min(lats), max(lons), max(lats))


def join_bounds(bounds: Iterable[Sequence[float]]) -> Bounds | None:
    """
    Return the narrowest bounds around all the given ones; nothing for none.

    Across the 180th meridian, where that is the shorter way: the east is then greater than 180. Boxes that
    leave no gap between them have the whole world.
    """
    found = [tuple(map(float, box)) for box in bounds]
    if not found:
        return None
    _, south, _, north = zip(*found, strict=True)
    west, east = window((box[0], box[2]) for box in found)
    return (west, min(south), east, max(north))


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
        No wider than the world, and inside the latitudes that Web Mercator can show; beyond ±180 where a
        side of it lies there.
    """
    west, south, east, north = bounds
    across = min(max((east - west) * (1 + 2 * share), least_deg), TURN)
    upright = max((north - south) * (1 + 2 * share), least_deg * 0.7)
    lon, lat = (west + east) / 2, (south + north) / 2
    return (
        lon - across / 2,
        max(lat - upright / 2, -_MAX_LATITUDE),
        lon + across / 2,
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
        A quadratic Bézier curve in Mercator, from `start` to `end` exactly, the shorter way round the
        world: its end may lie beyond ±180.
    """
    end = (near_lon(end[0], start[0]), end[1])
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
    Return a GeoJSON geometry as RFC 7946 wants it: within ±180, cut where it crosses the line.

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
    RFC 7946, sections 3.1.6, 3.1.9 and 11.2.
    """
    return drawn_json(parted(unwrap(geometry)), decimals=decimals)


def drawn_json(geometry: BaseGeometry, *, decimals: int = DECIMALS) -> dict[str, Any]:
    """Return a geometry for our own maps in the form of GeoJSON: as it is, beyond ±180 too."""
    if geometry.geom_type.endswith("Polygon"):
        geometry = shapely.orient_polygons(geometry)
    return {"type": geometry.geom_type, "coordinates": _coordinates(geometry, decimals)}


def _coordinates(geometry: BaseGeometry, decimals: int) -> list[Any]:
    if geometry.is_empty:
        return []
    if geometry.geom_type.startswith("Multi"):
        return [_coordinates(part, decimals) for part in geometry.geoms]
    if geometry.geom_type == "Polygon":
        return [_rounded(ring, decimals) for ring in (geometry.exterior, *geometry.interiors)]
    row = _rounded(geometry, decimals)
    return row[0] if geometry.geom_type == "Point" else row


def _rounded(geometry: BaseGeometry, decimals: int) -> list[list[float]]:
    return [
        [round(lon, decimals), round(lat, decimals)]
        for lon, lat in shapely.get_coordinates(geometry).tolist()
    ]
