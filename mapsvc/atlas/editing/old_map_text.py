"""The file of an old map, with a table a control point, so that one that is moved is one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mapsvc.atlas.editing.toml_text import append_table, put_value, remove_value

#: Fields in the order in which a new file has them; control points stand last.
_FIELD_ORDER = (
    "title", "maker", "date", "valid", "image", "licence", "attribution", "sources", "shown", "opacity",
    "size", "crs", "affine", "transformation", "crop", "points",
)  # fmt: skip
_POINTS = "points"


def old_map_text(fields: Mapping[str, Any]) -> str:
    """Return a new file."""
    return with_fields("", fields)


def with_fields(text: str, fields: Mapping[str, Any]) -> str:
    """
    Return a file with other values; remarks and order stay, and a field that is nothing goes.

    Raises
    ------
    ValueError
        If it is no TOML.
    """
    for name in sorted(fields, key=_FIELD_ORDER.index):
        value = fields[name]
        if name == _POINTS:
            text = _with_points(text, value or [])
        elif value is None:
            text = remove_value(text, [name])
        else:
            text = put_value(text, [name], value)
    return text


def _with_points(text: str, points: Sequence[Mapping[str, Any]]) -> str:
    if f"[[{_POINTS}]]" in text and points:
        return put_value(text, [_POINTS], [dict(point) for point in points])
    text = remove_value(text, [_POINTS])
    for point in points:
        if not text.endswith("\n\n") and text:
            text += "\n"
        text = append_table(text, _POINTS, dict(point))
    return text
