"""
What part of the world a map opens with: the thing shown, and as much round it as readers need.

An atlas may say how wide its events are shown at least (`least_deg`); every other least width is a share of
that. Where it says nothing, the view is the thing itself, padded: a front of a few kilometres, or an ocean.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from mapsvc.atlas.store import Store
from mapsvc.model.geometry import Bounds, disc_bounds, distance_km, join_bounds, pad_bounds
from mapsvc.model.meridian import drawn_bounds, near_lon
from mapsvc.model.records import Event, Place
from mapsvc.model.scene import MapFeature
from mapsvc.scene.features.places import WIDE_KM
from mapsvc.scene.symbology import is_ground_beside

#: Roles that the view has to hold.
_STAGE = {"happened", "origin", "destination", "waypoint", "claimed", "subject"}
#: Least widths as shares of that of an event, and how far a region or a scene beside a line counts.
_LINES, _ROUTE, _BORDER, _POINT, _AREA, _DAY, _STEP, _COMPARED = 3, 3, 2, 5, 2, 3, 4, 2
_NEAR, _FAR, _REACH_KM = 4, 18, 220
_EVENT = 7
#: Where an atlas has no least width: no map is narrower than this, in degrees (about 500 m).
_NARROWEST_DEG = 0.005
#: A lone point is shown with this much of its neighbourhood, in degrees.
_LONE_DEG, _LONE_MOST_DEG, _LONE_LEAST_DEG = 1.0, 8.0, 0.02
#: Its view reaches as far as the next few other places of the atlas lie.
_NEIGHBOURS = 3
#: A place counts for the view of a map of its own however far it reaches.
_WHOLE_KM = 2500.0
_KM_OF_DEG = 111.2
#: Points this near each other are one.
_SAME_KM = 0.1


@dataclass(frozen=True)
class ViewRules:
    """
    What an atlas says of its views.

    Attributes
    ----------
    home
        The view of the whole atlas.
    near
        The region that readers know; a lone scene outside of it is shown wide.
    least_deg
        Least width of an event's view; nothing, if the thing shown decides.
    """

    home: Bounds
    near: Bounds
    least_deg: float | None

    def least(self, share: float, otherwise: float = _NARROWEST_DEG) -> float:
        """Return the least width of a view, as a share of that of an event; else what the thing decides."""
        return otherwise if self.least_deg is None else self.least_deg * share / _EVENT


def view_rules(atlas: Store) -> ViewRules:
    """Return what an atlas says of its views."""
    return ViewRules(atlas.home, atlas.near, atlas.meta.view.least_deg)


def event_extent(
    atlas: Store, event: Event, layers: Mapping[str, Sequence[MapFeature]], drawn: Container[str | None]
) -> Bounds:
    """
    Return the view of an event.

    Parameters
    ----------
    atlas
        Where it comes from.
    event
        Which one.
    layers
        Its features by layer, all of them.
    drawn
        Ids of the borders that the event itself brought about.
    """
    rules = view_rules(atlas)
    stage = {f"places/{part.place}" for part in event.places if part.role in _STAGE}
    lines = feature_bounds(_among(layers["borders"], drawn))
    scene = _among(layers["places"], stage)
    if lines:
        return _treaty_extent(rules, lines, scene)
    moving = [*layers["routes"], *layers["arrows"]]
    if rules.least_deg is None:
        # A front of a few kilometres is the thing shown, as much as the places on it.
        moving += _among(layers["borders"], event.borders)
    everything = _bounds(rules, [*scene, *moving] or layers["places"])
    if everything is None:
        return rules.home
    if scene and not moving and not touch(everything, rules.near):
        # Elsewhere a lone scene says little: it is shown with what it was about, or within its continent.
        concerned = _bounds(rules, layers["places"]) or everything
        return pad_bounds(concerned, share=0.1, least_deg=rules.least(_FAR, _FAR))
    return _padded(atlas, rules, everything, share=0.12, least=_EVENT)


def place_extent(atlas: Store, place: Place, features: Iterable[MapFeature]) -> Bounds:
    """Return the view of a place's own map."""
    rules = view_rules(atlas)
    bounds = feature_bounds(features, _WHOLE_KM)
    if bounds is None:
        return rules.home
    return _padded(atlas, rules, bounds, share=0.15, least=_POINT if place.shape == "point" else _AREA)


def route_extent(atlas: Store, features: Iterable[MapFeature]) -> Bounds:
    """Return the view of a journey's own map."""
    rules = view_rules(atlas)
    return pad_bounds(feature_bounds(features) or rules.home, share=0.06, least_deg=rules.least(_ROUTE))


def border_extent(atlas: Store, features: Iterable[MapFeature]) -> Bounds:
    """Return the view of a border's own map."""
    rules = view_rules(atlas)
    return pad_bounds(feature_bounds(features) or rules.home, share=0.06, least_deg=rules.least(_BORDER))


def lines_extent(atlas: Store, boxes: Iterable[Sequence[float]]) -> Bounds:
    """Return the one view of all days from the bounds of what they draw."""
    rules = view_rules(atlas)
    return pad_bounds(join_bounds(boxes) or rules.home, share=0.03, least_deg=rules.least(_DAY))


def step_extent(atlas: Store, features: Iterable[MapFeature]) -> Bounds | None:
    """Return the view of a part of a journey; nothing for none of it."""
    bounds = join_bounds(drawn_bounds(feature.geometry) for feature in features)
    return pad_bounds(bounds, share=0.25, least_deg=view_rules(atlas).least(_STEP)) if bounds else None


def compared_extent(atlas: Store, boxes: Iterable[Sequence[float]]) -> Bounds:
    """Return the view of a comparison from the bounds of what it draws."""
    rules = view_rules(atlas)
    return pad_bounds(join_bounds(boxes) or rules.home, share=0.05, least_deg=rules.least(_COMPARED))


def touch(one: Sequence[float], other: Sequence[float]) -> bool:
    """Tell whether two bounds meet, at whichever turn of the world."""
    lon = near_lon((other[0] + other[2]) / 2, (one[0] + one[2]) / 2)
    half = (other[2] - other[0]) / 2
    across = one[0] <= lon + half and one[2] >= lon - half
    return across and one[1] <= other[3] and one[3] >= other[1]


def feature_bounds(features: Iterable[MapFeature], reach_km: float = _REACH_KM) -> Bounds | None:
    """Return the bounds of features; of a region without edges, as much as counts for a view."""
    return join_bounds(_boxes(features, reach_km))


def _padded(atlas: Store, rules: ViewRules, bounds: Bounds, *, share: float, least: float) -> Bounds:
    if rules.least_deg is None and _diagonal_km(bounds) < _SAME_KM:
        return pad_bounds(bounds, share=share, least_deg=_lone_deg(atlas, bounds))
    return pad_bounds(bounds, share=share, least_deg=rules.least(least))


def _lone_deg(atlas: Store, bounds: Bounds) -> float:
    """Return how wide a lone point is shown: to the next places, and no closer than its accuracy."""
    lon, lat = bounds[0], bounds[1]
    far = sorted(
        (distance_km(lon, lat, place.lon, place.lat), place.radius_km or 0.0)
        for place in atlas.places.values()
        if place.lon is not None and place.lat is not None
    )
    own = max((radius for distance, radius in far if distance < _SAME_KM), default=0.0)
    next_km = [distance for distance, _ in far if distance >= _SAME_KM][:_NEIGHBOURS]
    width = 2.5 * next_km[-1] / _KM_OF_DEG if next_km else _LONE_DEG
    known = 6 * own / _KM_OF_DEG
    return max(min(max(width, _LONE_LEAST_DEG), _LONE_MOST_DEG), known)


def _among(features: Iterable[MapFeature], ids: Container[str | None]) -> list[MapFeature]:
    """Return the features of some ids, or of the things with these ids."""
    return [feature for feature in features if feature.id in ids or feature.shared in ids]


def _treaty_extent(rules: ViewRules, lines: Bounds, scene: Iterable[MapFeature]) -> Bounds:
    """Return the view of the lines of a treaty, with the scenes that are not too far from them."""
    near_deg = rules.least(_NEAR, 0.8 * max(lines[2] - lines[0], lines[3] - lines[1]))
    near = [feature for feature in scene if _gap_deg(lines, feature) < near_deg]
    whole = join_bounds([lines, *_boxes(near, _reach(rules, lines))]) or lines
    return pad_bounds(whole, share=0.07, least_deg=rules.least(_LINES))


def _bounds(rules: ViewRules, features: Sequence[MapFeature]) -> Bounds | None:
    """Return the bounds of features; what has a place of its own decides how much of a region counts."""
    firm = join_bounds(drawn_bounds(feature.geometry) for feature in features if not _is_region(feature))
    return feature_bounds(features, _reach(rules, firm))


def _reach(rules: ViewRules, others: Bounds | None) -> float:
    """Return how much of a region counts for the view: a whole state would push the rest into a corner."""
    across = _diagonal_km(others) if others else 0.0
    return rules.least(_REACH_KM, across if across > _SAME_KM else _REACH_KM)


def _diagonal_km(bounds: Bounds) -> float:
    west, south, east, north = bounds
    across = (east - west) * max(math.cos(math.radians((south + north) / 2)), 0.2)
    return math.hypot(across, north - south) * _KM_OF_DEG


def _gap_deg(bounds: Bounds, feature: MapFeature) -> float:
    point = feature.geometry.representative_point()
    lon = near_lon(point.x, (bounds[0] + bounds[2]) / 2)
    across = max(bounds[0] - lon, lon - bounds[2], 0.0)
    upright = max(bounds[1] - point.y, point.y - bounds[3], 0.0)
    return max(across, upright)


def _is_region(feature: MapFeature) -> bool:
    return bool(feature.radius_km) or is_ground_beside(feature.symbol)


def _boxes(features: Iterable[MapFeature], reach_km: float) -> list[Sequence[float]]:
    return [_box(feature, reach_km) for feature in features]


def _box(feature: MapFeature, reach_km: float) -> Sequence[float]:
    if feature.radius_km:
        return disc_bounds(feature.geometry.x, feature.geometry.y, _reach_km(feature.radius_km, reach_km))
    whole = drawn_bounds(feature.geometry)
    if not is_ground_beside(feature.symbol) or feature.at is None:
        return whole
    near = disc_bounds(*feature.at, reach_km)
    return (*map(max, whole[:2], near[:2]), *map(min, whole[2:], near[2:]))


def _reach_km(radius_km: float, most_km: float) -> float:
    """Return how much of a region the view should hold; of a country, enough to know where one is."""
    if radius_km > WIDE_KM:
        return max(most_km, min(radius_km * 0.45, 700.0))
    return min(radius_km, most_km)
