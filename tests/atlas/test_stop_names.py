"""Stops are called as their places are in the languages in which they have no name of their own."""

from __future__ import annotations

from dataclasses import replace

from mapsvc import Atlas
from mapsvc.atlas.stop_names import with_place_names
from mapsvc.model.text import Text


def test_stop_takes_the_names_of_its_place(tiny: Atlas) -> None:
    records = tiny.records
    route = records.route("journey")
    bare = replace(route.stops[1], title=Text({"tr": "Alfa önü"}))
    named = with_place_names(replace(route, stops=(bare,)), records.places, ("tr", "en", "ru"))
    (stop,) = named.stops
    # What it is called itself stays; the rest is the place's.
    assert {tag: stop.title.get(tag) for tag in ("tr", "en", "ru")} == {
        "tr": "Alfa önü",
        "en": "Alpha",
        "ru": "Альфа",
    }


def test_stop_between_places_keeps_its_own_name(tiny: Atlas) -> None:
    records = tiny.records
    route = records.route("journey")
    halt = next(stop for stop in route.stops if stop.place is None)
    assert with_place_names(replace(route, stops=(halt,)), records.places, ("tr", "ru")).stops == (halt,)
