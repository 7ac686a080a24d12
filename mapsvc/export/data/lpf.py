"""The places of a map in Linked Places Format, for gazetteers such as the World Historical Gazetteer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from mapsvc.export.data.geojson import collection_text
from mapsvc.export.data.provenance import OWN
from mapsvc.model.geometry import to_geojson

if TYPE_CHECKING:
    from mapsvc.atlas.store import Store
    from mapsvc.export.job import ExportJob
    from mapsvc.model.dates import DateSpan
    from mapsvc.model.fields import Certainty
    from mapsvc.model.records import Border, BorderPoint, Citation, Name, Place
    from mapsvc.model.scene import Scene

PLACES_CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
)
_CERTAINTY: dict[Certainty, str] = {
    "attested": "certain",
    "inferred": "less-certain",
    "uncertain": "uncertain",
}
#: Before the paths of things where the address of no service is known, so that an id is one in any folder.
URN = "urn:mapsvc:"
#: Kinds of places as the Art & Architecture Thesaurus of the Getty knows them.
_AAT = {
    "settlement": ("aat:300008347", "inhabited places"),
    "state": ("aat:300128207", "nations"),
    "region": ("aat:300182722", "regions (geographic)"),
    "river": ("aat:300008707", "rivers"),
    "mountain": ("aat:300008795", "mountains"),
    "sea": ("aat:300008694", "seas"),
}


def write_lpf(job: ExportJob) -> bytes:
    """
    Return the places of a map: those it shows or leads to, and the points that its treaty names.

    References
    ----------
    Linked Places Format 1.2, https://github.com/LinkedPasts/linked-places-format
    """
    scene = job.map
    base = address_of_service(job) or URN
    features = places_features(job.atlas, places_of(job.atlas, scene), base)
    shown = {feature.id for feature in scene.features()}
    for border in job.atlas.borders.values():
        features += [
            _treaty_point(job.atlas, border, point, base)
            for point in border.points
            if f"borders/{border.id}/{point.id}" in shown
        ]
    head = {"@context": PLACES_CONTEXT, "title": scene.title}
    return collection_text(features, head).encode()


def address_of_service(job: ExportJob) -> str:
    """Return what stands before the paths of the service's pages; nothing if it is not known."""
    return job.address.rpartition(f"/{job.key.section}")[0].rstrip("/") + "/" if job.address else ""


def places_of(atlas: Store, scene: Scene) -> list[Place]:
    """Return the places that a map shows or leads to, each once, as they come."""
    wanted: dict[str, None] = {}
    for feature in scene.features():
        prefix, _, rest = feature.id.partition("/")
        if prefix == "places":
            wanted[rest] = None
        elif feature.link and feature.link[0] == "place":
            wanted[feature.link[1]] = None
    return [atlas.places[place] for place in wanted if place in atlas.places]


def places_features(atlas: Store, places: Iterable[Place], base: str = URN) -> list[dict[str, Any]]:
    """Return places as features; `base` stands before the path of each in its `@id`."""
    return [_feature(atlas, place, base) for place in places]


def _name(name: Name, citations: list[dict[str, Any]]) -> dict[str, Any]:
    when = {"when": _when(name.span)} if name.span else {}
    return {"toponym": name.toponym, "lang": name.lang, **when, "citations": citations}


def _feature(atlas: Store, place: Place, base: str) -> dict[str, Any]:
    named = any(citation.source == "geonames" for citation in place.sources)
    licence, attribution = ("CC-BY-4.0", "GeoNames") if named else (OWN, atlas.meta.title.en)
    kind, label = _AAT.get(place.kind, ("", place.kind))
    feature: dict[str, Any] = {
        "@id": f"{base}places/{place.id}",
        "type": "Feature",
        "properties": {
            "title": place.title,
            "ccodes": list(place.countries),
            "place": place.id,
            "kind": place.kind,
            "certainty": _CERTAINTY[place.certainty],
            "radius_km": place.radius_km,
            "license": licence,
            "attribution": attribution,
        },
        "when": _when(place.lifetime),
        "names": [_name(name, _citations(atlas, place.sources, base)) for name in place.names],
        "types": [{"identifier": kind, "label": label} if kind else {"label": label}],
        "geometry": _geometry(place),
        "links": [{"type": "closeMatch", "identifier": link} for link in place.links],
        "descriptions": [{"value": words, "lang": lang} for lang, words in place.descriptions.items()]
        if place.descriptions
        else [],
    }
    return {name: value for name, value in feature.items() if value or name == "geometry"}


def _geometry(place: Place) -> dict[str, Any] | None:
    if place.lon is None or place.lat is None:
        return None
    point = {"type": "Point", "coordinates": [round(place.lon, 6), round(place.lat, 6)]}
    return {**point, "certainty": _CERTAINTY[place.certainty]}


def _treaty_point(atlas: Store, border: Border, point: BorderPoint, base: str) -> dict[str, Any]:
    title = point.title
    names = dict(point.names) or (dict(title.items()) if title else {})
    return {
        "@id": f"{base}borders/{border.id}/{point.id}",
        "type": "Feature",
        "properties": {
            "title": title.en if title else point.id,
            "ccodes": [],
            "kind": "border-point",
            "certainty": _CERTAINTY[point.certainty],
            "license": border.licence,
            "attribution": border.attribution.en,
        },
        "names": [
            {"toponym": name, "lang": lang, "citations": _citations(atlas, point.sources, base)}
            for lang, name in names.items()
        ],
        "types": [{"label": "point that a treaty names"}],
        "geometry": {**to_geojson(point.geometry), "certainty": _CERTAINTY[point.certainty]},
    }


def _citations(atlas: Store, citations: Iterable[Citation], base: str) -> list[dict[str, str]]:
    """Return works as the format has them: reference in English, address or key in the bibliography."""
    works = dict.fromkeys(citation.source for citation in citations)
    found = [atlas.sources[work] for work in works]
    return [{"label": source.full.en, "@id": source.url or f"{base}sources/{source.id}"} for source in found]


def _when(span: DateSpan | None) -> dict[str, Any] | None:
    if span is None:
        return None
    if span.edtf[:1] in {"[", "{"}:
        # One of several dates: the format has the earliest and the latest for that.
        edges = {"start": ("earliest", span.start), "end": ("latest", span.end)}
        return {"timespans": [{side: {name: day.isoformat()} for side, (name, day) in edges.items() if day}]}
    first, _, last = span.edtf.partition("/")
    timespan = {"start": {"in": first}} if first not in {"", ".."} else {}
    end = last if "/" in span.edtf else first
    if end not in {"", ".."}:
        timespan["end"] = {"in": end}
    return {"timespans": [timespan]}
