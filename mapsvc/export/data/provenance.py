"""What the atlas knows of a feature beside what a map shows of it: its date, source, licence, accuracy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from mapsvc.history.citations import format_citations
from mapsvc.history.held_days import with_held_days
from mapsvc.history.holders import held_on
from mapsvc.history.whereabouts import find_whereabouts
from mapsvc.model.dates import DateSpan, day_span
from mapsvc.model.records import BorderArea, BorderLine, BorderPoint, Leg
from mapsvc.scene.day_holders import pieces_on

if TYPE_CHECKING:
    from mapsvc.atlas.store import Store
    from mapsvc.export.job import ExportJob
    from mapsvc.model.control import Holding
    from mapsvc.model.day import Day
    from mapsvc.model.records import Border, Citation, Event, Place, Route, Stop, Territory, TerritorySet
    from mapsvc.model.scene import Scene

#: What is made of data of several owners; the attribution names them and their licences.
MIXED = "LicenseRef-see-attribution"
#: The licence of what the project drew or wrote itself.
OWN = "CC0-1.0"
_PIECES = {BorderLine: "border-line", BorderArea: "border-area", BorderPoint: "border-point"}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """
    What stands in a file beside a feature's name and geometry.

    Attributes
    ----------
    kind
        `border-line`, `border-area`, `border-point`, `leg`, `stop`, `position`, and the words of `_READ_BY`;
        of a place its own kind, such as `settlement`.
    role
        Part in the event, status of a border, means of travel, category of an event.
    date
        When it was valid, happened or was travelled.
    accuracy_km
        How well the place of a line or a point is known; how far a region without edges reaches.
    source, licence, attribution
        Citations, an SPDX identifier, and whom to name; what names no work itself rests on those of what
        it is a part of.
    """

    kind: str
    role: str | None = None
    date: DateSpan | None = None
    accuracy_km: float | None = None
    source: str = ""
    licence: str = MIXED
    attribution: str = ""

    @property
    def owed(self) -> dict[str, str]:
        """What is owed to whom, as columns."""
        return {"source": self.source, "licence": self.licence, "attribution": self.attribution}


def of_place(atlas: Store, place: Place, role: str | None = None) -> Facts:
    """Return what is known of a place, which has a part in what is told."""
    geonames = any(citation.source == "geonames" for citation in place.sources)
    return Facts(
        kind=place.kind,
        role=role,
        date=place.lifetime,
        accuracy_km=place.radius_km,
        source=format_citations(atlas, place.sources, "en"),
        licence="CC-BY-4.0" if geonames else atlas.meta.licence,
        attribution="GeoNames" if geonames else atlas.meta.title.en,
    )


def of_border(atlas: Store, border: Border, piece: BorderLine | BorderArea | BorderPoint) -> Facts:
    """Return what is known of a part of a border; a line that is kept apart has a licence of its own."""
    owner = atlas.lines.get(piece.line or "", border) if isinstance(piece, BorderLine) else border
    return Facts(
        kind=_PIECES[type(piece)],
        role=border.status_of(piece),
        date=border.valid,
        accuracy_km=piece.accuracy_km,
        source=format_citations(atlas, piece.sources or border.sources, "en"),
        licence=owner.licence,
        attribution=owner.attribution.en,
    )


def of_route(atlas: Store, route: Route, piece: Leg | Stop) -> Facts:
    """Return what is known of a leg or a stop of a journey."""
    leg = piece if isinstance(piece, Leg) else None
    return Facts(
        kind="leg" if leg else "stop",
        role=leg.mode if leg else None,
        date=piece.on,
        accuracy_km=leg.accuracy_km if leg else None,
        source=format_citations(atlas, piece.sources or route.sources, "en"),
        licence=route.licence,
        attribution=route.attribution.en,
    )


def of_position(atlas: Store, route: Route, variant: str, day: Day) -> Facts:
    """Return what is known of where one account of a journey was on a day."""
    found = find_whereabouts(atlas, route.id, day.isoformat(), variant)
    return Facts(
        kind="position",
        role=found.kind,
        date=day_span(day),
        accuracy_km=max((leg.accuracy_km for leg in found.legs), default=None),
        source=format_citations(atlas, found.sources or route.sources, "en"),
        licence=route.licence,
        attribution=route.attribution.en,
    )


def of_event(atlas: Store, event: Event) -> Facts:
    """Return what is known of an event."""
    return Facts(
        kind="event",
        role=event.category,
        date=event.on,
        source=format_citations(atlas, (*atlas.lines_of(event), *event.cites), "en"),
        licence=atlas.meta.licence,
        attribution=atlas.meta.title.en,
    )


def of_holding(atlas: Store, holding: Holding) -> Facts:
    """Return what is known of who held a district from one day to another."""
    district = atlas.districts[holding.district]
    return Facts(
        kind="holder",
        role=holding.how,
        date=day_span(holding.start, holding.end),
        accuracy_km=district.accuracy_km,
        source=format_citations(atlas, holding.sources or district.sources, "en"),
        licence=district.licence,
        attribution=district.attribution.en,
    )


def of_districts(atlas: Store, held: Sequence[Holding], kind: str) -> Facts:
    """Return what is known together of who held some districts; nothing is said of when if they differ."""
    every = [of_holding(atlas, holding) for holding in held]
    spans = {facts.date for facts in every}
    roles = dict.fromkeys(holding.how for holding in held if holding.polity)
    return Facts(
        kind=kind,
        role=" / ".join(roles) or None,
        date=spans.pop() if len(spans) == 1 else None,
        accuracy_km=max(atlas.districts[holding.district].accuracy_km for holding in held),
        source=format_citations(atlas, _cites_of(atlas, held), "en"),
        licence=" AND ".join(dict.fromkeys(facts.licence for facts in every)),
        attribution="; ".join(dict.fromkeys(facts.attribution for facts in every)),
    )


def _cites_of(atlas: Store, held: Sequence[Holding]) -> Iterable[Citation]:
    """Return on what rests who held districts; what nobody is known to have held lies where theirs say."""
    cites = dict.fromkeys(cite for holding in held for cite in holding.sources)
    return cites or dict.fromkeys(
        cite for holding in held for cite in atlas.districts[holding.district].sources
    )


def of_ground(atlas: Store, state: TerritorySet, ground: Territory | None = None) -> Facts:
    """Return what is known of one of the grounds of a state of affairs, or of all together."""
    return Facts(
        kind="territory",
        role=(ground or state).status,
        date=state.valid,
        accuracy_km=ground.accuracy_km if ground else None,
        source=format_citations(atlas, (ground and ground.sources) or state.sources, "en"),
        licence=state.licence,
        attribution=state.attribution.en,
    )


Found = dict[str, Facts]


def facts_of(job: ExportJob, scene: Scene) -> Mapping[str, Facts]:
    """
    Return what is known of each feature of a map, by its id.

    Parameters
    ----------
    job
        The map to write.
    scene
        The map itself; what the atlas has no record for keeps the map's credits.
    """
    ids: dict[str, list[str]] = {}
    for feature in scene.features():
        ids.setdefault(feature.id.partition("/")[0], []).append(feature.id)
    found: Found = {}
    for prefix, asked in ids.items():
        if prefix in _READ_BY:
            found |= _READ_BY[prefix].read(job, asked)
    known = {
        feature_id: found[feature_id] for asked in ids.values() for feature_id in asked if feature_id in found
    }
    unknown = {
        feature_id: prefix for prefix, asked in ids.items() for feature_id in asked if feature_id not in known
    }
    if unknown:
        rest = _of_map(job, scene)
        known |= {feature_id: replace(rest, kind=_kind_of(prefix)) for feature_id, prefix in unknown.items()}
    return known


def _kind_of(prefix: str) -> str:
    return _READ_BY[prefix].kind if prefix in _READ_BY else prefix


def _of_map(job: ExportJob, scene: Scene) -> Facts:
    """Return what is known of what has no record of its own: it rests on all that its map rests on."""
    told = job.kind.tell(job.atlas, job.key.id, job.atlas.find_language())
    return Facts(
        kind="", source=told.source_line, attribution="; ".join(credit.text for credit in scene.credits)
    )


def _second(feature_ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(feature_id.split("/")[1] for feature_id in feature_ids))


def _places(job: ExportJob, feature_ids: list[str]) -> Found:
    atlas, event = job.atlas, job.kind.event(job.atlas, job.key.id)
    roles = {place: "subject" for place in _second(feature_ids) if f"places/{place}" == str(job.key)}
    for part in event.places if event else ():
        roles.setdefault(part.place, part.role)
    return {
        f"places/{place}": of_place(atlas, atlas.places[place], roles.get(place))
        for place in _second(feature_ids)
        if place in atlas.places
    }


def _borders(job: ExportJob, feature_ids: list[str]) -> Found:
    return {
        f"borders/{border.id}/{piece.id}": of_border(job.atlas, border, piece)
        for name in _second(feature_ids)
        if (border := job.atlas.borders.get(name))
        for piece in (*border.pieces, *border.points)
    }


def _routes(job: ExportJob, feature_ids: list[str]) -> Found:
    routes = [route for name in _second(feature_ids) if (route := job.atlas.routes.get(name))]
    found = {
        f"routes/{route.id}/{piece.id}": of_route(job.atlas, route, piece)
        for route in routes
        for piece in route.pieces
    }
    day = job.map.date.start if job.map.date else None
    if day is not None:
        found |= {
            position: of_position(job.atlas, route, variant.id, day)
            for route in routes
            for variant in route.variants
            if (position := f"routes/{route.id}/at-{variant.id}") in feature_ids
        }
    return found


def _events(job: ExportJob, feature_ids: list[str]) -> Found:
    return {
        f"events/{event.id}": of_event(job.atlas, event)
        for name in _second(feature_ids)
        if (event := job.atlas.events.get(name))
    }


def _arrows(job: ExportJob, feature_ids: list[str]) -> Found:
    """Return what is known of the arrows of an event: they are drawn by the project, and say what it says."""
    event = job.kind.event(job.atlas, job.key.id)
    if event is None:
        return {}
    return dict.fromkeys(feature_ids, replace(of_event(job.atlas, event), kind="arrow", role=event.arrow))


def _territories(job: ExportJob, feature_ids: list[str]) -> Found:
    """
    Return what is known of grounds and of the edges made of them.

    They are called `territories/<border>/<id>`, in a comparison `territories/<side>/<id>`.
    """
    sides = dict(zip("ab", job.kind.sides(job.atlas, job.key.id) or (), strict=False))
    atlas = with_held_days(job.atlas, sides.values())
    found: Found = {}
    for feature_id in feature_ids:
        prefix, side, *rest = feature_id.split("/")
        state = atlas.territories.get(sides.get(side, side))
        if state:
            # Edges that no article draws have a word after their state of affairs that is no ground.
            ground = state.territory(rest[0]) if rest else None
            found[feature_id] = replace(of_ground(atlas, state, ground), kind=_kind_of(prefix))
    return found


def _held(job: ExportJob, feature_ids: list[str]) -> Found:
    """Return what is known of who held ground on a day: districts, pieces of them, the lines between."""
    day = job.map.date.start if job.map.date else None
    if day is None:
        return {}
    held: dict[str, list[Holding]] = {}
    for holding in held_on(job.atlas, day):
        held.setdefault(holding.district, []).append(holding)
    pieces = {f"held/{piece.manner.id}/{piece.districts[0]}": piece for piece in pieces_on(job.atlas, day)}
    found: Found = {}
    for feature_id in feature_ids:
        prefix, name = feature_id.split("/")[:2]
        members = pieces[feature_id].districts if feature_id in pieces else (name,)
        grounds = members if members[0] in held else tuple(held)
        facts = of_districts(job.atlas, [each for ground in grounds for each in held[ground]], prefix)
        # What was held since different days was all held on this one.
        role = None if prefix == "between" else facts.role
        found[feature_id] = replace(facts, kind=_kind_of(prefix), role=role, date=facts.date or job.map.date)
    return found


def _changes(job: ExportJob, feature_ids: list[str]) -> Found:
    """Return what is known of changes: they owe what both states of affairs owe that they lie between."""
    sides = job.kind.sides(job.atlas, job.key.id) or ()
    atlas = with_held_days(job.atlas, sides)
    sets = [atlas.territories[side] for side in sides if side in atlas.territories]
    sources = list(dict.fromkeys(citation for found in sets for citation in found.sources))
    facts = Facts(
        kind="change",
        source=format_citations(atlas, sources, "en"),
        licence=" AND ".join(dict.fromkeys(found.licence for found in sets)) or MIXED,
        attribution="; ".join(dict.fromkeys(found.attribution.en for found in sets)),
    )
    return dict.fromkeys(feature_ids, facts)


class _Drawn(NamedTuple):
    """What the first part of a feature's id says: what one such thing is called, and who knows of it."""

    kind: str
    read: Callable[[ExportJob, list[str]], Found]


_READ_BY: Mapping[str, _Drawn] = {
    "arrows": _Drawn("arrow", _arrows),
    "between": _Drawn("edge", _held),
    "borders": _Drawn("border", _borders),
    "changes": _Drawn("change", _changes),
    "districts": _Drawn("district", _held),
    "edges": _Drawn("edge", _territories),
    "events": _Drawn("event", _events),
    "extents": _Drawn("extent", _territories),
    "held": _Drawn("holder", _held),
    "places": _Drawn("place", _places),
    "rims": _Drawn("rim", _territories),
    "routes": _Drawn("route", _routes),
    "territories": _Drawn("territory", _territories),
}
