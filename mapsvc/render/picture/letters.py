"""The letters of pictures: bundled fonts, how wide a text is, where it breaks."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from mapsvc.letters import missing_letters
from mapsvc.model.style import STYLE, NameLook
from mapsvc.render.picture.arabic import shape_arabic
from mapsvc.render.picture.svg_text import plain, tag, text_node
from mapsvc.resources import template_root

FAMILY = "Noto Sans"
Face = Literal["Regular", "Bold", "Italic"]
#: Widths are read at this size, where rounding is small.
_RULER_PX = 200


def font_folder() -> Path:
    """Return the folder with the bundled fonts."""
    return template_root() / "fonts"


@dataclass(frozen=True, kw_only=True)
class Style:
    """
    How a text is set.

    Attributes
    ----------
    size, spacing, wrap
        Pixels; `wrap` is the width above which a long name is broken once.
    halo, halo_width
        Colour and width of the pale edge that keeps letters legible on the map.
    """

    size: float
    face: Face = "Regular"
    fill: str = "#26333b"
    spacing: float = 0.0
    wrap: float | None = None
    halo: str | None = STYLE.colours.halo
    halo_width: float = 3.0


def style_of(look: NameLook) -> Style:
    """Return how a name of the table of style is set."""
    face: Face = "Italic" if look.italic else "Bold" if look.weight >= 600 else "Regular"
    return Style(
        size=look.size, face=face, fill=look.fill, spacing=look.spacing, wrap=look.wrap,
        halo=look.halo or STYLE.colours.halo, halo_width=look.halo_px,
    )  # fmt: skip


@lru_cache(maxsize=3)
def _ruler(face: Face) -> Any:
    # Pillow is only needed where a picture is made.
    from PIL import ImageFont

    path = font_folder() / f"NotoSans-{face}.ttf"
    return ImageFont.truetype(str(path), _RULER_PX, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=32_768)
def _measured(text: str, face: Face) -> tuple[float, int]:
    """Return how wide a text is, for each of its size, and how many of its letters have space behind them."""
    text = plain(text)
    spaced = 0 if _runs_together(text) else sum(not unicodedata.combining(letter) for letter in text)
    text = shape_arabic(text)
    foreign = missing_letters(text)
    known = "".join(letter for letter in text if letter not in foreign) if foreign else text
    # What is not in our fonts is set in the reader's own, of which only this much is known.
    others = sum(_broad(letter) for letter in text if letter in foreign)
    return float(_ruler(face).getlength(known)) / _RULER_PX + others, spaced


def _broad(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.65


def text_width(text: str, style: Style) -> float:
    """Return how wide a text is, in pixels."""
    width, spaced = _measured(text, style.face)
    return width * style.size + style.spacing * spaced


def spacing_of(text: str, style: Style) -> float:
    """Return the space between the letters of a text: none where letters join, as Arabic ones do."""
    return 0.0 if _runs_together(text) else style.spacing


def _runs_together(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) == "AL" for letter in text)


def _directed(text: str) -> str:
    """
    Return markup of a line; one that begins in letters from right to left runs so as a whole.

    Renderers take a line for one from left to right: without marks, the day would stand on the wrong side.
    """
    line = text_node(text)
    ways = [unicodedata.bidirectional(letter) for letter in plain(text)]
    first = next((way for way in ways if way in {"L", "R", "AL"}), "L")
    mixed = not {*ways} <= {"R", "AL", "NSM", "WS"}
    return f"\u2067{line}\u2069" if first != "L" and mixed else line


def break_once(text: str, style: Style) -> list[str]:
    """Return a name in one line, or in two if it is wider than its style allows."""
    text = plain(text)
    if style.wrap is None or text_width(text, style) <= style.wrap or " " not in text:
        return [text]
    gaps = [index for index, letter in enumerate(text) if letter == " "]
    best = min(gaps, key=lambda index: abs(index - len(text) / 2))
    return [text[:best], text[best + 1 :]]


def lines_of_area(text: str, style: Style) -> list[list[str]]:
    """Return the lines that the name of an area may be set in: as its style says, then in one, two, three."""
    usual = break_once(text, style)
    words = plain(text).split(" ")
    most = min(STYLE.ground_names.most_lines, len(words))
    others = [_in_lines(words, count + 1, style) for count in range(most)]
    return [usual, *(lines for lines in others if len(lines) != len(usual))]


def _in_lines(words: Sequence[str], count: int, style: Style) -> list[str]:
    """Return words in so many lines, of which the longest is as short as can be."""
    if count == 1:
        return [" ".join(words)]
    ways = (
        [" ".join(words[:index]), *_in_lines(words[index:], count - 1, style)]
        for index in range(1, len(words) - count + 2)
    )
    return min(ways, key=lambda lines: max(text_width(line, style) for line in lines))


def break_lines(text: str, style: Style, width: float) -> list[str]:
    """Return a text in lines that fit a width; a word that is wider alone is cut."""
    lines: list[str] = []
    for word in plain(text).split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, style) <= width:
            lines[-1] = joined
        else:
            lines.extend(_cut(word, style, width))
    return lines or [""]


def _cut(word: str, style: Style, width: float) -> list[str]:
    """Return a word in pieces that fit; nearly always one."""
    if text_width(word, style) <= width or len(word) < 2:
        return [word]
    pieces = [""]
    for letter in word:
        if pieces[-1] and text_width(pieces[-1] + letter, style) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def shorten(text: str, style: Style, width: float, lines: int) -> list[str]:
    """Return a text in at most so many lines; what is left out is told by an ellipsis."""
    broken = break_lines(text, style, width)
    if len(broken) <= lines:
        return broken
    last = broken[lines - 1]
    while last and text_width(last + " …", style) > width:
        last = last.rpartition(" ")[0] if " " in last else last[:-1]
    return [*broken[: lines - 1], f"{last} …"]


def set_text(
    lines: Sequence[str],
    x: float,
    y: float,
    style: Style,
    *,
    anchor: Literal["start", "middle", "end"] = "start",
    leading: float = 1.2,
    transform: str | None = None,
) -> str:
    """Return lines of text, the base line of the first at `y`."""
    if len(lines) == 1:
        content = _directed(lines[0])
    else:
        content = "".join(
            tag("tspan", _directed(line), x=x, y=y + index * leading * style.size)
            for index, line in enumerate(lines)
        )
    halo = {"stroke_width": style.halo_width, "paint_order": "stroke", "stroke_linejoin": "round"}
    return tag(
        "text", content, x=x, y=y, font_size=style.size,
        font_weight=700 if style.face == "Bold" else None,
        font_style="italic" if style.face == "Italic" else None,
        letter_spacing=spacing_of("".join(lines), style) or None,
        text_anchor=None if anchor == "start" else anchor,
        fill=style.fill, stroke=style.halo, **(halo if style.halo else {}), transform=transform,
    )  # fmt: skip
