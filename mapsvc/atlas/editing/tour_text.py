"""The file of a tour: its steps moved, made and changed so that each keeps its own lines and remarks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from mapsvc.atlas.editing.event_text import put_event, read_event, toml_value
from mapsvc.atlas.editing.marked_text import newline_of
from mapsvc.atlas.editing.toml_text import put_value

_STEPS = "steps"
#: Where a step begins in a file: with the remarks right above it.
_STEP_HEAD = re.compile(r"^(?:[ \t]*#[^\n]*\n)*[ \t]*\[\[[ \t]*steps[ \t]*\]\]", re.MULTILINE)


def put_tour(text: str, record: Mapping[str, Any]) -> str:
    """
    Return the file of a tour with what its record says now.

    Parameters
    ----------
    text
        The file; nothing of a new one.
    record
        All that the tour says. A step that is as it was keeps its lines wherever it goes.

    Raises
    ------
    ValueError
        If the file is no TOML.
    """
    steps = record.get(_STEPS)
    before = read_event(text) if text.strip() else {}
    old, begins = before.get(_STEPS, []), [found.start() for found in _STEP_HEAD.finditer(text)]
    if not isinstance(steps, list) or len(old) != len(begins):
        return put_event(text, record)
    pieces = [text[start:end] for start, end in pairwise([*begins, len(text)])]
    made = [_step_text(pieces, old, one, newline_of(text)) for one in _matched(old, steps)]
    head = {key: value for key, value in record.items() if key != _STEPS}
    top = put_event(text[: begins[0]] if begins else text, head)
    joined = _joined(top, made, text)
    # Where lines of a text looked like a step, the whole is said anew.
    return joined if read_event(joined) == dict(record) else put_event(text, record)


def _joined(top: str, made: Sequence[str], text: str) -> str:
    """Return what a tour says itself and its steps, with blank lines between, ending as the file did."""
    newline = newline_of(text)
    parts = [_apart(top, newline), *(_apart(piece, newline) for piece in made)]
    return "".join(parts).rstrip() + (text[len(text.rstrip()) :] or newline)


def _apart(piece: str, newline: str) -> str:
    """Return the lines of a step with a blank one behind them, where another follows."""
    return piece if piece.rstrip(" \t").endswith("\n" + newline) else piece.rstrip() + newline * 2


def _matched(old: Sequence[Any], steps: Sequence[Any]) -> list[tuple[int | None, Any]]:
    """Return each step with the number of the old one that it is, or is made of; nothing of a new one."""
    free = [*range(len(old))]
    found: list[int | None] = []
    for step in steps:
        same = next((at for at in free if old[at] == step), None)
        found.append(same)
        free = [at for at in free if at != same]
    # Of what is left, one that was changed is that at whose place it stands.
    return [
        (free.pop(0) if at is None and free and len(steps) <= len(old) else at, step)
        for at, step in zip(found, steps, strict=True)
    ]


def _step_text(
    pieces: Sequence[str], old: Sequence[Any], matched: tuple[int | None, Any], newline: str
) -> str:
    number, step = matched
    if number is None:
        lines = ["[[steps]]", *(f"{key} = {toml_value(value)}" for key, value in step.items())]
        return newline.join(lines)
    if old[number] == step:
        return pieces[number]
    return put_value(pieces[number], [_STEPS, 0], step)
