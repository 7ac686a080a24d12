"""Features of a map from the tables of its layers: places, borders, journeys, arrows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mapsvc.atlas.store import Atlas
from mapsvc.layers.borders import borders_table
from mapsvc.layers.cites import format_citations
from mapsvc.layers.places import places_table
from mapsvc.layers.routes import routes_table
from mapsvc.maps import symbology
from mapsvc.maps.event_map import MapFeature
from mapsvc.maps.symbology import Emphasis, Symbol
from mapsvc.model.date_text import format_date
from mapsvc.model.dates import DateSpan, parse_date
from mapsvc.model.fields import Certainty
from mapsvc.model.geometry import arc
from mapsvc.model.numbers import format_number
from mapsvc.model.records import Border, Event, EventPlace, Leg, Route, Stop
from mapsvc.templating import translate

Rows = list[tuple[str, str]]


class Symbols(dict[str, Symbol]):
    """The symbols that a map has used so far."""

    def use(self, keyed: tuple[str, Symbol]) -> str:
        """Take a symbol in and return its key."""
        self[keyed[0]] = keyed[1]
        return keyed[0]


def place_features(
    atlas: Atlas, parts: Iterable[EventPlace], lang: str, *, when: DateSpan | None, symbols: Symbols
) -> Iterator[MapFeature]:
    """
    Yield the places of an event by their role, areas before points.

    Each place is shown once, in the first role that `parts` gives it. A place that has no
    coordinates, or that the atlas keeps off its maps, is left out unless the event happened there.
    """
    first: dict[str, EventPlace] = {}
    for part in parts:
        first.setdefault(part.place, part)
    shown = {key: part for key, part in first.items() if atlas.places[key].on_map or part.role != "mentioned"}
    table = places_table(atlas, [atlas.places[key] for key in shown])
    for row in sorted(table.itertuples(), key=lambda row: row.shape != "area"):
        place, part = atlas.places[row.Index], shown[row.Index]
        area = row.shape == "area"
        symbol = (
            symbology.area_symbol(part.role) if area else symbology.role_symbol(part.role, part.certainty)
        )
        name = place.name_on(lang, when)
        yield MapFeature(
            id=f"places/{place.id}",
            geometry=row.geometry,
            symbol=symbols.use(symbol),
            name=name,
            detail=_place_detail(lang, part, area=area),
            label=name,
            priority={"happened": 1, "origin": 1, "destination": 1, "mentioned": 4}.get(part.role, 2),
            rows=tuple(_place_rows(atlas, lang, part, when)),
            link=("place", place.id),
            radius_km=place.radius_km if area else None,
            certainty=part.certainty,
        )


def _place_detail(lang: str, part: EventPlace, *, area: bool) -> str:
    words = [translate(lang, f"role.{part.role}")]
    if area:
        words.append(translate(lang, "shape.area"))
    if part.certainty != "attested":
        words.append(translate(lang, f"certainty.{part.certainty}"))
    return ", ".join(words)


def _place_rows(atlas: Atlas, lang: str, part: EventPlace, when: DateSpan | None) -> Rows:
    place = atlas.places[part.place]
    rows: Rows = [(translate(lang, "row.role"), translate(lang, f"role.{part.role}"))]
    shown = place.name_on(lang, when)
    others = dict.fromkeys(name.toponym for name in place.names if name.toponym != shown)
    if others:
        rows.append((translate(lang, "row.names"), ", ".join(list(others)[:6])))
    if part.note:
        rows.append((translate(lang, "row.note"), part.note.in_(lang)))
    rows.append((translate(lang, "row.certainty"), translate(lang, f"certainty.{part.certainty}")))
    if place.shape == "area" and place.radius_km:
        rows.append((translate(lang, "row.radius"), _km(place.radius_km, lang)))
    if place.sources:
        rows.append((translate(lang, "row.source"), format_citations(atlas, place.sources)))
    return rows


def _km(value: float, lang: str) -> str:
    return f"{format_number(value, lang, digits=1 if value < 10 else 0)} km"


def border_features(
    atlas: Atlas, borders: Iterable[Border], lang: str, *, emphasis: Mapping[str, Emphasis], symbols: Symbols
) -> Iterator[MapFeature]:
    """
    Yield territories, then lines.

    A stretch that several borders share is drawn once, for the border that the map is about, and
    labelled with all their names: two lines side by side would show a difference that is none.

    Parameters
    ----------
    emphasis
        How a border stands out, by its id; one that is not named stands in the background.
    """
    by_id = {border.id: border for border in borders}
    rows = [row for row in borders_table(atlas, by_id.values()).itertuples()]
    # Background first, so that what the map is about lies on top and owns what is shared.
    rows.sort(key=lambda row: (row.kind == "line", row.border in emphasis))
    owners = {row.geometry.wkb: row.Index for row in rows if row.kind == "line"}
    names: dict[str, dict[str, None]] = {}
    for row in reversed(rows):
        names.setdefault(owners.get(row.geometry.wkb, row.Index), {})[by_id[row.border].label.in_(lang)] = (
            None
        )
    labelled: set[str] = set()
    for row in rows:
        if owners.get(row.geometry.wkb, row.Index) != row.Index:
            continue
        border = by_id[row.border]
        title = row.title_tr if lang == "tr" else row.title_en
        label = " = ".join(names[row.Index]) if row.kind == "line" else title
        yield MapFeature(
            id=f"borders/{row.Index}",
            geometry=row.geometry,
            symbol=symbols.use(_border_symbol(border, row, emphasis.get(border.id, "standing"))),
            name=f"{border.label.in_(lang)}: {title}",
            detail=", ".join(_border_words(border, row, lang)),
            label=None if label in labelled else label,
            priority=1 if border.id in emphasis else 3,
            rows=tuple(_border_rows(border, row, lang)),
            link=("border", border.id),
            certainty=row.certainty,
            shared=border.id,
        )
        labelled.add(label)


def _border_symbol(border: Border, row: Any, emphasis: Emphasis) -> tuple[str, Symbol]:
    if row.kind == "area":
        return symbology.extent_symbol(row.status)
    return symbology.border_symbol(border.status, row.certainty, emphasis)


def _border_words(border: Border, row: Any, lang: str) -> Iterator[str]:
    yield translate(lang, f"status.{row.status}")
    yield translate(lang, f"certainty.{row.certainty}")
    if row.provisional:
        yield translate(lang, "border.provisional")


def _border_rows(border: Border, row: Any, lang: str) -> Rows:
    rows: Rows = [(translate(lang, "row.status"), translate(lang, f"status.{row.status}"))]
    if border.signed:
        rows.append((translate(lang, "row.signed"), format_date(border.signed, lang)))
    rows.append((translate(lang, "row.valid"), format_date(border.valid, lang)))
    if row.article:
        rows.append((translate(lang, "row.article"), row.article))
    rows.append((translate(lang, "row.certainty"), translate(lang, f"certainty.{row.certainty}")))
    rows.append((translate(lang, "row.accuracy"), f"± {_km(row.accuracy_km, lang)}"))
    rows.append((translate(lang, "row.source"), row.source))
    return rows


def point_features(atlas: Atlas, border: Border, lang: str, *, symbols: Symbols) -> Iterator[MapFeature]:
    """Yield the points that a treaty names, with the names as printed and the heights."""
    for point in border.points:
        if point.guide or point.title is None:
            continue
        rows: Rows = [(translate(lang, "row.part"), f"{point.n:g}")]
        if point.names:
            rows.append((translate(lang, "row.names"), ", ".join(dict.fromkeys(point.names.values()))))
        if point.what:
            rows.append((translate(lang, "row.what"), point.what.in_(lang)))
        if point.height_ft:
            rows.append(
                (translate(lang, "row.height"), f"{point.height_ft:g} ft ≈ {point.height_ft * 0.3048:.0f} m")
            )
        rows.append((translate(lang, "row.certainty"), translate(lang, f"certainty.{point.certainty}")))
        rows.append((translate(lang, "row.accuracy"), f"± {_km(point.accuracy_km, lang)}"))
        if point.basis:
            rows.append((translate(lang, "row.basis"), point.basis.in_(lang)))
        rows.append((translate(lang, "row.source"), format_citations(atlas, point.sources)))
        yield MapFeature(
            id=f"borders/{border.id}/{point.id}",
            geometry=point.geometry,
            symbol=symbols.use(symbology.treaty_point_symbol(point.certainty)),
            name=point.title.in_(lang),
            detail=point.what.in_(lang) if point.what else "",
            label=point.title.in_(lang),
            priority=6,
            rows=tuple(row for row in rows if row[1]),
            certainty=point.certainty,
        )


def route_features(
    atlas: Atlas, route: Route, lang: str, *, symbols: Symbols, until: DateSpan | None = None
) -> Iterator[MapFeature]:
    """
    Yield the legs, then the stops of a journey.

    Parameters
    ----------
    until
        Leaves out what lies after its last day: a map never shows what had not happened yet.
    """
    pieces = {f"{route.id}/{piece.id}": piece for piece in route.pieces}
    reached = _reached(route, until)
    table = routes_table(atlas, [route])
    variants = {variant.id: variant for variant in route.variants}
    named: set[str] = set()
    for row in table.itertuples():
        piece = pieces[row.Index]
        if piece.n > reached[piece.variant] - (1 if isinstance(piece, Leg) else 0):
            continue
        variant = variants[piece.variant].title.in_(lang) if len(variants) > 1 else ""
        if isinstance(piece, Leg):
            yield _leg(atlas, route, piece, row, lang, variant=variant, symbols=symbols)
        else:
            title = piece.title.in_(lang)
            yield _stop(atlas, route, piece, lang, variant=variant, label=title not in named, symbols=symbols)
            named.add(title)


def _reached(route: Route, until: DateSpan | None) -> dict[str, int]:
    """Return for each variant the number of the last stop reached by the last day of `until`."""
    reached: dict[str, int] = {}
    for variant in route.variants:
        stops = route.stops_of(variant.id)
        last = len(stops)
        for stop in stops:
            start = parse_date(stop.on).start if stop.on else None
            if until is not None and until.end is not None and start is not None and start > until.end:
                last = stop.n - 1
                break
        reached[variant.id] = last
    return reached


def _leg(
    atlas: Atlas, route: Route, leg: Leg, row: Any, lang: str, *, variant: str, symbols: Symbols
) -> MapFeature:
    stops = {stop.n: stop for stop in route.stops if stop.variant == leg.variant}
    ends = " – ".join(stops[n].title.in_(lang) for n in (leg.n, leg.n + 1) if n in stops)
    mode = translate(lang, f"mode.{leg.mode}")
    rows: Rows = [(translate(lang, "row.mode"), mode)]
    if leg.on:
        rows.append((translate(lang, "row.date"), format_date(leg.on, lang)))
    rows.append((translate(lang, "row.length"), _km(row.length_km, lang)))
    rows.append((translate(lang, "row.certainty"), translate(lang, f"certainty.{leg.certainty}")))
    if leg.note:
        rows.append((translate(lang, "row.note"), leg.note.in_(lang)))
    rows.append((translate(lang, "row.source"), row.source))
    if variant:
        rows.insert(0, (translate(lang, "row.variant"), variant))
    return MapFeature(
        id=f"routes/{route.id}/{leg.id}",
        geometry=leg.geometry,
        symbol=symbols.use(symbology.leg_symbol(leg.mode, leg.certainty)),
        name=ends,
        detail=", ".join(
            word for word in (variant, mode, translate(lang, f"certainty.{leg.certainty}")) if word
        ),
        rows=tuple(rows),
        link=("route", route.id),
        certainty=leg.certainty,
    )


def _stop(
    atlas: Atlas, route: Route, stop: Stop, lang: str, *, variant: str, label: bool, symbols: Symbols
) -> MapFeature:
    last = max(other.n for other in route.stops if other.variant == stop.variant)
    end = stop.n in {1, last}
    rows: Rows = [(translate(lang, "row.variant"), variant)] if variant else []
    if stop.on:
        rows.append((translate(lang, "row.date"), format_date(stop.on, lang)))
    rows.append((translate(lang, "row.certainty"), translate(lang, f"certainty.{stop.certainty}")))
    if stop.note:
        rows.append((translate(lang, "row.note"), stop.note.in_(lang)))
    rows.append((translate(lang, "row.source"), format_citations(atlas, stop.sources)))
    when = format_date(stop.on, lang) if stop.on else ""
    return MapFeature(
        id=f"routes/{route.id}/{stop.id}",
        geometry=stop.geometry,
        symbol=symbols.use(symbology.stop_symbol(stop.certainty, end=end)),
        name=stop.title.in_(lang),
        detail=", ".join(
            word for word in (variant, when, translate(lang, f"certainty.{stop.certainty}")) if word
        ),
        label=stop.title.in_(lang) if label else None,
        priority=1 if end else 3,
        rows=tuple(rows),
        link=("place", stop.place) if stop.place else None,
        certainty=stop.certainty,
    )


def arrow_features(atlas: Atlas, event: Event, lang: str, *, symbols: Symbols) -> Iterator[MapFeature]:
    """Yield a bent arrow from each origin to each destination of an event that has one."""
    if event.arrow is None:
        return
    ends = {
        role: [
            part for part in event.places if part.role == role and atlas.places[part.place].lon is not None
        ]
        for role in ("origin", "destination")
    }
    for origin in ends["origin"]:
        for destination in ends["destination"]:
            start, end = atlas.places[origin.place], atlas.places[destination.place]
            certainty = _weaker(origin.certainty, destination.certainty)
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
                    (translate(lang, "row.certainty"), translate(lang, f"certainty.{certainty}")),
                    (translate(lang, "row.note"), translate(lang, "arrow.note")),
                ),
                certainty=certainty,
            )


def _weaker(first: Certainty, second: Certainty) -> Certainty:
    """Return the less certain of two: a chain holds no better than its weakest link."""
    order: tuple[Certainty, ...] = ("attested", "inferred", "uncertain")
    return max(first, second, key=order.index)
