"""The tiles of an old map as they lie in an atlas, and by what they are known as those of its points."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from mapsvc.files import compact_json
from mapsvc.ground.tiles import Tile
from mapsvc.model.old_maps import OLD_MAPS, OldMap

#: Changes with how tiles are made: those of before are made again.
_MADE_BY = 1
TILES_FILE = "tiles.json"
#: By the first and last of its bytes and their number a scan is known.
_KNOWN_BY = 65_536


@dataclass(frozen=True, eq=False)
class MadeTiles:
    """
    The tiles of an old map as they lie in its atlas.

    Attributes
    ----------
    folder
        Where they are.
    manifest
        What their `tiles.json` says: `zooms`, the first and the last; `tiles`, rows of zoom, column and row,
        columns counted on round the world; `bounds` in degrees; `mean_km` and `points`; `bytes`.
    """

    folder: Path
    manifest: dict[str, Any]

    @cached_property
    def tiles(self) -> tuple[Tile, ...]:
        """All tiles, where the files have them."""
        return tuple(Tile(*row).home() for row in self.manifest["tiles"])

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north of what is shown; east may pass 180."""
        west, south, east, north = self.manifest["bounds"]
        return west, south, east, north

    @property
    def size(self) -> int:
        """Bytes of all tiles."""
        return int(self.manifest["bytes"])

    def file(self, tile: Tile) -> Path:
        """Return where a tile is."""
        return self.folder / f"{tile.home().path}.webp"


def scan_path(root: Path, old_map: OldMap) -> Path:
    """Return the file of a scan: beside what the atlas says of it, never elsewhere."""
    name = old_map.image
    return root / OLD_MAPS / (name if name == Path(name).name and "\\" not in name else "")


def find_tiles(root: Path, old_map: OldMap) -> MadeTiles | None:
    """Return the tiles of an old map as it is now; nothing where there are none, or those of other points."""
    if not old_map.is_placed:
        return None
    try:
        folder = root / OLD_MAPS / old_map.id / tiles_digest(root, old_map)
        manifest = json.loads((folder / TILES_FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return MadeTiles(folder, manifest)


def tiles_digest(root: Path, old_map: OldMap) -> str:
    """Return by what tiles are known: the scan, and all that says where it lies."""
    path = scan_path(root, old_map)
    with path.open("rb") as file:
        first = file.read(_KNOWN_BY)
        length = path.stat().st_size
        file.seek(max(0, length - _KNOWN_BY))
        last = file.read()
    laid = {
        "made_by": _MADE_BY,
        "size": old_map.size,
        "transformation": old_map.transformation,
        "points": [[*point.pixel, *point.at] for point in old_map.points],
        "crs": old_map.crs,
        "affine": old_map.affine,
        "crop": old_map.crop,
    }
    digest = sha256(compact_json(laid).encode())
    digest.update(str(length).encode() + b"\0" + first + b"\0" + last)
    return digest.hexdigest()[:16]
