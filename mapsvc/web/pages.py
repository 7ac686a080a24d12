"""The pages that people read."""

from __future__ import annotations

import datetime as dt
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from typing import Any, TypeVar

from flask import Blueprint, Response, current_app, g, redirect, request

from mapsvc import __version__
from mapsvc.errors import RequestError
from mapsvc.model.dates import parse_date
from mapsvc.model.names import fold
from mapsvc.model.records import Border, Citation, Event, Route
from mapsvc.templating import LANGUAGES, render, translate
from mapsvc.web.service import Service
from mapsvc.web.views import View, Views

blueprint = Blueprint("pages", __name__)

_Dated = TypeVar("_Dated", Border, Route)

#: The home page's timeline runs over the years that the atlas's story takes; the rest is listed beside it.
TIMELINE_YEARS = (1917, 1923)
_LONGEST_QUERY = 200


def service() -> Service:
    """Return what the application serves."""
    found: Service = current_app.extensions["mapsvc"]
    return found


def views() -> Views:
    """Return the views in the reader's language."""
    return Views(service().atlas, service().urls(g.lang))


def page_context(lang: str, *, title: str, description: str) -> dict[str, Any]:
    """Return what every page's template uses."""
    atlas, urls = service().atlas, service().urls(lang)
    query = {key: value[:_LONGEST_QUERY] for key, value in request.args.items()}
    return {
        "url": urls,
        "version": __version__,
        "atlas": {
            "title": atlas.meta.title.in_(lang),
            "subtitle": atlas.meta.subtitle.in_(lang),
            "paper": Views(atlas, urls).cite(Citation(atlas.meta.paper)),
        },
        "page": {
            "title": title,
            "description": " ".join(description.split())[:300],
            "path": request.path,
            "lang_links": [
                {
                    "lang": other,
                    "label": translate(other, "language.name"),
                    "href": urls.in_language(other, request.path, query),
                    "current": other == lang,
                }
                for other in LANGUAGES
            ],
        },
    }


def _page(template: str, title: str, description: str, **context: Any) -> Response:
    html = render(
        f"pages/{template}.html", g.lang, page_context(g.lang, title=title, description=description) | context
    )
    response = Response(html, mimetype="text/html")
    shown = context.get("map")
    if shown:
        allow_script(response, str(shown["script"]))
    return response


def allow_script(response: Response, script: str) -> None:
    """Let a page run its one inline script, named by its hash."""
    digest = b64encode(sha256(script.encode()).digest()).decode()
    response.headers["X-Mapsvc-Script"] = f"'sha256-{digest}'"


def _map(kind: str, map_id: str) -> View:
    # Imported when the first map is asked for: geopandas and folium take seconds.
    from mapsvc.maps.render import render_shell
    from mapsvc.maps.view import map_view

    event_map = service().event_map(kind, map_id, g.lang)
    urls = service().urls(g.lang).for_maps()
    return map_view(event_map, render_shell(event_map, urls), urls)


@blueprint.get("/")
def home() -> Response:
    """Show the headline maps, the timeline and the way to everything else."""
    atlas, view = service().atlas, views()
    notes = atlas.meta.headline_note
    headlines = [
        {
            **view.event_card(atlas.events[key]),
            "note": notes[key].in_(g.lang) if key in notes else atlas.events[key].summary.in_(g.lang),
            "kind": translate(g.lang, f"category.{atlas.events[key].category}"),
        }
        for key in atlas.meta.headline
    ]
    cards = [{**view.event_card(event), "position": _position(event)} for event in atlas.events.values()]
    counts = {
        name: len(getattr(atlas, name)) for name in ("events", "places", "borders", "routes", "mentions")
    }
    return _page(
        "home",
        atlas.meta.title.in_(g.lang),
        atlas.meta.subtitle.in_(g.lang),
        headlines=headlines,
        timeline={
            "from_year": TIMELINE_YEARS[0],
            "to_year": TIMELINE_YEARS[1],
            "events": [card for card in cards if card["position"] is not None],
            "outside": [card for card in cards if card["position"] is None],
        },
        counts=counts,
        routes=[view.route_card(route) for route in _by_date(atlas.routes.values())],
        borders=[view.border_card(border) for border in _by_date(atlas.borders.values())],
    )


def _position(event: Event) -> float | None:
    """Return where an event lies between the first and the last day of the timeline, 0 to 1."""
    first, last = dt.date(TIMELINE_YEARS[0], 1, 1), dt.date(TIMELINE_YEARS[1], 12, 31)
    middle = event.when.middle
    if middle is None or not first <= middle <= last:
        return None
    return round((middle - first).days / (last - first).days, 4)


@blueprint.get("/events/")
def events() -> Response:
    """List events, filtered by years, kind, place and words."""
    atlas, view = service().atlas, views()
    asked = {name: request.args.get(name, "").strip() for name in ("from", "to", "kind", "place", "q")}
    found = [event for event in atlas.events.values() if _passes(event, asked)]
    kinds = Counter(event.category for event in atlas.events.values())
    places = Counter(
        place for event in atlas.events.values() for place in {part.place for part in event.places}
    )
    years = [event.when.start.year for event in atlas.events.values() if event.when.start]
    choices = {
        "kinds": sorted(
            ({**view.word("category", kind), "count": count} for kind, count in kinds.items()),
            key=_by_label,
        ),
        "places": sorted(
            (
                {"id": key, "label": atlas.places[key].name_on(g.lang), "count": count}
                for key, count in places.items()
            ),
            key=_by_label,
        ),
        "years": [min(years), max(years)] if years else [1900, 1930],
    }
    return _page(
        "events",
        translate(g.lang, "nav.events"),
        translate(g.lang, "events.intro"),
        events=[view.event_card(event) for event in found],
        filters={
            "year_from": asked["from"],
            "year_to": asked["to"],
            "kind": asked["kind"],
            "place": asked["place"],
            "q": asked["q"],
        },
        choices=choices,
        total=len(atlas.events),
    )


def _by_label(choice: View) -> tuple[list[int], str]:
    return _key(choice["label"])


def _key(text: str) -> tuple[list[int], str]:
    """Return a sort key that puts Turkish letters where Turkish readers look for them."""
    order = "aâbcçdefgğhıiîjklmnoöpqrsştuûüvwxyz"
    lowered = text.replace("İ", "i").replace("I", "ı").lower()
    return [order.find(letter) if letter in order else ord(letter) + 100 for letter in lowered], text


def _passes(event: Event, asked: dict[str, str]) -> bool:
    years = {side: _year(asked[side], side) for side in ("from", "to")}
    span = event.when
    if years["from"] and span.end and span.end.year < years["from"]:
        return False
    if years["to"] and span.start and span.start.year > years["to"]:
        return False
    if asked["kind"] and event.category != asked["kind"]:
        return False
    if asked["place"] and asked["place"] not in {part.place for part in event.places}:
        return False
    return all(word in _haystack(event) for word in fold(asked["q"][:_LONGEST_QUERY]).split())


def _year(text: str, name: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        msg = f"{name!r} is {text[:20]!r}; write a year such as 1920."
        raise RequestError(msg)
    return int(text)


def _haystack(event: Event) -> str:
    atlas = service().atlas
    names = [name.toponym for part in event.places for name in atlas.places[part.place].names]
    actors = [text for actor in event.actors for text in (actor.tr, actor.en)]
    return fold(
        " ".join(
            [event.title.tr, event.title.en, event.summary.tr, event.summary.en, *actors, *names, event.on]
        )
    )


@blueprint.get("/events/<event_id>")
def event(event_id: str) -> Response:
    """Show an event: its map, what happened, who says so."""
    atlas, view = service().atlas, views()
    found = atlas.event(event_id)
    order = list(atlas.events)
    at = order.index(event_id)
    neighbours = {
        "previous": view.event_card(atlas.events[order[at - 1]]) if at > 0 else None,
        "next": view.event_card(atlas.events[order[at + 1]]) if at + 1 < len(order) else None,
    }
    return _page(
        "event", found.title.in_(g.lang), found.summary.in_(g.lang),
        event=view.event(found), map=_map("event", event_id), **neighbours,
    )  # fmt: skip


@blueprint.get("/places/")
def places() -> Response:
    """List the places of the atlas."""
    cards = sorted(
        (views().place_card(place) for place in service().atlas.places.values()),
        key=lambda card: _key(card["title"]),
    )
    return _listing("places", cards)


@blueprint.get("/routes/")
def routes() -> Response:
    """List the journeys, oldest first."""
    return _listing(
        "routes", [views().route_card(route) for route in _by_date(service().atlas.routes.values())]
    )


@blueprint.get("/borders/")
def borders() -> Response:
    """List the borders, oldest first."""
    return _listing(
        "borders", [views().border_card(border) for border in _by_date(service().atlas.borders.values())]
    )


def _by_date(things: Iterable[_Dated]) -> list[_Dated]:
    return sorted(things, key=lambda thing: (parse_date(thing.valid).start or dt.date.min, thing.id))


def _listing(name: str, cards: Iterable[View]) -> Response:
    title = translate(g.lang, f"nav.{name}")
    return _page(name, title, translate(g.lang, f"{name}.intro"), **{name: list(cards)})


@blueprint.get("/places/<place_id>")
def place(place_id: str) -> Response:
    """Show a place: names, events, mentions."""
    found = service().atlas.place(place_id)
    shown = _map("place", place_id) if found.lon is not None else None
    description = found.descriptions.in_(g.lang) if found.descriptions else found.title
    return _page("place", found.name_on(g.lang), description, place=views().place(found), map=shown)


@blueprint.get("/routes/<route_id>")
def route(route_id: str) -> Response:
    """Show a journey with its variants."""
    found = service().atlas.route(route_id)
    return _page(
        "route",
        found.title.in_(g.lang),
        found.summary.in_(g.lang),
        route=views().route(found),
        map=_map("route", route_id),
    )


@blueprint.get("/borders/<border_id>")
def border(border_id: str) -> Response:
    """Show a border: its line, points and articles."""
    found = service().atlas.border(border_id)
    return _page(
        "border",
        found.title.in_(g.lang),
        found.summary.in_(g.lang),
        border=views().border(found),
        map=_map("border", border_id),
    )


@blueprint.get("/search")
def search() -> Response:
    """Find events, places, journeys and borders by words in any of their languages."""
    q = request.args.get("q", "").strip()[:_LONGEST_QUERY]
    words = fold(q).split()
    results = _results(words) if words else []
    return _page(
        "search", translate(g.lang, "search.title"), translate(g.lang, "search.title"), q=q, results=results
    )


def _results(words: list[str]) -> list[View]:
    atlas, view = service().atlas, views()
    found: list[View] = []
    for place in atlas.places.values():
        text = fold(" ".join([place.title, *(name.toponym for name in place.names)]))
        if all(word in text for word in words):
            card = view.place_card(place)
            found.append(_result("place", card, ", ".join(card["also"])))
    for event in atlas.events.values():
        if all(word in _haystack(event) for word in words):
            card = view.event_card(event)
            found.append(_result("event", card, card["when"]["text"]))
    for route in atlas.routes.values():
        text = fold(
            " ".join(
                [
                    route.title.tr,
                    route.title.en,
                    *(t for name in route.travellers for t in (name.tr, name.en)),
                ]
            )
        )
        if all(word in text for word in words):
            card = view.route_card(route)
            found.append(_result("route", card, card["when"]["text"]))
    for border in atlas.borders.values():
        text = fold(" ".join([border.title.tr, border.title.en, border.label.tr, border.label.en]))
        if all(word in text for word in words):
            card = view.border_card(border)
            found.append(_result("border", card, card["when"]["text"]))
    return found


def _result(kind: str, card: View, detail: str) -> View:
    return {
        "kind_label": translate(g.lang, f"kind.{kind}"),
        "href": card["href"],
        "title": card["title"],
        "detail": detail,
    }


@blueprint.get("/events")
@blueprint.get("/places")
@blueprint.get("/routes")
@blueprint.get("/borders")
def without_slash() -> Response:
    """Lead to the list, whose address ends in a slash."""
    return redirect(service().urls(g.lang).page(f"{request.path}/"), code=308)  # type: ignore[return-value]
