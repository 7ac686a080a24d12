"""One map of a picture: the ground, features, signs, words and a scale bar, perhaps an inset."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from mapsvc.model.geometry import Bounds
from mapsvc.model.scene import Scene
from mapsvc.render.picture.boxes import Box
from mapsvc.render.picture.corners import bar_corner, inset_corner
from mapsvc.render.picture.drawn_features import DrawnFeatures, draw_features
from mapsvc.render.picture.ground import PaintedGround, ground_svg
from mapsvc.render.picture.labels import place_in_view, word_svg
from mapsvc.render.picture.names import feature_words, ground_words, line_samples, wanted_words
from mapsvc.render.picture.placement import Label, Placed
from mapsvc.render.picture.pointers import place_pointers
from mapsvc.render.picture.scale_bar import scale_bar
from mapsvc.render.picture.signs import Sign, sign_svg
from mapsvc.render.picture.svg_text import group_at, tag
from mapsvc.render.picture.terrain import mask_of
from mapsvc.render.picture.view import Panel, View, fit_view
from mapsvc.scene.symbology import INK, RED

#: An inset takes this part of the map's breadth, and never more than this of its height.
_INSET_SHARE, _INSET_MOST_HIGH = 0.3, 0.42
#: A locator takes this part of the map's breadth, and is this high for its breadth.
_LOCATOR_SHARE, _LOCATOR_HIGH = 0.24, 0.68
#: A box smaller than this is marked by a ring.
_SEEN_BOX_PX = 11.0


@dataclass(frozen=True)
class DrawnPanel:
    """
    A drawn map: symbols drawn, words placed, what these keep off, areas and lines without a name.

    Attributes
    ----------
    content
        As SVG; some of it lies beyond the frame.
    prefix
        Begins its ids.
    size
        Breadth and height of its frame.
    """

    content: str
    prefix: str
    size: tuple[float, float]
    symbols: frozenset[str]
    words: tuple[Placed, ...]
    obstacles: tuple[Box, ...]
    silent: tuple[Label, ...] = ()

    @property
    def svg(self) -> str:
        """The map, cut to its frame."""
        width, height = self.size
        name = f"{self.prefix}-frame"
        clip = tag("clipPath", tag("rect", width=width, height=height), id=name)
        return clip + tag("g", self.content, clip_path=f"url(#{name})") + self._edge

    @property
    def uncut(self) -> str:
        """The map for a picture that ends where its frame does: to cut it costs a renderer a second layer."""
        return tag("g", self.content) + self._edge

    @property
    def _edge(self) -> str:
        width, height = self.size
        return tag("rect", width=width, height=height, fill="none", stroke="#8a949b", stroke_width=1)


def draw_panel(
    panel: Panel,
    width: float,
    height: float,
    *,
    prefix: str,
    density: float,
    painted: list[PaintedGround] | None = None,
) -> DrawnPanel:
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
    painted
        Takes its ground, as of `ground_svg`.
    """
    scene = panel.scene
    view = fit_view(scene.extent, width, height, padding=panel.padding)
    found, signs = draw_features(scene, view, prefix)
    lines = [run for runs in found.runs.values() for run in runs]
    obstacles = [*(sign.box for sign in signs), *panel.covered]
    inset = _draw_inset(panel, view, lines, signs, prefix=prefix, density=density) if panel.inset else None
    extra = _place_mark(view, panel.locates) if panel.locates else ""
    if inset:
        extra, box, mark, inner = inset
        obstacles += [box, *_edges(mark)]
        found.symbols |= inner.symbols
    elif panel.locator:
        extra, box = _draw_locator(panel, view, lines, signs, prefix=prefix, density=density)
        obstacles.append(box)
    bar = scale_bar(view, scene.lang, *bar_corner(view, obstacles, lines))
    obstacles.append(bar.box)
    pointers = place_pointers(view, scene.layers, scene.symbols, obstacles)
    obstacles += [pointer.box for pointer in pointers]
    found.symbols |= {pointer.symbol for pointer in pointers}
    words, silent = _words(scene, view, signs, found, obstacles=obstacles, lines=lines)
    content = [
        ground_svg(scene.basemap, view, scene.year, density=density, painted=painted),
        tag("g", "".join(found.svg), class_="features"),
        tag("g", "".join(map(sign_svg, signs)), class_="signs"),
        tag("g", "".join(map(word_svg, words)), class_="words"),
        extra,
        *(pointer.svg for pointer in pointers),
        bar.svg,
    ]
    return DrawnPanel(
        "".join(content),
        prefix,
        (width, height),
        frozenset(found.symbols),
        tuple(words),
        tuple(obstacles),
        tuple(silent),
    )


def _words(
    scene: Scene,
    view: View,
    signs: Sequence[Sign],
    found: DrawnFeatures,
    *,
    obstacles: Sequence[Box],
    lines: Sequence[np.ndarray[Any, Any]],
) -> tuple[list[Placed], list[Label]]:
    """Return the words that stand, and those of areas and lines in view that do not."""
    layers = [(layer.id, layer.features) for layer in scene.layers]
    words = [
        *feature_words(view, layers, scene.symbols, signs=signs, runs=found.runs),
        *wanted_words(view, scene.names),
        *ground_words(scene.basemap, view, scene.day, scene.lang),
    ]
    samples = line_samples(layers, scene.symbols, found.runs)
    placed = place_in_view(view, words, obstacles=obstacles, lines=lines, samples=samples)
    said = {one.word.text for one in placed}
    frame = (0.0, 0.0, view.width, view.height)
    silent = [word for word in words if word.number and word.text not in said]
    return placed, [word for word in silent if word.runs or mask_of(word.ground, frame)]


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
    left, top = inset_corner(view, width, height, lines=lines, signs=signs, taken=[whole, *panel.covered])
    shown = Panel(scene=_without_shared_names(panel.scene, panel.inset))
    inner = draw_panel(shown, width, height, prefix=f"{prefix}i", density=density)
    set_in = _set_in(inner, "inset", (left, top, width, height), edge=3, stroke_width=1.2)
    mark = _frame_svg(whole, fill="none", stroke=INK, stroke_width=1.5)
    return mark + set_in, _grown((left, top, left + width, top + height), 6), whole, inner


def _set_in(
    inner: DrawnPanel, name: str, at: tuple[float, float, float, float], *, edge: int, stroke_width: float
) -> str:
    """Return a map in a map, on its white edge; `at` is left, top, breadth and height."""
    left, top, width, height = at
    box = _grown((0, 0, width, height), edge)
    back = _frame_svg(box, fill="#fff", stroke=INK, stroke_width=stroke_width)
    return group_at(back + inner.svg, left, top, name)


def _grown(box: Box, by: float) -> Box:
    return (box[0] - by, box[1] - by, box[2] + by, box[3] + by)


def _frame_svg(box: Box, **look: str | float) -> str:
    left, top, right, bottom = box
    return tag("rect", x=left, y=top, width=right - left, height=bottom - top, **look)


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
    left, top = inset_corner(view, width, height, lines=lines, signs=signs, taken=panel.covered)
    wide = replace(panel.scene, extent=panel.locator, layers=(), symbols={}, legend=(), names=())
    shown = Panel(scene=wide, locates=panel.scene.extent)
    inner = draw_panel(shown, width, height, prefix=f"{prefix}l", density=density)
    set_in = _set_in(inner, "locator", (left, top, width, height), edge=2, stroke_width=1)
    return set_in, _grown((left, top, left + width, top + height), 6)


def _place_mark(view: View, extent: Bounds) -> str:
    """Return where on a wide map a close one lies: its box, or a ring round a box too small to be seen."""
    west, south, east, north = extent
    (x0, y0), (x1, y1) = view.point(west, north), view.point(east, south)
    if min(x1 - x0, y1 - y0) >= _SEEN_BOX_PX:
        return _frame_svg((x0, y0, x1, y1), fill="none", stroke=RED, stroke_width=2)
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


def _without_shared_names(scene: Scene, extent: Bounds) -> Scene:
    """Return the map of an inset: its own extent, and no name that says that two lines are one."""
    layers = tuple(
        replace(
            layer,
            features=tuple(
                replace(feature, label=None) if feature.joint else feature for feature in layer.features
            ),
        )
        for layer in scene.layers
    )
    return replace(scene, extent=extent, layers=layers)
