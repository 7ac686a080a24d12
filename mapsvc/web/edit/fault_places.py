"""Where in the workbench a fault of a file is mended: its record in its room, else its line in the file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

from flask import g

from mapsvc.web.edit.bench import bench
from mapsvc.web.edit.rooms import find_rooms

#: Of a path: the room, and what in it the record is called; `{id}` is the record's, `{stem}` the file's.
_ROOM_OF: tuple[tuple[str, str, str], ...] = (
    (r"events/(?P<stem>[^/]+)\.toml", "events", "{stem}"),
    (r"places\.geojson", "places", "{id}"),
    (r"sources\.json", "sources", "{id}"),
    (r"(?P<stem>(?:borders|territories|routes)/[^/]+)\.(?:geojson|toml)", "draw", "{stem}/{id}"),
    (r"(?P<stem>districts)\.geojson", "draw", "{stem}/{id}"),
    (r"control\.csv", "holders", "{id}"),
    (r"polities\.toml", "holders", "polity/{id}"),
    (r"tours/(?P<stem>[^/]+)\.toml", "tours", "{stem}"),
    (r"(?:texts|mentions)/(?P<stem>[^/]+)\.(?:toml|csv|txt)", "read", "{stem}"),
)
_MEMBER = re.compile(r"(?:features)?\[(\d+)\]\.?")
_LINE_NAMED = re.compile(r"line (\d+)")


def fault_place(file: str, field: str, message: str = "") -> str:
    """Return the address at which a fault is mended."""
    names = {room.name for room in find_rooms()}
    for pattern, room, form in _ROOM_OF:
        found = re.fullmatch(pattern, file)
        if found and room in names:
            record, rest = _record_of(file, field)
            where = form.format(**{"stem": "", **found.groupdict()}, id=record).rstrip("/")
            name = "/".join(filter(None, (where, "" if record in rest.split(".") else rest)))
            return f"/edit/{room}/?lang={g.lang}#{quote(name)}"
    return file_place(file, field, message)


def file_place(file: str, field: str, message: str = "") -> str:
    """Return the address of a line of a file."""
    line = next((int(found[1]) for text in (field, message) if (found := _LINE_NAMED.search(text))), 0)
    query = {"path": file, "line": line or _line_of(_text_of(file), field), "lang": str(g.lang)}
    return f"/edit/files/?{urlencode(query)}"


def _text_of(file: str) -> str:
    data, _ = bench().desk.read(file)
    return data.decode("utf-8", "replace")


def _record_of(file: str, field: str) -> tuple[str, str]:
    """Return the id of the record in which a field stands, and the field in it."""
    found = _MEMBER.match(field)
    if found:
        return _id_at(_text_of(file), int(found[1])), field[found.end() :]
    head, _, rest = field.partition(".")
    return ("", field) if file.startswith(("events/", "tours/")) else (head, rest)


def _id_at(text: str, index: int) -> str:
    try:
        document: Any = json.loads(text.removeprefix("\ufeff"))
        listed = document.get("features", []) if isinstance(document, dict) else document
        return str(listed[index].get("id", ""))
    except (ValueError, LookupError, AttributeError, TypeError):
        return ""


def _line_of(text: str, field: str) -> int:
    """Return the line on which a field stands, as nearly as its names tell; 1 if they tell nothing."""
    lines, at = text.splitlines(), 0
    for name in re.findall(r"[^.\[\]]+", field):
        tells: Callable[[str], object] = re.compile(rf'[\s\["{{]*{re.escape(name)}["\s\]]*[=:\]]').match
        found = next((n for n in range(at, len(lines)) if tells(lines[n])), None)
        if found is not None:
            at = found
    return at + 1
