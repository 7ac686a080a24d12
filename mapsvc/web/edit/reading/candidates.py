"""Places that a reader may mean, by the beginning of a name as it is typed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from mapsvc.atlas.editing.entry_places import PlaceIds
from mapsvc.atlas.gazetteer.index import Entry, Index, name_key
from mapsvc.atlas.gazetteer.names import Gazetteer
from mapsvc.model.geometry import distance_km

MOST_FOUND = 24
_SHORTEST_TYPED = 2
#: Of the names that begin as typed so many are looked at in each list.
_MOST_BEGINNINGS = 400
#: What a list is worth: a place that the atlas has is meant before any other of the name.
_TIERS = {"user": -2.0, "atlas": -2.0, "historical": 0.2, "world": 0.3, "geonames": 0.4}
#: What a tenfold number of inhabitants is worth against what it is worth to lie near, in the same measure.
_PEOPLE, _FAR_KM = 0.35, 500.0


def search_places(
    gazetteer: Gazetteer,
    known: PlaceIds,
    typed: str,
    near: tuple[float, float] | None,
    titles: Mapping[str, str],
) -> list[dict[str, Any]]:
    """
    Find places by the beginning of a name.

    Parameters
    ----------
    gazetteer
        Of the atlas.
    known
        The places of the atlas as they are now, some of which the gazetteer may not know yet.
    typed
        What the reader typed.
    near
        Longitude and latitude around which the text tells, in degrees.
    titles
        What places are called in the reader's language, by id.

    Returns
    -------
    found
        As a page takes them, the likeliest first: the whole name before its beginning, what lies near and
        is large before the rest. A place of the atlas stands there once, by its id there.
    """
    key = name_key(typed)
    if len(key) < _SHORTEST_TYPED:
        return []
    ranked: dict[str, tuple[float, dict[str, Any]]] = {}
    for name, told in _named(gazetteer, known, key, titles):
        rank = _rank(told, near) + (0 if name == key else 2)
        if told["id"] not in ranked or rank < ranked[told["id"]][0]:
            ranked[told["id"]] = rank, told
    best = sorted(ranked.values(), key=lambda found: (found[0], found[1]["name"]))
    return [told for _, told in best[:MOST_FOUND]]


def _named(
    gazetteer: Gazetteer, known: PlaceIds, key: str, titles: Mapping[str, str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    for place in known.places.values():
        if (name := name_key(place.name)).startswith(key):
            yield name, told_place(known, place.id, None, titles)
    for index in (*gazetteer.home, *([gazetteer.world] if gazetteer.world is not None else [])):
        for name in _names(index, key):
            for number, *_ in index.records(name):
                entry = index.entry(number)
                yield name, told_place(known, entry.id, entry, titles)


def _names(index: Index, key: str) -> Iterable[str]:
    return dict.fromkeys((key, *islice(index.names.iterkeys(key), _MOST_BEGINNINGS)))


def _rank(told: Mapping[str, Any], near: tuple[float, float] | None) -> float:
    rank = _TIERS[told["tier"]] - _PEOPLE * math.log10(max(1, told["people"]))
    if near is None or told["lon"] is None:
        return rank
    return rank + math.log1p(distance_km(*near, told["lon"], told["lat"]) / _FAR_KM)


def told_place(
    known: PlaceIds, entry_id: str, entry: Entry | None, titles: Mapping[str, str]
) -> dict[str, Any]:
    """Return a place as a page takes it: as the atlas has it, else as the gazetteer does."""
    own = known.places.get(known.find(entry_id))
    told: dict[str, Any] = {
        "id": entry_id, "name": entry_id, "kind": "settlement", "lon": None, "lat": None,
        "country": "", "tier": "atlas", "people": 0, "start": 0, "end": 0,
    }  # fmt: skip
    if entry is not None:
        told |= {
            "name": titles.get(entry_id, entry.title), "kind": entry.kind, "lon": entry.lon, "lat": entry.lat,
            "country": entry.country, "tier": entry.tier, "people": entry.population,
            "start": entry.start, "end": entry.end,
        }  # fmt: skip
    if own is not None:
        told |= {"id": own.id, "name": own.name, "lon": own.lon, "lat": own.lat, "tier": "atlas"}
        told["kind"] = own.kind if entry is None else told["kind"]
    return told
