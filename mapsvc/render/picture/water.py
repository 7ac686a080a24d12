"""The water of a picture: seas with their lining, lakes and rivers as shapes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.ground.shore import area_of, placing, tile_polygon
from mapsvc.ground.tiles import Tile
from mapsvc.model.style import STYLE
from mapsvc.render.picture.svg_text import path_data, tag
from mapsvc.render.picture.view import View, moved_across
from mapsvc.scene.ground.basemap import Basemap

_GROUND = STYLE.ground
_LAKES_FROM_PX2 = 3.0
#: A quarter of a circle about a cape, in the lining of a sea, has so many sides.
_LINING_SEGMENTS = 3


class Water(NamedTuple):
    """Shapes of a tile in parts of the world's width; `rivers` by breadth, narrow to broad."""

    sea: BaseGeometry
    lakes: BaseGeometry
    rivers: tuple[BaseGeometry, ...]


class Cell(NamedTuple):
    """A tile that is wanted, and the deepest one that exists and holds it; columns go on round the world."""

    wanted: Tile
    held: Tile


def water_svg(basemap: Basemap, view: View, cells: Sequence[Cell]) -> Iterator[str]:
    """Yield the rivers, lakes and seas of tiles."""
    colours = basemap.manifest["colours"]
    found = [water_of(basemap, cell) for cell in cells]
    if not found:
        return
    for breadth, width in enumerate(_GROUND.rivers_px):
        drawn = view.from_world(shapely.union_all([water.rivers[breadth] for water in found]))
        if not drawn.is_empty:
            yield tag(
                "path", d=path_data(drawn), fill="none", stroke=colours["river"], stroke_width=width,
                stroke_linejoin="round", stroke_linecap="round",
            )  # fmt: skip
    for name in ("lakes", "sea"):
        drawn = _large(view.from_world(shapely.union_all([getattr(water, name) for water in found])))
        if drawn.is_empty:
            continue
        fill = colours["lake" if name == "lakes" else "sea"]
        path = path_data(drawn)
        yield tag("path", d=path, fill=fill, fill_rule="evenodd")
        if name == "sea":
            yield from _lining(drawn, path)
        yield tag(
            "path", d=path, fill="none", stroke=colours["shore"], stroke_width=_GROUND.shore_px,
            stroke_linejoin="round",
        )  # fmt: skip


def _lining(sea: BaseGeometry, path: str) -> Iterator[str]:
    """
    Yield the engraver's water lining: the sea grows lighter towards the coast.

    Each veil is the sea but for what lies further off. A stroke along the coast that is cut to the sea looks
    the same, and takes a renderer many times as long.
    """
    parts = shapely.get_parts(sea)
    for across in _GROUND.lining_px:
        # As broad as a stroke, half of which would lie on land.
        further = shapely.buffer(parts, -across / 2, quad_segs=_LINING_SEGMENTS)
        inner = path_data(shapely.geometrycollections(further[~shapely.is_empty(further)]))
        yield tag(
            "path", d=path + inner, fill="#fff", fill_opacity=_GROUND.lining_opacity, fill_rule="evenodd"
        )


def _large(water: BaseGeometry) -> BaseGeometry:
    """Return what is large enough to be seen."""
    parts = [part for part in shapely.get_parts(water) if part.area >= _LAKES_FROM_PX2]
    return shapely.geometrycollections(parts)


def water_of(basemap: Basemap, cell: Cell) -> Water:
    """Return the water of a wanted tile, cut from the finest there is of it."""
    held, home = cell.held, cell.held.home()
    if basemap.all_sea(held):
        water = Water(tile_polygon(home), shapely.Polygon(), (shapely.LineString(),) * 3)
    else:
        path = basemap.water(held)
        if path is None:
            return Water(shapely.Polygon(), shapely.Polygon(), (shapely.LineString(),) * 3)
        units = int(basemap.manifest["units"])
        water = basemap.kept("water", path, lambda: _read_water(path, home, units))
    rounds = (held.x - home.x) / 2**held.z
    west, north, east, south = tile_polygon(cell.wanted).bounds
    cut = [
        moved_across(shapely.clip_by_rect(found, west - rounds, north, east - rounds, south), rounds)
        for found in (water.sea, water.lakes, *water.rivers)
    ]
    return Water(_valid(cut[0]), _valid(cut[1]), tuple(cut[2:]))


def _valid(area: BaseGeometry) -> BaseGeometry:
    return area if area.is_valid else shapely.make_valid(area)


def _read_water(path: Path, tile: Tile, units: int) -> Water:
    """Return the shapes of a tile; the coding is told in `geodata/README.md`."""
    document = json.loads(path.read_text(encoding="utf-8"))
    place = placing(tile, units)
    sea = document.get("s")
    rivers: list[list[Any]] = [[], [], []]
    for line in document.get("r", ()):
        rivers[min(3, max(1, line[0])) - 1].append(shapely.linestrings(place(line[1:])))
    return Water(
        tile_polygon(tile) if sea == 1 else area_of(sea, place),
        area_of(document.get("l"), place),
        tuple(shapely.multilinestrings(lines) if lines else shapely.LineString() for lines in rivers),
    )
