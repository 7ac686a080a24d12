"""What two wrote in one file is joined where they wrote at different places; else both are shown."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import PurePosixPath
from typing import Any

from mapsvc.atlas.editing.geojson_text import put_feature, remove_feature
from mapsvc.atlas.editing.journal import digest_of_bytes
from mapsvc.atlas.editing.json_text import put_item, remove_item
from mapsvc.atlas.raw_files import parse_toml
from mapsvc.errors import EditConflict

#: Records of a file by what they are known by.
Records = dict[tuple[str, ...], Any]
#: What is raised where a file is not what its name says.
_NO_RECORDS = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
#: Stands for a record that is not there.
_GONE = object()
#: Lines of a text from one to another, and what is to stand there.
_Edit = tuple[int, int, list[str]]


def merge_files(path: str, base: bytes, theirs: bytes, yours: bytes, now: str = "") -> bytes:
    """
    Join two changes of one file.

    Parameters
    ----------
    path
        Its ending says what its records are.
    base
        What both began with.
    theirs, yours
        What they made of it.
    now
        Digest of `theirs`, if it is known.

    Raises
    ------
    EditConflict
        If both changed one record; it shows what both made of that.
    """
    suffix, now = PurePosixPath(path).suffix, now or digest_of_bytes(theirs)
    other_text, own_text = (data.decode("utf-8", "replace") for data in (theirs, yours))
    try:
        base_text = base.decode("utf-8")
        before, other, own = (_records(suffix, text) for text in (base_text, other_text, own_text))
    except _NO_RECORDS as error:
        raise EditConflict(path, now, other_text, own_text) from error
    both = sorted(
        key
        for key in _changed(before, own) & _changed(before, other)
        if own.get(key, _GONE) != other.get(key, _GONE)
    )
    if both:
        raise EditConflict(path, now, _said(both, other), _said(both, own))
    wanted = _joined(before, other, own)
    for merge in filter(None, (_merge_lines, _MERGES.get(suffix))):
        text = merge(base_text, other_text, own_text)
        if text is not None and _is(suffix, text, wanted):
            return text.encode()
    raise EditConflict(path, now, other_text, own_text)


def _changed(before: Records, after: Records) -> set[tuple[str, ...]]:
    return {key for key in before.keys() | after.keys() if before.get(key, _GONE) != after.get(key, _GONE)}


def _joined(before: Records, other: Records, own: Records) -> Records:
    """Return the records with the changes of both."""
    made = dict(other)
    for key in _changed(before, own):
        if key in own:
            made[key] = own[key]
        else:
            made.pop(key, None)
    return made


def _is(suffix: str, text: str, wanted: Records) -> bool:
    try:
        return _records(suffix, text) == wanted
    except _NO_RECORDS:
        return False


def _said(keys: Sequence[tuple[str, ...]], records: Records) -> str:
    """Return what somebody made of some records, for a reader."""
    lines = []
    for key in sorted(keys):
        value = records.get(key)
        said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)
        lines.append(f"{' / '.join(key)}: {said if key in records else '–'}")
    return "\n".join(lines)


# ---- records ---------------------------------------------------------------------------------------------
def _records(suffix: str, text: str) -> Records:
    return _RECORDS_OF.get(suffix, _line_records)(text.removeprefix("\ufeff"))


def _json_records(text: str) -> Records:
    """Return members of a collection by id, and each field of its head."""
    document = json.loads(text) if text.strip() else {}
    if isinstance(document, list):
        return _by_id("", document)
    head = {key: value for key, value in document.items() if key != "features"}
    return {**dict(_leaves(head)), **_by_id("features", document.get("features", []))}


def _by_id(name: str, things: Sequence[Mapping[str, Any]]) -> Records:
    found: Records = {(name, str(thing["id"])): thing for thing in things}
    if len(found) < len(things):
        msg = "an id stands twice"
        raise ValueError(msg)
    return found


def _toml_records(text: str) -> Records:
    return dict(_leaves(parse_toml(text.replace("\r\n", "\n"))))


def _leaves(table: Mapping[str, Any], *above: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield the values of nested tables; of a list of tables each one by what it says."""
    for key, value in table.items():
        way = (*above, key)
        if isinstance(value, Mapping):
            yield from _leaves(value, *way)
        elif isinstance(value, list) and value and all(isinstance(one, Mapping) for one in value):
            yield from ((((*way, json.dumps(one, sort_keys=True, default=str))), one) for one in value)
        else:
            yield way, value


def _csv_records(text: str) -> Records:
    return _counted(["\x1f".join(row) for row in csv.reader(io.StringIO(text, newline=""))])


def _line_records(text: str) -> Records:
    return _counted(text.splitlines())


def _counted(lines: Sequence[str]) -> Records:
    """Return lines by what they say; how often says their number."""
    found: Records = {}
    for line in lines:
        found[(line,)] = found.get((line,), 0) + 1
    return found


_RECORDS_OF: Mapping[str, Callable[[str], Records]] = {
    ".json": _json_records,
    ".geojson": _json_records,
    ".toml": _toml_records,
    ".csv": _csv_records,
}


# ---- texts -----------------------------------------------------------------------------------------------
def _merge_lines(base: str, theirs: str, yours: str) -> str | None:
    """Return a text with the lines that both changed; nothing where both changed the same ones."""
    lines = base.splitlines(keepends=True)
    edits = sorted({*_edits(lines, theirs), *_edits(lines, yours)}, key=lambda edit: edit[:2])
    made, at, last = [], 0, (-1, -1)
    for first, end, new in edits:
        if first < at or (first, end) == last:
            return None
        made += [*lines[at:first], *new]
        at, last = end, (first, end)
    return "".join([*made, *lines[at:]])


def _edits(lines: Sequence[str], text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    new = text.splitlines(keepends=True)
    same = 0
    for one, other in zip(lines, new, strict=False):
        if one != other:
            break
        same += 1
    for tag, first, end, begin, stop in SequenceMatcher(
        None, lines[same:], new[same:], autojunk=False
    ).get_opcodes():
        if tag != "equal":
            yield first + same, end + same, tuple(new[begin + same : stop + same])


def _merge_appended(base: str, theirs: str, yours: str) -> str | None:
    """Return a text at whose end both wrote more."""
    start = base if base.endswith("\n") or not base else base + "\n"
    if theirs.startswith(start) and yours.startswith(start):
        rest = yours.removeprefix(start)
        return f"{theirs}{'' if theirs.endswith(chr(10)) else chr(10)}{rest}"
    return None


def _merge_records(base: str, theirs: str, yours: str) -> str | None:
    """Return a collection into which what one changed is put, record by record."""
    before, own = (_json_records(text.removeprefix("\ufeff")) for text in (base, yours))
    if any(key[0] not in {"", "features"} or len(key) != 2 for key in _changed(before, own)):
        return None
    for kind, name in sorted(_changed(before, own)):
        put, remove = (put_feature, remove_feature) if kind else (put_item, remove_item)
        theirs = put(theirs, own[kind, name]) if (kind, name) in own else remove(theirs, name)
    return theirs


#: How else the changes of both may be joined, where they lie side by side.
_MERGES: Mapping[str, Callable[[str, str, str], str | None]] = {
    ".json": _merge_records,
    ".geojson": _merge_records,
    ".toml": _merge_appended,
    ".csv": _merge_appended,
}
