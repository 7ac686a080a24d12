"""The coast of OpenStreetMap: land polygons with shores drawn to about 50 m, turned into sea."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.ground.sea import polygons
from mapsvc.ground.tiles import Box, project, unproject

#: A sea of the coarser source that the finer one has as land for the greater part is a sea all the same.
_DRY = 0.3


def read_sea(package: Path, box: Box, coarse: list[BaseGeometry]) -> list[BaseGeometry]:
    """
    Return the sea of a box as valid polygons in world units.

    Parameters
    ----------
    package
        The unpacked `@geo-maps/earth-lands-50m`.
    box
        World units: left, top, right, bottom.
    coarse
        The sea of the box by Natural Earth; it has the Caspian, which may be missing from coastlines.
    """
    lands = [_world(land, box) for land in _lands_near(package / "package/map.geo.json", box)]
    sea = shapely.difference(shapely.box(*box), shapely.union_all(lands))
    forgotten = [part for part in coarse if part.intersection(sea).area < _DRY * part.area]
    return polygons(shapely.union_all([sea, *forgotten]))


def _lands_near(path: Path, box: Box) -> Iterator[BaseGeometry]:
    """Yield the land polygons, in degrees, whose bounds meet a box of world units."""
    (west, north), (east, south) = unproject(np.array([box[:2], box[2:]])).tolist()
    document = json.loads(path.read_text(encoding="utf-8"))
    for geometry in _geometries(document):
        many = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        for rings in many:
            outer = np.array(rings[0])[:, :2]
            (x0, y0), (x1, y1) = outer.min(axis=0), outer.max(axis=0)
            if x0 <= east and x1 >= west and y0 <= north and y1 >= south:
                yield shapely.Polygon(outer, [np.array(ring)[:, :2] for ring in rings[1:]])


def _geometries(document: dict) -> Iterator[dict]:  # type: ignore[type-arg]
    for part in document.get("features", document.get("geometries", [document])):
        geometry = part.get("geometry", part)
        if geometry["type"] == "GeometryCollection":
            yield from _geometries(geometry)
        else:
            yield geometry


def _world(land: BaseGeometry, box: Box) -> BaseGeometry:
    cut = shapely.clip_by_rect(shapely.transform(land, project), *box)
    return cut if cut.is_valid else shapely.make_valid(cut)
