"""The names on a picture as text: their lines, a town's dot, and a thin line to a name far off."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from mapsvc.model.style import STYLE
from mapsvc.render.picture.boxes import Box
from mapsvc.render.picture.letters import break_once, set_text, spacing_of, style_of, text_width
from mapsvc.render.picture.placement import Label, Placed, place_labels
from mapsvc.render.picture.svg_text import number, tag
from mapsvc.render.picture.view import View

_LEADING = STYLE.placement.leading
_NAME_STYLES = {name: style_of(look) for name, look in STYLE.names.items()}


def place_in_view(
    view: View, words: Iterable[Label], *, obstacles: Sequence[Box], lines: Iterable[np.ndarray[Any, Any]]
) -> list[Placed]:
    """Return the words of a view that have room; they touch no obstacle and keep off lines."""
    frame = (0.0, 0.0, view.width, view.height)
    return place_labels(words, size_of_word, frame=frame, obstacles=obstacles, lines=lines)


def size_of_word(word: Label) -> tuple[float, float]:
    """Return how broad and high a word is when it is set, in pixels."""
    style = _NAME_STYLES[word.style]
    lines = break_once(word.text, style)
    across, upright = STYLE.placement.margin_px
    width = max(text_width(line, style) for line in lines) + across
    return width, len(lines) * style.size * _LEADING + upright


def word_svg(placed: Placed) -> str:
    """Return a word, and a town's dot."""
    word, spot, style = placed.word, placed.spot, _NAME_STYLES[placed.word.style]
    lines = break_once(word.text, style)
    width = max(text_width(line, style) for line in lines)
    x = {"start": spot.x - width / 2, "middle": spot.x, "end": spot.x + width / 2}[spot.side]
    first = spot.y - (len(lines) - 1) / 2 * _LEADING * style.size + 0.36 * style.size
    # Letters are spaced after each one: half a space keeps a spaced word in its middle.
    x += spacing_of("".join(lines), style) / 2 if spot.side == "middle" else 0.0
    turn = (
        f"rotate({number(math.degrees(spot.angle))} {number(spot.x)} {number(spot.y)})"
        if spot.angle
        else None
    )
    text = set_text(lines, x, first, style, anchor=spot.side, leading=_LEADING, transform=turn)
    text = _leader(placed) + text
    if word.dot is None or word.at is None:
        return text
    look = STYLE.town_dot
    (x, y) = word.at
    return tag("circle", cx=x, cy=y, r=word.dot, fill=look.fill, stroke=look.edge, stroke_width=1.4) + text


def _leader(placed: Placed) -> str:
    """Return a thin line from a sign to a word that had no room beside it."""
    if not placed.spot.far or placed.word.at is None:
        return ""
    (x, y), (left, top, right, bottom) = placed.word.at, placed.boxes[0]
    end = (min(max(x, left), right), min(max(y, top + 3), bottom - 3))
    long = math.dist((x, y), end)
    if long <= placed.word.gap + 2:
        return ""
    start = (x + (end[0] - x) * placed.word.gap / long, y + (end[1] - y) * placed.word.gap / long)
    d = f"M{number(start[0])} {number(start[1])}L{number(end[0])} {number(end[1])}"
    pale = tag("path", d=d, stroke=STYLE.colours.halo, stroke_width=2.6, stroke_opacity=0.8)
    return pale + tag("path", d=d, stroke=_NAME_STYLES[placed.word.style].fill, stroke_width=0.9)
