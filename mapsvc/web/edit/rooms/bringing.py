"""What is brought in: a text, a table, a map or a bibliography, looked at before anything is written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from flask import Blueprint, Response, g, request

from mapsvc.atlas.importing.columns import known_fields
from mapsvc.atlas.importing.preview import Preview, ReadSheet, preview, target_names
from mapsvc.errors import MapsvcError, RequestError
from mapsvc.geoparse.readers import words_of_document
from mapsvc.language import translate
from mapsvc.web.edit.bench import bench
from mapsvc.web.edit.replies import answer_data, desk, problems, room_address, saved, sent
from mapsvc.web.edit.rooms import find_rooms
from mapsvc.web.edit.rooms.start import counted_things

blueprint = Blueprint("bringing", __name__, url_prefix="/edit/bring")

#: So many rows, letters of a text and faults are shown.
_ROWS_SHOWN, _LETTERS_SHOWN, _FLAWS_SHOWN = 12, 1500, 100
_FILES_AT_ONCE = 12
#: In which room goes on what was entered.
_ROOM_AFTER = (
    ("text", "read"),
    ("mentions", "read"),
    ("events", "events"),
    ("sources", "sources"),
    ("places", "places"),
)
#: What a pasted bibliography is tried as.
_PASTED = (".bib", ".ris", ".json")


@dataclass(frozen=True)
class Brought:
    """
    Files that were sent, and how they are to be read.

    Attributes
    ----------
    name, data
        The file that is read.
    beside
        Those that belong to it, by suffix.
    wanted, columns
        What its rows are to be, and what its columns hold, where a person said it.
    """

    name: str
    data: bytes
    beside: dict[str, bytes]
    wanted: str | None
    columns: dict[str, str]

    def read(self) -> Preview:
        """Read it against the atlas as it is now."""
        return preview(
            self.data,
            self.name,
            bench().root,
            self.wanted,
            self.columns,
            beside=self.beside,
            read_words=_words,
        )


def _sent_files() -> Brought:
    files = request.files.getlist("file")[:_FILES_AT_ONCE]
    if not files:
        raise RequestError(translate(g.lang, "edit_start.no_file"))
    # A name of a file and no path: some browsers send more, and it goes nowhere but into what is told.
    names = [PurePath((file.filename or "file").replace("\\", "/")).name[:120] or "file" for file in files]
    try:
        columns = json.loads(request.form.get("columns") or "{}")
    except ValueError:
        columns = {}
    wanted = request.form.get("as") or None
    if wanted not in {None, *target_names()}:
        msg = f"{str(wanted)[:20]!r} is nothing that rows can be."
        raise RequestError(msg)
    return Brought(
        names[0],
        files[0].read(),
        {PurePath(name).suffix.lower(): file.read() for name, file in zip(names[1:], files[1:], strict=True)},
        wanted,
        {str(name): str(field) for name, field in columns.items()} if isinstance(columns, dict) else {},
    )


def _words(name: str, data: bytes) -> str:
    try:
        return words_of_document(name, data)
    except MapsvcError as error:
        raise ValueError(str(error)) from error


@blueprint.post("/preview.json")
def look() -> Response:
    """Say what a file was read as, and what entering it would change; nothing is written."""
    found = _sent_files().read()
    text = next((str(one.raw.get("words", "")) for one in found.records if "words" in one.raw), "")
    return answer_data(
        {
            "called": found.called,
            "count": len(found.records),
            "sheets": [_told(sheet) for sheet in found.sheets],
            "fields": {name: list(known_fields(name)) for name in target_names()},
            "targets": [
                {"id": name, "label": translate(g.lang, f"edit_start.target.{name}")}
                for name in target_names()
            ],
            "text": text[:_LETTERS_SHOWN],
            "files": [change.path for change in found.changes()],
            "flaws": _flaws(found),
        }
    )


def _told(read: ReadSheet) -> dict[str, Any]:
    columns = list(read.sheet.columns)
    return {
        "name": read.sheet.name,
        "how": read.sheet.how,
        "target": read.target,
        "columns": columns,
        "holds": {column: field for field, column in read.fields.items()},
        "rows": [[row.cells.get(column, "") for column in columns] for row in read.sheet.rows[:_ROWS_SHOWN]],
        "count": len(read.sheet.rows),
    }


def _flaws(found: Preview) -> list[str]:
    return [str(flaw) for flaw in found.problems[:_FLAWS_SHOWN]]


@blueprint.post("/enter.json")
def enter() -> Response:
    """Enter what can be read of a file; what cannot is said."""
    brought = _sent_files()
    found = brought.read()
    changes = found.changes()
    if not changes and found.problems:
        return problems([("", message) for message in _flaws(found)])
    what = translate(g.lang, "edit_start.brought").format(brought.name)
    done = desk().save(changes, what)
    return saved(
        done,
        count=len(found.records),
        files=[change.path for change in changes],
        flaws=_flaws(found),
        counts=counted_things(),
        after=next(_rooms_after(found), None),
    )


def _rooms_after(found: Preview) -> Iterator[dict[str, str]]:
    rooms = {room.name: room for room in find_rooms()}
    targets = {one.target for one in found.records}
    for target, name in _ROOM_AFTER:
        if target in targets and name in rooms:
            yield {"href": room_address(name), "label": translate(g.lang, rooms[name].label)}


@blueprint.post("/sources.json")
def paste_sources() -> Response:
    """Add works of a pasted BibTeX, RIS or CSL-JSON; a work that is there already is not added again."""
    text = str(sent().get("text", ""))
    tried = [Brought(f"pasted{suffix}", text.encode(), {}, "sources", {}).read() for suffix in _PASTED]
    found = max(tried, key=lambda one: (len(one.records), -len(one.problems)))
    if not text.strip() or not found.records:
        return problems([("text", translate(g.lang, "edit_sources.nothing"))])
    changes = found.changes()
    what = translate(g.lang, "edit_sources.pasted").format(len(found.records))
    return saved(desk().save(changes, what), count=len(found.records), flaws=_flaws(found))
