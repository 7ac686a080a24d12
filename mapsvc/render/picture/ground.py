"""The ground of a picture: relief as one image; sea, lakes, rivers and railways as shapes."""

from __future__ import annotations

import base64
import io
import json
import math
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from mapsvc.ground.shore import area_of, placing, tile_box
from mapsvc.ground.tiles import Tile
from mapsvc.model.day import FIRST_YEAR, LAST_YEAR
from mapsvc.render.picture.svg_text import path_data, tag
from mapsvc.render.picture.view import View, to_world
from mapsvc.scene.ground.basemap import Basemap, year_of

_RIVER_PX = (0.7, 1.1, 1.7)
_JPEG_QUALITY = 84
#: The paper shows through: mountains are felt, and words stay easy to read.
_RELIEF_STRENGTH = 0.74
#: Pictures are looked at closer than a page: water one half zoom finer.
_CLOSER = 0.4
#: Up to so many pixels of the picture for one of the relief it is whole, and at so many it is gone.
_GROWN = (4.0, 16.0)
_LAKES_FROM_PX2 = 3.0


class Water(NamedTuple):
    """Shapes of a tile in parts of the world's width; `rivers` by breadth, narrow to broad."""

    sea: BaseGeometry
    lakes: BaseGeometry
    rivers: tuple[BaseGeometry, ...]


class Cell(NamedTuple):
    """A tile that is wanted, and the deepest one that exists and holds it; columns go on round the world."""

    wanted: Tile
    held: Tile


def ground_svg(basemap: Basemap, view: View, year: int, *, prefix: str, density: float) -> str:
    """
    Return the ground as SVG.

    Parameters
    ----------
    basemap
        Where tiles and lines are.
    view
        What is shown.
    year
        Railways opened later are left out.
    prefix
        Begins the ids of this panel.
    density
        Pixels of the relief for each pixel of the picture.
    """
    colours = basemap.manifest["colours"]
    cells = list(_cells(basemap, view))
    parts = [
        tag("rect", x=-1, y=-1, width=view.width + 2, height=view.height + 2, fill=colours["land"]),
        _relief(basemap, view, cells, density),
        *_water(basemap, view, cells, prefix),
    ]
    if basemap.has("railways"):
        parts.extend(_railways(basemap, view, year))
    return tag("g", "".join(parts), class_="ground")


def _cells(basemap: Basemap, view: View) -> Iterator[Cell]:
    if not basemap.zooms:
        return
    # No more tiles than the picture has room for, however deep some ground goes elsewhere.
    zoom = min(max(round(view.zoom - 1.1 + _CLOSER), min(basemap.zooms)), max(basemap.zooms))
    across = 2**zoom
    x0, x1 = (math.floor((view.west + edge / view.scale) * across) for edge in (0, view.width))
    y0, y1 = (math.floor((view.north + edge / view.scale) * across) for edge in (0, view.height))
    for x in range(x0, x1 + 1):
        for y in range(max(y0, 0), min(y1, across - 1) + 1):
            held = basemap.nearest(Tile(zoom, x, y))
            if held:
                yield Cell(Tile(zoom, x, y), held)


# ---- relief ------------------------------------------------------------------------------------


def _relief(basemap: Basemap, view: View, cells: list[Cell], density: float) -> str:
    """Return the relief of the view as one JPEG."""
    from PIL import Image

    if not cells:
        return ""
    zoom = cells[0].wanted.z
    side = int(basemap.manifest["tile_px"])
    land = basemap.manifest["colours"]["land"]
    x0, y0 = min(cell.wanted.x for cell in cells), min(cell.wanted.y for cell in cells)
    x1, y1 = max(cell.wanted.x for cell in cells) + 1, max(cell.wanted.y for cell in cells) + 1
    sheet = Image.new("RGB", ((x1 - x0) * side, (y1 - y0) * side), land)
    paper = Image.new("RGB", (side, side), land)
    for cell in cells:
        found, grown = _relief_tile(basemap, cell, side)
        strength = _RELIEF_STRENGTH * _nearness(grown * view.scale / (side * 2**zoom))
        if found is not None and strength > 0:
            at = ((cell.wanted.x - x0) * side, (cell.wanted.y - y0) * side)
            sheet.paste(Image.blend(paper, found, strength), at)
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
    picture = sheet.resize(size, Image.Resampling.BICUBIC, box=crop)
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=_JPEG_QUALITY)
    return tag(
        "image",
        x=(x0 * side + crop[0]) * scale - view.west * view.scale,
        y=(y0 * side + crop[1]) * scale - view.north * view.scale,
        width=width,
        height=height,
        preserveAspectRatio="none",
        href=f"data:image/jpeg;base64,{base64.b64encode(file.getvalue()).decode()}",
    )


def relief_left(basemap: Basemap, view: View, lon: float, lat: float) -> float | None:
    """
    Return how much of the relief a view still shows at a point, 0 to 1.

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
    """Return how much of the relief stays: seen closer than its source it fades to the plain tint."""
    whole, gone = _GROWN
    return min(1.0, max(0.0, (math.log2(gone) - math.log2(grown)) / (math.log2(gone) - math.log2(whole))))


def _relief_tile(basemap: Basemap, cell: Cell, side: int) -> tuple[Any, float]:
    """Return the picture of a wanted tile, cut from the finest there is of it, and how much it was grown."""
    from PIL import Image

    found = basemap.shading(cell.wanted)
    if found is None or found[1] is None:
        return None, 1.0
    up = cell.wanted.z - found[0].z
    part = side / 2**up
    left, top = ((wanted - (wanted >> up << up)) * part for wanted in (cell.wanted.x, cell.wanted.y))
    box = (left, top, left + part, top + part)
    # Between the pixels in curves: grown in straight lines or nearest ones, mountains show a grid.
    return _decoded(found[1]).resize((side, side), Image.Resampling.BICUBIC, box=box), float(2**up)


@lru_cache(maxsize=48)
def _decoded(path: Path) -> Any:
    from PIL import Image

    with Image.open(path) as picture:
        return picture.convert("RGB")


# ---- water -------------------------------------------------------------------------------------


def _water(basemap: Basemap, view: View, cells: list[Cell], prefix: str) -> Iterator[str]:
    colours = basemap.manifest["colours"]
    found = [water_of(basemap, cell) for cell in cells]
    for breadth, width in enumerate(_RIVER_PX):
        lines = shapely.union_all([water.rivers[breadth] for water in found]) if found else None
        drawn = view.from_world(lines) if lines is not None else None
        if drawn is not None and not drawn.is_empty:
            yield tag(
                "path", d=path_data(drawn), fill="none", stroke=colours["river"], stroke_width=width,
                stroke_linejoin="round", stroke_linecap="round",
            )  # fmt: skip
    for name in ("lakes", "sea"):
        united = shapely.union_all([getattr(water, name) for water in found]) if found else None
        drawn = _large(view.from_world(united)) if united is not None else None
        if drawn is None or drawn.is_empty:
            continue
        fill = colours["lake" if name == "lakes" else "sea"]
        path = path_data(drawn)
        yield tag("path", d=path, fill=fill, fill_rule="evenodd")
        if name == "sea":
            yield from _shore_bands(path, prefix)
        yield tag(
            "path", d=path, fill="none", stroke=colours["shore"], stroke_width=0.75, stroke_linejoin="round"
        )


def _large(water: BaseGeometry) -> BaseGeometry:
    """Return what is large enough to be seen."""
    parts = [part for part in shapely.get_parts(water) if part.area >= _LAKES_FROM_PX2]
    return shapely.geometrycollections(parts)


def _shore_bands(path: str, prefix: str) -> Iterator[str]:
    """Yield the engraver's water lining: the sea grows lighter towards the coast."""
    yield tag("clipPath", tag("path", d=path, clip_rule="evenodd"), id=f"{prefix}-sea")
    strokes = "".join(
        tag(
            "path",
            d=path,
            fill="none",
            stroke="#fff",
            stroke_opacity=0.17,
            stroke_width=reach,
            stroke_linejoin="round",
        )
        for reach in (10, 5)
    )
    yield tag("g", strokes, clip_path=f"url(#{prefix}-sea)")


def water_of(basemap: Basemap, cell: Cell) -> Water:
    """Return the water of a wanted tile, cut from the finest there is of it."""
    held, home = cell.held, cell.held.home()
    if basemap.all_sea(held):
        water = Water(tile_box(home), shapely.Polygon(), (shapely.LineString(),) * 3)
    else:
        path = basemap.water(held)
        if path is None:
            return Water(shapely.Polygon(), shapely.Polygon(), (shapely.LineString(),) * 3)
        water = _read_water(path, *home, int(basemap.manifest["units"]))
    rounds = (held.x - home.x) / 2**held.z
    west, north, east, south = tile_box(cell.wanted).bounds
    cut = [
        _moved(shapely.clip_by_rect(found, west - rounds, north, east - rounds, south), rounds)
        for found in (water.sea, water.lakes, *water.rivers)
    ]
    return Water(_valid(cut[0]), _valid(cut[1]), tuple(cut[2:]))


def _moved(shape: BaseGeometry, rounds: float) -> BaseGeometry:
    """Return a shape so many times round the world to the east."""
    return shapely.transform(shape, lambda points: points + np.array([rounds, 0.0])) if rounds else shape


def _valid(area: BaseGeometry) -> BaseGeometry:
    return area if area.is_valid else shapely.make_valid(area)


@lru_cache(maxsize=96)
def _read_water(path: Path, z: int, x: int, y: int, units: int) -> Water:
    """Return the shapes of a tile; the coding is told in `geodata/README.md`."""
    document = json.loads(path.read_text(encoding="utf-8"))
    tile = Tile(z, x, y)
    place = placing(tile, units)
    sea = document.get("s")
    rivers: list[list[Any]] = [[], [], []]
    for line in document.get("r", ()):
        rivers[min(3, max(1, line[0])) - 1].append(shapely.linestrings(place(line[1:])))
    return Water(
        tile_box(tile) if sea == 1 else area_of(sea, place),
        area_of(document.get("l"), place),
        tuple(shapely.multilinestrings(lines) if lines else shapely.LineString() for lines in rivers),
    )


# ---- railways ----------------------------------------------------------------------------------


def _railways(basemap: Basemap, view: View, year: int) -> Iterator[str]:
    lines = shapely.union_all(_railway_lines(basemap, year))
    rounds = range(math.floor(view.west), math.floor(view.west + view.width / view.scale) + 1)
    drawn = shapely.union_all([view.from_world(_moved(lines, each)) for each in rounds])
    if drawn.is_empty:
        return
    path = path_data(drawn)
    quiet = {"fill": "none", "stroke": "#5c4a3c", "stroke_opacity": 0.5}
    yield tag("path", d=path, stroke_width=0.9, **quiet)
    if view.zoom >= 6:
        yield tag("path", d=path, stroke_width=3.4, stroke_dasharray="0.9 11", **quiet)


@lru_cache(maxsize=8)
def _railway_lines(basemap: Basemap, year: int) -> list[BaseGeometry]:
    return [
        shapely.transform(shape(feature["geometry"]), to_world)
        for feature in basemap.features("railways")
        if feature["geometry"]
        and year_of(feature["properties"].get("opened"), FIRST_YEAR) <= year
        and year_of(feature["properties"].get("closed"), LAST_YEAR) > year
    ]
