"""The page on which a reader puts a lecture together, and `POST /tour`, which makes files of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import get_args

from flask import Blueprint, Response, g, request

from mapsvc.atlas.store import Store
from mapsvc.atlas.tour_writing import write_tour
from mapsvc.errors import RequestError
from mapsvc.export.formats import FORMATS
from mapsvc.history.territories import comparable
from mapsvc.kinds import KINDS, export_job
from mapsvc.kinds.kind import Kind, Visit
from mapsvc.kinds.tour import KIND as TOURS
from mapsvc.kinds.views import View
from mapsvc.language import own_name, plural_forms, strings, translate
from mapsvc.model.date_text import day_words
from mapsvc.model.lecture import FORM, MOST_BYTES, MOST_STEPS, Lecture
from mapsvc.model.scene import MapKey
from mapsvc.model.text import Text
from mapsvc.model.tours import MOST_WORDS, STEP_SHOWS, CompareMode, Tour
from mapsvc.scene.day_views import VIEWS, has_hands
from mapsvc.scene.made_tours import split_text
from mapsvc.templating import script_json
from mapsvc.web.language import negotiate
from mapsvc.web.lectures import file_stem, read_lecture, tour_of_lecture, with_tour
from mapsvc.web.made_files import attachment, hold_slides, made_file
from mapsvc.web.page import answer_page, map_view_of, tour_cards
from mapsvc.web.pages import MenuEntry
from mapsvc.web.service import service
from mapsvc.web.urls import LectureUrls, Urls

blueprint = Blueprint("lecture", __name__)

MENU = (
    MenuEntry("lecture", "/lecture", lambda atlas: atlas.events or atlas.borders or atlas.routes, rank=75),
)

#: Formats of whole tours, beside the page and the file of an atlas; a handout is the PDF of a lecture.
_WHOLE_FILES = ("html", "pptx", "handout")
_OTHERS = {"pdf": "handout"}
#: What the screen of a tour says in a frozen site, which makes it by itself.
_TOUR_WORDS = ("back", "on", "next", "notes", "exit", "step_of", "sources")
#: A link of more characters is cut by some programs that carry it.
LONGEST_LINK = 8_000
#: Made at once, as no map is drawn for them.
_LIGHT = ("toml",)
FORMS = ("page", "toml", *_WHOLE_FILES, *_OTHERS)


@blueprint.get("/lecture")
def lecture() -> Response:
    """Show what a lecture can be made of; the lecture itself lies in the fragment, and never comes here."""
    served, title = service(), translate(g.lang, "lecture.title")
    config = {
        "groups": served.kept("catalogue", g.lang, lambda: list(_groups(served.urls(g.lang)))),
        "compare": _pairs(),
        "days": _days(),
        "limits": {"steps": MOST_STEPS, "words": MOST_WORDS, "link": LONGEST_LINK, "bytes": MOST_BYTES},
        "form": FORM,
        "calendar": day_words(g.lang),
        "atlas": {
            "title": service().atlas.meta.title.in_(g.lang),
            "source": next(iter(service().atlas.sources), ""),
        },
        "tour": {word: translate(g.lang, f"tour.{word}") for word in _TOUR_WORDS},
        "made": served.urls(g.lang).made_tour(),
        "languages": [{"id": str(lang), "label": own_name(lang)} for lang in served.languages],
        "slides": plural_forms(g.lang, "tour.count"),
        "words": dict(_words()),
    }
    return answer_page(
        "lecture",
        title,
        translate(g.lang, "lecture.intro"),
        config=script_json(config),
        tours=tour_cards(),
    )


def _words() -> Iterator[tuple[str, str]]:
    for key, said in strings(g.lang).items():
        if key.startswith("lecture.js."):
            yield key.removeprefix("lecture.js."), said


def _groups(urls: Urls) -> Iterator[View]:
    """Yield the maps that are listed, kind by kind, with what a step can wish of them."""
    for kind in KINDS.values():
        items = [_item(kind, key, urls) for key in kind.listed(service().atlas)] if kind.step else []
        if items:
            title = translate(g.lang, kind.listed_as)
            yield {"id": kind.section, "title": title, "wishes": list(kind.wishes), "items": items}


def _item(kind: Kind, key: MapKey, urls: Urls) -> View:
    atlas, lang = service().atlas, g.lang
    told = kind.tell(atlas, key.id, lang)
    fields = kind.step(atlas, key.id, {}) if kind.step else {}
    date, parts = fields.get("date"), list(kind.parts(atlas, key.id, lang))
    found: View = {
        "show": str(key),
        "title": kind.title_of(atlas, key.id, lang),
        "frame": urls.map_embed(key),
    }
    # What a frozen site needs to write a tour's file by itself: what a step shows, and what it rests on.
    found["shows"] = {name: fields[name] for name in STEP_SHOWS if fields.get(name)}
    found["cites"] = list(dict.fromkeys(cite.source for cite in fields.get("cites", ())))
    if told.paragraphs:
        found["told"] = split_text(Text({lang: " ".join(told.paragraphs)}))[0].in_(lang)
    if date:
        found["when"] = told.date
    if date and "on" in kind.wishes:
        found["days"] = [day.isoformat() if day else "" for day in (date.start, date.end)]
    return found | ({"parts": parts} if parts else {})


def _pairs() -> View | None:
    """Return the borders that can be compared, each with the frame that it shares with others."""
    atlas, urls = service().atlas, service().urls(g.lang)
    borders = comparable(atlas)
    if len(borders) < 2:
        return None
    frames = list(dict.fromkeys(atlas.territories[border.id].frame for border in borders))
    sides = [
        {
            "id": border.id,
            "label": border.label.in_(g.lang),
            "frame": frames.index(atlas.territories[border.id].frame),
        }
        for border in borders
    ]
    # How the frame of a pair is addressed: the script puts other ids in.
    first, last = borders[0].id, borders[-1].id
    return {
        "sides": sides,
        "first": [list(pair) for pair in atlas.meta.headline_comparisons],
        "modes": [
            {"id": mode, "label": translate(g.lang, f"compare.mode_{mode}")} for mode in get_args(CompareMode)
        ],
        "example": {"a": first, "b": last, "frame": urls.compare(first, last, embed=True)},
    }


def _days() -> View:
    period, urls = service().atlas.period, service().urls(g.lang)
    views = VIEWS if has_hands(service().atlas) else ()
    return {
        **{name: getattr(period, name).isoformat() for name in ("first", "last", "opening")},
        "views": [{"id": view, "label": translate(g.lang, f"timeline.view_{view}")} for view in views],
        "frame": urls.timeline(embed=True),
    }


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
