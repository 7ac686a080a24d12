"""The pages that people read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar, get_args

from flask import Blueprint, Response, g, redirect, request

from mapsvc.atlas.period import AtlasPeriod
from mapsvc.language import interface_of, translate
from mapsvc.model.date_text import format_date, year_label
from mapsvc.model.dates import parse_date
from mapsvc.model.day import EARLIEST
from mapsvc.model.meta import Family
from mapsvc.model.names import sort_key
from mapsvc.model.records import Border, Event, Route
from mapsvc.model.text import Text
from mapsvc.scene.keys import MapKey
from mapsvc.web.home_timeline import home_timeline
from mapsvc.web.page import answer_page, map_of, views
from mapsvc.web.service import service
from mapsvc.web.tours import tour_cards
from mapsvc.web.views import View

blueprint = Blueprint("pages", __name__)

_Dated = TypeVar("_Dated", Border, Route)


@blueprint.get("/")
def home() -> Response:
    """Show the headline maps, the timeline and the way to everything else."""
    atlas, view = service().atlas, views()
    notes = atlas.meta.headline_note
    headlines = [
        {
            **view.event_card(atlas.events[key]),
            "map_key": MapKey("event", key),
            "note": _note(atlas.events[key], notes.get(key)),
            "kind": view.category(atlas.events[key].category)["label"],
        }
        for key in atlas.headline
    ]
    first, last = _edges(atlas.period)
    counts = {
        name: len(getattr(atlas, name)) for name in ("events", "places", "borders", "routes", "mentions")
    }
    return answer_page(
        "home",
        atlas.meta.title.in_(g.lang),
        atlas.meta.subtitle.in_(g.lang) if atlas.meta.subtitle else "",
        headlines=headlines,
        headline_comparisons=[view.comparison_card(a, b) for a, b in atlas.meta.headline_comparisons],
        timeline=home_timeline(
            ((event, view.event_card(event)) for event in atlas.events.values()), view.urls, g.lang
        ),
        timeline_note=translate(g.lang, words_of_days("home_note")).format(first=first, last=last),
        families=list(_families()),
        counts=counts,
        tours=tour_cards(),
        routes=[view.route_card(route) for route in _by_date(atlas.routes.values())],
        borders=[view.border_card(border) for border in _by_date(atlas.borders.values())],
    )


def _edges(period: AtlasPeriod) -> tuple[str, str]:
    """Return from when to when an atlas tells: years, or days where they are of one year."""
    first, last, lang = period.first, period.last, interface_of(g.lang)
    if first.year == last.year:
        return format_date(first.isoformat(), lang), format_date(last.isoformat(), lang)
    return year_label(first.year, lang), year_label(last.year, lang)


def words_of_days(key: str) -> str:
    """Return the key of what is said of any day: of an atlas without borders, nothing of them."""
    return f"timeline.{key}" if service().atlas.borders else f"timeline.{key}_events"


def _families() -> Iterator[View]:
    """Yield what the marks of the timeline mean: in our words, in the atlas’s for its own kinds."""
    atlas = service().atlas
    used = {event.category for event in atlas.events.values()}
    own = [category for key, category in atlas.categories.items() if key in used]
    ours = {views().category(key)["family"] for key in used - atlas.categories.keys()}
    for family in get_args(Family):
        words = [translate(g.lang, f"home.key_{family}")] if family in ours else []
        alike = [category for category in own if category.family == family]
        words += [category.name.in_(g.lang) for category in alike if not category.colour]
        if words:
            yield {"id": family, "words": words, "colour": None}
        for category in alike:
            if category.colour:
                yield {"id": family, "words": [category.name.in_(g.lang)], "colour": category.colour}


def _note(event: Event, note: Text | None) -> str:
    """Return what the home page says of an event: what the atlas says there, else its summary."""
    said = note or event.summary
    return said.in_(g.lang) if said else ""


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
    return answer_page(
        "event", found.title.in_(g.lang), _note(found, None) or found.title.in_(g.lang),
        event=view.event(found), map=map_of("event", event_id), **neighbours,
    )  # fmt: skip


@blueprint.get("/places/")
def places() -> Response:
    """List the places of the atlas."""
    cards = sorted(
        (views().place_card(place) for place in service().atlas.places.values()),
        key=lambda card: sort_key(card["title"], g.lang),
    )
    return _listing("places", cards)


@blueprint.get("/borders/")
def borders() -> Response:
    """List the borders, oldest first."""
    return _listing(
        "borders", [views().border_card(border) for border in _by_date(service().atlas.borders.values())]
    )


def _by_date(things: Iterable[_Dated]) -> list[_Dated]:
    return sorted(things, key=lambda thing: (parse_date(thing.valid).start or EARLIEST, thing.id))


def _listing(name: str, cards: Iterable[View]) -> Response:
    title = translate(g.lang, f"nav.{name}")
    return answer_page(name, title, translate(g.lang, f"{name}.intro"), **{name: list(cards)})


@blueprint.get("/places/<place_id>")
def place(place_id: str) -> Response:
    """Show a place: names, events, mentions."""
    found = service().atlas.place(place_id)
    shown = map_of("place", place_id) if found.lon is not None else None
    description = found.descriptions.in_(g.lang) if found.descriptions else found.title
    return answer_page("place", found.name_on(g.lang), description, place=views().place(found), map=shown)


@blueprint.get("/borders/<border_id>")
def border(border_id: str) -> Response:
    """Show a border: its line, points and articles."""
    found = service().atlas.border(border_id)
    return answer_page(
        "border",
        found.title.in_(g.lang),
        found.summary.in_(g.lang),
        border=views().border(found),
        map=map_of("border", border_id),
    )


@blueprint.get("/events")
@blueprint.get("/places")
@blueprint.get("/routes")
@blueprint.get("/borders")
def without_slash() -> Response:
    """Lead to the list, whose address ends in a slash."""
    return redirect(service().urls(g.lang).page(f"{request.path}/"), code=308)  # type: ignore[return-value]
