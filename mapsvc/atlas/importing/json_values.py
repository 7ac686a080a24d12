"""Values of foreign JSON as cells and texts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from mapsvc.atlas.editing.json_spans import refuse_constant
from mapsvc.atlas.importing.foreign_files import ForeignFile
from mapsvc.model.names import compose_all

_FIRST_BYTES = 4000
#: Letters of a text with marks of a page, and the marks.
_PAGE_MARK = re.compile(r"<[^<>]{0,2000}>")


def begins_json(file: ForeignFile, *signs: str) -> bool:
    """Tell whether a file is JSON in whose beginning one of some signs stands."""
    begin = file.data[: 16 * _FIRST_BYTES].decode("utf-8-sig", errors="replace").lstrip()
    return begin[:1] in ("{", "[") and any(sign in begin for sign in signs)


def parse_json(file: ForeignFile) -> Any:
    """Return what a JSON file holds; `ValueError` with the line of what is no JSON."""
    try:
        return compose_all(json.loads(file.decoded()[0], parse_constant=refuse_constant))
    except json.JSONDecodeError as error:
        msg = f"line {error.lineno}: is no valid JSON ({error.msg})"
        raise ValueError(msg) from error


def cell_text(value: Any) -> str:
    """Return a value as a cell of a table would have it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, bool | int | float):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def plain_text(value: Any) -> str:
    """Return a text without the marks of a page."""
    if not isinstance(value, str):
        return ""
    for mark, sign in (("&nbsp;", " "), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"')):
        value = value.replace(mark, sign)
    return " ".join(_PAGE_MARK.sub(" ", value).split())


def mapping(value: Any) -> Mapping[str, Any]:
    """Return a value if it is an object, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def list_of(value: Any) -> list[Any]:
    """Return a value if it is a list, else one of it, or an empty one."""
    return value if isinstance(value, list) else [] if value is None else [value]
