"""What a day looks like on a map."""

from __future__ import annotations

from mapsvc.atlas.store import Store
from mapsvc.model.day import Day
from mapsvc.scene.day_map import (
    borders_of_day,
    compose_day,
    day_extent,
    event_symbol,
    events_of_day,
    moments,
    routes_of_day,
)

SIGNED = Day(1921, 10, 13)


def test_border_stands_from_the_day_that_it_was_drawn(tiny_records: Store) -> None:
    assert borders_of_day(tiny_records, SIGNED - 1) == []
    assert [border.id for border in borders_of_day(tiny_records, SIGNED)] == ["front"]
    assert "line-drawn" in {event.id for event in events_of_day(tiny_records, SIGNED)}


def test_journey_is_shown_while_somebody_is_on_the_way(tiny_records: Store) -> None:
    assert [route.id for route in routes_of_day(tiny_records, Day(1921, 10, 5))] == ["journey"]
    assert routes_of_day(tiny_records, Day(1921, 12, 31)) == []


def test_moments_are_days_on_which_something_changes_in_order(tiny_records: Store) -> None:
    days = moments(tiny_records)
    assert SIGNED in days
    assert days == sorted(set(days))


def test_all_days_have_one_view_and_events_of_the_day_stand_out(tiny_records: Store) -> None:
    scenes = [compose_day(tiny_records, day, "en") for day in (SIGNED, Day(1921, 10, 5))]
    assert scenes[0].extent == scenes[1].extent == day_extent(tiny_records)
    assert event_symbol(today=True)[1]["size"] > event_symbol(today=False)[1]["size"]
