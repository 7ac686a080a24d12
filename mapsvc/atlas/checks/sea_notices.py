"""Ships that sail over land, and carts that roll through the sea, by the coast that maps draw."""

from __future__ import annotations

from collections.abc import Iterator

import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.atlas.problems import Problem
from mapsvc.atlas.store import Store
from mapsvc.ground.folder import own_folder
from mapsvc.ground.shore import Shore
from mapsvc.model.geometry import length_km
from mapsvc.model.records import Leg
from mapsvc.resources import ground_root

_ON_LAND = frozenset({"carriage", "road", "rail", "horse", "foot", "sledge"})
_KM_PER_DEG = 111.2
#: A coast is taken so far around a leg.
_AROUND_DEG = 0.5
#: No coast is drawn finer than this; that of a wide map is coarser by its width.
_LEAST_KM, _KM_A_DEGREE = 5.0, 0.3
#: A quay lies this near to the drawn sea, and a shorter stretch over land is a cape cut off.
_HARBOUR_KM = 15.0


def sea_notices(atlas: Store) -> Iterator[Problem]:
    """Yield legs of ships that cross land, and legs over land that cross the sea."""
    shore = Shore((atlas.root / own_folder(atlas.meta.ground), ground_root()))
    for route in atlas.routes.values():
        for leg in route.legs:
            if leg.mode == "ship" or leg.mode in _ON_LAND:
                for part in shapely.get_parts(leg.geometry).tolist():
                    yield from _astray(leg, part, shore, f"routes/{route.id}.geojson")


def _astray(leg: Leg, line: BaseGeometry, shore: Shore, file: str) -> Iterator[Problem]:
    west, south, east, north = line.bounds
    box = (
        max(west - _AROUND_DEG, -180.0), max(south - _AROUND_DEG, -85.0),
        min(east + _AROUND_DEG, 180.0), min(north + _AROUND_DEG, 85.0),
    )  # fmt: skip
    sea = shore.sea_over(box)
    if sea.is_empty:
        return
    loose_km = max(_LEAST_KM, leg.accuracy_km, _KM_A_DEGREE * max(box[2] - box[0], box[3] - box[1]))
    loose = loose_km / _KM_PER_DEG
    if leg.mode == "ship":
        ends = shapely.points(shapely.get_coordinates(line)[[0, -1]])
        # One that sets out far from the sea goes by river.
        if (shapely.distance(ends, sea) > max(loose, _HARBOUR_KM / _KM_PER_DEG)).any():
            return
        quays = shapely.union_all(shapely.buffer(ends, _HARBOUR_KM / _KM_PER_DEG))
        lost, where = shapely.difference(line, shapely.union(sea.buffer(loose), quays)), "land"
    else:
        lost, where = shapely.intersection(line, sea.buffer(-loose)), "the sea"
    if length_km(lost) > loose_km:
        at = lost.representative_point()
        message = (
            f"goes {length_km(lost):.0f} km over {where} near lon {at.x:.2f}, lat {at.y:.2f}, though its "
            f"mode is {leg.mode!r}; mend the way, its mode or its 'accuracy_km'"
        )
        yield Problem(file, f"features.{leg.id}.geometry", message)
