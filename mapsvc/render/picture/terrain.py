"""The ground of an area as cells of what is seen: a name is weighed against it and not against its box."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mapsvc.model.style import STYLE
from mapsvc.render.picture.boxes import Box

_CELL: float = STYLE.ground_names.cell_px
Point = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Mask:
    """
    Cells of an area, from the corner `left`, `top` in pixels.

    Attributes
    ----------
    sums
        For each corner of the cells how many of the area lie above and left of it, as rows and columns.
    middle
        Its middle of gravity.
    """

    left: float
    top: float
    sums: np.ndarray[Any, Any]
    middle: Point

    @property
    def rows(self) -> int:
        """How many cells it is high."""
        return len(self.sums) - 1

    @property
    def cols(self) -> int:
        """How many cells it is broad."""
        return len(self.sums[0]) - 1

    @property
    def count(self) -> int:
        """How many cells it has."""
        return int(self.sums[-1, -1])

    def count_in(self, c0: int, r0: int, c1: int, r1: int) -> int:
        """Return how many cells from one corner to before another are of the area."""
        a, b = max(0, c0), min(self.cols, c1)
        p, q = max(0, r0), min(self.rows, r1)
        if a >= b or p >= q:
            return 0
        return int(self.sums[q, b] - self.sums[p, b] - self.sums[q, a] + self.sums[p, a])

    def share_of(self, box: Box) -> float:
        """Return how much of a box lies on the ground of the area."""
        c0, c1 = _cell_from(box[0], self.left), _cell_from(box[2], self.left)
        r0, r1 = _cell_from(box[1], self.top), _cell_from(box[3], self.top)
        return self.count_in(c0, r0, c1, r1) / max(1, (c1 - c0) * (r1 - r0))

    def holds(self, at: Point) -> bool:
        """Tell whether a point lies on it."""
        col, row = math.floor((at[0] - self.left) / _CELL), math.floor((at[1] - self.top) / _CELL)
        return self.count_in(col, row, col + 1, row + 1) > 0

    def common_with(self, other: Mask) -> float:
        """Return about how much of it lies on another ground."""
        cells = ((col, row) for row in range(1, self.rows, 4) for col in range(1, self.cols, 4))
        own = [self.spot(col, row) for col, row in cells if self.count_in(col, row, col + 1, row + 1)]
        return sum(map(other.holds, own)) / max(1, len(own))

    def spot(self, col: int, row: int) -> Point:
        """Return the middle of a cell."""
        return self.left + (col + 0.5) * _CELL, self.top + (row + 0.5) * _CELL

    def deepest(self, home: Point) -> Point:
        """Return a point well inside, as near as can be to another: what a line to a name points at."""
        cols, rows = np.meshgrid(np.arange(self.cols), np.arange(self.rows))
        for depth in STYLE.ground_names.depths:
            a, b = np.maximum(0, cols - depth), np.minimum(self.cols, cols + depth + 1)
            p, q = np.maximum(0, rows - depth), np.minimum(self.rows, rows + depth + 1)
            held = self.sums[q, b] - self.sums[p, b] - self.sums[q, a] + self.sums[p, a]
            fits = held >= (2 * depth + 1) ** 2
            if fits.any():
                x, y = self.left + (cols + 0.5) * _CELL, self.top + (rows + 0.5) * _CELL
                apart = np.where(fits, (x - home[0]) ** 2 + (y - home[1]) ** 2, np.inf)
                row, col = divmod(int(np.argmin(apart)), self.cols)
                return self.spot(col, row)
        return home


def _cell_from(at: float, start: float) -> int:
    """Return which cell begins at or after a coordinate, by its middle."""
    return math.ceil((at - start) / _CELL - 0.5)


def mask_of(rings: Sequence[np.ndarray[Any, Any]], frame: Box) -> Mask | None:
    """
    Return the cells of a shape that lie in a frame; nothing if it lies outside.

    Parameters
    ----------
    rings
        Closed, as rows of x and y; what lies in an even number of them is not of the shape.
    frame
        Left, top, right, bottom in pixels.
    """
    if not rings:
        return None
    points = np.vstack(rings)
    (west, north), (east, south) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    left = frame[0] + _CELL * max(0, math.floor((west - frame[0]) / _CELL))
    top = frame[1] + _CELL * max(0, math.floor((north - frame[1]) / _CELL))
    cols = math.ceil((min(frame[2], east) - left) / _CELL)
    rows = math.ceil((min(frame[3], south) - top) / _CELL)
    if cols <= 0 or rows <= 0:
        return None
    held = _cells_held(np.vstack([_edges_of_ring(ring) for ring in rings]), left, top, cols, rows)
    if not held.any():
        return None
    sums = np.zeros((rows + 1, cols + 1), dtype=int)
    sums[1:, 1:] = held.cumsum(axis=0).cumsum(axis=1)
    row, col = (float(np.mean(found + 0.5)) for found in np.nonzero(held))
    return Mask(left, top, sums, (left + _CELL * col, top + _CELL * row))


def _edges_of_ring(ring: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return the edges of a ring, each as its two ends."""
    return np.hstack([np.roll(ring, 1, axis=0), ring])


def _cells_held(
    edges: np.ndarray[Any, Any], left: float, top: float, cols: int, rows: int
) -> np.ndarray[Any, Any]:
    """Return which cells lie in a shape, by their middles."""
    held = np.zeros((rows, cols), dtype=bool)
    ax, ay, bx, by = edges.T
    low, high = np.minimum(ay, by), np.maximum(ay, by)
    for row in range(rows):
        y = top + (row + 0.5) * _CELL
        cut = (low <= y) & (y < high)
        xs = ax[cut] + (bx[cut] - ax[cut]) * (y - ay[cut]) / (by[cut] - ay[cut])
        cells = np.maximum(0, np.ceil((np.sort(xs) - left) / _CELL - 0.5)).astype(int)
        for start, end in zip(cells[::2], cells[1::2], strict=False):
            held[row, start:end] = True
    return held
