"""The places of an atlas, looked up by link, by name and where they lie, so that none comes twice."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping
from typing import Any

from mapsvc.atlas.importing.atlas_edits import AtlasEdits
from mapsvc.atlas.importing.new_ids import is_slug, new_id
from mapsvc.atlas.linked_places import read_place
from mapsvc.atlas.place_paths import PLACE_FILE, place_paths
from mapsvc.atlas.problems import Problems
from mapsvc.model.geometry import distance_km
from mapsvc.model.names import fold

#: Two places of one name are one if they lie so near, in km.
_ONE_PLACE_KM = 10.0


class KnownPlaces:
    """The places of an atlas by what tells them; new ones are put into `places.geojson`."""

    def __init__(self, edits: AtlasEdits) -> None:
        self._edits = edits
        self._by_id: dict[str, dict[str, Any]] = {}
        self._by_link: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = {}
        for path in place_paths(edits.root):
            for feature in edits.features(path.relative_to(edits.root).as_posix()):
                self._keep(feature)

    def _keep(self, feature: dict[str, Any]) -> None:
        ident = str(feature.get("id"))
        self._by_id[ident] = feature
        for link in _links(feature):
            self._by_link[link] = ident
        for name in _names(feature):
            known = self._by_name.setdefault(name, [])
            if ident not in known:
                known.append(ident)

    def __contains__(self, ident: str) -> bool:
        """Tell whether a place has this id."""
        return ident in self._by_id

    def find(
        self,
        names: Iterable[str],
        point: tuple[float, float] | None,
        links: Iterable[str] = (),
        ident: str = "",
    ) -> str | None:
        """Return the id of a place by its id, a link, or one of its names and where it lies."""
        if ident in self._by_id:
            return ident
        for link in links:
            if plain_link(link) in self._by_link:
                return self._by_link[plain_link(link)]
        for name in names:
            for known in self._by_name.get(fold(name), ()):
                if _is_near(self._by_id[known], point):
                    return known
            if not point and fold(name) in map(fold, self._by_id):
                return next(known for known in self._by_id if fold(known) == fold(name))
        return None

    def point_of(self, ident: str) -> tuple[float, float] | None:
        """Return where a place lies, if its file says a point."""
        return _point(self._by_id[ident])

    def title_of(self, ident: str) -> str:
        """Return what a place is called."""
        return str(self._by_id[ident].get("properties", {}).get("title", ident))

    def nearest(self, point: tuple[float, float], most_km: float) -> str | None:
        """Return the place that lies nearest to a point, if it is near."""
        points = [(known, at) for known, feature in self._by_id.items() if (at := _point(feature))]
        measured = [(distance_km(*point, *at), known) for known, at in points]
        best = min(measured, default=(most_km + 1, ""))
        return best[1] if best[0] <= most_km else None

    def enter(self, raw: Mapping[str, Any]) -> str:
        """
        Put a place in, or what it adds to one that is there; return its id.

        Raises
        ------
        ValueError
            If it is none; the message says why.
        """
        feature = _filled(raw)
        told = str(feature.get("id", "")).rpartition("/")[2]
        chosen = told if is_slug(told) else ""
        feature["id"] = chosen or "place"
        self._check(feature)
        title = feature["properties"]["title"]
        names = [*(name["toponym"] for name in feature.get("names", ())), title]
        links = [link["identifier"] for link in feature.get("links", ())]
        found = self.find(names, _point(feature), links, chosen)
        if found is not None:
            made = _merged(self._by_id[found], feature, self._edits.lang, moves=found == chosen)
        else:
            head = {"type": "Feature", "id": chosen or new_id(title, self._by_id, usual="place")}
            made = {**head, **{key: value for key, value in feature.items() if key not in head}}
        if found is None or made != self._by_id[found]:
            self._edits.put_later(PLACE_FILE, made)
            self._keep(made)
        return str(made["id"])

    def _check(self, feature: Mapping[str, Any]) -> None:
        problems = Problems(languages=self._edits.languages)
        if read_place(feature, file="", prefix="", problems=problems) is None:
            msg = "; ".join(
                f"{problem.field.removeprefix('properties.')} {problem.message}" for problem in problems.found
            )
            raise ValueError(msg)


def _filled(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return the members of a place that say something, and its geometry, if it is none."""
    return {key: value for key, value in raw.items() if value or key == "geometry"}


def _merged(old: dict[str, Any], new: Mapping[str, Any], lang: str, *, moves: bool) -> dict[str, Any]:
    """Return a place with what another account of it adds: names, links, a point; nothing of it is taken."""
    made = copy.deepcopy(old)
    names = made.get("names") or [{"toponym": made["properties"]["title"], "lang": lang}]
    known = {(fold(name["toponym"]), name["lang"]) for name in names}
    more = [name for name in new.get("names", ()) if (fold(name["toponym"]), name["lang"]) not in known]
    if more:
        made["names"] = [*names, *more]
    links = [link for link in new.get("links", ()) if plain_link(link["identifier"]) not in _links(made)]
    if links:
        made["links"] = [*made.get("links", ()), *links]
    if new.get("geometry") and _takes_point(made, new, moves=moves):
        made["geometry"] = {**(made.get("geometry") or {}), **new["geometry"]}
    return made


def _takes_point(old: Mapping[str, Any], new: Mapping[str, Any], *, moves: bool) -> bool:
    return not old.get("geometry") or (moves and not _is_same_point(old, new))


def _is_same_point(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    one, other = _point(old), _point(new)
    if one is None or other is None:
        # What spreads is not moved by a point of it.
        return (old.get("geometry") or {}).get("type") != "Point"
    return max(abs(one[0] - other[0]), abs(one[1] - other[1])) < 1e-6


def plain_link(address: str) -> str:
    """Return an address as it is compared: without its scheme and what may stand at its end."""
    plain = re.sub(r"^https?://(?:www\.)?", "", address.strip()).rstrip("/#")
    return re.sub(r"^(wikidata\.org)/(?:wiki|entity)/", r"\1/", plain)


def _links(feature: Mapping[str, Any]) -> set[str]:
    return {
        plain_link(str(link.get("identifier", "")))
        for link in feature.get("links", ())
        if isinstance(link, Mapping)
    }


def _names(feature: Mapping[str, Any]) -> set[str]:
    properties = feature.get("properties") or {}
    names = [name.get("toponym") for name in feature.get("names", ()) if isinstance(name, Mapping)]
    return {fold(name) for name in [properties.get("title"), *names] if isinstance(name, str) and name}


def _point(feature: Mapping[str, Any]) -> tuple[float, float] | None:
    geometry = feature.get("geometry") or {}
    at = geometry.get("coordinates")
    if geometry.get("type") == "Point" and isinstance(at, list | tuple) and len(at) >= 2:
        return float(at[0]), float(at[1])
    return None


def _is_near(feature: Mapping[str, Any], point: tuple[float, float] | None) -> bool:
    at = _point(feature)
    if at is None or point is None:
        return True
    return distance_km(*at, *point) <= max(
        _ONE_PLACE_KM, float((feature.get("properties") or {}).get("radius_km") or 0)
    )
