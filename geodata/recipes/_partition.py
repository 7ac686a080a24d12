"""Cut the land of a frame along lines, so that every polygon made of the pieces shares its edges exactly.

All lines of all states of affairs are noded together, once. The pieces between them are the atoms; a
territory is a union of atoms. Two territories, of one state of affairs or of two, therefore either share
an atom whole or not at all: no sliver, no gap, and edges that are the same vertex for vertex.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

GRID_DEG = 1e-6
DIGITS = 6
#: A piece that no seed lies in may be at most this large (square degrees); it joins its longest neighbour.
LARGEST_UNSEEDED = 2e-3

LonLat = tuple[float, float]


class Partition(NamedTuple):
    """The atoms of a frame, and a point inside each."""

    land: BaseGeometry
    atoms: tuple[Polygon, ...]
    inside: tuple[Point, ...]


def _faces(lines: Sequence[BaseGeometry], land: BaseGeometry) -> list[Polygon]:
    noded = shapely.union_all([land.boundary, *lines], grid_size=GRID_DEG)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded).tolist()))
    shapely.prepare(land)
    return [face for face in faces if shapely.contains(land, face.representative_point())]


def cut_land(land: BaseGeometry, lines: Sequence[BaseGeometry]) -> Partition:
    """
    Cut land into atoms.

    Parameters
    ----------
    land
        Polygons in EPSG:4326.
    lines
        Lines of every state of affairs; an end that hangs free inside the land cuts nothing.

    Returns
    -------
    partition
        Atoms in a fixed order, from west to east.
    """
    land = shapely.set_precision(land, GRID_DEG)
    faces = sorted(_faces(lines, land), key=lambda face: (face.bounds, face.area))
    return Partition(land, tuple(faces), tuple(face.representative_point() for face in faces))


def assign(
    partition: Partition, lines: Sequence[BaseGeometry], seeds: Mapping[str, Sequence[LonLat]]
) -> dict[str, BaseGeometry]:
    """
    Give every atom to one territory.

    Parameters
    ----------
    partition
        What `cut_land` returned.
    lines
        The lines of this state of affairs alone.
    seeds
        Points inside each territory, by its id: at least one in each piece of land that the lines leave.

    Returns
    -------
    territories
        Polygons by id, counter-clockwise; together they are the land.

    Raises
    ------
    SystemExit
        If two territories claim one piece, or a piece of some size has no seed.
    """
    faces = _faces(lines, partition.land)
    owners = _owners(faces, seeds)
    tree = shapely.STRtree(faces)
    atoms: dict[str, list[Polygon]] = {name: [] for name in seeds}
    for atom, point in zip(partition.atoms, partition.inside, strict=True):
        atoms[owners[int(tree.query_nearest(point)[0])]].append(atom)
    return {name: _join(parts) for name, parts in atoms.items() if parts}


def _owners(faces: Sequence[Polygon], seeds: Mapping[str, Sequence[LonLat]]) -> list[str]:
    owners: list[str | None] = [None] * len(faces)
    tree = shapely.STRtree(faces)
    for name, points in seeds.items():
        for point in points:
            found = tree.query(Point(point), predicate="within")
            for index in found:
                if owners[index] not in (None, name):
                    raise SystemExit(f"{owners[index]} and {name} both claim the piece at {point}")
                owners[index] = name
            if not len(found):
                raise SystemExit(f"the seed {point} of {name} lies on no land")
    for index, face in sorted(enumerate(faces), key=lambda item: -item[1].area):
        if owners[index] is None:
            if face.area > LARGEST_UNSEEDED:
                raise SystemExit(f"no seed in the piece at {face.representative_point().coords[0]}")
            owners[index] = _neighbour(face, faces, owners)
    return [owner for owner in owners if owner is not None]


def _neighbour(face: Polygon, faces: Sequence[Polygon], owners: Sequence[str | None]) -> str:
    """Return the owner of the piece with the longest common edge, or of the nearest one."""
    known = [(faces[index], owner) for index, owner in enumerate(owners) if owner is not None]
    common = [shapely.length(shapely.intersection(face.boundary, other.boundary)) for other, _ in known]
    if max(common) > 0:
        return known[int(np.argmax(common))][1]
    return known[int(np.argmin([face.distance(other) for other, _ in known]))][1]


def _join(parts: Sequence[Polygon]) -> BaseGeometry:
    joined = shapely.coverage_union_all(np.array(parts))
    return shapely.orient_polygons(shapely.normalize(joined), exterior_cw=False)


def tie(
    line: Sequence[LonLat], *, start: BaseGeometry | None = None, end: BaseGeometry | None = None
) -> LineString:
    """Return a line whose ends are moved on to the nearest vertex of other lines, so that they meet."""
    points = [tuple(point) for point in line]
    if start is not None:
        points[0] = _nearest_vertex(start, points[0])
    if end is not None:
        points[-1] = _nearest_vertex(end, points[-1])
    return LineString(points)


def _nearest_vertex(line: BaseGeometry, point: LonLat) -> LonLat:
    vertices = shapely.get_coordinates(line)
    narrowing = np.cos(np.radians(point[1]))
    apart = np.hypot((vertices[:, 0] - point[0]) * narrowing, vertices[:, 1] - point[1])
    lon, lat = vertices[int(np.argmin(apart))]
    return float(lon), float(lat)
