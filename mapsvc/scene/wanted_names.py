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

#: What ids of frontiers begin with.
_FRONTIERS = ("borders/", "lines/")
#: Names are at hand so far beyond a view, in parts of it: a reader may move the map.
_BEYOND_VIEW = 0.6
#: Ground of a state is no finer than this part of a view, and named where it is more than that part of it.
_FINE, _LEAST = 1 / 400, 0.015
#: Of ground that changed hands between two days so many pieces, the largest, say their chief towns.
_MOST_CHANGED = 5


def with_wanted_names(
    atlas: Store, scene: Scene, borders: Sequence[str] = (), changed: Sequence[BaseGeometry] = ()
) -> Scene:
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
    changed
        Ground that passed from hand to hand, the largest first: where no border says what the map is about,
        it is about the chief towns there.
    """
    features = [feature for feature in scene.features() if feature.label]
    said = {str(feature.label) for feature in features}
    drawn = [atlas.borders[border] for border in borders if border in atlas.borders]
    about = list(_subjects(atlas, drawn, scene)) or list(_chief_towns(atlas, changed, scene))
    names = [name for name in _near(scene, [*about, *_capitals(atlas, scene)]) if name.name not in said]
    if any(feature.id.startswith(_FRONTIERS) for feature in scene.features()):
        names += _lands(atlas, drawn, scene, features)
    found = {name.name: name for name in reversed(names)}
    return replace(scene, names=tuple(reversed(found.values())))


def _near(scene: Scene, names: Iterable[WantedName]) -> Iterator[WantedName]:
    """Yield the names that stand in the view or not far off."""
    west, south, east, north = pad_bounds(scene.extent, share=_BEYOND_VIEW, least_deg=0.0)
    for name in names:
        if west <= name.at[0] <= east and south <= name.at[1] <= north:
            yield name


def _chief_towns(atlas: Store, changed: Sequence[BaseGeometry], scene: Scene) -> Iterator[WantedName]:
    """Yield the first town of each of the largest pieces: the ground's own, the weightiest by rank."""
    towns = ground_under(atlas).features("towns")
    points = shapely.points([town["geometry"]["coordinates"] for town in towns])
    for piece in changed[:_MOST_CHANGED]:
        inside = [town for town, lies in zip(towns, shapely.contains(piece, points), strict=True) if lies]
        if inside:
            chief = min(inside, key=lambda town: int(town["properties"]["rank"]))
            yield from _named(atlas, chief["id"], "subject", scene)


def _subjects(atlas: Store, borders: Sequence[Border], scene: Scene) -> Iterator[WantedName]:
    for border in borders:
        for place in border.about or _signed_at(atlas, border):
            yield from _named(atlas, place, "subject", scene)


def _signed_at(atlas: Store, border: Border) -> Iterator[str]:
    """Yield the places where a border was signed."""
    for event in atlas.events_by_border.get(border.id, ()):
        if border.signed and border.signed.overlaps(event.when):
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
    least = _LEAST * shapely.box(*scene.extent).area
    for polity, ground in _grounds(atlas, states, scene.extent).items():
        seen = shapely.intersection(ground, shapely.box(*scene.extent))
        if seen.area < least or any(_lies_on(feature, seen) for feature in features):
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
        shapely.box(*pad_bounds(extent, share=_BEYOND_VIEW, least_deg=0.0)),
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


def _lies_on(feature: MapFeature, ground: BaseGeometry) -> bool:
    """Tell whether a sign or a disc that stands for a whole region does so for a ground."""
    stands = feature.radius_km is not None or feature.symbol.startswith("wide-")
    return stands and bool(shapely.intersects(feature.geometry, ground))
