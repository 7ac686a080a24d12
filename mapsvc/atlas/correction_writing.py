"""What a reader of a text decides, written into `corrections.toml` so that all else in it stays as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise
from typing import Any

from mapsvc.atlas.corrections import TABLE, Correction, correction_of, parse_corrections
from mapsvc.atlas.editing.toml_text import remove_value

#: Takes back what was decided; it stands in no file.
_FORGET = "forget"
#: Such a decision settles all of a mention; what was decided there before is over.
_SETTLING = frozenset({"accept", "reject"})
#: The head of a correction as people write it, and an empty line behind one.
_TABLE_HEAD = re.compile(rf"^\[\[ *{TABLE} *\]\]", re.MULTILINE)
_EMPTY_LINE = re.compile(r"[ \t]*\r?\n")


def record_corrections(
    words: str, decisions: Iterable[Mapping[str, Any]], listed: Iterable[Correction] | None = None
) -> str:
    """
    Return the words of `corrections.toml` with decisions.

    Parameters
    ----------
    words
        The file as it is; empty where there is none.
    decisions
        The fields of a `Correction` each; empty ones are left out. One takes the place of an earlier one on
        the same mention, or on the same place for a `rename`: of one of the same action, or of all where it
        accepts or rejects. The action `"forget"` with where a mention stands takes back what was decided
        on it.
    listed
        What the file says, if that is known.

    Raises
    ------
    SchemaError
        If the file or a decision cannot be read.
    """
    ledger = _Ledger(parse_corrections(words) if listed is None else listed)
    for decision in decisions:
        ledger.put({name: value for name, value in decision.items() if value not in ("", 0, None)})
    left = _without(words, ledger.over, ledger.count) if ledger.over else words
    return _appended(left, ledger.added.values())


class _Ledger:
    """The corrections of a file by their numbers, which of them are over, and what comes behind them."""

    def __init__(self, listed: Iterable[Correction]) -> None:
        self._known = dict(enumerate(listed))
        self.count = len(self._known)
        self.over: set[int] = set()
        self.added: dict[int, Mapping[str, Any]] = {}
        self._there: dict[tuple[int, int, str], list[int]] = {}
        for number, one in self._known.items():
            self._there.setdefault((one.line, one.column, one.type), []).append(number)

    def put(self, written: Mapping[str, Any]) -> None:
        forgets = written.get("action") == _FORGET
        raw = {**written, "action": "reject", "reason": _FORGET} if forgets else written
        new = correction_of(raw, len(self._known) + 1)
        there = self._there.setdefault((new.line, new.column, new.type), [])
        gone = [n for n in there if _is_over(self._known[n], new, forgets=forgets)]
        if len(gone) == 1 and self._known[gone[0]] == new:
            return
        there[:] = [n for n in there if n not in gone]
        self.over |= {n for n in gone if self.added.pop(n, None) is None}
        if not forgets:
            number = len(self._known)
            self._known[number], self.added[number] = new, written
            there.append(number)


def _is_over(old: Correction, new: Correction, *, forgets: bool) -> bool:
    """Tell whether a decision has taken the place of an earlier one on the same mention."""
    if forgets:
        return old.action != "rename" and old.text in {"", new.text}
    if old.text != new.text or (old.action == "rename") != (new.action == "rename"):
        return False
    if new.action == "rename":
        return old.place == new.place
    return old.action == new.action or new.action in _SETTLING or old.action == "reject"


def _without(words: str, numbers: Collection[int], count: int) -> str:
    """Return a file without some of its corrections; remarks between them and all other bytes stay."""
    heads = [found.start() for found in _TABLE_HEAD.finditer(words)]
    if len(heads) != count:  # they are written in another way than people do
        for number in sorted(numbers, reverse=True):
            words = remove_value(words, [TABLE, number])
        return words
    kept = [words[: heads[0]]]
    for number, (start, end) in enumerate(pairwise([*heads, len(words)])):
        block = words[start:end]
        kept.append(block if number not in numbers else block[_end_of_table(block) :])
    return "".join(kept) if "".join(kept).strip("\ufeff \t\r\n") else ""


def _end_of_table(block: str) -> int:
    """Return where a table ends that a block begins with, and the blank line behind it."""
    end = at = 0
    for line in block.splitlines(keepends=True):
        at += len(line)
        if line.strip() and not line.lstrip().startswith("#"):
            end = at
    blank = _EMPTY_LINE.match(block, end)
    return blank.end() if blank else end


def _appended(words: str, decisions: Iterable[Mapping[str, Any]]) -> str:
    """Write decisions behind the others, without reading them: many are written in a sitting."""
    ends = "\r\n" if "\r\n" in words else "\n"
    parts = [words if not words or words.endswith("\n") else words + ends]
    for decision in decisions:
        said = "".join(f"{name} = {_quoted(value)}\n" for name, value in decision.items())
        parts += [ends if any(parts) else "", f"[[{TABLE}]]\n{said}".replace("\n", ends)]
    return "".join(parts)


def _quoted(value: str | int) -> str:
    """Return a value as TOML has it: as JSON, but for one character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
