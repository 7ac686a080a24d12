"""The places that a text names as places of an atlas: those that it has already, and new ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from mapsvc.atlas.editing.entry_places import made_place, place_id
from mapsvc.atlas.gazetteer.names import OTHER_NAMES, Entry, Gazetteer, open_sourced, titles_in
from mapsvc.atlas.name_reading import linked_numbers
from mapsvc.atlas.store import Store
from mapsvc.geoparse.mentions import PlaceMention
from mapsvc.model.geometry import distance_km
from mapsvc.model.names import fold
from mapsvc.model.records import Place

#: What new places are cited from that link to no other gazetteer, an id of `sources.json`.
GAZETTEER = "mapsvc-gazetteer"
_LETTER = re.compile(r"[a-z]")
#: Two places of one name are one if they lie so near, or nearer than half the reach of both.
_SAME_KM, _SAME_SHARE = 15.0, 0.5
#: A link holds where its entry lies so near.
_LINKED_KM = 5.0
_LINK_FORMS = {
    "wikidata": "https://www.wikidata.org/wiki/{}", "pleiades": "https://pleiades.stoa.org/places/{}",
    "geonames": "https://www.geonames.org/{}",
}  # fmt: skip
#: Languages whose names stand in a text in their first case, or whose case is left out of the span.
_UNDECLINED = frozenset({"tr", "az", "en", "de", "fr"})
#: The language of the titles of the historical list, and those that may take the title of GeoNames.
_LISTED_IN = "tr"
_TAKE_GEONAMES = frozenset({"en", "de", "fr"})
#: A reading that is less sure is marked so.
_SURE = 0.5


@dataclass
class PlaceBook:
    """
    Places of an atlas by entries of the gazetteer.

    Attributes
    ----------
    atlas
        Whose places come first.
    gazetteer
        Knows the entries that links name.
    new
        Features of `places.geojson` that the atlas has not got yet, by id.
    """

    atlas: Store
    gazetteer: Gazetteer
    new: dict[str, dict[str, Any]] = field(default_factory=dict)
    _ids: dict[str, str] = field(default_factory=dict)

    def place_of(self, mention: PlaceMention) -> str:
        """Return the id of the place that a mention means; empty if it means none."""
        entry = mention.entry
        if entry is None:
            return ""
        if entry.id not in self._ids:
            self._ids[entry.id] = self._known(entry) or self._make(entry, mention)
        return self._ids[entry.id]

    def _known(self, entry: Entry) -> str:
        """Return the place of the atlas that an entry is: by id, by link, or by name and where it lies."""
        own = entry.id.removesuffix(OTHER_NAMES)
        if own in self.atlas.places:
            return own
        number = entry.id.removeprefix("geonames:")
        for place in self.atlas.places.values():
            if number != entry.id and number in linked_numbers(place):
                return place.id
        key = fold(entry.title)
        for place in self._by_name.get(key, ()):
            if _is_near(place, entry):
                return place.id
        return ""

    @cached_property
    def _by_name(self) -> Mapping[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for place in self.atlas.places.values():
            for name in {fold(place.title), *(fold(name.toponym) for name in place.names)}:
                found.setdefault(name, []).append(place)
        return found

    @cached_property
    def _titles(self) -> Mapping[str, Mapping[str, str]]:
        return {lang: titles_in(self.atlas.root, lang) for lang in self.atlas.meta.languages}

    @cached_property
    def _sources(self) -> Mapping[str, list[str]]:
        """Ids of the sources of the historical list by the ids of its entries."""
        found: dict[str, list[str]] = {}
        for source, entry in open_sourced(self.atlas.root).items():
            found.setdefault(entry.id, []).append(source)
        return found

    def _make(self, entry: Entry, mention: PlaceMention) -> str:
        names = self._names_of(entry, mention)
        # Under its id in a list of the gazetteer a place has all the names of that list too.
        listed = entry.id.removesuffix(OTHER_NAMES) if ":" not in entry.id else ""
        wanted = listed or (entry.title if _LETTER.search(fold(entry.title)) else entry.id)
        own = place_id(wanted, self.atlas.places.keys() | self.new.keys())
        feature = made_place(own, names[0][1], names[0][0], entry.kind, (entry.lon, entry.lat))
        properties = feature["properties"]
        if properties.get("kind", "station") != "station" and entry.radius_km:
            properties["radius_km"] = entry.radius_km
        if entry.from_memory or mention.score < _SURE:
            properties["certainty"] = "uncertain"
        feature["names"] = [{"toponym": name, "lang": lang} for lang, name in names]
        links = self._links_of(entry)
        if links:
            feature["links"] = [{"type": "closeMatch", "identifier": link} for link in links]
        else:
            properties["sources"] = [{"source": GAZETTEER}]
        self.new[own] = feature
        return own

    def _names_of(self, entry: Entry, mention: PlaceMention) -> list[tuple[str, str]]:
        """Return a name for each language of the atlas in which one is known; one at least."""
        langs = self.atlas.meta.languages
        printed = " ".join(mention.surface.split())
        own = mention.lang if mention.lang in _UNDECLINED else ""
        found: dict[str, str] = {lang: self._titles[lang].get(entry.id, "") for lang in langs}
        if entry.id.endswith(OTHER_NAMES):
            found |= self._ordinary_names(entry)
        if own in found and not found[own]:
            found[own] = printed
        return [one for one in found.items() if one[1]] or [(langs[0], entry.title)]

    def _ordinary_names(self, entry: Entry) -> dict[str, str]:
        """Return the names of an entry of which the list has further ones: its title, that of GeoNames."""
        public = [self.gazetteer.find_entry(key) for key in self._sources.get(entry.id, ())]
        titles = [one.title for one in public if one is not None]
        found = dict.fromkeys(_TAKE_GEONAMES, titles[0]) if titles else {}
        found[_LISTED_IN] = entry.title
        return {lang: name for lang, name in found.items() if lang in self.atlas.meta.languages}

    def _links_of(self, entry: Entry) -> list[str]:
        """Return the addresses of an entry in other gazetteers; of GeoNames only what lies where it does."""
        keys = dict.fromkeys([entry.id, *self._sources.get(entry.id, ())])
        parted = [key.partition(":") for key in keys if self._holds(key, entry)]
        return [_LINK_FORMS[head].format(rest) for head, _, rest in parted if head in _LINK_FORMS]

    def _holds(self, key: str, entry: Entry) -> bool:
        if not key.startswith("geonames:"):
            return True
        other = self.gazetteer.find_entry(key)
        if other is None or other.lon is None or other.lat is None or entry.lon is None or entry.lat is None:
            return False
        return distance_km(other.lon, other.lat, entry.lon, entry.lat) < _LINKED_KM


def _is_near(place: Place, entry: Entry) -> bool:
    if place.lon is None or place.lat is None or entry.lon is None or entry.lat is None:
        return False
    reach = _SAME_SHARE * min(place.radius_km or 0.0, entry.radius_km)
    return distance_km(place.lon, place.lat, entry.lon, entry.lat) < max(_SAME_KM, reach)


def unknown_names(mentions: Iterable[PlaceMention]) -> dict[str, int]:
    """Return the names that no gazetteer has, each with how often the text has it."""
    found: dict[str, int] = {}
    for mention in mentions:
        if mention.entry is None:
            name = " ".join(mention.surface.split())
            found[name] = found.get(name, 0) + 1
    return found
