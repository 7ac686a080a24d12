"""The names on a picture as text: their lines, a town's dot, and a thin line to a name far off."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from mapsvc.model.style import STYLE
from mapsvc.render.picture.boxes import Box
from mapsvc.render.picture.ground_places import number_setting
from mapsvc.render.picture.letters import (
    Style,
    break_once,
    lines_of_area,
    set_text,
    spacing_of,
    style_of,
    text_width,
)
from mapsvc.render.picture.line_places import Setting, Spot
from mapsvc.render.picture.placement import Label, Placed, place_labels
from mapsvc.render.picture.strands import Samples
from mapsvc.render.picture.svg_text import number, tag
from mapsvc.render.picture.view import View

_LEADING = STYLE.placement.leading
_LEADER = "#37444c"
_FIGURES = Style(size=11.2, face="Bold", fill="#16222b", halo=None)
_NAME_STYLES = {name: style_of(look) for name, look in STYLE.names.items()}


def place_in_view(
    view: View,
    words: Iterable[Label],
    *,
    obstacles: Sequence[Box],
    lines: Iterable[np.ndarray[Any, Any]],
    samples: Samples | None = None,
) -> list[Placed]:
    """Return the words of a view that have room; they touch no obstacle and keep off lines."""
    frame = (0.0, 0.0, view.width, view.height)
    return place_labels(words, settings_of, frame=frame, obstacles=obstacles, lines=lines, samples=samples)


def settings_of(word: Label) -> list[Setting]:
    """Return how a word may be set: by its style; that of an area in more or fewer lines too, or smaller."""
    style = _NAME_STYLES[word.style]
    if not word.ground:
        return [_setting(break_once(word.text, style), style, 1.0)]
    broken = lines_of_area(word.text, style)
    return [_setting(lines, style, scale) for scale in (1.0, STYLE.ground_names.small) for lines in broken]


def _setting(lines: Sequence[str], style: Style, scale: float) -> Setting:
    across, upright = STYLE.placement.margin_px
    width = max(text_width(line, style) for line in lines) * scale + across
    return Setting(width, len(lines) * style.size * scale * _LEADING + upright, tuple(lines), scale)


def word_svg(placed: Placed) -> str:
    """Return a word, and a town's dot."""
    word, spot = placed.word, placed.spot
    if spot.number:
        return number_svg(spot.setting.lines[0], spot.x, spot.y)
    whole, lines = _NAME_STYLES[word.style], spot.setting.lines
    style = replace(whole, size=whole.size * spot.setting.scale, spacing=whole.spacing * spot.setting.scale)
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
    text = _leader(spot) + text
    if word.dot is None or word.at is None:
        return text
    look = STYLE.town_dot
    (x, y) = word.at
    return tag("circle", cx=x, cy=y, r=word.dot, fill=look.fill, stroke=look.edge, stroke_width=1.4) + text


def _leader(spot: Spot) -> str:
    """Return a thin line from a word without room to what it names: to the edge of a sign, or onto ground."""
    if spot.lead is None:
        return ""
    x0, y0, x1, y1 = spot.lead
    long = math.dist((x0, y0), (x1, y1))
    if long <= spot.short + 2:
        return ""
    x1, y1 = x1 + (x0 - x1) * spot.short / long, y1 + (y0 - y1) * spot.short / long
    d = f"M{number(x0)} {number(y0)}L{number(x1)} {number(y1)}"
    pale = tag("path", d=d, stroke=STYLE.colours.halo, stroke_width=3, stroke_opacity=0.85)
    end = "" if spot.short else tag("circle", cx=x1, cy=y1, r=2, fill=_LEADER)
    return tag("g", pale + tag("path", d=d, stroke=_LEADER, stroke_width=1.1) + end, class_="leader")


def number_svg(told: int | str, x: float, y: float) -> str:
    """Return the number that stands for a name, about its middle."""
    size = number_setting(int(told))
    ring = tag(
        "rect", x=x - size.width / 2, y=y - size.height / 2, width=size.width, height=size.height,
        rx=size.height / 2, fill="#fffdf7", stroke=_LEADER, stroke_width=1.4,
    )  # fmt: skip
    text = set_text(size.lines, x, y + 0.36 * _FIGURES.size, _FIGURES, anchor="middle")
    return tag("g", ring + text, class_="number")
