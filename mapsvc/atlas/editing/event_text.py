"""The file of an event: written new as people write it, or changed where its record is another."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Mapping
from typing import Any

from mapsvc.atlas.editing.toml_text import put_value, remove_value


def read_event(words: str) -> dict[str, Any]:
    """
    Return what a file of an event says, as JSON can say it.

    Raises
    ------
    ValueError
        If it is no TOML.
    """
    raw: dict[str, Any] = json.loads(
        json.dumps(tomllib.loads(words.removeprefix("\ufeff")), default=_plain_day)
    )
    return raw


def _plain_day(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def put_event(words: str, record: Mapping[str, Any]) -> str:
    """
    Return the file of an event with what its record says now; what is the same stays byte for byte.

    Raises
    ------
    ValueError
        If the file is no TOML.
    """
    if not words.strip():
        return event_toml(record)
    before = read_event(words)
    for key in before:
        if key not in record:
            words = remove_value(words, [key])
    for key, value in record.items():
        if value == before.get(key):
            continue
        if _is_table(value) and not before.get(key):
            words = _with(remove_value(words, [key]), key, value)
        else:
            words = put_value(words, [key], value)
    return words


def _with(words: str, key: str, value: Any) -> str:
    """Return a file with a table that it has not got yet at its end."""
    return f"{words.rstrip()}\n{event_toml({key: value})}"


def event_toml(record: Mapping[str, Any]) -> str:
    """Return the words of an event's file, laid out as people write them."""
    plain = {key: value for key, value in record.items() if not _is_table(value)}
    lines = [f"{key} = {toml_value(value)}" for key, value in plain.items()]
    for key, value in record.items():
        if isinstance(value, Mapping):
            lines += ["", f"[{key}]", *(f"{name} = {toml_value(part)}" for name, part in value.items())]
        elif _is_table(value):
            for row in value:
                lines += ["", f"[[{key}]]", *(f"{name} = {toml_value(part)}" for name, part in row.items())]
    return "\n".join(lines) + "\n"


def _is_table(value: Any) -> bool:
    rows = isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)
    return rows or isinstance(value, Mapping)


def toml_value(value: Any) -> str:
    """Return a value as a line of TOML has it: tables within it stand on that line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key} = {toml_value(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
