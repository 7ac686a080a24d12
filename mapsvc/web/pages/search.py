"""Search: events, places, journeys and borders by words in any of their languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from flask import Blueprint, Response, g, request

from mapsvc.atlas.store import Store
from mapsvc.history.holder_text import describe_holders
from mapsvc.kinds import KINDS, kind_of
from mapsvc.kinds.views import View
from mapsvc.language import translate
from mapsvc.model.date_text import format_date
from mapsvc.model.dates import day_span
from mapsvc.model.name_register import name_on
from mapsvc.model.records import Event
from mapsvc.model.scene import MapKey
from mapsvc.model.text import Text
from mapsvc.scene.ground.registered_towns import RegisteredTown, towns_of
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
        {**_result(label, card(), ""), "words": " ".join((*thing.titles, *thing.names, *thing.text))}
        for label, thing, card in _findable()
    ]
    title = translate(g.lang, "search.title")
    return answer_page("search", title, title, q="", results=[], index=index)


def _results(q: str) -> list[View]:
    """Return what fits, the best first; of equals places, then events by date, borders, journeys."""
    found = []
    for label, thing, card in _findable():
        fit = rank(q, thing)
        if fit is not None:
            found.append((fit, _result(label, card(), q)))
    found.sort(key=lambda pair: pair[0])
    return [result for _, result in found]


def _findable() -> Iterator[tuple[str, Thing, Callable[[], View]]]:
    atlas, view = service().atlas, views()
    for place in atlas.places.values():
        names = (place.title, *(name.toponym for name in place.names))
        yield "kind.place", Thing(names), partial(view.place_card, place)
    for event in atlas.events.values():
        yield "kind.event", event_words(atlas, event), partial(view.event_card, event)
    yield from _findable_lines(atlas)
    for town in towns_of(atlas):
        yield "kind.town", Thing(town.forms), partial(_town_card, town)
    # Maps that are listed and are no records are found by what they are called.
    for kind in (kind for kind in KINDS.values() if not kind.records and not kind.single):
        for key in kind.listed(atlas):
            titles = tuple(kind.title_of(atlas, key.id, lang) for lang in atlas.languages)
            yield kind.listed_as, Thing(titles), partial(_card, key)


def _findable_lines(atlas: Store) -> Iterator[tuple[str, Thing, Callable[[], View]]]:
    view = views()
    for border in atlas.borders.values():
        called = tuple(_said(border.title, border.label))
        said = tuple(_said(border.summary))
        drawn = [*(line.title for line in border.lines), *(point.title for point in border.points)]
        others = _other_forms(atlas, f"borders/{border.id}", (*called, *said, *_said(*drawn)))
        yield "kind.border", Thing(called, others, said), partial(view.border_card, border)
    for route in atlas.routes.values():
        travellers = list(_said(*route.travellers))
        titles, text = tuple(_said(route.title)), tuple(_said(route.summary))
        others = _other_forms(atlas, f"routes/{route.id}", (*travellers, *titles, *text))
        yield "kind.route", Thing(titles, (*travellers, *others), text), partial(view.route_card, route)


def _card(key: MapKey) -> View:
    title = kind_of(key).title_of(service().atlas, key.id, g.lang)
    return {"href": service().urls(g.lang).map_page(key), "title": title}


def _town_card(town: RegisteredTown) -> View:
    """Return a town that has no page: who held it on the day on which the atlas opens, on that day's map."""
    day = service().atlas.period.opening
    held = describe_holders(service().atlas, town.point, [day], g.lang)
    return {
        "href": service().urls(g.lang).timeline(on=day.isoformat()),
        "title": name_on(town.rows, g.lang, day),
        "summary": f"{format_date(day_span(day), g.lang)}: {', '.join(held)}" if held else "",
    }


def _other_forms(atlas: Store, key: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return all forms of what texts name: who searches for another form finds them too."""
    return atlas.kept("other forms", key, lambda: atlas.names.forms_named(texts))


def _result(label: str, card: View, q: str) -> View:
    return {
        "kind_label": translate(g.lang, label),
        "href": card["href"],
        "title": card["title"],
        "when": card.get("when"),
        "also": card.get("also", []),
        "summary": marked(q, card.get("summary", "")),
    }


def event_words(atlas: Store, event: Event) -> Thing:
    """Return what an event can be found by."""
    places = [name.toponym for part in event.places for name in atlas.places[part.place].names]
    dates = [event.on.edtf, *(format_date(event.on, lang) for lang in atlas.languages)]
    titles, actors, text = (
        tuple(_said(*texts)) for texts in ((event.title,), event.actors, (event.summary,))
    )
    others = _other_forms(atlas, f"events/{event.id}", (*titles, *actors, *text))
    return Thing(titles=titles, names=(*actors, *places, *dates, *others), text=text)


def _said(*texts: Text | None) -> Iterator[str]:
    """Yield the words of texts in all their languages."""
    for text in texts:
        for _, words in text.items() if text else ():
            yield words
