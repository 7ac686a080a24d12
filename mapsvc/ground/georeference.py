"""Where an old map lies: from pixels of its scan to the world and back, and how exact that is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely

from mapsvc.ground.projection import Plane
from mapsvc.ground.tiles import Grid, project, unproject
from mapsvc.ground.transformation import (
    Transformation,
    affine_transformation,
    places_over,
)
from mapsvc.model.geometry import distance_km
from mapsvc.model.meridian import near_lon
from mapsvc.model.old_maps import OldMap

#: Along each side of what is shown, so that a bent edge is not cut off.
_ALONG_EDGE = 24
_FOLD_GRID = 40
#: A point so many times as far off as they are in the middle, and so far in any case, is looked at.
_FAR_OFF, _LEAST_FAR_PX = 4.0, 6.0


@dataclass(frozen=True)
class Misfit:
    """
    How far a control point is from where the transformation puts it.

    Attributes
    ----------
    km, px
        On the earth, and on the scan.
    alone_km, alone_px
        The same where the scan is laid without it, as any other place of the map is; nothing where there are
        no more points than are needed.
    """

    km: float
    px: float
    alone_km: float | None
    alone_px: float | None


@dataclass(frozen=True, eq=False)
class Georeference:
    """
    Where an old map lies.

    Attributes
    ----------
    old_map
        What the atlas says of it.

    Raises
    ------
    TransformationError, ProjectionError
        If nothing follows from its points, or its plane is unknown.
    """

    old_map: OldMap

    def __post_init__(self) -> None:
        """Solve for it at once, so that what is made can be used."""
        _ = self.transformation

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in the pixels that the points count."""
        return float(self.old_map.size[0]), float(self.old_map.size[1])

    @cached_property
    def plane(self) -> Plane:
        """Where the scan is laid."""
        return Plane(self.old_map.crs)

    @cached_property
    def transformation(self) -> Transformation:
        """The way from the scan to its plane."""
        if self.old_map.affine is not None:
            return affine_transformation(self.old_map.affine, self.size)
        pixels = np.array([point.pixel for point in self.old_map.points], dtype=float).reshape(-1, 2)
        return Transformation(
            self.old_map.transformation, pixels, self.plane.of_degrees(self._places), self.size
        )

    @cached_property
    def _places(self) -> Grid:
        """Longitudes and latitudes of the control points, in one piece over the 180th meridian."""
        places = [point.at for point in self.old_map.points]
        laid = [(near_lon(lon, places[0][0]), lat) for lon, lat in places]
        return np.array(laid, dtype=float).reshape(-1, 2)

    # ---- there and back --------------------------------------------------------------------------------
    def degrees_of_pixels(self, pixels: Grid) -> Grid:
        """Return longitude and latitude of places of the scan; longitudes may pass 180."""
        return self.plane.degrees(self.transformation.forward(pixels))

    def world_of(self, pixels: Grid) -> Grid:
        """Return places of the scan in units of the world, in one piece over the 180th meridian."""
        lonlat = self.degrees_of_pixels(pixels)
        middle = self.degrees_of_pixels(np.array([[self.size[0] / 2, self.size[1] / 2]]))[0, 0]
        lonlat[:, 0] = [near_lon(lon, middle) for lon in lonlat[:, 0]]
        return project(lonlat)

    def pixels_of(self, world: Grid) -> Grid:
        """Return the places of the scan that lie at places of the world; NaN where there is none."""
        plane = self.plane.of_degrees(unproject(world))
        good = np.isfinite(plane).all(axis=1)
        found = np.full(world.shape, np.nan)
        if good.any():
            found[good] = self.transformation.inverse(plane[good])
        return found

    # ---- what is shown ---------------------------------------------------------------------------------
    @cached_property
    def frame(self) -> tuple[tuple[float, float], ...]:
        """The corners of what is shown, in pixels."""
        width, height = self.size
        return self.old_map.crop or ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))

    @cached_property
    def world_box(self) -> tuple[float, float, float, float]:
        """What is shown, in units of the world: left, top, right, bottom."""
        edge = shapely.Polygon(self.frame).exterior
        longest = edge.length / (_ALONG_EDGE * len(self.frame))
        pixels = shapely.get_coordinates(edge.segmentize(max(longest, 1.0)))
        shown = shapely.Polygon(self.frame)
        inner = self._grid[shapely.contains_xy(shown, self._grid)]
        world = self.world_of(np.vstack([pixels, inner]))
        world = world[np.isfinite(world).all(axis=1)]
        left, top = world.min(axis=0).tolist()
        right, bottom = world.max(axis=0).tolist()
        return left, max(top, 0.0), right, min(bottom, 1.0)

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north of what is shown, in degrees; east may pass 180."""
        left, top, right, bottom = self.world_box
        (west, north), (east, south) = unproject(np.array([[left, top], [right, bottom]])).tolist()
        return west, south, east, north

    @cached_property
    def _grid(self) -> Grid:
        box = shapely.Polygon(self.frame).bounds
        return places_over(box, _FOLD_GRID)

    @cached_property
    def finest(self) -> float:
        """The zoom at which a tile's pixel is as large as one of the scan, in its middle."""
        middle = np.array([shapely.Polygon(self.frame).representative_point().coords[0]])
        beside = middle + np.array([[0.5, 0.0], [-0.5, 0.0], [0.0, 0.5], [0.0, -0.5]])
        right, left, below, above = self.world_of(beside)
        area = abs(float(np.linalg.det(np.array([right - left, below - above]))))
        return math.log2(1 / (math.sqrt(area) * 512)) if area > 0 else 0.0

    @cached_property
    def km_a_pixel(self) -> float:
        """How long a pixel of the scan is on the earth, in its middle."""
        width, height = self.size
        ends = self.degrees_of_pixels(
            np.array([[width / 2 - 0.5, height / 2], [width / 2 + 0.5, height / 2]])
        )
        return distance_km(*ends[0], *ends[1])

    # ---- how exact -------------------------------------------------------------------------------------
    @cached_property
    def folds(self) -> bool:
        """Tell whether some of it lies above other parts of it."""
        turns = np.sign(self.transformation.turns(self._grid))
        return bool((turns != turns[0]).any())

    @cached_property
    def is_mirrored(self) -> bool:
        """Tell whether it shows the earth as a mirror does."""
        return bool((self.transformation.turns(self._grid) > 0).all())

    @cached_property
    def misfits(self) -> tuple[Misfit, ...]:
        """How far each control point is off, in their order."""
        return tuple(self._misfits())

    def _misfits(self) -> Iterator[Misfit]:
        for index, point in enumerate(self.old_map.points):
            rest = self.transformation.without(index)
            alone = self._off(rest, point.pixel, point.at) if rest else (None, None)
            yield Misfit(*self._off(self.transformation, point.pixel, point.at), *alone)

    def _off(
        self, laid: Transformation, pixel: Sequence[float], at: tuple[float, float]
    ) -> tuple[float, float]:
        """Return how far a transformation puts a pixel from a place, in km and in pixels."""
        lon, lat = self.plane.degrees(laid.forward(np.array([pixel], dtype=float)))[0]
        km = distance_km(lon, lat, *at) if np.isfinite([lon, lat]).all() else math.inf
        return km, km / self.km_a_pixel if self.km_a_pixel else math.inf

    @cached_property
    def mean_km(self) -> float | None:
        """How far off a place of the map is on average, by its control points; nothing where nobody knows."""
        alone = [misfit.alone_km for misfit in self.misfits if misfit.alone_km is not None]
        return sum(alone) / len(alone) if alone and len(alone) == len(self.misfits) else None

    @cached_property
    def doubtful(self) -> tuple[int, ...]:
        """Indices of control points that lie far from where the others put them, the farthest first."""
        alone = [misfit.alone_px if misfit.alone_px is not None else 0.0 for misfit in self.misfits]
        if not alone:
            return ()
        usual = sorted(alone)[len(alone) // 2]
        far = [index for index, px in enumerate(alone) if px > max(_FAR_OFF * usual, _LEAST_FAR_PX)]
        return tuple(sorted(far, key=lambda index: -alone[index]))
