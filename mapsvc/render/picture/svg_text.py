"""Elements of an SVG picture: text made inert, numbers short, geometry as paths."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

#: What XML 1.0 has no place for, and marks that turn the direction of the text around them.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)
#: White space, but for what holds a number and its unit together.
_BLANKS = re.compile(r"[^\S\u00a0]+")
_HEX = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$")


def plain(text: str) -> str:
    """Return a text in one line without characters that do anything but stand there."""
    return _BLANKS.sub(" ", _UNPRINTABLE.sub("", text.replace("\u2028", " ").replace("\u2029", " "))).strip()


def number(value: float) -> str:
    """Return a number with at most two decimals and no needless zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def tag(name: str, content: str | None = None, /, **attributes: Any) -> str:
    """
    Return an element.

    Parameters
    ----------
    name
        Of the element.
    content
        Markup that is already safe; nothing for an empty element.
    **attributes
        `_` stands for `-`; numbers are shortened, texts escaped, `None` left out.
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={_attribute(value)}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}/>" if content is None else f"<{name}{written}>{content}</{name}>"


def svg_document(content: str, width: float, height: float, **attributes: Any) -> str:
    """Return a document of a size in pixels."""
    box = f"0 0 {number(width)} {number(height)}"
    space = "http://www.w3.org/2000/svg"
    return tag("svg", content, xmlns=space, width=width, height=height, viewBox=box, **attributes)


def group_at(content: str, x: float, y: float, class_: str) -> str:
    """Return a group whose corner is moved to a point."""
    return tag("g", content, class_=class_, transform=f"translate({number(x)} {number(y)})")


def _attribute(value: Any) -> str:
    if isinstance(value, float | int) and not isinstance(value, bool):
        return f'"{number(value)}"'
    return quoteattr(plain(str(value)))


def text_node(text: str) -> str:
    """Return a text as the content of an element."""
    return escape(plain(text))


def dashes(lengths: Iterable[float]) -> str | None:
    """Return the value of `stroke-dasharray`, or nothing for a solid line."""
    return " ".join(number(length) for length in lengths) or None


def colour(value: str) -> str:
    """Return a colour of a symbol if it is one of ours (`#rgb`, `#rrggbb`), else the colour of nothing."""
    return value if _HEX.match(value) else "none"


def path_data(geometry: BaseGeometry) -> str:
    """Return the `d` of lines and polygons in pixels; rings are closed."""
    parts: list[str] = []
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon":
            rings = [part.exterior, *part.interiors]
            parts.extend(_steps(shapely.get_coordinates(ring)[:-1]) + "Z" for ring in rings)
        elif part.geom_type in {"LineString", "LinearRing"}:
            parts.append(_steps(shapely.get_coordinates(part)))
        elif part.geom_type.startswith(("Multi", "Geometry")):
            parts.append(path_data(part))
    return "".join(parts)


def _steps(coordinates: np.ndarray[Any, Any]) -> str:
    """Return a run as a start and steps of tenths of a pixel, without those that go nowhere."""
    tenths = np.rint(coordinates * 10).astype(np.int64)
    if not len(tenths):
        return ""
    moves = np.diff(tenths, axis=0)
    moves = moves[np.any(moves != 0, axis=1)]
    start = f"M{_tenth(int(tenths[0, 0]))} {_tenth(int(tenths[0, 1]))}"
    if not len(moves):
        return start
    steps = moves.ravel().tolist()
    return (
        start
        + "l"
        + " ".join(
            [_TENTHS[step] if -_STEPS_AT_HAND < step < _STEPS_AT_HAND else _tenth(step) for step in steps]
        )
    )


def _tenth(value: int) -> str:
    whole, rest = divmod(abs(value), 10)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}"


#: Steps of a coast are short: how each below this is written, those back counted from the end.
_STEPS_AT_HAND = 1000
_TENTHS = tuple(map(_tenth, (*range(_STEPS_AT_HAND), *range(1 - _STEPS_AT_HAND, 0))))
