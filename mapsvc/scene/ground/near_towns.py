"""Towns of the gazetteer on close maps: where no list of the ground has any, and no relief is left."""

from __future__ import annotations

from functools import partial
from typing import Any

from mapsvc.atlas.gazetteer.names import open_world
from mapsvc.model.geometry import Bounds
from mapsvc.resources import atlas_root
from mapsvc.scene.ground.basemap import Basemap

#: Maps broader than this have the towns of the world's list, in degrees of latitude.
_CLOSE_DEG = 1.6
#: Of the view's size, what is looked through beyond its edges, for who moves the map.
_AROUND = 0.6
#: So many at the most, and no smaller than this by today's count: a hamlet of today says nothing of its time.
_MOST, _LEAST_PEOPLE = 24, 3000
#: Gazetteers know the towns of today; further back than this too many are not of the time.
_SINCE = 1800
#: Inhabitants from which a town is written larger.
_RANKS = ((100_000, 2), (20_000, 3))


def near_towns(basemap: Basemap, extent: Bounds, year: int) -> list[dict[str, Any]]:
    """
    Return the towns of the gazetteer round a close view.

    Parameters
    ----------
    basemap
        Its own list of towns goes before.
    extent
        West, south, east, north in degrees.
    year
        Of the map.

    Returns
    -------
    features
        GeoJSON points with what a town of the ground has; none on wide views, in early years, and where
        the ground has a list of its own. Names are those of today, as GeoNames has them.
    """
    west, south, east, north = extent
    listed = _is_listed(basemap, (west + east) / 2, (south + north) / 2)
    if listed or north - south > _CLOSE_DEG or year < _SINCE:
        return []
    across, upright = (east - west) * _AROUND, (north - south) * _AROUND
    around = (west - across, south - upright, east + across, north + upright)
    near = tuple(round(edge, 3) for edge in around)
    return [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": {"kind": "town", "rank": rank, "names": {"und": name}},
        }
        for name, lon, lat, rank in basemap.kept("near towns", near, partial(_found, basemap, near))
    ]


def _is_listed(basemap: Basemap, lon: float, lat: float) -> bool:
    box = basemap.named
    return bool(box) and box[0] <= lon <= box[2] and box[1] <= lat <= box[3]  # type: ignore[index]


def _found(basemap: Basemap, near: tuple[float, ...]) -> tuple[tuple[str, float, float, int], ...]:
    world = basemap.kept("gazetteer", "", lambda: open_world(atlas_root()))
    if world is None:
        return ()
    west, south, east, north = near
    largest = world.largest_in(west, south, east, north, _MOST)
    return tuple(
        (world.entry(number).title, lon, lat, next((rank for least, rank in _RANKS if people >= least), 4))
        for number, lon, lat, people in largest
        if people >= _LEAST_PEOPLE
    )
