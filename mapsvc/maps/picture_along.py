"""Where the word of a line may stand: beside it, near the middle of what is in view, where it is straight."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import numpy as np

from mapsvc.maps.picture_view import View

_MOST_SPOTS = 60
_STEEP_RAD = 1.2
#: How far a word may be pushed off a line that swells towards it, in pixels.
_MOST_SAG_PX = 26.0
_INSIDE_PX = 8.0


@dataclass(frozen=True)
class Spot:
    """A place for a word: middle in pixels, angle in radians, cost, how its lines are set, if far off."""

    x: float
    y: float
    angle: float
    cost: float
    side: Literal["start", "middle", "end"] = "middle"
    far: bool = False


@dataclass(frozen=True)
class _Stretch:
    """A part of a line that lies in view, measured from its start."""

    points: np.ndarray[Any, Any]
    sums: np.ndarray[Any, Any]

    @property
    def length(self) -> float:
        return float(self.sums[-1])

    def at(self, distance: float) -> tuple[float, float]:
        x = float(np.interp(distance, self.sums, self.points[:, 0]))
        return x, float(np.interp(distance, self.sums, self.points[:, 1]))


def along_runs(runs: Iterable[np.ndarray[Any, Any]], width: float, height: float, view: View) -> list[Spot]:
    """
    Return places along runs of pixels, the best first.

    Parameters
    ----------
    runs
        Of the line.
    width, height
        Of the word in pixels.
    view
        What is shown.
    """
    found = [
        spot
        for run in runs
        for stretch in _stretches(run, view)
        if stretch.length >= width * 0.7
        for spot in _beside_stretch(stretch, width, height)
    ]
    if not found:
        found = [spot for run in runs for spot in _beside_points(run, width, height, view)]
    return sorted(found, key=lambda spot: spot.cost)[:_MOST_SPOTS]


def _stretches(run: np.ndarray[Any, Any], view: View) -> Iterator[_Stretch]:
    """Yield the longest part of a run that lies in view."""
    dense = _dense(run)
    inside = (
        (dense[:, 0] > _INSIDE_PX)
        & (dense[:, 0] < view.width - _INSIDE_PX)
        & (dense[:, 1] > _INSIDE_PX)
        & (dense[:, 1] < view.height - _INSIDE_PX)
    )
    edges = np.flatnonzero(np.diff(np.concatenate([[0], inside.astype(int), [0]])))
    parts = [dense[start:end] for start, end in edges.reshape(-1, 2)]
    best = max(parts, key=len, default=None)
    if best is not None and len(best) > 1:
        steps = np.hypot(*np.diff(best, axis=0).T)
        yield _Stretch(best, np.concatenate([[0.0], np.cumsum(steps)]))


def _dense(run: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return a run with points on its long straight pieces too."""
    parts = [run[:1]]
    for start, end in pairwise(run):
        count = max(1, math.ceil(float(np.hypot(*(end - start))) / 40))
        shares = np.linspace(0, 1, count + 1)[1:, None]
        parts.append(start + (end - start) * shares)
    return np.vstack(parts)


def _beside_stretch(stretch: _Stretch, width: float, height: float) -> Iterator[Spot]:
    total = stretch.length
    step = max(14.0, total / 24)
    for mid in np.arange(width / 2, total - width / 2 + 1, step).tolist():
        (ax, ay), (bx, by) = stretch.at(mid - width / 2), stretch.at(mid + width / 2)
        mx, my = stretch.at(mid)
        angle = math.atan2(by - ay, bx - ax)
        if angle > math.pi / 2:
            angle -= math.pi
        elif angle < -math.pi / 2:
            angle += math.pi
        bend = 1 - math.hypot(bx - ax, by - ay) / width
        steep = 1.0 if abs(angle) > _STEEP_RAD else 0.0
        for side in (-1, 1):
            clear = side * (height * 0.5 + 6 + _sag(stretch, mid, width, angle, side=side))
            cost = bend * 14 + abs(mid / total - 0.5) * 3 + steep + (0.4 if side > 0 else 0)
            yield Spot(mx - math.sin(angle) * clear, my + math.cos(angle) * clear, angle, cost)


def _sag(stretch: _Stretch, mid: float, width: float, angle: float, *, side: int) -> float:
    """Return how far the line swells towards the word's side, so that the word clears it."""
    mx, my = stretch.at(mid)
    offsets = [
        (-math.sin(angle) * (x - mx) + math.cos(angle) * (y - my)) * side
        for x, y in (stretch.at(mid + d) for d in np.arange(-width / 2, width / 2 + 1, 8.0).tolist())
    ]
    return min(max([0.0, *offsets]), _MOST_SAG_PX)


def _beside_points(run: np.ndarray[Any, Any], width: float, height: float, view: View) -> Iterator[Spot]:
    """Yield places beside a line that is shorter than its word."""
    for part in range(1, 8):
        x, y = run[int((len(run) - 1) * part / 8)].tolist()
        if not (0 < x < view.width and 0 < y < view.height):
            continue
        for dx in (1, -1, 0):
            for dy in (0, -1, 1):
                if dx or dy:
                    cost = abs(dy) * 0.6 + (0.4 if dx < 0 else 0) + abs(part - 4)
                    yield Spot(x + dx * (width / 2 + 8), y + dy * (height / 2 + 8), 0.0, cost)
