"""The map of a journey, which can be played: its accounts, stops and legs on the calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mapsvc.atlas.store import Store
from mapsvc.errors import NotFoundError, RequestError, not_found
from mapsvc.history.whereabouts import pick_variant
from mapsvc.kinds.kind import Kind, Loaded, Shown, Stations, Visit
from mapsvc.kinds.typed_days import read_day
from mapsvc.kinds.views import View
from mapsvc.kinds.words import Words
from mapsvc.language import plural
from mapsvc.model.date_text import format_date
from mapsvc.model.dates import day_span
from mapsvc.model.day import Day
from mapsvc.model.itinerary import Window
from mapsvc.model.numbers import format_number
from mapsvc.model.records import Variant
from mapsvc.model.scene import Scene
from mapsvc.model.telling import Telling
from mapsvc.render.route_sketch import render_sketch
from mapsvc.render.stage import Stage
from mapsvc.scene.composition import compose_route
from mapsvc.scene.journey import Journey, player_view
from mapsvc.scene.made_tours import find_tour


def _tell(atlas: Store, route_id: str, lang: str) -> Telling:
    route, words = atlas.route(route_id), Words(atlas, lang)
    return Telling(
        title=route.title.in_(lang),
        when=words.date(route.valid),
        paragraphs=words.texts(route.summary, route.conflict),
        people=words.texts(*route.travellers),
        parts=tuple(
            (variant.title.in_(lang), " ".join(words.texts(variant.note))) for variant in route.variants
        ),
        cites=words.cites(route.sources),
    )


def _address(route_id: str) -> tuple[str, dict[str, str]]:
    """Return where a journey is shown; `<id>@<day>` is what leads to it on a day."""
    name, _, day = route_id.partition("@")
    return name, {"at": day} if day else {}


def _show(visit: Visit) -> Shown:
    """Show a journey at the moment that the address names, to be played from there."""
    route = visit.atlas.route(visit.map_id)
    journey = visit.kept("journey", (route.id, visit.lang), lambda: Journey(visit.atlas, route, visit.lang))

    def address(variant: str, day: str, stop: int) -> str:
        return visit.urls.page(visit.path, at=day, variant=variant, stop=stop or "")

    player = player_view(
        journey,
        at=_asked_moment(visit, journey),
        address=address,
        action=visit.urls.page(visit.path).partition("?")[0],
    )
    player["picture"] = visit.urls.still(route.id)
    summary = route.summary.in_(visit.lang)
    variants = [
        _account(visit, journey, variant, played)
        for variant, played in zip(route.variants, player["variants"], strict=True)
    ]
    known = {
        "summary": summary,
        "conflict": route.conflict.in_(visit.lang) if route.conflict else None,
        "variants": variants,
    }
    return Shown(
        title=visit.telling.title,
        description=summary,
        context={"told": visit.telling, "route": known, "player": player},
        scene=visit.scene(),
    )


def _asked_moment(visit: Visit, journey: Journey) -> View:
    """Return the moment that the address names; `RequestError` says what would do."""
    variant = _asked_variant(visit, journey)
    day, stop = _asked_day(visit, journey), _asked_stop(visit, journey, variant)
    if day is None and stop is None:
        return journey.moment(variant, stop=1)
    return journey.moment(variant, on=day, stop=stop)


def _asked_variant(visit: Visit, journey: Journey) -> str:
    asked, known = visit.query.get("variant"), list(journey.itineraries)
    if asked is None or asked in known:
        return pick_variant(journey.route, asked)
    msg = f"'variant' is {asked[:40]!r}; this journey has {', '.join(known)}."
    raise RequestError(msg)


def _asked_day(visit: Visit, journey: Journey) -> Day | None:
    asked = visit.query.get("at")
    if asked is None:
        return None
    return read_day(visit.atlas, "at", asked, (journey.first, journey.last))


def _asked_stop(visit: Visit, journey: Journey, variant: str) -> int | None:
    asked = visit.query.get("stop")
    if asked is None:
        return None
    count = len(journey.itineraries[variant].stops)
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 4 and 1 <= int(asked) <= count):
        msg = f"'stop' is {asked[:20]!r}; {variant!r} has the stops 1 to {count}."
        raise RequestError(msg)
    return int(asked)


def _account(visit: Visit, journey: Journey, variant: Variant, played: View) -> View:
    route, lang, words = journey.route, visit.lang, Words(visit.atlas, visit.lang)
    return {
        "id": variant.id,
        "title": variant.title.in_(lang),
        "note": variant.note.in_(lang) if variant.note else None,
        "certainty": words.word("certainty", variant.certainty),
        "player": played,
        "stops": [
            {
                "n": stop.n,
                "name": stop.title.in_(lang),
                "certainty": words.word("certainty", stop.certainty),
                "sources": words.cites(stop.sources),
                "feature": f"routes/{route.id}/{stop.id}",
            }
            for stop in route.stops_of(variant.id)
        ],
        "legs": [_leg(journey, variant.id, index, words) for index in range(len(route.legs_of(variant.id)))],
    }


def _leg(journey: Journey, variant: str, index: int, words: Words) -> View:
    """Return a leg with when it can have begun and ended, and how far that is a day."""
    itinerary, lang = journey.itineraries[variant], words.lang
    leg = itinerary.legs[index]
    leave, arrive = itinerary.visits[index].leave, itinerary.visits[index + 1].arrive
    least, most = max(0, arrive.first - leave.last), arrive.last - leave.first
    return {
        "n": leg.n,
        "mode": words.word("mode", leg.mode),
        "when": words.date(leg.on) if leg.on else None,
        "certainty": words.word("certainty", leg.certainty),
        "note": leg.note.in_(lang) if leg.note else None,
        "sources": words.cites(leg.sources),
        "feature": f"routes/{journey.route.id}/{leg.id}",
        "ends": tuple(itinerary.stops[at].title.in_(lang) for at in (index, index + 1)),
        "leave": _days(leave, lang),
        "arrive": _days(arrive, lang),
        "took": plural(lang, "player.days", most, None if least == most else f"{least}–{most}"),
        "km": format_number(itinerary.lengths_km[index], lang),
    }


def _days(window: Window, lang: str) -> str:
    return format_date(day_span(*(Day.fromordinal(day) for day in (window.first, window.last))), lang)


def _stage(atlas: Store, scene: Scene, route_id: str, _: Mapping[str, str]) -> Stage:
    journey = Journey(atlas, atlas.route(route_id), scene.lang)
    return Stage(
        template="export/route.html",
        styles=("css/player.css",),
        scripts=("js/player.js",),
        context={"player": player_view(journey)},
    )


def _stations(atlas: Store, route_id: str, lang: str) -> list[Stations]:
    route = atlas.route(route_id)
    return [
        (
            variant.title.in_(lang),
            [
                (
                    format_date(stop.on, lang) if stop.on else "",
                    stop.title.in_(lang),
                    stop.note.in_(lang) if stop.note else "",
                )
                for stop in route.stops_of(variant.id)
            ],
        )
        for variant in route.variants
    ]


def _parts(atlas: Store, route_id: str, lang: str) -> Iterator[View]:
    """Yield the stops of a journey, account by account."""
    route = atlas.route(route_id)
    for variant in route.variants:
        for number, stop in enumerate(route.stops_of(variant.id), start=1):
            yield {
                "stop": stop.id,
                "title": stop.title.in_(lang),
                "when": format_date(stop.on, lang) if stop.on else "",
                "asks": {"variant": variant.id, "stop": str(number)},
            }


def _step(atlas: Store, route_id: str, wishes: Mapping[str, str]) -> dict[str, Any]:
    """Return a journey, as far as it had come on a day, or up to a stop with what is told of that."""
    route = atlas.route(route_id)
    on, wanted = wishes.get("on"), wishes.get("stop")
    told = next((step for step in find_tour(atlas, f"routes/{route.id}").steps if step.stop == wanted), None)
    if wanted and told is None:
        raise not_found(NotFoundError, "stop of this journey", wanted, [stop.id for stop in route.stops])
    if wanted and told is not None:
        names = ("route", "variant", "stop", "date", "cites", "heading", "paragraph", "notes")
        return {name: getattr(told, name) for name in names}
    shown: dict[str, Any] = {"route": route.id, "date": on or route.valid, "cites": route.sources}
    return shown | ({"until": on} if on else {})


KIND = Kind(
    name="route",
    section="routes",
    rank=3,
    records=lambda atlas: atlas.routes,
    read=lambda atlas, text: atlas.route(text).id,
    address=_address,
    title=lambda atlas, route_id, lang: atlas.routes[route_id].title.in_(lang),
    scene=compose_route,
    tell=_tell,
    page=_show,
    embed_template="route",
    # For readers without a script.
    loaded=Loaded(folder="routes", suffix="svg", answer=lambda scene, _: render_sketch(scene)),
    stage=_stage,
    stations=_stations,
    options=("at", "variant", "stop"),
    withheld=("layers",),
    step=_step,
    wishes=("on", "stop", "variant"),
    parts=_parts,
)
