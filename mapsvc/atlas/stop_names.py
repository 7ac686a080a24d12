"""Names of stops in languages in which only their places have one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mapsvc.model.records import Place, Route, Stop
from mapsvc.model.text import Text


def with_place_names(route: Route, places: Mapping[str, Place], languages: Sequence[str]) -> Route:
    """Return a journey whose stops are called as their places are, where they are not called otherwise."""
    return replace(route, stops=tuple(_named(stop, places, languages) for stop in route.stops))


def _named(stop: Stop, places: Mapping[str, Place], languages: Sequence[str]) -> Stop:
    place = places.get(stop.place or "")
    if place is None:
        return stop
    tags = dict.fromkeys((*languages, *stop.title.languages))
    said = {tag: stop.title.get(tag) or place.name_in(tag, stop.on) for tag in tags}
    return replace(stop, title=Text({tag: words for tag, words in said.items() if words}))
