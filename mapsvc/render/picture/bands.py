"""What stands above and below the maps of a picture: title, headings, sources and credits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mapsvc.render.picture.letters import Style, set_text, shorten, text_width
from mapsvc.scene.symbology import INK

TITLE = Style(size=23, face="Bold", fill="#16222b", halo=None)
CAPTION = Style(size=14, fill="#7d1519", halo=None)
_BELOW = Style(size=12.5, fill="#3c4a53", halo=None)
HEADING = Style(size=14, face="Bold", fill=INK, halo=None)
_SOURCE_LINES = Style(size=9.5, fill="#3c4a53", halo=None)
_CREDITS = Style(size=8.5, fill="#5b6670", halo=None)
#: Of a hall's sheet, on which a pixel of the layout is about one and a half points: 28, 16 and 9 points.
_HALL_TITLE = replace(TITLE, size=19.5)
_HALL_BELOW = replace(_BELOW, size=11.2)
_HALL_CREDITS = replace(_CREDITS, size=6.3)
_MOST_HALL_LINES = 4
_MOST_TITLE_LINES, _MOST_CAPTION_LINES, _MOST_SOURCE_LINES, _MOST_CREDIT_LINES = 2, 2, 3, 4


@dataclass(frozen=True)
class Band:
    """Lines across the picture, above or below the map; `svg` begins at height 0."""

    svg: str
    height: float


def title_band(title: str, caption: str, x: float, width: float, *, in_hall: bool = False) -> Band:
    """Return the title, and the date or what the map is of beside it or below; in a hall that stays whole."""
    style, small, most = (
        (_HALL_TITLE, _HALL_BELOW, _MOST_HALL_LINES) if in_hall else (TITLE, _BELOW, _MOST_CAPTION_LINES)
    )
    size = style.size
    lines = shorten(title, style, width, _MOST_TITLE_LINES)
    step = size * 1.18
    parts = [set_text(lines, x, size, style, leading=1.18)]
    height = step * len(lines)
    if caption and caption != title:
        beside = x + text_width(lines[-1], style) + 16
        if beside + text_width(caption, CAPTION) <= x + width:
            parts.append(set_text([caption], beside, size + step * (len(lines) - 1), CAPTION))
        else:
            below = shorten(caption, small, width, most)
            parts.append(set_text(below, x, height + small.size + 3, small, leading=1.3))
            height += small.size * 1.3 * len(below) + 3
    return Band("".join(parts), height + 7)


def notes_band(sources: str, credits: Sequence[str], x: float, width: float) -> Band:
    """Return the sources of what is told, and whom the map's parts are owed to."""
    parts, height = [], 4.0
    for text, style, most in (
        (sources, _SOURCE_LINES, _MOST_SOURCE_LINES),
        (" · ".join(credits), _CREDITS, _MOST_CREDIT_LINES),
    ):
        if not text:
            continue
        lines = shorten(text, style, width, most)
        parts.append(set_text(lines, x, height + style.size, style, leading=1.3))
        height += style.size * 1.3 * len(lines) + 2
    return Band("".join(parts), height + 2)


def credit_line(credits: Sequence[str], width: float) -> Band:
    """Return whom the map's parts are owed to in one line, as much of it as a hall's sheet has room for."""
    text, size = " · ".join(credits), _HALL_CREDITS.size
    if not text:
        return Band("", 0)
    line = shorten(text, _HALL_CREDITS, width, 1)
    return Band(set_text(line, 0, size + 2, _HALL_CREDITS), size * 1.3 + 2)


def panel_heading(text: str, x: float, y: float, width: float) -> str:
    """Return what one of several maps shows, above it."""
    return set_text(shorten(text, HEADING, width, 1), x, y, HEADING)
