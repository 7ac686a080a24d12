"""A copy of an atlas whose land lies elsewhere: what is drawn there must be what is drawn at home."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

#: Takes 43° E, the middle of the tiny atlas, to the 180th meridian.
TO_THE_LINE_DEG = 136.75


def moved_atlas(root: Path, target: Path, degrees: float = TO_THE_LINE_DEG) -> Path:
    """Copy an atlas, everything in it so far to the east; longitudes are written within ±180."""
    shutil.copytree(root, target)
    for path in target.rglob("*.geojson"):
        document = json.loads(path.read_text(encoding="utf-8"))
        for feature in document.get("features", ()):
            if feature.get("geometry"):
                geometry = feature["geometry"]
                geometry["coordinates"] = _moved(geometry["coordinates"], degrees)
        if "frame" in document.get("properties", {}):
            document["properties"]["frame"] = _moved_box(document["properties"]["frame"], degrees)
        path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    registry = target / "registry.txt"
    if registry.is_file():
        names = [line.split()[-1] for line in registry.read_text(encoding="utf-8").splitlines()]
        sums = {name: hashlib.sha256((target / name).read_bytes()).hexdigest() for name in names}
        registry.write_text("".join(f"{found}  {name}\n" for name, found in sums.items()), encoding="utf-8")
    meta = target / "atlas.toml"
    text = re.sub(
        r"(?m)^(extent|home|near) = \[(.*?)\]",
        lambda found: f"{found[1]} = {_moved_box(list(map(float, found[2].split(','))), degrees)}",
        meta.read_text(encoding="utf-8"),
    )
    meta.write_text(text, encoding="utf-8")
    return target


def _moved(coordinates: Any, degrees: float) -> Any:
    if isinstance(coordinates[0], int | float):
        return [within(coordinates[0] + degrees), *coordinates[1:]]
    return [_moved(part, degrees) for part in coordinates]


def _moved_box(box: list[float], degrees: float) -> list[float]:
    west, south, east, north = box
    return [within(west + degrees), south, within(east + degrees), north]


def within(lon: float) -> float:
    """Return a longitude within ±180, to the precision of files."""
    return round((lon + 180) % 360 - 180, 9)
