"""Territories and regions without edges, drawn as the page draws them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.model.scene import Symbol
from mapsvc.model.style import STYLE
from mapsvc.render.picture.boxes import Box
from mapsvc.render.picture.lines import runs_of
from mapsvc.render.picture.ornaments import path_of
from mapsvc.render.picture.svg_text import colour, dashes, path_data, tag
from mapsvc.render.picture.view import View

_SOFT, _AREAS, _EARTH = STYLE.soft, STYLE.areas, STYLE.earth


def disc_ring(lon: float, lat: float, radius_km: float) -> np.ndarray[Any, Any]:
    """Return a true circle on the globe as rows of longitude and latitude."""
    reach, phi = radius_km / _EARTH.radius_km, math.radians(lat)
    bearing = np.linspace(0, 2 * math.pi, _EARTH.disc_points, endpoint=False)
    phi2 = np.arcsin(math.sin(phi) * math.cos(reach) + math.cos(phi) * math.sin(reach) * np.cos(bearing))
    step = np.arctan2(
        np.sin(bearing) * math.sin(reach) * math.cos(phi), math.cos(reach) - math.sin(phi) * np.sin(phi2)
    )
    return np.column_stack([lon + np.degrees(step), np.degrees(phi2)])


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
    reach = max(_SOFT.least_px, abs(float(ring[0, 1]) - y))
    # Thinner, the more ground it covers.
    share = min(1.0, max(_SOFT.least_share, _SOFT.whole_px / reach))
    opacity = float(symbol.get("opacity", _SOFT.opacity)) * share
    stops = "".join(
        tag(
            "stop", offset=at, stop_color=colour(symbol["fill"]),
            stop_opacity=min(_SOFT.most_opacity, opacity * part),
        )
        for at, part in _SOFT.shades
    )  # fmt: skip
    shade = tag("radialGradient", stops, id=name, gradientUnits="userSpaceOnUse", cx=x, cy=y, r=reach)
    path = path_data(drawn)
    fill = shade + tag("path", d=path, fill=f"url(#{name})")
    if opacity < _SOFT.rimless_below and reach > _SOFT.rimless_px:
        return fill  # its name is enough
    dash = symbol.get("dash") or _SOFT.dash
    return fill + tag(
        "path", d=path, fill="none", stroke=colour(symbol["stroke"]), stroke_width=rim_px(symbol),
        stroke_opacity=_SOFT.rim_opacity[opacity >= _SOFT.bold_from], stroke_dasharray=dashes(dash),
        stroke_linecap="round" if dash[0] < 1 else None,
    )  # fmt: skip


def rim_px(symbol: Symbol) -> float:
    """Return how wide the rim of a region without edges is: a print in grey tells what matters by it."""
    return _SOFT.rim_px[float(symbol.get("opacity", _SOFT.opacity)) >= _SOFT.bold_from]


def area_svg(drawn: BaseGeometry, symbol: Symbol, view: View) -> str:
    """Return a territory in pixels: a pale fill, hatching, an edge."""
    fill = tag(
        "path", d=path_data(drawn), fill=colour(symbol["fill"]),
        fill_opacity=symbol.get("opacity", _AREAS.opacity), fill_rule="evenodd",
    )  # fmt: skip
    hatch = _hatchings(drawn, symbol, view) if symbol.get("hatch") is not None else ""
    if symbol.get("rim") is False:
        return fill + hatch
    dash = symbol.get("dash") or ()
    # The edge of what was cut at the frame is no edge of the territory.
    edge = shapely.boundary(drawn) & shapely.box(-5, -5, view.width + 5, view.height + 5)
    rim = tag(
        "path", d=path_data(edge), fill="none", stroke=colour(symbol["stroke"]), stroke_width=_AREAS.rim_px,
        stroke_dasharray=dashes(dash), stroke_linecap="round" if dash and dash[0] < 1 else None,
    )  # fmt: skip
    return fill + hatch + rim


def faded_svg(parts: list[str], edge: BaseGeometry, view: View, name: str) -> list[str]:
    """
    Return what was drawn so far, dying away towards a line on both sides of it.

    Parameters
    ----------
    parts
        From below upwards.
    edge
        Where the drawing ends, in degrees: a line round each frame of it.
    view
        What is shown.
    name
        Id of the mask.
    """
    strokes = "".join(_fade_strokes(each, view) for each in shapely.get_parts(edge))
    if not parts or not strokes:
        return parts
    box = {"x": 0, "y": 0, "width": view.width, "height": view.height}
    mask = tag("mask", tag("rect", fill="#fff", **box) + strokes, id=name, maskUnits="userSpaceOnUse", **box)
    return [mask + tag("g", "".join(parts), mask=f"url(#{name})")]


def _fade_strokes(edge: BaseGeometry, view: View) -> str:
    runs = runs_of(view.draw(edge, _AREAS.fade_px))
    if not runs:
        return ""
    path, (left, top, right, bottom) = path_of(runs), shapely.transform(edge, view.project).bounds
    return "".join(
        tag(
            "path", d=path, fill="none", stroke="#000", stroke_opacity=strength, stroke_width=width,
            stroke_linejoin="round",
        )
        for width, strength in fade_pens(min(right - left, bottom - top))
    )  # fmt: skip


def fade_pens(side: float) -> list[tuple[float, float]]:
    """
    Return how broad and how strong the strokes are, one over the other, that take a tint away.

    Together they leave nothing at their line and all of it at their reach, gently at either end, so that no
    step is seen. `ui/src/pure/ornaments.js` does the same.

    Parameters
    ----------
    side
        The lesser side of what fades, in pixels: most of it stays.
    """
    steps, left, pens = _AREAS.fade_steps, 1.0, []
    reach = min(_AREAS.fade_px, _AREAS.fade_share * side)
    for step in range(steps, 0, -1):
        at = (step - 1) / steps
        kept = at * at * (3 - 2 * at)
        pens.append((2 * reach * step / steps, 1 - kept / left))
        left = kept
    return pens


def _hatchings(drawn: BaseGeometry, symbol: Symbol, view: View) -> str:
    """Return the hatching of an area, or its stripes: one hatching of broad lines beside another."""
    stripes = symbol.get("stripes")
    if stripes:
        gap, across = _AREAS.stripe_px * len(stripes), _AREAS.stripe_px
        parts = [
            _hatching(
                drawn, symbol, view, gap, shift=across * index, stroke=colour(ink), stroke_width=across,
                stroke_opacity=_AREAS.stripe_strength,
            )
            for index, ink in enumerate(stripes)
        ]  # fmt: skip
        return "".join(parts)
    strength = float(symbol.get("strength", _AREAS.hatch_strength))
    return _hatching(
        drawn, symbol, view, float(symbol.get("gap") or _AREAS.hatch_gap_px), stroke=colour(symbol["stroke"]),
        stroke_opacity=strength, stroke_width=_AREAS.hatch_px[strength > _AREAS.hatch_bold_from],
    )  # fmt: skip


def _hatching(
    drawn: BaseGeometry, symbol: Symbol, view: View, gap: float, *, shift: float = 0.0, **pen: Any
) -> str:
    """Return parallel lines inside an area, as lines: patterns print coarsely in some programmes."""
    angle = math.radians(float(symbol["hatch"]))
    # On a page hatching stays where it is on the ground; a sheet does not move.
    off = math.hypot(view.width, view.height) / 2 + 60 - shift
    through = (view.width / 2 - off * math.sin(angle), view.height / 2 - off * math.cos(angle))
    ground = drawn if drawn.is_valid else shapely.make_valid(drawn)
    # A broad line ends at its middle: what it covers is cut to the area as well.
    lines = shapely.multilinestrings(
        shapely.linestrings(hatch_lines(view.box, through, float(symbol["hatch"]), gap))
    )
    if pen["stroke_width"] < _AREAS.stripe_px:
        return tag("path", d=path_data(shapely.intersection(lines, ground)), fill="none", **pen)
    broad = shapely.buffer(lines, pen["stroke_width"] / 2, cap_style="flat")
    inside = shapely.intersection(broad, ground)
    return tag(
        "path", d=path_data(inside), fill=pen["stroke"], fill_opacity=pen["stroke_opacity"],
        fill_rule="evenodd",
    )  # fmt: skip


def hatch_lines(box: Box, through: tuple[float, float], angle_deg: float, gap: float) -> np.ndarray[Any, Any]:
    """
    Return the lines of a hatching over a box, each as its two ends; one goes through a given point.

    An angle of 0 is level, of 45 rises to the right. `ui/src/pure/ornaments.js` does the same.
    """
    left, top, right, bottom = box
    angle = math.radians(angle_deg)
    along = np.array([math.cos(angle), -math.sin(angle)])
    across = np.array([math.sin(angle), math.cos(angle)])
    middle = np.array([left + right, top + bottom]) / 2
    reach = math.hypot(right - left, bottom - top) / 2
    phase = float((np.array(through) - middle) @ across)
    steps = np.arange(math.ceil((-reach - phase) / gap), math.floor((reach - phase) / gap) + 1)
    points = middle + (phase + steps * gap)[:, None] * across
    return np.stack([points - reach * along, points + reach * along], axis=1)
