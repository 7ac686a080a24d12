"""The names that a map says besides those of what it draws."""

from __future__ import annotations

from dataclasses import replace

import shapely

import mapsvc
from mapsvc.kinds import compose_map, parse_map_key
from mapsvc.model.day import Day
from mapsvc.model.scene import Scene, WantedName
from mapsvc.scene.comparison import compared_map
from mapsvc.scene.composition import compose_border, compose_event
from mapsvc.scene.day_map import compose_day
from mapsvc.scene.wanted_names import with_wanted_names


def named(scene: Scene, role: str) -> dict[str, WantedName]:
    return {name.name: name for name in scene.names if name.role == role}


def test_comparison_says_the_places_that_its_borders_are_about(atlas: mapsvc.Atlas) -> None:
    for a, b in (("berlin-1878", "kars-1921"), ("wilson-1920", "moscow-1921")):
        assert named(compared_map(atlas.records, a, b, "tr").map, "subject").keys() >= {"Kars"}


def test_event_whose_sign_says_the_place_does_not_say_it_twice(atlas: mapsvc.Atlas) -> None:
    scene = compose_event(atlas.records, "kars-treaty", "tr")
    assert "Kars" in {feature.label for feature in scene.features()}
    assert "Kars" not in named(scene, "subject")


def test_capitals_are_those_of_the_day(atlas: mapsvc.Atlas) -> None:
    # Ganja was the seat until Baku was taken; both lie in the view of all days.
    before, after = (
        named(compose_day(atlas.records, day, "en"), "capital") for day in (Day(1918, 8, 1), Day(1919, 8, 1))
    )
    assert "Ganja" in before or "Elisavetpol" in before or "Gandja" in before
    assert "Baku" not in before
    assert "Baku" in after
    assert "Erivan" in after


def test_states_at_a_frontier_are_named_on_their_ground(atlas: mapsvc.Atlas) -> None:
    scene = compose_border(atlas.records, "kars-1921", "en")
    lands = named(scene, "land")
    assert {"Turkey", "Persia"} <= lands.keys()
    for land in lands.values():
        assert land.geometry is not None
        assert land.geometry.covers(shapely.Point(land.at))
        assert len(shapely.get_coordinates(land.geometry)) < 1500  # it goes with the page


def test_map_without_a_frontier_names_no_states(atlas: mapsvc.Atlas) -> None:
    scene = compose_border(atlas.records, "kars-1921", "en")
    bare = with_wanted_names(atlas.records, replace(scene, layers=()), ("kars-1921",))
    assert not named(bare, "land")
    assert "Kars" in named(bare, "subject")


def test_two_days_are_about_the_chief_towns_of_what_changed_hands(atlas: mapsvc.Atlas) -> None:
    key = parse_map_key(atlas.records, "compare/1914-01-01/1921-01-01")
    subjects = named(compose_map(atlas.records, key, "en"), "subject").keys()
    assert subjects >= {"Kars", "Tabriz"}
    assert len(subjects) <= 5
