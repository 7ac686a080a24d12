"""The Tours room: stories in steps, put together of what the atlas has, each written as `tours/<id>.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, abort, g

from mapsvc.atlas.editing.desk import FileChange
from mapsvc.atlas.editing.event_text import read_event
from mapsvc.atlas.editing.tour_text import put_tour
from mapsvc.atlas.problems import Problems, build
from mapsvc.atlas.references import find_dangling_of_tour
from mapsvc.atlas.store import Store
from mapsvc.errors import RequestError
from mapsvc.language import own_name, translate
from mapsvc.model.fields import SLUG
from mapsvc.model.tours import RESERVED, Tour
from mapsvc.settings import Settings
from mapsvc.templating import script_json
from mapsvc.web.edit import Room
from mapsvc.web.edit.bench import Signature, bench
from mapsvc.web.edit.previews import previews_of
from mapsvc.web.edit.replies import answer_data, base_of, desk, problems, room_page, saved, sent
from mapsvc.web.lecture_catalogue import lecture_catalogue
from mapsvc.web.lectures import file_stem
from mapsvc.web.service import Service

ROOM = Room("tours", 55)

blueprint = Blueprint("edit_tours", __name__, url_prefix="/edit/tours")


@dataclass
class Catalogues:
    """
    What steps can be made of, kept while nothing but tours changes.

    Attributes
    ----------
    made
        By the language in which it is told.
    """

    of: Signature = ()
    made: dict[str, dict[str, Any]] = field(default_factory=dict)

    def of_atlas(self, atlas: Store, lang: str) -> dict[str, Any]:
        """Return the catalogue in a language of the atlas."""
        signature = tuple(one for one in bench().signature() if not one[0].startswith("tours/"))
        if signature != self.of:
            self.of, self.made = signature, {}
        key = f"{lang} {g.lang}"
        if key not in self.made:
            self.made[key] = lecture_catalogue(Service(atlas, Settings()), lang, str(g.lang))
        return self.made[key]


def _atlas() -> Store:
    atlas = bench().atlas
    if atlas is None:
        abort(HTTPStatus.NOT_FOUND)
    return atlas


def _reader(atlas: Store) -> str:
    """Return the language of the atlas that is nearest to the one that the room speaks."""
    return next((tag for tag in atlas.meta.languages if tag == g.lang), atlas.meta.languages[0])


@blueprint.get("/")
def tours_page() -> Response:
    """Show the room."""
    atlas = bench().atlas
    if atlas is None:
        return room_page(ROOM, open=False)
    lang = _reader(atlas)
    config = bench().part(Catalogues).of_atlas(atlas, lang)
    data = {
        "languages": [{"id": str(tag), "label": own_name(tag)} for tag in atlas.languages],
        "reader": str(lang),
        "subtitle": {str(tag): str(words) for tag, words in atlas.meta.title.items()},
    }
    return room_page(ROOM, data, open=True, config=script_json(config))


# ---- what there is ---------------------------------------------------------------------------------
@blueprint.get("/list.json")
def listed_tours() -> Response:
    """Return the tours in the order in which readers get them."""
    atlas = _atlas()
    lang = _reader(atlas)
    tours = sorted(atlas.tours.values(), key=lambda tour: (tour.rank, tour.id))
    known = {f"tours/{tour.id}.toml" for tour in tours}
    faulty = {one.file for one in bench().read()[1] if one.file.startswith("tours/")} - known
    return answer_data(
        {
            "tours": [
                *(
                    {"id": tour.id, "title": str(tour.title.in_(lang)), "steps": len(tour.steps)}
                    for tour in tours
                ),
                *({"id": path[6:-5], "title": path[6:-5], "steps": 0} for path in sorted(faulty)),
            ]
        }
    )


@blueprint.get("/<tour_id>.json")
def tour_record(tour_id: str) -> Response:
    """Return a tour as its file says it."""
    path = _path(tour_id)
    data, _ = desk().read(path)
    if not data:
        abort(HTTPStatus.NOT_FOUND)
    try:
        record = read_event(data.decode("utf-8"))
    except ValueError as error:
        return problems([("", str(error))])
    return answer_data({"record": record, "base": base_of([path])})


def _path(tour_id: str) -> str:
    if not re.fullmatch(SLUG, tour_id) or tour_id in RESERVED:
        abort(HTTPStatus.NOT_FOUND)
    return f"tours/{tour_id}.toml"


# ---- what is wrong ---------------------------------------------------------------------------------
def _built(
    atlas: Store, record: Mapping[str, Any], tour_id: str
) -> tuple[Tour | None, list[tuple[str, str]]]:
    """Return the tour of a record, and what is wrong with it by field."""
    found = Problems(languages=atlas.meta.languages)
    tour = build(Tour, {"id": tour_id, **record}, file="", problems=found)
    if tour is not None:
        find_dangling_of_tour(atlas, tour, found)
    return tour, [(one.field, one.message) for one in found.found]


@blueprint.post("/preview")
def preview_tour() -> Response:
    """Compose a step of a tour as it is typed, and return the address of its frame."""
    atlas, body = _atlas(), sent()
    record, step = body.get("record"), body.get("step")
    tour, told = _built(atlas, record if isinstance(record, dict) else {}, "unsaved")
    number = step if isinstance(step, int) else 1
    if tour is None or told or not 1 <= number <= len(tour.steps):
        return answer_data({"href": ""})
    made = previews_of(bench()).make_tour(atlas, tour, number, _reader(atlas))
    return answer_data({"href": f"/edit/events/preview/{made}"})


# ---- what is saved ---------------------------------------------------------------------------------
@blueprint.put("/<tour_id>.json")
def save_tour(tour_id: str) -> Response:
    """Write a tour; a new one under an id made of its title in the atlas's first language."""
    atlas, body = _atlas(), sent()
    record, base = body.get("record"), body.get("base")
    if not isinstance(record, dict) or not isinstance(base, dict):
        return problems([("", translate(g.lang, "edit.js.failed"))], HTTPStatus.BAD_REQUEST)
    own = tour_id if tour_id != "new" else _new_id(atlas, record)
    _, told = _built(atlas, record, own)
    if told:
        return problems(told)
    path = _path(own)
    seen = base.get(path) or None
    what = translate(g.lang, "edit_tours.changed").format(own)
    if seen:
        return saved(desk().edit(path, lambda text: put_tour(text, record), what, base=str(seen)), id=own)
    return saved(desk().save([FileChange(path, None, put_tour("", record).encode())], what), id=own)


def _new_id(atlas: Store, record: Mapping[str, Any]) -> str:
    """Return an id that no tour has."""
    title = record.get("title")
    words = title if isinstance(title, dict) else {atlas.meta.languages[0]: str(title or "")}
    first = next((words[tag] for tag in atlas.meta.languages if words.get(tag)), "")
    return next(one for one in _ids(file_stem(str(first))) if not desk().read(f"tours/{one}.toml")[1])


def _ids(stem: str) -> Iterator[str]:
    yield stem
    number = 1
    while True:
        number += 1
        yield f"{stem}-{number}"


@blueprint.post("/bring.json")
def bring_tour() -> Response:
    """Make a tour of the file that a lecture was kept as; nothing of one that the atlas cannot show."""
    atlas = _atlas()
    try:
        record = read_event(str(sent().get("text", "")))
    except ValueError as error:
        msg = translate(g.lang, "edit_tours.no_tour").format(error)
        raise RequestError(msg) from error
    record.pop("id", None)
    own = _new_id(atlas, record)
    _, told = _built(atlas, record, own)
    if told:
        return problems(("", f"{name}: {message}") for name, message in told)
    what = translate(g.lang, "edit_tours.brought").format(own)
    text = str(sent().get("text", "")).encode()
    return saved(desk().save([FileChange(_path(own), None, text)], what), id=own)


@blueprint.delete("/<tour_id>.json")
def delete_tour(tour_id: str) -> Response:
    """Take a tour away; undo brings it back."""
    path, base = _path(tour_id), sent().get("base")
    seen = base.get(path) if isinstance(base, dict) else None
    what = translate(g.lang, "edit_tours.removed").format(tour_id)
    return saved(desk().save([FileChange(path, seen, None)], what))
