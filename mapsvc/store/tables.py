"""The sets of records of an atlas, as a database holds them: one table for all, and one of what they name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mapsvc.atlas.store import DerivedLine, Store
from mapsvc.model.control import Control, District
from mapsvc.model.dates import DateSpan
from mapsvc.model.day import EARLIEST
from mapsvc.model.meta import EventCategory, FollowedText, Polity, Topic
from mapsvc.model.name_register import RegisteredName
from mapsvc.model.records import (
    Border,
    ComparisonNote,
    Event,
    Mention,
    Place,
    Route,
    Source,
    TerritorySet,
)
from mapsvc.model.tours import Tour

#: The form of the tables; another one is built anew.
TABLES_FORM = 2

#: `rank` is the order of a set; `begins` and `ends` are days, nothing where a side is open.
FIRST_TABLES = (
    "CREATE TABLE mapsvc_about (name TEXT NOT NULL PRIMARY KEY, doc TEXT NOT NULL)",
    "CREATE TABLE mapsvc_records (kind TEXT NOT NULL, id TEXT NOT NULL, rank TEXT NOT NULL,"
    " begins INTEGER, ends INTEGER, doc TEXT NOT NULL)",
    "CREATE TABLE mapsvc_keys (kind TEXT NOT NULL, name TEXT NOT NULL, word TEXT NOT NULL,"
    " rank TEXT NOT NULL, id TEXT NOT NULL)",
)
#: Made when all rows are in.
LAST_INDICES = (
    "CREATE UNIQUE INDEX mapsvc_records_id ON mapsvc_records (kind, id)",
    "CREATE UNIQUE INDEX mapsvc_records_rank ON mapsvc_records (kind, rank, id)",
    "CREATE INDEX mapsvc_records_days ON mapsvc_records (kind, begins, ends)",
    "CREATE INDEX mapsvc_keys_word ON mapsvc_keys (kind, name, word, rank, id)",
    "CREATE INDEX mapsvc_keys_id ON mapsvc_keys (kind, id)",
)


@dataclass(frozen=True)
class RecordSet:
    """
    Records of one class.

    Attributes
    ----------
    name
        Of the atlas's attribute.
    record
        Their class.
    by_id
        Whether they are found by an id; else they are a row of records.
    rank
        What they are sorted by, given the place of one in its files.
    keys
        Name and value of what they are found by beside.
    span
        Their days.
    """

    name: str
    record: type[Any]
    by_id: bool = True
    rank: Callable[[int, Any], str] = lambda at, _: f"{at:08d}"
    keys: Callable[[Any], Iterable[tuple[str, str]]] = lambda _: ()
    span: Callable[[Any], DateSpan | None] = lambda _: None


def rank_of_event(_: int, event: Event) -> str:
    """Return what puts events in the order in which an atlas tells them."""
    day = event.when.start or event.when.end or EARLIEST
    return f"{day.toordinal() - EARLIEST.toordinal():09d} {event.time or ''} {event.id}"


def line_key(text: str, line: int) -> str:
    """Return the key by which mentions of a line are found."""
    return f"{text}:{line}"


def _keys_of_event(event: Event) -> Iterator[tuple[str, str]]:
    yield from (("place", place) for place in dict.fromkeys(part.place for part in event.places))
    yield from (("border", border) for border in dict.fromkeys(event.borders))
    yield "category", event.category


def _keys_of_mention(mention: Mention) -> Iterator[tuple[str, str]]:
    yield "place", mention.place
    yield "line", line_key(mention.text, mention.line)


RECORD_SETS = (
    RecordSet("sources", Source),
    RecordSet("places", Place, span=lambda place: place.lifetime),
    *(
        RecordSet(name, Event, rank=rank_of_event, keys=_keys_of_event, span=lambda event: event.when)
        for name in ("events", "drafts")
    ),
    RecordSet("borders", Border, span=lambda border: border.valid),
    RecordSet("routes", Route, span=lambda route: route.valid),
    RecordSet("lines", DerivedLine),
    RecordSet("territories", TerritorySet, span=lambda state: state.valid),
    RecordSet("districts", District),
    RecordSet("tours", Tour),
    RecordSet("texts", FollowedText),
    RecordSet("polities", Polity),
    RecordSet("topics", Topic),
    RecordSet("categories", EventCategory),
    RecordSet("mentions", Mention, by_id=False, keys=_keys_of_mention),
    RecordSet("control", Control, by_id=False, keys=lambda row: [("district", row.district)]),
    RecordSet("comparisons", ComparisonNote, by_id=False),
)
#: The rows of the register of names, which is an object of its own in an atlas.
REGISTERED = RecordSet("names", RegisteredName, by_id=False)


def records_of(atlas: Store, found: RecordSet) -> Iterator[tuple[str, Any]]:
    """Yield id and record of a set; those of a row are known by their place."""
    held: Any = atlas.names.rows if found is REGISTERED else getattr(atlas, found.name)
    if found.by_id:
        yield from held.items()
    else:
        yield from ((f"{at:08d}", record) for at, record in enumerate(held))
