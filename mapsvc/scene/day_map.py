"""Compose the atlas on one day: whose ground it was, what had just happened, who was under way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mapsvc.atlas.store import Store
from mapsvc.language import translate
from mapsvc.model.date_text import format_date
from mapsvc.model.dates import DateSpan, day_span
from mapsvc.model.day import Day
from mapsvc.model.geometry import Bounds
from mapsvc.model.itinerary import itinerary_of
from mapsvc.model.meridian import drawn_bounds, drawn_box
from mapsvc.model.scene import LegendEntry, MapLayer, Scene
from mapsvc.scene.composition import credits_of
from mapsvc.scene.day_borders import ground_entries, law_layers, law_states, layer_title
from mapsvc.scene.day_events import event_features, event_moments, events_of_day, ongoing_on
from mapsvc.scene.day_holders import hands_credits, hands_entries, hands_layers, hands_moments
from mapsvc.scene.day_journeys import journey_moments, journeys_of_day
from mapsvc.scene.day_territories import ground_credits
from mapsvc.scene.day_views import View, day_id, has_hands, view_of
from mapsvc.scene.extents import lines_extent, touch
from mapsvc.scene.features.districts import tiling_of
from mapsvc.scene.ground.basemap import ground_under
from mapsvc.scene.legend import legend_of
from mapsvc.scene.symbols import Symbols
from mapsvc.scene.wanted_names import with_wanted_names

#: Roles of the places at which an event is seen.
_WHERE = frozenset({"happened", "origin", "destination"})


def moments(atlas: Store) -> list[Day]:
    """
    Return the days of an atlas on which the picture changes, its first one too.

    Between two of them every day has the same map but for the year of the background, so that a slider
    needs no more maps than these.
    """
    days = {atlas.period.first} | (hands_moments(atlas) if has_hands(atlas) else set())
    for border in atlas.borders.values():
        days |= _edges(border.valid) | {border.valid.latest_start or border.valid.begin}
        # The day after the last belongs to what follows, and the last itself if something begins on it.
        days |= {border.valid.end} if border.valid.end else set()
        days |= _edges(border.signed)
    days |= event_moments(atlas.event_days)
    days |= journey_moments(atlas)
    for route in atlas.routes.values():
        days |= _edges(route.valid)
        for stop in route.stops:
            days |= _edges(stop.on)
        for variant in route.variants:
            days |= {Day.fromordinal(day) for day in itinerary_of(route, variant.id).step_days}
    return sorted(day for day in days if atlas.period.holds(day))


def _edges(span: DateSpan | None) -> set[Day]:
    """Return the first day of a span and the one after its last."""
    if span is None:
        return set()
    found = {span.start} if span.start else set()
    return found | ({span.end + 1} if span.end else set())


def day_extent(atlas: Store) -> Bounds:
    """
    Return the one view of all days: the land whose holders are drawn, else all borders of the atlas.

    What a person drew without a frame is seen in the atlas's own view, if it has said one. Where most events
    happened beyond the borders, these are not what the days are about: one trench would hide a campaign.
    """
    frames = Counter(found.frame for found in atlas.territories.values())
    home = atlas.meta.view.home
    if home is not None and not any(found.framed for found in atlas.territories.values()):
        return drawn_box(home)
    frame = tiling_of(atlas).frame if atlas.districts and not frames else None
    if frame is not None:
        return drawn_box(frame)
    if frames:
        widest = max(frames, key=lambda frame: (frames[frame], frame))
        return drawn_box(widest)
    return atlas.kept("days seen", "", lambda: _extent_of_all(atlas))


def _extent_of_all(atlas: Store) -> Bounds:
    lines, spots = list(_boxes_of_borders(atlas)), list(_spots_of_events(atlas))
    seen = lines_extent(atlas, lines)
    beyond = sum(not touch(spot, seen) for spot in spots)
    return lines_extent(atlas, [*lines, *spots]) if lines and 2 * beyond > len(spots) else seen


def _boxes_of_borders(atlas: Store) -> Iterator[Bounds]:
    for border in atlas.borders.values():
        yield from (drawn_bounds(piece.geometry) for piece in border.pieces if piece.geometry is not None)


def _spots_of_events(atlas: Store) -> Iterator[Bounds]:
    """Yield where events are seen, as boxes of a point."""
    for event in atlas.events.values():
        for place in (atlas.places[part.place] for part in event.places if part.role in _WHERE):
            if place.lon is not None and place.lat is not None:
                yield (place.lon, place.lat, place.lon, place.lat)


def compose_day(atlas: Store, day: Day, lang: str, view: View | None = None) -> Scene:
    """
    Compose the map of a day.

    Parameters
    ----------
    atlas
        Where everything comes from.
    day
        Events of the `WINDOW_DAYS` before it and of itself; journeys under way, as far as they had come.
    lang
        One of the atlas's languages.
    view
        In whose hands the ground was, or what was law; the atlas's first if not given.

    Returns
    -------
    scene
        Features keep their ids from day to day.
    """
    shown = view_of(atlas, view)
    symbols, tints = Symbols(), Symbols()
    states = law_states(atlas, day) if shown == "law" else []
    extent = day_extent(atlas)
    if shown == "law":
        ground = law_layers(atlas, day, lang, symbols=symbols, tints=tints)
    else:
        ground = hands_layers(atlas, day, lang, view=extent, tints=tints)
    routes = list(journeys_of_day(atlas, day, lang, symbols=symbols))
    told = (ground_entries if shown == "law" else hands_entries)(tints, lang)
    legend = (*told, *legend_of(symbols, lang))
    symbols |= tints
    # These have entries of their own.
    entries: dict[str, LegendEntry] = {}
    happened = {
        layer: list(event_features(atlas, found, day, lang, symbols=symbols, entries=entries))
        for layer, found in (("events", events_of_day(atlas, day)), ("ongoing", ongoing_on(atlas, day)))
    }
    layers = tuple(
        MapLayer(layer, layer_title(layer, states, lang), tuple(features))
        for layer, features in {**happened, **ground, "routes": routes}.items()
        if features
    )
    basemap = ground_under(atlas)
    text = format_date(day, lang)
    known = credits_of(atlas, basemap, layers, lang, day.year)
    owed = ground_credits(known, states, lang) if shown == "law" else hands_credits(atlas, known, lang)
    scene = Scene(
        kind="day",
        id=day_id(atlas, day, shown),
        lang=lang,
        title=text,
        caption=translate(lang, f"timeline.view_{shown}") if has_hands(atlas) else text,
        date=day_span(day),
        day=day,
        extent=extent,
        layers=layers,
        symbols=dict(symbols),
        legend=(*entries.values(), *legend),
        credits=tuple(owed),
        basemap=basemap,
    )
    return with_wanted_names(atlas, scene)
