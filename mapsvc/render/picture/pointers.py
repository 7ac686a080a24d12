"""Pointers at the edge of a picture, towards scenes of its story that lie outside the frame."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mapsvc.model.scene import MapFeature, MapLayer, Symbol
from mapsvc.model.style import STYLE
from mapsvc.render.picture.boxes import Box, overlap
from mapsvc.render.picture.letters import Style, set_text, text_width
from mapsvc.render.picture.signs import marker_svg
from mapsvc.render.picture.svg_text import number, tag
from mapsvc.render.picture.view import View
from mapsvc.scene.symbology import INK

_STYLE = Style(size=12.5, face="Bold", fill="#16222b", halo=None)
_HIGH_PX, _SIGN_PX, _ARROW_PX, _PAD_PX, _GAP_PX = 24.0, 18.0, 15.0, 7.0, 5.0
_EDGE_PX = 10.0
#: A smaller frame, such as an inset, has no room for them.
_LEAST_PX = 256.0


@dataclass(frozen=True)
class Pointer:
    """A drawn pointer, the box it covers, and the symbol that it shows."""

    svg: str
    box: Box
    symbol: str


def place_pointers(
    view: View, layers: Sequence[MapLayer], symbols: Mapping[str, Symbol], obstacles: Sequence[Box]
) -> list[Pointer]:
    """
    Return pointers to the weightiest scenes outside a view, each at the edge on the way to its scene.

    Parameters
    ----------
    view
        What is shown.
    layers
        Of the map; scenes are in that of the places.
    symbols
        By key.
    obstacles
        Boxes that they should not cover.
    """
    if min(view.width, view.height) < _LEAST_PX:
        return []
    found: list[Pointer] = []
    for feature in sorted(_outside(view, layers, symbols), key=lambda scene: scene.priority)[
        : STYLE.pointers.most
    ]:
        taken = [*obstacles, *(pointer.box for pointer in found)]
        found.append(_pointer(view, feature, symbols[feature.symbol], taken))
    return found


def _outside(view: View, layers: Sequence[MapLayer], symbols: Mapping[str, Symbol]) -> Iterator[MapFeature]:
    for feature in (feature for layer in layers if layer.id == "places" for feature in layer.features):
        if (
            feature.priority <= STYLE.pointers.priority  # what is only mentioned may stay away
            and symbols[feature.symbol]["type"] == "marker"
            and feature.geometry.geom_type == "Point"
        ):
            x, y = view.point(feature.geometry.x, feature.geometry.y)
            if not (0 <= x <= view.width and 0 <= y <= view.height):
                yield feature


def _pointer(view: View, feature: MapFeature, symbol: Symbol, taken: Sequence[Box]) -> Pointer:
    text = feature.label or feature.name
    width = 2 * _PAD_PX + _SIGN_PX + text_width(text, _STYLE) + _ARROW_PX + 2 * _GAP_PX
    to = view.point(feature.geometry.x, feature.geometry.y)
    angle = math.atan2(to[1] - view.height / 2, to[0] - view.width / 2)
    spots = [_box(spot, width) for spot in _spots(view, angle, width)]
    box = min(spots, key=lambda box: sum(overlap(box, other) for other in taken))
    left, top = box[0], box[1]
    middle = top + _HIGH_PX / 2
    parts = [
        tag(
            "rect", x=left, y=top, width=width, height=_HIGH_PX, rx=_HIGH_PX / 2, fill="#fffdf7",
            fill_opacity=0.94, stroke=INK, stroke_width=1,
        ),
        marker_svg(symbol, left + _PAD_PX + _SIGN_PX / 2, middle, _SIGN_PX / 22),
        set_text([text], left + _PAD_PX + _SIGN_PX + _GAP_PX, middle + 0.36 * _STYLE.size, _STYLE),
        tag(
            "path", d="M-6 0H6M1.5 -4.5L6 0L1.5 4.5", fill="none", stroke=INK, stroke_width=2,
            stroke_linecap="round", stroke_linejoin="round",
            transform=f"translate({number(left + width - _PAD_PX - _ARROW_PX / 2)} {number(middle)}) "
            f"rotate({number(math.degrees(angle))})",
        ),
    ]  # fmt: skip
    return Pointer(tag("g", "".join(parts), class_="beyond"), box, feature.symbol)


def _box(middle: tuple[float, float], width: float) -> Box:
    x, y = middle
    return (x - width / 2, y - _HIGH_PX / 2, x + width / 2, y + _HIGH_PX / 2)


def _spots(view: View, angle: float, width: float) -> Iterator[tuple[float, float]]:
    """Yield where the way out crosses the frame, then places beside it along the same edge."""
    half_x = view.width / 2 - _EDGE_PX - width / 2
    half_y = view.height / 2 - _EDGE_PX - _HIGH_PX / 2
    dx, dy = math.cos(angle), math.sin(angle)
    across = half_x / abs(dx) if dx else math.inf
    upright = half_y / abs(dy) if dy else math.inf
    reach = min(across, upright)
    x, y = reach * dx, reach * dy
    for step in (0, 1, -1, 2, -2, 3, -3):
        along_x = step * (width / 2 + 4) if upright <= across else 0.0
        along_y = 0.0 if upright <= across else step * (_HIGH_PX + 4)
        yield (
            view.width / 2 + min(half_x, max(-half_x, x + along_x)),
            view.height / 2 + min(half_y, max(-half_y, y + along_y)),
        )
