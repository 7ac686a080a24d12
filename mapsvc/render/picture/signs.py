"""Signs of places on a picture: which stand, where, and what they cover."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mapsvc.model.scene import MapFeature, Symbol
from mapsvc.model.style import STYLE
from mapsvc.render.picture.boxes import Box, overlap
from mapsvc.render.picture.svg_text import colour, number, tag
from mapsvc.render.picture.view import View
from mapsvc.scene.symbology import is_scene

_SHAPE = STYLE.signs


def size_of(symbol: Symbol) -> float:
    """Return how broad the sign of a symbol is, in pixels."""
    return float(symbol.get("size") or _SHAPE.size_px)


@dataclass(frozen=True)
class Sign:
    """A sign: its feature, symbol, place in pixels, and how far it stands beside that place."""

    feature: MapFeature
    symbol: Symbol
    x: float
    y: float
    shift: float

    @property
    def size(self) -> float:
        """Breadth in pixels."""
        return size_of(self.symbol)

    @property
    def box(self) -> Box:
        """Left, top, right, bottom in pixels."""
        half, x = self.size / 2, self.x + self.shift
        return (x - half, self.y - half, x + half, self.y + half)


def place_signs(view: View, features: Iterable[MapFeature], symbols: dict[str, Symbol]) -> list[Sign]:
    """
    Return the signs of a map: of those on one spot each kind once, beside each other.

    Parameters
    ----------
    view
        What is shown.
    features
        In drawing order.
    symbols
        By key.

    Returns
    -------
    signs
        In drawing order: what matters most is last and on top.
    """
    crowds: dict[tuple[float, float], list[tuple[int, MapFeature]]] = {}
    for order, feature in enumerate(features):
        if symbols[feature.symbol]["type"] == "marker" and feature.geometry.geom_type == "Point":
            spot = (round(feature.geometry.x, 3), round(feature.geometry.y, 3))
            crowds.setdefault(spot, []).append((order, feature))
    signs = [sign for crowd in crowds.values() for sign in _crowd(view, crowd, symbols)]
    return sorted(signs, key=lambda sign: (-sign.feature.priority, is_scene(sign.feature.symbol)))


def _crowd(view: View, crowd: Sequence[tuple[int, MapFeature]], symbols: dict[str, Symbol]) -> list[Sign]:
    found: dict[str, Sign] = {}
    for _, feature in sorted(crowd, key=lambda pair: (pair[1].priority, pair[0])):
        family = feature.symbol.split("-")[0]
        if family in found:
            continue
        symbol = symbols[feature.symbol]
        shift = sum(other.size / 2 + size_of(symbol) / 2 for other in found.values())
        x, y = view.point(feature.geometry.x, feature.geometry.y)
        found[family] = Sign(feature, symbol, x, y, shift)
    return [sign for sign in found.values() if overlap(sign.box, (0, 0, view.width, view.height))]


def seen_symbols(signs: Sequence[Sign]) -> set[str]:
    """Return the keys of the symbols that can be seen; `signs` as they are drawn, the topmost last."""
    return {
        sign.feature.symbol
        for index, sign in enumerate(signs)
        if not any(_covers(upper, sign) for upper in signs[index + 1 :])
    }


def _covers(upper: Sign, lower: Sign) -> bool:
    reach = STYLE.key.covered * upper.size
    off = max(abs(upper.x + upper.shift - lower.x - lower.shift), abs(upper.y - lower.y))
    return off < reach and lower.size <= upper.size


def sign_svg(sign: Sign) -> str:
    """Return a sign."""
    return marker_svg(sign.symbol, sign.x + sign.shift, sign.y, (sign.size + _SHAPE.room_px) / _SHAPE.units)


def marker_svg(symbol: Symbol, x: float, y: float, scale: float) -> str:
    """Return the path of a marker's symbol with its middle at a point."""
    return tag(
        "path", d=symbol["path"], fill=colour(symbol["fill"]),
        stroke=colour(symbol.get("stroke") or STYLE.colours.sign_edge), stroke_width=_SHAPE.edge,
        stroke_linejoin="round", fill_opacity=symbol.get("opacity"),
        transform=f"translate({number(x)} {number(y)}) scale({number(scale)})",
    )  # fmt: skip
