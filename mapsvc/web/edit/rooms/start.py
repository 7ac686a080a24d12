"""The first room: a new atlas, texts and tables that are brought in, and what is there already."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from flask import Blueprint, Response, g

from mapsvc.atlas.new.files import NewAtlas
from mapsvc.atlas.new.folder import make_atlas, parse_languages, parse_title, parse_years
from mapsvc.errors import MapsvcError, NotFoundError, SchemaError
from mapsvc.language import interface_languages, own_name, translate
from mapsvc.web.edit import Room
from mapsvc.web.edit.bench import Bench, bench
from mapsvc.web.edit.replies import answer_data, problems, room_address, room_page, sent
from mapsvc.web.edit.rooms import find_rooms
from mapsvc.web.edit.shelf import atlases_on
from mapsvc.web.lectures import file_stem

blueprint = Blueprint("start", __name__, url_prefix="/edit/start")

ROOM = Room("start", 10)

Parsed = TypeVar("Parsed")

#: Collections of an atlas, and the room in which they are edited.
_COUNTED_THINGS = (
    ("texts", "read"), ("events", "events"), ("drafts", "events"), ("places", "places"), ("borders", "draw"),
    ("routes", "draw"), ("sources", "sources"), ("tours", "tours"),
)  # fmt: skip


@blueprint.get("/")
def start() -> Response:
    """Show what there is, and what can be brought in."""
    held = bench()
    shelved = [path.name for path in atlases_on(held.shelf)] if held.shelf else []
    return room_page(
        ROOM,
        {"languages": [{"id": tag, "label": own_name(tag)} for tag in interface_languages()]},
        has_atlas=held.has_atlas,
        counts=counted_things(),
        folder=str(held.root.absolute()),
        shelf=str(held.shelf) if held.shelf else "",
        shelved=shelved,
        languages=[{"id": tag, "label": own_name(tag)} for tag in interface_languages()],
    )


def counted_things() -> list[dict[str, Any]]:
    """Return how many things of each sort the atlas has, with the room of each."""
    atlas = bench().atlas
    if atlas is None:
        return []
    rooms = {room.name for room in find_rooms()}
    return [
        {
            "name": name,
            "count": len(getattr(atlas, name)),
            "label": translate(g.lang, f"edit.thing.{name}"),
            "href": room_address(room) if room in rooms else "",
        }
        for name, room in _COUNTED_THINGS
    ]


@blueprint.post("/atlas.json")
def new_atlas() -> Response:
    """Make a new atlas: in the folder that is open, or in one of its own on the shelf."""
    held, given = bench(), sent()
    found: list[tuple[str, str]] = []
    title = _parsed("title", lambda: parse_title(str(given.get("title") or ""), Path("atlas")), found)
    languages = _parsed("languages", lambda: _languages(given.get("languages")), found)
    years = _parsed("years", lambda: _years(given.get("years")), found)
    if found or not title or not languages:
        return problems(found)
    wanted = NewAtlas(title, languages, years, example=False)
    root = _new_root(held, wanted.title)
    try:
        make_atlas(root, wanted)
    except MapsvcError as error:
        return problems([("title", str(error))])
    held.open(root)
    return answer_data({"base": {}, "entry": 0, "problems": [], "href": room_address("start")})


def _parsed(name: str, parse: Callable[[], Parsed], found: list[tuple[str, str]]) -> Parsed | None:
    """Return what a field says; what is wrong with it is noted."""
    try:
        return parse()
    except SchemaError as error:
        found.append((name, str(error)))
        return None


def _languages(value: Any) -> tuple[str, ...]:
    given = value if isinstance(value, list) else [value or ""]
    return parse_languages(tag for tag in map(str, given) if tag.strip())


def _years(value: Any) -> tuple[int, int] | None:
    return parse_years(str(value)) if str(value or "").strip() else None


def _new_root(held: Bench, title: str) -> Path:
    """Return where a new atlas goes."""
    if held.shelf is None or held.root != held.shelf:
        return held.root
    stem, number = file_stem(title), 1
    while (root := held.shelf / (stem if number == 1 else f"{stem}-{number}")).exists():
        number += 1
    return root


@blueprint.post("/open.json")
def open_shelved() -> Response:
    """Work on another atlas of the shelf, or on none."""
    held, name = bench(), str(sent().get("name", ""))
    if held.shelf is None:
        msg = "There is one folder on this workbench."
        raise NotFoundError(msg)
    root = next((path for path in atlases_on(held.shelf) if path.name == name), None)
    if name and root is None:
        msg = f"No atlas is called {name[:80]!r}."
        raise NotFoundError(msg)
    held.open(root or held.shelf)
    return answer_data({"base": {}, "entry": 0, "problems": [], "href": room_address("start")})
