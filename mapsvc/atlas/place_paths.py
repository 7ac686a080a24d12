"""Where the places of an atlas stand: in `places.geojson`, in the files of `places/`, or in both."""

from __future__ import annotations

from pathlib import Path

#: The file of a small atlas, and the folder of pieces in which a large one keeps its places.
PLACE_FILE, PLACE_FOLDER = "places.geojson", "places"


def place_paths(root: Path) -> list[Path]:
    """
    Return the files that hold the places of an atlas, in the order in which they are read.

    `places.geojson` is one of them unless it is missing and there are pieces.
    """
    pieces = sorted(path for path in (root / PLACE_FOLDER).glob("*.geojson") if not path.name.startswith("."))
    whole = root / PLACE_FILE
    return [whole, *pieces] if whole.exists() or not pieces else pieces
