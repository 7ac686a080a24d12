"""Boxes of pixels: left, top, right, bottom."""

from __future__ import annotations

Box = tuple[float, float, float, float]


def overlap(a: Box, b: Box) -> bool:
    """Tell whether two boxes share more than an edge."""
    return a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]
