"""One map of a picture: the ground, features, signs, words and a scale bar, perhaps an inset."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import shapely

from mapsvc.model.geometry import Bounds
from mapsvc.model.meridian import TURN
from mapsvc.model.scene import MapFeature, Scene
from mapsvc.render.picture.band import band_svg
from mapsvc.render.picture.beyond import place_pointers
from mapsvc.render.picture.drawing import area_svg, line_svg, runs_of, soft_svg
from mapsvc.render.picture.furniture import INK, scale_bar
from mapsvc.render.picture.ground import ground_svg
from mapsvc.render.picture.labels import Placed, place_words, word_svg
from mapsvc.render.picture.signs import Box, Sign, place_signs, sign_svg
from mapsvc.render.picture.svg_text import number, tag
from mapsvc.render.picture.view import View, fit_view
from mapsvc.render.picture.words import feature_words, ground_words
from mapsvc.scene.symbology import RED

_EARTH_ROUND_KM = 2 * math.pi * 6371.0088
_RANKS = {"area": 0, "soft": 1, "line": 2, "arrow": 4}
#: An inset takes this part of the map's breadth, and never more than this of its height.
_INSET_SHARE, _INSET_MOST_HIGH = 0.3, 0.42
_CORNER_PX = 12.0
#: A locator takes this part of the map's breadth, and is this high for its breadth.
_LOCATOR_SHARE, _LOCATOR_HIGH = 0.24, 0.68
#: A box smaller than this is marked by a ring.
_SEEN_BOX_PX = 11.0
#: About what a scale bar covers.
_BAR_PX, _BAR_HIGH_PX = 160.0, 36.0


@dataclass(frozen=True, kw_only=True)
class Panel:
    """
    A map to draw.

    Attributes
    ----------
    scene
        With the layers that are to be shown.
    heading
        What it shows, if there are several.
    inset
        A box of degrees that is shown again, larger.
    locator
        A box of degrees round the map, shown small with the map's own place in it.
    locates
        The box whose place this map shows, if it is a locator itself.
    """

    scene: Scene
    heading: str = ""
    inset: Bounds | None = None
    locator: Bounds | None = None
    locates: Bounds | None = None


@dataclass(frozen=True)
class DrawnPanel:
    """A drawn map: SVG from its upper left corner, symbols drawn, words placed, what these keep off."""

    svg: str
    symbols: frozenset[str]
    words: tuple[Placed, ...]
    obstacles: tuple[Box, ...]


@dataclass
class _Features:
    """The features of a map as they are drawn."""

    svg: list[str] = field(default_factory=list)
    runs: dict[str, list[np.ndarray[Any, Any]]] = field(default_factory=dict)
    symbols: set[str] = field(default_factory=set)


def draw_panel(panel: Panel, width: float, height: float, *, prefix: str, density: float) -> DrawnPanel:
    """
    Draw one map into a frame.

    Parameters
    ----------
    panel
        The map.
    width, height
        Of the frame in pixels.
    prefix
        Begins the ids of this map, so that several stand in one document.
    density
        Pixels of the relief for each pixel of the layout.
    """
    scene = panel.scene
    view = fit_view(scene.extent, width, height)
    found, signs = _draw_features(scene, view, prefix)
    lines = [run for runs in found.runs.values() for run in runs]
    obstacles = [sign.box for sign in signs]
    inset = _draw_inset(panel, view, lines, signs, prefix=prefix, density=density) if panel.inset else None
    extra = _place_mark(view, panel.locates) if panel.locates else ""
    if inset:
        extra, box, mark, inner = inset
        obstacles += [box, *_edges(mark)]
        found.symbols |= inner.symbols
    elif panel.locator:
        extra, box = _draw_locator(panel, view, lines, signs, prefix=prefix, density=density)
        obstacles.append(box)
    bar = scale_bar(view, scene.lang, *_free_corner(view, obstacles, lines))
    obstacles.append(bar.box)
    pointers = place_pointers(view, scene.layers, scene.symbols, obstacles)
    obstacles += [pointer.box for pointer in pointers]
    found.symbols |= {pointer.symbol for pointer in pointers}
    words = _words(scene, view, signs, found, obstacles=obstacles, lines=lines)
    content = [
        ground_svg(scene.basemap, view, scene.year, prefix=prefix, density=density),
        tag("g", "".join(found.svg), class_="features"),
        tag("g", "".join(map(sign_svg, signs)), class_="signs"),
        tag("g", "".join(map(word_svg, words)), class_="words"),
        extra,
        *(pointer.svg for pointer in pointers),
        bar.svg,
    ]
    return DrawnPanel(
        _framed("".join(content), width, height, prefix),
        frozenset(found.symbols),
        tuple(words),
        tuple(obstacles),
    )


def _framed(content: str, width: float, height: float, prefix: str) -> str:
    clip = tag("clipPath", tag("rect", width=width, height=height), id=f"{prefix}-frame")
    frame = tag("rect", width=width, height=height, fill="none", stroke="#8a949b", stroke_width=1)
    return clip + tag("g", content, clip_path=f"url(#{prefix}-frame)") + frame


def _draw_features(scene: Scene, view: View, prefix: str) -> tuple[_Features, list[Sign]]:
    symbols = scene.symbols
    features = list(scene.features())
    signs = place_signs(view, features, symbols)
    found = _Features()
    found.symbols.update(sign.feature.symbol for sign in signs)
    drawn = [feature for feature in features if symbols[feature.symbol]["type"] in _RANKS]
    drawn.sort(key=lambda feature: _RANKS[symbols[feature.symbol]["type"]])
    for index, feature in enumerate(drawn):
        svg = _draw_feature(feature, symbols[feature.symbol], view, found, f"{prefix}-s{index}")
        if svg:
            found.svg.append(svg)
            found.symbols.add(feature.symbol)
    return found, signs


def _draw_feature(
    feature: MapFeature, symbol: dict[str, Any], view: View, found: _Features, name: str
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
    return (feature.band_km or 0.0) / (_EARTH_ROUND_KM * math.cos(lat)) * view.scale


def _words(
    scene: Scene,
    view: View,
    signs: Sequence[Sign],
    found: _Features,
    *,
    obstacles: Sequence[Box],
    lines: Sequence[np.ndarray[Any, Any]],
) -> list[Placed]:
    layers = [(layer.id, layer.features) for layer in scene.layers]
    words = [
        *feature_words(view, layers, scene.symbols, signs=signs, runs=found.runs),
        *ground_words(scene.basemap, view, scene.year, scene.lang),
    ]
    return place_words(view, words, obstacles=obstacles, lines=lines)


def _free_corner(
    view: View, obstacles: Sequence[Box], lines: Sequence[np.ndarray[Any, Any]]
) -> tuple[float, float]:
    """Return left and lower edge of a scale bar where it hides least."""
    points = np.vstack([np.empty((0, 2)), *lines])
    left, right = _CORNER_PX, view.width - _BAR_PX - _CORNER_PX
    low, high = view.height - _CORNER_PX, _CORNER_PX + _BAR_HIGH_PX

    def hidden(corner: tuple[float, float]) -> int:
        box = (corner[0], corner[1] - _BAR_HIGH_PX, corner[0] + _BAR_PX, corner[1])
        covered = sum(box[0] < b[2] and box[2] > b[0] and box[1] < b[3] and box[3] > b[1] for b in obstacles)
        return covered * 100 + _points_in(points, box)

    return min([(left, low), (right, low), (left, high), (right, high)], key=hidden)


def _points_in(points: np.ndarray[Any, Any], box: Box) -> int:
    x, y = points[:, 0], points[:, 1]
    return int(((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])).sum())


# ---- the inset ---------------------------------------------------------------------------------


def _draw_inset(
    panel: Panel,
    view: View,
    lines: Sequence[np.ndarray[Any, Any]],
    signs: Sequence[Sign],
    *,
    prefix: str,
    density: float,
) -> tuple[str, Box, Box, DrawnPanel]:
    """Return the inset, the box it covers, the box on the map that it shows, and what it shows of it."""
    assert panel.inset is not None
    west, south, east, north = panel.inset
    (x0, y0), (x1, y1) = view.point(west, north), view.point(east, south)
    width = view.width * _INSET_SHARE
    height = min(width * max(0.75, (y1 - y0) / max(x1 - x0, 1.0)), view.height * _INSET_MOST_HIGH)
    whole = (x0, y0, x1, y1)
    left, top = _inset_corner(view, width, height, lines=lines, signs=signs, whole=whole)
    shown = Panel(scene=_without_shared_names(panel.scene, panel.inset))
    inner = draw_panel(shown, width, height, prefix=f"{prefix}i", density=density)
    back = tag(
        "rect", x=-3, y=-3, width=width + 6, height=height + 6, fill="#fff", stroke=INK, stroke_width=1.2
    )
    moved = tag("g", back + inner.svg, class_="inset", transform=f"translate({number(left)} {number(top)})")
    mark = tag("rect", x=x0, y=y0, width=x1 - x0, height=y1 - y0, fill="none", stroke=INK, stroke_width=1.5)
    return mark + moved, (left - 6, top - 6, left + width + 6, top + height + 6), whole, inner


def _draw_locator(
    panel: Panel,
    view: View,
    lines: Sequence[np.ndarray[Any, Any]],
    signs: Sequence[Sign],
    *,
    prefix: str,
    density: float,
) -> tuple[str, Box]:
    """Return the country round a close map, small in the corner that hides least, and the box it covers."""
    assert panel.locator is not None
    width = view.width * _LOCATOR_SHARE
    height = width * _LOCATOR_HIGH
    left, top = _inset_corner(view, width, height, lines=lines, signs=signs, whole=(0.0, 0.0, 0.0, 0.0))
    wide = replace(panel.scene, extent=panel.locator, layers=(), symbols={}, legend=())
    shown = Panel(scene=wide, locates=panel.scene.extent)
    inner = draw_panel(shown, width, height, prefix=f"{prefix}l", density=density)
    back = tag(
        "rect", x=-2, y=-2, width=width + 4, height=height + 4, fill="#fff", stroke=INK, stroke_width=1
    )
    moved = tag("g", back + inner.svg, class_="locator", transform=f"translate({number(left)} {number(top)})")
    return moved, (left - 6, top - 6, left + width + 6, top + height + 6)


def _place_mark(view: View, extent: Bounds) -> str:
    """Return where on a wide map a close one lies: its box, or a ring round a box too small to be seen."""
    west, south, east, north = extent
    (x0, y0), (x1, y1) = view.point(west, north), view.point(east, south)
    if min(x1 - x0, y1 - y0) >= _SEEN_BOX_PX:
        return tag("rect", x=x0, y=y0, width=x1 - x0, height=y1 - y0, fill="none", stroke=RED, stroke_width=2)
    return tag(
        "circle", cx=(x0 + x1) / 2, cy=(y0 + y1) / 2, r=_SEEN_BOX_PX / 2 + 1, fill="none", stroke=RED,
        stroke_width=2.2,
    )  # fmt: skip


def _edges(box: Box) -> tuple[Box, ...]:
    """Return the four edges of a frame as boxes: words stand inside it or outside, never across."""
    left, top, right, bottom = box
    return (
        (left - 3, top - 3, right + 3, top + 3),
        (left - 3, bottom - 3, right + 3, bottom + 3),
        (left - 3, top - 3, left + 3, bottom + 3),
        (right - 3, top - 3, right + 3, bottom + 3),
    )


def _inset_corner(
    view: View,
    width: float,
    height: float,
    *,
    lines: Sequence[np.ndarray[Any, Any]],
    signs: Sequence[Sign],
    whole: Box,
) -> tuple[float, float]:
    """Return the corner of the map in which an inset hides least of the story."""
    points = np.vstack([*lines, np.array([[sign.x, sign.y] for sign in signs]).reshape(-1, 2)])

    def hidden(corner: tuple[float, float]) -> float:
        left, top = corner
        across = min(left + width, whole[2]) - max(left, whole[0])
        upright = min(top + height, whole[3]) - max(top, whole[1])
        hides_itself = across > 0 and upright > 0
        return _points_in(points, (left, top, left + width, top + height)) + 1e6 * hides_itself

    return min(_corners(view, width, height), key=hidden)


def _corners(view: View, width: float, height: float) -> Iterator[tuple[float, float]]:
    for left in (_CORNER_PX, view.width - width - _CORNER_PX):
        for top in (view.height - height - _CORNER_PX, _CORNER_PX):
            yield left, top


def _without_shared_names(scene: Scene, extent: Bounds) -> Scene:
    """Return the map of an inset: its own extent, and no name that says that two lines are one."""
    layers = tuple(
        replace(
            layer,
            features=tuple(
                replace(feature, label=None) if feature.label and " = " in feature.label else feature
                for feature in layer.features
            ),
        )
        for layer in scene.layers
    )
    return replace(scene, extent=extent, layers=layers)
