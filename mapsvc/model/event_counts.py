"""How many of some events there are of each kind of thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mapsvc.model.records import Event


@dataclass(frozen=True)
class EventCounts:
    """
    How many of some events there are of each kind of thing, each in the order in which it is first met.

    Attributes
    ----------
    years
        The first and the last in which one begins; nothing where no such day is known.
    centuries
        By their first year; an event is of the century of its middle.
    kinds, places, told
        By kind, by id of a place that has a part, by language of the title.
    """

    years: tuple[int, int] | None
    centuries: Mapping[int, int]
    kinds: Mapping[str, int]
    places: Mapping[str, int]
    told: Mapping[str, int]


def count_events(events: Iterable[Event]) -> EventCounts:
    """Count events, read one after the other."""
    years: list[int] = []
    centuries: Counter[int] = Counter()
    kinds, places, told = Counter[str](), Counter[str](), Counter[str]()
    for event in events:
        middle = event.when.middle
        years += [event.when.start.year] if event.when.start else []
        centuries.update([middle.year // 100 * 100] if middle else [])
        kinds[event.category] += 1
        places.update([*dict.fromkeys(part.place for part in event.places)])
        told.update(event.title.languages)
    return EventCounts((min(years), max(years)) if years else None, centuries, kinds, places, told)
