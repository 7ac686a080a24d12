"""
The 180th meridian: shapes drawn across it, and shapes cut at it.

An atlas and every file keep longitudes within ±180, and what crosses the line lies there in parts. A map is
drawn from shapes that know no such line: a way from 177° E to 165° W runs on to 195°. Either can be made of
the other.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.model.longitude import HALF, TURN, window, within

#: A point bends a line no more than this, as the area of its corner, if it was only put in to cut it.
_STRAIGHT_DEG2 = 1e-9

#: What a box across the line leaves out at least.
_LEAST_GAP = 90.0


def moved(geometry: BaseGeometry, turns: int) -> BaseGeometry:
    """Return a geometry so many times round the world to the east."""
    if not turns:
        return geometry
    return shapely.transform(geometry, lambda points: points + np.array([TURN * turns, 0.0]))


def turns_to(lon: float, middle: float) -> int:
    """Return how many times round the world a longitude must go to lie within half a turn of another."""
    return round((middle - lon) / TURN)


def near_lon(lon: float, middle: float) -> float:
    """Return the longitude of the same meridian that lies within half a turn of another."""
    return lon + TURN * turns_to(lon, middle)


def unwrap(geometry: BaseGeometry) -> BaseGeometry:
    """
    Return a geometry as it is drawn: no step of it is longer than half the world, its parts lie together.

    Parameters
    ----------
    geometry
        Longitudes within ±180 or beyond.

    Returns
    -------
    unwrapped
        What was cut at the line is one again. The geometry itself, if no more than half the world wide. A
        ring round a pole stays as it is.
    """
    if _width(geometry) <= HALF:
        return geometry
    parts = shapely.get_parts(geometry).tolist()
    whole = [_continuous(part) for part in parts]
    spans = [(part.bounds[0], part.bounds[2]) for part in whole]
    west, east = window(spans)
    if east - west < TURN:
        middle = (west + east) / 2
        whole = [
            moved(part, turns_to((span[0] + span[1]) / 2, middle))
            for part, span in zip(whole, spans, strict=True)
        ]
    if all(one is other for one, other in zip(parts, whole, strict=True)):
        return geometry
    return _joined(whole, geometry.geom_type.removeprefix("Multi"))


def parted(geometry: BaseGeometry) -> BaseGeometry:
    """
    Return a geometry within ±180, in parts where it crosses the line.

    Parameters
    ----------
    geometry
        Continuous, as `unwrap` returns it.

    References
    ----------
    RFC 7946, section 3.1.9.
    """
    west, _, east, _ = geometry.bounds
    if west >= -HALF and east <= HALF:
        return geometry
    kind = geometry.geom_type.removeprefix("Multi")
    parts = [piece for part in shapely.get_parts(geometry) for piece in _CUTTERS[kind](part)]
    return parts[0] if len(parts) == 1 else _MANY[kind](parts)


def settled(geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry as an atlas holds it: a step over the line, written as one, is cut at it."""
    if _width(geometry) <= HALF:
        return geometry
    parts = shapely.get_parts(geometry).tolist()
    if all(_continuous(part) is part for part in parts):
        return geometry
    return parted(unwrap(geometry))


def drawn_bounds(geometry: BaseGeometry) -> tuple[float, float, float, float]:
    """Return west, south, east, north of a geometry as it is drawn; the east may lie beyond 180."""
    west, south, east, north = unwrap(geometry).bounds
    return west, south, east, north


def crosses(west: float, east: float) -> bool:
    """
    Tell whether a west greater than the east means a box across the line.

    One that would be wider than three quarters of the world is a slip of two numbers.
    """
    return max(abs(west), abs(east)) <= HALF and west - east >= _LEAST_GAP


def drawn_box(bounds: Sequence[float]) -> tuple[float, float, float, float]:
    """Return bounds as they are drawn: where the west is greater than the east, the east lies beyond 180."""
    west, south, east, north = bounds
    return west, south, east + TURN if east < west else east, north


def standard_bounds(bounds: Sequence[float]) -> tuple[float, float, float, float]:
    """
    Return bounds as files and addresses give them, all longitudes within ±180.

    References
    ----------
    RFC 7946, section 5.2: west is greater than east where the box crosses the line.
    """
    west, south, east, north = bounds
    if east - west >= TURN:
        return -HALF, south, HALF, north
    return within(west), south, within(east), north


def halves(bounds: Sequence[float]) -> Iterator[BaseGeometry]:
    """Yield the boxes within ±180 that standard bounds mean: two, where the west is greater than the east."""
    west, south, east, north = bounds
    if west <= east:
        yield shapely.box(west, south, east, north)
    else:
        yield shapely.box(west, south, HALF, north)
        yield shapely.box(-HALF, south, east, north)


def _width(geometry: BaseGeometry) -> float:
    west, _, east, _ = geometry.bounds
    return 0.0 if math.isnan(west) else float(east - west)


def _continuous(part: BaseGeometry) -> BaseGeometry:
    if _width(part) <= HALF or part.geom_type == "Point":
        return part
    if part.geom_type == "LineString":
        points = _steady(shapely.get_coordinates(part))
        return part if points is None else shapely.LineString(points)
    rings = [shapely.get_coordinates(ring) for ring in (part.exterior, *part.interiors)]
    shell = _steady(rings[0])
    # A ring that does not close again goes round a pole.
    if shell is None or shell[0, 0] != shell[-1, 0]:
        return part
    middle = (shell[:, 0].min() + shell[:, 0].max()) / 2
    # A hole at the turn of the world that its shell has.
    holes = []
    for ring in rings[1:]:
        points = _steady(ring)
        whole = ring if points is None else points
        lon = float(whole[:, 0].min() + whole[:, 0].max()) / 2
        holes.append(whole + np.array([TURN * turns_to(lon, middle), 0.0]))
    return shapely.Polygon(shell, holes)


def _steady(points: np.ndarray[Any, Any]) -> np.ndarray[Any, Any] | None:
    """Return points without steps of more than half the world; nothing if there is none."""
    steps = np.diff(points[:, 0])
    # A step of a whole turn lies on the line itself: the frame of the world, or a ring round a pole.
    leaps = (np.abs(steps) > HALF) & (np.abs(steps) < TURN)
    if not leaps.any():
        return None
    turns = np.concatenate([[0.0], np.cumsum(np.where(leaps, -np.sign(steps), 0.0))])
    return np.column_stack([points[:, 0] + TURN * turns, points[:, 1]])


def _joined(parts: Sequence[BaseGeometry], kind: str) -> BaseGeometry:
    if len(parts) == 1:
        return parts[0]
    if kind == "Polygon":
        sound = [part if part.is_valid else shapely.make_valid(part) for part in parts]
        return _seamless(shapely.union_all(sound))
    if kind == "LineString":
        return _seamless(shapely.line_merge(shapely.multilinestrings(parts), directed=True))
    return _MANY[kind](parts)


def _seamless(geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry without the points at which it was cut: it measures what it did before."""
    kind = geometry.geom_type
    if kind.startswith("Multi"):
        return _MANY[kind.removeprefix("Multi")]([_seamless(part) for part in geometry.geoms])
    if kind == "Polygon":
        rings = [_without_seam(ring, closed=True) for ring in (geometry.exterior, *geometry.interiors)]
        return shapely.Polygon(rings[0], rings[1:])
    return shapely.LineString(_without_seam(geometry, closed=False)) if kind == "LineString" else geometry


def _without_seam(line: BaseGeometry, *, closed: bool) -> np.ndarray[Any, Any]:
    points = shapely.get_coordinates(line)
    if closed:
        points = points[:-1]
    before, after = points - np.roll(points, 1, axis=0), np.roll(points, -1, axis=0) - points
    straight = np.abs(before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]) < _STRAIGHT_DEG2
    seam = (np.abs((points[:, 0] + HALF) % TURN) < _STRAIGHT_DEG2) & straight
    if not closed:
        seam[[0, -1]] = False
    kept = points[~seam]
    return points if len(kept) < (3 if closed else 2) else kept


def _cut_point(point: BaseGeometry) -> list[BaseGeometry]:
    return [shapely.Point(within(point.x), point.y)]


def _cut_line(line: BaseGeometry) -> list[BaseGeometry]:
    runs: list[list[tuple[float, float]]] = []
    last: int | None = None
    for start, end in pairwise(shapely.get_coordinates(line).tolist()):
        for one, other in pairwise(_stations(start, end)):
            place = ((one[0] + other[0]) / 2 + HALF) / TURN
            # What runs along the line itself belongs to the side on which it came.
            turn = last if last is not None and place in {last, last + 1} else math.floor(place)
            if turn != last:
                runs.append([(one[0] - TURN * turn, one[1])])
                last = turn
            runs[-1].append((other[0] - TURN * turn, other[1]))
    return [shapely.LineString(run) for run in runs]


def _stations(start: Sequence[float], end: Sequence[float]) -> list[tuple[float, float]]:
    """Return the ends of a step and where it crosses the line between them."""
    west, east = sorted((start[0], end[0]))
    first, last = math.floor((west + HALF) / TURN) + 1, math.ceil((east + HALF) / TURN) - 1
    lines = [TURN * turn - HALF for turn in range(first, last + 1)]
    if start[0] > end[0]:
        lines.reverse()
    rise = (end[1] - start[1]) / (end[0] - start[0]) if lines else 0.0
    return [
        (start[0], start[1]),
        *((lon, start[1] + (lon - start[0]) * rise) for lon in lines),
        (end[0], end[1]),
    ]


def _cut_polygon(polygon: BaseGeometry) -> list[BaseGeometry]:
    whole = polygon if polygon.is_valid else shapely.make_valid(polygon)
    west, _, east, _ = whole.bounds
    pieces: list[BaseGeometry] = []
    for turn in range(math.floor((west + HALF) / TURN), math.ceil((east - HALF) / TURN) + 1):
        strip = shapely.box(TURN * turn - HALF, -90.0, TURN * turn + HALF, 90.0)
        found = shapely.get_parts(moved(shapely.intersection(whole, strip), -turn))
        pieces += [part for part in found.tolist() if part.geom_type == "Polygon" and part.area]
    return shapely.orient_polygons(pieces).tolist() or [polygon]


_CUTTERS = {"Point": _cut_point, "LineString": _cut_line, "Polygon": _cut_polygon}
_MANY = {
    "Point": shapely.MultiPoint,
    "LineString": shapely.MultiLineString,
    "Polygon": shapely.MultiPolygon,
}
