"""An atlas in memory: its records by id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from shapely.geometry.base import BaseGeometry

from mapsvc.atlas.period import AtlasPeriod, find_period
from mapsvc.atlas.place_paths import PLACE_FILE
from mapsvc.cache import Kept
from mapsvc.errors import (
    NotFoundError,
    UnknownBorderError,
    UnknownEventError,
    UnknownPlaceError,
    UnknownRouteError,
    UnknownTourError,
    not_found,
)
from mapsvc.language import LAST_RESORT, Language, find_interface
from mapsvc.model.control import Control, District
from mapsvc.model.event_counts import EventCounts, count_events
from mapsvc.model.event_days import EventDays
from mapsvc.model.geometry import Bounds, disc_bounds, distance_km, join_bounds, pad_bounds
from mapsvc.model.meridian import drawn_box
from mapsvc.model.meta import AtlasMeta, EventCategory, FollowedText, Polity, Topic
from mapsvc.model.name_register import NameRegister
from mapsvc.model.numbers import format_lines
from mapsvc.model.old_maps import OldMap
from mapsvc.model.records import (
    LINES,
    Border,
    Citation,
    ComparisonNote,
    Event,
    Mention,
    Place,
    Route,
    Source,
    TerritorySet,
)
from mapsvc.model.text import Text
from mapsvc.model.tours import Tour

_Found = TypeVar("_Found")
_Key = TypeVar("_Key")
#: So many events stand at the top of an atlas that names none for that.
_FIRST_FEW = 3
#: The view of an atlas without places, and how near each other places are one.
_WORLD: Bounds = (-170.0, -60.0, 170.0, 75.0)
_SAME_DEG, _SAME_KM = 1e-6, 0.1
#: A region counts no more than this for the view of an atlas.
_MOST_KM = 300.0


@dataclass(frozen=True)
class DerivedLine:
    """A line kept in a file of its own because of its licence; geometry in EPSG:4326."""

    geometry: BaseGeometry
    licence: str
    attribution: Text


@dataclass(frozen=True, eq=False)  # one is itself alone, so that what was computed of it can be kept
class Store:
    """
    All records of an atlas.

    Attributes
    ----------
    root
        The folder it was read from.
    digest
        Hash over the bytes of all its files: two atlases with one digest are the same.
    events
        By id, in order of date; those that are finished.
    drafts
        Events that are not, by id, in order of date.
    territories
        Who held what, by the id of the border that drew it.
    districts, control
        The ground as it passed from hand to hand, by id, and the rows that say to whom.
    comparisons
        Sentences on pairs of borders, written by hand.
    tours
        Stories in steps, by id.
    texts
        The texts that it follows, by id.
    polities, topics, categories
        Who can hold ground, headings for articles, and kinds of event of its own, by id.
    own_words
        Its words over those of the interface, by language and dotted key.
    old_maps
        Scans that can be laid under its maps, by id.
    names
        What things are called in each language and at each time, by the atlas's register.
    place_files
        The file of each place that does not stand in `places.geojson`, by id.
    """

    root: Path
    digest: str
    meta: AtlasMeta
    sources: Mapping[str, Source]
    places: Mapping[str, Place]
    events: Mapping[str, Event]
    borders: Mapping[str, Border]
    routes: Mapping[str, Route]
    mentions: Sequence[Mention]
    lines: Mapping[str, DerivedLine]
    territories: Mapping[str, TerritorySet] = field(default_factory=dict)
    districts: Mapping[str, District] = field(default_factory=dict)
    control: Sequence[Control] = ()
    comparisons: Sequence[ComparisonNote] = ()
    tours: Mapping[str, Tour] = field(default_factory=dict)
    texts: Mapping[str, FollowedText] = field(default_factory=dict)
    polities: Mapping[str, Polity] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    categories: Mapping[str, EventCategory] = field(default_factory=dict)
    own_words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    names: NameRegister = field(default_factory=NameRegister)
    drafts: Mapping[str, Event] = field(default_factory=dict)
    place_files: Mapping[str, str] = field(default_factory=dict)
    old_maps: Mapping[str, OldMap] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Name the atlas without its records."""
        return f"<Records of {self.meta.title.en!r}, {self.digest[:12]}>"

    def altered(self, **parts: Any) -> Store:
        """Return the atlas with other records; what was found out and made of it stays good."""
        made = replace(self, **parts)
        known = {field.name for field in fields(self)}
        vars(made).update({name: value for name, value in vars(self).items() if name not in known})
        vars(made).update(kept=self.kept, period=self.period)
        return made

    @cached_property
    def kept(self) -> Kept:
        """What is costly to make of it; it goes with the atlas."""
        return Kept()

    @cached_property
    def is_there(self) -> Callable[[], bool]:
        """Tells whether what it was read from can still be read."""
        return lambda: (self.root / "atlas.toml").is_file()

    @property
    def district_frame(self) -> Bounds | None:
        """The box at which the drawing of districts ends, where their file names one."""
        return next((district.frame for district in self.districts.values() if district.frame), None)

    def language(self, tag: str) -> Language:
        """
        Return a language as this atlas speaks it.

        The interface speaks it too where it can, else the next of the atlas's languages that it speaks.
        """
        interface = find_interface((tag, tag.partition("-")[0], *self.meta.languages))
        own = {**self.own_words.get(interface, {}), **self.own_words.get(tag, {})}
        return Language(tag, interface, own, self.meta.languages)

    def find_language(self, tag: str | None = None) -> Language:
        """
        Return one of the atlas's languages.

        Parameters
        ----------
        tag
            Nothing for English if the atlas has it, else for its first.

        Raises
        ------
        NotFoundError
            If it has none of this tag; the message names those that it has.
        """
        known = self.meta.languages
        if tag is None:
            return self.language(LAST_RESORT if LAST_RESORT in known else known[0])
        if tag not in known:
            msg = f"No language {tag!r}; the atlas has {', '.join(known)}."
            raise NotFoundError(msg)
        return self.language(tag)

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """The atlas's languages in the order of fallback."""
        return tuple(self.language(tag) for tag in self.meta.languages)

    @cached_property
    def written_languages(self) -> tuple[Language, ...]:
        """Those in which any event or border is told, else its own title; the first at least."""
        titles = [event.title for event in self.events.values()]
        titles += [border.title for border in self.borders.values()]
        said = {tag for title in titles or [self.meta.title] for tag in title.languages}
        return tuple(lang for lang in self.languages if lang in said) or self.languages[:1]

    def tell(self, words: Callable[[Language], str]) -> Text:
        """
        Return what the interface says of something, in each language of the atlas that it speaks.

        Parameters
        ----------
        words
            Says it in a language.
        """
        spoken = [lang for lang in self.languages if lang.interface == lang]
        return Text({tag: words(tag) for tag in spoken or [self.language(LAST_RESORT)]})

    @cached_property
    def headline(self) -> tuple[str, ...]:
        """Ids of the events that it is opened for; the first few where it names none."""
        return self.meta.headline or tuple(islice(self.events, _FIRST_FEW))

    def lines_of(self, event: Event) -> tuple[Citation, ...]:
        """Return the lines that speak of an event as citations, text by text in the atlas's order."""
        return self.lines_of_all([event])

    def lines_of_all(self, events: Iterable[Event]) -> tuple[Citation, ...]:
        """Return the lines that speak of any of some events as citations, text by text."""
        wanted = list(events)
        lines = {key: {line for event in wanted for line in event.texts.get(key, ())} for key in self.texts}
        return tuple(
            Citation(text.source, f"{LINES}{format_lines(lines[key])}")
            for key, text in self.texts.items()
            if lines[key]
        )

    @property
    def usual_year(self) -> int:
        """The year whose names and railways a map shows that has no date of its own."""
        year = self.meta.view.year
        return self.period.opening.year if year is None else year

    @cached_property
    def home(self) -> Bounds:
        """The box of the whole atlas, west, south, east, north in degrees; east may lie beyond 180."""
        return drawn_box(self.meta.view.home or self._reach)

    @cached_property
    def near(self) -> Bounds:
        """The box in which its readers know their way."""
        return drawn_box(self.meta.view.near or self.home)

    @property
    def _reach(self) -> Bounds:
        """Return the box of its places, with some room around them; the world for none."""
        located = [place for place in self.places.values() if place.lon is not None]
        firm = join_bounds(_box_of(place, 0.0) for place in located if place.shape == "point")
        across = distance_km(*firm) if firm else 0.0
        # A region without edges counts no more than the points reach: a front is not lost in its country.
        boxes = [_box_of(place, across if across > _SAME_KM else _MOST_KM) for place in located]
        reach = join_bounds(boxes)
        if reach is None:
            return _WORLD
        alone = max(reach[2] - reach[0], reach[3] - reach[1]) < _SAME_DEG
        return pad_bounds(reach, share=0.1, least_deg=1.0 if alone else 0.01)

    @cached_property
    def text_sources(self) -> tuple[Citation, ...]:
        """The texts that the atlas follows, as works."""
        return tuple(Citation(text.source) for text in self.texts.values())

    @cached_property
    def unverified(self) -> frozenset[str]:
        """The works that are no firm witnesses: they were not seen, nor is who quotes them one."""
        doubted = {source.id for source in self.sources.values() if not source.verified}
        through = {source.id: source.through for source in self.sources.values() if source.through}
        # Works that quote each other in a ring, and no other, are witnesses of nothing.
        firm = {*self.sources} - doubted - {*through}
        while found := {one for one in through if one not in firm | doubted and through[one] in firm}:
            firm |= found
        return frozenset({*self.sources} - firm)

    @cached_property
    def period(self) -> AtlasPeriod:
        """The days that have a map."""
        return find_period(self)

    @cached_property
    def event_days(self) -> EventDays:
        """The days of all events, by date."""
        return EventDays.of([*self.events], (event.when for event in self.events.values()))

    @cached_property
    def event_counts(self) -> EventCounts:
        """How many events there are of each kind of thing."""
        return count_events(self.events.values())

    def event(self, event_id: str) -> Event:
        """Return an event; `UnknownEventError` if there is none of this id."""
        return _find(self.events, event_id, "event", UnknownEventError)

    def place(self, place_id: str) -> Place:
        """Return a place; `UnknownPlaceError` if there is none of this id."""
        return _find(self.places, place_id, "place", UnknownPlaceError)

    def file_of_place(self, place_id: str) -> str:
        """Return the file in which a place stands, relative to the atlas."""
        return self.place_files.get(place_id, PLACE_FILE)

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
    def read_texts(self) -> frozenset[str]:
        """The ids of the texts whose mentions are known."""
        return frozenset(mention.text for mention in self.mentions)

    @cached_property
    def mentions_by_line(self) -> Mapping[tuple[str, int], tuple[Mention, ...]]:
        """Mentions by text and line, in order of column."""
        return _grouped(((mention.text, mention.line), mention) for mention in self.mentions)

    @cached_property
    def mentions_by_place(self) -> Mapping[str, tuple[Mention, ...]]:
        """Mentions of each place, in text order."""
        return _grouped((mention.place, mention) for mention in self.mentions)

    @cached_property
    def events_by_place(self) -> Mapping[str, tuple[Event, ...]]:
        """Events in which each place has a part, by date."""
        return _grouped(
            (place, event)
            for event in self.events.values()
            for place in dict.fromkeys(part.place for part in event.places)
        )

    @cached_property
    def events_by_border(self) -> Mapping[str, tuple[Event, ...]]:
        """Events that tell of each border, by date."""
        return _grouped(
            (border, event) for event in self.events.values() for border in dict.fromkeys(event.borders)
        )


def _grouped(pairs: Iterable[tuple[_Key, _Found]]) -> dict[_Key, tuple[_Found, ...]]:
    """Return what belongs to each key, in order."""
    groups: dict[_Key, list[_Found]] = {}
    for key, found in pairs:
        groups.setdefault(key, []).append(found)
    return {key: tuple(held) for key, held in groups.items()}


def _find(records: Mapping[str, _Found], wanted: str, noun: str, error: type[NotFoundError]) -> _Found:
    try:
        return records[wanted]
    except KeyError:
        raise not_found(error, noun, wanted, records) from None


def _box_of(place: Place, most_km: float) -> Bounds:
    """Return the box of a place that has a position, its radius counted no more than so far."""
    radius_km = min(place.radius_km or 0.0, most_km, _MOST_KM) if place.shape == "area" else 0.0
    return disc_bounds(place.lon or 0.0, place.lat or 0.0, radius_km)
