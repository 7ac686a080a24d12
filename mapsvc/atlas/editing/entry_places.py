"""Places for `places.geojson` made of what a gazetteer knows, or of what a reader says by hand."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from mapsvc.atlas.gazetteer.index import Entry
from mapsvc.atlas.gazetteer.names import OTHER_NAMES
from mapsvc.model.fields import PlaceKind

GEONAMES = "geonames:"
_GEONAMES_PAGE = "https://www.geonames.org/"
#: Kinds of the gazetteer by what an atlas calls them; every other kind is a settlement, or the same word.
_CALLED = {
    "region": "vilayet sanjak guberniya oblast uezd plain island peninsula front desert",
    "state": "empire republic",
    "sea": "lake strait gulf",
    "mountain": "range pass",
}
_KINDS_CALLED = {kind: called for called, kinds in _CALLED.items() for kind in kinds.split()}
#: Letters that Unicode does not take apart.
_PLAIN_LETTERS = str.maketrans(
    {"ı": "i", "ə": "e", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "đ": "d", "ħ": "h", "þ": "th", "œ": "oe"}
)
_LONGEST_ID = 50
#: Languages in which a name stands in a text with an ending that cannot be taken off.
_DECLINING = frozenset({"ru", "bg", "uk", "sr", "pl", "cs", "hy", "ka", "el", "la"})


@dataclass(frozen=True)
class KnownPlace:
    """A place of an atlas as far as a list of places shows it."""

    id: str
    name: str
    kind: str
    lon: float | None
    lat: float | None


class PlaceIds:
    """
    The places of an atlas, by their ids and by the entries of the gazetteer that they name.

    Attributes
    ----------
    places
        By id.
    """

    def __init__(self, features: Iterable[Mapping[str, Any]]) -> None:
        self.places: dict[str, KnownPlace] = {}
        self._linked: dict[str, str] = {}
        for feature in features:
            self.add(feature)

    @classmethod
    def read(cls, data: bytes) -> PlaceIds:
        """Read the words of `places.geojson`; what cannot be read has no places."""
        try:
            features = json.loads(data.decode("utf-8-sig"))["features"] if data.strip() else []
            return cls(feature for feature in features if isinstance(feature, Mapping))
        except (ValueError, KeyError, TypeError, AttributeError):
            return cls(())

    def add(self, feature: Mapping[str, Any]) -> None:
        """Know one more."""
        properties, place_id = feature.get("properties") or {}, str(feature.get("id") or "")
        shape = feature.get("geometry") or {}
        point = shape.get("coordinates") if shape.get("type") == "Point" else None
        lon, lat = (point[0], point[1]) if point else (None, None)
        name, kind = str(properties.get("title") or place_id), str(properties.get("kind") or "settlement")
        self.places[place_id] = KnownPlace(place_id, name, kind, lon, lat)
        for link in feature.get("links") or ():
            self._linked.setdefault(str(link.get("identifier")), place_id)

    def find(self, entry_id: str) -> str:
        """Return the id of the place that an entry of the gazetteer is; empty where the atlas has none."""
        own = entry_id.removesuffix(OTHER_NAMES)
        if own in self.places:
            return own
        return self._linked.get(_GEONAMES_PAGE + entry_id.removeprefix(GEONAMES), "")

    def linked(self) -> dict[str, str]:
        """Return the ids of places by the ids of the entries of GeoNames that they name."""
        begin = len(_GEONAMES_PAGE)
        return {
            GEONAMES + link[begin:]: place
            for link, place in self._linked.items()
            if link.startswith(_GEONAMES_PAGE) and link[begin:].isdecimal()
        }


def place_id(name: str, taken: Container[str]) -> str:
    """Return an id for a place of a name, in letters of English, that no other place has."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_PLAIN_LETTERS))
    words = re.findall(r"[a-z0-9]+", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    stem = "-".join(words)[:_LONGEST_ID].strip("-") or "place"
    number, made = 1, stem
    while made in taken:
        number += 1
        made = f"{stem}-{number}"
    return made


def place_of_entry(entry: Entry, known: PlaceIds, lang: str, called: str = "") -> dict[str, Any]:
    """
    Make a place of an entry of the gazetteer.

    Parameters
    ----------
    entry
        What the gazetteer knows.
    known
        The places that are there: of another id.
    lang
        Of the names.
    called
        What a text calls it. It leads before the name that GeoNames has, and before what a list has as one of
        further names; else a list has the name of the time itself.

    Returns
    -------
    feature
        With a link to the entry where GeoNames has it.
    """
    number = entry.id.removeprefix(GEONAMES)
    is_number = entry.id.startswith(GEONAMES) and number.isdecimal()
    # GeoNames has the name of today; a text in which words are declined does not say how a place is called.
    leads = bool(called) and (is_number or entry.id.endswith(OTHER_NAMES)) and lang not in _DECLINING
    first, second = (called, entry.title) if leads else (entry.title, called)
    own = place_id(first if is_number else entry.id.removesuffix(OTHER_NAMES), known.places)
    made = made_place(own, first, lang, entry.kind, (entry.lon, entry.lat))
    if second and second != first:
        made["names"].append({"toponym": second, "lang": lang})
    if entry.country:
        made["properties"]["ccodes"] = [entry.country]
    if is_number:
        made["links"] = [{"type": "closeMatch", "identifier": _GEONAMES_PAGE + number}]
    return made


def made_place(
    own: str, name: str, lang: str, kind: str, point: tuple[float | None, float | None]
) -> dict[str, Any]:
    """
    Make a place of what is said of it.

    Parameters
    ----------
    own, name, lang
        Its id, and its name in a language.
    kind
        Of the gazetteer or of an atlas; what an atlas has no word for is called by the next that it has.
    point
        Longitude and latitude in degrees; of a place that is known by its name alone, nothing.
    """
    called = _KINDS_CALLED.get(kind, kind)
    properties: dict[str, Any] = {"title": name}
    if called in get_args(PlaceKind) and called != "settlement":
        properties["kind"] = called
    lon, lat = point
    shape = None if lon is None or lat is None else {"type": "Point", "coordinates": [lon, lat]}
    return {
        "type": "Feature",
        "id": own,
        "properties": properties,
        "names": [{"toponym": name, "lang": lang}],
        "geometry": shape,
    }
