"""A folder of tiles, with what its `tiles.json` says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from mapsvc.ground.tiles import Tile

#: What an atlas says that has no folder of its own ground; a folder of this name counts all the same.
SHIPPED, OWN = "shipped", "ground"


def own_folder(ground: str) -> str:
    """Return the name of an atlas's own ground by what its `atlas.toml` says: a folder right inside it."""
    plain = ground not in {SHIPPED, ".", ".."} and "/" not in ground and "\\" not in ground
    return ground if plain else OWN


@dataclass(frozen=True)
class TileFolder:
    """One folder of tiles, with what its `tiles.json` says of them."""

    root: Path
    manifest: Mapping[str, Any]

    @cached_property
    def sea(self) -> frozenset[str]:
        """Tiles that hold nothing but sea; so do all the finer ones inside."""
        return frozenset(self.manifest.get("sea", ()))

    @cached_property
    def shaded(self) -> tuple[Mapping[str, Any], ...]:
        """Zooms of the relief. Where the file does not say: those of the water but the deepest."""
        if "relief" in self.manifest:
            return tuple(self.manifest["relief"])
        zooms = self.manifest.get("zooms", ())
        deepest = max((level["z"] for level in zooms), default=0)
        return tuple(level for level in zooms if level["z"] < deepest or len(zooms) == 1)

    def covers(self, tile: Tile) -> bool:
        """Tell whether this folder says what the water of a tile is."""
        return any(in_level(level, tile) for level in self.manifest.get("zooms", ()))

    def shades(self, tile: Tile) -> bool:
        """Tell whether this folder has the relief of a tile."""
        return any(in_level(level, tile) for level in self.shaded)

    def all_sea(self, tile: Tile) -> bool:
        """Tell whether a tile is nothing but sea."""
        return any(tile.above(up).path in self.sea for up in range(tile.z + 1))

    def tiles(self) -> Iterator[Tile]:
        """Yield the tiles that the file names for water, coarsest first."""
        return _tiles_of(self.manifest.get("zooms", ()))

    def missing(self) -> list[str]:
        """Return the files, relative to the folder, that the file names and that are not there."""
        wanted = [f"water/{tile.path}.json" for tile in self.tiles() if not self.all_sea(tile)]
        wanted += [f"relief/{tile.path}.webp" for tile in _tiles_of(self.shaded) if not self.all_sea(tile)]
        return [name for name in wanted if not (self.root / name).is_file()]


def in_level(level: Mapping[str, Any], tile: Tile) -> bool:
    """Tell whether a tile is in the block of a zoom."""
    (west, east), (north, south) = level["x"], level["y"]
    return bool(level["z"] == tile.z and west <= tile.x <= east and north <= tile.y <= south)


def _tiles_of(levels: Iterable[Mapping[str, Any]]) -> Iterator[Tile]:
    for level in levels:
        (west, east), (north, south) = level["x"], level["y"]
        yield from (Tile(level["z"], x, y) for y in range(north, south + 1) for x in range(west, east + 1))
