"""Where an atlas names a place by its id, and how two entries of one place become one."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mapsvc.atlas.editing.csv_text import put_row, read_rows, remove_row
from mapsvc.atlas.editing.drawn_files import PLACES_FILE
from mapsvc.atlas.editing.geojson_text import put_feature, put_head, remove_feature
from mapsvc.atlas.editing.toml_text import put_value, remove_value
from mapsvc.errors import UnknownPlaceError, not_found

#: Files that name places, and the column that does in a table.
_NAMING_TEXTS = ("events/*.toml", "tours/*.toml", "corrections.toml", "polities.toml")
_NAMING_SHAPES = ("routes/*.geojson", "borders/*.geojson")
_TABLES = (("mentions/*.csv", "place"), ("names.csv", "thing"))
#: Fields that hold the id of a place, or several.
_ONE, _SEVERAL = {"place", "to"}, {"places", "about", "highlight"}
_HIGHLIGHTED = "places/"
#: A step on the way to a value: a key, or the number in a list.
Way = tuple[str | int, ...]


@dataclass(frozen=True)
class PlaceUse:
    """A file that names a place, and how often."""

    path: str
    count: int


def uses_of(root: Path, place_id: str) -> list[PlaceUse]:
    """Return the files of an atlas that name a place, in their order; `places.geojson` itself is none."""
    found = ((path, _count(path, text, place_id)) for path, text in _texts_of(root))
    return [PlaceUse(path, count) for path, count in found if count]


def merged_texts(root: Path, keep: str, gone: str) -> dict[str, tuple[str, str]]:
    """
    Return the files that change when an entry goes into another, each as it is and as it is to be.

    Names and links of the one that goes stand with the other's, where they are not there already.

    Raises
    ------
    UnknownPlaceError
        If the atlas has no such entries, or they are one.
    """
    text = (root / PLACES_FILE).read_text(encoding="utf-8")
    features = {one["id"]: one for one in json.loads(text)["features"] if isinstance(one.get("id"), str)}
    for wanted in (keep, gone):
        if wanted not in features or keep == gone:
            raise not_found(UnknownPlaceError, "place", wanted, list(features))
    merged = put_feature(remove_feature(text, gone), _joined(features[keep], features[gone]))
    changed = {PLACES_FILE: (text, merged)}
    for path, old in _texts_of(root):
        if _count(path, old, gone):
            changed[path] = old, _renamed(path, old, gone, keep)
    return changed


def _joined(kept: Mapping[str, Any], gone: Mapping[str, Any]) -> dict[str, Any]:
    lists = {}
    for member in ("names", "links"):
        known = list(kept.get(member, ()))
        known += [one for one in gone.get(member, ()) if one not in known]
        if known:
            lists[member] = known
    return {**kept, **lists}


def _texts_of(root: Path) -> Iterator[tuple[str, str]]:
    patterns = (*_NAMING_TEXTS, *_NAMING_SHAPES, *(pattern for pattern, _ in _TABLES))
    for pattern in patterns:
        for path in sorted(root.glob(pattern)):
            try:
                yield path.relative_to(root).as_posix(), path.read_bytes().decode("utf-8")
            except (OSError, UnicodeDecodeError):  # a file that nobody can read names nothing
                continue


def _count(path: str, text: str, place_id: str) -> int:
    if place_id not in text:
        return 0
    if path.endswith(".csv"):
        return len(_rows(path, text, place_id))
    return len(list(_ways(_document(path, text), place_id)))


def _document(path: str, text: str) -> Any:
    bare = text.removeprefix("\ufeff")
    try:
        return tomllib.loads(bare) if path.endswith(".toml") else json.loads(bare)
    except (ValueError, RecursionError):
        return {}


def _ways(value: Any, place_id: str, way: Way = ()) -> Iterator[Way]:
    """Yield the way to each value that is the id of a place."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _ways(inner, place_id, (*way, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _ways(inner, place_id, (*way, number))
    elif way and _names(way, value, place_id):
        yield way


def _names(way: Way, value: Any, place_id: str) -> bool:
    if way[-1] in _ONE:
        return bool(value == place_id)
    several = len(way) > 1 and way[-2] in _SEVERAL and isinstance(way[-1], int)
    return several and value in {place_id, _HIGHLIGHTED + place_id}


def _renamed(path: str, text: str, old: str, new: str) -> str:
    if path.endswith(".csv"):
        return _renamed_rows(path, text, old, new)
    document = _document(path, text)
    ways = list(_ways(document, old))
    if path.endswith(".geojson"):
        return _renamed_shapes(text, document, ways, new)
    for way in ways:
        said = _value_at(document, way)
        text = put_value(text, way, said.replace(old, new) if said.startswith(_HIGHLIGHTED) else new)
    return _without_twins(text, new)


def _without_twins(text: str, place_id: str) -> str:
    """Return an event's text in which a place has each of its roles once."""
    seen: list[Any] = []
    twins = []
    for number, part in enumerate(tomllib.loads(text.removeprefix("\ufeff")).get("places", ())):
        if isinstance(part, dict) and part.get("place") == place_id:
            if part.get("role") in seen:
                twins.append(number)
            seen.append(part.get("role"))
    for number in reversed(twins):
        text = remove_value(text, ("places", number))
    return text


def _value_at(document: Any, way: Sequence[str | int]) -> Any:
    for step in way:
        document = document[step]
    return document


def _renamed_shapes(text: str, document: Any, ways: Sequence[Way], new: str) -> str:
    for way in ways:
        holder = _value_at(document, way[:-1])
        holder[way[-1]] = new
    for key, number, *_ in ways:
        if key == "features" and isinstance(number, int):
            text = put_feature(text, document["features"][number])
        else:
            text = put_head(text, str(key), document[key])
    return text


def _rows(path: str, text: str, place_id: str) -> list[dict[str, str]]:
    column = next(column for pattern, column in _TABLES if Path(path).match(pattern))
    _, columns, rows = read_rows(text)
    found = (dict(zip(columns, row.values, strict=False)) for row in rows)
    return [row for row in found if row.get(column) == place_id]


def _renamed_rows(path: str, text: str, old: str, new: str) -> str:
    column = next(column for pattern, column in _TABLES if Path(path).match(pattern))
    for row in _rows(path, text, old):
        others = [name for name in row if name != column]
        if column == "place":
            text = put_row(text, {**row, column: new}, others)
        else:
            text = put_row(remove_row(text, row, list(row)), {**row, column: new}, list(row))
    return text
