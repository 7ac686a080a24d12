"""What stands round and on the map of a picture: title, scale bar, north, sources and credits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mapsvc.language import translate
from mapsvc.model.numbers import format_length
from mapsvc.render.picture.letters import Style, set_text, shorten, text_width
from mapsvc.render.picture.signs import Box
from mapsvc.render.picture.svg_text import number, tag
from mapsvc.render.picture.view import View

INK = "#22303c"
TITLE = Style(size=23, face="Bold", fill="#16222b", halo=None)
CAPTION = Style(size=14, fill="#7d1519", halo=None)
_SENTENCE = Style(size=12.5, fill="#3c4a53", halo=None)
HEADING = Style(size=14, face="Bold", fill="#22303c", halo=None)
_SOURCES = Style(size=9.5, fill="#3c4a53", halo=None)
_CREDITS = Style(size=8.5, fill="#5b6670", halo=None)
_SCALE = Style(size=11, fill=INK, halo="#faf5e8", halo_width=3)
#: No bar tells lengths on a map that shows one of them so many times as long as another.
_MOST_STRETCH = 2.0
_LARGEST_BAR_PX = 130.0
_STEPS_M = tuple(step * 10**power for power in range(1, 7) for step in (1, 2, 5))
_MOST_TITLE_LINES, _MOST_CAPTION_LINES, _MOST_SOURCE_LINES, _MOST_CREDIT_LINES = 2, 2, 3, 4


@dataclass(frozen=True)
class Band:
    """Lines across the picture, above or below the map; `svg` begins at height 0."""

    svg: str
    height: float


def title_band(title: str, caption: str, x: float, width: float) -> Band:
    """Return the title, and the date or what the map is of beside it or below."""
    lines = shorten(title, TITLE, width, _MOST_TITLE_LINES)
    step = TITLE.size * 1.18
    parts = [set_text(lines, x, TITLE.size, TITLE, leading=1.18)]
    height = step * len(lines)
    if caption and caption != title:
        beside = x + text_width(lines[-1], TITLE) + 16
        if beside + text_width(caption, CAPTION) <= x + width:
            parts.append(set_text([caption], beside, TITLE.size + step * (len(lines) - 1), CAPTION))
        else:
            below = shorten(caption, _SENTENCE, width, _MOST_CAPTION_LINES)
            parts.append(set_text(below, x, height + _SENTENCE.size + 3, _SENTENCE, leading=1.3))
            height += _SENTENCE.size * 1.3 * len(below) + 3
    return Band("".join(parts), height + 7)


def notes_band(sources: str, credits: Sequence[str], x: float, width: float) -> Band:
    """Return the sources of what is told, and whom the map's parts are owed to."""
    parts, height = [], 4.0
    for text, style, most in (
        (sources, _SOURCES, _MOST_SOURCE_LINES),
        (" · ".join(credits), _CREDITS, _MOST_CREDIT_LINES),
    ):
        if not text:
            continue
        lines = shorten(text, style, width, most)
        parts.append(set_text(lines, x, height + style.size, style, leading=1.3))
        height += style.size * 1.3 * len(lines) + 2
    return Band("".join(parts), height + 2)


def panel_heading(text: str, x: float, y: float, width: float) -> str:
    """Return what one of several maps shows, above it."""
    return set_text(shorten(text, HEADING, width, 1), x, y, HEADING)


@dataclass(frozen=True)
class ScaleBar:
    """A scale bar and an arrow to the north; `box` is what they cover."""

    svg: str
    box: Box


def scale_bar(view: View, lang: str, x: float, bottom: float) -> ScaleBar:
    """
    Return a bar of a round length, true in the middle of the map, with an arrow to the north.

    Where the map shows one length twice as long as another, no bar is true, and there is none.

    Parameters
    ----------
    view
        What is shown.
    lang
        Of the letter for north.
    x, bottom
        Left and lower edge in pixels.
    """
    most_m = min(_LARGEST_BAR_PX, view.width / 4) * view.metres_per_px()
    metres = max((step for step in _STEPS_M if step <= most_m), default=_STEPS_M[0])
    long = metres / view.metres_per_px()
    left, y = x + 22, bottom - 4
    bar = f"M{number(left)} {number(y - 5)}V{number(y)}H{number(left + long)}V{number(y - 5)}"
    parts = [
        tag("path", d=bar, fill="none", stroke="#faf5e8", stroke_width=4.5, stroke_opacity=0.9),
        tag("path", d=bar, fill="none", stroke=INK, stroke_width=1.6),
        set_text([format_length(metres, lang)], left + long / 2, y - 7, _SCALE, anchor="middle"),
    ]
    if view.stretch() > _MOST_STRETCH:
        parts, long = [], 0.0
    parts += [
        set_text([translate(lang, "picture.north")], x + 7, y - 17, _SCALE, anchor="middle"),
        tag(
            "path", d=f"M{number(x + 7)} {number(y - 14)}l5 14l-5 -3.5l-5 3.5Z", fill=INK,
            stroke="#faf5e8", stroke_width=2, paint_order="stroke", stroke_linejoin="round",
        ),
    ]  # fmt: skip
    box = (x - 4, bottom - 36, left + max(long, 44) + 6, bottom + 4)
    return ScaleBar(tag("g", "".join(parts), class_="scale"), box)
