"""The relief of a picture: one image of light and shade; from near, of the broad tint of heights alone."""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from mapsvc.model.style import STYLE
from mapsvc.render.picture.svg_text import tag
from mapsvc.render.picture.view import View
from mapsvc.render.picture.water import Cell
from mapsvc.scene.ground.basemap import Basemap

_JPEG_QUALITY = 84
#: Multiples of it leave remainders that are evenly spread.
_SPREAD = (math.sqrt(5) - 1) / 2


@dataclass(frozen=True)
class Relief:
    """Light and shade of a view: a picture, and where it lies in pixels of the layout."""

    picture: Any
    left: float
    top: float
    width: float
    height: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom in pixels of the layout."""
        return (self.left, self.top, self.left + self.width, self.top + self.height)


def shaded_relief(basemap: Basemap, view: View, cells: Sequence[Cell], density: float) -> Relief | None:
    """Return the relief of a view, with so many pixels for each of the layout, if there is any."""
    from PIL import Image

    if not cells:
        return None
    zoom = cells[0].wanted.z
    side = int(basemap.manifest["tile_px"])
    x0, y0 = min(cell.wanted.x for cell in cells), min(cell.wanted.y for cell in cells)
    x1, y1 = max(cell.wanted.x for cell in cells) + 1, max(cell.wanted.y for cell in cells) + 1
    paper = Image.new("RGB", (side, side), basemap.manifest["colours"]["land"])
    # Only whole may the sheet be scaled: a tile alone knows nothing beyond its edges.
    tones = np.tile(np.asarray(paper), (y1 - y0, x1 - x0, 1))
    for cell in cells:
        drawn = paper
        for picture, strength in _relief_tile(basemap, cell, side, view.scale / (side * 2**zoom)):
            drawn = Image.blend(drawn, picture, strength)
        left, top = (cell.wanted.x - x0) * side, (cell.wanted.y - y0) * side
        tones[top : top + side, left : left + side] = np.asarray(drawn)
    for way, rows, first, last in (("y", tones, y0, y1), ("x", tones.swapaxes(0, 1), x0, x1)):
        for at, up in _seams(basemap, cells, way).items():
            if first < at < last:
                reach = min(STYLE.ground.relief_seam_px << up, side // 4)
                mend_seam(rows, (at - first) * side, reach)
    sheet = Image.fromarray(tones)
    px = side * 2**zoom
    crop = (
        max(0.0, view.west * px - x0 * side),
        max(0.0, view.north * px - y0 * side),
        min(float(sheet.width), (view.west + view.width / view.scale) * px - x0 * side),
        min(float(sheet.height), (view.north + view.height / view.scale) * px - y0 * side),
    )
    scale = view.scale / px
    width, height = (crop[2] - crop[0]) * scale, (crop[3] - crop[1]) * scale
    size = (max(1, round(width * density)), max(1, round(height * density)))
    return Relief(
        sheet.resize(size, Image.Resampling.BICUBIC, box=crop),
        (x0 * side + crop[0]) * scale - view.west * view.scale,
        (y0 * side + crop[1]) * scale - view.north * view.scale,
        width,
        height,
    )


def mend_seam(tones: np.ndarray[Any, Any], at: int, reach: int) -> None:
    """
    Let the tiles on both sides of a row turn into each other: each is compressed alone, and steps there.

    Near the edge one turns into the mirror of the other, half of it at the edge itself, as
    `ui/src/ground/seams.js` does.

    Parameters
    ----------
    tones
        Rows of colours; they are changed.
    at
        The first row of the second tile.
    reach
        So many rows of either change.
    """
    before, after = tones[at - reach : at][::-1].astype(np.float32), tones[at : at + reach].astype(np.float32)
    share = (0.5 - (np.arange(reach, dtype=np.float32) + 0.5) / (2 * reach))[:, None, None]
    # Rounded up here and down there: a step of one tone, too, is spread over the reach.
    odds = (np.arange(tones.shape[1], dtype=np.float32) * _SPREAD % 1)[:, None]
    tones[at - reach : at] = np.floor(before + (after - before) * share + odds)[::-1]
    tones[at : at + reach] = np.floor(after + (before - after) * share + odds)


def relief_svg(relief: Relief | None) -> str:
    """Return a relief as one JPEG."""
    if relief is None:
        return ""
    file = io.BytesIO()
    relief.picture.save(file, "JPEG", quality=_JPEG_QUALITY)
    return tag(
        "image", x=relief.left, y=relief.top, width=relief.width, height=relief.height,
        preserveAspectRatio="none",
        href=f"data:image/jpeg;base64,{base64.b64encode(file.getvalue()).decode()}",
    )  # fmt: skip


def relief_left(basemap: Basemap, view: View, lon: float, lat: float) -> float | None:
    """
    Return how much of the slopes a view still shows at a point, 0 to 1.

    Returns
    -------
    share
        Nothing where the ground has no relief at all.
    """
    zoom = basemap.relief_zoom(lon, lat)
    if zoom is None:
        return None
    return _nearness(view.scale / (basemap.manifest["tile_px"] * 2**zoom))


def _nearness(grown: float) -> float:
    """Return how much of the slopes stays: seen closer than its source a relief fades to a broad tint."""
    whole, gone = STYLE.ground.relief_grown
    return min(1.0, max(0.0, (math.log2(gone) - math.log2(grown)) / (math.log2(gone) - math.log2(whole))))


def _seams(basemap: Basemap, cells: Sequence[Cell], way: str) -> dict[int, int]:
    """Return at which columns (x) or rows (y) reliefs meet, and how many zooms too coarse they are."""
    grown: dict[int, int] = {}
    for cell in cells:
        found = basemap.shading(cell.wanted)
        if found is None or found[1] is None:
            continue
        up = cell.wanted.z - found[0].z
        for at in (getattr(cell.wanted, way), getattr(cell.wanted, way) + 1):
            if at % 2**up == 0:
                grown[at] = min(up, grown.get(at, up))
    return grown


def _relief_tile(basemap: Basemap, cell: Cell, side: int, growth: float) -> Iterator[tuple[Any, float]]:
    """
    Yield what a wanted tile is painted with, and how strongly: the broad tint, then the relief itself.

    `growth` is how much the picture enlarges a tile of its own zoom.
    """
    from PIL import Image

    found = basemap.shading(cell.wanted)
    if found is None or found[1] is None:
        return
    up = cell.wanted.z - found[0].z
    near = _nearness(growth * 2**up)
    look = STYLE.ground
    for smaller, share in ((look.relief_soft_px, look.relief_soft * (1 - near)), (1, near)):
        if share <= 0:
            continue
        source = basemap.kept("relief", (found[1], smaller), partial(_decoded, found[1], smaller))
        part = source.width / 2**up
        left, top = ((wanted - (wanted >> up << up)) * part for wanted in (cell.wanted.x, cell.wanted.y))
        # Between the pixels in curves: grown in straight lines or nearest ones, mountains show a grid.
        box = (left, top, left + part, top + part)
        yield source.resize((side, side), Image.Resampling.BICUBIC, box=box), look.relief * share


def _decoded(path: Path, smaller: int) -> Any:
    """Return a relief; so many times smaller it has no slopes, whose places it does not know from near."""
    from PIL import Image

    with Image.open(path) as picture:
        return picture.convert("RGB").reduce(smaller)
