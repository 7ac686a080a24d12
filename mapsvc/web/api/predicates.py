"""What a filter may do with texts, numbers, days, shapes and lists, some of which nobody knows."""

from __future__ import annotations

import math
import operator
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.model.day import Day

_TIME = re.compile(
    r"(?P<day>[^T]+)T(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d):(?P<second>[0-5]\d|60)(?:\.\d{1,9})?Z",
    re.ASCII,
)
_DAY_SECONDS = 86_400


class Lapse(NamedTuple):
    """A day, a time or an interval: its ends in days, infinite where it is open."""

    first: float
    last: float

    def days(self) -> Lapse:
        """Return the days of its ends."""
        return Lapse(*(side if math.isinf(side) else math.floor(side) for side in self))


def read_moment(text: str) -> Lapse:
    """Return a day or a time of UTC; `DateError` if it is neither."""
    found = _TIME.fullmatch(text)
    if found is None:
        at = float(Day.fromisoformat(text).toordinal())
        return Lapse(at, at)
    seconds = int(found["hour"]) * 3600 + int(found["minute"]) * 60 + int(found["second"])
    at = Day.fromisoformat(found["day"]).toordinal() + min(seconds, _DAY_SECONDS - 1) / _DAY_SECONDS
    return Lapse(at, at)


def interval(first: object, last: object) -> Lapse | None:
    """Return the time between two; a side that is open or not known limits nothing; neither is no time."""
    sides = [side for side in (first, last) if isinstance(side, Lapse)]
    if not sides:
        return None
    begin = first.first if isinstance(first, Lapse) else -math.inf
    end = last.last if isinstance(last, Lapse) else math.inf
    return Lapse(begin, end)


# ---- three values: yes, no, unknown -----------------------------------------------------------------------
def every(values: Iterable[object]) -> bool | None:
    """Return whether all are so; nothing if that hangs on one that is unknown."""
    found = list(values)
    return False if False in found else None if None in found else True


def some(values: Iterable[object]) -> bool | None:
    """Return whether one is so; nothing if that hangs on one that is unknown."""
    found = list(values)
    return True if True in found else None if None in found else False


def negated(value: object) -> bool | None:
    """Return the contrary; the contrary of unknown is unknown."""
    return None if value is None else value is False


# ---- texts ---------------------------------------------------------------------------------------------
def is_like(text: str, pattern: str) -> bool:
    r"""Tell whether a text fits a pattern: `%` is any letters, `_` is one, `\` takes the next as it is."""
    wanted = [
        ("", part[1:]) if len(part) == 2 else (part, "") if part in "%_" else ("", part)
        for part in re.findall(r"\\.|.", pattern, re.DOTALL)
    ]
    # From one `%` only the last matters: no pattern takes longer than its length times the text's.
    at = step = 0
    back: tuple[int, int] | None = None
    while at < len(text):
        if step < len(wanted) and wanted[step][0] == "%":
            back, step = (step, at), step + 1
        elif step < len(wanted) and (wanted[step][0] == "_" or wanted[step][1] == text[at]):
            at, step = at + 1, step + 1
        elif back is not None:
            back = (back[0], back[1] + 1)
            step, at = back[0] + 1, back[1]
        else:
            return False
    return all(sign == "%" for sign, _ in wanted[step:])


def without_accents(text: str) -> str:
    """Return a text without the marks on its letters; the dotless i has lost its own."""
    parts = unicodedata.normalize("NFD", text)
    kept = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", kept.replace("ı", "i"))


def without_case(text: str) -> str:
    """Return a text that does not differ by capitals; the dot of İ is no letter of its own."""
    return text.replace("İ", "i").casefold()


LETTERS: dict[str, Callable[[str], str]] = {"casei": without_case, "accenti": without_accents}


# ---- numbers -------------------------------------------------------------------------------------------
def _reckoned(reckon: Callable[[float, float], float]) -> Callable[[float, float], float | None]:
    """Return a rule whose result is unknown where there is none."""

    def result(one: float, other: float) -> float | None:
        try:
            found = reckon(one, other)
        except (ArithmeticError, ValueError):
            return None
        return found if isinstance(found, int | float) and math.isfinite(found) else None

    return result


ARITHMETIC: dict[str, Callable[[float, float], float | None]] = {
    "+": _reckoned(operator.add),
    "-": _reckoned(operator.sub),
    "*": _reckoned(operator.mul),
    "/": _reckoned(operator.truediv),
    "%": _reckoned(math.fmod),
    "div": _reckoned(lambda one, other: float(math.trunc(one / other))),
    "^": _reckoned(lambda one, other: math.pow(one, other)),
}
COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}

# ---- days ----------------------------------------------------------------------------------------------
TIMES: dict[str, Callable[[Lapse, Lapse], bool]] = {
    "=": lambda one, other: one == other,
    "<>": lambda one, other: one != other,
    "<": lambda one, other: one.last < other.first,
    ">": lambda one, other: one.first > other.last,
    "<=": lambda one, other: one.last <= other.first,
    ">=": lambda one, other: one.first >= other.last,
    "t_after": lambda one, other: one.first > other.last,
    "t_before": lambda one, other: one.last < other.first,
    "t_contains": lambda one, other: one.first < other.first and one.last > other.last,
    "t_disjoint": lambda one, other: one.last < other.first or one.first > other.last,
    "t_during": lambda one, other: one.first > other.first and one.last < other.last,
    "t_equals": lambda one, other: one == other,
    "t_finishedby": lambda one, other: one.first < other.first and one.last == other.last,
    "t_finishes": lambda one, other: one.first > other.first and one.last == other.last,
    "t_intersects": lambda one, other: one.last >= other.first and one.first <= other.last,
    "t_meets": lambda one, other: one.last == other.first,
    "t_metby": lambda one, other: one.first == other.last,
    "t_overlappedby": lambda one, other: other.first < one.first < other.last < one.last,
    "t_overlaps": lambda one, other: one.first < other.first < one.last < other.last,
    "t_startedby": lambda one, other: one.first == other.first and one.last > other.last,
    "t_starts": lambda one, other: one.first == other.first and one.last < other.last,
}

# ---- shapes and lists ----------------------------------------------------------------------------------
SHAPES: dict[str, Callable[[BaseGeometry, BaseGeometry], bool]] = {
    "s_contains": shapely.contains,
    "s_crosses": shapely.crosses,
    "s_disjoint": shapely.disjoint,
    "s_equals": shapely.equals,
    "s_intersects": shapely.intersects,
    "s_overlaps": shapely.overlaps,
    "s_touches": shapely.touches,
    "s_within": shapely.within,
}

LISTS: dict[str, Callable[[Sequence[object], Sequence[object]], bool]] = {
    "a_containedby": lambda one, other: set(one) <= set(other),
    "a_contains": lambda one, other: set(one) >= set(other),
    "a_equals": lambda one, other: list(one) == list(other),
    "a_overlaps": lambda one, other: bool({*one} & {*other}),
}
