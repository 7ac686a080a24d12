"""Longitudes as numbers alone: within the world, and the window that shows several; shapes: `meridian`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

#: The whole way round, and half of it: no step of a line is longer than half.
TURN, HALF = 360.0, 180.0

Span = tuple[float, float]


def within(lon: float) -> float:
    """Return a longitude within ±180; one that is so already stays, 180 too."""
    return lon if abs(lon) <= HALF else (lon + HALF) % TURN - HALF


def window(spans: Iterable[Span]) -> Span:
    """
    Return the narrowest window of longitudes that shows all spans, at whichever turn each may be shown.

    Parameters
    ----------
    spans
        West and east in degrees, west at most east; at least one.

    Returns
    -------
    window
        Where it crosses the line, its west lies within ±180 and its east beyond. If the spans leave no gap:
        the whole world, cut where the fewest of them are, in the middle of the widest such stretch.
    """
    found = list(spans)
    plain = min(west for west, _ in found), max(east for _, east in found)
    if plain[1] - plain[0] <= HALF:
        return plain
    turned = sorted((west % TURN, east - west) for west, east in found)
    reach = max(west + width for west, width in turned) - TURN
    gap, first = max(TURN - (plain[1] - plain[0]), 0.0), None
    for west, width in turned:
        if west - reach > gap + 1e-9:
            gap, first = west - reach, west
        reach = max(reach, west + width)
    if first is None:
        return plain if gap > 0 else _whole_world(found)
    west = within(first)
    return west, west + TURN - gap


def _whole_world(spans: Sequence[Span]) -> Span:
    """Return the world cut where it costs least: a way round it is broken once, and far from its halts."""
    parts = [(west % TURN, east - west) for west, east in spans if east - west < TURN]
    if not parts or all(west >= -HALF and east <= HALF for west, east in spans):
        return -HALF, HALF
    edges = sorted({edge % TURN for west, width in parts for edge in (west, west + width)})

    def cost(stretch: Span) -> tuple[int, float]:
        start, end = stretch
        middle = (start + end) / 2
        return sum((middle - west) % TURN < width for west, width in parts), start - end

    start, end = min(pairwise([*edges, edges[0] + TURN]), key=cost)
    west = within((start + end) / 2)
    return west, west + TURN
