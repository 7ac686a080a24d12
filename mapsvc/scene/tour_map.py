"""Compose the map of one step of a tour: what it is about, its view, and what stands out in it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import replace

from mapsvc.atlas.store import Store
from mapsvc.history.territories import find_sides
from mapsvc.language import translate
from mapsvc.model.dates import DateSpan
from mapsvc.model.day import Day
from mapsvc.model.geometry import join_bounds
from mapsvc.model.records import EventPlace, Route, Stop
from mapsvc.model.scene import LegendEntry, MapFeature, MapLayer, Scene
from mapsvc.model.tours import Tour, TourStep
from mapsvc.scene.comparison import compared_map
from mapsvc.scene.comparison_modes import layers_of_mode
from mapsvc.scene.composition import compose_border, compose_event, compose_place, compose_route, credits_of
from mapsvc.scene.day_map import compose_day
from mapsvc.scene.extents import step_extent
from mapsvc.scene.features.places import place_features
from mapsvc.scene.features.routes import route_features
from mapsvc.scene.legend import legend_of
from mapsvc.scene.made_tours import step_of
from mapsvc.scene.symbols import Symbols, kept_symbols, symbols_of
from mapsvc.scene.tour_symbols import (
    borders_legend,
    hall_symbol,
    marked_symbol,
    named_borders,
    plain_place,
)

#: Ends of the keys of symbols that stand out.
_MARKED_END = "-marked"


def compose_step(atlas: Store, tour: Tour, number: int, lang: str) -> Scene:
    """
    Compose the map of a step.

    Parameters
    ----------
    atlas
        Where everything comes from.
    tour
        One of the atlas, or made from a journey or events.
    number
        Of the step, from 1.
    lang
        One of the atlas's languages.

    Returns
    -------
    scene
        Of kind `tour` and id `<tour>/<number>`; the same features as on the page of what it shows, so
        that the two cannot disagree, in the step's own view.

    Raises
    ------
    NotFoundError
        If the tour has no such step.
    """
    step = step_of(tour, number)
    base = _COMPOSERS[step.shows](atlas, step, lang)
    base = _with_borders(atlas, step, base, lang)
    base = _with_places(atlas, step, base, lang)
    base = replace(base, symbols={key: hall_symbol(key, symbol) for key, symbol in base.symbols.items()})
    base = _marked(atlas, step, base)
    date = step.date or base.date
    start = (date.start or date.end) if date else None
    return replace(
        base,
        kind="tour",
        id=f"{tour.id}/{number}",
        title=step.heading.in_(lang),
        caption=f"{tour.title.in_(lang)}: {step.heading.in_(lang)}",
        date=date,
        day=start or base.day,
        extent=step.view or base.extent,
    )


# ---- what a step shows ---------------------------------------------------------------------------
def _event(atlas: Store, step: TourStep, lang: str) -> Scene:
    return compose_event(atlas, step.event or "", lang)


def _places(atlas: Store, step: TourStep, lang: str) -> Scene:
    first = compose_place(atlas, step.places[0], lang)
    boxes = [compose_place(atlas, place, lang).extent for place in step.places]
    # `_with_places` draws them all alike, by their names on the step's day.
    return replace(first, layers=(), symbols={}, legend=(), extent=join_bounds(boxes) or first.extent)


def _day(atlas: Store, step: TourStep, lang: str) -> Scene:
    return compose_day(atlas, Day.fromisoformat(step.day or ""), lang, step.by)


def _border(atlas: Store, step: TourStep, lang: str) -> Scene:
    """Compose a border, and those beside it in the background; its named points would crowd a hall's map."""
    base = compose_border(atlas, step.border or "", lang)
    symbols = Symbols()
    borders = [atlas.border(border) for border in (step.border or "", *step.beside)]
    features = named_borders(atlas, borders, lang, subject=borders[0].id, symbols=symbols)
    legend = tuple(borders_legend(borders, lang, symbols, when=_when(step)))
    return _filled(
        atlas, base, MapLayer("borders", translate(lang, "layer.borders"), tuple(features)), symbols, legend
    )


def _route(atlas: Store, step: TourStep, lang: str) -> Scene:
    """Compose a journey as far as the step tells it: nothing that had not happened yet."""
    route = atlas.route(step.route or "")
    base = compose_route(atlas, route.id, lang)
    drawn = Symbols()
    last = next((stop for stop in route.stops if stop.id == step.stop), None)
    told, reached = _told(route, last, last.variant if last else step.variant)
    features = [
        feature
        for feature in route_features(atlas, told, lang, symbols=drawn, until=step.until)
        if feature.id in reached
    ]
    layer = MapLayer("routes", translate(lang, "layer.routes"), tuple(features))
    symbols = kept_symbols(drawn, symbols_of([layer]))
    found = _filled(atlas, base, layer, symbols, legend_of(symbols, lang))
    near = [feature for feature in features if feature.id in _newest(route, last)] or features
    return replace(found, extent=step_extent(atlas, near) or base.extent)


def _told(route: Route, last: Stop | None, account: str | None) -> tuple[Route, set[str]]:
    """Return a journey by one account, or by all, and the ids of its parts up to its last stop."""
    told = route.only({account}) if account else route
    most = last.n if last else math.inf
    parts = [stop.id for stop in told.stops if stop.n <= most]
    parts += [leg.id for leg in told.legs if leg.n < most]
    return told, {f"routes/{route.id}/{part}" for part in parts}


def _newest(route: Route, last: Stop | None) -> set[str]:
    """Return the ids of the stop that a step has come to and of the leg that led there."""
    if last is None:
        return set()
    legs = [leg.id for leg in route.legs_of(last.variant) if leg.n == last.n - 1]
    return {f"routes/{route.id}/{part}" for part in (last.id, *legs)}


def _comparison(atlas: Store, step: TourStep, lang: str) -> Scene:
    """Compose a comparison as one of its modes shows it."""
    sides = find_sides(atlas, *(step.compare or ("", "")), law=step.by == "law")
    base = compared_map(atlas, *sides, lang).map
    return layers_of_mode(base, step.mode or "overlay")


_COMPOSERS: dict[str, Callable[[Store, TourStep, str], Scene]] = {
    "event": _event, "border": _border, "compare": _comparison,
    "day": _day, "route": _route, "places": _places,
}  # fmt: skip


# ---- what all steps have -------------------------------------------------------------------------
def _filled(
    atlas: Store, base: Scene, layer: MapLayer, symbols: Symbols, legend: tuple[LegendEntry, ...]
) -> Scene:
    """Return a map with another layer and what belongs to it."""
    owed = tuple(credits_of(atlas, base.basemap, (layer,), base.lang, base.year))
    return replace(base, layers=(layer,), symbols=dict(symbols), legend=legend, credits=owed)


def _with_borders(atlas: Store, step: TourStep, base: Scene, lang: str) -> Scene:
    """Put the borders that a step names beside a journey or places behind them."""
    if not step.beside or step.shows == "border":
        return base
    symbols = Symbols()
    borders = [atlas.border(border) for border in step.beside]
    features = tuple(named_borders(atlas, borders, lang, subject=None, symbols=symbols))
    legend = borders_legend(borders, lang, symbols, when=_when(step))
    return _added(
        atlas, base, MapLayer("tour-borders", translate(lang, "layer.borders"), features), symbols, legend
    )


def _when(step: TourStep) -> DateSpan | None:
    return step.date


def _added(
    atlas: Store, base: Scene, layer: MapLayer, symbols: Symbols, legend: Iterable[LegendEntry]
) -> Scene:
    """Return a map with one more layer, its entries in the key and whom it is owed to."""
    known = {key for entry in base.legend for key in entry.covers}
    more = tuple(entry for entry in legend if not known & set(entry.covers))
    layers = (layer, *base.layers) if layer.id == "tour-borders" else (*base.layers, layer)
    owed = credits_of(atlas, base.basemap, (layer,), base.lang, base.year)
    return replace(
        base,
        layers=layers,
        symbols=base.symbols | symbols,
        legend=(*base.legend, *more),
        credits=tuple(dict.fromkeys((*base.credits, *owed))),
    )


def _with_places(atlas: Store, step: TourStep, base: Scene, lang: str) -> Scene:
    """Add the places that a step names and that its map does not show already."""
    there = {feature.id for feature in base.features()} | {
        f"places/{feature.link[1]}"
        for feature in base.features()
        if feature.link and feature.link[0] == "place"
    }
    wanted = [
        EventPlace(place=key, role="mentioned", certainty=atlas.places[key].certainty)
        for key in step.places
        if f"places/{key}" not in there
    ]
    if not wanted:
        return base
    symbols = Symbols()
    when = _when(step)
    places = place_features(atlas, wanted, lang, when=when, symbols=Symbols())
    features = tuple(plain_place(feature, symbols=symbols) for feature in places)
    legend = [LegendEntry(key, translate(lang, "tour.place"), tuple(symbols)) for key in symbols][:1]
    return _added(
        atlas, base, MapLayer("tour-places", translate(lang, "layer.places"), features), symbols, legend
    )


def _marked(atlas: Store, step: TourStep, base: Scene) -> Scene:
    """Let the features that a step is about stand out; the legend's entries speak for them as well."""
    wanted = [*step.highlight, *([f"routes/{step.route}/{step.stop}"] if step.stop else [])]
    symbols = dict(base.symbols)
    twins: dict[str, str] = {}
    accounts = _accounts(atlas, step, base.lang)

    def dressed(feature: MapFeature) -> MapFeature:
        if not _is_named(feature.id, wanted):
            # The account's name stands at the leg that the step is about, not at the longest as well.
            return replace(feature, label=None) if feature.id in accounts else feature
        key = twins.setdefault(feature.symbol, f"{feature.symbol}{_MARKED_END}")
        symbols[key] = marked_symbol(base.symbols[feature.symbol])
        return replace(feature, symbol=key, priority=1, label=accounts.get(feature.id, feature.label))

    layers = tuple(replace(layer, features=tuple(map(dressed, layer.features))) for layer in base.layers)
    legend = tuple(_covering(entry, twins) for entry in base.legend)
    return replace(base, layers=layers, symbols=symbols, legend=legend)


def _accounts(atlas: Store, step: TourStep, lang: str) -> dict[str, str]:
    """Return the account of each leg of a journey that is shown by several and has a leg that stands out."""
    route = atlas.routes.get(step.route or "")
    if route is None or step.variant or step.stop or len(route.variants) < 2:
        return {}
    titles = {variant.id: variant.title.in_(lang) for variant in route.variants}
    legs: dict[str, str] = {f"routes/{route.id}/{leg.id}": titles[leg.variant] for leg in route.legs}
    return legs if any(_is_named(leg, step.highlight) for leg in legs) else {}


def _is_named(feature_id: str, wanted: Iterable[str]) -> bool:
    return any(feature_id == name or feature_id.startswith(f"{name}/") for name in wanted)


def _covering(entry: LegendEntry, twins: dict[str, str]) -> LegendEntry:
    more = tuple(twins[key] for key in entry.covers if key in twins)
    return replace(entry, covers=(*entry.covers, *more)) if more else entry
