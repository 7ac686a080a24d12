"""What tells lines of one colour apart: beads, bars, sleepers, each a mode of travel or a border's status."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import shapely

from mapsvc.model.style import STYLE
from mapsvc.render.picture.svg_text import dashes, number, path_data, tag

Runs = list[np.ndarray[Any, Any]]


class Line(NamedTuple):
    """What an ornament stands on: runs of pixels, and how they are drawn."""

    runs: Runs
    width: float
    ink: str
    dash: tuple[float, ...]


def ornament_svg(ticks: str, line: Line) -> str:
    """Return the ornament of a line; nothing for one that has none, or is one as a wave is."""
    draw = _DRAWERS.get(ticks)
    return "".join(draw(line, marks_of(ticks, line.width, line.dash))) if draw else ""


def path_of(runs: Runs) -> str:
    """Return runs as the `d` of a path."""
    return path_data(shapely.multilinestrings([shapely.linestrings(run) for run in runs]))


class Marks(NamedTuple):
    """Where marks stand on a line, the first and how far each next; their size across it, hole, stroke."""

    first: float
    period: float
    size: float
    hole: float
    stroke: float


def marks_of(ticks: str, width: float, dash: Sequence[float]) -> Marks:
    """Return the marks of an ornament, as `ui/src/pure/ornaments.js` does."""
    look = STYLE.ornaments[ticks]
    first, period = _sleeper_steps(look.period, dash) if ticks == "rail" else (look.period / 2, look.period)
    return Marks(first, period, width + look.grow, width + look.hole, max(look.stroke, width * look.share))


def _sleeper_steps(least: float, dash: Sequence[float]) -> tuple[float, float]:
    """Return where the first sleeper stands and how far the next: in step with the dashes of its line."""
    if not dash:
        return least / 2, least
    beat = sum(dash)
    return dash[0] / 2, beat * math.ceil(least / beat + (1 if beat < least else 0))


def _beads(line: Line, marks: Marks) -> Iterator[str]:
    yield from _discs(line.runs, marks, marks.size, line.ink)


def _rings(line: Line, marks: Marks) -> Iterator[str]:
    yield from _discs(line.runs, marks, marks.size, line.ink)
    yield from _discs(line.runs, marks, marks.hole, "#fff")


def _discs(runs: Runs, marks: Marks, size: float, ink: str) -> Iterator[str]:
    radius = size / 2
    r = number(radius)
    path = "".join(
        f"M{number(x - radius)} {number(y)}a{r} {r} 0 1 0 {number(size)} 0a{r} {r} 0 1 0 {number(-size)} 0Z"
        for run in runs
        for (x, y), _ in marks_on(run, marks.first, marks.period)
    )
    if path:
        yield tag("path", d=path, fill=ink)


def _bars(line: Line, marks: Marks) -> Iterator[str]:
    reach = marks.size / 2
    path = "".join(
        f"M{number(x - dy * reach)} {number(y + dx * reach)}"
        f"l{number(2 * dy * reach)} {number(-2 * dx * reach)}"
        for run in line.runs
        for (x, y), (dx, dy) in marks_on(run, marks.first, marks.period)
    )
    if path:
        yield tag("path", d=path, fill="none", stroke=line.ink, stroke_width=marks.stroke)


def _twin(line: Line, marks: Marks) -> Iterator[str]:
    """Yield what splits a line in two; where it is dashed, it must not join the dashes."""
    yield tag(
        "path", d=path_of(line.runs), fill="none", stroke=STYLE.colours.split, stroke_width=marks.stroke,
        stroke_opacity=STYLE.ornaments["twin"].opacity, stroke_linejoin="round",
        stroke_dasharray=dashes(line.dash),
    )  # fmt: skip


def _crosses(line: Line, marks: Marks) -> Iterator[str]:
    size, far = marks.size, number(2 * marks.size)
    path = "".join(
        f"M{number(x - size)} {number(y - size)}l{far} {far}"
        f"M{number(x - size)} {number(y + size)}l{far} -{far}"
        for run in line.runs
        for (x, y), _ in marks_on(run, marks.first, marks.period)
    )
    if path:
        yield tag("path", d=path, fill="none", stroke=line.ink, stroke_width=marks.stroke)


def _figures(ticks: str, line: Line, marks: Marks) -> Iterator[str]:
    """Yield figures, each turned as the line runs there."""
    look, half = STYLE.ornaments[ticks], marks.size / 2
    shapes = [
        [
            (x + (dx * along - dy * across) * half, y + (dy * along + dx * across) * half)
            for along, across in look.figure
        ]
        for run in line.runs
        for (x, y), (dx, dy) in marks_on(run, marks.first, marks.period)
    ]
    path = "".join("M" + "L".join(f"{number(x)} {number(y)}" for x, y in shape) for shape in shapes)
    if path:
        yield tag(
            "path", d=path, fill=line.ink if look.filled else "none", stroke=line.ink,
            stroke_width=marks.stroke,
        )  # fmt: skip


_DRAWERS: dict[str, Callable[[Line, Marks], Iterator[str]]] = {
    "beads": _beads,
    "rings": _rings,
    "bars": _bars,
    "rail": _bars,
    "twin": _twin,
    "crosses": _crosses,
    **{ticks: partial(_figures, ticks) for ticks, look in STYLE.ornaments.items() if look.figure},
}


def marks_on(
    run: np.ndarray[Any, Any], first: float, period: float
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield places at regular distances along a run, with the direction of the line there."""
    steps = np.diff(run, axis=0)
    lengths = np.hypot(steps[:, 0], steps[:, 1])
    sums = np.concatenate([[0.0], np.cumsum(lengths)])
    for distance in np.arange(first, sums[-1], period):
        index = min(int(np.searchsorted(sums, distance, side="right")) - 1, len(lengths) - 1)
        long = float(lengths[index]) or 1.0
        dx, dy = (float(value) / long for value in steps[index])
        over = float(distance - sums[index])
        yield (float(run[index, 0]) + dx * over, float(run[index, 1]) + dy * over), (dx, dy)


def spots_on(run: np.ndarray[Any, Any], period: float) -> list[tuple[float, float]]:
    """Return points along a run, at equal distances of about so much; at least one, in the middle."""
    line = shapely.linestrings(run)
    count = max(1, math.floor(line.length / period))
    points = shapely.line_interpolate_point(line, line.length * (np.arange(count) + 0.5) / count)
    return [(float(point.x), float(point.y)) for point in points]


def waves_on(runs: Runs) -> Runs:
    """Return runs that swing about a line: a way by sea."""
    look, waves = STYLE.ornaments["wave"], []
    for run in runs:
        points = [run[0].tolist()]
        along = 0.0
        for (x0, y0), (x1, y1) in pairwise(run.tolist()):
            dx, dy = x1 - x0, y1 - y0
            long = math.hypot(dx, dy)
            for s in np.arange(look.step, long, look.step):
                swing = math.sin((along + s) / look.length * 2 * math.pi) * look.height
                points.append([x0 + (dx * s - dy * swing) / long, y0 + (dy * s + dx * swing) / long])
            along += long
        points.append(run[-1].tolist())
        waves.append(np.array(points))
    return waves
