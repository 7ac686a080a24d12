"""A GeoPackage built from the folder of an atlas, opened as the atlas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mapsvc.atlas.period import AtlasPeriod
from mapsvc.atlas.store import Store
from mapsvc.errors import AtlasError
from mapsvc.model.day import Day
from mapsvc.model.event_counts import EventCounts
from mapsvc.model.event_days import EventDays
from mapsvc.model.geometry import Bounds
from mapsvc.model.meta import AtlasMeta
from mapsvc.model.name_register import NameRegister
from mapsvc.store.codec import decoder, write_record
from mapsvc.store.database import Database, Sqlite
from mapsvc.store.lazy_records import LazyGroups, LazyRecords, LazyRows, ReadRecords, SetInDatabase
from mapsvc.store.tables import RECORD_SETS, REGISTERED, TABLES_FORM, RecordSet, line_key

#: What the name of such a file ends in.
INDEX_SUFFIX = ".gpkg"
_SQLITE_MAGIC = b"SQLite format 3\0"


def open_index(place: Path) -> Store:
    """
    Open the index of an atlas; of its records nothing is read before it is asked for.

    Raises
    ------
    AtlasError
        If the file is missing, is none, or was built by another version.
    """
    if not place.is_file():
        msg = f"Index {str(place)!r} does not exist; `mapsvc build DIR -o {place.name}` makes one."
        raise AtlasError(msg)
    with place.open("rb") as file:
        if file.read(len(_SQLITE_MAGIC)) != _SQLITE_MAGIC:
            msg = f"{str(place)!r} is no GeoPackage."
            raise AtlasError(msg)
    return open_database(Sqlite(place.resolve()))


def open_database(database: Database) -> Store:
    """Open an atlas that lies in the tables of a database; `AtlasError` if none does."""
    about = read_about(database)
    read = ReadRecords()
    held: dict[str, Any] = {found.name: SetInDatabase(database, found, read) for found in RECORD_SETS}
    atlas = Store(
        root=database.place,
        digest=about["digest"],
        meta=decoder(AtlasMeta)(about["meta"]),
        own_words=decoder(dict)(about["own_words"]),
        names=NameRegister(LazyRows(SetInDatabase(database, REGISTERED, read))),
        **{found.name: _lazy(found, held[found.name]) for found in RECORD_SETS},
    )
    days: list[str] = decoder(list)(about["period"])
    bounds: Bounds = decoder(tuple[float, float, float, float])(about["home"])
    written: list[str] = decoder(list)(about["written_languages"])
    # What would have to be found out from all records was found out when it was built.
    vars(atlas).update(
        period=AtlasPeriod(*map(Day.fromisoformat, days)),
        home=bounds,
        written_languages=tuple(lang for lang in atlas.languages if lang in written),
        unverified=frozenset(decoder(list)(about["unverified"])),
        is_there=database.is_there,
        mentions_by_place=LazyGroups(held["mentions"], "place", str),
        mentions_by_line=LazyGroups(held["mentions"], "line", lambda key: line_key(*key)),
        events_by_place=LazyGroups(held["events"], "place", str),
        events_by_border=LazyGroups(held["events"], "border", str),
        event_days=EventDays.read(decoder(dict)(about["event_days"])),
        event_counts=decoder(EventCounts)(about["event_counts"]),
    )
    return atlas


def _lazy(found: RecordSet, held: Any) -> Any:
    return LazyRecords(held) if found.by_id else LazyRows(held)


def read_about(database: Database) -> dict[str, str]:
    """Return what a database says of the atlas in it."""
    try:
        about = dict(database.rows("SELECT name, doc FROM mapsvc_about"))
    except AtlasError:
        about = {}
    if about.get("form") != str(TABLES_FORM):
        msg = f"{str(database.place)!r} holds no atlas of this version; build or load it again."
        raise AtlasError(msg)
    return about


def tell_about(atlas: Store) -> dict[str, str]:
    """Return what is found out from all records of an atlas, and is kept beside them."""
    period = atlas.period
    return {
        "form": str(TABLES_FORM),
        "digest": atlas.digest,
        "meta": write_record(atlas.meta),
        "own_words": write_record(atlas.own_words),
        "period": write_record([str(day) for day in (period.first, period.last, period.opening)]),
        "home": write_record(atlas.home),
        "written_languages": write_record([str(lang) for lang in atlas.written_languages]),
        "unverified": write_record(sorted(atlas.unverified)),
        "event_days": write_record(atlas.event_days.tell()),
        "event_counts": write_record(atlas.event_counts),
    }
