"""An atlas in memory: its records by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from shapely.geometry.base import BaseGeometry

from mapsvc.errors import (
    NotFoundError,
    UnknownBorderError,
    UnknownEventError,
    UnknownPlaceError,
    UnknownRouteError,
    UnknownTourError,
    not_found,
)
from mapsvc.model.records import (
    AtlasMeta,
    Border,
    ComparisonNote,
    Event,
    Mention,
    Place,
    Route,
    Source,
    TerritorySet,
    Text,
)
from mapsvc.model.tours import Tour

_Found = TypeVar("_Found")


@dataclass(frozen=True)
class DerivedLine:
    """A line kept in a file of its own because of its licence; geometry in EPSG:4326."""

    geometry: BaseGeometry
    licence: str
    attribution: Text


@dataclass(frozen=True, eq=False)  # one is itself alone, so that what was computed of it can be kept
class Atlas:
    """
    All records of an atlas.

    Attributes
    ----------
    root
        The folder it was read from.
    digest
        Hash over the bytes of all its files: two atlases with one digest are the same.
    events
        By id, in order of date.
    territories
        Who held what, by the id of the border that drew it.
    comparisons
        Sentences on pairs of borders, written by hand.
    tours
        Stories in steps, by id.
    """

    root: Path
    digest: str
    meta: AtlasMeta
    sources: Mapping[str, Source]
    places: Mapping[str, Place]
    events: Mapping[str, Event]
    borders: Mapping[str, Border]
    routes: Mapping[str, Route]
    mentions: tuple[Mention, ...]
    lines: Mapping[str, DerivedLine]
    territories: Mapping[str, TerritorySet] = field(default_factory=dict)
    comparisons: tuple[ComparisonNote, ...] = ()
    tours: Mapping[str, Tour] = field(default_factory=dict)

    def event(self, event_id: str) -> Event:
        """Return an event; `UnknownEventError` if there is none of this id."""
        return _find(self.events, event_id, "event", UnknownEventError)

    def place(self, place_id: str) -> Place:
        """Return a place; `UnknownPlaceError` if there is none of this id."""
        return _find(self.places, place_id, "place", UnknownPlaceError)

    def border(self, border_id: str) -> Border:
        """Return a border; `UnknownBorderError` if there is none of this id."""
        return _find(self.borders, border_id, "border", UnknownBorderError)

    def route(self, route_id: str) -> Route:
        """Return a route; `UnknownRouteError` if there is none of this id."""
        return _find(self.routes, route_id, "route", UnknownRouteError)

    def tour(self, tour_id: str) -> Tour:
        """Return a tour that has a file; `UnknownTourError` if there is none of this id."""
        return _find(self.tours, tour_id, "tour", UnknownTourError)

    @cached_property
    def mentions_by_line(self) -> Mapping[int, tuple[Mention, ...]]:
        """Mentions of each line of the paper, in order of column."""
        lines: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            lines.setdefault(mention.line, []).append(mention)
        return {line: tuple(found) for line, found in lines.items()}

    @cached_property
    def mentions_by_place(self) -> Mapping[str, tuple[Mention, ...]]:
        """Mentions of each place, in text order."""
        places: dict[str, list[Mention]] = {}
        for mention in self.mentions:
            places.setdefault(mention.place, []).append(mention)
        return {place: tuple(found) for place, found in places.items()}

    @cached_property
    def events_by_place(self) -> Mapping[str, tuple[Event, ...]]:
        """Events in which each place has a part, by date."""
        places: dict[str, list[Event]] = {}
        for event in self.events.values():
            for place in dict.fromkeys(part.place for part in event.places):
                places.setdefault(place, []).append(event)
        return {place: tuple(found) for place, found in places.items()}


def _find(records: Mapping[str, _Found], wanted: str, noun: str, error: type[NotFoundError]) -> _Found:
    try:
        return records[wanted]
    except KeyError:
        raise not_found(error, noun, wanted, records) from None
