"""Lists: borders, journeys, tours, and the choice of two borders to compare."""

from __future__ import annotations

from difflib import get_close_matches
from urllib.parse import quote

from flask import Blueprint, Response, g, redirect, request

from mapsvc.atlas.store import Store
from mapsvc.errors import NotFoundError
from mapsvc.history.territories import comparable, find_sides
from mapsvc.kinds.typed_days import read_day, read_side
from mapsvc.kinds.views import View
from mapsvc.language import translate
from mapsvc.model.day import is_day
from mapsvc.model.numbers import format_number
from mapsvc.model.records import Route
from mapsvc.scene.journey import Journey
from mapsvc.web.page import answer_page, by_date, paged, tour_cards, views
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


@blueprint.get("/borders/")
def borders() -> Response:
    """List the borders, oldest first."""
    shown, pager = paged(by_date(service().atlas.borders.values()))
    return _listing("borders", [views().border_card(border) for border in shown], pager)


def _listing(name: str, cards: list[View], pager: View) -> Response:
    title = translate(g.lang, f"nav.{name}")
    return answer_page(name, title, translate(g.lang, f"{name}.intro"), pager=pager, **{name: cards})


@blueprint.get("/routes/")
def routes() -> Response:
    """List the journeys, oldest first."""
    shown, pager = paged(by_date(service().atlas.routes.values()))
    return _listing("routes", [views().route_card(route) | _facts(route) for route in shown], pager)


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
