"""Places of a map by their role, and the arrows between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import shapely

from mapsvc.atlas.store import Store
from mapsvc.history.place_ground import PlaceGround, ground_of_place
from mapsvc.language import translate
from mapsvc.model.date_text import format_date
from mapsvc.model.dates import DateSpan, day_span
from mapsvc.model.fields import Certainty
from mapsvc.model.geometry import arc
from mapsvc.model.numbers import format_km
from mapsvc.model.records import Event, EventPlace, Place
from mapsvc.model.scene import MapFeature, Symbol
from mapsvc.scene import symbology
from mapsvc.scene.symbols import Rows, Symbols, certainty_row, source_row

#: From this radius on a disc would drown the map and claim seas and neighbours: a region is shown by a sign
#: in its middle and its name.
WIDE_KM = 300.0


def place_features(
    atlas: Store, parts: Iterable[EventPlace], lang: str, *, when: DateSpan | None, symbols: Symbols
) -> Iterator[MapFeature]:
    """
    Yield the places of an event by their role, areas before points.

    Each place is shown once, in the first role that `parts` gives it. A place that has no
    coordinates, or that the atlas keeps off its maps, is left out unless the event happened there.
    """
    shown = _shown(atlas, parts)
    located = [atlas.places[key] for key in shown if atlas.places[key].lon is not None]
    for place in sorted(located, key=lambda place: place.shape != "area"):
        part, area = shown[place.id], place.shape == "area"
        ground = ground_of_place(atlas, place, when)
        point = shapely.Point(place.lon, place.lat)
        name = place.name_on(lang, when)
        words = [translate(lang, f"role.{part.role}")]
        if area:
            words.append(translate(lang, "legend.ground" if ground else "shape.area"))
        if part.certainty != "attested":
            words.append(translate(lang, f"certainty.{part.certainty}"))
        yield MapFeature(
            id=f"places/{place.id}",
            geometry=ground.geometry if ground else point,
            symbol=symbols.use(symbology.ground_symbol(part.role) if ground else _symbol(place, part)),
            name=name,
            detail=", ".join(words),
            label=name,
            priority={"happened": 1, "origin": 1, "destination": 1, "mentioned": 4}.get(part.role, 2),
            rows=tuple(_place_rows(atlas, lang, part, when, ground)),
            link=("place", place.id),
            radius_km=place.radius_km if area and not ground else None,
            certainty=part.certainty,
            at=_spot(ground, point) if ground else None,
        )


def _spot(ground: PlaceGround, point: shapely.Point) -> tuple[float, float]:
    """Return where a region carries its name: at its own point, if that lies on its ground."""
    spot = point if ground.geometry.covers(point) else ground.geometry.representative_point()
    return float(spot.x), float(spot.y)


def _shown(atlas: Store, parts: Iterable[EventPlace]) -> dict[str, EventPlace]:
    """Return the first part of each place that belongs on the map; rather any place than an empty map."""
    first: dict[str, EventPlace] = {}
    for part in parts:
        if atlas.places[part.place].lon is not None:
            first.setdefault(part.place, part)
    wanted = {
        key: part for key, part in first.items() if atlas.places[key].on_map or part.role != "mentioned"
    }
    return wanted or first


def _symbol(place: Place, part: EventPlace) -> tuple[str, Symbol]:
    if place.shape != "area":
        return symbology.role_symbol(part.role, part.certainty)
    # A disc says nothing of a state, which has limits; these the atlas has not drawn.
    wide = place.kind == "state" or (place.radius_km or 0) > WIDE_KM
    return symbology.wide_symbol(part.role) if wide else symbology.area_symbol(part.role)


def _place_rows(
    atlas: Store, lang: str, part: EventPlace, when: DateSpan | None, ground: PlaceGround | None
) -> Rows:
    place = atlas.places[part.place]
    rows: Rows = [(translate(lang, "row.role"), translate(lang, f"role.{part.role}"))]
    shown = place.name_on(lang, when)
    others = dict.fromkeys(name.toponym for name in place.names if name.toponym != shown)
    if others:
        rows.append((translate(lang, "row.names"), ", ".join(list(others)[:6])))
    if part.note:
        rows.append((translate(lang, "row.note"), part.note.in_(lang)))
    rows.append(certainty_row(part.certainty, lang))
    if ground is not None:
        rows.append((translate(lang, "row.ground"), _ground_words(atlas, ground, lang)))
        rows.append((translate(lang, "row.accuracy"), f"± {format_km(ground.accuracy_km, lang)}"))
    elif place.shape == "area" and place.radius_km:
        rows.append((translate(lang, "row.radius"), format_km(place.radius_km, lang)))
    if place.sources:
        rows.append(source_row(atlas, place.sources, lang))
    return rows


def _ground_words(atlas: Store, ground: PlaceGround, lang: str) -> str:
    if ground.day is not None:
        return translate(lang, "row.held_on").format(day=format_date(day_span(ground.day), lang))
    return ", ".join(atlas.districts[district].title.in_(lang) for district in ground.districts)


def arrow_features(atlas: Store, event: Event, lang: str, *, symbols: Symbols) -> Iterator[MapFeature]:
    """Yield a bent arrow from each origin to each destination of an event that has one."""
    if event.arrow is None:
        return
    origins, destinations = (
        [part for part in ends if atlas.places[part.place].lon is not None] for ends in event.way_of_arrow()
    )
    for origin in origins:
        for destination in destinations:
            start, end = atlas.places[origin.place], atlas.places[destination.place]
            # The less certain of two: a chain holds no better than its weakest link. From or to somewhere in
            # a region nobody knows the ends, let alone the way.
            ways: Certainty = "uncertain" if "area" in {start.shape, end.shape} else "attested"
            certainty = max(
                origin.certainty, destination.certainty, ways, key=symbology.CERTAINTY_ORDER.index
            )
            kind = translate(lang, f"arrow.{event.arrow}")
            yield MapFeature(
                id=f"arrows/{start.id}/{end.id}",
                geometry=arc((start.lon or 0.0, start.lat or 0.0), (end.lon or 0.0, end.lat or 0.0)),
                symbol=symbols.use(symbology.arrow_symbol(event.arrow, certainty)),
                name=f"{start.name_on(lang, event.when)} → {end.name_on(lang, event.when)}",
                detail=", ".join([kind, translate(lang, f"certainty.{certainty}")]),
                rows=(
                    (translate(lang, "row.what"), kind),
                    (translate(lang, "row.date"), format_date(event.on, lang)),
                    certainty_row(certainty, lang),
                    (translate(lang, "row.note"), translate(lang, "arrow.note")),
                ),
                certainty=certainty,
            )
