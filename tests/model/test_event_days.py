"""Days and counts of many events at once tell what each of them tells."""

from __future__ import annotations

import pytest

from mapsvc import Atlas
from mapsvc.model.dates import parse_date
from mapsvc.model.day import Day
from mapsvc.model.event_counts import count_events
from mapsvc.model.event_days import NO_DAY, EventDays

DATES = ["1921-10-13", "1921-10", "1920-04-27/1921", "1877/..", "../1878-03-03", "-0400"]


@pytest.mark.parametrize("text", DATES)
def test_days_are_those_of_the_date(text: str) -> None:
    span = parse_date(text)
    days = EventDays.of(["one"], [span])
    found = [None if number == NO_DAY else number for number in (days.first[0], days.last[0], days.begun[0])]
    wanted = [day and day.toordinal() for day in (span.start, span.end, span.latest_start)]
    assert found == wanted
    assert EventDays.read(days.tell()).tell() == days.tell()


def test_ids_are_picked_in_order() -> None:
    days = EventDays.of(["a", "b", "c"], [parse_date(text) for text in ("1921", "1920", "1922")])
    assert days.pick(days.first > Day(1920, 6, 1).toordinal()) == ["a", "c"]
    assert EventDays.of([], []).pick(EventDays.of([], []).first > 0) == []


def test_each_event_is_counted_once_a_place(tiny: Atlas) -> None:
    events = [*tiny.records.events.values()]
    counts = count_events(events)
    assert sum(counts.kinds.values()) == len(events)
    for place, count in counts.places.items():
        assert count == sum(any(part.place == place for part in event.places) for event in events)
    years = [event.when.start.year for event in events if event.when.start]
    assert counts.years == (min(years), max(years))
    assert count_events([]).years is None
