"""The names that a map says besides those of what it draws: what it is about, capitals, states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.atlas.store import Store
from mapsvc.history.territories import states_on
from mapsvc.model.dates import day_span
from mapsvc.model.geometry import Bounds, pad_bounds
from mapsvc.model.meridian import moved, near_lon, turns_to, unwrap
from mapsvc.model.records import Border, TerritorySet
from mapsvc.model.scene import MapFeature, NameRole, Scene, WantedName
from mapsvc.scene.features.territories import middle
from mapsvc.scene.ground.basemap import ground_under
from mapsvc.scene.ground.names import name_in

#: Names are at hand so far beyond a view, in parts of it: a reader may move the map.
_BEYOND = 0.6
#: Ground of a state is no finer than this part of a view, and named where it is more than that part of it.
_FINE, _LEAST = 1 / 400, 0.015
#: A state is named already where a named area covers so much of its ground.
_COVERED = 0.5


def with_wanted_names(atlas: Store, scene: Scene, borders: Sequence[str] = ()) -> Scene:
    """
    Return a map with the names that it is to say besides those of its features.

    Parameters
    ----------
    atlas
        Knows what the borders are about, who was ruled from where, and whose ground it was.
    scene
        Of any kind; its day decides.
    borders
        Those that the map is about, the weightiest last: states are those of its ground.
    """
    reach = pad_bounds(scene.extent, share=_BEYOND, least_deg=0.0)
    features = [feature for feature in scene.features() if feature.label]
    said = {str(feature.label) for feature in features}
    found: dict[str, WantedName] = {}
    drawn = [atlas.borders[border] for border in borders if border in atlas.borders]
    for name in (*_subjects(atlas, drawn, scene), *_capitals(atlas, scene)):
        west, south, east, north = reach
        if name.name not in said and west <= name.at[0] <= east and south <= name.at[1] <= north:
            found.setdefault(name.name, name)
    if any(feature.id.startswith(("borders/", "lines/")) for feature in scene.features()):
        for name in _lands(atlas, drawn, scene, features):
            found.setdefault(name.name, name)
    return replace(scene, names=tuple(found.values()))


def _subjects(atlas: Store, borders: Sequence[Border], scene: Scene) -> Iterator[WantedName]:
    for border in borders:
        for place in border.about or _signed_at(atlas, border):
            yield from _named(atlas, place, "subject", scene)


def _signed_at(atlas: Store, border: Border) -> Iterator[str]:
    """Yield the places where a border was signed."""
    for event in atlas.events.values():
        if border.id in event.borders and border.signed and border.signed.overlaps(event.when):
            yield from (part.place for part in event.places if part.role == "happened")


def _capitals(atlas: Store, scene: Scene) -> Iterator[WantedName]:
    today = day_span(scene.day)
    for polity in atlas.polities.values():
        for seat in polity.capitals:
            if seat.valid.overlaps(today):
                yield from _named(atlas, seat.place, "capital", scene)


def _named(atlas: Store, place_id: str, role: NameRole, scene: Scene) -> Iterator[WantedName]:
    """Yield the name of a place of the atlas, or of a town of its ground."""
    place, lang, day = atlas.places.get(place_id), scene.lang, scene.day
    centre = (scene.extent[0] + scene.extent[2]) / 2
    if place is not None and place.lon is not None and place.lat is not None:
        name = str(place.name_on(lang, day_span(day)))
        yield WantedName(
            id=f"places/{place_id}", name=name, role=role, at=(near_lon(place.lon, centre), place.lat)
        )
        return
    for town in ground_under(atlas).features("towns"):
        if town["id"] == place_id and (name := name_in(town["properties"], lang, day)):
            lon, lat = town["geometry"]["coordinates"]
            yield WantedName(id=f"towns/{place_id}", name=name, role=role, at=(near_lon(lon, centre), lat))


# ---- states -----------------------------------------------------------------------------------------------
def _lands(
    atlas: Store, borders: Sequence[Border], scene: Scene, features: Iterable[MapFeature]
) -> Iterator[WantedName]:
    """Yield the states whose ground a map shows, each with its ground, but those that it names itself."""
    own = [atlas.territories[border.id] for border in borders if border.id in atlas.territories]
    states = own[-1:] or states_on(atlas, scene.day)
    named = [feature for feature in features if _is_region(feature)]
    least = _LEAST * shapely.box(*scene.extent).area
    for polity, ground in _grounds(atlas, states, scene.extent).items():
        seen = shapely.intersection(ground, shapely.box(*scene.extent))
        if seen.area < least or any(_names(feature, ground, scene.extent) for feature in named):
            continue
        name = str(atlas.polities[polity].name_at(day_span(scene.day)).in_(scene.lang)).partition(" (")[0]
        spot = middle(atlas, ground, scene.extent)
        yield WantedName(
            id=f"lands/{polity}", name=name[:1].upper() + name[1:], role="land", at=spot, geometry=ground
        )


def _grounds(atlas: Store, states: Iterable[TerritorySet], extent: Bounds) -> dict[str, BaseGeometry]:
    """Return the settled ground of each holder about a view, no finer than the eye."""
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    box, fine = (
        shapely.box(*pad_bounds(extent, share=_BEYOND, least_deg=0.0)),
        (extent[2] - extent[0]) * _FINE,
    )
    for state in states:
        for ground in state.territories:
            if ground.overlap or ground.geometry.is_empty:
                continue
            key = (state.id, ground.id, extent)
            parts[ground.polity].append(atlas.kept("land", key, partial(_coarse, ground.geometry, box, fine)))
    joined = {polity: shapely.union_all(found) for polity, found in parts.items()}
    return {polity: ground for polity, ground in joined.items() if not ground.is_empty}


def _coarse(geometry: BaseGeometry, box: BaseGeometry, fine: float) -> BaseGeometry:
    whole = unwrap(geometry)
    (west, _, east, _), (left, _, right, _) = whole.bounds, box.bounds
    whole = moved(whole, turns_to((west + east) / 2, (left + right) / 2))
    return shapely.intersection(shapely.make_valid(whole.simplify(fine)), box)


def _is_region(feature: MapFeature) -> bool:
    flat = feature.geometry.geom_type in {"Polygon", "MultiPolygon"}
    return flat or feature.radius_km is not None or feature.symbol.startswith("wide-")


def _names(feature: MapFeature, ground: BaseGeometry, extent: Bounds) -> bool:
    """Tell whether the name of a region is read as that of a ground: it covers most of it, or lies on it."""
    shape = feature.geometry
    if shape.geom_type not in {"Polygon", "MultiPolygon"}:
        return bool(shapely.intersects(shape, shapely.intersection(ground, shapely.box(*extent))))
    if not shapely.intersects(shape, ground):
        return False
    common = shapely.intersection(shapely.make_valid(shape.simplify(0.02)), ground)
    return bool(common.area > _COVERED * ground.area)
