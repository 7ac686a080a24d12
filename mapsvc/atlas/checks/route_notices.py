"""What may be a slip in a journey, though it can be meant."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.atlas.problems import Problem, Problems
from mapsvc.atlas.raw_files import features_of
from mapsvc.atlas.store import Store
from mapsvc.errors import GeometryError
from mapsvc.ground.folder import own_folder
from mapsvc.model.geometry import distance_km, length_km, parse_geometry
from mapsvc.model.records import Leg, Route

#: A way is at most so many times as long as straight lines from stop to stop.
_LONGEST = 4.0
#: Shorter ways may well turn.
_SHORT_KM = 20.0
#: A train keeps to the drawn railway by this, or by its leg's accuracy.
_RAIL_KM = 5.0
#: Farther from every drawn railway than this, none of that land is drawn.
_NO_DATA_KM = 100.0
#: Points are taken so far apart along a leg, degrees.
_STEP_DEG = 0.03


def route_notices(atlas: Store) -> Iterator[Problem]:
    """Yield accounts that do not say how they differ, ways that wind, and trains that leave the railway."""
    railways = _read_railways(atlas)
    for route in atlas.routes.values():
        file = f"routes/{route.id}.geojson"
        if len(route.variants) > 1 and not (route.parts or route.difference or route.conflict):
            message = "is missing; say in a sentence why the accounts differ, or 'parts' if they are branches"
            yield Problem(file, "properties.difference", message)
        for variant in route.variants:
            yield from _winding(route, variant.id, file)
        for leg in route.legs:
            if leg.mode == "unknown" and leg.certainty == "attested":
                message = "is 'attested', but nobody knows by which way: the mode is 'unknown'"
                yield Problem(file, f"features.{leg.id}.certainty", message)
            elif leg.mode == "rail" and railways:
                yield from _off_the_rails(leg, railways, file)


def _winding(route: Route, variant: str, file: str) -> Iterator[Problem]:
    stops = route.stops_of(variant)
    ends = {stop.n: (one, stop) for one, stop in itertools.pairwise(stops)}
    for leg in route.legs_of(variant):
        one, other = ends.get(leg.n + 1, (None, None))
        if one is None or other is None:
            continue
        straight = distance_km(one.geometry.x, one.geometry.y, other.geometry.x, other.geometry.y)
        found = length_km(leg.geometry)
        if found > max(_SHORT_KM, _LONGEST * straight):
            message = f"is {found:.0f} km long, its stops are {straight:.0f} km apart: is a vertex astray?"
            yield Problem(file, f"features.{leg.id}.geometry", message)


def _read_railways(atlas: Store) -> Sequence[BaseGeometry]:
    """Return an atlas's own railways. Those of the package are of one region and time, and prove nothing."""
    folders = (atlas.root / own_folder(atlas.meta.ground), atlas.root / "basemap")
    folder = next((found for found in folders if (found / "railways.geojson").is_file()), None)
    lines = []
    # What is wrong with the file itself is told where the ground is checked.
    for _, feature in features_of(folder, "railways.geojson", Problems()) if folder else ():
        try:
            lines.append(parse_geometry(feature.get("geometry")))
        except GeometryError:
            continue
    return lines


def _off_the_rails(leg: Leg, railways: Sequence[BaseGeometry], file: str) -> Iterator[Problem]:
    points = shapely.points(shapely.get_coordinates(shapely.segmentize(leg.geometry, _STEP_DEG)))
    tree = shapely.STRtree(railways)
    nearest = [railways[index] for index in tree.nearest(points)]
    on = shapely.get_coordinates(shapely.shortest_line(points, nearest)).reshape(-1, 4)
    gaps = np.array([distance_km(*row) for row in on.tolist()])
    far = int(gaps.argmax())
    if gaps.min() < _RAIL_KM and max(_RAIL_KM, leg.accuracy_km) < gaps[far] < _NO_DATA_KM:
        lon, lat = on[far, :2]
        message = f"leaves the railway that maps show by {gaps[far]:.0f} km near lon {lon:.2f}, lat {lat:.2f}"
        yield Problem(file, f"features.{leg.id}.geometry", message)
