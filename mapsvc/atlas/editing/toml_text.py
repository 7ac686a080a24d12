"""TOML files changed so that remarks, order and what is not meant stay as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from difflib import SequenceMatcher
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, InlineTable, Table

from mapsvc.atlas.editing.marked_text import begin_of


def put_value(text: str, path: Sequence[str | int], value: Any) -> str:
    """
    Say a value in a file of TOML; a table that is there is changed member by member.

    Parameters
    ----------
    text
        The file.
    path
        Keys and numbers of list elements that lead to it; tables on the way are made.
    value
        What TOML can say; a new table stands on one line.

    Raises
    ------
    ValueError
        If the file is no TOML, the way leads through what is no table, or TOML cannot say the value.
    """
    return _edited(text, lambda document: _put(document, path, value))


def remove_value(text: str, path: Sequence[str | int]) -> str:
    """Take a value out; the text as it is where there is none. `ValueError` if it is no TOML."""
    return _edited(text, lambda document: _remove(document, path))


def append_table(text: str, key: str, table: Mapping[str, Any]) -> str:
    """
    Add a table at the end of a list of tables, `[[key]]`; the tables in it stand on one line.

    Raises
    ------
    ValueError
        If the file is no TOML, or the key has another value.
    """
    return _edited(text, lambda document: _append(document, key, table))


def _edited(text: str, change: Callable[[tomlkit.TOMLDocument], None]) -> str:
    mark = text[: begin_of(text)]
    plain = text[len(mark) :].replace("\r\n", "\n")
    try:
        document = tomlkit.parse(plain)
        change(document)
        made = tomlkit.dumps(document)
    except (TOMLKitError, TypeError, KeyError, IndexError, RecursionError) as error:
        msg = f"{error}" or "it is nested too deep"
        raise ValueError(msg) from error
    return mark + _with_line_ends(text[len(mark) :], plain, made)


def _with_line_ends(text: str, plain: str, made: str) -> str:
    """Return a changed text with the line ends that its lines had; new lines end as the first one does."""
    if "\r\n" not in text:
        return made
    lines = text.split("\n")
    usual = "\r" if lines[0].endswith("\r") else ""
    before, after = plain.split("\n"), made.split("\n")
    found: list[str] = []
    changes = SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()
    for what, low, high, new_low, new_high in changes:
        if what == "equal":
            found += lines[low:high]
        else:
            new = [line + usual for line in after[new_low:new_high]]
            if new_high == len(after):  # nothing ends the last line
                new[-1:] = [line.removesuffix("\r") for line in new[-1:]]
            found += new
    return "\n".join(found)


def _put(container: Any, path: Sequence[str | int], value: Any) -> None:
    *way, last = path
    for key, following in zip(way, path[1:], strict=True):
        if isinstance(key, str) and key not in container:
            container[key] = tomlkit.array() if isinstance(following, int) else tomlkit.inline_table()
        container = container[key]
    _set(container, last, value)


def _set(container: Any, key: str | int, value: Any) -> None:
    """Set a member, or change it into another value as little as can be."""
    old = _member(container, key)
    if old is None:
        _add(container, key, _item(value))
    elif isinstance(old, MutableMapping) and isinstance(value, Mapping):
        for name in [name for name in old if name not in value]:
            del old[name]
        for name, part in value.items():
            _set(old, name, part)
    elif isinstance(old, AoT) and _is_tables(value):
        _set_tables(old, value)
    elif type(_plain(old)) is not type(value) or _plain(old) != value:
        container[key] = _with_remark(_item(value), old)


def _with_remark(new: Any, old: Any) -> Any:
    """Return an item with the remark on the line of another."""
    if hasattr(old, "trivia") and not isinstance(old, Table | AoT):
        new.trivia.comment_ws, new.trivia.comment = old.trivia.comment_ws, old.trivia.comment
    return new


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(part, Mapping) for part in value)


def _set_tables(old: AoT, value: Sequence[Mapping[str, Any]]) -> None:
    for index, part in enumerate(value[: len(old)]):
        _set(old, index, part)
    for _ in range(len(old) - len(value)):
        del old[-1]
    for part in value[len(old) :]:
        old.append(_table(part))


def _add(container: Any, key: str | int, item: Any) -> None:
    if isinstance(key, int):
        container.append(item)
    else:
        container[key] = item


def _member(container: Any, key: str | int) -> Any:
    if isinstance(key, int):
        return container[key] if -len(container) <= key < len(container) else None
    if not isinstance(container, Mapping):
        msg = f"{key!r} is looked for in what is no table"
        raise TypeError(msg)
    return container.get(key)


def _plain(value: Any) -> Any:
    return value.unwrap() if hasattr(value, "unwrap") else value


def _remove(container: Any, path: Sequence[str | int]) -> None:
    *way, last = path
    for key in way:
        container = _member(container, key)
        if container is None:
            return
    if _member(container, last) is not None:
        del container[last]


def _append(document: tomlkit.TOMLDocument, key: str, table: Mapping[str, Any]) -> None:
    found = document.get(key)
    if found is None:
        tables = tomlkit.aot()
        tables.append(_table(table))
        document.append(key, tables)
    elif isinstance(found, AoT):
        found.append(_table(table))
    elif isinstance(found, list):
        found.append(_item(table))
    else:
        msg = f"{key!r} is no list of tables"
        raise TypeError(msg)


def _table(value: Mapping[str, Any]) -> Table:
    table = tomlkit.table()
    for key, part in value.items():
        table.append(key, _item(part))
    return table


def _item(value: Any) -> Any:
    if isinstance(value, Mapping):
        table: InlineTable = tomlkit.inline_table()
        for key, part in value.items():
            table.append(key, _item(part))
        return table
    if isinstance(value, list | tuple):
        array = tomlkit.array()
        for part in value:
            array.append(_item(part))
        return array
    return tomlkit.item(value)
