"""Grounds that a person drew made to tile: where neighbours cross or miss each other, one edge for both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.ground.shore import Shore
from mapsvc.model.geometry import area_km2, join_bounds, length_km
from mapsvc.model.records import Crossing

#: Length of a degree of latitude: a gap is closed if it is no wider than this says, where it runs east and
#: west; one that runs north and south must be narrower.
_KM_PER_DEG = 111.2
#: Less than this is the rounding of coordinates.
_DUST_KM2 = 0.1


@dataclass(frozen=True)
class Drawn:
    """
    The ground of a holder as a person drew it, EPSG:4326.

    Of two drawings that are alike sure the one of the lower `rank` keeps what both cover. Ranks are the same
    in every state of affairs, so that an edge that no treaty moved stays where it is.
    """

    id: str
    shape: BaseGeometry
    accuracy_km: float
    rank: int


def tile(grounds: Sequence[Drawn]) -> tuple[tuple[BaseGeometry, ...], tuple[Crossing, ...]]:
    """
    Give neighbours one edge in place of two.

    Parameters
    ----------
    grounds
        What is meant to tile the land; no claims that lie over it.

    Returns
    -------
    shapes
        In the order given, outer rings counter-clockwise. What lies between neighbours is closed up to the
        width to which the surest of them is drawn. Only that is done to them where they tile already,
        where one is no valid polygon, and where two cross by more than they can mean.
    crossings
        Where neighbours crossed, the widest first.
    """
    ordered = sorted(grounds, key=lambda ground: (ground.accuracy_km, ground.rank, ground.id))
    plain = {ground.id: _counter_clockwise(ground.shape) for ground in grounds}
    shapes = [plain[ground.id] for ground in ordered]
    crossings: tuple[Crossing, ...] = ()
    gap_deg = max(ordered[0].accuracy_km, 0.0) / _KM_PER_DEG if ordered else 0.0
    if all(map(_is_sound, shapes)) and not shapely.coverage_is_valid(shapes, gap_width=gap_deg):
        crossings = tuple(sorted(_crossings(ordered), key=lambda crossing: -crossing.width_km))
        if not any(crossing.is_mistake for crossing in crossings):
            closed = list(_without_open_gaps(shapes, gap_deg))
            cleaned = shapely.coverage_clean(closed, gap_width=gap_deg, merge_strategy="min_index")
            made = zip(ordered, map(_counter_clockwise, cleaned), strict=True)
            plain |= {ground.id: shape for ground, shape in made if not shape.is_empty}
    return tuple(plain[ground.id] for ground in grounds), crossings


def end_at_coast(shapes: Sequence[BaseGeometry], shore: Shore) -> list[BaseGeometry]:
    """
    Return shapes without the sea that they were drawn over.

    Parameters
    ----------
    shapes
        Polygons in EPSG:4326; one that is all sea, an islet that the ground does not have, stays as it is.
    shore
        Where the land ends.
    """
    box = join_bounds(shape.bounds for shape in shapes if _is_sound(shape))
    sea = shore.sea_over(box) if box else shapely.Polygon()
    if sea.is_empty:
        return list(shapes)
    shapely.prepare(sea)
    return [_dry(shape, sea) if _is_sound(shape) else shape for shape in shapes]


def _dry(shape: BaseGeometry, sea: BaseGeometry) -> BaseGeometry:
    if not shapely.intersects(shape, sea):
        return shape
    parts = [
        part
        for part in shapely.get_parts(shapely.difference(shape, sea))
        if part.geom_type == "Polygon" and area_km2(part) > _DUST_KM2
    ]
    if not parts:
        return shape
    return _counter_clockwise(parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts))


def _is_sound(shape: BaseGeometry) -> bool:
    return bool(shape.is_valid) and shape.geom_type in {"Polygon", "MultiPolygon"}


def _counter_clockwise(shape: BaseGeometry) -> BaseGeometry:
    return shapely.orient_polygons(shape) if shape.geom_type in {"Polygon", "MultiPolygon"} else shape


def _without_open_gaps(shapes: Sequence[BaseGeometry], gap_deg: float) -> Iterator[BaseGeometry]:
    """Yield shapes with what lies between two of them and open to the sea or to the edge of the drawing."""
    grown = [_closing(shape, gap_deg / 2) for shape in shapes]
    land = shapely.union_all(list(shapes))
    for index, shape in enumerate(shapes):
        found = shape
        for after in range(index + 1, len(shapes)):
            if shapely.dwithin(shape, shapes[after], gap_deg):
                both = _closing(shapely.union(shape, shapes[after]), gap_deg / 2)
                between = shapely.difference(both, shapely.union_all([land, grown[index], grown[after]]))
                parts = [part for part in shapely.get_parts(between) if _lies_along(part, shape, gap_deg)]
                found = shapely.union_all([found, *parts])
        yield found


def _closing(shape: BaseGeometry, deg: float) -> BaseGeometry:
    return shape.buffer(deg, join_style="mitre").buffer(-deg, join_style="mitre")


def _lies_along(part: BaseGeometry, shape: BaseGeometry, gap_deg: float) -> bool:
    """Tell a strip along a shape from the corner where its coast meets its neighbour's."""
    along = shapely.intersection(part.boundary, shapely.buffer(shape, gap_deg * 1e-3, quad_segs=1))
    return bool(part.geom_type == "Polygon" and along.length > gap_deg)


def _crossings(grounds: Sequence[Drawn]) -> Iterator[Crossing]:
    """Yield where two grounds cover the same land, at its widest."""
    for one, other in combinations(grounds, 2):
        both = shapely.intersection(one.shape, other.shape)
        parts = [part for part in shapely.get_parts(both) if part.geom_type == "Polygon" and part.area > 0]
        area = sum(map(area_km2, parts))
        if area < _DUST_KM2:
            continue
        radii = [shapely.maximum_inscribed_circle(part) for part in parts]
        widest = max(radii, key=length_km)
        lon, lat = shapely.get_coordinates(widest)[0]
        yield Crossing(
            one=one.id,
            other=other.id,
            area_km2=area,
            width_km=2 * length_km(widest),
            at=(float(lon), float(lat)),
            accuracy_km=max(one.accuracy_km, other.accuracy_km),
        )
