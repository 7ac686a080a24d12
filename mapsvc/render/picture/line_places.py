"""Where the name of a line may stand: beside it, near the middle of what is in view, where it is straight."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np

from mapsvc.model.style import STYLE
from mapsvc.render.picture.boxes import Box

_RULES, _ALONG = STYLE.placement, STYLE.line_names
Cells = frozenset[tuple[int, int]]
#: No line is looked at more often between two of its points.
_MOST_STEPS = 400


@dataclass(frozen=True)
class Setting:
    """How a name is set: breadth and height in pixels, its lines, how much smaller than its style says."""

    width: float
    height: float
    lines: tuple[str, ...] = ()
    scale: float = 1.0


class Spot(NamedTuple):
    """
    A place for a word: middle in pixels, angle in radians, cost, how its lines are set.

    Attributes
    ----------
    lead
        The line to what it names, which ends there: x and y of both ends.
    short
        How much of that line a sign covers.
    number
        Its number stands for it.
    """

    x: float
    y: float
    angle: float
    cost: float
    side: Literal["start", "middle", "end"] = "middle"
    lead: Box | None = None
    short: float = 0.0
    number: bool = False
    setting: Setting = Setting(0.0, 0.0)


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
        starts, moves, shares = steps_of(run, cell_px, most=_MOST_STEPS, ends=True)
        cells = np.unique(np.floor((starts + moves * shares) / cell_px).astype(int), axis=0)
        found.update(map(tuple, cells.tolist()))
    return frozenset(found)


def steps_of(
    run: np.ndarray[Any, Any], step_px: float, *, most: int | None = None, ends: bool = False
) -> tuple[np.ndarray[Any, Any], ...]:
    """
    Return points along a run that are no further apart than a step: where each piece starts, how it goes.

    Parameters
    ----------
    run
        Rows of x and y.
    step_px
        No piece of a line is longer.
    most
        So many pieces at most between two of its points.
    ends
        Each line between two points with its start too; else with its end alone.

    Returns
    -------
    starts, moves, shares
        A row for each point, which lies at `starts + moves * shares`.
    """
    moves = np.diff(run, axis=0)
    counts = np.maximum(1, np.ceil(np.hypot(*moves.T) / step_px)).astype(int)
    counts = np.minimum(counts, most) if most else counts
    points = counts + 1 if ends else counts
    firsts = np.cumsum(points) - points
    index = np.arange(points.sum()) - np.repeat(firsts, points) + (0 if ends else 1)
    of = np.repeat(counts, points)
    # The last is the line's own end, whatever a share that is multiplied says.
    shares = np.where(index == of, 1.0, index * (1.0 / of))
    return np.repeat(run[:-1], points, axis=0), np.repeat(moves, points, axis=0), shares[:, None]


def with_steps(run: np.ndarray[Any, Any], step_px: float, *, most: int | None = None) -> np.ndarray[Any, Any]:
    """Return a run with points between those that are further apart than a step, at `most` so many pieces."""
    starts, moves, shares = steps_of(run, step_px, most=most)
    return np.vstack([run[:1], starts + moves * shares])


def spots_along(runs: Sequence[np.ndarray[Any, Any]], width: float, height: float, frame: Box) -> list[Spot]:
    """
    Return places along runs of pixels, the best first: beside them, or level where they wind.

    Parameters
    ----------
    runs
        Of the line.
    width, height
        Of the word in pixels.
    frame
        What is shown, in pixels.
    """
    left, top, right, bottom = frame
    edge = _ALONG.inside_px
    inside = (left + edge, top + edge, right - edge, bottom - edge)
    along = [
        spot
        for run in runs
        for stretch in _stretches(run, inside)
        for spot in _beside_stretch(stretch, width, height)
    ]
    level = list(_beside_points(runs, width, height, inside))
    best = sorted(along, key=lambda spot: spot.cost)[: _ALONG.most]
    return [*best, *sorted(level, key=lambda spot: spot.cost)[: _ALONG.most_level]]


def ends_on(runs: Sequence[np.ndarray[Any, Any]], frame: Box) -> list[tuple[float, float]]:
    """Return points of runs of pixels that a line to their name may end at, the middle first."""
    left, top, right, bottom = frame
    edge = _ALONG.inside_px
    inside = (left + edge, top + edge, right - edge, bottom - edge)
    found = [
        (abs(part - _ALONG.parts / 2), stretch.at(stretch.length * part / _ALONG.parts))
        for run in runs
        for stretch in _stretches(run, inside)
        for part in range(1, _ALONG.parts if stretch.length else 1)
    ]
    return [at for _, at in sorted(found, key=lambda one: one[0])]


def _stretches(run: np.ndarray[Any, Any], inside: Box) -> Iterator[_Stretch]:
    """Yield the longest part of a run that lies in a box."""
    dense = _dense(run)
    x, y = dense[:, 0], dense[:, 1]
    seen = (x > inside[0]) & (x < inside[2]) & (y > inside[1]) & (y < inside[3])
    edges = np.flatnonzero(np.diff(np.concatenate([[0], seen.astype(int), [0]])))
    parts = [dense[start:end] for start, end in edges.reshape(-1, 2)]
    best = max(parts, key=len, default=None)
    if best is not None and len(best) > 1:
        steps = np.hypot(*np.diff(best, axis=0).T)
        yield _Stretch(best, np.concatenate([[0.0], np.cumsum(steps)]))


def _dense(run: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return a run with points on its long straight pieces too."""
    return with_steps(run, _ALONG.piece_px)


def _beside_stretch(stretch: _Stretch, width: float, height: float) -> Iterator[Spot]:
    step = max(_ALONG.step_px, stretch.length / _ALONG.steps)
    for index in range(math.floor((stretch.length - width + 1) / step) + 1):
        yield from _both_sides(stretch, width / 2 + index * step, width, height)


def _both_sides(stretch: _Stretch, mid: float, width: float, height: float) -> Iterator[Spot]:
    (ax, ay), (bx, by) = stretch.at(mid - width / 2), stretch.at(mid + width / 2)
    mx, my = stretch.at(mid)
    angle = math.atan2(by - ay, bx - ax)
    if angle > math.pi / 2:
        angle -= math.pi
    elif angle < -math.pi / 2:
        angle += math.pi
    low, high = _swell(stretch, mid, width, angle)
    if high - low > height * _ALONG.most_swell:
        return  # its ends would stand away from the line
    cost = (
        (1 - math.hypot(bx - ax, by - ay) / width) * _ALONG.bend_cost
        + (_ALONG.steep_cost if abs(angle) > _ALONG.steep_rad else 0.0)
        + (high - low) * _ALONG.swell_cost
        + abs(mid / stretch.length - 0.5) * _ALONG.off_middle_cost
    )
    for side in (-1, 1):
        clear = side * (height * 0.5 + _ALONG.clear_px) + (high if side > 0 else low)
        below = _ALONG.below_cost if side > 0 else 0.0
        yield Spot(mx - math.sin(angle) * clear, my + math.cos(angle) * clear, angle, even_cost(cost + below))


def even_cost(cost: float) -> float:
    """Return a cost without what is noise: two places that are as good as each other cost the same."""
    return math.floor(cost * 1e6 + 0.5) / 1e6


def even_costs(costs: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return the same of many costs."""
    return np.floor(costs * 1e6 + 0.5) / 1e6


def _swell(stretch: _Stretch, mid: float, width: float, angle: float) -> tuple[float, float]:
    """Return how far the line swells to one side of a word, and to the other."""
    mx, my = stretch.at(mid)
    count = math.floor(width / _ALONG.swell_px) + 1
    distances = mid - width / 2 + np.arange(count) * _ALONG.swell_px
    x = np.interp(distances, stretch.sums, stretch.points[:, 0]) - mx
    y = np.interp(distances, stretch.sums, stretch.points[:, 1]) - my
    off = y * math.cos(angle) - x * math.sin(angle)
    return min(0.0, float(off.min())), max(0.0, float(off.max()))


def _beside_points(
    runs: Sequence[np.ndarray[Any, Any]], width: float, height: float, inside: Box
) -> Iterator[Spot]:
    """Yield places level beside a line that is shorter than its word, or that winds."""
    longest = max((len(run) for run in runs), default=0)
    clear = _ALONG.level_clear_px
    for run in runs:
        short = _ALONG.short_cost * (1 - len(run) / longest)  # a name stands at what most of the line is
        for part in range(1, _ALONG.parts):
            x, y = run[(len(run) - 1) * part // _ALONG.parts].tolist()
            if not (inside[0] < x < inside[2] and inside[1] < y < inside[3]):
                continue
            base = _ALONG.level_cost + short + abs(part - _ALONG.parts / 2)
            for dx, dy, cost in _RULES.around:
                yield Spot(
                    x + dx * (width / 2 + clear), y + dy * (height / 2 + clear), 0.0, even_cost(base + cost)
                )
