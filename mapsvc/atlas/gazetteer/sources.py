"""Entries of a gazetteer from files: the atlas's places, the historical list, and a user's own."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from mapsvc.atlas.gazetteer.index import OPEN, PLACE_KINDS, Entry, NameForm
from mapsvc.atlas.gazetteer.json_places import has_name, is_linked, object_row, objects_of, properties_of
from mapsvc.atlas.gazetteer.tables import Row, decode_table, read_table
from mapsvc.atlas.gazetteer.user_places import LONGEST_NAME, row_entry
from mapsvc.atlas.known_files import KnownFile, know_binary, know_text
from mapsvc.errors import AtlasError
from mapsvc.files import read_whole
from mapsvc.model.longitude import window, within
from mapsvc.model.names import compose, compose_all
from mapsvc.resources import read_json

#: What is read of a part of a file.
Read = TypeVar("Read")

#: Of a row's source: nobody has looked it up.
FROM_MEMORY = "memory"
_YEAR = re.compile(r"-?\d{1,4}")
_HISTORICAL = ("id", "title", "kind", "lon", "lat", "radius_km", "from", "to", "names", "source", "note")


#: Generic words that a text often leaves out, or writes in small letters behind the name.
_GENERIC = re.compile(
    r" (?:vilayeti|vilayet|vilâyeti|sancağı|sanjak|eyaleti|guberniyası|oblastı|nehri|ırmağı|çayı|river"
    r"|bölgesi|province|vilayəti|quberniyası)$",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"^(.{4,})(?:lar|ler)$")
_POSSESSED = re.compile(r"^(.+ )(.{3,}[aeıioöuü])(?:sı|si|su|sü)$")
_WIDE_KINDS = frozenset({"region", "range", "state", "vilayet", "sanjak"})


def add_names(entry: Entry, names: Iterable[NameForm]) -> Entry:
    """Return an entry with names added to its own."""
    return _replace(entry, names=(*entry.names, *(name for name in names if name not in entry.names)))


def with_short_forms(entries: Sequence[Entry]) -> list[Entry]:
    """
    Add the forms that follow from a name: without its generic word, its plural, its possessive.

    "Van vilayeti" is also called Van, "Balkanlar" is Balkan before a noun, "Çarlık Rusyası" is also written
    "Çarlık Rusya’sı".
    """
    known = {name.form for entry in entries for name in entry.names}
    return [_replace(entry, names=tuple(_short_forms(entry, known))) for entry in entries]


def _short_forms(entry: Entry, known: set[str]) -> Iterator[NameForm]:
    yield from entry.names
    for name in entry.names:
        short = _GENERIC.sub("", name.form)
        if short != name.form and len(short) > 1:
            yield NameForm(short, name.lang, name.start, name.end)
        if name.lang not in {"tr", "az", ""}:
            continue
        plural = _PLURAL.match(name.form)
        if plural and entry.kind in _WIDE_KINDS and " " not in name.form:
            yield NameForm(plural[1], name.lang, name.start, name.end)
        possessed = _POSSESSED.match(name.form)
        if possessed and possessed[2] in known:
            yield NameForm(possessed[1] + possessed[2], name.lang, name.start, name.end)


def read_atlas_places(path: Path) -> list[Entry]:
    """
    Read the places of an atlas that a text can name.

    Parameters
    ----------
    path
        A `places.geojson`: Linked Places Format with the atlas's own properties.

    Returns
    -------
    entries
        In the order of the file, without actors and ideas ("the West").

    Raises
    ------
    AtlasError
        If the file is no feature collection.
    """
    return [
        _linked_place(feature, tier="atlas")
        for feature in _features(path)
        if (feature.get("properties") or {}).get("kind") not in {"actor", "concept"}
    ]


def _replace(entry: Entry, **changes: Any) -> Entry:
    values = {name: getattr(entry, name) for name in Entry.__slots__}
    return Entry(**values | changes)


def _features(path: Path) -> list[Mapping[str, Any]]:
    try:
        table = compose_all(read_json(path))
        features = table["features"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        msg = f"Gazetteer {path.name!r} is no readable feature collection of Linked Places Format: {error}"
        raise AtlasError(msg) from error
    return list(features)


def _linked_place(feature: Mapping[str, Any], *, tier: str) -> Entry:
    properties = feature.get("properties") or {}
    start, end = _years(feature.get("when"))
    lon, lat = _middle(feature.get("geometry"))
    title = str(properties.get("title") or feature.get("id") or feature.get("@id"))
    names = [NameForm(title.partition(" (")[0])]
    for name in feature.get("names") or ():
        # a remark in brackets is no part of the name
        toponym = str(name.get("toponym", "")).partition(" (")[0][:LONGEST_NAME]
        names.append(NameForm(toponym, str(name.get("lang", "")), *_years(name.get("when"))))
    kind = str(properties.get("kind") or "settlement")
    return Entry(
        id=str(feature.get("id") or feature.get("@id") or title),
        title=title,
        kind=kind if kind in PLACE_KINDS else "site",
        lon=lon,
        lat=lat,
        radius_km=float(properties.get("radius_km") or 5.0),
        start=start,
        end=end,
        country=str((properties.get("ccodes") or [""])[0]),
        tier=tier,
        names=tuple(names),
    )


def _years(when: Any) -> tuple[int, int]:
    spans = when.get("timespans") if isinstance(when, Mapping) else None
    if not spans:
        return OPEN, OPEN
    bounds = []
    for side in ("start", "end"):
        value = spans[0].get(side) or {}
        found = _YEAR.match(str(next(iter(value.values()), "")))
        bounds.append(int(found[0]) if found else OPEN)
    return bounds[0], bounds[1]


def _middle(geometry: Any) -> tuple[float | None, float | None]:
    """Return the point of a geometry, or the middle of the box around its points."""
    if not geometry or not geometry.get("coordinates"):
        return None, None
    points = list(_points(geometry["coordinates"]))
    lons, lats = [point[0] for point in points], [point[1] for point in points]
    west, east = window((lon, lon) for lon in lons)
    return within((west + east) / 2), (min(lats) + max(lats)) / 2


def _points(coordinates: Any) -> Iterator[tuple[float, float]]:
    if not isinstance(coordinates, list):
        msg = f"{coordinates!r} is no coordinate"
        raise TypeError(msg)
    if isinstance(coordinates[0], (int, float)):
        yield float(coordinates[0]), float(coordinates[1])
        return
    for part in coordinates:
        yield from _points(part)


def read_historical(path: Path, *, tier: str = "historical", language: str = "tr") -> list[Entry]:
    """
    Read a curated list of places.

    Parameters
    ----------
    path
        UTF-8, tab-separated, with the columns
        `id title kind lon lat radius_km from to names source note`; `names` is
        `lang:form@from-to|lang:form|…`. A row whose `source` has the word `memory` rests on nothing else.
    tier
        Which the entries are of.
    language
        Of the column `title`.

    Returns
    -------
    entries
        In the order of the file, without those of kind `front`.

    Raises
    ------
    AtlasError
        If the file or a row cannot be read; the message names the line.
    """
    entries = []
    for number, row in _rows(path, _HISTORICAL):
        try:
            if row["kind"] != "front":
                entries.append(_historical_entry(row, tier=tier, language=language))
                _check_point(entries[-1])
        except (ValueError, TypeError) as error:
            msg = f"Gazetteer {path.name!r}, line {number}: {error}"
            raise AtlasError(msg) from error
    return entries


def read_sourced(path: Path) -> dict[str, Entry]:
    """Return the entries of a curated list that have a point by each id that their source names."""
    found: dict[str, Entry] = {}
    for _, row in _rows(path, _HISTORICAL):
        if row["lon"] and row["lat"] and row["kind"] in PLACE_KINDS:
            for source in re.split(r"[;|,\s]+", row["source"]):
                found.setdefault(source, _historical_entry(row, tier="historical", language="tr"))
    return found


def _historical_entry(row: Mapping[str, str], *, tier: str, language: str) -> Entry:
    names = [NameForm(row["title"], language)]
    for part in filter(None, row["names"].split("|")):
        lang, _, rest = part.partition(":")
        form, _, years = rest.partition("@")
        start, _, end = years.partition("-")
        names.append(NameForm(form.strip(), lang.strip(), _year(start), _year(end)))
    if row["kind"] not in PLACE_KINDS:
        msg = f"{row['kind']!r} is no kind of place; there are {', '.join(PLACE_KINDS)}"
        raise ValueError(msg)
    return Entry(
        id=row["id"],
        title=row["title"],
        kind=row["kind"],
        lon=float(row["lon"]) if row["lon"] else None,
        lat=float(row["lat"]) if row["lat"] else None,
        radius_km=float(row["radius_km"] or 5),
        start=_year(row["from"]),
        end=_year(row["to"]),
        tier=tier,
        names=tuple(names),
        from_memory=FROM_MEMORY in row["source"].split(),
    )


def _year(text: str | None) -> int:
    found = _YEAR.match((text or "").strip())
    return int(found[0]) if found else OPEN


def _rows(path: Path, needed: Iterable[str]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = compose(read_whole(path, streams=True).decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        msg = f"Gazetteer {path.name!r} cannot be read as UTF-8: {error}"
        raise AtlasError(msg) from error
    lines = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    missing = set(needed) - set(lines.fieldnames or ())
    if missing:
        msg = f"Gazetteer {path.name!r} lacks the columns {', '.join(sorted(missing))}."
        raise AtlasError(msg)
    for number, row in enumerate(lines, start=2):
        yield number, {name: value or "" for name, value in row.items() if name is not None}


def read_user(path: Path) -> list[Entry]:
    """
    Read a user's own gazetteer.

    Parameters
    ----------
    path
        A table of any program (`tables`, `column_names`), a dump of GeoNames, the columns of the historical
        list; Linked Places Format, GeoJSON whose properties have a name, or JSON of one object a place.

    Returns
    -------
    entries
        In the order of the file.

    Raises
    ------
    AtlasError
        If the file is in no such form; the message says where, and what would do.
    """
    try:
        data = read_whole(path, streams=True)
    except OSError as error:
        msg = f"Gazetteer {path.name!r} cannot be read: {error.strerror or error}."
        raise AtlasError(msg) from error
    kind = know_binary(data)
    text, encoding = ("", "") if kind else decode_table(data)
    if text.lstrip().startswith("<"):
        kind = know_text("", text) or KnownFile("markup", "", "", "save its places as CSV or GeoJSON")
    if kind is not None:
        msg = f"Gazetteer {path.name!r} is {kind.called}, which is not read: {kind.for_places}."
        raise AtlasError(msg)
    if text.lstrip().startswith(("{", "[")) or path.suffix.lower() in {".json", ".geojson"}:
        return _read_json(path, text)
    head = text.partition("\n")[0].rstrip("\r").split("\t")
    if set(_HISTORICAL) <= set(head):
        return [_replace(entry, tier="user") for entry in read_historical(path)]
    return _read_table(path, text, encoding)


def _read_table(path: Path, text: str, encoding: str) -> list[Entry]:
    try:
        table = read_table(path.name, text, encoding)
    except csv.Error as error:
        msg = f"Gazetteer {path.name!r}: {error}; is a quotation mark left open?"
        raise AtlasError(msg) from error
    return [
        _checked(
            path,
            f"line {row.line} ({table.how})",
            row,
            partial(row_entry, path.stem, geonames=table.geonames),
        )
        for row in table.rows
    ]


def _read_json(path: Path, text: str) -> list[Entry]:
    """Read places of JSON; those of a file whose features have no name at all are refused."""
    try:
        objects = list(objects_of(text))
    except ValueError as error:
        msg = f"Gazetteer {path.name!r} is no readable feature collection of Linked Places Format: {error}"
        raise AtlasError(msg) from error
    stem, entries = path.stem, []
    for number, found in enumerate(objects, start=1):
        where = f"feature {number}"
        if isinstance(found, Mapping) and not is_linked(found):
            row, geometry = object_row(found, number), found.get("geometry")
            lon, lat = _checked(path, where, {"geometry": geometry}, lambda one: _middle(one["geometry"]))
            if has_name(row):
                entry = _checked(path, where, row, partial(row_entry, stem))
                entries.append(entry if lon is None else _checked_at(path, where, entry, lon, lat))
        else:
            entries.append(_checked(path, where, found, partial(_linked_place, tier="user")))
    if objects and not entries:
        known = ", ".join(sorted({repr(key) for found in objects[:20] for key in properties_of(found)})[:12])
        msg = (
            f"Gazetteer {path.name!r}: no feature has a name, so none can be found; call the property that "
            f"holds it 'title' or 'name' (there are {known or 'no properties'})."
        )
        raise AtlasError(msg)
    return entries


def _checked_at(path: Path, where: str, entry: Entry, lon: float, lat: float | None) -> Entry:
    return _checked(path, where, entry, lambda place: _replace(place, lon=lon, lat=lat))


def _checked(path: Path, where: str, source: Any, read: Callable[[Any], Read]) -> Read:
    """Read a part of a user's file; whatever is wrong with it becomes one line that says where."""
    if not isinstance(source, (Mapping, Row, Entry)):
        msg = f"Gazetteer {path.name!r}, {where} is no feature of Linked Places Format."
        raise AtlasError(msg)
    try:
        made = read(source)
        if isinstance(made, Entry):
            _check_point(made)
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        msg = f"Gazetteer {path.name!r}, {where}: {error}"
        raise AtlasError(msg) from error
    return made


def _check_point(entry: Entry) -> None:
    if entry.lon is None or entry.lat is None:
        return
    if not (-180 <= entry.lon <= 180 and -90 <= entry.lat <= 90):
        msg = f"{entry.title!r} lies at {entry.lon:g}, {entry.lat:g}: no longitude and latitude in degrees"
        if abs(entry.lon) <= 90 and abs(entry.lat) <= 180:
            msg += "; the two numbers look exchanged: longitude comes first"
        elif max(abs(entry.lon), abs(entry.lat)) > 1000:
            msg += "; save the file in WGS 84 (EPSG:4326)"
        raise ValueError(msg)
