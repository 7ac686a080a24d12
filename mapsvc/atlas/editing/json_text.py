"""JSON files changed so that what is not meant stays as it is, byte for byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from mapsvc.atlas.editing.json_spans import Part, closing_of, is_same, parts_of, value_at
from mapsvc.atlas.editing.json_style import HOUSE_ITEM, JsonStyle, Way, layout_of
from mapsvc.atlas.editing.marked_text import begin_of, is_blank, newline_of
from mapsvc.files import compact_json

#: Two lists that differ in so many elements are compared one by one, not for what moved, in elements.
_MOST_COMPARED = 3000


def put_item(text: str, item: Mapping[str, Any], *, key: str = "id") -> str:
    """
    Put a record into the array that a file is: in place of the one with its id, else at the end.

    Parameters
    ----------
    text
        The file; an empty one becomes an array.
    item
        The whole record.
    key
        The member by which records are told.

    Raises
    ------
    ValueError
        If the file is no array, or JSON cannot say the record.
    """
    if is_blank(text):
        return f"{text}[\n{HOUSE_ITEM.render(item, '')}\n]\n"
    value, start, end = value_at(text, begin_of(text))
    if not isinstance(value, list):
        msg = "it is no array"
        raise ValueError(msg)
    return text[:start] + put_into(text, start, item, key=key, house=HOUSE_ITEM) + text[end:]


def remove_item(text: str, item_id: str, *, key: str = "id") -> str:
    """Take the record with an id out of the array that a file is; the file as it is where there is none."""
    value, start, end = value_at(text, begin_of(text))
    return text[:start] + take_from(text, start, value, item_id, key=key) + text[end:]


def put_into(text: str, start: int, item: Mapping[str, Any], *, key: str, house: JsonStyle) -> str:
    """Return the array that begins at a place with a record put into it."""
    parts = parts_of(text, start)
    found = next((part for part in parts if _id_of(part.value, key) == item[key]), None)
    like = found or (parts[-1] if parts else None)
    style = layout_of(text, like.value_start, like.end) if like else house
    if found is not None:
        end = closing_of(text, start, parts)
        return text[start : found.start] + patched(text, found.start, item, style) + text[found.end : end]
    if not parts:
        indent = _indent_at(text, start)
        newline = newline_of(text)
        inner = f"{indent}{style.step}"
        return f"[{newline}{inner}{style.render(item, inner)}{newline}{indent}]"
    values = [part.value for part in parts]
    return patched(text, start, [*values, item], style, ("array",), inner=())


def take_from(text: str, start: int, value: Any, item_id: str, *, key: str) -> str:
    """Return the array that begins at a place without the record of an id."""
    kept = [item for item in value if _id_of(item, key) != item_id]
    if len(kept) == len(value):
        return text[start : closing_of(text, start, parts_of(text, start))]
    return patched(text, start, kept, JsonStyle(), ("array",), inner=())


def _id_of(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def patched(
    text: str, start: int, new: Any, style: JsonStyle, way: Way = (), *, inner: Way | None = None
) -> str:
    """
    Return the value that begins at a place, changed into another one as little as can be.

    Parameters
    ----------
    text
        What it stands in.
    start
        Its first character.
    new
        What it is to say.
    style
        How what is new is laid out.
    way
        Where it stands within its record.
    inner
        The way of its elements, if it is not that of an element.
    """
    old, _, end = value_at(text, start)
    if is_same(old, new):
        return text[start:end]
    if not _are_alike(old, new):
        return style.render(new, _indent_at(text, start), way)
    if not new:
        return text[start] + text[end - 1]
    if isinstance(new, Mapping):
        return _rebuilt(text, start, _members(text, start, new), style, way)
    return _rebuilt(text, start, _elements(text, start, new), style, (*way, "*") if inner is None else inner)


def _are_alike(old: Any, new: Any) -> bool:
    """Tell whether a container can be changed into another part by part."""
    kinds = ((dict, Mapping), (list, (list, tuple)))
    return bool(old) and any(isinstance(old, kind) and isinstance(new, other) for kind, other in kinds)


#: A part of the text that stays, or none; with the key and the value that it is to have.
_Kept = tuple[Part | None, str | int, Any]


def _members(text: str, start: int, new: Mapping[str, Any]) -> list[_Kept]:
    """Return the members of an object in the order of the text, each new one behind its forerunner."""
    pieces: list[_Kept] = [
        (part, part.key, new[str(part.key)]) for part in parts_of(text, start) if part.key in new
    ]
    known = [piece[1] for piece in pieces]
    before = -1
    for key, value in new.items():
        if key in known:
            before = known.index(key)
        else:
            before += 1
            known.insert(before, key)
            pieces.insert(before, (None, key, value))
    return pieces


def _elements(text: str, start: int, new: Sequence[Any]) -> list[_Kept]:
    """Return the elements of an array, each with the one that it was, if it was one."""
    parts = parts_of(text, start)
    first = 0
    shorter = min(len(parts), len(new))
    while first < shorter and is_same(parts[first].value, new[first]):
        first += 1
    last = 0
    while last < shorter - first and is_same(parts[-1 - last].value, new[-1 - last]):
        last += 1
    kept: list[Part | None] = [*parts[:first]]
    kept += _aligned(parts[first : len(parts) - last], new[first : len(new) - last])
    kept += parts[len(parts) - last :]
    return [(part, index, value) for index, (part, value) in enumerate(zip(kept, new, strict=True))]


def _aligned(parts: Sequence[Part], new: Sequence[Any]) -> list[Part | None]:
    """Return for each new element which old one it is, or changed from."""
    if len(parts) == len(new) or max(len(parts), len(new)) > _MOST_COMPARED:
        return [parts[index] if index < len(parts) else None for index in range(len(new))]
    before, after = ([compact_json(value) for value in values] for values in ([p.value for p in parts], new))
    found: list[Part | None] = []
    changes = SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()
    for what, low, high, new_low, new_high in changes:
        if what != "delete":
            found += [parts[low + step] if low + step < high else None for step in range(new_high - new_low)]
    return found


def _rebuilt(text: str, start: int, pieces: list[_Kept], style: JsonStyle, way: Sequence[str]) -> str:
    """Return a container of pieces, with the old text between those that stood side by side."""
    parts = parts_of(text, start)
    opening = text[start + 1 : parts[0].start]
    closing = text[parts[-1].end : closing_of(text, start, parts)]
    between = _between(text, parts, opening, style)
    indent = between.rpartition("\n")[2] if "\n" in between else _indent_at(text, start)
    follows = {
        (earlier.start, part.start): text[earlier.end : part.start] for earlier, part in pairwise(parts)
    }
    made = [text[start], opening]
    before: Part | None = None
    for part, key, value in pieces:
        if len(made) > 2:
            made.append(follows.get((before.start, part.start), between) if part and before else between)
        at = (*way, key) if isinstance(key, str) else tuple(way)
        if part is None:
            head = f"{style.word(key)}{style.colon}" if isinstance(key, str) else ""
            made.append(head + style.render(value, indent, at))
        else:
            made.append(text[part.start : part.value_start])
            made.append(patched(text, part.value_start, value, style, at))
        before = part
    return "".join(made) + closing


def _between(text: str, parts: list[Part], opening: str, style: JsonStyle) -> str:
    """Return what stands between two parts of a container."""
    if len(parts) > 1:
        return text[parts[-2].end : parts[-1].start]
    return f",{opening}" if "\n" in opening else style.comma


def _indent_at(text: str, at: int) -> str:
    """Return the white space with which the line of a place begins."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return line[: len(line) - len(line.lstrip(" \t"))]
