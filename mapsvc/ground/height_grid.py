"""How high the ground is at a point: grids of 30 seconds, an atlas's own above that of the package."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from mapsvc.errors import GeometryError
from mapsvc.ground.heights import Window, read_globe
from mapsvc.model.meridian import near_lon

#: The file of a folder of ground that holds them.
HEIGHTS = "heights.npz"

_KM_OF_LAT_DEG = 111.2


class HeightCell(NamedTuple):
    """A cell of a grid: how far its middle is from the point that was asked for, and where it is."""

    km: float
    height_m: int
    lon: float
    lat: float


@dataclass(frozen=True)
class HeightGrid:
    """
    Heights in metres, in equal degrees, read when the first is asked for.

    Attributes
    ----------
    west, north
        The corner of the first cell, in degrees.
    """

    path: Path
    west: float
    north: float
    per_degree: int
    rows: int
    columns: int

    @cached_property
    def _cells(self) -> npt.NDArray[np.int16]:
        with np.load(self.path) as stored:
            low, high = stored["steps"].astype(np.uint16)
        folded = high << 8 | low
        steps = (folded >> 1).astype(np.int16) ^ -(folded & 1).astype(np.int16)
        return np.cumsum(steps, axis=1, dtype=np.int16)

    def _place(self, lon: float, lat: float) -> tuple[float, float]:
        """Return how many columns and rows a point lies from the corner."""
        middle = self.west + self.columns / self.per_degree / 2
        return (near_lon(lon, middle) - self.west) * self.per_degree, (self.north - lat) * self.per_degree

    def covers(self, lon: float, lat: float) -> bool:
        """Tell whether the ground at a point is known."""
        x, y = self._place(lon, lat)
        return 0 <= x < self.columns and 0 <= y < self.rows

    def cells_near(self, lon: float, lat: float, km: float) -> list[HeightCell]:
        """Return the cell that holds a point, then the others within a distance, the nearest first."""
        x, y = self._place(lon, lat)
        across_km = _KM_OF_LAT_DEG * max(math.cos(math.radians(lat)), 0.01) / self.per_degree
        down_km = _KM_OF_LAT_DEG / self.per_degree
        wide, high = math.ceil(km / across_km), math.ceil(km / down_km)
        found = sorted(
            HeightCell(
                math.hypot((column + 0.5 - x) * across_km, (row + 0.5 - y) * down_km),
                int(self._cells[row, column]),
                self.west + (column + 0.5) / self.per_degree,
                self.north - (row + 0.5) / self.per_degree,
            )
            for row in range(max(0, int(y) - high), min(self.rows, int(y) + high + 1))
            for column in range(max(0, int(x) - wide), min(self.columns, int(x) + wide + 1))
        )
        return [found[0], *(cell for cell in found[1:] if cell.km <= km)]


@dataclass(frozen=True)
class Heights:
    """
    The heights of some folders of ground, read when they are first asked for.

    Attributes
    ----------
    folders
        What the first has stands above what the next has.
    """

    folders: tuple[Path, ...]

    @cached_property
    def _grids(self) -> tuple[HeightGrid, ...]:
        files = (folder / HEIGHTS for folder in self.folders)
        return tuple(open_heights(path) for path in files if path.is_file())

    def at(self, lon: float, lat: float) -> HeightGrid | None:
        """Return the grid that knows the ground at a point; nothing where none does."""
        return next((grid for grid in self._grids if grid.covers(lon, lat)), None)


def open_heights(path: Path) -> HeightGrid:
    """
    Open a grid that `write_heights` wrote.

    Raises
    ------
    GeometryError
        If the file holds something else.
    """
    try:
        with np.load(path) as stored:
            west, north, per_degree, rows, columns = stored["frame"].tolist()
    except (OSError, ValueError, LookupError, BadZipFile) as error:
        msg = f"{path.name!r} holds no heights: {error}; make it again"
        raise GeometryError(msg) from error
    return HeightGrid(path, west, north, int(per_degree), int(rows), int(columns))


def write_heights(path: Path, package: Path, window: Window) -> Path | None:
    """
    Write the GLOBE heights of a window of whole degrees; nothing where there are none.

    The file holds `steps`, from cell to cell eastward, each folded to a number without a sign (0, -1, 1, -2 …
    are 0, 1, 2, 3 …) and parted into its low and its high byte: two thirds of what the heights would take.
    `frame` is west, north, cells a degree, rows, columns.
    """
    globe = read_globe(package, window)
    if globe is None:
        return None
    cells = globe.cells.astype(np.int16)
    steps = np.diff(cells, axis=1, prepend=np.int16(0))
    folded = ((steps << 1) ^ (steps >> 15)).astype(np.uint16)
    parted = np.stack([folded & 255, folded >> 8]).astype(np.uint8)
    frame = np.array([globe.west, globe.north, globe.per_degree, *cells.shape])
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        np.savez_compressed(file, steps=parted, frame=frame)
    return path
