"""Districts as shapes that all days share: their ground, and the lines along which two of them meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.atlas.store import Store
from mapsvc.model.geometry import Bounds
from mapsvc.scene.features.territories import coverage

#: Under which key pages load the shapes of all districts.
SHARED = "districts/all"
#: What stands between the shapes that one feature is made of.
JOIN = "+"
#: So near the box of all ground its outline lies on it, where the drawing ends at it: on this part of it.
_ON_BOX_DEG, _OF_BOX = 1e-4, 0.2

Meeting = tuple[str, str]


@dataclass(frozen=True)
class Tiling:
    """
    The districts of an atlas as one tiling.

    Attributes
    ----------
    meetings
        The line along which two districts meet, by their ids in the order of the atlas.
    frame
        The box at which the drawing ends; nothing where it ends where its ground does.
    """

    meetings: Mapping[Meeting, BaseGeometry]
    frame: Bounds | None


def tiling_of(atlas: Store) -> Tiling:
    """Return how the districts of an atlas lie; it is kept."""
    return atlas.kept("tiling", None, lambda: _tiling(atlas))


def _tiling(atlas: Store) -> Tiling:
    shapes = {key: district.geometry for key, district in atlas.districts.items()}
    return Tiling(_meetings(shapes), atlas.district_frame or _frame([*shapes.values()]))


def _meetings(shapes: Mapping[str, BaseGeometry]) -> dict[Meeting, BaseGeometry]:
    ids, geometries = [*shapes], [*shapes.values()]
    edges = shapely.boundary(geometries)
    pairs = shapely.STRtree(geometries).query(geometries, predicate="intersects").T.tolist()
    found = {}
    for one, other in pairs:
        if one < other:
            line = _line_of(shapely.intersection(edges[one], edges[other]))
            if line is not None:
                found[ids[one], ids[other]] = line
    return found


def _line_of(shared: BaseGeometry) -> BaseGeometry | None:
    lines = [part for part in shapely.get_parts(shared) if part.geom_type == "LineString"]
    return shapely.line_merge(shapely.multilinestrings(lines)) if lines else None


def _frame(shapes: Sequence[BaseGeometry]) -> Bounds | None:
    west, south, east, north = (float(edge) for edge in shapely.total_bounds(shapes))
    box = shapely.boundary(shapely.box(west, south, east, north))
    outline = shapely.boundary(shapely.union_all(shapes))
    along = shapely.intersection(outline, shapely.buffer(box, _ON_BOX_DEG, cap_style="square"))
    return (west, south, east, north) if along.length > _OF_BOX * box.length else None


def shape_id(*parts: str) -> str:
    """Return the id of the shape of a district, or of the line along which two meet."""
    return "~".join(parts)


def joined_ids(parts: Iterable[str]) -> str:
    """Return the id of a shape that is made of several."""
    return JOIN.join(parts)


def shapes_of_districts(atlas: Store, *, simplify_deg: float = 0.0) -> dict[str, BaseGeometry]:
    """
    Return the shapes of all districts and of the lines along which two meet, by id.

    Parameters
    ----------
    atlas
        With districts.
    simplify_deg
        Tolerance in degrees; what districts share stays shared.
    """
    shapes = coverage([district.geometry for district in atlas.districts.values()], simplify_deg)
    named = dict(zip(atlas.districts, shapes, strict=True))
    lines = _meetings(named) if simplify_deg else tiling_of(atlas).meetings
    return named | {shape_id(*pair): line for pair, line in lines.items()}
