"""Where the parts of a JSON text stand, so that one can be changed and the rest left alone."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

_JSON_BLANKS = re.compile(r"[ \t\r\n]*")


@dataclass(frozen=True)
class Part:
    """
    A member of an object, or an element of an array.

    Attributes
    ----------
    key
        Of a member; of an element its number.
    start, end
        The characters that it takes, with its key.
    value_start
        Where its value begins.
    value
        What it says.
    """

    key: str | int
    start: int
    value_start: int
    end: int
    value: Any


def refuse_constant(name: str) -> None:
    """Refuse what Python would read and JSON does not know, such as NaN."""
    msg = f"{name} is no JSON number"
    raise ValueError(msg)


_DECODER = json.JSONDecoder(parse_constant=refuse_constant)


def value_at(text: str, at: int) -> tuple[Any, int, int]:
    """
    Return the value at or behind a place, and its first and last place.

    Raises
    ------
    ValueError
        If there is none, or it is nested too deep.
    """
    start = past_space(text, at)
    try:
        value, end = _DECODER.raw_decode(text, start)
    except RecursionError as error:
        msg = "it is nested too deep"
        raise ValueError(msg) from error
    return value, start, end


def past_space(text: str, at: int) -> int:
    """Return the place of the first sign at or behind a place that is no white space."""
    found = _JSON_BLANKS.match(text, at)
    return found.end() if found else at


def parts_of(text: str, start: int) -> list[Part]:
    """
    Return the parts of the object or the array that begins at a place, in the order of the text.

    Raises
    ------
    ValueError
        If the text is no JSON there.
    """
    closing = {"{": "}", "[": "]"}[text[start]]
    found: list[Part] = []
    at = past_space(text, start + 1)
    while text[at : at + 1] != closing:
        key: str | int = len(found)
        begin = at
        if closing == "}":
            key, _, at = value_at(text, at)
            at = past_space(text, at) + 1
        value, value_start, end = value_at(text, at)
        found.append(Part(key, begin, value_start, end, value))
        at = past_space(text, end)
        if text[at : at + 1] == ",":
            at = past_space(text, at + 1)
        elif text[at : at + 1] != closing:
            msg = f"a comma or {closing!r} is missing at character {at}"
            raise ValueError(msg)
    return found


def closing_of(text: str, start: int, parts: list[Part]) -> int:
    """Return the place behind the bracket that closes an object or an array with these parts."""
    return past_space(text, parts[-1].end if parts else start + 1) + 1


def is_same(left: Any, right: Any) -> bool:
    """Tell whether two values say the same: 7 and 7.0 do, 1 and true do not."""
    if left is right:
        return True
    if isinstance(left, bool) or isinstance(right, bool):
        return False
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(is_same(value, right[key]) for key, value in left.items())
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(map(is_same, left, right))
    return bool(left == right)
