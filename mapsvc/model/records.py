"""The records of an atlas. Frozen; every claim with its source."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import field, replace
from functools import cached_property
from typing import Any

import shapely
from pydantic import model_validator
from pydantic.dataclasses import dataclass
from shapely.geometry.base import BaseGeometry

from mapsvc.language import Language, order_of
from mapsvc.model.dates import DateSpan
from mapsvc.model.fields import (
    RECORD,
    Account,
    Arrow,
    BorderKind,
    BorderStatus,
    CalendarName,
    Certainty,
    ClockTime,
    DateBasis,
    Edtf,
    Evidence,
    FilledText,
    Geometry,
    JulianDay,
    Km,
    Mode,
    Ordinal,
    PlaceKind,
    Role,
    RumiDay,
    Shape,
    Slug,
    Way,
)
from mapsvc.model.text import Said, Text
from mapsvc.model.usages import Usage

#: What stands before numbers of lines in a locator.
LINES = "l. "


@dataclass(frozen=True, config=RECORD)
class Citation:
    """A work of the bibliography, and where in it; in files its id alone will do."""

    source: FilledText
    locator: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _of_id(cls, given: Any) -> Any:
        return {"source": given} if isinstance(given, str) else given


@dataclass(frozen=True, config=RECORD)
class Source:
    """
    A work of the bibliography with a label and a full reference; `csl` is its CSL-JSON item, whole.

    `short` is what a step of a tour calls it. One that is not `verified` was not seen, or not enough of it;
    one that is known `through` another work is as good a witness as that.
    """

    id: FilledText
    label: Text
    full: Text
    url: str | None
    csl: dict[str, object] = field(repr=False)
    short: Text | None = None
    verified: bool = True
    through: str | None = None


@dataclass(frozen=True, config=RECORD)
class Name:
    """
    A form of a place's name in a language, with the span in which it was the name.

    An `alias` is found by who searches for it, and printed on no map.
    """

    toponym: FilledText
    lang: FilledText
    span: DateSpan | None = None
    alias: bool = False


@dataclass(frozen=True, config=RECORD)
class MadeOf:
    """What the ground of a region is: the same districts on all days, or what some holders had on a day."""

    districts: tuple[Slug, ...] = ()
    polities: tuple[Slug, ...] = ()


@dataclass(frozen=True, config=RECORD)
class Place:
    """
    An entry of the atlas's gazetteer.

    `lon` and `lat` are degrees of a representative point; an `area` spreads about
    `radius_km` around it, and a `point` is known to about that. An area that is made of districts is drawn
    as its `ground` where the atlas knows it.
    """

    id: Slug
    title: FilledText
    kind: PlaceKind
    shape: Shape
    certainty: Certainty
    on_map: bool
    rank: int
    names: tuple[Name, ...]
    lon: float | None = None
    lat: float | None = None
    radius_km: float | None = None
    note: Text | None = None
    lifetime: DateSpan | None = None
    countries: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    descriptions: Text | None = None
    sources: tuple[Citation, ...] = ()
    ground: MadeOf | None = None

    def name_on(self, lang: str, when: DateSpan | None = None) -> Said:
        """
        Return the name in a language as it was at a time, else the ordinary one.

        Where there is none, that of the next language of the atlas's order; the title counts as a name in
        the first of them if it is listed in no language.
        """
        listed = {name.toponym: name.lang for name in self.names}
        first = lang.order[:1] if isinstance(lang, Language) else ()
        for tag in order_of(lang):
            found = self.name_in(tag, when)
            if found:
                return Said(found, tag)
            if self.title not in listed and tag in first:
                return Said(self.title, tag)
        return Said(self.title, listed.get(self.title, ""))

    def name_in(self, lang: str, when: DateSpan | None = None) -> str | None:
        """Return the name in a language as it was at a time, else the ordinary one, else nothing."""
        named = [name for name in self.names if name.lang == lang and not name.alias]
        if when is not None:
            for name in named:
                if name.span is not None and name.span.contains(when):
                    return name.toponym
        ordinary = [name for name in named if name.span is None]
        return (ordinary or named)[0].toponym if named else None


@dataclass(frozen=True, config=RECORD)
class OtherCalendars:
    """An event's day in the calendars that were used beside the Gregorian one."""

    julian: JulianDay | None = None
    rumi: RumiDay | None = None


@dataclass(frozen=True, config=RECORD)
class PrintedDate:
    """How a text dates an event, and where the atlas has the date from if it does not."""

    printed: str = ""
    calendar: CalendarName = "gregorian"
    basis: DateBasis | None = None
    note: Text | None = None
    other: OtherCalendars = OtherCalendars()


@dataclass(frozen=True, config=RECORD)
class EventPlace:
    """A place's part in an event."""

    place: Slug
    role: Role
    certainty: Certainty = "attested"
    note: Text | None = None


@dataclass(frozen=True, config=RECORD)
class Reading:
    """One of the things that are said about a disputed point."""

    claim: Text
    by: Text
    evidence: Evidence
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True, config=RECORD)
class Dispute:
    """A point on which sources differ: at least two readings."""

    about: Text
    readings: tuple[Reading, ...]


@dataclass(frozen=True, config=RECORD)
class Event:
    """
    Something that happened, as texts and other sources have it.

    `texts` holds the lines, 1-based, of each text of the atlas that speak of it. A `draft` is not finished:
    readers get none of it.
    """

    id: Slug
    on: Edtf
    title: Text
    places: tuple[EventPlace, ...]
    draft: bool = False
    category: Slug = "political"
    headline: bool = False
    certainty: Certainty = "attested"
    summary: Text | None = None
    date: PrintedDate = PrintedDate()
    actors: tuple[Text, ...] = ()
    texts: dict[Slug, tuple[Ordinal, ...]] = field(default_factory=dict)
    time: ClockTime | None = None
    arrow: Arrow | None = None
    borders: tuple[Slug, ...] = ()
    routes: tuple[Slug, ...] = ()
    cites: tuple[Citation, ...] = ()
    disputes: tuple[Dispute, ...] = ()

    @property
    def when(self) -> DateSpan:
        """The days of the event."""
        return self.on

    def way_of_arrow(self) -> tuple[list[EventPlace], list[EventPlace]]:
        """
        Return from which places its arrow leads, and to which.

        The scene stands for an end that no place is called: who sets out arrives where it happened.
        """
        scene, origins, destinations = (
            [part for part in self.places if part.role == role]
            for role in ("happened", "origin", "destination")
        )
        if not origins and not destinations:
            return [], []
        return origins or scene, destinations or scene


@dataclass(frozen=True, config=RECORD)
class Article:
    """
    What an article of a treaty says, in our own words.

    `ref` is its id in the border; `name` is what a reader is shown in place of it; `topic` sets it
    beside articles of other treaties.
    """

    ref: FilledText
    about: Text
    text: Text
    sources: tuple[Citation, ...]
    topic: Slug | None = None
    name: Text | None = None

    def name_in(self, lang: str) -> str:
        """Return what the article is called in a language: `Art. 3`, `Madde 3`."""
        return self.name.in_(lang) if self.name else self.ref


@dataclass(frozen=True, config=RECORD)
class BorderLine:
    """
    A stretch of a border.

    `line` names the feature of `lines/<file>.geojson` it follows where the geometry
    is kept there; `accuracy_km` is one standard deviation.
    """

    id: Slug
    part: Slug
    title: Text
    certainty: Certainty
    accuracy_km: Km
    basis: Text
    sources: tuple[Citation, ...]
    geometry: Geometry | None = None
    line: str | None = None
    article: str | None = None
    provisional: bool = False

    @cached_property
    def _strips(self) -> dict[float, BaseGeometry]:
        return {}

    def strip(self, deg: float) -> BaseGeometry:
        """Return what lies within so many degrees of it; it is asked for with few of them, often."""
        if deg not in self._strips:
            self._strips[deg] = shapely.buffer(self.geometry, deg, quad_segs=1)
        return self._strips[deg]


@dataclass(frozen=True, config=RECORD)
class BorderPoint:
    """
    A point that a treaty names, or (`guide`) one that only helps to draw.

    `height_ft` and `height_m` are as printed; `height_note` says why the ground there has another height.
    """

    id: Slug
    n: float
    part: Slug
    certainty: Certainty
    accuracy_km: Km
    geometry: Geometry
    title: Text | None = None
    names: dict[str, str] = field(default_factory=dict)
    what: Text | None = None
    height_ft: float | None = None
    height_m: float | None = None
    height_note: Text | None = None
    basis: Text | None = None
    evidence: Evidence | None = None
    sources: tuple[Citation, ...] = ()
    note: Text | None = None
    guide: bool = False

    @property
    def notes(self) -> tuple[Text, ...]:
        """What is to be said of it beside what it rests on."""
        return tuple(note for note in (self.height_note, self.note) if note is not None)


@dataclass(frozen=True, config=RECORD)
class BorderArea:
    """An area that a border encloses or leaves open; `area_km2` is the stated figure."""

    id: Slug
    title: Text
    status: BorderStatus
    certainty: Certainty
    accuracy_km: Km
    geometry: Geometry
    sources: tuple[Citation, ...]
    area_km2: float | None = None
    area_pm_percent: float | None = None
    note: Text | None = None


@dataclass(frozen=True, config=RECORD)
class Border:
    """
    A line drawn by a treaty, an award or the facts, valid in an interval.

    Attributes
    ----------
    about
        The places that its maps name before all others; those where it was signed if not given.
    """

    id: Slug
    title: Text
    label: Text
    summary: Text
    kind: BorderKind
    status: BorderStatus
    status_note: Text
    signed: Edtf | None
    valid: Edtf
    parties: tuple[Text, ...]
    articles: tuple[Article, ...]
    sources: tuple[Citation, ...]
    licence: FilledText
    attribution: Text
    lines: tuple[BorderLine, ...] = ()
    points: tuple[BorderPoint, ...] = ()
    areas: tuple[BorderArea, ...] = ()
    about: tuple[Slug, ...] = ()

    @property
    def pieces(self) -> tuple[BorderLine | BorderArea, ...]:
        """What is drawn of it: its lines, then its areas."""
        return (*self.lines, *self.areas)

    def status_of(self, piece: BorderLine | BorderArea | BorderPoint) -> BorderStatus:
        """Return the status of a part of it: an area has its own, such as a claim that is left open."""
        return piece.status if isinstance(piece, BorderArea) else self.status

    def article_in(self, ref: str, lang: str) -> str:
        """Return what an article of it is called in a language; what is no article stays as it is."""
        return next((article.name_in(lang) for article in self.articles if article.ref == ref), ref)


@dataclass(frozen=True, config=RECORD)
class Variant:
    """
    One account of a journey, or one branch of an advance.

    `account` decides how it is drawn beside others: stated dashed, rebuilt solid; what is
    uncertain in either is dotted.
    """

    id: Slug
    title: Text
    certainty: Certainty
    note: Text | None = None
    account: Account | None = None


@dataclass(frozen=True, config=RECORD)
class Rule:
    """Who ruled a halt when the traveller was there, where no territory of the atlas tells it."""

    text: Text
    certainty: Certainty
    sources: tuple[Citation, ...]


@dataclass(frozen=True, config=RECORD)
class Report:
    """What a source says of a day of a journey; of some of its variants, or (none named) of all."""

    on: Edtf
    text: Text
    evidence: Evidence
    sources: tuple[Citation, ...]
    variants: tuple[Slug, ...] = ()


@dataclass(frozen=True, config=RECORD)
class Stop:
    """
    A halt of a journey; `n` counts from 1 within its variant.

    `on` is when the traveller came (left, at the first stop), or an interval: the stay.
    """

    id: Slug
    variant: Slug
    n: int
    title: Text
    certainty: Certainty
    evidence: Evidence
    geometry: Geometry
    sources: tuple[Citation, ...]
    place: Slug | None = None
    on: Edtf | None = None
    note: Text | None = None
    rule: Rule | None = None


@dataclass(frozen=True, config=RECORD)
class Leg:
    """
    The way from stop `n` to stop `n` + 1 of the same variant.

    Of mode `unknown` only its ends are known: it is drawn as a band, `accuracy_km` to either side.
    An interval in `on` is setting out and coming in.
    """

    id: Slug
    variant: Slug
    n: int
    mode: Mode
    certainty: Certainty
    accuracy_km: Km
    geometry: Geometry
    sources: tuple[Citation, ...]
    on: Edtf | None = None
    note: Text | None = None


@dataclass(frozen=True, config=RECORD)
class Route:
    """
    A journey or an advance, with every account of it.

    `way` is what it is, `label` a short name for maps of other things; its title stands in for none.
    `parts` says that its variants are branches or stages of one thing, not accounts that differ.
    `difference` is the one sentence on why accounts differ.
    """

    id: Slug
    title: Text
    summary: Text
    travellers: tuple[Text, ...]
    valid: Edtf
    variants: tuple[Variant, ...]
    conflict: Text | None
    sources: tuple[Citation, ...]
    licence: FilledText
    attribution: Text
    way: Way = "journey"
    label: Text | None = None
    parts: bool = False
    difference: Text | None = None
    reports: tuple[Report, ...] = ()
    stops: tuple[Stop, ...] = ()
    legs: tuple[Leg, ...] = ()

    def only(self, variants: Container[str]) -> Route:
        """Return the journey by some of its accounts."""
        return replace(
            self,
            variants=tuple(variant for variant in self.variants if variant.id in variants),
            stops=tuple(stop for stop in self.stops if stop.variant in variants),
            legs=tuple(leg for leg in self.legs if leg.variant in variants),
        )

    @property
    def pieces(self) -> tuple[Leg | Stop, ...]:
        """What is drawn of it: its legs, then its stops."""
        return (*self.legs, *self.stops)

    def stops_of(self, variant: str) -> list[Stop]:
        """Return the stops of a variant in order."""
        return sorted((stop for stop in self.stops if stop.variant == variant), key=lambda stop: stop.n)

    def legs_of(self, variant: str) -> list[Leg]:
        """Return the legs of a variant in order."""
        return sorted((leg for leg in self.legs if leg.variant == variant), key=lambda leg: leg.n)


@dataclass(frozen=True, config=RECORD)
class Mention:
    """Where a text of the atlas names a place: 1-based line and character column of the surface form."""

    text: Slug
    line: Ordinal
    column: Ordinal
    surface: FilledText
    place: Slug
    usage: Usage
    lang: FilledText


@dataclass(frozen=True, config=RECORD)
class Territory:
    """
    What one holder had in a state of affairs.

    `polity` names the holder, the same in every state of affairs; `overlap` says that the
    territory is a claim that may lie over others. `area_km2` is geodesic. The edges of one that is `drawn`
    by hand follow the lines of its border as closely as the hand did, others to the metre.
    """

    id: Slug
    polity: Slug
    title: Text
    status: BorderStatus
    certainty: Certainty
    accuracy_km: Km
    area_km2: float
    geometry: Geometry
    sources: tuple[Citation, ...]
    articles: tuple[str, ...] = ()
    note: Text | None = None
    overlap: bool = False
    drawn: bool = False


@dataclass(frozen=True, config=RECORD)
class Crossing:
    """
    Where two grounds that a person drew cover the same land: `one` keeps it.

    `width_km` is at its widest, which is at `at`, lon, lat; `accuracy_km` is how sure the less sure of them
    is drawn.
    """

    one: Slug
    other: Slug
    area_km2: float
    width_km: Km
    at: tuple[float, float]
    accuracy_km: Km

    @property
    def is_mistake(self) -> bool:
        """Tell whether they cross by more than a hand that draws so can mean."""
        return self.width_km > self.accuracy_km


@dataclass(frozen=True, config=RECORD)
class TerritorySet:
    """
    A state of affairs: who held what of the land in a frame.

    `id` is the border that drew it, whose span, status, licence and sources it shares; `frame` is
    west, south, east, north in degrees, and no more than the box of its grounds where it is not `framed`.
    `crossings` is where grounds that a person drew met loosely.
    """

    id: Slug
    valid: Edtf
    status: BorderStatus
    frame: tuple[float, float, float, float]
    licence: FilledText
    attribution: Text
    sources: tuple[Citation, ...]
    territories: tuple[Territory, ...] = ()
    crossings: tuple[Crossing, ...] = ()
    framed: bool = True

    def territory(self, territory_id: str) -> Territory | None:
        """Return the territory of an id, or nothing."""
        return next((found for found in self.territories if found.id == territory_id), None)


@dataclass(frozen=True, config=RECORD)
class ComparisonNote:
    """
    What the comparison of two borders shows, said by hand.

    `{area}` and `{percent}` stand for the largest piece's area in km² and its uncertainty, `{total}`
    for all pieces, `{from:persia>turkey}` for what passed between two holders, `{shared}` for the
    length in km of the line that both share. `title` and `note` lead to it from the home page.
    """

    borders: tuple[Slug, Slug]
    sentence: Text
    sources: tuple[Citation, ...]
    title: Text | None = None
    note: Text | None = None
