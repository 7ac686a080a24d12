"""What an atlas says of itself: title, languages, period, view, holders, topics, texts."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints
from pydantic.dataclasses import dataclass

from mapsvc.model.dates import DateSpan, day_span
from mapsvc.model.fields import RECORD, Edtf, FilledText, Slug
from mapsvc.model.geometry import Bounds
from mapsvc.model.text import TAG, Text

#: The form of an atlas that this version reads, and that of a folder that does not name one.
FORMAT, OLDEST_FORM = 2, 1

#: The topic of who made a treaty; all others are the atlas's.
PARTIES = "parties"

Tag = Annotated[str, StringConstraints(pattern=TAG)]
COLOUR = r"^#[0-9a-fA-F]{6}$"
Colour = Annotated[str, StringConstraints(pattern=COLOUR)]


def _box(bounds: Bounds) -> Bounds:
    west, south, east, north = bounds
    # West may be greater than east: the box lies over the 180th meridian.
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -85 <= south < north <= 85) or west == east:
        msg = f"{bounds} is no box; write west, south, east, north in degrees, latitudes within 85"
        raise ValueError(msg)
    return bounds


Box = Annotated[tuple[float, float, float, float], AfterValidator(_box)]


@dataclass(frozen=True, config=RECORD)
class Period:
    """
    The days that an atlas tells of, EDTF; what is not given follows from events, borders and journeys.

    `opening` is the day that a reader gets who names none.
    """

    first: Edtf | None = None
    last: Edtf | None = None
    opening: Edtf | None = None


@dataclass(frozen=True, config=RECORD)
class AtlasView:
    """
    How far maps reach, in degrees.

    Attributes
    ----------
    home
        The box of the whole atlas; that of its places if not given.
    near
        The box in which readers know their way: a lone scene outside of it is shown wide. `home` if not
        given.
    least_deg
        Least width of an event's view; follows the thing shown if not given.
    year
        Whose names and railways a map shows that has no date of its own; that of the opening day if not
        given. Astronomical: 0 is 1 BC.
    """

    home: Box | None = None
    near: Box | None = None
    least_deg: Annotated[float, Field(gt=0, le=360)] | None = None
    year: Annotated[int, Field(ge=-9999, le=9999)] | None = None


@dataclass(frozen=True, config=RECORD)
class AtlasMeta:
    """
    What an atlas says of itself.

    Attributes
    ----------
    languages
        Tags; the order is the order of fallback.
    headline, headline_comparisons
        The events and pairs of borders that it is opened for, the first one first.
    texts
        Ids of the texts that it follows.
    ground
        `shipped`, or the folder of its own background.
    licence
        Of what was drawn and written for it.
    edition, published, authors
        Which edition it is, when that came out, and who made it: how it is cited.
    public
        Whether a library shows it to readers.
    """

    title: Text
    languages: Annotated[tuple[Tag, ...], Field(min_length=1)]
    format: int = FORMAT
    subtitle: Text | None = None
    headline: tuple[Slug, ...] = ()
    headline_comparisons: tuple[tuple[Slug, Slug], ...] = ()
    headline_note: dict[str, Text] = field(default_factory=dict)
    texts: tuple[Slug, ...] = ()
    ground: FilledText = "shipped"
    licence: FilledText = "CC0-1.0"
    edition: FilledText | None = None
    published: Edtf | None = None
    authors: tuple[FilledText, ...] = ()
    public: bool = True
    period: Period = Period()
    view: AtlasView = AtlasView()


@dataclass(frozen=True, config=RECORD)
class Section:
    """A part of a text, from its first to its last line, 1-based."""

    id: Slug
    first: int
    last: int
    title: Text


@dataclass(frozen=True, config=RECORD)
class FollowedText:
    """
    A text that an atlas follows: the source that it is, its language, its parts.

    `title` is what pages call it; the label of its source if not given.
    """

    id: Slug
    language: Tag
    source: FilledText
    title: Text | None = None
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, config=RECORD)
class Hatch:
    """How ground is hatched: the angle in degrees, and the gap between lines in pixels."""

    angle: Annotated[int, Field(ge=-180, le=180)] = -45
    gap: Annotated[int, Field(ge=3, le=40)] = 6


@dataclass(frozen=True, config=RECORD)
class TimedName:
    """A name that a holder had in a span."""

    valid: Edtf
    name: Text


@dataclass(frozen=True, config=RECORD)
class Seat:
    """The capital of a holder in a span: the id of a place, or of a town that the atlas's register names."""

    valid: Edtf
    place: Slug


@dataclass(frozen=True, config=RECORD)
class Polity:
    """
    Who can hold ground.

    Attributes
    ----------
    names
        Its names in the spans in which it had another one.
    heirs
        Who followed it as the state of the same land: ground that passes to them has a new name, not
        a new side.
    counted_with
        The holder as which it counts when one is followed through a comparison.
    years
        When it was there; outside of them it can hold no ground.
    capitals
        Where it was ruled from; maps of those days name them before other towns.
    """

    id: Slug
    name: Text
    names: tuple[TimedName, ...] = ()
    colour: Colour | None = None
    hatch: Hatch | None = None
    heirs: tuple[Slug, ...] = ()
    counted_with: Slug | None = None
    years: Edtf | None = None
    capitals: tuple[Seat, ...] = ()

    def name_at(self, when: DateSpan) -> Text:
        """Return the name that it had when a span began; its usual one where none is given for that day."""
        begins = day_span(when.start) if when.start else when
        return next((named.name for named in self.names if named.valid.contains(begins)), self.name)


@dataclass(frozen=True, config=RECORD)
class Topic:
    """A heading under which the articles of treaties are set side by side."""

    id: Slug
    title: Text


Family = Literal["power", "talks", "life"]


@dataclass(frozen=True, config=RECORD)
class EventCategory:
    """A kind of event of the atlas's own, with the family whose sign and colour it has on the timeline."""

    id: Slug
    name: Text
    family: Family = "life"
    colour: Colour | None = None
