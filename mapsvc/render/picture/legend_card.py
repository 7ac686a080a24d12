"""The legend of a map for a hall: a card on the map, where it hides nothing of what that is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import shapely

from mapsvc.model.scene import LegendEntry, Scene
from mapsvc.render.picture.boxes import Box
from mapsvc.render.picture.legend import LegendRow, card_size, columns_height, legend_card, legend_rows
from mapsvc.render.picture.view import PADDING, Panel, View, fit_view

#: How much smaller than on other sheets a legend is drawn: its letters have 14 points on a slide.
HALL_LEGEND = 0.86
#: A card is no broader than this share of the map.
_MOST_SHARE = 0.24
_CARD_EDGE_PX = 8.0


@dataclass(frozen=True)
class LegendCard:
    """A card that a map has room for: the map that leaves it free, and its box in pixels of the map."""

    panel: Panel
    box: Box
    lines_px: float
    low: bool

    def svg(self, scene: Scene, entries: Sequence[LegendEntry], left: float, top: float) -> str:
        """Return it with what is drawn, on a map whose corner lies at a point."""
        rows = _rows(scene, entries, self.lines_px, self.box[3] - self.box[1])
        if not rows:
            return ""
        high = card_size(rows)[1] * HALL_LEGEND
        y = self.box[3] - high if self.low else self.box[1]
        return legend_card(rows, left + self.box[0], top + y, scale=HALL_LEGEND)


def rows_within(rows: Sequence[LegendRow], count: int, height: float) -> list[LegendRow]:
    """Return the first rows, as many as columns of a height have room for."""
    kept = list(rows)
    while kept and columns_height(kept, count) > height:
        kept.pop()
    return kept


def find_card(
    panel: Panel, entries: Sequence[LegendEntry], size: tuple[float, float], strip: float
) -> LegendCard | None:
    """
    Return a card where the map is as large as it can be, or nothing if it is larger above a strip.

    Parameters
    ----------
    panel
        The map.
    entries
        All that the legend may have to say.
    size
        Breadth and height of the frame in pixels.
    strip
        Height that a legend below the map would take.
    """
    width, height = size
    lines = width * _MOST_SHARE / HALL_LEGEND
    rows = _rows(panel.scene, entries, lines, height - 2 * _CARD_EDGE_PX)
    if not rows:
        return None
    across, high = (side * HALL_LEGEND for side in card_size(rows))
    extent = panel.scene.extent
    whole = fit_view(extent, width, height)
    corners = list(_corners(across, high, width, height))
    hidden = [_hidden(panel.scene, whole, box) for box in corners]
    if min(hidden) == 0:
        return _card(panel, corners[hidden.index(0)], lines, height)
    left, top, right, bottom = PADDING
    padding = (left, top, right + across + _CARD_EDGE_PX / 2, bottom)
    view = fit_view(extent, width, height, padding=padding)
    if view.zoom < fit_view(extent, width, height - strip).zoom:
        return None
    box = min(corners[2:], key=lambda box: _hidden(panel.scene, view, box))
    return _card(replace(panel, padding=padding), box, lines, height)


def _card(panel: Panel, box: Box, lines: float, height: float) -> LegendCard:
    return LegendCard(replace(panel, covered=(*panel.covered, box)), box, lines, box[1] > height / 3)


def _rows(scene: Scene, entries: Sequence[LegendEntry], lines: float, height: float) -> list[LegendRow]:
    rows = list(legend_rows(scene, entries, lines))
    while rows and card_size(rows)[1] * HALL_LEGEND > height + 0.5:
        rows.pop()
    return rows


def _corners(across: float, high: float, width: float, height: float) -> Iterator[Box]:
    """Yield the corners of a frame, those on the right last."""
    lefts = (_CARD_EDGE_PX, width - across - _CARD_EDGE_PX)
    tops = (_CARD_EDGE_PX, height - high - _CARD_EDGE_PX)
    for left, top in product(lefts, tops):
        yield (left, top, left + across, top + high)


def _hidden(scene: Scene, view: View, box: Box) -> int:
    """Return how many points of what a map shows lie under a box."""
    shapes = [feature.geometry for feature in scene.features() if not feature.geometry.is_empty]
    points = shapely.get_coordinates(shapes)
    if not len(points):
        return 0
    x, y = view.project(np.asarray(points)).T
    left, top, right, bottom = box
    # A view as wide as the world shows a thing at each turn of it.
    x = left + (x - left) % view.scale
    return int(((x < right) & (y > top) & (y < bottom)).sum())
