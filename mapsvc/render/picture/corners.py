"""The corners of a map: where a scale bar, an inset or a locator hides least of the story."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np

from mapsvc.render.picture.boxes import Box, overlap
from mapsvc.render.picture.signs import Sign
from mapsvc.render.picture.view import View

_CORNER_PX = 12.0
#: About what a scale bar covers.
_BAR_PX, _BAR_HIGH_PX = 160.0, 36.0


def bar_corner(
    view: View, obstacles: Sequence[Box], lines: Sequence[np.ndarray[Any, Any]]
) -> tuple[float, float]:
    """Return left and lower edge of a scale bar where it hides least."""
    points = np.vstack([np.empty((0, 2)), *lines])
    left, right = _CORNER_PX, view.width - _BAR_PX - _CORNER_PX
    low, high = view.height - _CORNER_PX, _CORNER_PX + _BAR_HIGH_PX

    def hidden(corner: tuple[float, float]) -> int:
        box = (corner[0], corner[1] - _BAR_HIGH_PX, corner[0] + _BAR_PX, corner[1])
        covered = sum(overlap(box, other) for other in obstacles)
        return covered * 100 + _points_in(points, box)

    return min([(left, low), (right, low), (left, high), (right, high)], key=hidden)


def _points_in(points: np.ndarray[Any, Any], box: Box) -> int:
    x, y = points[:, 0], points[:, 1]
    return int(((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])).sum())


def inset_corner(
    view: View,
    width: float,
    height: float,
    *,
    lines: Sequence[np.ndarray[Any, Any]],
    signs: Sequence[Sign],
    taken: Sequence[Box],
) -> tuple[float, float]:
    """Return the corner of the map in which an inset hides least of the story, and none of what is taken."""
    points = np.vstack([*lines, np.array([[sign.x, sign.y] for sign in signs]).reshape(-1, 2)])

    def hidden(corner: tuple[float, float]) -> float:
        left, top = corner
        box = (left, top, left + width, top + height)
        return _points_in(points, box) + 1e6 * sum(overlap(box, other) for other in taken)

    lefts = (_CORNER_PX, view.width - width - _CORNER_PX)
    tops = (view.height - height - _CORNER_PX, _CORNER_PX)
    return min(product(lefts, tops), key=hidden)
