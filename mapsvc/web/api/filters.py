"""What a reader asks of features in CQL2, as text or as JSON: read by a library, allowed and applied here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import cql2
import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.errors import DateError, GeometryError, RequestError
from mapsvc.model.geometry import parse_geometry
from mapsvc.model.meridian import halves
from mapsvc.web.api.predicates import (
    ARITHMETIC,
    COMPARISONS,
    LETTERS,
    LISTS,
    SHAPES,
    TIMES,
    Lapse,
    every,
    interval,
    is_like,
    negated,
    read_moment,
    some,
)
from mapsvc.web.api.queryables import GEOMETRY

FILTER_LANGUAGES = ("cql2-text", "cql2-json")
LONGEST_FILTER = 8000
#: The parser calls itself for each of them; far fewer than would exhaust the stack of a thread.
_MOST_OPERATORS, _MOST_DEPTH = 100, 20
_QUOTATION = re.compile(r"'(?:[^'\\]|\\.|'')*'|\"[^\"]*\"")
_COORDINATE = r"[-+]?[\d.]+(?:[eE][-+]?\d+)?"
#: A position of a shape: its signs are no operators.
_POSITION = re.compile(rf"(?<=[(,])\s*{_COORDINATE}(?:\s+{_COORDINATE}){{1,3}}(?=\s*[,)])")
_OPERATOR = re.compile(r"\b(?:and|or|not|div|between|like|in|is)\b|[-+*/%^<>=]", re.IGNORECASE)
_LITERALS: tuple[tuple[type[Any], str], ...] = (
    (bool, "truth"),
    (int, "number"),
    (float, "number"),
    (str, "text"),
)
_SPAN_KINDS = ("date", "time")

Row = tuple[Mapping[str, object], BaseGeometry | None]
Test = Callable[[Row], object]


class Operand(NamedTuple):
    """
    A part of a filter.

    Attributes
    ----------
    kind
        Of its value.
    value
        For a feature; nothing where it is unknown.
    text
        What stands in the filter, if it is a text itself.
    """

    kind: str
    value: Test
    text: str | None = None


def read_filter(text: str, language: str, queryables: Mapping[str, str]) -> Callable[[Row], bool]:
    """
    Read a filter.

    Parameters
    ----------
    text
        As it was sent.
    language
        One of `FILTER_LANGUAGES`.
    queryables
        The kinds of the properties that it may name.

    Returns
    -------
    test
        Whether a feature, given by its properties and its shape, meets the filter. What is compared with a
        value that a feature lacks is unknown, and is not met.

    Raises
    ------
    RequestError
        If it cannot be read, or asks for what is not offered; the message names that.

    References
    ----------
    Common Query Language (CQL2), OGC 21-065r2.
    """
    if len(text) > LONGEST_FILTER:
        raise _refused(f"is longer than {LONGEST_FILTER} characters")
    tree = _parse_text(text) if language == FILTER_LANGUAGES[0] else _parse_json(text)
    term = _FilterReader(queryables).term(tree)
    if term.kind != "truth":
        raise _refused(f"is a {term.kind} and no condition")
    return lambda row: term.value(row) is True


def _refused(why: str) -> RequestError:
    return RequestError(f"'filter' {why}.")


def _parse_text(text: str) -> Any:
    bare = _POSITION.sub("0", _QUOTATION.sub("''", text))
    depth = deepest = 0
    for sign in re.findall(r"[()]", bare):
        depth += 1 if sign == "(" else -1
        deepest = max(deepest, depth)
    if deepest > _MOST_DEPTH:
        raise _refused(f"has more than {_MOST_DEPTH} brackets within each other")
    if len(_OPERATOR.findall(bare)) > _MOST_OPERATORS:
        raise _refused(f"has more than {_MOST_OPERATORS} operators")
    return _parsed(cql2.parse_text, text, "CQL2 text")


def _parse_json(text: str) -> Any:
    try:
        json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise _refused("is no JSON, as 'filter-lang' says it is") from error
    return _parsed(cql2.parse_json, text, "CQL2 JSON")


def _no_number(name: str) -> float:
    raise ValueError(name)


def _parsed(parse: Callable[[str], cql2.Expr], text: str, form: str) -> Any:
    try:
        return parse(text).to_json()
    except Exception as error:
        where = re.search(r"--> 1:(\d+)", str(error))
        raise _refused(f"is no {form}" + (f" from character {where[1]} on" if where else "")) from error


class _FilterReader:
    """Turns the tree of a filter into a test; what is not offered ends it."""

    def __init__(self, queryables: Mapping[str, str]) -> None:
        self._queryables = queryables
        self._forms: dict[str, Callable[[dict[str, Any]], Operand]] = {
            "op": self._operation,
            "property": self._property,
            "date": lambda node: self._moment(node["date"], "date"),
            "timestamp": lambda node: self._moment(node["timestamp"], "time"),
            "interval": self._interval,
            "bbox": lambda node: _constant("geometry", _box(node["bbox"])),
            "type": lambda node: _constant("geometry", _geometry(node)),
        }

    def term(self, node: Any) -> Operand:
        """Return what a node of the tree means."""
        if isinstance(node, dict):
            for name, form in self._forms.items():
                if name in node:
                    return form(node)
        if isinstance(node, list):
            return _constant("list", [_plain(part) for part in node])
        kind = next((kind for plain, kind in _LITERALS if isinstance(node, plain)), "")
        if kind:
            return _constant(kind, float(node) if kind == "number" else node)
        raise _refused(f"has a part that means nothing: {str(node)[:40]!r}")

    def _property(self, node: dict[str, Any]) -> Operand:
        name = node["property"]
        if not isinstance(name, str) or name not in self._queryables:
            offered = ", ".join(self._queryables)
            raise _refused(f"names the property {str(name)[:40]!r}; this collection has {offered}")
        kind = self._queryables[name]
        if kind == GEOMETRY:
            return Operand(kind, lambda row: row[1])
        if kind == "date":
            return Operand(kind, lambda row: _moment_of(row[0].get(name)))
        return Operand(kind, lambda row: row[0].get(name))

    def _moment(self, text: Any, kind: str) -> Operand:
        return _constant(kind, _moment_of(text))

    def _interval(self, node: dict[str, Any]) -> Operand:
        sides = node["interval"]
        if not isinstance(sides, list) or len(sides) != 2:
            raise _refused("has an interval without two sides")
        terms = [self._side(side) for side in sides]
        kind = "date" if any(term.kind == "date" for term in terms) else "time"
        first, last = (term.value for term in terms)
        return Operand(kind, lambda row: interval(first(row), last(row)))

    def _side(self, side: Any) -> Operand:
        if side == "..":
            return _constant("open", None)
        if isinstance(side, str):
            return self._moment(side, "time" if "T" in side else "date")
        term = self.term(side)
        if term.kind not in _SPAN_KINDS:
            raise _refused(f"has an interval with a side that is a {term.kind} and no date")
        return term

    def _operation(self, node: dict[str, Any]) -> Operand:
        op, given = node["op"], node.get("args")
        if not isinstance(op, str) or not isinstance(given, list):
            raise _refused("has an operation without a name or without arguments")
        name = op.lower()
        if name == "in":
            return self._in(given)
        if name not in _OPERATIONS:
            raise _refused(f"asks for {op[:40]!r}; offered are in, {', '.join(_OPERATIONS)}")
        count, operation = _OPERATIONS[name]
        if not (len(given) == count if count else len(given) >= 1):
            raise _refused(f"gives {name!r} {len(given)} values; it takes {count or 'one or more'}")
        return operation(name, [self.term(part) for part in given])

    def _in(self, given: list[Any]) -> Operand:
        if len(given) != 2 or not isinstance(given[1], list) or not given[1]:
            raise _refused("has no list of values after 'in'")
        return _any_of("or", [self._operation({"op": "=", "args": [given[0], part]}) for part in given[1]])


# ---- values --------------------------------------------------------------------------------------------
def _constant(kind: str, value: object) -> Operand:
    return Operand(kind, lambda _: value, value if isinstance(value, str) else None)


def _plain(value: Any) -> str | float:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return float(value)
    raise _refused("has a list with something that is neither text nor number")


def _moment_of(text: Any) -> Lapse | None:
    if text is None:
        return None
    try:
        return read_moment(str(text))
    except DateError as error:
        raise _refused(
            f"has {str(text)[:40]!r} for a date; write 1648-10-24 or 1648-10-24T12:00:00Z"
        ) from error


def _box(numbers: Any) -> BaseGeometry:
    plain = isinstance(numbers, list) and all(isinstance(number, int | float) for number in numbers)
    if plain and len(numbers) == 6:
        numbers = [*numbers[:2], *numbers[3:5]]
    if not plain or len(numbers) != 4 or not _on_earth(numbers[0::2], numbers[1::2]):
        raise _refused("has a box that is not west, south, east, north in degrees")
    return shapely.union_all(list(halves(numbers)))


def _geometry(node: dict[str, Any]) -> BaseGeometry:
    try:
        if node["type"] == "GeometryCollection":
            return shapely.union_all([_geometry(part) for part in node["geometries"]])
        return parse_geometry(node)
    except (GeometryError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise _refused(f"has a shape that cannot be read ({str(node.get('type'))[:40]!r})") from error


def _on_earth(lons: Any, lats: Any) -> bool:
    return all(-180 <= lon <= 180 for lon in lons) and all(-90 <= lat <= 90 for lat in lats)


# ---- operations ----------------------------------------------------------------------------------------
def _wanted(name: str, terms: list[Operand], *kinds: str) -> None:
    for term in terms:
        if term.kind not in kinds:
            raise _refused(f"gives {name!r} a {term.kind}; it takes {' or '.join(kinds)}")


def _lifted(kind: str, apply: Callable[..., object], terms: list[Operand]) -> Operand:
    """Return a term of functions that know no unknown: with one of them, the result is unknown."""
    reads = [term.value for term in terms]

    def value(row: Row) -> object:
        values = [read(row) for read in reads]
        return None if None in [*map(_is_known, values)] else apply(*values)

    return Operand(kind, value)


def _is_known(value: object) -> bool | None:
    return None if value is None else True


def _compared(name: str, terms: list[Operand]) -> Operand:
    one, other = (_as_date(term, terms) for term in terms)
    kinds = {_family(one.kind), _family(other.kind)}
    if len(kinds) > 1 or not kinds <= {"text", "number", "truth", "date"}:
        raise _refused(f"compares a {one.kind} with a {other.kind} by {name!r}")
    if kinds == {"truth"} and name not in ("=", "<>"):
        raise _refused(f"compares two conditions by {name!r}")
    if kinds == {"date"}:
        return _timed(name, [one, other])
    return _lifted("truth", COMPARISONS[name], [one, other])


def _as_date(term: Operand, beside: list[Operand]) -> Operand:
    """Return a text beside a date as the date that it is."""
    if term.text is not None and any(other.kind in _SPAN_KINDS for other in beside):
        return _constant("date", _moment_of(term.text))
    return term


def _family(kind: str) -> str:
    return "date" if kind in _SPAN_KINDS else kind


def _timed(name: str, terms: list[Operand]) -> Operand:
    terms = [_as_date(term, terms) for term in terms]
    _wanted(name, terms, *_SPAN_KINDS)
    # Beside a day, a time of day is its day.
    whole = any(term.kind == "date" for term in terms)
    apply = TIMES[name]
    if whole:
        return _lifted("truth", lambda one, other: apply(one.days(), other.days()), terms)
    return _lifted("truth", apply, terms)


def _any_of(name: str, terms: list[Operand]) -> Operand:
    _wanted(name, terms, "truth")
    reads, joined = [term.value for term in terms], every if name == "and" else some
    return Operand("truth", lambda row: joined(read(row) for read in reads))


def _not(name: str, terms: list[Operand]) -> Operand:
    _wanted(name, terms, "truth")
    return Operand("truth", lambda row: negated(terms[0].value(row)))


def _like(name: str, terms: list[Operand]) -> Operand:
    _wanted(name, terms, "text")
    return _lifted("truth", is_like, terms)


def _between(_name: str, terms: list[Operand]) -> Operand:
    value, least, most = terms
    return _any_of("and", [_compared(">=", [value, least]), _compared("<=", [value, most])])


def _is_null(_name: str, terms: list[Operand]) -> Operand:
    return Operand("truth", lambda row: terms[0].value(row) is None)


def _lettered(name: str, terms: list[Operand]) -> Operand:
    _wanted(name, terms, "text")
    return _lifted("text", LETTERS[name], terms)


def _reckoned(name: str, terms: list[Operand]) -> Operand:
    _wanted(name, terms, "number")
    return _lifted("number", ARITHMETIC[name], terms)


def _shaped(name: str, terms: list[Operand]) -> Operand:
    _wanted(name, terms, "geometry")
    return _lifted("truth", lambda one, other: bool(SHAPES[name](one, other)), terms)


def _listed(name: str, terms: list[Operand]) -> Operand:
    _wanted(name, terms, "list")
    return _lifted("truth", LISTS[name], terms)


#: By name: how many values it takes (nothing for any number), and what it makes of them.
_OPERATIONS: dict[str, tuple[int, Callable[[str, list[Operand]], Operand]]] = {
    **dict.fromkeys(("and", "or"), (0, _any_of)),
    "not": (1, _not),
    **dict.fromkeys(COMPARISONS, (2, _compared)),
    "like": (2, _like),
    "between": (3, _between),
    "isnull": (1, _is_null),
    **dict.fromkeys(LETTERS, (1, _lettered)),
    **dict.fromkeys(ARITHMETIC, (2, _reckoned)),
    **dict.fromkeys(SHAPES, (2, _shaped)),
    **dict.fromkeys((name for name in TIMES if name.startswith("t_")), (2, _timed)),
    **dict.fromkeys(LISTS, (2, _listed)),
}
