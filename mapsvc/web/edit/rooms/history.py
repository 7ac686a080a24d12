"""What was changed, by whom; undo and redo."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from mapsvc.atlas.editing.journal import JournalEntry
from mapsvc.web.edit.replies import answer_data, desk, saved

blueprint = Blueprint("history", __name__, url_prefix="/edit/history")

_MOST_LISTED = 100


@blueprint.get("/entries.json")
def entries() -> Response:
    """List the last changes, the newest first, and say whether there is anything to undo and to redo."""
    found, (undo, redo) = desk().history(), desk().can()
    return answer_data(
        {
            "entries": [_told(entry) for entry in reversed(found[-_MOST_LISTED:])],
            "undo": undo.what if undo else None,
            "redo": redo.what if redo else None,
        }
    )


def _told(entry: JournalEntry) -> dict[str, Any]:
    files = [step.path for step in entry.steps]
    return {
        "n": entry.n,
        "at": entry.at,
        "who": entry.who,
        "what": entry.what,
        "kind": entry.kind,
        "files": files,
    }


@blueprint.post("/undo.json")
def undo() -> Response:
    """Take the last change back."""
    return saved(desk().undo())


@blueprint.post("/redo.json")
def redo() -> Response:
    """Make the change again that was taken back last."""
    return saved(desk().redo())
