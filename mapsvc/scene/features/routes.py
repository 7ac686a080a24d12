"""Journeys of a map: legs and stops, as far as a day had come."""

from __future__ import annotations

from collections.abc import Iterator

from mapsvc.atlas.store import Store
from mapsvc.language import translate
from mapsvc.model.date_text import format_date
from mapsvc.model.dates import DateSpan
from mapsvc.model.day import Day
from mapsvc.model.geometry import length_km
from mapsvc.model.itinerary import itinerary_of
from mapsvc.model.numbers import format_km
from mapsvc.model.records import Leg, Route, Stop
from mapsvc.model.scene import MapFeature
from mapsvc.model.text import Joined, said_together
from mapsvc.scene import symbology
from mapsvc.scene.symbols import Rows, Symbols, certainty_row, source_row

#: More variants than this are told apart by their stops; names on all of them would cover the map.
MOST_LABELLED = 3


def route_features(
    atlas: Store,
    route: Route,
    lang: str,
    *,
    symbols: Symbols,
    until: DateSpan | None = None,
    by_account: bool = False,
) -> Iterator[MapFeature]:
    """
    Yield the legs, then the stops of a journey.

    Parameters
    ----------
    until
        Leaves out what lies after its last day: a map never shows what had not happened yet.
    by_account
        Draws what is not uncertain by its account, for a map on which accounts are compared.
    """
    reached = _reached(route, until)
    variants = {variant.id: variant for variant in route.variants}
    named: set[str] = set()
    names = _leg_names(route, reached, lang, by_account=by_account)
    for piece in route.pieces:
        if piece.n > reached[piece.variant] - (1 if isinstance(piece, Leg) else 0):
            continue
        variant = variants[piece.variant].title.in_(lang) if len(variants) > 1 else ""
        if isinstance(piece, Leg):
            if by_account:
                look = symbology.leg_symbol(piece.mode, piece.certainty, variants[piece.variant].account)
            else:
                look = symbology.way_symbol(route.way, piece.mode, piece.certainty)
            label, key = names.get(piece.id), symbols.use(look)
            yield _leg(atlas, route, piece, lang, variant=variant, label=label, symbol=key)
        else:
            title = piece.title.in_(lang)
            yield _stop(atlas, route, piece, lang, variant=variant, label=title not in named, symbols=symbols)
            named.add(title)


def _reached(route: Route, until: DateSpan | None) -> dict[str, int]:
    """Return for each variant the number of the last stop likely reached by the last day of `until`."""
    reached: dict[str, int] = {}
    for variant in route.variants:
        stops = route.stops_of(variant.id)
        reached[variant.id] = len(stops)
        if until is not None and until.end is not None:
            likely = itinerary_of(route, variant.id).step_days
            begun = [
                day <= until.end.toordinal() and _may_be(stop, until.end)
                for day, stop in zip(likely, stops, strict=True)
            ]
            reached[variant.id] = begun.index(False) if False in begun else len(stops)
    return reached


def _may_be(stop: Stop, day: Day) -> bool:
    """Tell whether a stop's own date allows that it was reached by a day."""
    start = stop.on.start if stop.on else None
    return start is None or start <= day


def _leg_names(route: Route, reached: dict[str, int], lang: str, *, by_account: bool) -> dict[str, str]:
    """
    Return what stands along which legs: each of some accounts on its longest, else the journey's name on one.

    On its own map a journey need not say its name, and its branches say theirs.
    """
    if 1 < len(route.variants) <= MOST_LABELLED and (by_account or not route.parts):
        titles = {variant.id: variant.title.in_(lang) for variant in route.variants}
        spoken_for = _longest_legs(route)
        return {leg.id: titles[leg.variant] for leg in route.legs if leg.id in spoken_for}
    begun = [leg for leg in route.legs if leg.n <= reached[leg.variant] - 1]
    if by_account or not begun:
        return {}
    longest = max(begun, key=lambda leg: leg.geometry.length)
    return {longest.id: (route.label or route.title).in_(lang)}


def _longest_legs(route: Route) -> set[str]:
    """Return for each variant its longest leg, which carries the variant's name."""
    return {
        max(legs, key=lambda leg: leg.geometry.length).id
        for variant in route.variants
        if (legs := route.legs_of(variant.id))
    }


def _leg(
    atlas: Store, route: Route, leg: Leg, lang: str, *, variant: str, label: str | None, symbol: str
) -> MapFeature:
    stops = {stop.n: stop for stop in route.stops if stop.variant == leg.variant}
    titles = [stops[n].title.in_(lang) for n in (leg.n, leg.n + 1) if n in stops]
    ends = said_together(" – ".join(titles), *titles)
    mode = translate(lang, f"mode.{leg.mode}")
    rows: Rows = [(translate(lang, "row.mode"), mode)]
    if leg.on:
        rows.append((translate(lang, "row.date"), format_date(leg.on, lang)))
    rows.append((translate(lang, "row.length"), format_km(round(length_km(leg.geometry), 3), lang)))
    rows.append(certainty_row(leg.certainty, lang))
    if leg.note:
        rows.append((translate(lang, "row.note"), leg.note.in_(lang)))
    rows.append(source_row(atlas, leg.sources, lang))
    if variant:
        rows.insert(0, (translate(lang, "row.variant"), variant))
    return MapFeature(
        id=f"routes/{route.id}/{leg.id}",
        geometry=leg.geometry,
        symbol=symbol,
        name=ends,
        label=label,
        priority=2,
        detail=Joined((variant, mode, translate(lang, f"certainty.{leg.certainty}"))),
        rows=tuple(rows),
        link=("route", route.id),
        certainty=leg.certainty,
        band_km=leg.accuracy_km if leg.mode == "unknown" else None,
    )


def _stop(
    atlas: Store, route: Route, stop: Stop, lang: str, *, variant: str, label: bool, symbols: Symbols
) -> MapFeature:
    last = max(other.n for other in route.stops if other.variant == stop.variant)
    end = stop.n in {1, last}
    rows: Rows = [(translate(lang, "row.variant"), variant)] if variant else []
    if stop.on:
        rows.append((translate(lang, "row.date"), format_date(stop.on, lang)))
    rows.append(certainty_row(stop.certainty, lang))
    if stop.note:
        rows.append((translate(lang, "row.note"), stop.note.in_(lang)))
    rows.append(source_row(atlas, stop.sources, lang))
    when = format_date(stop.on, lang) if stop.on else ""
    return MapFeature(
        id=f"routes/{route.id}/{stop.id}",
        geometry=stop.geometry,
        symbol=symbols.use(symbology.stop_symbol(stop.certainty, end=end)),
        name=stop.title.in_(lang),
        detail=Joined((variant, when, translate(lang, f"certainty.{stop.certainty}"))),
        label=stop.title.in_(lang) if label else None,
        priority=1 if end else 3,
        rows=tuple(rows),
        link=("place", stop.place) if stop.place else None,
        certainty=stop.certainty,
    )
