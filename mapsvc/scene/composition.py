"""Compose the map of an event, a place, a journey or a border: layers, view, legend, credits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from mapsvc.atlas.store import Store
from mapsvc.history.borders import borders_on
from mapsvc.language import translate
from mapsvc.model.date_text import format_date
from mapsvc.model.dates import DateSpan, day_span
from mapsvc.model.day import Day
from mapsvc.model.geometry import Bounds
from mapsvc.model.meridian import drawn_bounds
from mapsvc.model.records import Border, Event, EventPlace
from mapsvc.model.scene import Credit, MapFeature, MapLayer, Scene
from mapsvc.scene.extents import border_extent, event_extent, place_extent, route_extent, touch
from mapsvc.scene.features.borders import border_features, point_features
from mapsvc.scene.features.places import arrow_features, place_features
from mapsvc.scene.features.routes import route_features
from mapsvc.scene.ground.basemap import Basemap, ground_under
from mapsvc.scene.legend import legend_of
from mapsvc.scene.symbology import Emphasis
from mapsvc.scene.symbols import Symbols, kept_symbols, symbols_of
from mapsvc.scene.wanted_names import with_wanted_names

#: Statuses of a line that a map shows because of its day alone; others only if the event is about them.
_STANDING = {"in-force", "signed", "de-facto"}


def compose_event(atlas: Store, event_id: str, lang: str) -> Scene:
    """
    Compose the map of an event.

    Parameters
    ----------
    atlas
        Where everything comes from.
    event_id
        Id of the event.
    lang
        One of the atlas's languages.

    Returns
    -------
    scene
        Borders in force or drawn on the day, journeys up to it, arrows, places by role.

    Raises
    ------
    UnknownEventError
        If the atlas has no such event.
    """
    event = atlas.event(event_id)
    symbols = Symbols()
    borders = [border for border in _borders_of(atlas, event) if not _lies_over_ground(atlas, border)]
    # A journey that the event opens is shown whole; any other only as far as it had come.
    until = None if event.arrow == "journey" else event.when
    ways = (
        route_features(atlas, atlas.routes[route], lang, symbols=symbols, until=until)
        for route in event.routes
    )
    journeys = list(chain.from_iterable(ways))
    places = list(place_features(atlas, event.places, lang, when=event.when, symbols=symbols))
    # The way itself says more than an arrow; a message about a journey is not that journey.
    shown_by_way = journeys and event.arrow == "journey"
    arrows = [] if shown_by_way else list(arrow_features(atlas, event, lang, symbols=symbols))
    layers = {
        "borders": list(
            border_features(atlas, borders, lang, emphasis=_drawn_by(atlas, event), symbols=symbols)
        ),
        "routes": list(_beside_the_scene(event, journeys)),
        "arrows": arrows,
        "places": places,
    }
    extent = event_extent(atlas, event, layers, _drawn_by(atlas, event))
    layers["borders"] = [
        feature for feature in layers["borders"] if touch(drawn_bounds(feature.geometry), extent)
    ]
    return assemble_scene(
        atlas, lang, layers, symbols, kind="event", map_id=event.id, title=event.title.in_(lang),
        caption=format_date(event.on, lang), date=event.on, extent=extent, borders=event.borders,
    )  # fmt: skip


def compose_place(atlas: Store, place_id: str, lang: str) -> Scene:
    """Compose the map of a place: where it lies and how well that is known; may raise `UnknownPlaceError`."""
    place = atlas.place(place_id)
    symbols = Symbols()
    role = EventPlace(place=place.id, role="subject", certainty=place.certainty)
    features = list(place_features(atlas, [role], lang, when=None, symbols=symbols))
    extent = place_extent(atlas, place, features)
    caption = translate(lang, f"kind.{place.kind}")
    return assemble_scene(
        atlas, lang, {"places": features}, symbols, kind="place", map_id=place.id,
        title=place.name_on(lang), caption=caption, date=None, extent=extent,
    )  # fmt: skip


def compose_route(atlas: Store, route_id: str, lang: str) -> Scene:
    """Compose the map of a journey with all its variants; may raise `UnknownRouteError`."""
    route = atlas.route(route_id)
    symbols = Symbols()
    features = list(route_features(atlas, route, lang, symbols=symbols, by_account=True))
    extent = route_extent(atlas, features)
    return assemble_scene(
        atlas, lang, {"routes": features}, symbols, kind="route", map_id=route.id,
        title=route.title.in_(lang), caption=format_date(route.valid, lang), date=route.valid, extent=extent,
    )  # fmt: skip


def compose_border(atlas: Store, border_id: str, lang: str) -> Scene:
    """Compose the map of a border and the points its treaty names; may raise `UnknownBorderError`."""
    border = atlas.border(border_id)
    symbols = Symbols()
    lines = list(border_features(atlas, [border], lang, emphasis={border.id: "subject"}, symbols=symbols))
    points = list(point_features(atlas, border, lang, symbols=symbols))
    extent = border_extent(atlas, lines)
    date = border.signed or border.valid
    return assemble_scene(
        atlas, lang, {"borders": lines, "points": points}, symbols, kind="border", map_id=border.id,
        title=border.title.in_(lang), caption=format_date(date, lang), date=date, extent=extent,
        borders=(border.id,),
    )  # fmt: skip


def assemble_scene(
    atlas: Store,
    lang: str,
    layers: dict[str, list[MapFeature]],
    symbols: Symbols,
    *,
    kind: str,
    map_id: str,
    title: str,
    caption: str,
    date: DateSpan | None,
    extent: Bounds,
    borders: Sequence[str] = (),
) -> Scene:
    """
    Make a map of features: its legend says what they mean, its credits whom they are owed to.

    Parameters
    ----------
    atlas, lang
        Where it comes from, and one of its languages.
    layers
        Features by the id of their layer, in drawing order; `layer.<id>` is a layer's title among the words
        of the interface. One without features is left out.
    symbols
        Those that the features use, with keys of `symbology`.
    kind, map_id, title, caption, date, extent
        See `Scene`.
    borders
        Those that it is about, the weightiest last.
    """
    shown = tuple(
        MapLayer(layer, translate(lang, f"layer.{layer}"), tuple(features))
        for layer, features in layers.items()
        if features
    )
    kept = kept_symbols(symbols, symbols_of(shown))
    legend = legend_of(kept, lang)
    basemap = ground_under(atlas)
    start = (date.start or date.end) if date else None
    day = start or usual_day(atlas)
    scene = Scene(
        kind=kind,
        id=map_id,
        lang=lang,
        title=title,
        caption=caption,
        date=date,
        day=day,
        extent=extent,
        layers=shown,
        symbols=dict(kept),
        legend=legend,
        credits=tuple(credits_of(atlas, basemap, shown, lang, day.year)),
        basemap=basemap,
    )
    return with_wanted_names(atlas, scene, borders)


def usual_day(atlas: Store) -> Day:
    """Return the day whose names a map without a date shows: the middle of the atlas's usual year."""
    return Day(atlas.usual_year, 7, 1)


def _beside_the_scene(event: Event, journeys: Sequence[MapFeature]) -> Iterator[MapFeature]:
    """
    Yield the journeys of an event; stops of one that it only stands in speak lower than the scene.

    A stop that is a place of the event is shown with its role.
    """
    shown = {("place", part.place) for part in event.places}
    for feature in journeys:
        if feature.link not in shown:
            stop = feature.geometry.geom_type == "Point"
            lower = 2 if stop and event.arrow != "journey" else 0
            yield replace(feature, priority=feature.priority + lower)


def _drawn_by(atlas: Store, event: Event) -> dict[str, Emphasis]:
    """Return the borders that the event itself brought about: those signed in its days."""
    borders = [atlas.borders[border] for border in event.borders]
    return {
        border.id: "new"
        for border in borders
        if border.signed is not None and border.signed.overlaps(event.when)
    }


def _lies_over_ground(atlas: Store, border: Border) -> bool:
    """Tell whether a border is an extent of fact, of which the districts say the same more truly."""
    return bool(atlas.districts) and border.kind == "extent" and border.status == "de-facto"


def _borders_of(atlas: Store, event: Event) -> Iterator[Border]:
    """Yield the borders that the event draws, then those that stood on its first day."""
    drawn = [atlas.borders[border] for border in event.borders]
    yield from drawn
    span = event.when
    if span.start is None:
        return
    day = day_span(span.start)
    for border in borders_on(atlas, day):
        ends_today = border.valid.end == span.start
        if border not in drawn and border.status in _STANDING and not (drawn and ends_today):
            yield border


def credits_of(
    atlas: Store, basemap: Basemap, layers: Sequence[MapLayer], lang: str, year: int | None = None
) -> Iterator[Credit]:
    """Yield whom the parts that are shown are owed to; a text that another one contains is left out."""
    found = dict([*basemap.credits_in(lang, year), *_layer_credits(atlas, layers, lang)])
    for text, href in found.items():
        if not any(text != other and text in other for other in found):
            yield Credit(text, href)


def _layer_credits(atlas: Store, layers: Sequence[MapLayer], lang: str) -> Iterator[tuple[str, str | None]]:
    for layer in layers:
        for feature in layer.features:
            kind, _, rest = feature.id.partition("/")
            if kind == "borders":
                border_id, _, part = rest.partition("/")
                yield _border_credit(atlas.borders[border_id], part, atlas, lang)
            elif kind == "routes":
                route = atlas.routes[rest.partition("/")[0]]
                yield route.attribution.in_(lang), None
            elif kind == "places" and any(
                citation.source == "geonames" for citation in atlas.places[rest].sources
            ):
                yield "GeoNames (CC BY 4.0)", "https://www.geonames.org/"


def _border_credit(border: Border, part: str, atlas: Store, lang: str) -> tuple[str, str | None]:
    for line in border.lines:
        derived = atlas.lines.get(line.line or "") if line.id == part else None
        if derived is not None:
            return derived.attribution.in_(lang), None
    return border.attribution.in_(lang), None
