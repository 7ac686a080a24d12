"""The features of a map as they are drawn: areas below lines, signs last."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely

from mapsvc.model.longitude import TURN
from mapsvc.model.scene import MapFeature, Scene
from mapsvc.model.style import STYLE
from mapsvc.render.picture.areas import area_svg, faded_svg, soft_svg
from mapsvc.render.picture.lines import band_svg, line_svg, runs_of
from mapsvc.render.picture.signs import Sign, place_signs, seen_symbols
from mapsvc.render.picture.view import View


@dataclass
class DrawnFeatures:
    """What is drawn: SVG from below upwards, pixels of each line by its feature's id, symbols in use."""

    svg: list[str] = field(default_factory=list)
    runs: dict[str, list[np.ndarray[Any, Any]]] = field(default_factory=dict)
    symbols: set[str] = field(default_factory=set)


def draw_features(scene: Scene, view: View, prefix: str) -> tuple[DrawnFeatures, list[Sign]]:
    """Draw what is in view, and place the signs; `prefix` begins the ids of shades."""
    symbols = scene.symbols
    features = list(scene.features())
    signs = place_signs(view, features, symbols)
    found = DrawnFeatures()
    found.symbols |= seen_symbols(signs)
    drawn = [feature for feature in features if symbols[feature.symbol]["type"] in STYLE.ranks]
    drawn.sort(key=lambda feature: _rank(symbols[feature.symbol]))
    for index, feature in enumerate(drawn):
        symbol, name = symbols[feature.symbol], f"{prefix}-s{index}"
        if symbol.get("fade"):
            found.svg = faded_svg(found.svg, feature.geometry, view, name)
            found.symbols.add(feature.symbol)
            continue
        svg = _draw_feature(feature, symbol, view, found, name)
        if svg:
            found.svg.append(svg)
            found.symbols.add(feature.symbol)
    return found, signs


def _rank(symbol: dict[str, Any]) -> float:
    """Return how high a feature lies: what its symbol says, else what its type does."""
    return float(symbol.get("rank", STYLE.ranks[symbol["type"]]))


def _draw_feature(
    feature: MapFeature, symbol: dict[str, Any], view: View, found: DrawnFeatures, name: str
) -> str:
    """Return a feature as SVG, or nothing if none of it is in view."""
    if symbol["type"] == "soft":
        points = [part for part in shapely.get_parts(feature.geometry) if part.geom_type == "Point"]
        spots = [(lon, point.y) for point in points for lon in _lons(view, point.x)]
        return "".join(
            soft_svg(view, lon, lat, feature.radius_km or 1.0, symbol, f"{name}-{index}")
            for index, (lon, lat) in enumerate(spots)
        )
    drawn = view.draw(feature.geometry)
    if drawn.is_empty or not view.shows(drawn):
        return ""
    if symbol["type"] == "area":
        return area_svg(drawn, symbol, view)
    runs = runs_of(drawn)
    found.runs[feature.id] = runs
    if symbol.get("band"):
        return band_svg(runs, symbol, _half_px(view, feature))
    return line_svg(runs, symbol)


def _lons(view: View, lon: float) -> tuple[float, ...]:
    """Return the longitudes at which a wide view may show a region: it reaches beyond its middle."""
    if view.width < view.scale / 2:
        return (lon,)
    return (lon, lon - TURN, lon + TURN)


def _half_px(view: View, feature: MapFeature) -> float:
    """Return half the width of a band in pixels, in the middle of its line."""
    _, south, _, north = feature.geometry.bounds
    lat = math.radians((south + north) / 2)
    return (feature.band_km or 0.0) / (2 * math.pi * STYLE.earth.radius_km * math.cos(lat)) * view.scale
