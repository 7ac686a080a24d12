"""Lists: events, places, borders, journeys, tours, and the choice of two borders to compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches
from urllib.parse import quote

from flask import Blueprint, Response, g, redirect, request

from mapsvc.atlas.store import Store
from mapsvc.errors import NotFoundError, RequestError
from mapsvc.history.territories import comparable, find_sides
from mapsvc.kinds.age_headings import Ages
from mapsvc.kinds.typed_days import read_day, read_side
from mapsvc.kinds.views import View
from mapsvc.language import locale_of, translate
from mapsvc.model.date_patterns import patterns_of
from mapsvc.model.date_text import parse_year
from mapsvc.model.day import is_day
from mapsvc.model.names import sort_key
from mapsvc.model.numbers import format_number
from mapsvc.model.records import Event, Route
from mapsvc.scene.journey import Journey
from mapsvc.web.finding import event_words
from mapsvc.web.matching import rank
from mapsvc.web.page import LONGEST_QUERY, answer_page, by_date, tour_cards, views
from mapsvc.web.pages import MenuEntry
from mapsvc.web.service import service

blueprint = Blueprint("lists", __name__)


def _first_pair(atlas: Store) -> tuple[str, str] | None:
    """Return the pair that an atlas is opened for, else its first two borders that can be compared."""
    if atlas.meta.headline_comparisons:
        return atlas.meta.headline_comparisons[0]
    known = [border.id for border in comparable(atlas)]
    return (known[0], known[min(1, len(known) - 1)]) if known else None


def _first_comparison(atlas: Store) -> str:
    return f"/compare/{'/'.join(map(quote, _first_pair(atlas) or ()))}"


MENU = (
    MenuEntry("events", "/events/", lambda atlas: atlas.events, rank=10),
    MenuEntry("timeline", "/timeline", lambda atlas: atlas.events or atlas.borders or atlas.control, rank=20),
    MenuEntry("places", "/places/", lambda atlas: atlas.places, rank=30),
    MenuEntry("routes", "/routes/", lambda atlas: atlas.routes, rank=40),
    MenuEntry("borders", "/borders/", lambda atlas: atlas.borders, rank=50),
    MenuEntry("compare", _first_comparison, _first_pair, rank=60),
    # Any journey, and any events, can be told as a tour.
    MenuEntry("tours", "/tour/", lambda atlas: atlas.tours or atlas.routes or atlas.events, rank=70),
    MenuEntry("mentions", "/mentions", lambda atlas: atlas.mentions, rank=80),
    MenuEntry("search", "/search", lambda _: True, words="search.title", foot=True),
    MenuEntry("files", "/download/", lambda _: True, words="download.title", foot=True),
)


@blueprint.get("/events/")
def events() -> Response:
    """List events, filtered by years, kind, place and words."""
    atlas, view = service().atlas, views()
    asked = {name: request.args.get(name, "").strip() for name in ("from", "to", "kind", "place", "q")}
    found = [event for event in atlas.events.values() if _passes(event, asked)]
    kinds = Counter(event.category for event in atlas.events.values())
    places: Counter[str] = Counter()
    for event in atlas.events.values():
        places.update({part.place for part in event.places})
    years = [event.when.start.year for event in atlas.events.values() if event.when.start]
    first, last = atlas.period.first.year, atlas.period.last.year
    ages = Ages((first, last), g.lang)
    cards = [{**view.event_card(event), "years": _years_of(event)} for event in found]
    choices = {
        "kinds": sorted(
            ({**view.category(kind), "count": count} for kind, count in kinds.items()),
            key=_by_label,
        ),
        "places": sorted(
            (
                {"id": key, "label": atlas.places[key].name_on(g.lang), "count": count}
                for key, count in places.items()
            ),
            key=_by_label,
        ),
        "years": [min(years, default=first), max(years, default=last)],
    }
    return answer_page(
        "events",
        translate(g.lang, "nav.events"),
        translate(g.lang, "events.intro"),
        groups=_by_age(found, cards, ages),
        count=len(cards),
        eras=patterns_of(locale_of(g.lang)).eras,
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


def _years_of(event: Event) -> tuple[int | None, int | None]:
    """Return the first and the last year of an event; nothing where it has no limit."""
    span = event.when
    return (span.start.year if span.start else None), (span.end.year if span.end else None)


def _by_age(found: list[Event], cards: list[View], ages: Ages) -> list[View]:
    """Return the list under headings where an atlas tells of more years than are seen at a glance."""
    groups: dict[str, list[View]] = {}
    for event, card in zip(found, cards, strict=True):
        middle = event.when.middle
        title = ages.of(middle.year) if ages.unit != "year" and middle else ""
        groups.setdefault(title, []).append(card)
    return [{"title": title, "events": held} for title, held in groups.items()]


def _by_label(choice: View) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    return sort_key(choice["label"], g.lang)


def _passes(event: Event, asked: dict[str, str]) -> bool:
    years = {side: _year(asked[side], side) for side in ("from", "to")}
    span = event.when
    if years["from"] is not None and span.end and span.end.year < years["from"]:
        return False
    if years["to"] is not None and span.start and span.start.year > years["to"]:
        return False
    if asked["kind"] not in ("", event.category):
        return False
    if asked["place"] not in ("", *(part.place for part in event.places)):
        return False
    return rank(asked["q"][:LONGEST_QUERY], event_words(service().atlas, event)) is not None


def _year(text: str, name: str) -> int | None:
    if not text:
        return None
    year = parse_year(text, g.lang)
    if year is None:
        msg = f"{name!r} is {text[:20]!r}; write a year such as 1648, or -0400 for 401 BC."
        raise RequestError(msg)
    return year


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
        "borders", [views().border_card(border) for border in by_date(service().atlas.borders.values())]
    )


def _listing(name: str, cards: Iterable[View]) -> Response:
    title = translate(g.lang, f"nav.{name}")
    return answer_page(name, title, translate(g.lang, f"{name}.intro"), **{name: list(cards)})


@blueprint.get("/routes/")
def routes() -> Response:
    """List the journeys, oldest first."""
    cards = [views().route_card(route) | _facts(route) for route in by_date(service().atlas.routes.values())]
    title = translate(g.lang, "nav.routes")
    return answer_page("routes", title, translate(g.lang, "routes.intro"), routes=cards)


def _facts(found: Route) -> View:
    """Return what a list says of a journey's way: its ends, kilometres, and whether accounts differ."""
    atlas, lang = service().atlas, g.lang
    journey = service().kept("journey", (found.id, lang), lambda: Journey(atlas, found, lang))
    ends = []
    for itinerary in journey.itineraries.values():
        first, last = itinerary.stops[0].title.in_(g.lang), itinerary.stops[-1].title.in_(g.lang)
        ends.append(f"{first} – {last}")
    lengths = sorted({round(itinerary.marks_km[-1]) for itinerary in journey.itineraries.values()})
    shown = dict.fromkeys(format_number(length, g.lang) for length in (lengths[0], lengths[-1]))
    km = f"{'–'.join(shown)} {translate(g.lang, 'unit.km')}"
    return {"ends": list(dict.fromkeys(ends)), "km": km, "parts": found.parts}


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


@blueprint.get("/compare")
def chosen() -> Response:
    """Lead to the comparison that a form asks for, or to the first one."""
    atlas, view = service().atlas, request.args.get("view", "")
    a, b = (_side(name) for name in ("a", "b"))
    if not a and not b:
        pair = _first_pair(atlas)
        if pair is None:
            raise NotFoundError(translate(g.lang, "compare.none_drawn"))
        a, b = pair
    find_sides(atlas, a, b, law=view == "law")
    view = view if is_day(a) and is_day(b) and atlas.control else ""
    return redirect(service().urls(g.lang).compare(a, b, view=view), code=302)  # type: ignore[return-value]


def _side(name: str) -> str:
    """Return a side that a form chose: the day that was typed beside its list, else what the list says."""
    field = f"{name}_day" if request.args.get(f"{name}_day", "").strip() else name
    typed = request.args.get(field, "").strip()
    atlas = service().atlas
    side = read_side(atlas, field, typed)
    # What is near to no border was meant for a day.
    other = request.args.get("b" if name == "a" else "a", "").strip()
    of_borders = {side, other} & atlas.borders.keys() or get_close_matches(side, atlas.borders)
    if not side or is_day(side) or (field == name and of_borders):
        return side
    return read_day(atlas, field, typed).isoformat()


@blueprint.get("/events")
@blueprint.get("/places")
@blueprint.get("/routes")
@blueprint.get("/borders")
@blueprint.get("/tour")
def without_slash() -> Response:
    """Lead to the list, whose address ends in a slash."""
    return redirect(service().urls(g.lang).page(f"{request.path}/"), code=308)  # type: ignore[return-value]
