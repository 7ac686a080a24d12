"""Journeys: their list, the page on which one is played, and the same for a frame."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, g, request

from mapsvc.errors import DateError, RequestError
from mapsvc.language import plural, translate
from mapsvc.model.dates import parse_date
from mapsvc.model.day import EARLIEST, Day
from mapsvc.model.numbers import format_number
from mapsvc.model.records import Route
from mapsvc.web.language import named_language
from mapsvc.web.page import answer_embed, answer_page, map_of, views
from mapsvc.web.service import service
from mapsvc.web.views import View

if TYPE_CHECKING:
    # geopandas takes seconds to import; health checks must not wait for it.
    from mapsvc.scene.journey import Journey

blueprint = Blueprint("journeys", __name__)


@blueprint.get("/routes/")
def routes() -> Response:
    """List the journeys, oldest first."""
    found = sorted(
        service().atlas.routes.values(),
        key=lambda route: (parse_date(route.valid).start or EARLIEST, route.id),
    )
    cards = [views().route_card(route) | _facts(route) for route in found]
    title = translate(g.lang, "nav.routes")
    return answer_page("routes", title, translate(g.lang, "routes.intro"), routes=cards)


@blueprint.get("/routes/<route_id>")
def route(route_id: str) -> Response:
    """Show a journey at a moment, to be played from there."""
    found = service().atlas.route(route_id)
    player = _player(found)
    view = views().route(found)
    view["variants"] = [
        variant | {"player": played, "legs": _with_days(found, variant["legs"], played["id"])}
        for variant, played in zip(view["variants"], player["variants"], strict=True)
    ]
    return answer_page(
        "route",
        found.title.in_(g.lang),
        found.summary.in_(g.lang),
        route=view,
        player=player,
        map=map_of("route", route_id),
    )


@blueprint.get("/embed/routes/<route_id>")
def bare_route(route_id: str) -> Response:
    """Show the player of a journey and nothing else."""
    found = service().atlas.route(route_id)
    title = found.title.in_(g.lang)
    return answer_embed("route", title, map=map_of("route", route_id), player=_player(found))


@blueprint.get("/data/<version>/routes/<route_id>.<language:lang>.svg")
def still(version: str, route_id: str, lang: str) -> Response:
    """Return the map of a journey as a picture, for readers without a script."""
    from mapsvc.render.route_sketch import render_sketch

    if version != service().geometry_version:
        abort(404)
    found = service().atlas.route(route_id)
    picture = render_sketch(service().scene("route", found.id, named_language(lang)))
    return Response(picture, content_type="image/svg+xml; charset=utf-8")


def _player(found: Route) -> View:
    from mapsvc.scene.journey import player_view

    journey = _journey(service().atlas.digest, found.id, g.lang)
    moment = _asked_moment(journey)
    path = request.path
    urls = service().urls(g.lang)

    def address(variant: str, day: str, stop: int) -> str:
        return urls.page(path, at=day, variant=variant, stop=stop or "")

    picture = urls.still(found.id)
    return player_view(journey, at=moment, address=address) | {"picture": picture}


@lru_cache(maxsize=128)
def _journey(digest: str, route_id: str, lang: str) -> Journey:
    from mapsvc.scene.journey import Journey

    del digest
    return Journey(service().atlas, service().atlas.routes[route_id], lang)


def _asked_moment(journey: Journey) -> View:
    """Return the moment that the address names; `RequestError` says what would do."""
    variant = _asked_variant(journey)
    day = _asked_day(journey)
    stop = _asked_stop(journey, variant)
    if day is None and stop is None:
        return journey.moment(variant, stop=1)
    return journey.moment(variant, on=day, stop=stop)


def _asked_variant(journey: Journey) -> str:
    from mapsvc.history.whereabouts import pick_variant

    asked, known = request.args.get("variant"), list(journey.itineraries)
    if asked is None or asked in known:
        return pick_variant(journey.route, asked)
    msg = f"'variant' is {asked[:40]!r}; this journey has {', '.join(known)}."
    raise RequestError(msg)


def _asked_day(journey: Journey) -> Day | None:
    asked = request.args.get("at")
    if asked is None:
        return None
    would_do = f"it may be a day from {journey.first} to {journey.last}."
    try:
        day = Day.fromisoformat(asked)
    except DateError as error:
        msg = f"'at' is {asked[:20]!r}; {would_do}"
        raise RequestError(msg) from error
    if not journey.first <= day <= journey.last:
        msg = f"'at' is {asked!r}, outside this journey; {would_do}"
        raise RequestError(msg)
    return day


def _asked_stop(journey: Journey, variant: str) -> int | None:
    asked = request.args.get("stop")
    if asked is None:
        return None
    count = len(journey.itineraries[variant].stops)
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 4 and 1 <= int(asked) <= count):
        msg = f"'stop' is {asked[:20]!r}; {variant!r} has the stops 1 to {count}."
        raise RequestError(msg)
    return int(asked)


def _facts(found: Route) -> View:
    """Return what a list says of a journey's way: its ends, kilometres, and whether accounts differ."""
    journey = _journey(service().atlas.digest, found.id, g.lang)
    ends = []
    for itinerary in journey.itineraries.values():
        first, last = itinerary.stops[0].title.in_(g.lang), itinerary.stops[-1].title.in_(g.lang)
        ends.append(f"{first} – {last}")
    lengths = sorted({round(itinerary.marks_km[-1]) for itinerary in journey.itineraries.values()})
    shown = dict.fromkeys(format_number(length, g.lang) for length in (lengths[0], lengths[-1]))
    km = f"{'–'.join(shown)} {translate(g.lang, 'unit.km')}"
    return {"ends": list(dict.fromkeys(ends)), "km": km, "parts": found.parts}


def _with_days(found: Route, legs: list[View], variant: str) -> list[View]:
    """Return the legs of an account with when they can have begun and ended, and how far that is a day."""
    from mapsvc.model.date_text import format_date

    itinerary = _journey(service().atlas.digest, found.id, g.lang).itineraries[variant]
    told = []
    for index, leg in enumerate(legs):
        leave, arrive = itinerary.visits[index].leave, itinerary.visits[index + 1].arrive
        least, most = max(0, arrive.first - leave.last), arrive.last - leave.first
        told.append(
            leg
            | {
                "ends": (
                    itinerary.stops[index].title.in_(g.lang),
                    itinerary.stops[index + 1].title.in_(g.lang),
                ),
                "leave": format_date(_span(leave.first, leave.last), g.lang),
                "arrive": format_date(_span(arrive.first, arrive.last), g.lang),
                "took": plural(g.lang, "player.days", most, None if least == most else f"{least}–{most}"),
                "km": format_number(itinerary.lengths_km[index], g.lang),
            }
        )
    return told


def _span(first: int, last: int) -> str:
    one, other = (Day.fromordinal(day).isoformat() for day in (first, last))
    return one if one == other else f"{one}/{other}"
