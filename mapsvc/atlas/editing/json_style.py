"""How a JSON text is laid out, so that what is added looks like what is there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mapsvc.atlas.editing.json_spans import parts_of
from mapsvc.atlas.editing.marked_text import newline_of

#: A container by its way from the record: keys, `*` for any element.
Way = tuple[str, ...]
#: The containers of numbers, by how deep they are: a position, positions, rings, ….
_OF_NUMBERS = ("position",)


@dataclass(frozen=True)
class JsonStyle:
    """
    The layout of a record.

    Attributes
    ----------
    comma, colon
        What stands between parts on one line, and between key and value.
    step
        By what each depth is indented.
    newline
        The end of a line.
    broken
        Which containers stand with each part on a line of its own.
    otherwise
        Whether those do of which nothing is known.
    ascii
        Whether letters beyond English are spelt out.
    """

    comma: str = ", "
    colon: str = ": "
    step: str = " "
    newline: str = "\n"
    broken: Mapping[Way, bool] = field(default_factory=dict)
    otherwise: bool = False
    ascii: bool = False

    def render(self, value: Any, indent: str, way: Way = ()) -> str:
        """
        Return a value as text.

        Parameters
        ----------
        value
            What JSON can say.
        indent
            Of the line on which it begins.
        way
            Where it stands.

        Raises
        ------
        ValueError
            If JSON cannot say it.
        """
        if isinstance(value, Mapping) and value:
            inner = (
                f"{self.word(str(key))}{self.colon}{self.render(part, indent + self.step, (*way, str(key)))}"
                for key, part in value.items()
            )
            return self._joined("{}", list(inner), indent, self.is_broken(value, way))
        if isinstance(value, list | tuple) and value:
            elements = [self.render(part, indent + self.step, (*way, "*")) for part in value]
            return self._joined("[]", elements, indent, self.is_broken(value, way))
        return self.word(value)

    def is_broken(self, value: Any, way: Way) -> bool:
        """Tell whether each part of a container stands on a line of its own."""
        return self.broken.get(class_of(value, way), self.otherwise)

    def word(self, value: Any) -> str:
        """Return a value that is no container, or is empty."""
        return json.dumps(
            value, ensure_ascii=self.ascii, separators=(self.comma, self.colon), allow_nan=False
        )

    def _joined(self, brackets: str, parts: list[str], indent: str, broken: bool) -> str:
        if not broken:
            return f"{brackets[0]}{self.comma.join(parts)}{brackets[1]}"
        between = f",{self.newline}{indent}{self.step}"
        opening, closing = f"{self.newline}{indent}{self.step}", f"{self.newline}{indent}"
        return f"{brackets[0]}{opening}{between.join(parts)}{closing}{brackets[1]}"


#: New files of GeoJSON: a line a vertex, the rest of a feature compact.
HOUSE_FEATURE = JsonStyle(
    broken={
        (): True,
        ("properties",): True,
        ("geometry",): True,
        ("position", "*"): True,
        ("position", "*", "*"): True,
        ("position", "*", "*", "*"): True,
    }
)
#: New lists of records.
HOUSE_ITEM = JsonStyle()


def class_of(value: Any, way: Way) -> Way:
    """Return what a container is for its layout: containers of numbers are told by depth, others by way."""
    depth, inner = 0, value
    while isinstance(inner, list | tuple) and inner and isinstance(inner[0], list | tuple):
        depth, inner = depth + 1, inner[0]
    numbers = isinstance(inner, list | tuple) and inner and isinstance(inner[0], int | float)
    return (*_OF_NUMBERS, *("*",) * depth) if numbers else way


def layout_of(text: str, start: int, end: int, *, way: Way = ()) -> JsonStyle:
    """
    Return the layout of a record.

    Parameters
    ----------
    text
        What it stands in.
    start, end
        Its characters.
    way
        What the way of its parts begins with.
    """
    record = text[start:end]
    broken = dict(_containers(text, start, way)) if record[:1] in ("{", "[") else {}
    seen = list(broken.values())
    comma, colon = _signs(record)
    return JsonStyle(
        comma=comma,
        colon=colon,
        step=_step(record) or _step(text) or " ",
        newline=newline_of(text),
        broken=broken,
        otherwise=bool(seen) and all(seen),
        ascii=text.isascii() and r"\u" in text,
    )


def _containers(text: str, start: int, way: Way) -> Iterator[tuple[Way, bool]]:
    """Yield which containers of a record are broken; of many like ones the first is asked."""
    parts = parts_of(text, start)
    if not parts:
        return
    value = [part.value for part in parts] if text[start] == "[" else {}
    yield class_of(value, way), "\n" in text[start : parts[0].start]
    for part in parts if text[start] == "{" else parts[:1]:
        if text[part.value_start] in "{[":
            yield from _containers(text, part.value_start, (*way, "*" if value else str(part.key)))


def _signs(record: str) -> tuple[str, str]:
    """Return the comma and the colon of a record with the space behind them."""
    outside = re.sub(r'"(?:[^"\\]|\\.)*"', '""', record)
    comma = re.search(r",([ \t]*)(?=[^\s])", outside)
    colon = re.search(r'""[ \t]*:[ \t]*', outside)
    after = colon[0][2:] if colon else ": "
    return f",{comma[1]}" if comma else after.replace(":", ",").lstrip(), after


def _step(record: str) -> str:
    """Return by what the second depth of a record is indented beyond the first; empty on one line."""
    indents = sorted({len(found) for found in re.findall(r"\n([ \t]*)(?=[^\s])", record)})
    if len(indents) < 2:
        return ""
    sign = "\t" if "\n\t" in record else " "
    return sign * (indents[1] - indents[0])
