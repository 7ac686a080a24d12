"""Lines, arrows, and ways of which only the ends are known, drawn as the page draws them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from mapsvc.model.scene import Symbol
from mapsvc.model.style import STYLE
from mapsvc.render.picture.letters import Style, set_text
from mapsvc.render.picture.ornaments import Line, Runs, ornament_svg, path_of, spots_on, waves_on
from mapsvc.render.picture.svg_text import colour, dashes, number, tag

_LINES, _BAND = STYLE.lines, STYLE.band


def runs_of(drawn: BaseGeometry) -> Runs:
    """Return the lines of a geometry of pixels as rows of x and y."""
    return [shapely.get_coordinates(part) for part in _lines(drawn) if shapely.get_num_coordinates(part) > 1]


def _lines(drawn: BaseGeometry) -> list[BaseGeometry]:
    found: list[BaseGeometry] = []
    for part in shapely.get_parts(drawn):
        if part.geom_type == "LineString" and not part.is_empty:
            found.append(part)
        elif part.geom_type.startswith(("Multi", "Geometry")):
            found.extend(_lines(part))
    return found


def line_svg(runs: Runs, symbol: Symbol) -> str:
    """
    Return a line with its casing, dashes and ornament; an arrow with its head.

    Parameters
    ----------
    runs
        Pixels, in the direction of the line.
    symbol
        Of type `line` or `arrow`.
    """
    arrow = symbol["type"] == "arrow"
    if arrow:
        runs = before_sign(runs)
    if not runs:
        return ""
    shown = path_of(waves_on(runs) if symbol.get("ticks") == "wave" else runs)
    width, ink = float(symbol["width"]), colour(symbol["color"])
    dash = tuple(symbol.get("dash") or ())
    parts = []
    casing = colour(symbol["casing"]) if symbol.get("casing") else STYLE.colours.casing if arrow else None
    if casing:
        # The gaps of a doubtful line are no line of their own.
        solid, dashed, dotted = _LINES.casing_opacity
        opacity = solid if not dash else dotted if dash[0] < _LINES.dotted_below else dashed
        parts.append(_stroke(shown, casing, width + _LINES.casing_px, opacity=opacity))
    parts.append(_stroke(shown, ink, width, dash=dash))
    parts.append(ornament_svg(symbol.get("ticks") or "", Line(runs, width, ink, dash)))
    if arrow:
        parts.append(_head(runs[-1], width, ink))
    return "".join(parts)


def _stroke(path: str, ink: str, width: float, *, dash: Sequence[float] = (), opacity: float = 1.0) -> str:
    return tag(
        "path", d=path, fill="none", stroke=ink, stroke_width=width,
        stroke_opacity=opacity if opacity < 1 else None,
        stroke_linejoin="round", stroke_dasharray=dashes(dash),
        stroke_linecap="round" if dash and dash[0] < 1 else None,
    )  # fmt: skip


def before_sign(runs: Runs) -> Runs:
    """Cut the end of the last run, so that an arrow's head stands before the sign it points at."""
    if not runs:
        return runs
    line = shapely.linestrings(runs[-1])
    if line.length <= 2 * _LINES.before_sign_px:
        return runs
    return [*runs[:-1], shapely.get_coordinates(substring(line, 0, line.length - _LINES.before_sign_px))]


def _head(run: np.ndarray[Any, Any], width: float, ink: str) -> str:
    tip, (least, more, most) = run[-1], _LINES.head_px
    long = least + min(width, most) * more
    d = "M" + "L".join(f"{number(x * long)} {number(y * long)}" for x, y in _LINES.head) + "Z"
    at = f"translate({number(float(tip[0]))} {number(float(tip[1]))})"
    return tag(
        "path", d=d, fill=ink, stroke=STYLE.colours.casing, stroke_width=_LINES.head_edge_px,
        paint_order="stroke", stroke_linejoin="round",
        transform=f"{at} rotate({number(math.degrees(heading_of(run)))})",
    )  # fmt: skip


def heading_of(run: np.ndarray[Any, Any]) -> float:
    """Return which way the end of a run points, in radians: from a point some pixels back."""
    tip = run[-1]
    far = np.flatnonzero(np.hypot(*(run - tip).T) >= _LINES.head_back_px)
    back = run[int(far[-1])] if len(far) else run[0]
    return math.atan2(float(tip[1] - back[1]), float(tip[0] - back[0]))


def band_svg(runs: Runs, symbol: Symbol, half_px: float) -> str:
    """
    Return a way of which only the ends are known: soft to both sides and asked about, not a line to follow.

    Parameters
    ----------
    runs
        Of the line in its middle.
    symbol
        With a `band`.
    half_px
        Half its width.
    """
    ink, half = colour(symbol["color"]), max(_BAND.least_px, half_px)
    path = path_of(runs)
    strokes = [
        tag(
            "path", d=path, fill="none", stroke=ink, stroke_opacity=symbol.get("strength", _BAND.strength),
            stroke_width=half * 2 * share, stroke_linecap="round", stroke_linejoin="round",
        )
        for share in _BAND.shares
    ]  # fmt: skip
    style = Style(
        size=_BAND.mark_px, face="Bold", fill=ink, halo=STYLE.colours.split, halo_width=_BAND.halo_px
    )
    marks = [
        set_text(["?"], x, y + 0.36 * style.size, style, anchor="middle")
        for run in runs
        for x, y in spots_on(run, _BAND.asked_px)
    ]
    return "".join([*strokes, *marks])
