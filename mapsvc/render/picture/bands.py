"""What stands above and below the maps of a picture: title, headings, sources and credits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mapsvc.render.picture.letters import Style, set_text, shorten, text_width
from mapsvc.scene.symbology import INK

TITLE = Style(size=23, face="Bold", fill="#16222b", halo=None)
CAPTION = Style(size=14, fill="#7d1519", halo=None)
_BELOW = Style(size=12.5, fill="#3c4a53", halo=None)
HEADING = Style(size=14, face="Bold", fill=INK, halo=None)
_SOURCE_LINES = Style(size=9.5, fill="#3c4a53", halo=None)
_CREDITS = Style(size=8.5, fill="#5b6670", halo=None)
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
            below = shorten(caption, _BELOW, width, _MOST_CAPTION_LINES)
            parts.append(set_text(below, x, height + _BELOW.size + 3, _BELOW, leading=1.3))
            height += _BELOW.size * 1.3 * len(below) + 3
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


def panel_heading(text: str, x: float, y: float, width: float) -> str:
    """Return what one of several maps shows, above it."""
    return set_text(shorten(text, HEADING, width, 1), x, y, HEADING)
