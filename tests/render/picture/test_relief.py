"""How much of the relief a view shows."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np

from mapsvc.atlas.store import Store
from mapsvc.ground.tiles import Tile
from mapsvc.render.picture.relief import relief_left, relief_svg, shaded_relief
from mapsvc.render.picture.view import View, fit_view
from mapsvc.render.picture.water import Cell
from mapsvc.scene.ground.basemap import Basemap, ground_under


def test_relief_fades_the_closer_one_comes(records: Store) -> None:
    ground = ground_under(records)
    left = [
        relief_left(ground, fit_view((8.5 - half, 46.5 - half, 8.5 + half, 46.5 + half), 900, 560), 8.5, 46.5)
        for half in (4.0, 0.1, 0.01, 0.001)
    ]
    assert left[0] == 1.0
    assert left[-1] == 0.0
    assert left == sorted(left, reverse=True)  # type: ignore[type-var]


def test_ground_without_tiles_has_no_relief() -> None:
    bare, view = Basemap(()), fit_view((8, 46, 9, 47), 300, 200)
    assert relief_left(bare, view, 8.5, 46.5) is None
    assert relief_svg(shaded_relief(bare, view, [], 1.0)) == ""


def shaded_block(ground: Basemap, across: int) -> list[Tile]:
    """Tiles of the finest relief that make a square, column by column."""
    for zoom in reversed(ground.zooms):
        shaded = {
            (int(file.parent.name), int(file.stem))
            for part in ground.parts
            for file in part.root.glob(f"relief/{zoom}/*/*.webp")
        }
        for west, north in sorted(shaded):
            block = [
                (west + right, north + down) for right, down in itertools.product(range(across), repeat=2)
            ]
            if shaded.issuperset(block):
                return [Tile(zoom, *at) for at in block]
    raise AssertionError("no relief so large")


def seam(tones: np.ndarray[Any, Any], edges: list[int]) -> float:
    """How many times greater the step from row to row is where tiles meet than inside them."""
    steps = np.abs(np.diff(tones, axis=0)).mean(axis=(1, 2))
    inner = np.array(edges) - 1
    return float(steps[inner].mean() / np.delete(steps, inner).mean())


def test_relief_shows_no_seam_where_its_tiles_meet(records: Store) -> None:
    ground, across = ground_under(records), 3
    side, tiles = int(ground.manifest["tile_px"]), shaded_block(ground, across)
    # A pixel of the picture is one of a tile.
    zoom, west, north = tiles[0].z, tiles[0].x, tiles[0].y
    view = View(west / 2**zoom, north / 2**zoom, zoom + math.log2(side / 256), across * side, across * side)
    relief = shaded_relief(ground, view, [Cell(tile, tile) for tile in tiles], 1.0)
    assert relief is not None
    tones = np.asarray(relief.picture, dtype=float)
    assert tones.shape[:2] == (across * side, across * side)
    edges = [side * edge for edge in range(1, across)]
    assert max(seam(tones, edges), seam(tones.swapaxes(0, 1), edges)) < 1.3


def test_relief_seen_nearer_than_its_tiles_shows_no_seam_either(records: Store) -> None:
    ground, up = ground_under(records), 1
    side, coarse = int(ground.manifest["tile_px"]), shaded_block(ground, 2)
    zoom, west, north = coarse[0].z + up, coarse[0].x << up, coarse[0].y << up
    tiles = [Tile(zoom, west + right, north + down) for right, down in itertools.product(range(4), repeat=2)]
    view = View(west / 2**zoom, north / 2**zoom, zoom + math.log2(side / 256), 4 * side, 4 * side)
    relief = shaded_relief(ground, view, [Cell(tile, tile) for tile in tiles], 1.0)
    assert relief is not None
    tones = np.asarray(relief.picture, dtype=float)
    assert max(seam(tones, [2 * side]), seam(tones.swapaxes(0, 1), [2 * side])) < 1.3
