"""What the atlas knows of a feature beside what a map shows of it: its date, source, licence, accuracy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mapsvc.history.borders import borders_table
from mapsvc.history.citations import format_citations
from mapsvc.history.events import events_table
from mapsvc.history.places import places_table
from mapsvc.history.routes import routes_table
from mapsvc.history.territories import find_sides, territories_table

if TYPE_CHECKING:
    from mapsvc.atlas.store import Atlas
    from mapsvc.model.records import Border
    from mapsvc.model.scene import Scene
    from mapsvc.scene.keys import MapKey

#: What is made of data of several owners; the attribution names them and their licences.
MIXED = "LicenseRef-see-attribution"
#: The licence of what the project drew or wrote itself.
OWN = "CC0-1.0"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """
    What stands in a file beside a feature's name and geometry.

    Attributes
    ----------
    kind
        `border-line`, `border-area`, `border-point`, `leg`, `stop`, `event`, `territory`, `change`, …; of a
        place its own kind, such as `settlement`.
    role
        Part in the event, status of a border, means of travel, category of an event.
    date
        EDTF: when it was valid, happened or was travelled.
    accuracy_km
        How well the place of a line or a point is known; how far a region without edges reaches.
    source, licence, attribution
        Citations, an SPDX identifier, and whom to name.
    """

    kind: str
    role: str | None = None
    date: str | None = None
    accuracy_km: float | None = None
    source: str = ""
    licence: str = MIXED
    attribution: str = ""


Found = dict[str, Facts]


def facts_of(atlas: Atlas, key: MapKey, scene: Scene) -> Mapping[str, Facts]:
    """
    Return what is known of each feature of a map, by its id.

    Parameters
    ----------
    atlas
        Where it comes from.
    key
        Of the map.
    scene
        The map itself; what the atlas has no record for keeps the map's credits.
    """
    ids: dict[str, list[str]] = {}
    for feature in scene.features():
        ids.setdefault(feature.id.partition("/")[0], []).append(feature.id)
    found: Found = {}
    for prefix, asked in ids.items():
        reader = _READERS.get(prefix)
        if reader is not None:
            found |= reader(atlas, key, asked)
    credits = "; ".join(credit.text for credit in scene.credits)
    return {
        feature_id: found.get(feature_id) or Facts(kind=prefix.removesuffix("s"), attribution=credits)
        for prefix, asked in ids.items()
        for feature_id in asked
    }


def _second(feature_ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(feature_id.split("/")[1] for feature_id in feature_ids))


def _of_row(row: Any, **own: Any) -> Facts:
    return Facts(source=row.source, licence=row.licence, attribution=row.attribution, **own)


def _number(value: float | None) -> float | None:
    """Return a number, or nothing where a table has none."""
    return None if value is None or value != value else float(value)


def _places(atlas: Atlas, key: MapKey, feature_ids: list[str]) -> Found:
    known = [place for place in _second(feature_ids) if place in atlas.places]
    roles = {key.id: "subject"} if key.kind == "place" else {}
    if key.kind == "event":
        for part in atlas.event(key.id).places:
            roles.setdefault(part.place, part.role)
    return {
        f"places/{row.Index}": _of_row(
            row, kind=row.kind, role=roles.get(row.Index), date=row.valid, accuracy_km=_number(row.radius_km)
        )
        for row in places_table(atlas, [atlas.places[place] for place in known]).itertuples()
    }


def _borders(atlas: Atlas, key: MapKey, feature_ids: list[str]) -> Found:
    del key
    borders = [atlas.borders[border] for border in _second(feature_ids) if border in atlas.borders]
    found = {
        f"borders/{row.Index}": _of_row(
            row,
            kind=f"border-{row.kind}",
            role=row.status,
            date=row.valid,
            accuracy_km=_number(row.accuracy_km),
        )
        for row in borders_table(atlas, borders).itertuples()
    }
    for border in borders:
        found |= _points(atlas, border)
    return found


def _points(atlas: Atlas, border: Border) -> Found:
    return {
        f"borders/{border.id}/{point.id}": Facts(
            kind="border-point",
            role=border.status,
            date=border.valid,
            accuracy_km=point.accuracy_km,
            source=format_citations(atlas, point.sources, "en"),
            licence=border.licence,
            attribution=border.attribution.en,
        )
        for point in border.points
    }


def _routes(atlas: Atlas, key: MapKey, feature_ids: list[str]) -> Found:
    del key
    routes = [atlas.routes[route] for route in _second(feature_ids) if route in atlas.routes]
    return {
        f"routes/{row.Index}": _of_row(
            row,
            kind="leg" if row.mode else "stop",
            role=row.mode,
            date=row.date,
            accuracy_km=_number(row.accuracy_km),
        )
        for row in routes_table(atlas, routes).itertuples()
    }


def _events(atlas: Atlas, key: MapKey, feature_ids: list[str]) -> Found:
    del key
    wanted = set(_second(feature_ids))
    return {
        f"events/{row.Index}": _of_row(row, kind="event", role=row.category, date=row.date)
        for row in events_table(atlas).itertuples()
        if row.Index in wanted
    }


def _arrows(atlas: Atlas, key: MapKey, feature_ids: list[str]) -> Found:
    """Return what is known of the arrows of an event: they are drawn by the project, and say what it says."""
    if key.kind != "event":
        return {}
    row = next(row for row in events_table(atlas).itertuples() if row.Index == key.id)
    arrow = atlas.event(key.id).arrow
    return dict.fromkeys(feature_ids, _of_row(row, kind="arrow", role=arrow, date=row.date))


def _territories(atlas: Atlas, key: MapKey, feature_ids: list[str]) -> Found:
    """
    Return what is known of grounds and of the edges made of them.

    They are called `territories/<border>/<id>`, in a comparison `territories/<side>/<id>`.
    """
    sides: dict[str, str] = {}
    if key.kind == "compare":
        sides = dict(zip("ab", find_sides(atlas, *key.id.split("/")), strict=True))
    found: Found = {}
    for feature_id in feature_ids:
        prefix, side, *rest = feature_id.split("/")
        border = sides.get(side, side)
        if border in atlas.territories:
            found |= _ground(atlas, border, feature_id, prefix.removesuffix("s"), rest)
    return found


def _ground(atlas: Atlas, border: str, feature_id: str, kind: str, rest: list[str]) -> Found:
    whole = atlas.territories[border]
    if not rest:
        return {
            feature_id: Facts(
                kind=kind, role=whole.status, date=whole.valid,
                source=format_citations(atlas, whole.sources, "en"), licence=whole.licence,
                attribution=whole.attribution.en,
            )
        }  # fmt: skip
    row = next((row for row in territories_table(atlas, border).itertuples() if row.Index == rest[0]), None)
    if row is None:
        return {}
    accuracy_km = _number(row.accuracy_km)
    facts = _of_row(row, kind=kind, role=row.status, date=row.valid, accuracy_km=accuracy_km)
    return {feature_id: facts}


def _changes(atlas: Atlas, key: MapKey, feature_ids: list[str]) -> Found:
    """Return what is known of changes: they owe what both states of affairs owe that they lie between."""
    if key.kind != "compare":
        return {}
    sets = [
        atlas.territories[side] for side in find_sides(atlas, *key.id.split("/")) if side in atlas.territories
    ]
    sources = list(dict.fromkeys(citation for found in sets for citation in found.sources))
    facts = Facts(
        kind="change",
        source=format_citations(atlas, sources, "en"),
        licence=" AND ".join(dict.fromkeys(found.licence for found in sets)) or MIXED,
        attribution="; ".join(dict.fromkeys(found.attribution.en for found in sets)),
    )
    return dict.fromkeys(feature_ids, facts)


_READERS: Mapping[str, Callable[[Atlas, MapKey, list[str]], Found]] = {
    "arrows": _arrows,
    "borders": _borders,
    "changes": _changes,
    "edges": _territories,
    "events": _events,
    "extents": _territories,
    "places": _places,
    "rims": _territories,
    "routes": _routes,
    "territories": _territories,
}
