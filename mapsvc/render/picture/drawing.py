"""Areas, soft regions, lines, journeys and arrows of a picture, drawn as the page draws them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.model.scene import Symbol
from mapsvc.render.picture.svg_text import colour, dashes, number, path_data, tag
from mapsvc.render.picture.view import View

_CASING = "#fffcf3"
_EARTH_KM = 6371.0088
_DISC_POINTS = 72
#: An arrow's head stands this far before the sign that it points at, in pixels.
_BEFORE_SIGN_PX = 11.0
#: Parts of a region's opacity from its middle to its rim: nobody knows where it ends.
_SHADES = ((0.0, 2.1), (0.45, 1.7), (0.8, 0.8), (1.0, 0.12))


def disc_ring(lon: float, lat: float, radius_km: float) -> np.ndarray[Any, Any]:
    """Return a true circle on the globe as rows of longitude and latitude."""
    reach, phi = radius_km / _EARTH_KM, math.radians(lat)
    bearing = np.linspace(0, 2 * math.pi, _DISC_POINTS, endpoint=False)
    phi2 = np.arcsin(math.sin(phi) * math.cos(reach) + math.cos(phi) * math.sin(reach) * np.cos(bearing))
    step = np.arctan2(
        np.sin(bearing) * math.sin(reach) * math.cos(phi), math.cos(reach) - math.sin(phi) * np.sin(phi2)
    )
    return np.column_stack([lon + np.degrees(step), np.degrees(phi2)])


# ---- areas -------------------------------------------------------------------------------------


def soft_svg(view: View, lon: float, lat: float, radius_km: float, symbol: Symbol, name: str) -> str:
    """
    Return a region without edges: a shade that fades, and a dotted rim.

    Parameters
    ----------
    view
        What is shown.
    lon, lat, radius_km
        The middle and how far it reaches.
    symbol
        Of type `soft`.
    name
        Id of its shade.
    """
    ring = view.project(disc_ring(lon, lat, radius_km))
    drawn = shapely.clip_by_rect(shapely.Polygon(ring), *view.box)
    if drawn.is_empty:
        return ""
    x, y = view.point(lon, lat)
    reach = max(4.0, abs(float(ring[0, 1]) - y))
    # Thinner, the more ground it covers.
    opacity = float(symbol.get("opacity", 0.2)) * min(1.0, max(0.72, 150 / reach))
    stops = "".join(
        tag("stop", offset=at, stop_color=colour(symbol["fill"]), stop_opacity=min(0.6, opacity * share))
        for at, share in _SHADES
    )
    shade = tag("radialGradient", stops, id=name, gradientUnits="userSpaceOnUse", cx=x, cy=y, r=reach)
    path = path_data(drawn)
    fill = shade + tag("path", d=path, fill=f"url(#{name})")
    if opacity < 0.08 and reach > 100:
        return fill  # its name is enough
    dash = symbol.get("dash") or (0.1, 5)
    return fill + tag(
        "path", d=path, fill="none", stroke=colour(symbol["stroke"]), stroke_width=rim_px(symbol),
        stroke_opacity=0.45 if opacity < 0.1 else 0.7, stroke_dasharray=dashes(dash),
        stroke_linecap="round" if dash[0] < 1 else None,
    )  # fmt: skip


def rim_px(symbol: Symbol) -> float:
    """Return how wide the rim of a region without edges is: a print in grey tells what matters by it."""
    return 2.2 if float(symbol.get("opacity", 0.2)) >= 0.1 else 1.2


def area_svg(drawn: BaseGeometry, symbol: Symbol, view: View) -> str:
    """Return a territory in pixels: a pale fill, hatching, an edge."""
    fill = tag(
        "path", d=path_data(drawn), fill=colour(symbol["fill"]), fill_opacity=symbol.get("opacity", 0.15),
        fill_rule="evenodd",
    )  # fmt: skip
    hatch = _hatching(drawn, symbol, view) if symbol.get("hatch") is not None else ""
    if symbol.get("rim") is False:
        return fill + hatch
    dash = symbol.get("dash") or ()
    # The edge of what was cut at the frame is no edge of the territory.
    edge = shapely.boundary(drawn) & shapely.box(-5, -5, view.width + 5, view.height + 5)
    rim = tag(
        "path", d=path_data(edge), fill="none", stroke=colour(symbol["stroke"]), stroke_width=1.6,
        stroke_dasharray=dashes(dash), stroke_linecap="round" if dash and dash[0] < 1 else None,
    )  # fmt: skip
    return fill + hatch + rim


def _hatching(drawn: BaseGeometry, symbol: Symbol, view: View) -> str:
    """Return parallel lines inside an area, as lines: patterns print coarsely in some programmes."""
    gap, angle = float(symbol.get("gap") or 9), math.radians(float(symbol["hatch"]))
    # The page's hatching runs at right angles to what the angle says of lines that start upright.
    along, across = (
        np.array([math.cos(angle), -math.sin(angle)]),
        np.array([math.sin(angle), math.cos(angle)]),
    )
    middle = np.array([view.width, view.height]) / 2
    reach = math.hypot(view.width, view.height) / 2 + 60
    offsets = np.arange(-reach, reach, gap)
    starts = middle + offsets[:, None] * across - reach * along
    ends = middle + offsets[:, None] * across + reach * along
    lines = shapely.multilinestrings(shapely.linestrings(np.stack([starts, ends], axis=1)))
    inside = shapely.intersection(lines, drawn if drawn.is_valid else shapely.make_valid(drawn))
    strength = float(symbol.get("strength", 0.5))
    return tag(
        "path", d=path_data(inside), fill="none", stroke=colour(symbol["stroke"]), stroke_opacity=strength,
        stroke_width=1.5 if strength > 0.6 else 1,
    )  # fmt: skip


# ---- lines -------------------------------------------------------------------------------------


def runs_of(drawn: BaseGeometry) -> list[np.ndarray[Any, Any]]:
    """Return the lines of a geometry of pixels as rows of x and y."""
    return [
        shapely.get_coordinates(part)
        for part in shapely.get_parts(shapely.multilinestrings(_lines(drawn)))
        if shapely.get_num_coordinates(part) > 1
    ]


def _lines(drawn: BaseGeometry) -> list[BaseGeometry]:
    found: list[BaseGeometry] = []
    for part in shapely.get_parts(drawn):
        if part.geom_type == "LineString" and not part.is_empty:
            found.append(part)
        elif part.geom_type.startswith(("Multi", "Geometry")):
            found.extend(_lines(part))
    return found


def line_svg(runs: list[np.ndarray[Any, Any]], symbol: Symbol) -> str:
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
        runs = _before_sign(runs)
    if not runs:
        return ""
    path = _path(runs)
    shown = _wave(runs, 2.4, 11.0) if symbol.get("ticks") == "wave" else path
    width, ink = float(symbol["width"]), colour(symbol["color"])
    dash = tuple(symbol.get("dash") or ())
    parts = []
    casing = colour(symbol["casing"]) if symbol.get("casing") else _CASING if arrow else None
    if casing:
        # The gaps of a doubtful line are no line of their own.
        parts.append(_stroke(shown, casing, width + 3, opacity=0.7 if dash else None))
    parts.append(_stroke(shown, ink, width, dash=dash))
    ornament = _ORNAMENTS.get(symbol.get("ticks") or "")
    if ornament:
        parts.extend(ornament(runs, width, ink, dash))
    if arrow:
        parts.append(_head(runs[-1], width, ink))
    return "".join(parts)


def _path(runs: list[np.ndarray[Any, Any]]) -> str:
    return path_data(shapely.multilinestrings([shapely.linestrings(run) for run in runs]))


def _stroke(
    path: str,
    ink: str,
    width: float,
    *,
    dash: tuple[float, ...] = (),
    opacity: float | None = None,
    offset: float = 0.0,
    cap: str | None = None,
) -> str:
    return tag(
        "path", d=path, fill="none", stroke=ink, stroke_width=width, stroke_opacity=opacity,
        stroke_linejoin="round", stroke_dasharray=dashes(dash), stroke_dashoffset=offset or None,
        stroke_linecap=cap or ("round" if dash and dash[0] < 1 else None),
    )  # fmt: skip


_Runs = list[np.ndarray[Any, Any]]


def _beads(runs: _Runs, width: float, ink: str, dash: tuple[float, ...]) -> Iterator[str]:
    yield from _discs(runs, 22, (width + 4.5) / 2, ink)


def _rings(runs: _Runs, width: float, ink: str, dash: tuple[float, ...]) -> Iterator[str]:
    for radius, shade in (((width + 6) / 2, ink), ((width + 2) / 2, "#fff")):
        yield from _discs(runs, 26, radius, shade)


def _discs(runs: _Runs, period: float, radius: float, ink: str) -> Iterator[str]:
    centres = [point for run in runs for point, _ in _marks(run, period)]
    r = number(radius)
    path = "".join(
        f"M{number(x - radius)} {number(y)}a{r} {r} 0 1 0 {number(2 * radius)} 0"
        f"a{r} {r} 0 1 0 {number(-2 * radius)} 0Z"
        for x, y in centres
    )
    if path:
        yield tag("path", d=path, fill=ink)


def _bars(runs: _Runs, width: float, ink: str, dash: tuple[float, ...]) -> Iterator[str]:
    yield from _across(runs, 26, (width + 6) / 2, ink, 1.8)


def _sleepers(runs: _Runs, width: float, ink: str, dash: tuple[float, ...]) -> Iterator[str]:
    beat = dash[0] + dash[1] if len(dash) > 1 else 14
    period = beat * math.ceil(14 / beat + (1 if beat < 14 else 0))
    yield from _across(runs, period, (width + 5) / 2, ink, 1.6)


def _across(runs: _Runs, period: float, reach: float, ink: str, width: float) -> Iterator[str]:
    path = "".join(
        f"M{number(x - dy * reach)} {number(y + dx * reach)}"
        f"l{number(2 * dy * reach)} {number(-2 * dx * reach)}"
        for run in runs
        for (x, y), (dx, dy) in _marks(run, period)
    )
    if path:
        yield tag("path", d=path, fill="none", stroke=ink, stroke_width=width)


def _twin(runs: _Runs, width: float, ink: str, dash: tuple[float, ...]) -> Iterator[str]:
    yield _stroke(_path(runs), "#fffdf6", max(1.0, width * 0.38), opacity=0.95)


def _crosses(runs: _Runs, width: float, ink: str, dash: tuple[float, ...]) -> Iterator[str]:
    size = width + 2.5
    far = number(2 * size)
    path = "".join(
        f"M{number(x - size)} {number(y - size)}l{far} {far}"
        f"M{number(x - size)} {number(y + size)}l{far} -{far}"
        for run in runs
        for (x, y), _ in _marks(run, 24)
    )
    if path:
        yield tag("path", d=path, fill="none", stroke=ink, stroke_width=max(1.6, width * 0.6))


#: What tells lines of one colour apart: each means a mode of travel or the status of a border.
_ORNAMENTS: dict[str, Callable[[_Runs, float, str, tuple[float, ...]], Iterator[str]]] = {
    "beads": _beads,
    "rings": _rings,
    "bars": _bars,
    "rail": _sleepers,
    "twin": _twin,
    "crosses": _crosses,
}


def _marks(
    run: np.ndarray[Any, Any], period: float
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield places at regular distances along a run, with the direction of the line there."""
    steps = np.diff(run, axis=0)
    lengths = np.hypot(steps[:, 0], steps[:, 1])
    sums = np.concatenate([[0.0], np.cumsum(lengths)])
    for distance in np.arange(period / 2, sums[-1], period):
        index = min(int(np.searchsorted(sums, distance, side="right")) - 1, len(lengths) - 1)
        long = float(lengths[index]) or 1.0
        dx, dy = (float(value) / long for value in steps[index])
        over = float(distance - sums[index])
        yield (float(run[index, 0]) + dx * over, float(run[index, 1]) + dy * over), (dx, dy)


def _wave(runs: _Runs, height: float, length: float) -> str:
    """Return the path of a line that swings about the runs: a way by sea."""
    waves = []
    for run in runs:
        points = [run[0].tolist()]
        along = 0.0
        for (x0, y0), (x1, y1) in pairwise(run.tolist()):
            dx, dy = x1 - x0, y1 - y0
            long = math.hypot(dx, dy)
            for s in np.arange(2.0, long, 2.0):
                swing = math.sin((along + s) / length * 2 * math.pi) * height
                points.append([x0 + (dx * s - dy * swing) / long, y0 + (dy * s + dx * swing) / long])
            along += long
        points.append(run[-1].tolist())
        waves.append(np.array(points))
    return _path(waves)


def _before_sign(runs: _Runs) -> _Runs:
    """Cut the end of the last run, so that an arrow's head stands before the sign it points at."""
    if not runs:
        return runs
    line = shapely.linestrings(runs[-1])
    if line.length <= 2 * _BEFORE_SIGN_PX:
        return runs
    from shapely.ops import substring

    return [*runs[:-1], shapely.get_coordinates(substring(line, 0, line.length - _BEFORE_SIGN_PX))]


def _head(run: np.ndarray[Any, Any], width: float, ink: str) -> str:
    tip = run[-1]
    away = np.hypot(*(run - tip).T)
    far = np.flatnonzero(away >= 14)
    back = run[int(far[-1])] if len(far) else run[0]
    angle = math.degrees(math.atan2(float(tip[1] - back[1]), float(tip[0] - back[0])))
    long = 8 + min(width, 3.2) * 3
    points = ((0.55, 0.0), (-0.55, 0.44), (-0.3, 0.0), (-0.55, -0.44))
    d = "M" + "L".join(f"{number(x * long)} {number(y * long)}" for x, y in points) + "Z"
    at = f"translate({number(float(tip[0]))} {number(float(tip[1]))}) rotate({number(angle)})"
    return tag(
        "path", d=d, fill=ink, stroke=_CASING, stroke_width=3, paint_order="stroke",
        stroke_linejoin="round", transform=at,
    )  # fmt: skip
