"""What a room answers: its page, data with what they were read from, what was saved, what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from flask import Response, g, request

from mapsvc import __version__
from mapsvc.atlas.editing.desk import Desk, Saved
from mapsvc.atlas.problems import Problem
from mapsvc.errors import EditConflict
from mapsvc.files import compact_json
from mapsvc.language import interface_languages, own_name, strings, translate
from mapsvc.templating import render, script_json
from mapsvc.web.edit import Room
from mapsvc.web.edit.bench import bench
from mapsvc.web.edit.rooms import find_rooms


def desk() -> Desk:
    """Return by which everything is written."""
    return bench().desk


def room_page(room: Room, data: Mapping[str, Any] | None = None, **context: Any) -> Response:
    """
    Render the page of a room.

    Parameters
    ----------
    data
        What its script finds as `pageData()`.
    """
    atlas = bench().atlas
    title = translate(g.lang, room.label)
    page = {
        "room": room.name,
        "title": title,
        "atlas_title": atlas.meta.title.in_(g.lang) if atlas else "",
        "rooms": [
            {"name": one.name, "href": room_address(one.name), "label": translate(g.lang, one.label)}
            for one in find_rooms()
            if atlas or one.name == "start" or bench().has_atlas
        ],
        "lang_links": [
            {
                "lang": tag,
                "label": own_name(tag),
                "href": f"{request.path}?lang={tag}",
                "current": tag == g.lang,
            }
            for tag in interface_languages()
        ],
        "static": lambda name: f"/static/{bench().static_version}/{quote(name)}",
        "version": __version__,
        "data": script_json(dict(data or {})),
        "frame": script_json(
            {
                "token": bench().csrf,
                "lang": str(g.lang),
                "room": room.name,
                "atlas": str(bench().root),
                "words": _words(room.name),
            }
        ),
    }
    html = render(f"edit/{room.name}.html", g.lang, {**page, **context})
    return Response(html, mimetype="text/html")


def room_address(name: str) -> str:
    """Return the address of a room."""
    return f"/edit/{name}/?lang={g.lang}"


def _words(name: str) -> dict[str, str]:
    """Return the words of the scripts: `edit.js.…` of all rooms, `edit_<name>.js.…` of one, without that."""
    heads = ("edit.js.", f"edit_{name}.js.")
    return {
        key.removeprefix(head): said
        for head in heads
        for key, said in strings(g.lang).items()
        if key.startswith(head)
    }


# ---- data ------------------------------------------------------------------------------------------------
def answer_data(document: Mapping[str, Any], status: int = 200) -> Response:
    """Return data for a script."""
    return Response(compact_json(document), status, mimetype="application/json")


def base_of(paths: Iterable[str]) -> dict[str, str]:
    """Return digests of files as they stand now: `base` of what is made of them."""
    return {path: desk().read(path)[1] for path in paths}


def sent() -> dict[str, Any]:
    """Return the object that a script sent."""
    found = request.get_json(silent=True)
    return found if isinstance(found, dict) else {}


def saved(done: Saved | None, **more: Any) -> Response:
    """Return what was saved, and what is wrong with the form of the atlas since."""
    return told_saved(done, bench().read()[1], **more)


def told_saved(done: Saved | None, found: Iterable[Problem], **more: Any) -> Response:
    """Return what was saved, and of faults those of its files; the atlas is not read for it."""
    base = dict(done.base) if done else {}
    told = [
        {"file": one.file, "field": one.field, "message": one.message} for one in found if one.file in base
    ]
    return answer_data(
        {
            "base": base,
            "entry": done.entry if done else 0,
            "what": done.what if done else "",
            "merged": list(done.merged) if done else [],
            "problems": told,
            **more,
        }
    )


def conflict(error: EditConflict) -> Response:
    """Return what two made of one place; who keeps his own sends it again on the new `base`."""
    told = {"path": error.path, "base": error.base, "theirs": error.theirs, "yours": error.yours}
    return answer_data({"conflict": told}, 409)


def problems(found: Iterable[tuple[str, str]], status: int = 422) -> Response:
    """Return what is wrong with what was sent: field and message, one by one."""
    return answer_data(
        {"problems": [{"field": field, "message": message} for field, message in found]}, status
    )
