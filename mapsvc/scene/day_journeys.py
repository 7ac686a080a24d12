"""Where the journeys of a day were: a sign where that is known, else the stretch where they may have been."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mapsvc.atlas.store import Store
from mapsvc.history.citations import format_citations
from mapsvc.history.whereabouts import (
    Whereabouts,
    changes_of,
    pick_variant,
    stretch_between,
    whereabouts_of,
)
from mapsvc.language import translate
from mapsvc.model.dates import day_span
from mapsvc.model.day import Day
from mapsvc.model.itinerary import itinerary_of
from mapsvc.model.records import Route
from mapsvc.model.scene import MapFeature
from mapsvc.model.text import Joined, said_together
from mapsvc.scene import symbology
from mapsvc.scene.features.routes import route_features
from mapsvc.scene.symbols import Symbols, certainty_row


def routes_of_day(atlas: Store, day: Day) -> list[Route]:
    """Return the journeys under way on a day, each with the accounts by which it was."""
    found = []
    for route in atlas.routes.values():
        if route.valid.overlaps(day_span(day)):
            kept = {variant.id for variant in route.variants if _is_under_way(route, variant.id, day)}
            if kept:
                found.append(route.only(kept))
    return found


def _is_under_way(route: Route, variant: str, day: Day) -> bool:
    """Tell whether a day lies between the first and the last dated stop of an account."""
    spans = [stop.on for stop in route.stops_of(variant) if stop.on]
    starts = [span.start for span in spans if span.start]
    ends = [span.end for span in spans if span.end]
    return (not starts or min(starts) <= day) and (not ends or max(ends) >= day)


def journey_moments(atlas: Store) -> set[Day]:
    """Return the days on which something else is to be said of where a journey was."""
    itineraries = (itinerary_of(route, each.id) for route in atlas.routes.values() for each in route.variants)
    return {Day.fromordinal(day) for itinerary in itineraries for day in changes_of(itinerary)}


def journeys_of_day(atlas: Store, day: Day, lang: str, *, symbols: Symbols) -> Iterator[MapFeature]:
    """
    Yield for each journey under way where it was, then its legs and stops as far as it had come.

    All are of one group of the text list, which is called as the journey is.
    """
    for route in routes_of_day(atlas, day):
        title = route.title.in_(lang)
        way = route_features(atlas, route, lang, symbols=symbols, until=day_span(day))
        for feature in (*_positions(atlas, route, day, lang, symbols=symbols), *way):
            yield replace(feature, group=title)


def _positions(atlas: Store, route: Route, day: Day, lang: str, *, symbols: Symbols) -> Iterator[MapFeature]:
    """Yield where a journey was by its surest account; of one in parts, where each part was."""
    variants = [variant.id for variant in route.variants] if route.parts else [pick_variant(route, None)]
    for variant in variants:
        itinerary = itinerary_of(route, variant)
        found = whereabouts_of(route, itinerary, day)
        if found.kind not in {"before", "after"}:
            # From stop to stop, so that the map is the same on all days of which the same is known.
            stretch = stretch_between(itinerary, found.first, found.last)
            yield _position(atlas, route, replace(found, stretch=stretch), lang, symbols=symbols)


def _position(atlas: Store, route: Route, found: Whereabouts, lang: str, *, symbols: Symbols) -> MapFeature:
    where = found.text(lang)
    names = [route.title.in_(lang)]
    if route.parts and len(route.variants) > 1:
        names += [each.title.in_(lang) for each in route.variants if each.id == found.variant]
    title = said_together(": ".join(names), *names)
    known = found.kind == "stop"
    return MapFeature(
        id=f"routes/{route.id}/at-{found.variant}",
        geometry=found.first.geometry if known else found.stretch,
        symbol=symbols.use(symbology.traveller_symbol() if known else symbology.stretch_symbol()),
        name=title,
        label=title,
        priority=2,
        detail=Joined((where,)),
        rows=(
            (translate(lang, "player.now"), where),
            certainty_row(found.certainty, lang),
            (translate(lang, "row.source"), format_citations(atlas, found.sources or route.sources, lang)),
        ),
        link=("route", f"{route.id}@{found.day}"),
        certainty=found.certainty,
    )
