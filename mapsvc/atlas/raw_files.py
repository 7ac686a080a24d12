"""Files of an atlas as text, TOML or JSON, before they become records."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from mapsvc.atlas.problems import Problems
from mapsvc.files import read_whole
from mapsvc.model.names import compose, compose_all

#: Tables within tables; no file that people write has a tenth of it.
_DEEPEST = 64
#: Stands for a document that could not be read; `null` is a document.
UNREADABLE = object()


def read_text(path: Path, file: str, problems: Problems) -> str | None:
    """Return a file as text with letters in one piece, or nothing after noting what is wrong with it."""
    problems.step()
    try:
        # Windows writes a byte order mark before what it saves as UTF-8.
        return compose(_lines_of(read_whole(path).decode("utf-8-sig")))
    except FileNotFoundError:
        problems.add(file, "", "is missing")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problems.add(
            file, "", f"is not UTF-8: byte {error.start} (line {line}) cannot be read; save it as UTF-8"
        )
    except OSError as error:
        problems.add(file, "", f"cannot be read: {error.strerror}")
    return None


def _lines_of(text: str) -> str:
    """Return a text whose lines end as Python's own files have them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parse_toml(text: str) -> dict[str, Any]:
    """
    Parse TOML that somebody else may have made.

    Raises
    ------
    ValueError
        If it is none, or nested deeper than any file that people write.
    """
    if any(line.count(".") > _DEEPEST and _is_deep(line) for line in text.splitlines()):
        msg = "it is nested too deep"
        raise ValueError(msg)
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        msg = "it is nested too deep"
        raise ValueError(msg) from error


def _is_deep(line: str) -> bool:
    """Tell whether a line has a name of very many parts, which takes memory by the square of their number."""
    parts = re.sub(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'', "q", line).split(".")
    bare = ".".join(part.strip() for part in parts)
    return any(name.count(".") > _DEEPEST for name in re.split(r"[^\w.-]+", bare))


def csv_rows(
    text: str, file: str, problems: Problems, *, columns: Sequence[str] = ()
) -> csv.DictReader[str] | None:
    """Return the rows of a CSV file, or nothing after noting other columns, or a field that has no end."""
    # Not `splitlines`: it also breaks at separators that may stand inside a field.
    tried = csv.reader(io.StringIO(text, newline=""))
    try:
        for _ in tried:
            pass
    except csv.Error as error:
        problems.add(file, f"line {tried.line_num}", f"{error}; is a quotation mark left open before it?")
        return None
    rows = csv.DictReader(io.StringIO(text, newline=""))
    if columns and rows.fieldnames != columns:
        problems.add(file, "line 1", f"must be {','.join(columns)}")
        return None
    return rows


def whole_rows(
    rows: csv.DictReader[str], file: str, problems: Problems
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the line of each row and the row by column; note those of another length."""
    for row in rows:
        if None in row or None in row.values():
            message = f"must have {len(rows.fieldnames or ())} columns; a text with a comma stands in quotes"
            problems.add(file, f"line {rows.line_num}", message)
        else:
            yield rows.line_num, row


def read_toml(path: Path, file: str, problems: Problems) -> dict[str, Any] | None:
    """Return a parsed TOML file, or nothing after noting what is wrong with it."""
    text = read_text(path, file, problems)
    try:
        return None if text is None else _whole_letters(text, parse_toml(text))
    except (ValueError, RecursionError) as error:
        problems.add(file, "", f"is no valid TOML: {error}")
        return None


def read_raw_json(path: Path, file: str, problems: Problems) -> Any:
    """Return a parsed JSON file, or `UNREADABLE` after noting what is wrong with it."""
    text = read_text(path, file, problems)
    try:
        if text is None:
            return UNREADABLE
        document = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_refuse_twice)
        return _whole_letters(text, document)
    except (ValueError, RecursionError) as error:
        problems.add(file, "", f"is no valid JSON: {error}")
        return UNREADABLE


def _whole_letters(text: str, document: Any) -> Any:
    """Return a document with letters in one piece, where the text that it was made of may spell them out."""
    return compose_all(document) if r"\u" in text else document


def _refuse_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object; JSON would forget the first of two values with the same key."""
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        msg = f"the key {twice!r} stands twice in one object"
        raise ValueError(msg)
    return made


def _refuse_constant(name: str) -> None:
    msg = f"{name} is no JSON number"
    raise ValueError(msg)


def files_of(
    root: Path, folder: str, suffix: str, problems: Problems, *, beside: tuple[str, ...] = ()
) -> Iterator[tuple[Path, str]]:
    """
    Yield path and name of the files in a folder of the atlas; one with another suffix is noted.

    Files that end in one of `beside` may lie there too.
    """
    for path in sorted((root / folder).glob("*")):
        file = f"{folder}/{path.name}"
        if path.name.startswith(".") or path.is_dir() or path.suffix in beside:
            continue
        if path.suffix != suffix:
            problems.add(file, "", f"does not end in {suffix!r}; move it elsewhere or rename it")
            continue
        yield path, file


def features_of(root: Path, file: str, problems: Problems) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield where each feature of a GeoJSON FeatureCollection stands, and the feature."""
    return features_in(read_raw_json(root / file, file, problems), file, problems)


def features_in(document: Any, file: str, problems: Problems) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the same of a document that was read."""
    if document is UNREADABLE:
        return
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list):
        problems.add(file, "features", "is missing; the file must be a GeoJSON FeatureCollection")
        return
    for index, feature in enumerate(features):
        if isinstance(feature, dict):
            yield f"features[{index}].", feature
        else:
            problems.add(file, f"features[{index}]", "is no GeoJSON feature")
