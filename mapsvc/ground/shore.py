"""Where the land ends: the sea of the ground's tiles, to cut what a person drew generously over the coast."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.cache import Kept
from mapsvc.ground.folder import TileFolder
from mapsvc.ground.tiles import Box, Grid, Tile, level_over, unproject
from mapsvc.resources import read_json

#: A coast is taken from the finest zoom at which a drawing lies on no more tiles than this.
_MOST_TILES = 36
#: Bends of the coast smaller than this, some 200 m, are not followed: far less than a hand is sure of.
_SIMPLER_DEG = 0.002


@dataclass(frozen=True)
class Shore:
    """
    Where the land of some folders of tiles ends.

    Attributes
    ----------
    folders
        What the first has stands above what the next has.
    """

    folders: tuple[Path, ...]

    @cached_property
    def _kept(self) -> Kept:
        return Kept()

    @cached_property
    def _parts(self) -> tuple[TileFolder, ...]:
        found = ((folder, folder / "tiles.json") for folder in self.folders)
        return tuple(TileFolder(folder, read_json(path)) for folder, path in found if path.is_file())

    def sea_over(self, box: Box) -> BaseGeometry:
        """Return the sea of a box (west, south, east, north in degrees, within ±180); empty where unknown."""
        zooms = {level["z"] for part in self._parts for level in part.manifest.get("zooms", ())}
        for zoom in sorted(zooms, reverse=True):
            seas = self._seas(list(level_over(zoom, box).tiles()))
            if seas is not None:
                whole = shapely.make_valid(shapely.union_all(seas).simplify(_SIMPLER_DEG))
                return shapely.intersection(whole, shapely.box(*box))
        return shapely.Polygon()

    def coast_over(self, box: Box) -> list[list[list[float]]]:
        """Return the coast in a box as runs of longitude and latitude; what the box cuts is no coast."""
        rim = shapely.box(*box).exterior.buffer((box[2] - box[0]) / 10_000)
        coast = shapely.difference(self.sea_over(box).boundary, rim)
        return [shapely.get_coordinates(run).round(5).tolist() for run in shapely.get_parts(coast)]

    def _seas(self, tiles: Sequence[Tile]) -> list[BaseGeometry] | None:
        """Return the sea of each tile; nothing if they are too many, or one of them is in no folder."""
        if len(tiles) > _MOST_TILES:
            return None
        held = [next((part for part in self._parts if part.covers(tile)), None) for tile in tiles]
        found = [self._sea_of(part, tile) for tile, part in zip(tiles, held, strict=True) if part is not None]
        return found if len(found) == len(tiles) else None

    def _sea_of(self, part: TileFolder, tile: Tile) -> BaseGeometry:
        if part.all_sea(tile):
            return _in_degrees(tile_polygon(tile))
        path = part.root / "water" / f"{tile.path}.json"
        if not path.is_file():
            return shapely.Polygon()
        return self._kept("sea", path, lambda: _read_sea(path, tile, int(part.manifest["units"])))


def _read_sea(path: Path, tile: Tile, units: int) -> BaseGeometry:
    sea = json.loads(path.read_text(encoding="utf-8")).get("s")
    return _in_degrees(tile_polygon(tile) if sea == 1 else area_of(sea, placing(tile, units)))


def _in_degrees(shape: BaseGeometry) -> BaseGeometry:
    return shapely.make_valid(shapely.transform(shape, unproject))


def tile_polygon(tile: Tile) -> BaseGeometry:
    """Return a tile in parts of the world's width."""
    z, x, y = tile
    return shapely.box(x / 2**z, y / 2**z, (x + 1) / 2**z, (y + 1) / 2**z)


def placing(tile: Tile, units: int) -> Callable[[Sequence[int]], Grid]:
    """Return what turns the steps in a tile's file into places in parts of the world's width."""
    origin, step = np.array([tile.x, tile.y], dtype=float) / 2**tile.z, 1 / units / 2**tile.z

    def place(steps: Sequence[int]) -> Grid:
        return np.cumsum(np.array(steps, dtype=float).reshape(-1, 2), axis=0) * step + origin

    return place


def area_of(rings: Any, place: Callable[[Sequence[int]], Grid]) -> BaseGeometry:
    """Return the area of rings: an outer one, then those that turn the other way, its holes, and so on."""
    if not isinstance(rings, list):
        return shapely.Polygon()
    found = [place(ring) for ring in rings if len(ring) > 5]
    areas = [shapely.Polygon(group[0], group[1:]) for group in _groups(found)]
    return shapely.union_all(shapely.make_valid(areas)) if areas else shapely.Polygon()


def _groups(rings: Sequence[Grid]) -> Iterator[list[Grid]]:
    group: list[Grid] = []
    for ring in rings:
        if group and _turns_right(ring) == _turns_right(rings[0]):
            yield group
            group = []
        group.append(ring)
    if group:
        yield group


def _turns_right(ring: Grid) -> bool:
    x, y = ring[:, 0], ring[:, 1]
    return bool(np.dot(x, np.roll(y, -1)) > np.dot(y, np.roll(x, -1)))
