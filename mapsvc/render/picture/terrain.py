"""The ground of an area as cells of what is seen: a name is weighed against it and not against its box."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from mapsvc.model.style import STYLE
from mapsvc.render.picture.boxes import Box

_CELL: float = STYLE.ground_names.cell_px
Point = tuple[float, float]
Numbers = np.ndarray[Any, Any]


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
    sums: Numbers
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
        return int(self.counts_in(*np.array([c0, r0, c1, r1])))

    def counts_in(self, c0: Numbers, r0: Numbers, c1: Numbers, r1: Numbers) -> Numbers:
        """Return the same of many corners at once; none lies beyond its other."""
        a, b = np.clip(c0, 0, self.cols), np.clip(c1, 0, self.cols)
        p, q = np.clip(r0, 0, self.rows), np.clip(r1, 0, self.rows)
        found: Numbers = self.sums[q, b] - self.sums[p, b] - self.sums[q, a] + self.sums[p, a]
        return found

    def share_of(self, box: Box) -> float:
        """Return how much of a box lies on the ground of the area."""
        return float(self.shares_of(np.array([box]))[0])

    def shares_of(self, boxes: Numbers) -> Numbers:
        """Return how much of each box lies on it; boxes are rows of left, top, right, bottom."""
        c0, c1 = _cells_from(boxes[:, 0], self.left), _cells_from(boxes[:, 2], self.left)
        r0, r1 = _cells_from(boxes[:, 1], self.top), _cells_from(boxes[:, 3], self.top)
        found: Numbers = self.counts_in(c0, r0, c1, r1) / np.maximum(1, (c1 - c0) * (r1 - r0))
        return found

    def holds(self, at: Point) -> bool:
        """Tell whether a point lies on it."""
        return bool(self.hold(np.array([at]))[0])

    def hold(self, points: Numbers) -> Numbers:
        """Tell of each point, a row of x and y, whether it lies on it."""
        cells = np.floor((points - (self.left, self.top)) / _CELL).astype(int)
        cols, rows = cells.T
        return self.counts_in(cols, rows, cols + 1, rows + 1) > 0

    def common_with(self, other: Mask) -> float:
        """Return about how much of it lies on another ground."""
        own = self.spots(1, 4)
        return float(np.count_nonzero(other.hold(own))) / max(1, len(own))

    def spots(self, start: int, step: int) -> Numbers:
        """Return the middles of its cells, as rows of x and y: from a column and row on, each so many."""
        row, col = np.nonzero(self._held[start::step, start::step])
        at = np.column_stack([col, row]) * step + start
        found: Numbers = (self.left, self.top) + (at + 0.5) * _CELL
        return found

    @cached_property
    def _held(self) -> Numbers:
        """Which cells are of the area."""
        return np.diff(np.diff(self.sums, axis=0), axis=1) > 0

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


def _cells_from(at: Numbers, start: float) -> Numbers:
    """Return which cells begin at or after coordinates, by their middles."""
    return np.ceil((at - start) / _CELL - 0.5).astype(int)


def mask_of(rings: Sequence[Numbers], frame: Box) -> Mask | None:
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


def _edges_of_ring(ring: Numbers) -> Numbers:
    """Return the edges of a ring, each as its two ends."""
    return np.hstack([np.roll(ring, 1, axis=0), ring])


def _cells_held(edges: Numbers, left: float, top: float, cols: int, rows: int) -> Numbers:
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
