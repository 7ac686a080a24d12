"""Compose the map of an event, a place, a journey or a border: layers, view, legend, credits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mapsvc.atlas.store import Atlas
from mapsvc.language import translate
from mapsvc.layers.borders import borders_on
from mapsvc.maps.addresses import Link
from mapsvc.maps.basemap import DEFAULT_YEAR, Basemap
from mapsvc.maps.border_features import border_features, point_features
from mapsvc.maps.event_map import Credit, EventMap, MapFeature, MapLayer
from mapsvc.maps.legend import legend_of
from mapsvc.maps.place_features import WIDE_KM, arrow_features, place_features
from mapsvc.maps.route_features import route_features
from mapsvc.maps.symbology import Emphasis
from mapsvc.maps.symbols import Symbols
from mapsvc.model.date_text import format_date
from mapsvc.model.dates import parse_date
from mapsvc.model.geometry import Bounds, disc_bounds, join_bounds, pad_bounds
from mapsvc.model.records import Border, Event, EventPlace, Place

#: Statuses of a line that a map shows because of its day alone; others only if the event is about them.
_STANDING = {"in-force", "signed", "de-facto"}
#: Roles that the view has to hold.
_STAGE = {"happened", "origin", "destination", "waypoint", "claimed", "subject"}
#: A region counts for the view only so far from its middle; a whole state would push the rest into a corner.
_REACH_KM = 220.0
#: A scene this far from the lines of its treaty is left out of the view: Moscow is not on the map of Kars.
_NEAR_DEG = 4.0
#: Anatolia and the Caucasus, which the atlas is about; readers know their way there.
_GROUND: Bounds = (25.0, 35.0, 52.0, 47.0)
#: Least width of the view of a scene outside that ground.
_FAR_DEG = 18.0


def compose_event(atlas: Atlas, event_id: str, lang: str) -> EventMap:
    """
    Compose the map of an event.

    Parameters
    ----------
    atlas
        Where everything comes from.
    event_id
        Id of the event.
    lang
        `"tr"` or `"en"`.

    Returns
    -------
    event_map
        Borders in force or drawn on the day, journeys up to it, arrows, places by role.

    Raises
    ------
    UnknownEventError
        If the atlas has no such event.
    """
    event = atlas.event(event_id)
    symbols = Symbols()
    borders = list(_borders_of(atlas, event))
    # A journey that the event opens is shown whole; any other only as far as it had come.
    until = None if event.arrow == "journey" else event.when
    routes = [atlas.routes[route] for route in event.routes]
    journeys = [
        feature
        for route in routes
        for feature in route_features(atlas, route, lang, symbols=symbols, until=until)
    ]
    stops = {feature.link for feature in journeys if feature.link and feature.link[0] == "place"}
    places = list(place_features(atlas, event.places, lang, when=event.when, symbols=symbols))
    # The way itself says more than an arrow; a message about a journey is not that journey.
    shown_by_way = journeys and event.arrow == "journey"
    arrows = [] if shown_by_way else list(arrow_features(atlas, event, lang, symbols=symbols))
    layers = {
        "borders": list(
            border_features(atlas, borders, lang, emphasis=_drawn_by(atlas, event), symbols=symbols)
        ),
        "routes": [feature for feature in journeys if not _is_place_of(feature, event, stops)],
        "arrows": arrows,
        "places": places,
    }
    extent = _event_extent(atlas, event, layers)
    layers["borders"] = [feature for feature in layers["borders"] if _in_view(feature, extent)]
    return _assemble(
        atlas, lang, layers, symbols, kind="event", map_id=event.id, title=event.title.in_(lang),
        caption=format_date(event.on, lang), date=event.on, extent=extent,
    )  # fmt: skip


def compose_place(atlas: Atlas, place_id: str, lang: str) -> EventMap:
    """Compose the map of a place: where it lies and how well that is known; may raise `UnknownPlaceError`."""
    place = atlas.place(place_id)
    symbols = Symbols()
    role = EventPlace(place=place.id, role="subject", certainty=place.certainty)
    features = list(place_features(atlas, [role], lang, when=None, symbols=symbols))
    span = 5.0 if place.shape == "point" else 2.0
    bounds = _feature_bounds(features, reach_km=2500) or atlas.meta.extent
    extent = pad_bounds(bounds, share=0.15, least_deg=span)
    caption = translate(lang, f"kind.{place.kind}")
    return _assemble(
        atlas, lang, {"places": features}, symbols, kind="place", map_id=place.id,
        title=place.name_on(lang), caption=caption, date=None, extent=extent,
    )  # fmt: skip


def compose_route(atlas: Atlas, route_id: str, lang: str) -> EventMap:
    """Compose the map of a journey with all its variants; may raise `UnknownRouteError`."""
    route = atlas.route(route_id)
    symbols = Symbols()
    features = list(route_features(atlas, route, lang, symbols=symbols, by_account=True))
    extent = pad_bounds(_feature_bounds(features) or atlas.meta.extent, share=0.06, least_deg=3)
    return _assemble(
        atlas, lang, {"routes": features}, symbols, kind="route", map_id=route.id,
        title=route.title.in_(lang), caption=format_date(route.valid, lang), date=route.valid, extent=extent,
    )  # fmt: skip


def compose_border(atlas: Atlas, border_id: str, lang: str) -> EventMap:
    """Compose the map of a border and the points its treaty names; may raise `UnknownBorderError`."""
    border = atlas.border(border_id)
    symbols = Symbols()
    lines = list(border_features(atlas, [border], lang, emphasis={border.id: "subject"}, symbols=symbols))
    points = list(point_features(atlas, border, lang, symbols=symbols))
    extent = pad_bounds(_feature_bounds(lines) or atlas.meta.extent, share=0.06, least_deg=2)
    date = border.signed or border.valid
    return _assemble(
        atlas, lang, {"borders": lines, "points": points}, symbols, kind="border", map_id=border.id,
        title=border.title.in_(lang), caption=format_date(date, lang), date=date, extent=extent,
    )  # fmt: skip


#: A map by what it shows.
COMPOSERS = {"event": compose_event, "place": compose_place, "route": compose_route, "border": compose_border}


def _assemble(
    atlas: Atlas,
    lang: str,
    layers: dict[str, list[MapFeature]],
    symbols: Symbols,
    *,
    kind: str,
    map_id: str,
    title: str,
    caption: str,
    date: str | None,
    extent: Bounds,
) -> EventMap:
    shown = tuple(
        MapLayer(layer, translate(lang, f"layer.{layer}"), tuple(features))
        for layer, features in layers.items()
        if features
    )
    used = {feature.symbol for layer in shown for feature in layer.features}
    kept = Symbols({key: symbol for key, symbol in symbols.items() if key in used})
    legend = legend_of(kept, lang)
    basemap = Basemap(atlas.root / "basemap")
    start = (parse_date(date).start or parse_date(date).end) if date else None
    return EventMap(
        kind=kind,
        id=map_id,
        lang=lang,
        title=title,
        caption=caption,
        date=date,
        year=start.year if start else DEFAULT_YEAR,
        extent=extent,
        layers=shown,
        symbols=dict(kept),
        legend=legend,
        credits=tuple(credits_of(atlas, basemap, shown, lang)),
        basemap=basemap,
    )


def _drawn_by(atlas: Atlas, event: Event) -> dict[str, Emphasis]:
    """Return the borders that the event itself brought about: those signed in its days."""
    borders = [atlas.borders[border] for border in event.borders]
    return {
        border.id: "new"
        for border in borders
        if border.signed is not None and parse_date(border.signed).overlaps(event.when)
    }


def _borders_of(atlas: Atlas, event: Event) -> Iterator[Border]:
    """Yield the borders that the event draws, then those that stood on its first day."""
    drawn = [atlas.borders[border] for border in event.borders]
    yield from drawn
    span = event.when
    if span.start is None:
        return
    day = parse_date(span.start.isoformat())
    for border in borders_on(atlas, day):
        ends_today = parse_date(border.valid).end == span.start
        if border not in drawn and border.status in _STANDING and not (drawn and ends_today):
            yield border


def _is_place_of(feature: MapFeature, event: Event, stops: set[Link]) -> bool:
    """Tell whether a stop is a place that the event already shows with its role."""
    return feature.link in stops and any(feature.link == ("place", part.place) for part in event.places)


def _event_extent(atlas: Atlas, event: Event, layers: dict[str, list[MapFeature]]) -> Bounds:
    stage = {f"places/{part.place}" for part in event.places if part.role in _STAGE}
    drawn = _drawn_by(atlas, event)
    lines = _feature_bounds(feature for feature in layers["borders"] if feature.shared in drawn)
    scene = [feature for feature in layers["places"] if feature.id in stage]
    if lines:
        near = [feature for feature in scene if _gap_deg(lines, feature) < _NEAR_DEG]
        return pad_bounds(join_bounds([lines, *_boxes(near, _REACH_KM)]) or lines, share=0.07, least_deg=3)
    moving = layers["routes"] + layers["arrows"]
    everything = _feature_bounds([*scene, *moving]) or _feature_bounds(layers["places"]) or atlas.meta.extent
    if scene and not moving and not _touch(everything, _GROUND):
        # Elsewhere a lone scene says little: it is shown with what it was about, or within its continent.
        concerned = _feature_bounds(layers["places"]) or everything
        return pad_bounds(concerned, share=0.1, least_deg=_FAR_DEG)
    return pad_bounds(everything, share=0.12, least_deg=7)


def _touch(one: Bounds, other: Bounds) -> bool:
    return one[0] <= other[2] and one[2] >= other[0] and one[1] <= other[3] and one[3] >= other[1]


def _gap_deg(bounds: Bounds, feature: MapFeature) -> float:
    point = feature.geometry.representative_point()
    across = max(bounds[0] - point.x, point.x - bounds[2], 0.0)
    upright = max(bounds[1] - point.y, point.y - bounds[3], 0.0)
    return max(across, upright)


def _feature_bounds(features: Iterable[MapFeature], reach_km: float = _REACH_KM) -> Bounds | None:
    return join_bounds(_boxes(features, reach_km))


def _boxes(features: Iterable[MapFeature], reach_km: float) -> list[Sequence[float]]:
    return [
        disc_bounds(feature.geometry.x, feature.geometry.y, _reach_km(feature.radius_km, reach_km))
        if feature.radius_km
        else feature.geometry.bounds
        for feature in features
    ]


def _reach_km(radius_km: float, most_km: float) -> float:
    """Return how much of a region the view should hold; of a country, enough to know where one is."""
    if radius_km > WIDE_KM:
        return max(most_km, min(radius_km * 0.45, 700.0))
    return min(radius_km, most_km)


def _in_view(feature: MapFeature, extent: Bounds) -> bool:
    return _touch(feature.geometry.bounds, extent)


def credits_of(atlas: Atlas, basemap: Basemap, layers: Sequence[MapLayer], lang: str) -> Iterator[Credit]:
    """Yield whom the parts that are shown are owed to; a text that another one contains is left out."""
    found = dict([*_background_credits(basemap, lang), *_layer_credits(atlas, layers, lang)])
    for text, href in found.items():
        if not any(text != other and text in other for other in found):
            yield Credit(text, href)


def _background_credits(basemap: Basemap, lang: str) -> Iterator[tuple[str, str | None]]:
    for part in basemap.credits:
        address = str(part.get("url") or "")
        yield part["text"][lang], address if address.startswith(("https://", "http://")) else None


def _layer_credits(atlas: Atlas, layers: Sequence[MapLayer], lang: str) -> Iterator[tuple[str, str | None]]:
    for layer in layers:
        for feature in layer.features:
            kind, _, rest = feature.id.partition("/")
            if kind == "borders":
                border_id, _, part = rest.partition("/")
                yield _border_credit(atlas.borders[border_id], part, atlas, lang)
            elif kind == "routes":
                route = atlas.routes[rest.partition("/")[0]]
                yield route.attribution.in_(lang), None
            elif kind == "places" and _from_geonames(atlas.places[rest]):
                yield "GeoNames (CC BY 4.0)", "https://www.geonames.org/"


def _border_credit(border: Border, part: str, atlas: Atlas, lang: str) -> tuple[str, str | None]:
    for line in border.lines:
        derived = atlas.lines.get(line.line or "") if line.id == part else None
        if derived is not None:
            return derived.attribution.in_(lang), None
    return border.attribution.in_(lang), None


def _from_geonames(place: Place) -> bool:
    return any(citation.source == "geonames" for citation in place.sources)
