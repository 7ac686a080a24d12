"""The ground that ships with the package: relief and water of the world, finer where the first maps are."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from mapsvc.ground import relief, water
from mapsvc.ground.sea import outermost, read_ocean, sea_tiles
from mapsvc.ground.tiles import WORLD, Level, Tile, level_over

SOURCES = tuple(sorted({*relief.RELIEF_PACKAGES, *water.WATER_PACKAGES}))

#: The deepest zoom of the whole world.
CLOSE = 5
FINER = (20.0, 33.0, 58.0, 61.0)
FINEST = (26.0, 35.0, 52.0, 46.0)
#: How far a shore may be out, in km: what the drawing leaves out at the zoom, and what Natural Earth does.
WATER = (
    *(level_over(z, WORLD, accuracy_km=1.0) for z in range(CLOSE + 1)),
    level_over(6, FINER, accuracy_km=1.0),
    level_over(7, FINEST, accuracy_km=1.0),
)
#: The browser draws each zoom's water on the relief of the zoom above it, which is soft by nature.
RELIEF = (
    *(level_over(z, WORLD) for z in range(CLOSE + 1)),
    level_over(6, FINER),
)


def build(raw: Mapping[str, Path], geodata: Path) -> list[Path]:
    """Write the tiles and the manifest below `geodata`, and return their paths."""
    basemap = geodata / "basemap"
    ocean = read_ocean(raw["natural-earth"])
    sea = sea_tiles(ocean, (*WATER, *RELIEF))
    drawn = water.read_water(raw, ocean, basemap / "water-by-hand.geojson", WORLD)
    written = [
        write_json(basemap / "water" / f"{tile.path}.json", value)
        for level in WATER
        for tile, value in draw_water(drawn, level, sea)
    ]
    ground = relief.read_ground(raw, ocean, RELIEF)
    for level in RELIEF:
        for tile, picture in relief.draw_relief(ground, level, sea):
            path = basemap / "relief" / f"{tile.path}.webp"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(picture)
            written.append(path)
    return [*written, write_json(basemap / "tiles.json", water.manifest(WATER, RELIEF, outermost(sea)))]


def draw_water(
    drawn: water.WaterShapes, level: Level, sea: frozenset[Tile]
) -> Iterator[tuple[Tile, dict[str, object]]]:
    """Draw a level; tiles without finer ones below are drawn more finely than the others of their zoom."""
    if level.z != CLOSE:
        yield from water.draw_water(drawn, level, sea)
        return
    below = {tile.above(1) for finer in WATER if finer.z == CLOSE + 1 for tile in finer.tiles()}
    wanted = set(level.tiles())
    yield from water.draw_water(drawn, level, sea | (wanted - below))
    yield from water.draw_water(drawn, level, sea | below, water.SEEN_CLOSE)


def write_json(path: Path, value: object) -> Path:
    """Write JSON without spaces, and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, separators=(",", ":")) + "\n", encoding="utf-8")
    return path
