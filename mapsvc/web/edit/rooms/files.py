"""A file of the atlas as text: for what no room can show, because it cannot be read."""

from __future__ import annotations

from flask import Blueprint, Response, g, request

from mapsvc.atlas.editing.desk import FileChange
from mapsvc.errors import RequestError
from mapsvc.language import translate
from mapsvc.web.edit import Room
from mapsvc.web.edit.replies import desk, room_page, saved, sent

blueprint = Blueprint("files", __name__, url_prefix="/edit/files")

#: No room of the navigation: faults lead here.
_PAGE = Room("files", 0)
_TEXTS = (".toml", ".json", ".geojson", ".csv", ".txt", ".md", ".tsv")
_LONGEST_SHOWN = 8_000_000


@blueprint.get("/")
def file() -> Response:
    """Show a file, and the line that is asked for."""
    path = request.args.get("path", "")
    text, base = _read(path)
    line = request.args.get("line", "1")
    return room_page(
        _PAGE,
        {"path": path, "text": text, "base": base, "line": int(line) if line.isdecimal() else 1},
        path=path,
    )


@blueprint.put("/text.json")
def put_text() -> Response:
    """Write a file as it was typed."""
    given = sent()
    path, text = str(given.get("path", "")), str(given.get("text", ""))
    _read(path)
    base = str(given.get("base") or "") or None
    if base and "\r\n" in _read(path)[0]:
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    what = translate(g.lang, "edit.file_changed").format(path)
    return saved(desk().save([FileChange(path, base, text.encode("utf-8", "strict"))], what))


def _read(path: str) -> tuple[str, str]:
    if not path.endswith(_TEXTS):
        msg = f"{path[:80]!r} is no text that is edited here."
        raise RequestError(msg)
    data, base = desk().read(path)
    if len(data) > _LONGEST_SHOWN:
        msg = f"{path!r} is too long to be edited as a text."
        raise RequestError(msg)
    return data.decode("utf-8", "replace"), base
