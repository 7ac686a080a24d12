"""Whether things lie where they should: at the entry that they link to, and with lon before lat."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping

from mapsvc.atlas.gazetteer.index import Entry, Index, name_key
from mapsvc.atlas.gazetteer.names import open_sourced, open_world
from mapsvc.atlas.name_reading import link_key, linked_numbers
from mapsvc.atlas.problems import Problem, Problems
from mapsvc.atlas.store import Store
from mapsvc.errors import AtlasError
from mapsvc.model.geometry import distance_km
from mapsvc.model.meridian import near_lon
from mapsvc.model.records import Place

#: Of a place and an entry that say nothing of their reach.
_LEAST_KM = 5.0
#: A position is suspicious if the numbers exchanged bring it so much nearer to all other places.
_NEARER = 5.0
_FAR_KM = 500.0
_EXCHANGED = "the two numbers look exchanged: longitude comes first"
#: From so many places on one may say where they lie.
_ENOUGH = 3


def check_positions(atlas: Store, problems: Problems) -> None:
    """
    Note places that are farther from the entry that they link to than their radius allows.

    The entry is that of GeoNames, or one of the historical list whose source is the same id of GeoNames,
    Wikidata or Pleiades. A place that links to none is held against the entries of its names: it is at
    fault if it lies at one of them with the two numbers exchanged, and at none as it stands. A namesake
    elsewhere says nothing.
    """
    try:
        world, sourced = open_world(atlas.root), open_sourced(atlas.root)
    except AtlasError as error:
        problems.add("gazetteer", "", str(error))
        return
    for place in atlas.places.values():
        if not any(map(str.isalnum, place.title)):
            problems.add(
                atlas.file_of_place(place.id),
                f"{place.id}.title",
                "holds no letter or digit, so nobody can find the place",
            )
        linked = _linked_entries(place, world, sourced)
        for entry in linked:
            _check_link(atlas, place, entry, problems)
        if world is not None and not linked:
            _check_names(atlas, place, world, problems)


def _linked_entries(place: Place, world: Index | None, sourced: Mapping[str, Entry]) -> list[Entry]:
    """Return the entries that a place links to: of GeoNames, else of the historical list."""
    numbers = linked_numbers(place)
    linked = [entry for number in numbers if world and (entry := world.find_geonames(int(number)))]
    return linked or [sourced[key] for key in map(link_key, place.links) if key in sourced]


def _check_link(atlas: Store, place: Place, entry: Entry, problems: Problems) -> None:
    if place.lon is None or place.lat is None or _at(place.lon, place.lat, place, entry):
        return
    gap, allowed = distance_km(place.lon, place.lat, *_point(entry)), _allowed_km(place, entry)
    message = f"is {gap:.0f} km from {_told(entry)}, to which it links, and "
    if _at(place.lat, place.lon, place, entry):
        message += _EXCHANGED
    else:
        message += f"reaches {allowed:g} km: mend the position, the link or 'radius_km'"
    problems.add(atlas.file_of_place(place.id), f"{place.id}.geometry", message)


def _check_names(atlas: Store, place: Place, world: Index, problems: Problems) -> None:
    """Note a place that lies at an entry of its name if its numbers are exchanged, and else at none."""
    if place.lon is None or place.lat is None:
        return
    names = {name_key(name) for name in (place.title, *(name.toponym for name in place.names))}
    entries = {number: world.entry(number) for key in names for number, *_ in world.records(key)}.values()
    exchanged = [entry for entry in entries if _at(place.lat, place.lon, place, entry)]
    if exchanged and not any(_at(place.lon, place.lat, place, entry) for entry in entries):
        entry = max(exchanged, key=lambda entry: entry.population)
        message = f"lies at lon {place.lon:g}, lat {place.lat:g}, far from {_told(entry)}, which has its name"
        problems.add(atlas.file_of_place(place.id), f"{place.id}.geometry", f"{message}; {_EXCHANGED}")


def _told(entry: Entry) -> str:
    return "{!r} ({:g}, {:g})".format(entry.title, *_point(entry))


def _point(entry: Entry) -> tuple[float, float]:
    """Return where an entry of GeoNames is; each has a point."""
    return entry.lon or 0.0, entry.lat or 0.0


def _allowed_km(place: Place, entry: Entry) -> float:
    return max(place.radius_km or 0.0, entry.radius_km, _LEAST_KM)


def _at(lon: float, lat: float, place: Place, entry: Entry) -> bool:
    """Tell whether a point is where an entry is, by the reach of both; one beyond a pole is nowhere."""
    return abs(lat) <= 90 and distance_km(lon, lat, *_point(entry)) <= _allowed_km(place, entry)


def exchanged_notices(atlas: Store) -> Iterator[Problem]:
    """Yield positions far from all places that lie among them if the two numbers are exchanged."""
    spots = {
        place.id: (place.lon, place.lat)
        for place in atlas.places.values()
        if place.lon is not None and place.lat is not None
    }
    if len(spots) < _ENOUGH:
        return
    # The middle of most: one place that is wrong does not move it.
    first = next(iter(spots.values()))[0]
    middle = (
        statistics.median(near_lon(lon, first) for lon, _ in spots.values()),
        statistics.median(lat for _, lat in spots.values()),
    )
    for file, field, lon, lat in _positions(atlas, spots):
        gap = distance_km(lon, lat, *middle)
        if gap > _FAR_KM and abs(lon) <= 90 and distance_km(lat, lon, *middle) * _NEARER < gap:
            yield Problem(
                file,
                field,
                f"lies at lon {lon:g}, lat {lat:g}, {gap:.0f} km from the middle of the atlas; {_EXCHANGED}",
            )


def _positions(
    atlas: Store, spots: dict[str, tuple[float, float]]
) -> Iterator[tuple[str, str, float, float]]:
    for key, (lon, lat) in spots.items():
        yield atlas.file_of_place(key), f"{key}.geometry", lon, lat
    for route in atlas.routes.values():
        for stop in route.stops:
            # One at a place of the atlas is held against that.
            if stop.place not in spots:
                file = f"routes/{route.id}.geojson"
                yield file, f"features.{stop.id}.geometry", stop.geometry.x, stop.geometry.y
    for border in atlas.borders.values():
        for part in (*border.pieces, *border.points):
            if part.geometry is not None:
                at = part.geometry.representative_point()
                yield f"borders/{border.id}.geojson", f"features.{part.id}.geometry", at.x, at.y
    for state in atlas.territories.values():
        for ground in state.territories:
            at = ground.geometry.representative_point()
            yield f"territories/{state.id}.geojson", f"features.{ground.id}.geometry", at.x, at.y
