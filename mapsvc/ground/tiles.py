"""The grid of the ground: which Web Mercator tiles there are, and what falls on them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from mapsvc.model.style import STYLE

TILE_PX = 512
MAX_LAT = STYLE.earth.most_lat
WORLD = (-180.0, -90.0, 180.0, 90.0)
#: Of world units, after the point: less than the width of a hair.
_DIGITS = 12
#: Of ground and water where no ground says others.
COLOURS = {"land": "#f0eedd", "sea": "#cddee8", "shore": "#8fb0c3", "lake": "#c6dbe7", "river": "#7dabc7"}

Grid = npt.NDArray[np.float64]
Box = tuple[float, float, float, float]


class Tile(NamedTuple):
    """A square of the world: at zoom z the world is 2**z tiles wide; x runs east, y runs south."""

    z: int
    x: int
    y: int

    @property
    def path(self) -> str:
        """The tile as it stands in paths, `z/x/y`."""
        return f"{self.z}/{self.x}/{self.y}"

    def home(self) -> Tile:
        """Return the same ground, once round the world or more away, at its place in the files."""
        return Tile(self.z, self.x % 2**self.z, self.y)

    def above(self, levels: int) -> Tile:
        """Return the tile so many zooms coarser that holds this one."""
        return Tile(self.z - levels, self.x >> levels, self.y >> levels)


class Level(NamedTuple):
    """The tiles of one zoom: a block of columns and rows, and how far their coast may be out."""

    z: int
    columns: range
    rows: range
    accuracy_km: float | None = None

    def tiles(self) -> Iterator[Tile]:
        """Go through the tiles, row by row from the north-west."""
        return (Tile(self.z, x, y) for y in self.rows for x in self.columns)

    def to_json(self) -> dict[str, Any]:
        """Return the level as it stands in `tiles.json`."""
        found: dict[str, Any] = {
            "z": self.z,
            "x": [self.columns[0], self.columns[-1]],
            "y": [self.rows[0], self.rows[-1]],
        }
        return found if self.accuracy_km is None else {**found, "accuracy_km": self.accuracy_km}


def level_over(z: int, bbox: Box, accuracy_km: float | None = None) -> Level:
    """Return the tiles of a zoom that cover `bbox` (west, south, east, north in degrees)."""
    west, south, east, north = bbox
    (left, top), (right, bottom) = project(np.array([[west, north], [east, south]])) * 2**z
    last = 2**z - 1
    columns = range(max(0, int(left)), min(last, math.ceil(right) - 1) + 1)
    rows = range(max(0, int(top)), min(last, math.ceil(bottom) - 1) + 1)
    return Level(z, columns, rows, accuracy_km)


def project(lonlat: Grid) -> Grid:
    """Turn rows of lon, lat in degrees into world units: 0-1 east and 0-1 south of 180° W, 85.05° N."""
    lat = np.clip(lonlat[:, 1], -MAX_LAT, MAX_LAT)
    # Processors differ in the last digits of such functions, by which a corner could be drawn on one alone.
    y = np.round(0.5 - np.arcsinh(np.tan(np.radians(lat))) / (2 * np.pi), _DIGITS)
    return np.column_stack([(lonlat[:, 0] + 180.0) / 360.0, y])


def unproject(world: Grid) -> Grid:
    """Turn rows of world units into longitude and latitude in degrees."""
    lat = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * world[:, 1]))))
    return np.column_stack([(world[:, 0] - 0.5) * 360, lat])


def lat_of(world_y: float) -> float:
    """Return the latitude in degrees of a world y between 0 (north) and 1 (south)."""
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * world_y))))


def tile_box(tile: Tile, margin_px: float = 0) -> Box:
    """Return the tile with a margin as world units, (left, top, right, bottom)."""
    unit, margin = 0.5**tile.z, margin_px / TILE_PX * 0.5**tile.z
    return (
        tile.x * unit - margin,
        tile.y * unit - margin,
        (tile.x + 1) * unit + margin,
        (tile.y + 1) * unit + margin,
    )


def level_box(level: Level, margin_px: float = 0) -> Box:
    """Return all tiles of a level with a margin as world units, (left, top, right, bottom)."""
    first, last = (
        Tile(level.z, level.columns[0], level.rows[0]),
        Tile(level.z, level.columns[-1], level.rows[-1]),
    )
    return (*tile_box(first, margin_px)[:2], *tile_box(last, margin_px)[2:])


def degrees_of(levels: Sequence[Level], margin_deg: float = 0.0) -> Box:
    """Return what all levels cover, with a margin, in degrees: west, south, east, north."""
    boxes = [level_box(level) for level in levels]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    (west, north), (east, south) = unproject(np.array([[left, top], [right, bottom]])).tolist()
    return (
        west - margin_deg,
        max(-90.0, south - margin_deg),
        east + margin_deg,
        min(90.0, north + margin_deg),
    )
