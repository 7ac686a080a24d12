"""Whose line is the nearest: the name of a line stands nearer to its own than to any other, all along."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mapsvc.model.style import STYLE
from mapsvc.render.picture.line_places import with_steps

_ALONG = STYLE.line_names
#: So many points of a line at most between two of its own.
_MOST_SAMPLES = 400


@dataclass(frozen=True, eq=False)
class Samples:
    """Points on the lines of a map as rows of x and y, and which strand each belongs to."""

    points: np.ndarray[Any, Any]
    of: np.ndarray[Any, Any]

    def is_nearest(self, strand: str, x: float, y: float) -> bool:
        """Tell whether a strand is the nearest of all at a point, by enough to be told."""
        apart = np.hypot(self.points[:, 0] - x, self.points[:, 1] - y)
        own = self.of == strand
        nearest, other = (float(apart[which].min(initial=math.inf)) for which in (own, ~own))
        return nearest + float(_ALONG.own_px) < other

    def reads_as_own(
        self, strand: str, middle: tuple[float, float], angle: float, size: tuple[float, float]
    ) -> bool:
        """Tell whether a name reads as that of its strand: at each of its points, and by its nearest edge."""
        (x, y), (width, height) = middle, size
        for index in range(_ALONG.checks):
            along = width * (index / (_ALONG.checks - 1) - 0.5)
            if not self.is_nearest(strand, x + math.cos(angle) * along, y + math.sin(angle) * along):
                return False
        dx, dy = (self.points - (x, y)).T
        beside = np.maximum(0, np.abs(dx * math.cos(angle) + dy * math.sin(angle)) - width / 2)
        above = np.maximum(0, np.abs(dy * math.cos(angle) - dx * math.sin(angle)) - height / 2)
        apart, own = beside**2 + above**2, self.of == strand
        return bool(apart[own].min(initial=math.inf) < apart[~own].min(initial=math.inf))


def samples_of(lines: Iterable[tuple[str, Sequence[np.ndarray[Any, Any]]]]) -> Samples | None:
    """Return points on the lines of a map, given as strands with their runs; nothing if all are of one."""
    points, of = [], []
    for strand, runs in lines:
        for run in runs:
            dense = with_steps(run, _ALONG.sample_px, most=_MOST_SAMPLES)
            points.append(dense)
            of += [strand] * len(dense)
    return Samples(np.vstack(points), np.array(of)) if len({*of}) > 1 else None
