"""Where the word of a line may stand: beside it, near the middle of what is in view, where it is straight."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import numpy as np

from mapsvc.model.style import STYLE
from mapsvc.render.picture.view import View

_PLACING, _ALONG = STYLE.placement, STYLE.line_names
Cells = frozenset[tuple[int, int]]


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


def cells_of(lines: Iterable[np.ndarray[Any, Any]], cell_px: float) -> Cells:
    """Return the cells of the picture that lines run through, as column and row."""
    found: set[tuple[int, int]] = set()
    for run in lines:
        steps = np.hypot(*np.diff(run, axis=0).T)
        for start, end, long in zip(run[:-1], run[1:], steps.tolist(), strict=True):
            shares = np.linspace(0, 1, max(2, min(400, math.ceil(long / cell_px) + 1)))[:, None]
            cells = np.floor((start + (end - start) * shares) / cell_px).astype(int)
            found.update(map(tuple, cells.tolist()))
    return frozenset(found)


def along_runs(
    runs: Sequence[np.ndarray[Any, Any]], width: float, height: float, view: View, foreign: Cells
) -> list[Spot]:
    """
    Return places along runs of pixels, the best first: beside them, or level where they wind.

    Parameters
    ----------
    runs
        Of the line.
    width, height
        Of the word in pixels.
    view
        What is shown.
    foreign
        Cells of `_PLACING.foreign_px` through which other lines of the same kind run.
    """
    along = [
        spot
        for run in runs
        for stretch in _stretches(run, view)
        if stretch.length >= width * 0.7
        for spot in _beside_stretch(stretch, width, height, foreign)
    ]
    level = list(_beside_points(runs, width, height, view, foreign))
    best = sorted(along, key=lambda spot: spot.cost)[: _ALONG.most]
    return [*best, *sorted(level, key=lambda spot: spot.cost)[: _ALONG.most_level]]


def _astray(x: float, y: float, foreign: Cells) -> float:
    return (
        _ALONG.astray_cost
        if (math.floor(x / _PLACING.foreign_px), math.floor(y / _PLACING.foreign_px)) in foreign
        else 0.0
    )


def _stretches(run: np.ndarray[Any, Any], view: View) -> Iterator[_Stretch]:
    """Yield the longest part of a run that lies in view."""
    dense = _dense(run)
    inside = (
        (dense[:, 0] > _ALONG.inside_px)
        & (dense[:, 0] < view.width - _ALONG.inside_px)
        & (dense[:, 1] > _ALONG.inside_px)
        & (dense[:, 1] < view.height - _ALONG.inside_px)
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


def _beside_stretch(stretch: _Stretch, width: float, height: float, foreign: Cells) -> Iterator[Spot]:
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
        steep = 1.0 if abs(angle) > _ALONG.steep_rad else 0.0
        low, high = _swell(stretch, mid, width, angle)
        if high - low > height * 1.5:
            continue  # its ends would stand away from the line
        off = _astray(mx, my, foreign) + (high - low) / 5
        for side in (-1, 1):
            clear = side * (height * 0.5 + 5) + (high if side > 0 else low)
            cost = bend * 14 + off + abs(mid / total - 0.5) * 3 + steep + (0.4 if side > 0 else 0)
            yield Spot(mx - math.sin(angle) * clear, my + math.cos(angle) * clear, angle, cost)


def _swell(stretch: _Stretch, mid: float, width: float, angle: float) -> tuple[float, float]:
    """Return how far the line swells to one side of a word, and to the other."""
    mx, my = stretch.at(mid)
    distances = mid + np.arange(-width / 2, width / 2 + 1, 8.0)
    x = np.interp(distances, stretch.sums, stretch.points[:, 0]) - mx
    y = np.interp(distances, stretch.sums, stretch.points[:, 1]) - my
    off = y * math.cos(angle) - x * math.sin(angle)
    return min(0.0, float(off.min())), max(0.0, float(off.max()))


def _beside_points(
    runs: Sequence[np.ndarray[Any, Any]], width: float, height: float, view: View, foreign: Cells
) -> Iterator[Spot]:
    """Yield places level beside a line that is shorter than its word, or that winds."""
    longest = max((len(run) for run in runs), default=0)
    for run in runs:
        short = 4 * (1 - len(run) / longest)  # a name stands at what most of the line is
        for part in range(1, 8):
            x, y = run[int((len(run) - 1) * part / 8)].tolist()
            if not (0 < x < view.width and 0 < y < view.height):
                continue
            base = _ALONG.level_cost + short + abs(part - 4) + _astray(x, y, foreign)
            for dx, dy, cost in _PLACING.around:
                yield Spot(x + dx * (width / 2 + 8), y + dy * (height / 2 + 8), 0.0, base + cost)
