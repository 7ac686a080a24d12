"""Tiles of an old map: its scan laid on the grid of the ground, whole or not at all."""

from __future__ import annotations

import io
import math
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from mapsvc.files import compact_json, folder_of
from mapsvc.ground.georeference import Georeference
from mapsvc.ground.old_map_folder import TILES_FILE, MadeTiles, find_tiles, scan_path, tiles_digest
from mapsvc.ground.scan import ScanError, cropped, read_scan, read_scan_head
from mapsvc.ground.tiles import TILE_PX, Tile, tile_box
from mapsvc.ground.transformation import places_over
from mapsvc.model.old_maps import OLD_MAPS, OldMap

#: Nobody looks closer, and a folder holds no more.
_DEEPEST, _MOST_TILES, _MOST_BYTES = 18, 2_000, 120_000_000
#: So wide may a map be at its coarsest zoom, in tiles.
_COARSEST_TILES = 1.0
#: A tile is laid by pieces of so many pixels; within one it is stretched evenly.
_LAID_PX = 32
_QUALITY = 80


@dataclass(eq=False)
class TilePlan:
    """Which tiles an old map has: those of its finest zoom, and coarser ones above them."""

    georeference: Georeference
    finest: int = field(init=False)
    coarsest: int = field(init=False)

    def __post_init__(self) -> None:
        """Find the zooms from how fine the scan is and how much of the world it shows."""
        left, top, right, bottom = self.georeference.world_box
        # Between two zooms the nearer one: no pixel is made up, and few are lost.
        finest = min(_DEEPEST, max(0, round(self.georeference.finest + 0.2)))
        while finest and self._count(finest) > _MOST_TILES:
            finest -= 1
        widest = max(right - left, bottom - top, 1e-9)
        self.finest = finest
        self.coarsest = max(0, min(finest, math.floor(math.log2(_COARSEST_TILES / widest))))

    def _range(self, zoom: int) -> tuple[range, range]:
        left, top, right, bottom = (edge * 2**zoom for edge in self.georeference.world_box)
        columns = range(math.floor(left), max(math.ceil(right), math.floor(left) + 1))
        return columns, range(math.floor(top), max(math.ceil(bottom), math.floor(top) + 1))

    def _count(self, zoom: int) -> int:
        columns, rows = self._range(zoom)
        return len(columns) * len(rows)

    def over(self, zoom: int) -> Iterator[Tile]:
        """Yield the tiles of a zoom that may show something."""
        columns, rows = self._range(zoom)
        yield from (Tile(zoom, x, y) for y in rows for x in columns)

    def holds(self, tile: Tile) -> bool:
        """Tell whether a tile may show something."""
        columns, rows = self._range(tile.z)
        return tile.x in columns and tile.y in rows

    @property
    def steps(self) -> int:
        """How many tiles are laid."""
        return self._count(self.finest)


def make_tiles(
    root: Path, old_map: OldMap, *, step: Callable[[int, int], object] = lambda done, all_: None
) -> MadeTiles:
    """
    Lay the scan of an old map and write its tiles, all or none; those of before go.

    Parameters
    ----------
    root
        The folder of the atlas.
    step
        Told how many tiles are laid, and how many there are; what it raises ends the work.

    Returns
    -------
    tiles
        Those that are there already, if nothing has changed.

    Raises
    ------
    ScanError
        If the scan cannot be read or has another shape than its points.
    TransformationError, ProjectionError
        If nothing follows from its points.
    WriteError
        If they cannot be written.
    """
    there = find_tiles(root, old_map)
    if there is not None:
        return there
    georeference = Georeference(old_map)
    if georeference.folds:
        msg = "its control points fold the map over itself; mend them, or take a simpler transformation"
        raise ScanError(msg)
    laying = _Laying(root, old_map, georeference, step)
    folder = root / OLD_MAPS / old_map.id / tiles_digest(root, old_map)
    with folder_of(folder) as scratch:
        manifest = laying.write(scratch)
        (scratch / TILES_FILE).write_text(compact_json(manifest), "utf-8")
    for other in folder.parent.iterdir():
        if other.is_dir() and other.name != folder.name and not other.name.startswith("."):
            shutil.rmtree(other, ignore_errors=True)
    return MadeTiles(folder, manifest)


def check_shape(head_size: tuple[int, int], size: tuple[int, int]) -> None:
    """Refuse points that were set on a picture of another shape; `ScanError`."""
    (width, height), (told_width, told_height) = head_size, size
    if abs(width / height * told_height / told_width - 1) > _SAME_SHAPE:
        msg = (
            f"is {width} × {height} pixels, and its points were set on {told_width} × {told_height}: it is "
            "another picture, or a part of it"
        )
        raise ScanError(msg)


#: A picture that was made smaller has this shape but for a pixel.
_SAME_SHAPE = 0.02


@dataclass(eq=False)
class _Laying:
    """The work of laying one scan."""

    root: Path
    old_map: OldMap
    georeference: Georeference
    step: Callable[[int, int], object]
    done: int = 0
    size: int = 0
    written: list[Tile] = field(default_factory=list)

    @cached_property
    def plan(self) -> TilePlan:
        return TilePlan(self.georeference)

    @cached_property
    def factors(self) -> tuple[float, float]:
        """What a pixel of the points is in pixels of the scan."""
        head = read_scan_head(scan_path(self.root, self.old_map))
        check_shape(head.size, self.old_map.size)
        return head.size[0] / self.old_map.size[0], head.size[1] / self.old_map.size[1]

    @cached_property
    def scan(self) -> Image.Image:
        across, down = self.factors
        corners = tuple((x * across, y * down) for x, y in self.old_map.crop)
        image = cropped(read_scan(scan_path(self.root, self.old_map)), corners)
        # Colours weighed by alpha: no colour of the margin comes in at the edge.
        return image.convert("RGBa")

    def write(self, folder: Path) -> dict[str, Any]:
        plan = self.plan
        _ = self.scan
        self.step(0, plan.steps)
        for top in plan.over(plan.coarsest):
            self._make(top, folder)
        if not self.written:
            msg = "shows nothing where its points put it; look whether its crop lies on the scan"
            raise ScanError(msg)
        return {
            "zooms": [plan.coarsest, plan.finest],
            "tiles": [list(tile) for tile in sorted(self.written)],
            "bounds": [round(edge, 6) for edge in self.georeference.bounds],
            "mean_km": self.georeference.mean_km,
            "points": len(self.old_map.points),
            "bytes": self.size,
        }

    def _make(self, tile: Tile, folder: Path) -> Image.Image | None:
        """Write a tile and all finer ones within; coarse ones are made of the fine ones, and lose nothing."""
        if not self.plan.holds(tile):
            return None
        if tile.z == self.plan.finest:
            made = self._lay(tile)
            self.done += 1
            self.step(self.done, self.plan.steps)
        else:
            made = self._join(tile, folder)
        if made is None or made.getbbox() is None:
            return None
        self._save(tile, made, folder)
        return made

    def _join(self, tile: Tile, folder: Path) -> Image.Image | None:
        parts = [
            (column, row, self._make(Tile(tile.z + 1, 2 * tile.x + column, 2 * tile.y + row), folder))
            for row in (0, 1)
            for column in (0, 1)
        ]
        if all(part is None for _, _, part in parts):
            return None
        whole = Image.new("RGBa", (2 * TILE_PX, 2 * TILE_PX))
        for column, row, part in parts:
            if part is not None:
                whole.paste(part, (column * TILE_PX, row * TILE_PX))
        return whole.reduce(2)

    def _lay(self, tile: Tile) -> Image.Image | None:
        pieces = TILE_PX // _LAID_PX
        places = self.georeference.pixels_of(places_over(tile_box(tile), pieces + 1))
        places = (places * np.array(self.factors)).reshape(pieces + 1, pieces + 1, 2)
        corners = np.stack([places[:-1, :-1], places[1:, :-1], places[1:, 1:], places[:-1, 1:]], axis=2)
        mesh = []
        for row, column in np.argwhere(self._seen(corners)).tolist():
            left, top = column * _LAID_PX, row * _LAID_PX
            box = (left, top, left + _LAID_PX, top + _LAID_PX)
            mesh.append((box, tuple(corners[row, column].ravel().tolist())))
        if not mesh:
            return None
        return self.scan.transform((TILE_PX, TILE_PX), Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)

    def _seen(self, corners: Any) -> Any:
        """Tell of which pieces, by their corners, any part may lie on the scan."""
        low, high = corners.min(axis=2), corners.max(axis=2)
        inside = (high > 0) & (low < np.array(self.scan.size))
        return (inside & np.isfinite(low) & np.isfinite(high)).all(axis=2)

    def _save(self, tile: Tile, made: Image.Image, folder: Path) -> None:
        image = made.convert("RGBA")
        if image.getchannel("A").getextrema() == (255, 255):
            image = image.convert("RGB")
        buffer = io.BytesIO()
        image.save(buffer, "WEBP", quality=_QUALITY, method=4)
        self.size += buffer.tell()
        if self.size > _MOST_BYTES:
            msg = f"its tiles take more than {_MOST_BYTES // 1_000_000} MB; make the scan smaller"
            raise ScanError(msg)
        path = folder / f"{tile.home().path}.webp"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(buffer.getvalue())
        self.written.append(tile)
