"""The kinds of value a record's field may hold, each checked where it is read."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, PlainValidator, StringConstraints
from pydantic_core import PydanticCustomError
from shapely.geometry.base import BaseGeometry

from mapsvc.model.calendars import julian_to_gregorian, rumi_to_gregorian, split_day
from mapsvc.model.dates import DateSpan, parse_date
from mapsvc.model.geometry import parse_geometry

#: Records are frozen, and a field that nobody knows is a mistake, not an extension.
RECORD = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


def _span(value: Any) -> DateSpan:
    if isinstance(value, DateSpan):
        return value
    if not isinstance(value, str):
        # As the library says it of any other text, for a day that lacks its quotes.
        raise PydanticCustomError("string_type", "Input should be a valid string")
    return parse_date(value)


def _julian(text: str) -> str:
    julian_to_gregorian(*split_day(text))
    return text


def _rumi(text: str) -> str:
    rumi_to_gregorian(*split_day(text))
    return text


def _geometry(value: Any) -> BaseGeometry:
    return value if isinstance(value, BaseGeometry) else parse_geometry(value)


SLUG = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
DAY = r"^-?\d{4}-\d\d-\d\d$"
CLOCK_TIME = r"^(?:[01]\d|2[0-3]):[0-5]\d$"

#: Windows takes no file of such a name, whatever it ends in, and an id is the name of one.
_DEVICE = re.compile(r"con|prn|aux|nul|com\d|lpt\d")


def _file_name(text: str) -> str:
    if _DEVICE.fullmatch(text):
        msg = f"{text!r} is a name that Windows keeps for a device: no file may have it, so write another"
        raise ValueError(msg)
    return text


Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=63), AfterValidator(_file_name)]
#: A length on the earth, whose other side is no farther than this.
Km = Annotated[float, Field(le=20_040)]
FilledText = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
#: A date, in files as EDTF; whoever reads a record has its days.
Edtf = Annotated[DateSpan, PlainValidator(_span)]
#: A day of the Julian or of the Rumi calendar, year-month-day of that calendar.
JulianDay = Annotated[str, StringConstraints(pattern=DAY), AfterValidator(_julian)]
RumiDay = Annotated[str, StringConstraints(pattern=DAY), AfterValidator(_rumi)]
ClockTime = Annotated[str, StringConstraints(pattern=CLOCK_TIME)]
#: A line of a text or a place in one, counted from 1.
Ordinal = Annotated[int, Field(ge=1)]
Geometry = Annotated[BaseGeometry, PlainValidator(_geometry)]

Certainty = Literal["attested", "inferred", "uncertain"]
Evidence = Literal["source-found", "not-verified", "general-knowledge", "uncertain"]
Role = Literal["happened", "origin", "destination", "waypoint", "claimed", "subject", "mentioned"]
Arrow = Literal["letter", "telegram", "journey", "movement"]
Category = Literal[
    "biography", "party", "revolution", "military", "treaty", "state", "war", "diplomacy", "political",
    "migration", "violence", "parliament", "aid", "testimony", "culture", "press", "exile", "education",
]  # fmt: skip
#: The family of a category whose sign and colour it has on the timeline; the others are lives.
FAMILIES: dict[str, Literal["power", "talks", "life"]] = {
    **dict.fromkeys(("treaty", "diplomacy", "aid"), "talks"),
    **dict.fromkeys(
        ("war", "military", "revolution", "violence", "state", "political", "party", "parliament"), "power"
    ),
}
CalendarName = Literal["gregorian", "julian", "rumi"]
DateBasis = Literal["printed", "context", "computed", "added"]
PlaceKind = Literal[
    "settlement", "region", "state", "river", "sea", "mountain", "station", "actor", "concept"
]  # fmt: skip
Shape = Literal["point", "area", "none"]
BorderKind = Literal["line", "extent"]
BorderStatus = Literal["in-force", "signed", "never-ratified", "never-in-force", "claimed", "de-facto"]
#: How an account came about: stated as a whole by one text, or rebuilt from several.
#: What a route is: a journey out, a way back, an army that comes.
Way = Literal["journey", "return", "advance"]
Account = Literal["stated", "rebuilt"]
Mode = Literal["carriage", "road", "rail", "ship", "horse", "foot", "sledge", "unknown"]
