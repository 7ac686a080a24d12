"""Search: events, places, journeys and borders by words in any of their languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from flask import Blueprint, Response, g, request

from mapsvc.atlas.store import Atlas
from mapsvc.kinds.views import View
from mapsvc.language import translate
from mapsvc.model.date_text import format_date
from mapsvc.model.records import Event
from mapsvc.model.text import Text
from mapsvc.web.matching import Thing, marked, rank
from mapsvc.web.page import LONGEST_QUERY, answer_page, views
from mapsvc.web.service import service

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
def search() -> Response:
    """Find events, places, journeys and borders by words in any of their languages."""
    q = request.args.get("q", "").strip()[:LONGEST_QUERY]
    results = _results(q) if q else []
    return answer_page(
        "search", translate(g.lang, "search.title"), translate(g.lang, "search.title"), q=q, results=results
    )


def answer_index() -> Response:
    """Answer the search page with everything that can be found, for a site that has no service to ask."""
    index = [
        {**_result(kind, card(), ""), "words": " ".join((*thing.titles, *thing.names, *thing.text))}
        for kind, thing, card in _findable()
    ]
    title = translate(g.lang, "search.title")
    return answer_page("search", title, title, q="", results=[], index=index)


def _results(q: str) -> list[View]:
    """Return what fits, the best first; of equals places, then events by date, borders, journeys."""
    found = []
    for kind, thing, card in _findable():
        fit = rank(q, thing)
        if fit is not None:
            found.append((fit, _result(kind, card(), q)))
    found.sort(key=lambda pair: pair[0])
    return [result for _, result in found]


def _findable() -> Iterator[tuple[str, Thing, Callable[[], View]]]:
    atlas, view = service().atlas, views()
    for place in atlas.places.values():
        names = (place.title, *(name.toponym for name in place.names))
        yield "place", Thing(names), partial(view.place_card, place)
    for event in atlas.events.values():
        yield "event", event_words(atlas, event), partial(view.event_card, event)
    for border in atlas.borders.values():
        called = tuple(_said(border.title, border.label))
        said = tuple(_said(border.summary))
        yield "border", Thing(called, text=said), partial(view.border_card, border)
    for route in atlas.routes.values():
        travellers = list(_said(*route.travellers))
        titles, text = tuple(_said(route.title)), tuple(_said(route.summary))
        yield "route", Thing(titles, travellers, text), partial(view.route_card, route)


def _result(kind: str, card: View, q: str) -> View:
    return {
        "kind_label": translate(g.lang, f"kind.{kind}"),
        "href": card["href"],
        "title": card["title"],
        "when": card.get("when"),
        "also": card.get("also", []),
        "summary": marked(q, card.get("summary", "")),
    }


def event_words(atlas: Atlas, event: Event) -> Thing:
    """Return what an event can be found by."""
    places = [name.toponym for part in event.places for name in atlas.places[part.place].names]
    dates = [event.on.edtf, *(format_date(event.on, lang) for lang in atlas.languages)]
    return Thing(
        titles=tuple(_said(event.title)),
        names=(*_said(*event.actors), *places, *dates),
        text=tuple(_said(event.summary)),
    )


def _said(*texts: Text | None) -> Iterator[str]:
    """Yield the words of texts in all their languages."""
    for text in texts:
        for _, words in text.items() if text else ():
            yield words
