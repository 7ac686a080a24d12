"""The Draw room: places, borders, journeys, territories and districts, drawn and changed on the map."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, abort, g, request

from mapsvc.atlas.editing.desk import FileChange
from mapsvc.atlas.editing.drawn_files import (
    ShapeChange,
    changed_text,
    drawn_paths,
    forms,
    made_by_recipes,
    new_faults,
    read_shapes,
    sort_of,
)
from mapsvc.atlas.problems import Problems, build_text
from mapsvc.atlas.store import Store
from mapsvc.errors import EditConflict, RequestError
from mapsvc.ground.folder import own_folder
from mapsvc.ground.shore import Shore
from mapsvc.language import interface_languages, own_name, strings, translate
from mapsvc.model.meta import AtlasMeta
from mapsvc.model.records import Border, Route
from mapsvc.resources import ground_root
from mapsvc.templating import read_vendored
from mapsvc.web.edit import Room
from mapsvc.web.edit.bench import bench
from mapsvc.web.edit.ground_map import ground_map
from mapsvc.web.edit.replies import answer_data, desk, problems, room_page, saved, sent

ROOM = Room("draw", 40)

blueprint = Blueprint("edit_draw", __name__, url_prefix="/edit/draw")

#: What the map is drawn in with; no other room and no page loads it.
_VENDORED = {"leaflet-geoman.min.js": "text/javascript", "leaflet-geoman.css": "text/css"}


@blueprint.get("/")
def draw_page() -> Response:
    """Show the room."""
    atlas = bench().atlas
    if atlas is None:
        return room_page(ROOM, template_map=False)
    return room_page(ROOM, draw_data(atlas), template_map=True)


@blueprint.get("/vendor/<name>")
def vendored(name: str) -> Response:
    """Return a file of Leaflet-Geoman."""
    if name not in _VENDORED:
        abort(HTTPStatus.NOT_FOUND)
    return Response(read_vendored(f"geoman/{name}"), content_type=f"{_VENDORED[name]}; charset=utf-8")


def draw_data(atlas: Store) -> dict[str, Any]:
    """Return what forms of shapes and their map need."""
    lang = g.lang
    return {
        "map": ground_map(atlas, lang),
        "forms": forms(),
        "languages": [{"id": str(tag), "label": own_name(tag)} for tag in atlas.languages],
        "sources": [{"id": one.id, "label": one.label.in_(lang)} for one in atlas.sources.values()],
        "things": {
            "polity": [{"id": key, "label": one.name.in_(lang)} for key, one in atlas.polities.items()],
            "place": [],
        },
        "colours": {key: one.colour for key, one in atlas.polities.items()},
        "labels": dict(_labels()),
        "day": atlas.period.opening.isoformat(),
        "licence": atlas.meta.licence,
        "defaults": {name: _own_words(atlas, name) for name in ("basis", "attribution")},
    }


def _own_words(atlas: Store, name: str) -> dict[str, str]:
    """Return what is said of what is drawn here, in each language of the atlas that the workbench speaks."""
    key = f"edit_draw.own.{name}"
    spoken = [str(tag) for tag in atlas.languages if str(tag) in interface_languages()]
    return {tag: translate(tag, key) for tag in spoken} or {str(atlas.languages[0]): translate(g.lang, key)}


def _labels() -> Iterator[tuple[str, str]]:
    """Yield the words of fields, and of what may be chosen in them, as forms ask for them."""
    known = strings(g.lang)
    for form in forms():
        for field in (*form["head"], *(field for shape in form["shapes"] for field in shape["fields"])):
            yield f"field.{field['name']}", known.get(f"edit_draw.field.{field['name']}", field["name"])
            for choice in field.get("choices", ()):
                key = f"{field['name']}.{choice}"
                yield key, known.get(f"edit_draw.{key}") or known.get(key) or choice


# ---- reading ---------------------------------------------------------------------------------------
@blueprint.get("/shapes.json")
def shapes() -> Response:
    """Return every file that holds shapes, and the digests of what they were read from."""
    root, base, files = bench().root, dict[str, str](), list[dict[str, Any]]()
    locked = made_by_recipes(root)
    for path in drawn_paths(root):
        data, base[path] = desk().read(path)
        document, faults = read_shapes(data.decode("utf-8", "replace"), path)
        files.append(
            {
                "path": path,
                "title": _title(path, document),
                "valid": _valid(path),
                "locked": path in locked,
                "document": document,
                "problems": [{"field": one.field, "message": one.message} for one in faults],
            }
        )
    return answer_data({"base": base, "files": files})


def _title(path: str, document: Mapping[str, Any] | None) -> str:
    """Return what a file is called: by what it says itself, else by the border that its lands are of."""
    folder, _, name = path.rpartition("/")
    sort = translate(g.lang, f"edit_draw.files.{folder or name.partition('.')[0]}")
    if not folder:
        return sort
    head = (document or {}).get("properties")
    title = head.get("title") if isinstance(head, Mapping) else None
    if isinstance(title, Mapping) and title:
        words = build_text(title, path, "title", Problems())
        title = words.in_(g.lang) if words else None
    thing = _thing_of(path)
    return f"{sort}: {title or (thing.label.in_(g.lang) if thing and thing.label else _stem(path))}"


def _thing_of(path: str) -> Border | Route | None:
    """Return the record that a file is of; of lands the border that drew them."""
    atlas = bench().atlas
    if atlas is None:
        return None
    return (atlas.routes if path.startswith("routes/") else atlas.borders).get(_stem(path))


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".geojson")


def _valid(path: str) -> list[str | None] | None:
    """Return the first and the last day on which what a file draws holds."""
    thing = _thing_of(path) if "/" in path else None
    return (
        [day.isoformat() if day else None for day in (thing.valid.start, thing.valid.end)] if thing else None
    )


@blueprint.get("/coast.json")
def coast() -> Response:
    """Return the coast of the ground in a box, as lines that vertices can hold on to."""
    try:
        west, south, east, north = (float(part) for part in request.args.get("bbox", "").split(","))
    except ValueError as error:
        msg = "'bbox' must be four numbers: west, south, east, north in degrees."
        raise RequestError(msg) from error
    atlas = bench().atlas
    own = bench().root / own_folder(atlas.meta.ground if atlas else AtlasMeta.ground)
    shore = Shore((own, ground_root()) if own.is_dir() else (ground_root(),))
    box = max(west, -180.0), max(south, -85.0), min(east, 180.0), min(north, 85.0)
    if box[0] >= box[2] or box[1] >= box[3]:
        return answer_data({"lines": []})
    return answer_data({"lines": shore.coast_over(box)})


# ---- changing --------------------------------------------------------------------------------------
@blueprint.put("/shapes.json")
def change() -> Response:
    """Save changes of shapes in one file or in several: all of them or none."""
    body = sent()
    changes = list(_changes(body.get("changes")))
    given = body.get("base")
    base = given if isinstance(given, Mapping) else {}
    before = {one.path: _seen(one.path, str(base.get(one.path) or "")) for one in changes}
    after = {
        path: changed_text(text, [one for one in changes if one.path == path])
        for path, text in before.items()
    }
    faults = new_faults(bench().root, before, after)
    if faults:
        return problems((one.field, one.message) for one in faults)
    files = [_file_change(path, text, base.get(path)) for path, text in after.items()]
    return saved(desk().save(files, str(body.get("what") or ROOM.name)[:200]))


def _file_change(path: str, text: str | None, base: Any) -> FileChange:
    return FileChange(path, str(base or "") or None, None if text is None else text.encode())


def _changes(given: Any) -> Iterator[ShapeChange]:
    locked = made_by_recipes(bench().root)
    for one in given if isinstance(given, list) else ():
        path, value = (one.get("path"), one.get("value")) if isinstance(one, Mapping) else (None, None)
        if not isinstance(path, str) or not (value is None or isinstance(value, Mapping)):
            msg = "A change names a file, and what is to stand there: a GeoJSON feature, or nothing."
            raise RequestError(msg)
        sort_of(path)
        if path in locked:
            raise RequestError(translate(g.lang, "edit_draw.js.locked"))
        key = one.get("id")
        if key is not None and value is not None and value.get("id") != key:
            msg = f"The feature is not that of the id {str(key)[:60]!r}."
            raise RequestError(msg)
        yield ShapeChange(path, key, value)


def _seen(path: str, base: str) -> str:
    """Return the text of a file as the editor saw it."""
    data, now = desk().read(path)
    if base != now:
        kept = desk().seen(base)
        if kept is None:
            raise EditConflict(path, now, data.decode("utf-8", "replace"), json.dumps(sent().get("changes")))
        data = kept
    return data.decode("utf-8")
