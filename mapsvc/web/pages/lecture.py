"""The page on which a reader puts a lecture together, and `POST /tour`, which makes files of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from flask import Blueprint, Response, g, request

from mapsvc.atlas.store import Store
from mapsvc.atlas.tour_writing import write_tour
from mapsvc.errors import RequestError
from mapsvc.export.formats import FORMATS
from mapsvc.kinds import export_job
from mapsvc.kinds.kind import Visit
from mapsvc.kinds.tour import KIND as TOURS
from mapsvc.language import translate
from mapsvc.model.lecture import MOST_BYTES, Lecture
from mapsvc.model.tours import Tour
from mapsvc.templating import script_json
from mapsvc.web.language import negotiate
from mapsvc.web.lecture_catalogue import lecture_catalogue
from mapsvc.web.lectures import file_stem, read_lecture, tour_of_lecture, with_tour
from mapsvc.web.made_files import attachment, hold_slides, made_file
from mapsvc.web.page import answer_page, map_view_of, tour_cards
from mapsvc.web.pages import MenuEntry
from mapsvc.web.service import service
from mapsvc.web.urls import LectureUrls

blueprint = Blueprint("lecture", __name__)

MENU = (
    MenuEntry("lecture", "/lecture", lambda atlas: atlas.events or atlas.borders or atlas.routes, rank=75),
)

#: Formats of whole tours, beside the page and the file of an atlas; a handout is the PDF of a lecture.
_WHOLE_FILES = ("html", "pptx", "handout")
_OTHERS = {"pdf": "handout"}
#: Made at once, as no map is drawn for them.
_LIGHT = ("toml",)
FORMS = ("page", "toml", *_WHOLE_FILES, *_OTHERS)


@blueprint.get("/lecture")
def lecture() -> Response:
    """Show what a lecture can be made of; the lecture itself lies in the fragment, and never comes here."""
    title = translate(g.lang, "lecture.title")
    config = lecture_catalogue(service(), g.lang)
    intro = translate(g.lang, "lecture.intro")
    return answer_page("lecture", title, intro, config=script_json(config), tours=tour_cards())


@blueprint.post("/tour")
def made() -> Response:
    """Make a page or a file of the lecture that is sent; nothing of it is kept."""
    request.max_content_length = MOST_BYTES
    text, form = _sent()
    if form not in FORMS:
        msg = f"'format' is {form[:20]!r}; it may be {', '.join(FORMS)}."
        raise RequestError(msg)
    lecture = _in_language(read_lecture(text))
    if form not in _LIGHT:
        hold_slides(len(lecture.steps))
        return made_file((form, repr(lecture)), partial(_answer, lecture, form))
    return _answer(lecture, form)


def _answer(lecture: Lecture, form: str) -> Response:
    wanted = service().atlas.written_languages if form == "toml" else ()
    tour = tour_of_lecture(service().atlas, lecture, wanted)
    atlas = with_tour(service().atlas, tour)
    response = _page(atlas, tour) if form == "page" else _file(atlas, tour, _OTHERS.get(form, form))
    response.headers["Cache-Control"] = "no-store"
    return response


def _sent() -> tuple[str | bytes, str]:
    """Return the lecture as text and the format that is asked for: of a form, or of JSON."""
    asked = request.args.get("format", "")
    if request.mimetype in {"multipart/form-data", "application/x-www-form-urlencoded"}:
        return request.form.get("lecture", ""), request.form.get("format", asked)
    return request.get_data(cache=False), asked


def _in_language(lecture: Lecture) -> Lecture:
    """Return a lecture that names its language: one that is offered here, the reader's if it names none."""
    lang = negotiate(lecture.lang, "", service().languages) if lecture.lang else g.lang
    if lang is None:
        msg = f"lecture: lang: is {lecture.lang!r}; it may be {' or '.join(service().languages)}."
        raise RequestError(msg)
    # The page, its words and its errors are in the language of the lecture from here on.
    g.lang = lang
    return replace(lecture, lang=str(lang))


def _page(atlas: Store, tour: Tour) -> Response:
    """Return the tour on the whole screen, which carries its steps: no address has them."""
    key = TOURS.key(f"{tour.id}/1")
    visit = Visit(
        atlas=atlas,
        lang=g.lang,
        urls=LectureUrls(**vars(service().urls(g.lang))),
        path=request.path,
        query={},
        embed=False,
        map_id=key.id,
        telling=TOURS.tell(atlas, key.id, g.lang),
        scene=lambda: TOURS.scene(atlas, key.id, g.lang),
        kept=lambda _family, _key, make: make(),
    )
    shown = TOURS.page(visit)
    context = {**shown.context, "map": map_view_of(shown.scene) if shown.scene else None, "card": None}
    return answer_page(TOURS.template or TOURS.name, shown.title, shown.description, **context)


def _file(atlas: Store, tour: Tour, form: str) -> Response:
    stem = file_stem(tour.title.in_(g.lang))
    if form == "toml":
        return attachment(write_tour(tour).encode(), f"{stem}.toml", "application/toml")
    format_ = FORMATS[form]
    options = {"part": "tour"} if "part" in format_.options else {}
    job = export_job(atlas, TOURS.key(f"{tour.id}/1"), g.lang, options=options)
    return attachment(format_.write(job), f"{stem}.{format_.suffix}", format_.media_type)
