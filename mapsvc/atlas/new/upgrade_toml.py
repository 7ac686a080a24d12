"""TOML written by hand, changed so that its remarks and its order stay."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.container import Container
from tomlkit.items import AoT, Comment, Item, Table

from mapsvc.model.meta import FORMAT

#: How an event may name the lines of the paper, and what stands there now; tried one after the other.
_WRITTEN = (
    (r"^([ \t]*\[[ \t]*)paper([ \t]*\][^\[]*?^[ \t]*)lines([ \t]*=)", r"\1texts\2{}\3"),
    (r"^([ \t]*)paper([ \t]*=[ \t]*\{[ \t]*)lines([ \t]*=)", r"\1texts\2{}\3"),
    (r"^([ \t]*)paper([ \t]*\.[ \t]*)lines([ \t]*=)", r"\1texts\2{}\3"),
)


def with_texts(words: str, text: str) -> str:
    """Return an event's file with the lines of the paper as those of a text."""
    raw = tomllib.loads(words)
    paper = raw.pop("paper", None)
    if not isinstance(paper, Mapping):
        return words
    wanted = raw | {"texts": {text: paper.get("lines", [])}}
    for pattern, replacement in _WRITTEN:
        changed = re.sub(pattern, replacement.format(text), words, count=1, flags=re.MULTILINE)
        if _same(changed, wanted):
            return changed
    # Written in one of the rarer ways: then at the end of the file.
    document = tomlkit.parse(words)
    document.remove("paper")
    table = tomlkit.table()
    table.add(text, paper.get("lines", []))
    document.add("texts", table)
    return tomlkit.dumps(document)


def _same(words: str, wanted: Mapping[str, Any]) -> bool:
    try:
        return tomllib.loads(words) == wanted
    except tomllib.TOMLDecodeError:
        return False


def with_meta(words: str, text: str | None) -> tuple[str, str]:
    """
    Return `atlas.toml` of the first form in the second, and apart the sections that it had.

    Parameters
    ----------
    words
        The file.
    text
        Id of the text that the atlas follows, whose sections have a file of their own now.
    """
    new, apart = tomlkit.document(), tomlkit.document()
    view = None
    # Into the body itself: `append` would set blank lines between.
    for key, item in tomlkit.parse(words).body:
        name = key.key if key is not None else None
        if name == "extent":
            view = tomlkit.table()
            _say(view.value, _take_remarks(new))
            view.add("home", _beside(tomlkit.item(item.unwrap()), item))
        elif name == "sections" and isinstance(item, AoT):
            _say(apart, _take_remarks(new))
            after = _take_remarks(item.body[-1].value)
            apart.body.append((key, item))
            _say(new, after)
        elif name == "paper":
            new.body.append((tomlkit.key("texts"), _beside(tomlkit.item([text] if text else []), item)))
        elif name not in {"format", "sections"}:
            new.body.append((key, item))
    head = f"format = {FORMAT}\n{tomlkit.dumps(new)}"
    if view is not None:
        head = f"{head.rstrip()}\n\n[view]\n{tomlkit.dumps(view)}"
    return head, tomlkit.dumps(apart)


def _say(container: Container, remarks: list[Item]) -> None:
    container.body.extend((None, remark) for remark in remarks)


def _beside(made: Any, like: Item) -> Any:
    """Return an item with the remark on the line of another."""
    if like.trivia.comment:
        made.comment(like.trivia.comment.lstrip("# "))
    return made


def _take_remarks(container: Container) -> list[Item]:
    """Take the remarks at the very end of what is there out of it."""
    body: list[tuple[Any, Item]] = container.body
    while body and isinstance(body[-1][1], Table | AoT):
        last = body[-1][1]
        body = (last.body[-1] if isinstance(last, AoT) else last).value.body
    taken: list[Item] = []
    while body and isinstance(body[-1][1], Comment):
        taken.insert(0, body.pop()[1])
    return taken


def dump_toml(table: Mapping[str, Any], *, header: str = "") -> str:
    """
    Return a table as TOML, tables within it on one line.

    Parameters
    ----------
    table
        Its fields.
    header
        Its name, in brackets for one of a list; the fields stand at the top of a file without one.
    """
    lines = [f"[{header}]"] if header else []
    lines += [f"{key} = {_inline(value)}" for key, value in table.items()]
    return "\n".join(lines) + "\n"


def _inline(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key} = {_inline(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return tomlkit.item(value).as_string()
