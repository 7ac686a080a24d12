"""How sure a piece of ground is: its margin, from how well the lines round it are known."""

from __future__ import annotations

import math
from collections.abc import Iterable

import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.model.fields import Certainty
from mapsvc.model.geometry import length_km
from mapsvc.model.records import Border, BorderLine, Territory, TerritorySet

#: The errors of a drawn line are alike over about this length, or over `ALIKE_TIMES` its accuracy if that
#: is more, and independent beyond it.
ALIKE_KM = 10.0
ALIKE_TIMES = 3.0
#: How near a line an edge must run to have been drawn by it: 2 m, many times the rounding of coordinates.
ON_LINE_DEG = 2e-5
#: Where two lines meet they run along each other for less than this.
LEAST_KM = 0.5
#: An edge drawn by hand that only crosses a line runs within its reach for less than so many times that.
_CROSSING_TIMES = 3.0
KM_PER_DEG = 111.2
#: How well the ground knows its coast, where that ends what a person drew.
_COAST_KM = 1.0

#: How sure a thing may be, the surest first.
SUREST: tuple[Certainty, ...] = ("attested", "inferred", "uncertain")


def lines_of(border: Border) -> list[BorderLine]:
    """Return the lines of a border that are drawn."""
    return [line for line in border.lines if line.geometry is not None]


def lines_by_ground(
    before: Border, after: Border, one: Territory, other: Territory
) -> list[tuple[BorderLine, Territory]]:
    """Return the lines of two borders, the surest first, each with the ground that lies in its state."""
    found = [(line, one) for line in lines_of(before)] + [(line, other) for line in lines_of(after)]
    return sorted(found, key=lambda entry: (entry[0].accuracy_km, entry[0].id))


def reach_of(line: BorderLine, ground: Territory | None = None) -> BaseGeometry:
    """Return the strip round a line in which an edge, of a ground if one is given, counts as drawn by it."""
    return line.strip(_reach_km(line, ground) / KM_PER_DEG if _is_loose(ground) else ON_LINE_DEG)


def drawn_by(border: Border, borders: Iterable[Border], *, loose: bool) -> list[BaseGeometry] | None:
    """
    Return the strips round what articles draw; nothing where a border has no article on a line.

    Parameters
    ----------
    border
        A treaty, or what stood without one.
    borders
        Other treaties: what they drew goes on beside it, so long as it was signed.
    loose
        Whether a person drew its grounds, who keeps to a line as well as it is known.
    """
    if not any(line.article for line in lines_of(border)):
        return None
    signed = [other for other in borders if other.id != border.id and other.status in ("in-force", "signed")]
    lines = [line for each in (border, *signed) for line in lines_of(each) if line.article or each is border]
    return [line.strip(line.accuracy_km / KM_PER_DEG if loose else ON_LINE_DEG) for line in lines]


def least_km(line: BorderLine, ground: Territory) -> float:
    """Return the length from which on an edge runs along a line, and does not only meet it."""
    return max(LEAST_KM, _CROSSING_TIMES * _reach_km(line, ground)) if _is_loose(ground) else LEAST_KM


def run_along(edge: BaseGeometry, line: BorderLine, ground: Territory) -> BaseGeometry:
    """Return what of an edge of a ground was drawn by a line."""
    return shapely.intersection(edge, reach_of(line, ground))


def _is_loose(ground: Territory | None) -> bool:
    return ground is not None and ground.drawn


def _reach_km(line: BorderLine, ground: Territory | None) -> float:
    """Return how near an edge drawn by hand keeps to the line that it means."""
    return line.accuracy_km if ground is None else min(line.accuracy_km, ground.accuracy_km)


def shore_of(first: TerritorySet, second: TerritorySet) -> BaseGeometry | None:
    """
    Return the strip round where the land of two states of affairs ends, if a person drew them.

    There no hand drew but the ground's own coast, which is far surer; nothing where recipes made them.
    """
    strips = []
    for state in (first, second):
        firm = [held for held in state.territories if not held.overlap]
        if not firm or not all(held.drawn for held in firm):
            return None
        outer = shapely.boundary(shapely.union_all([held.geometry for held in firm]))
        strips.append(shapely.buffer(outer, ON_LINE_DEG, quad_segs=1))
    return shapely.intersection(*strips)


def sigma_km2(
    piece: BaseGeometry,
    before: Border,
    after: Border,
    one: Territory,
    other: Territory,
    shore: BaseGeometry | None = None,
) -> float:
    """
    Return the standard deviation of a piece's area.

    A line known to s km over a length of l km gives s·√(l·r), where r is the length over which its
    errors are alike, 10 km or 3 s. Edges that no line of either border drew count with the accuracy of
    the territory they bound; a line that both share moves both ways and counts once. What lies in `shore`
    is the coast.
    """
    rest = shapely.boundary(piece)
    variance = 0.0
    if shore is not None:
        variance += _variance(_COAST_KM, length_km(shapely.intersection(rest, shore)))
        rest = shapely.difference(rest, shore)
    for line, ground in lines_by_ground(before, after, one, other):
        reach = reach_of(line, ground)
        if not shapely.intersects(rest, shapely.box(*shapely.bounds(reach))):
            continue
        along = shapely.intersection(rest, reach)
        variance += _variance(line.accuracy_km, length_km(along))
        rest = shapely.difference(rest, reach)
    for territory in sorted((one, other), key=lambda territory: territory.accuracy_km):
        reach = shapely.buffer(shapely.boundary(territory.geometry), ON_LINE_DEG, quad_segs=1)
        variance += _variance(territory.accuracy_km, length_km(shapely.intersection(rest, reach)))
        rest = shapely.difference(rest, reach)
    return math.sqrt(variance)


def _variance(accuracy_km: float, length: float) -> float:
    return accuracy_km**2 * length * min(length, max(ALIKE_KM, ALIKE_TIMES * accuracy_km))


def sigma_of_ground(ground: Territory) -> float:
    """Return the standard deviation of the area of a ground that is drawn to its accuracy all round."""
    return sigma_within(ground.geometry, ground.accuracy_km)


def sigma_within(shape: BaseGeometry, accuracy_km: float) -> float:
    """Return the standard deviation of the area of a shape whose edge is known to so many kilometres."""
    return math.sqrt(_variance(accuracy_km, length_km(shapely.boundary(shape))))


def certainty_of(
    piece: BaseGeometry, before: Border, after: Border, one: Territory, other: Territory
) -> Certainty:
    """Return how sure the least sure line along a piece is; of the two grounds where no line drew it."""
    edge = shapely.boundary(piece)
    along = [
        line.certainty
        for line, ground in lines_by_ground(before, after, one, other)
        if shapely.intersects(edge, shapely.box(*shapely.bounds(reach_of(line, ground))))
        and length_km(run_along(edge, line, ground)) > least_km(line, ground)
    ]
    return max(along or (one.certainty, other.certainty), key=SUREST.index)
