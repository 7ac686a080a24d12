"""The scale bar of a picture, and the arrow to the north."""

from __future__ import annotations

from dataclasses import dataclass

from mapsvc.language import translate
from mapsvc.model.numbers import format_length
from mapsvc.model.style import STYLE
from mapsvc.render.picture.boxes import Box
from mapsvc.render.picture.letters import Style, set_text
from mapsvc.render.picture.svg_text import number, tag
from mapsvc.render.picture.view import View
from mapsvc.scene.symbology import INK

_HALO = STYLE.colours.halo
_SCALE = Style(size=11, fill=INK, halo_width=3)
_LARGEST_BAR_PX = 130.0
_STEPS_M = tuple(step * 10**power for power in range(1, 7) for step in (1, 2, 5))


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
        tag("path", d=bar, fill="none", stroke=_HALO, stroke_width=4.5, stroke_opacity=0.9),
        tag("path", d=bar, fill="none", stroke=INK, stroke_width=1.6),
        set_text([format_length(metres, lang)], left + long / 2, y - 7, _SCALE, anchor="middle"),
    ]
    if view.stretch() > STYLE.scale_bar.most_stretch:
        parts, long = [], 0.0
    parts += [
        set_text([translate(lang, "picture.north")], x + 7, y - 17, _SCALE, anchor="middle"),
        tag(
            "path", d=f"M{number(x + 7)} {number(y - 14)}l5 14l-5 -3.5l-5 3.5Z", fill=INK,
            stroke=_HALO, stroke_width=2, paint_order="stroke", stroke_linejoin="round",
        ),
    ]  # fmt: skip
    box = (x - 4, bottom - 36, left + max(long, 44) + 6, bottom + 4)
    return ScaleBar(tag("g", "".join(parts), class_="scale"), box)
