"""Lectures of a reader's own: what their links, and `POST /tour`, hold. Frozen, like every record."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints
from pydantic.dataclasses import dataclass

from mapsvc.model.fields import RECORD
from mapsvc.model.geometry import Bounds
from mapsvc.model.text import TAG
from mapsvc.model.tours import CompareMode, IsoDay, view_box

#: Of the form that is written today; a link says which it has.
FORM = 1
#: So many steps, and bytes, has a lecture at most.
MOST_STEPS, MOST_BYTES = 40, 64 * 1024

_Line = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]
_Sentence = Annotated[str, StringConstraints(max_length=2_000, strip_whitespace=True)]
_Speech = Annotated[str, StringConstraints(max_length=12_000, strip_whitespace=True)]


def _seen(bounds: Bounds) -> Bounds:
    """Return a view as it is written, if it is one."""
    view_box(bounds)
    return bounds


_View = Annotated[tuple[float, float, float, float], AfterValidator(_seen)]
_Id = Annotated[str, StringConstraints(max_length=100)]


@dataclass(frozen=True, config=RECORD)
class LectureStep:
    """
    One map and what is said to it.

    `show` is the name of a map (`events/<id>`, `compare/<a>/<b>`, `timeline/<day>/law`); `on` a day of a
    journey, or that names a place; `stop` and `variant` are of a journey, `mode` of a comparison. A `heading`
    and a `text` that are not given are the atlas's own; `view` is west, south, east, north in degrees.
    """

    show: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    heading: _Line = ""
    text: _Sentence = ""
    notes: _Speech = ""
    view: _View | None = None
    mode: CompareMode | None = None
    on: IsoDay | None = None
    stop: _Id | None = None
    variant: _Id | None = None


@dataclass(frozen=True, config=RECORD)
class Lecture:
    """A list of steps with a title, in one language; `v` is the form that it is written in."""

    steps: Annotated[tuple[LectureStep, ...], Field(min_length=1, max_length=MOST_STEPS)]
    v: Literal[1] = 1
    title: _Line = ""
    lang: Annotated[str, StringConstraints(pattern=TAG)] | None = None
