"""A copy of an atlas whose land lies elsewhere, or is smaller: what is drawn there is drawn as at home."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: Takes 43° E, the middle of the tiny atlas, to the 180th meridian.
TO_THE_LINE_DEG = 136.75

Point = tuple[float, float]


def moved_atlas(root: Path, target: Path, degrees: float = TO_THE_LINE_DEG) -> Path:
    """Copy an atlas, everything in it so far to the east; longitudes are written within ±180."""
    return changed_atlas(root, target, lambda lon, lat: (within(lon + degrees), lat))


def shrunk_atlas(root: Path, target: Path, middle: Point, share: float) -> Path:
    """Copy an atlas, everything in it nearer to a point, without a word on its views."""

    def shrink(lon: float, lat: float) -> Point:
        return middle[0] + (lon - middle[0]) * share, middle[1] + (lat - middle[1]) * share

    changed = changed_atlas(root, target, shrink)
    meta = changed / "atlas.toml"
    meta.write_text(re.sub(r"(?ms)^\[view\]\n.*?(?=^\[|\Z)", "", meta.read_text(encoding="utf-8")))
    return changed


def changed_atlas(root: Path, target: Path, change: Callable[[float, float], Point]) -> Path:
    """Copy an atlas with other positions."""
    shutil.copytree(root, target)
    for path in target.rglob("*.geojson"):
        document = json.loads(path.read_text(encoding="utf-8"))
        for feature in document.get("features", ()):
            if feature.get("geometry"):
                geometry = feature["geometry"]
                geometry["coordinates"] = _changed(geometry["coordinates"], change)
        if "frame" in document.get("properties", {}):
            document["properties"]["frame"] = _changed_box(document["properties"]["frame"], change)
        path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    _sign_again(target / "registry.txt")
    meta = target / "atlas.toml"
    text = re.sub(
        r"(?m)^(home|near) = \[(.*?)\]",
        lambda found: f"{found[1]} = {_changed_box(list(map(float, found[2].split(','))), change)}",
        meta.read_text(encoding="utf-8"),
    )
    meta.write_text(text, encoding="utf-8")
    return target


def _sign_again(registry: Path) -> None:
    """Write anew what the files of recipes sum up to."""
    if registry.is_file():
        lines = registry.read_text(encoding="utf-8").splitlines()
        names = [name for name in (line.split()[-1] for line in lines) if (registry.parent / name).is_file()]
        sums = {name: hashlib.sha256((registry.parent / name).read_bytes()).hexdigest() for name in names}
        registry.write_text("".join(f"{found}  {name}\n" for name, found in sums.items()), encoding="utf-8")


def _changed(coordinates: Any, change: Callable[[float, float], Point]) -> Any:
    if isinstance(coordinates[0], int | float):
        return [round(value, 9) for value in change(coordinates[0], coordinates[1])]
    return [_changed(part, change) for part in coordinates]


def _changed_box(box: list[float], change: Callable[[float, float], Point]) -> list[float]:
    return [*change(box[0], box[1]), *change(box[2], box[3])]


def within(lon: float) -> float:
    """Return a longitude within ±180, to the precision of files."""
    return round((lon + 180) % 360 - 180, 9)
