"""The plane in which an old map is laid: any coordinate reference system that PROJ knows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyproj

from mapsvc.ground.tiles import Grid, project, unproject
from mapsvc.model.old_maps import WEB_MERCATOR

#: Half the earth's girth in the plane of the tiles, in its metres.
_HALF_M = 20037508.342789244


class ProjectionError(ValueError):
    """A coordinate reference system is unknown; the message says what would do."""


@dataclass(frozen=True)
class Plane:
    """
    The plane of a coordinate reference system.

    Attributes
    ----------
    crs
        Its name: a number, or what PROJ reads.
    """

    crs: str

    def of_degrees(self, lonlat: Grid) -> Grid:
        """Return places in degrees on the plane; longitudes may pass 180 in that of the tiles."""
        if self.crs == WEB_MERCATOR:
            world = project(lonlat)
            return np.column_stack([(world[:, 0] * 2 - 1) * _HALF_M, (1 - world[:, 1] * 2) * _HALF_M])
        x, y = self._transformer.transform(lonlat[:, 0], lonlat[:, 1], direction="INVERSE")
        return np.column_stack([x, y])

    def degrees(self, places: Grid) -> Grid:
        """Return the longitude and latitude of places on the plane; not finite where it has none."""
        if self.crs == WEB_MERCATOR:
            world = np.column_stack([(places[:, 0] / _HALF_M + 1) / 2, (1 - places[:, 1] / _HALF_M) / 2])
            return unproject(world)
        lon, lat = self._transformer.transform(places[:, 0], places[:, 1])
        return np.column_stack([lon, lat])

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return longitude and latitude of one place; `ProjectionError` if it has none."""
        lon, lat = self.degrees(np.array([[x, y]], dtype=float))[0].tolist()
        if not (abs(lon) <= 540 and abs(lat) <= 90):
            msg = f"{x:g}, {y:g} is no place on the earth in {self.crs[:60]}"
            raise ProjectionError(msg)
        return (lon + 180) % 360 - 180, lat

    @cached_property
    def _transformer(self) -> pyproj.Transformer:
        try:
            return pyproj.Transformer.from_crs(self.crs, "EPSG:4326", always_xy=True)
        except pyproj.exceptions.CRSError as error:
            raise ProjectionError(_unknown(self.crs)) from error


def short_crs(text: str) -> str:
    """
    Return a CRS by its number where it has one, else as it was written.

    Raises
    ------
    ProjectionError
        If PROJ knows none of that name.
    """
    try:
        found = pyproj.CRS.from_user_input(text)
    except pyproj.exceptions.CRSError as error:
        raise ProjectionError(_unknown(text)) from error
    number = found.to_authority(min_confidence=70)
    return ":".join(number) if number else text


def _unknown(crs: str) -> str:
    return f"{crs[:60]!r} is no coordinate reference system; write its number, such as 'EPSG:4326'"
