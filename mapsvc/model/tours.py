"""Guided tours: steps that each show one map and say one paragraph. Frozen, like every record."""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, StringConstraints, model_validator
from pydantic.dataclasses import dataclass

from mapsvc.model.fields import DAY, RECORD, Edtf, FilledText, Slug
from mapsvc.model.geometry import Bounds
from mapsvc.model.meridian import crosses, drawn_box
from mapsvc.model.records import Citation
from mapsvc.model.text import Text

_Thing = TypeVar("_Thing")

#: What a hall can read while someone speaks.
MOST_WORDS = 60
#: First parts of an address that mean tours without a file.
RESERVED = ("routes", "events")

#: How a comparison is shown; the swipe wants a hand on its handle, so it is no step of a tour.
CompareMode = Literal["overlay", "difference"]
#: What a day shows, and by what two days are compared: in whose hands the ground was, or what was law.
GroundBy = Literal["hands", "law"]
IsoDay = Annotated[str, StringConstraints(pattern=DAY)]
#: Of a comparison: a border, or a day for what stood on it.
Side = Annotated[str, StringConstraints(pattern=r"^-?[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=63)]
#: Id of a feature, or of all features of a thing: `borders/kars-1921`, `routes/red-army-1920/main-stop-9`.
Marked = Annotated[
    str, StringConstraints(pattern=r"^(places|borders|routes|events)/[a-z0-9-]+(/[a-z0-9-]+)?$")
]
#: The fields of which a step has one: what its map shows.
STEP_SHOWS = ("event", "border", "compare", "day", "route", "places")
#: What only makes sense beside one of them.
_BESIDE = {
    "beside": ("border", "route", "places"),
    "mode": ("compare",),
    "by": ("day", "compare"),
    "variant": ("route",),
    "until": ("route",),
    "stop": ("route",),
}


def _some(things: tuple[_Thing, ...]) -> tuple[_Thing, ...]:
    if not things:
        msg = "is empty; it needs at least one"
        raise ValueError(msg)
    return things


def _short(text: Text) -> Text:
    for lang, words in text.items():
        count = len(words.split())
        if count > MOST_WORDS:
            msg = (
                f"has {count} words in {lang!r}; a hall reads {MOST_WORDS} at most, so move the rest to notes"
            )
            raise ValueError(msg)
    return text


def view_box(bounds: Bounds) -> Bounds:
    """Return a view as it is drawn, east of 180 where it crosses that; `ValueError` if it is none."""
    west, south, east, north = bounds
    across = -180 <= west < east <= 180 or crosses(west, east)
    if not (across and -85 <= south < north <= 85):
        msg = f"{bounds} is no view; write west, south, east, north in degrees"
        raise ValueError(msg)
    return drawn_box(bounds)


Paragraph = Annotated[Text, AfterValidator(_short)]
View = Annotated[tuple[float, float, float, float], AfterValidator(view_box)]


@dataclass(frozen=True, config=RECORD)
class TourStep:
    """
    One view and one paragraph.

    What the map shows is one of `STEP_SHOWS`: an event; a border; a comparison of two borders or days in a
    `mode`; a day; a journey, by one `variant` of it or all, `until` a date or up to a `stop`; or `places`,
    which may also be added to any of the others. A day, and a comparison of days, is shown `by` hands or
    law. Borders may stand `beside` a border, a journey or places. `view` is west, south, east, north in
    degrees; `highlight` names features that stand out; `date` is shown large; `notes` are for who speaks.
    """

    heading: Text
    paragraph: Paragraph
    cites: Annotated[tuple[Citation, ...], AfterValidator(_some)]
    date: Edtf | None = None
    event: Slug | None = None
    border: Slug | None = None
    beside: tuple[Slug, ...] = ()
    compare: tuple[Side, Side] | None = None
    mode: CompareMode | None = None
    by: GroundBy | None = None
    day: IsoDay | None = None
    route: Slug | None = None
    variant: Slug | None = None
    until: Edtf | None = None
    stop: Slug | None = None
    places: tuple[Slug, ...] = ()
    view: View | None = None
    highlight: tuple[Marked, ...] = ()
    notes: Text | None = None

    @model_validator(mode="after")
    def _shows_one_thing(self) -> TourStep:
        named = [name for name in STEP_SHOWS if getattr(self, name)]
        main = [name for name in named if name != "places"] or named
        if len(main) != 1:
            msg = f"shows {' and '.join(main) or 'nothing'}; give one of {', '.join(STEP_SHOWS)}"
            raise ValueError(msg)
        for name, others in _BESIDE.items():
            if getattr(self, name) and main[0] not in others:
                msg = f"has {name!r}, which belongs to {' or '.join(others)}, but shows {main[0]!r}"
                raise ValueError(msg)
        return self

    @property
    def shows(self) -> str:
        """The name of the field that says what the map shows."""
        return next(name for name in STEP_SHOWS if getattr(self, name))


@dataclass(frozen=True, config=RECORD)
class Tour:
    """
    A story in steps.

    `id` is the name of its file, or `routes/<id>` or `events/<id>,<id>` if it has none; `rank` 1
    leads the list.
    """

    id: FilledText
    title: Text
    subtitle: Text
    sources: Annotated[tuple[Citation, ...], AfterValidator(_some)]
    steps: Annotated[tuple[TourStep, ...], AfterValidator(_some)]
    rank: int = 9
