"""Layers by name, as the Python and the web door ask for them: features with the columns of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.atlas.store import Store
from mapsvc.export.data import provenance
from mapsvc.export.data.days import day_cells
from mapsvc.history.borders import borders_on
from mapsvc.history.citations import format_citation
from mapsvc.history.events import sites_of
from mapsvc.history.holders import name_of, timelines
from mapsvc.history.territories import find_territories
from mapsvc.history.whereabouts import pick_variant
from mapsvc.model.dates import DateSpan, day_span
from mapsvc.model.day import Day
from mapsvc.model.geometry import length_km
from mapsvc.model.itinerary import Itinerary, itinerary_of
from mapsvc.model.records import BorderLine, Citation, Leg, Mention, Place, Route
from mapsvc.model.text import Text


class LayerFeature(NamedTuple):
    """A feature of a layer: its id, geometry in EPSG:4326 or nothing, its columns in order, and its days."""

    id: str
    geometry: BaseGeometry | None
    columns: dict[str, Any]
    when: DateSpan | None = None


def by_language(name: str, text: Text, languages: Iterable[str]) -> dict[str, str | None]:
    """Return the cells of a text: `title_tr`, `title_en`; nothing in a language that it is not said in."""
    return {f"{name}_{tag}": text.get(tag) for tag in languages}


def event_entries(atlas: Store, when: DateSpan | None) -> Iterator[LayerFeature]:
    """Yield events, those of a time where one is given."""
    for event in atlas.events.values():
        if when is None or event.on.overlaps(when):
            points = [shapely.Point(place.lon, place.lat) for place in sites_of(atlas, event)]
            summary = event.summary.get if event.summary else lambda _: None
            yield LayerFeature(
                event.id,
                shapely.MultiPoint(points) if len(points) > 1 else next(iter(points), None),
                {
                    "event": event.id,
                    "date": event.on.edtf,
                    **day_cells(event.on),
                    "time": event.time,
                    "category": event.category,
                    "headline": event.headline,
                    **by_language("title", event.title, atlas.written_languages),
                    **{f"summary_{tag}": summary(tag) for tag in atlas.written_languages},
                    "places": [{"place": part.place, "role": part.role} for part in event.places],
                    "certainty": event.certainty,
                    **provenance.of_event(atlas, event).owed,
                },
                event.on,
            )


def place_entries(atlas: Store, when: DateSpan | None) -> Iterator[LayerFeature]:
    """Yield places; one that lies nowhere in particular, such as "the West", has no geometry."""
    for place in atlas.places.values():
        living = not when or not place.lifetime or place.lifetime.overlaps(when)
        if living:
            # Every form of a place's name under its language, in the atlas's order.
            names: dict[str, list[str]] = {}
            for name in place.names:
                names.setdefault(name.lang, []).append(name.toponym)
            yield LayerFeature(
                place.id,
                _point_of(place),
                {
                    "place": place.id,
                    "title": place.title,
                    "kind": place.kind,
                    "shape": place.shape,
                    "radius_km": place.radius_km,
                    "names": names,
                    "valid": place.lifetime.edtf if place.lifetime else None,
                    **day_cells(place.lifetime),
                    "certainty": place.certainty,
                    "links": list(place.links),
                    **provenance.of_place(atlas, place).owed,
                },
                place.lifetime,
            )


def border_entries(atlas: Store, when: DateSpan | None) -> Iterator[LayerFeature]:
    """Yield parts of borders."""
    for border in borders_on(atlas, when) if when else atlas.borders.values():
        for piece in border.pieces:
            line = piece if isinstance(piece, BorderLine) else None
            yield LayerFeature(
                f"{border.id}/{piece.id}",
                piece.geometry,
                {
                    "border": border.id,
                    "part": line.part if line else piece.id,
                    "kind": "line" if line else "area",
                    "status": border.status_of(piece),
                    "signed": border.signed.edtf if border.signed else None,
                    "valid": border.valid.edtf,
                    **day_cells(border.valid),
                    **by_language("title", piece.title, atlas.written_languages),
                    **by_language("label", border.label, atlas.written_languages),
                    "article": line.article if line else None,
                    "provisional": line is not None and line.provisional,
                    "certainty": piece.certainty,
                    "accuracy_km": piece.accuracy_km,
                    **provenance.of_border(atlas, border, piece).owed,
                },
                border.valid,
            )


def route_entries(atlas: Store, when: DateSpan | None) -> Iterator[LayerFeature]:
    """Yield legs and stops of journeys."""
    for route in atlas.routes.values():
        if when and not route.valid.overlaps(when):
            continue
        for piece in route.pieces:
            leg = piece if isinstance(piece, Leg) else None
            title = route.title if isinstance(piece, Leg) else piece.title
            yield LayerFeature(
                f"{route.id}/{piece.id}",
                piece.geometry,
                {
                    "route": route.id,
                    "variant": piece.variant,
                    "n": piece.n,
                    "mode": leg.mode if leg else None,
                    "date": piece.on.edtf if piece.on else None,
                    **day_cells(piece.on),
                    **by_language("title", title, atlas.written_languages),
                    "length_km": round(length_km(leg.geometry), 3) if leg else None,
                    "certainty": piece.certainty,
                    "accuracy_km": leg.accuracy_km if leg else None,
                    **provenance.of_route(atlas, route, piece).owed,
                },
                piece.on,
            )


def mention_id(atlas: Store, mention: Mention) -> str:
    """Return what a mention is called: its line and column, after its text where the atlas has several."""
    where = f"{mention.line}-{mention.column}"
    return where if len(atlas.texts) < 2 else f"{mention.text}-{where}"


def mention_entries(atlas: Store, _: DateSpan | None) -> Iterator[LayerFeature]:
    """Yield mentions of places; what a text names has no date."""
    sources = {key: format_citation(atlas, Citation(text.source), "en") for key, text in atlas.texts.items()}
    for mention in atlas.mentions:
        yield LayerFeature(
            mention_id(atlas, mention),
            _point_of(atlas.places[mention.place]),
            {
                "place": mention.place,
                "line": mention.line,
                "column": mention.column,
                "surface": mention.surface,
                "usage": mention.usage,
                "lang": mention.lang,
                "source": sources[mention.text],
                "licence": atlas.meta.licence,
                "attribution": atlas.meta.title.en,
            },
        )


def _point_of(place: Place) -> BaseGeometry | None:
    return None if place.lon is None or place.lat is None else shapely.Point(place.lon, place.lat)


def holder_entries(atlas: Store, when: DateSpan | None, lang: str | None = None) -> Iterator[LayerFeature]:
    """
    Yield in whose hands each district was, an interval each; what nobody is known to have held has none.

    Names are in a language of the atlas; in English or its first one where none is named.
    """
    spoken = lang or atlas.find_language()
    for district, holdings in timelines(atlas).items():
        ground = atlas.districts[district]
        for holding in holdings:
            days = day_span(holding.start, holding.end)
            if holding.polity is None or (when is not None and not days.overlaps(when)):
                continue
            yield LayerFeature(
                f"{district}/{holding.start}/{holding.polity}",
                ground.geometry,
                {
                    "district": district,
                    "district_name": ground.title.in_(spoken),
                    "polity": holding.polity,
                    "polity_name": name_of(atlas, holding, holding.start).in_(spoken),
                    "how": holding.how,
                    "of": holding.of,
                    **day_cells(days),
                    "passing_to": holding.passing_to,
                    "certainty": holding.certainty,
                    "accuracy_km": ground.accuracy_km,
                    "note": holding.note,
                    **provenance.of_holding(atlas, holding).owed,
                },
                days,
            )


def territory_entries(atlas: Store, border_id: str) -> Iterator[LayerFeature]:
    """Yield the territories of a state of affairs."""
    state = find_territories(atlas, border_id)
    for territory in state.territories:
        yield LayerFeature(
            territory.id,
            territory.geometry,
            {
                "border": state.id,
                "polity": territory.polity,
                **by_language("title", territory.title, atlas.written_languages),
                "status": territory.status,
                "valid": state.valid.edtf,
                **day_cells(state.valid),
                "overlap": territory.overlap,
                "certainty": territory.certainty,
                "accuracy_km": territory.accuracy_km,
                "area_km2": territory.area_km2,
                **provenance.of_ground(atlas, state, territory).owed,
            },
            state.valid,
        )


def state_entries(atlas: Store, when: DateSpan | None) -> Iterator[LayerFeature]:
    """Yield the territories of every state of affairs, those of a time where one is given."""
    for border, state in atlas.territories.items():
        if when is None or state.valid.overlaps(when):
            for entry in territory_entries(atlas, border):
                yield entry._replace(id=f"{border}/{entry.id}")


def leg_entries(atlas: Store, route: Route, variant: str | None) -> Iterator[LayerFeature]:
    """Yield the legs of one account of a journey, the surest where none is named."""
    itinerary = itinerary_of(route, pick_variant(route, variant))
    for index in range(len(itinerary.legs)):
        yield _leg(atlas, route, itinerary, index)


def way_entries(atlas: Store, when: DateSpan | None) -> Iterator[LayerFeature]:
    """Yield the legs of every account of every journey, of those under way at a time where one is given."""
    for route in atlas.routes.values():
        if when is None or route.valid.overlaps(when):
            for variant in route.variants:
                yield from leg_entries(atlas, route, variant.id)


def _leg(atlas: Store, route: Route, itinerary: Itinerary, index: int) -> LayerFeature:
    leg, length = itinerary.legs[index], itinerary.lengths_km[index]
    start, end = itinerary.stops[index], itinerary.stops[index + 1]
    leave, arrive = itinerary.visits[index].leave, itinerary.visits[index + 1].arrive
    least, most = max(0, arrive.first - leave.last), arrive.last - leave.first
    return LayerFeature(
        f"{route.id}/{leg.id}",
        leg.geometry,
        {
            "route": route.id,
            "variant": leg.variant,
            "n": leg.n,
            **by_language("from", start.title, atlas.written_languages),
            **by_language("to", end.title, atlas.written_languages),
            "mode": leg.mode,
            "date": leg.on.edtf if leg.on else None,
            **day_cells(leg.on),
            "leave_first": _iso(leave.first),
            "leave_last": _iso(leave.last),
            "arrive_first": _iso(arrive.first),
            "arrive_last": _iso(arrive.last),
            "length_km": length,
            "total_km": itinerary.marks_km[index + 1],
            "days_least": least,
            "days_most": most,
            "km_per_day": length / max(1.0, (least + most) / 2),
            "certainty": leg.certainty,
            "accuracy_km": leg.accuracy_km,
            **provenance.of_route(atlas, route, leg).owed,
        },
        leg.on,
    )


def _iso(ordinal: int) -> str:
    return Day.fromordinal(ordinal).isoformat()


#: By name: its features, those of a time where one is given.
LAYERS: Mapping[str, Callable[[Store, DateSpan | None], Iterator[LayerFeature]]] = {
    "events": event_entries,
    "places": place_entries,
    "borders": border_entries,
    "routes": route_entries,
    "mentions": mention_entries,
    "holders": holder_entries,
    "territories": state_entries,
    "legs": way_entries,
}


def entries_of(atlas: Store, name: str, when: DateSpan | None, lang: str) -> Iterator[LayerFeature]:
    """Yield the features of a layer; of one that is told in one language alone, in that."""
    return holder_entries(atlas, when, lang) if name == "holders" else LAYERS[name](atlas, when)
