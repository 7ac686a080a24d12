"""Guided tours: their list, the screen that shows them step by step, its frame, and what it loads."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, abort, g, redirect, request

from mapsvc.errors import NotFoundError, RequestError
from mapsvc.language import translate
from mapsvc.model.records import Citation
from mapsvc.model.text import said_together
from mapsvc.model.tours import Tour, TourStep
from mapsvc.templating import script_safe
from mapsvc.web.language import named_language
from mapsvc.web.page import answer_embed, answer_json, answer_page, map_view_of, views
from mapsvc.web.service import service
from mapsvc.web.views import View

if TYPE_CHECKING:
    # geopandas takes seconds to import; health checks must not wait for it.
    from mapsvc.model.scene import Scene

blueprint = Blueprint("tours", __name__)

_WORDS = ("step_of", "fullscreen", "fullscreen_exit", "loading")


@blueprint.get("/tour/")
def tours() -> Response:
    """List the tours, and the journeys and events that can be walked without a file."""
    atlas, urls = service().atlas, service().urls(g.lang)
    return answer_page(
        "tours",
        translate(g.lang, "tour.title"),
        translate(g.lang, "tour.intro"),
        tours=tour_cards(),
        routes=[
            {"title": route.title.in_(g.lang), "href": urls.tour(f"routes/{route.id}")}
            for route in atlas.routes.values()
        ],
        headline=urls.tour(f"events/{','.join(atlas.meta.headline)}") if atlas.meta.headline else None,
        example=f"/tour/events?ids={','.join(atlas.headline[:3])}",
    )


def tour_cards() -> list[View]:
    """Return the tours of the atlas as cards of a list."""
    urls = service().urls(g.lang)
    return [
        {
            "href": urls.tour(tour.id),
            "title": tour.title.in_(g.lang),
            "subtitle": tour.subtitle.in_(g.lang),
            "count": len(tour.steps),
            "first": tour.steps[0].heading.in_(g.lang),
        }
        for tour in service().atlas.tours.values()
    ]


@blueprint.get("/tour")
def without_slash() -> Response:
    """Lead to the list, whose address ends in a slash."""
    return redirect(service().urls(g.lang).page("/tour/"), code=308)  # type: ignore[return-value]


@blueprint.get("/tour/<tour_id>")
def tour(tour_id: str) -> Response:
    """Show a tour of the atlas at a step."""
    return _answer(tour_id)


@blueprint.get("/tour/routes/<route_id>")
def tour_of_route(route_id: str) -> Response:
    """Show any journey as a tour, a step per stop."""
    return _answer(f"routes/{route_id}")


@blueprint.get("/tour/events")
def tour_of_events() -> Response:
    """Show any list of events, `ids`, as a tour."""
    return _answer(_asked_events())


@blueprint.get("/embed/tour/<tour_id>")
def bare_tour(tour_id: str) -> Response:
    """Show a tour of the atlas in a frame."""
    return _answer(tour_id, embed=True)


@blueprint.get("/embed/tour/routes/<route_id>")
def bare_tour_of_route(route_id: str) -> Response:
    """Show any journey as a tour in a frame."""
    return _answer(f"routes/{route_id}", embed=True)


@blueprint.get("/embed/tour/events")
def bare_tour_of_events() -> Response:
    """Show any list of events as a tour in a frame."""
    return _answer(_asked_events(), embed=True)


@blueprint.get("/data/<version>/tours/<path:tour_id>/<int:number>.<language:lang>.json")
def step_data(version: str, tour_id: str, number: int, lang: str) -> Response:
    """Return the map of a step as the browser draws it."""
    from mapsvc.render.shell import payload

    if version != service().geometry_version:
        abort(404)
    found = _find(tour_id)
    _hold(found, number, NotFoundError)
    speaks = named_language(lang)
    scene, urls = _maps(found.id, speaks)[number - 1], service().urls(speaks).for_maps()
    return answer_json({"year": scene.year, "map": payload(scene, urls)})


def _asked_events() -> str:
    from mapsvc.scene.made_tours import MOST_EVENTS

    ids = request.args.get("ids", "").strip(" ,")
    if not ids:
        example = ",".join([*service().atlas.events][:2])
        msg = f"'ids' names no event; give 1 to {MOST_EVENTS} of them, such as ids={example}."
        raise RequestError(msg)
    return f"events/{ids}"


def _answer(tour_id: str, *, embed: bool = False) -> Response:
    found = _find(tour_id)
    number = _asked_step(found)
    scene = _maps(found.id, g.lang)[number - 1]
    shown = map_view_of(scene)
    stage = _stage(found, number, embed=embed)
    heading = found.steps[number - 1].heading.in_(g.lang)
    name = found.title.in_(g.lang)
    title = said_together(f"{number}/{len(found.steps)} {heading}: {name}", heading, name)
    if embed:
        return answer_embed("tour", title, map=shown, tour=stage)
    return answer_page("tour", title, found.subtitle.in_(g.lang), map=shown, tour=stage)


def _find(tour_id: str) -> Tour:
    from mapsvc.scene.made_tours import find_tour

    return find_tour(service().atlas, tour_id)


def _asked_step(found: Tour) -> int:
    asked = request.args.get("step", "") or "1"
    if not (asked.isascii() and asked.isdigit() and len(asked) < 4):
        msg = f"'step' is {asked[:20]!r}; it may be a number from 1 to {len(found.steps)}."
        raise RequestError(msg)
    _hold(found, int(asked), RequestError)
    return int(asked)


def _hold(found: Tour, number: int, error: type[Exception]) -> None:
    if not 1 <= number <= len(found.steps):
        msg = f"'step' is {number}; the steps of this tour are 1 to {len(found.steps)}."
        raise error(msg)


def _maps(tour_id: str, lang: str) -> tuple[Scene, ...]:
    return _composed(service().atlas.digest, tour_id, lang)


@lru_cache(maxsize=64)
def _composed(digest: str, tour_id: str, lang: str) -> tuple[Scene, ...]:
    """Compose all steps of a tour once; the digest stands for the atlas."""
    from mapsvc.scene.tour_map import compose_step

    del digest
    atlas, found = service().atlas, _find(tour_id)
    return tuple(compose_step(atlas, found, number, lang) for number in range(1, len(found.steps) + 1))


# ---- what the templates take ---------------------------------------------------------------------
def _stage(found: Tour, number: int, *, embed: bool) -> View:
    urls, count = service().urls(g.lang), len(found.steps)
    maps = _maps(found.id, g.lang)
    steps = [_step(found, index, scene, embed=embed) for index, scene in enumerate(maps, start=1)]
    config = {
        "step": number,
        "steps": [{"href": step["href"], "data": step["data"], "heading": step["heading"]} for step in steps],
        "exit": None if embed else urls.tours(),
        "title": found.title.in_(g.lang),
        "words": {word: translate(g.lang, f"tour.{word}") for word in _WORDS},
    }
    return {
        "title": found.title.in_(g.lang),
        "subtitle": found.subtitle.in_(g.lang),
        "number": number,
        "count": count,
        "steps": steps,
        "exit": config["exit"],
        "embed": embed,
        "sources": views().cites(found.sources),
        "address": urls.tour(found.id),
        "config": script_safe(json.dumps(config, ensure_ascii=False, separators=(",", ":"))),
    }


def _step(found: Tour, number: int, scene: Scene, *, embed: bool) -> View:
    from mapsvc.render.map_view import legend_view

    urls, step = service().urls(g.lang), found.steps[number - 1]
    return {
        "n": number,
        "href": urls.tour(found.id, number, embed=embed),
        "data": urls.tour_step(found.id, number),
        "heading": step.heading.in_(g.lang),
        "paragraph": step.paragraph.in_(g.lang),
        "notes": step.notes.in_(g.lang) if step.notes else None,
        "when": views().when(step.date) if step.date else None,
        "cites": [_cite(citation) for citation in step.cites],
        "legend": legend_view(scene),
        "credits": [{"text": credit.text, "href": credit.href} for credit in scene.credits],
        "page": None if embed else _page_of(step),
    }


def _cite(citation: Citation) -> View:
    """Return a citation, under the short name of its work where it has one."""
    found = views().cite(citation)
    short = service().atlas.sources[citation.source].short
    return found | ({"label": short.in_(g.lang)} if short else {})


def _page_of(step: TourStep) -> str:
    """Return the page on which what a step shows can be looked into."""
    urls = service().urls(g.lang)
    if step.shows == "compare":
        a, b = step.compare or ("", "")
        return urls.compare(a, b, "" if step.mode in {None, "overlay"} else str(step.mode))
    if step.shows == "day":
        return urls.timeline(step.day or "")
    if step.shows == "places":
        return urls.place(step.places[0])
    wanted: Any = getattr(step, step.shows)
    return urls.thing((step.shows, wanted))
