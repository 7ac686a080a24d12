"""A way of which only the ends are known: soft to both sides and asked about, not a line to follow."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import shapely

from mapsvc.model.scene import Symbol
from mapsvc.render.picture.letters import Style, set_text
from mapsvc.render.picture.svg_text import colour, path_data, tag

_LEAST_HALF_PX = 9.0
#: Strokes one on the other, in parts of the band's width: dense in the middle.
_SHARES = (1.0, 0.76, 0.52, 0.3)
_ASKED_EVERY_PX = 64.0
_MARK_PX = 15.0


def band_svg(runs: Sequence[np.ndarray[Any, Any]], symbol: Symbol, half_px: float) -> str:
    """
    Return a band along runs of pixels, with question marks in it.

    Parameters
    ----------
    runs
        Of the line in its middle.
    symbol
        With a `band`.
    half_px
        Half its width.
    """
    ink, half = colour(symbol["color"]), max(_LEAST_HALF_PX, half_px)
    path = path_data(shapely.multilinestrings([shapely.linestrings(run) for run in runs]))
    strokes = [
        tag(
            "path", d=path, fill="none", stroke=ink, stroke_opacity=symbol.get("strength", 0.12),
            stroke_width=half * 2 * share, stroke_linecap="round", stroke_linejoin="round",
        )
        for share in _SHARES
    ]  # fmt: skip
    style = Style(size=_MARK_PX, face="Bold", fill=ink, halo="#fffdf6", halo_width=3)
    marks = [
        set_text(["?"], x, y + 0.36 * style.size, style, anchor="middle")
        for run in runs
        for x, y in _spots(run)
    ]
    return "".join([*strokes, *marks])


def _spots(run: np.ndarray[Any, Any]) -> Iterator[tuple[float, float]]:
    """Yield points along a run, at equal distances; at least one, in the middle."""
    line = shapely.linestrings(run)
    count = max(1, math.floor(line.length / _ASKED_EVERY_PX))
    for index in range(count):
        point = shapely.line_interpolate_point(line, line.length * (index + 0.5) / count)
        yield float(shapely.get_x(point)), float(shapely.get_y(point))
