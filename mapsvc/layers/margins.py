"""How sure a piece of ground is: its margin, from how well the lines round it are known."""

from __future__ import annotations

import math
from functools import lru_cache

import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.model.fields import Certainty
from mapsvc.model.geometry import length_km
from mapsvc.model.records import Border, BorderLine, Territory

#: The errors of a drawn line are alike over about this length, or over `ALIKE_TIMES` its accuracy if that
#: is more, and independent beyond it.
ALIKE_KM = 10.0
ALIKE_TIMES = 3.0
#: How near a line an edge must run to have been drawn by it: 2 m, many times the rounding of coordinates.
ON_LINE_DEG = 2e-5
#: Where two lines meet they run along each other for less than this.
LEAST_KM = 0.5

_CERTAINTY: tuple[Certainty, ...] = ("attested", "inferred", "uncertain")


def lines_of(border: Border) -> list[BorderLine]:
    """Return the lines of a border that are drawn."""
    return [line for line in border.lines if line.geometry is not None]


@lru_cache(maxsize=256)
def reach_of(line: BaseGeometry | None) -> BaseGeometry:
    """Return the strip round a line in which an edge counts as drawn by it."""
    return shapely.buffer(line, ON_LINE_DEG, quad_segs=1)


def run_along(edge: BaseGeometry, line: BorderLine) -> BaseGeometry:
    """Return what of an edge was drawn by a line."""
    return shapely.intersection(edge, reach_of(line.geometry))


def sigma_km2(piece: BaseGeometry, before: Border, after: Border, one: Territory, other: Territory) -> float:
    """
    Return the standard deviation of a piece's area.

    A line known to s km over a length of l km gives s·√(l·r), where r is the length over which its
    errors are alike, 10 km or 3 s. Edges that no line of either border drew count with the accuracy of
    the territory they bound; a line that both share moves both ways and counts once.
    """
    rest = shapely.boundary(piece)
    variance = 0.0
    lines = sorted((*lines_of(before), *lines_of(after)), key=lambda line: (line.accuracy_km, line.id))
    for line in lines:
        if not shapely.intersects(rest, shapely.box(*shapely.bounds(line.geometry))):
            continue
        along = run_along(rest, line)
        variance += _variance(line.accuracy_km, length_km(along))
        rest = shapely.difference(rest, reach_of(line.geometry))
    for territory in sorted((one, other), key=lambda territory: territory.accuracy_km):
        reach = shapely.buffer(shapely.boundary(territory.geometry), ON_LINE_DEG, quad_segs=1)
        variance += _variance(territory.accuracy_km, length_km(shapely.intersection(rest, reach)))
        rest = shapely.difference(rest, reach)
    return math.sqrt(variance)


def _variance(accuracy_km: float, length: float) -> float:
    return accuracy_km**2 * length * min(length, max(ALIKE_KM, ALIKE_TIMES * accuracy_km))


def certainty_of(
    piece: BaseGeometry, before: Border, after: Border, one: Territory, other: Territory
) -> Certainty:
    """Return how sure the least sure line along a piece is; of the two grounds where no line drew it."""
    edge = shapely.boundary(piece)
    along = [
        line.certainty
        for line in (*lines_of(before), *lines_of(after))
        if shapely.intersects(edge, shapely.box(*shapely.bounds(line.geometry)))
        and length_km(run_along(edge, line)) > LEAST_KM
    ]
    return max(along or (one.certainty, other.certainty), key=_CERTAINTY.index)
