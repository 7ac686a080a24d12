"""Compose the atlas on one day: borders, what had just happened, who was under way; nothing later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import shapely

from mapsvc.atlas.store import Store
from mapsvc.history.borders import borders_on
from mapsvc.history.events import sites_of
from mapsvc.history.territories import states_on
from mapsvc.language import translate
from mapsvc.model.date_text import format_date
from mapsvc.model.dates import DateSpan, day_span
from mapsvc.model.day import Day
from mapsvc.model.geometry import Bounds
from mapsvc.model.itinerary import itinerary_of
from mapsvc.model.meridian import drawn_bounds, drawn_box
from mapsvc.model.records import Border, Event, Route, TerritorySet
from mapsvc.model.scene import LegendEntry, MapFeature, MapLayer, Scene, Symbol
from mapsvc.model.text import Joined
from mapsvc.scene import symbology
from mapsvc.scene.composition import credits_of
from mapsvc.scene.day_territories import ground_credits, ground_entries, grounds_of_day
from mapsvc.scene.extents import lines_extent
from mapsvc.scene.features.borders import border_features
from mapsvc.scene.features.routes import route_features
from mapsvc.scene.features.territories import frame_features
from mapsvc.scene.ground.basemap import ground_under
from mapsvc.scene.legend import legend_of
from mapsvc.scene.symbology import Emphasis
from mapsvc.scene.symbols import Symbols, certainty_row, source_row

#: An event stays on the map for so many days after its last one.
WINDOW_DAYS = 30
#: What went on for longer is not the event of each of its days.
_LONG_DAYS = 45


def borders_of_day(atlas: Store, day: Day) -> list[Border]:
    """Return the borders valid on a day; the day on which one follows another belongs to the later."""
    found = borders_on(atlas, day_span(day))
    begun = any(border.valid.start == day for border in found)
    return [b for b in found if not (begun and b.valid.end == day and b.valid.start != day)]


def events_of_day(atlas: Store, day: Day) -> list[Event]:
    """Return the events of a day and of the days before it, the latest last; none that had not begun."""
    window = DateSpan(edtf="", start=day - WINDOW_DAYS, end=day)
    found = []
    for event in atlas.events.values():
        start = event.when.start
        if start is not None and start <= day and event.when.overlaps(window):
            found.append(event)
    return found


def routes_of_day(atlas: Store, day: Day) -> list[Route]:
    """Return the journeys under way on a day, each with the accounts by which it was."""
    found = []
    for route in atlas.routes.values():
        if route.valid.overlaps(day_span(day)):
            kept = {variant.id for variant in route.variants if _is_under_way(route, variant.id, day)}
            if kept:
                found.append(route.only(kept))
    return found


def _is_under_way(route: Route, variant: str, day: Day) -> bool:
    """Tell whether a day lies between the first and the last dated stop of an account."""
    spans = [stop.on for stop in route.stops_of(variant) if stop.on]
    starts = [span.start for span in spans if span.start]
    ends = [span.end for span in spans if span.end]
    return (not starts or min(starts) <= day) and (not ends or max(ends) >= day)


def moments(atlas: Store) -> list[Day]:
    """
    Return the days of an atlas on which the picture changes, its first one too.

    Between two of them every day has the same map but for the year of the background, so that a slider
    needs no more maps than these.
    """
    days = {atlas.period.first}
    for border in atlas.borders.values():
        days |= _edges(border.valid, 0)
        # The day after the last belongs to what follows, and the last itself if something begins on it.
        days |= {border.valid.end} if border.valid.end else set()
        days |= _edges(border.signed, 0) if border.signed else set()
    for event in atlas.events.values():
        days |= _edges(event.when, 0) | _edges(event.when, WINDOW_DAYS)
    for route in atlas.routes.values():
        days |= _edges(route.valid, 0)
        for stop in route.stops:
            days |= _edges(stop.on, 0) if stop.on else set()
        for variant in route.variants:
            days |= {Day.fromordinal(day) for day in itinerary_of(route, variant.id).step_days}
    return sorted(day for day in days if atlas.period.holds(day))


def _edges(span: DateSpan, after_days: int) -> set[Day]:
    """Return the first day of a span and the first one that lies `after_days` after it."""
    found = {span.start} if span.start else set()
    return found | ({span.end + (after_days + 1)} if span.end else set())


def day_extent(atlas: Store) -> Bounds:
    """
    Return the one view of all days: the land whose holders are drawn, else all borders of the atlas.

    What a person drew without a frame is seen in the atlas's own view, if it has said one.
    """
    frames = Counter(found.frame for found in atlas.territories.values())
    home = atlas.meta.view.home
    if home is not None and not any(found.framed for found in atlas.territories.values()):
        return drawn_box(home)
    if frames:
        widest = max(frames, key=lambda frame: (frames[frame], frame))
        return drawn_box(widest)
    boxes = [
        drawn_bounds(piece.geometry)
        for border in atlas.borders.values()
        for piece in border.pieces
        if piece.geometry is not None
    ]
    return lines_extent(atlas, boxes)


def compose_day(atlas: Store, day: Day, lang: str) -> Scene:
    """
    Compose the map of a day.

    Parameters
    ----------
    atlas
        Where everything comes from.
    day
        Its borders are shown by status; events of the `WINDOW_DAYS` before it and of itself;
        journeys under way, as far as they had come.
    lang
        One of the atlas's languages.

    Returns
    -------
    scene
        Features keep their ids from day to day.
    """
    symbols = Symbols()
    borders = borders_of_day(atlas, day)
    emphasis: dict[str, Emphasis] = {
        border.id: "new" for border in borders if border.signed and border.signed.overlaps(day_span(day))
    }
    states = states_on(atlas, day)
    layers = {
        "borders": list(_borders(atlas, borders, lang, emphasis, states, symbols=symbols)),
        "routes": [
            feature
            for route in routes_of_day(atlas, day)
            for feature in route_features(atlas, route, lang, symbols=symbols, until=day_span(day))
        ],
    }
    legend = legend_of(symbols, lang)
    # These have entries of their own.
    entries: dict[str, LegendEntry] = {}
    layers["events"] = list(_events(atlas, day, lang, symbols=symbols, entries=entries))
    layers["grounds"] = [
        feature for state in states for feature in grounds_of_day(atlas, state, lang, symbols=symbols)
    ]
    layers["grounds"] += frame_features(states, symbols=symbols)
    shown = tuple(
        MapLayer(layer, translate(lang, f"timeline.layer_{layer}"), tuple(layers[layer]))
        for layer in ("events", "grounds", "borders", "routes")
        if layers[layer]
    )
    basemap = ground_under(atlas)
    text = format_date(day, lang)
    return Scene(
        kind="day",
        id=day.isoformat(),
        lang=lang,
        title=text,
        caption=text,
        date=day_span(day),
        year=day.year,
        extent=day_extent(atlas),
        layers=shown,
        symbols=dict(symbols),
        legend=(*entries.values(), *ground_entries(symbols, lang), *legend),
        credits=tuple(ground_credits(credits_of(atlas, basemap, shown, lang, day.year), states, lang)),
        basemap=basemap,
    )


def _borders(
    atlas: Store,
    borders: list[Border],
    lang: str,
    emphasis: dict[str, Emphasis],
    states: list[TerritorySet],
    *,
    symbols: Symbols,
) -> Iterator[MapFeature]:
    """
    Yield lines and claims.

    Where grounds are drawn, an extent of fact would only lie over them, and a claim is no more than its edge.
    """
    shown = [b for b in borders if not states or b.kind != "extent" or b.status != "de-facto"]
    extents = {
        border.id: border for border in shown if border.status == "claimed" and border.kind == "extent"
    }
    for feature in border_features(atlas, shown, lang, emphasis=emphasis, symbols=symbols):
        border = extents.get(feature.shared or "") if states else None
        if border is None:
            yield feature
        else:
            symbols[feature.symbol] = claim_edge(symbols[feature.symbol])
            yield replace(feature, label=border.label.in_(lang))


def claim_edge(symbol: Symbol) -> Symbol:
    """Return the symbol of a claim without its fill, which would hide who held the ground."""
    return symbol | {"hatch": None, "opacity": 0.0}


def event_symbol(*, today: bool) -> tuple[str, Symbol]:
    """Return key and symbol of an event: a full star on its day, a small hollow one afterwards."""
    _, star = symbology.role_symbol("happened", "attested" if today else "uncertain")
    return f"event-{'today' if today else 'before'}", star | {"size": 26 if today else 17}


def _events(
    atlas: Store, day: Day, lang: str, *, symbols: Symbols, entries: dict[str, LegendEntry]
) -> Iterator[MapFeature]:
    for event in events_of_day(atlas, day):
        place = next(iter(sites_of(atlas, event)), None)
        if place is None:
            continue
        span = event.when
        brief = bool(span.start and span.end and span.end - span.start <= _LONG_DAYS)
        today = brief and span.overlaps(day_span(day))
        key = symbols.use(event_symbol(today=today))
        entries.setdefault(
            key, LegendEntry(key, translate(lang, f"timeline.{key.replace('-', '_')}"), (key,))
        )
        when = format_date(event.on, lang)
        yield MapFeature(
            id=f"events/{event.id}",
            geometry=shapely.Point(place.lon, place.lat),
            symbol=key,
            name=event.title.in_(lang),
            detail=Joined((when, place.name_on(lang, event.when))),
            label=event.title.in_(lang),
            priority=1 if today else 3,
            rows=(
                (translate(lang, "row.date"), when),
                (translate(lang, "timeline.place"), place.name_on(lang, event.when)),
                certainty_row(event.certainty, lang),
                *((source_row(atlas, event.cites, lang),) if event.cites else ()),
            ),
            link=("event", event.id),
            certainty=event.certainty,
        )
