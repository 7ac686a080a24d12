"""Shapes of a tiling as the lines that they are made of: what several share stands once, in short steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, groupby, pairwise
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

#: A point in whole steps, and a way from point to point.
_Spot = tuple[int, int]
_Run = list[_Spot]


def pack_shapes(shapes: Mapping[str, BaseGeometry], *, decimals: int) -> dict[str, Any]:
    """
    Return shapes as a document that `ui/src/pure/lines.js` makes features of.

    Parameters
    ----------
    shapes
        Lines and polygons in degrees, by id. Where they meet they have the same points.
    decimals
        Of a degree.

    Returns
    -------
    document
        `unit` steps are a degree. Of each of `lines` the start and the steps from point to point, x and y in
        turn. A shape has its type and, nested as GeoJSON nests coordinates, which lines its runs are made of:
        `-1 - n` is line n from its end.
    """
    unit = 10**decimals
    drawn = {key: _runs_of(shape, unit) for key, shape in shapes.items()}
    lines = _Lines(run for runs in drawn.values() for run in _flat(runs))
    packed = {
        key: {"type": shapes[key].geom_type, "lines": _nested(runs, lines)} for key, runs in drawn.items()
    }
    return {
        "type": "SharedLines",
        "unit": unit,
        "lines": [_steps(line) for line in lines.known],
        "shapes": packed,
    }


class _Lines:
    """The lines between the points at which runs meet, part or end."""

    def __init__(self, runs: Iterable[_Run]) -> None:
        self.known: dict[tuple[_Spot, ...], int] = {}
        self._beside: dict[_Spot, set[frozenset[_Spot]]] = {}
        self._ends: set[_Spot] = set()
        for run in runs:
            closed = run[0] == run[-1]
            if not closed:
                self._ends |= {run[0], run[-1]}
            before = [run[-2], *run[:-1]] if closed else run[:-2]
            at, after = (run[:-1], run[1:]) if closed else (run[1:-1], run[2:])
            for one, point, other in zip(before, at, after, strict=False):
                self._beside.setdefault(point, set()).add(frozenset((one, other)))

    def _is_node(self, point: _Spot) -> bool:
        return point in self._ends or len(self._beside[point]) > 1

    def of(self, run: _Run) -> list[int]:
        """Return which lines a run is made of, in its direction."""
        if run[0] == run[-1]:
            # A ring begins at a node; one without any where each that goes the same way does.
            first = next((at for at, point in enumerate(run) if self._is_node(point)), run.index(min(run)))
            run = [*run[first:-1], *run[: first + 1]]
        nodes = [at for at, point in enumerate(run[1:-1], start=1) if self._is_node(point)]
        cuts = [0, *nodes, len(run) - 1]
        return [self._number(tuple(run[a : b + 1])) for a, b in pairwise(cuts)]

    def _number(self, line: tuple[_Spot, ...]) -> int:
        back = line[::-1]
        if back in self.known and back != line:
            return -1 - self.known[back]
        return self.known.setdefault(line, len(self.known))


def _runs_of(shape: BaseGeometry, unit: int) -> Any:
    """Return the runs of a shape in whole steps, nested as GeoJSON nests its coordinates."""
    kind = shape.geom_type
    if kind.endswith("Polygon"):
        shape = shapely.orient_polygons(shape)
    if kind.startswith("Multi"):
        parts = (_runs_of(part, unit) for part in shapely.get_parts(shape))
        return [part for part in parts if part]
    if kind == "Polygon":
        rings = [_run_of(ring, unit) for ring in (shape.exterior, *shape.interiors)]
        # A ring that is smaller than a step is nothing; without its outer one there is no polygon.
        return [ring for ring in rings if len(ring) > 3] if len(rings[0]) > 3 else []
    run = _run_of(shape, unit)
    return run if len(run) > 1 else run * 2


def _run_of(line: BaseGeometry, unit: int) -> _Run:
    spots = [(round(x * unit), round(y * unit)) for x, y in shapely.get_coordinates(line).tolist()]
    return [spot for spot, _ in groupby(spots)]


def _flat(runs: Any) -> Iterator[_Run]:
    if runs and isinstance(runs[0], tuple):
        yield runs
        return
    for part in runs:
        yield from _flat(part)


def _nested(runs: Any, lines: _Lines) -> list[Any]:
    if runs and isinstance(runs[0], tuple):
        return lines.of(runs)
    return [_nested(part, lines) for part in runs]


def _steps(line: tuple[_Spot, ...]) -> list[int]:
    steps = ((x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise(line))
    return [*line[0], *chain.from_iterable(steps)]
