"""What part of the world a picture shows, and where on the picture a place lies (Mercator, north is up)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.ground.tiles import project
from mapsvc.model.geometry import Bounds
from mapsvc.model.scene import Scene
from mapsvc.model.style import STYLE
from mapsvc.render.picture.boxes import Box

#: Pixels beyond the frame in which lines are still drawn, so that no end shows.
MARGIN_PX = 40.0
#: What an extent keeps clear of at each edge, if nothing else is said.
PADDING = (14.0, 14.0, 14.0, 14.0)
#: Steps shorter than this are not drawn, in pixels.
_FINE_PX = 0.3
_LEAST_ZOOM, _GREATEST_ZOOM = 0.0, 16.0


@dataclass(frozen=True, kw_only=True)
class Panel:
    """
    A map to draw.

    Attributes
    ----------
    scene
        With the layers that are to be shown.
    heading
        What it shows, if there are several.
    inset
        A box of degrees that is shown again, larger.
    locator
        A box of degrees round the map, shown small with the map's own place in it.
    locates
        The box whose place this map shows, if it is a locator itself.
    covered
        Boxes of its frame, in pixels, on which something else stands.
    padding
        Left, top, right, bottom: pixels of its frame that the extent keeps clear of.
    """

    scene: Scene
    heading: str = ""
    inset: Bounds | None = None
    locator: Bounds | None = None
    locates: Bounds | None = None
    covered: tuple[Box, ...] = ()
    padding: tuple[float, float, float, float] = PADDING


@dataclass(frozen=True)
class View:
    """
    A rectangle of the Mercator world.

    Attributes
    ----------
    west, north
        Left and upper edge in parts of the world's width, 0 to 1.
    zoom
        The world is 256 · 2^zoom pixels wide.
    width, height
        In pixels.
    """

    west: float
    north: float
    zoom: float
    width: float
    height: float

    @cached_property
    def scale(self) -> float:
        """Width of the world in pixels."""
        return float(256 * 2**self.zoom)

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of what is drawn, in pixels, the margin included."""
        return (-MARGIN_PX, -MARGIN_PX, self.width + MARGIN_PX, self.height + MARGIN_PX)

    @cached_property
    def extent(self) -> tuple[float, float, float, float]:
        """West, south, east, north of what the frame holds, in degrees; the east may lie beyond 180."""
        east, south = self.west + self.width / self.scale, self.north + self.height / self.scale
        lats = [math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y)))) for y in (south, self.north)]
        return (self.west * 360 - 180, lats[0], east * 360 - 180, lats[1])

    def project(self, lonlat: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Return pixels of points given as rows of longitude and latitude."""
        return (project(lonlat) - (self.west, self.north)) * self.scale

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Return the pixel of a point."""
        ((x, y),) = self.project(np.array([[lon, lat]], dtype=float)).tolist()
        return x, y

    def near(self, lon: float, lat: float) -> tuple[float, float]:
        """Return the pixel of a point on that round of the world which lies nearest to the middle."""
        x, y = self.point(lon, lat)
        return x + self.scale * round((self.width / 2 - x) / self.scale), y

    def from_world(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a geometry of world parts in pixels, cut to what is drawn."""
        moved = shapely.transform(geometry, lambda found: (found - (self.west, self.north)) * self.scale)
        return self.cut(moved)

    def draw(self, geometry: BaseGeometry, beyond: float = 0.0) -> BaseGeometry:
        """
        Return a geometry of degrees in pixels, cut to what is drawn and no finer than the eye.

        A wide view may show it at two turns of the world: a line that leaves at one edge enters at the other.
        Of what is seen so far from where it lies, so much `beyond` the margin is kept.
        """
        moved = shapely.transform(geometry, self.project)
        turns = self.turns(moved)
        if turns in ((), (0,)):
            return self.cut(moved, beyond)
        shapes = [self.cut(moved_across(moved, turn * self.scale), beyond) for turn in turns]
        return shapely.union_all(shapes) if shapely.get_dimensions(moved) == 2 else _collected(shapes)

    def turns(self, moved: BaseGeometry) -> tuple[int, ...]:
        """Return how many times round the world a geometry of pixels may go and still be in the picture."""
        west, _, east, _ = moved.bounds
        left, _, right, _ = self.box
        if math.isnan(west):
            return ()
        first, last = math.ceil((left - east) / self.scale), math.floor((right - west) / self.scale)
        return tuple(range(first, last + 1))

    def cut(self, moved: BaseGeometry, beyond: float = 0.0) -> BaseGeometry:
        """Return a geometry of pixels without what lies outside the frame."""
        left, top, right, bottom = np.array(self.box) + beyond * np.array([-1, -1, 1, 1])
        if shapely.get_dimensions(moved) == 2 and not moved.is_valid:
            moved = shapely.make_valid(moved)
        return shapely.clip_by_rect(moved.simplify(_FINE_PX), left, top, right, bottom)

    def shows(self, geometry: BaseGeometry) -> bool:
        """Tell whether any of a geometry of pixels lies in the frame."""
        return bool(shapely.intersects(geometry, shapely.box(0, 0, self.width, self.height)))

    def metres_per_px(self) -> float:
        """Return how many metres a pixel is wide in the middle of the picture."""
        return STYLE.earth.round_m * math.cos(self._lat(0.5)) / self.scale

    def stretch(self) -> float:
        """Return how many times longer a length is where the picture shows it longest than shortest."""
        edges = (abs(self._lat(0.0)), abs(self._lat(1.0)))
        nearest = 0.0 if self._lat(0.0) > 0 > self._lat(1.0) else min(edges)
        return math.cos(nearest) / math.cos(max(edges))

    def _lat(self, share: float) -> float:
        """Return the latitude, in radians, so far down the picture."""
        y = self.north + share * self.height / self.scale
        return math.atan(math.sinh(math.pi * (1 - 2 * min(max(y, 0.0), 1.0))))


def moved_across(shape: BaseGeometry, across: float) -> BaseGeometry:
    """Return a shape so far to the east: the world's breadth, and it lies one round on."""
    return shapely.transform(shape, lambda points: points + np.array([across, 0.0])) if across else shape


def _collected(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return lines of several geometries as one, none of them changed."""
    parts = shapely.get_parts(list(shapes))
    return shapely.multilinestrings([part for part in parts.tolist() if part.geom_type == "LineString"])


def fit_view(extent: Bounds, width: float, height: float, *, padding: Sequence[float] = PADDING) -> View:
    """
    Return the view that holds an extent and fills a frame.

    Parameters
    ----------
    extent
        West, south, east, north in degrees.
    width, height
        Of the frame in pixels.
    padding
        Left, top, right, bottom: pixels that the extent keeps clear of.
    """
    west, south, east, north = extent
    (x0, y0), (x1, y1) = project(np.array([[west, north], [east, south]], dtype=float)).tolist()
    left, top, right, bottom = padding
    across = max(width - left - right, 10.0) / max(x1 - x0, 1e-9)
    upright = max(height - top - bottom, 10.0) / max(y1 - y0, 1e-9)
    zoom = min(max(math.log2(min(across, upright) / 256), _LEAST_ZOOM), _GREATEST_ZOOM)
    scale = 256 * 2**zoom
    middle_x = (x0 + x1) / 2 - (left - right) / 2 / scale
    middle_y = (y0 + y1) / 2 - (top - bottom) / 2 / scale
    # No paper beyond the world's ends while there is world on the other side.
    room = 1 - height / scale
    north_y = (
        min(max(middle_y - height / 2 / scale, 0.0), room) if room >= 0 else middle_y - height / 2 / scale
    )
    return View(middle_x - width / 2 / scale, north_y, zoom, width, height)
