"""`registry.txt`: the files of an atlas that recipes made, with their checksums."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from mapsvc.atlas.problems import Problems
from mapsvc.atlas.raw_files import read_text

_FILE = "registry.txt"
_DERIVED = ("basemap/relief", "basemap/water", "lines", "territories")
#: Of these a file that the registry does not list was drawn by a person.
_DRAWN = ("lines/", "territories/")
_CHANGED = (
    "has a wrong checksum: it was made by a recipe and changed since; run the recipes, restore it, or take "
    "its line out of registry.txt if it is drawn by hand from now on"
)


def read_registry(root: Path, problems: Problems) -> dict[str, str]:
    """Return the checksum of each file that a recipe made, by its name; nothing where no recipe made any."""
    text = read_text(root / _FILE, _FILE, problems) if (root / _FILE).is_file() else None
    listed: dict[str, str] = {}
    for number, row in enumerate((text or "").splitlines(), start=1):
        checksum, _, name = row.partition("  ")
        if not name:
            problems.add(_FILE, f"line {number}", "must be '<sha256>  <path>'")
        listed[name] = checksum
    return listed


def check_registry(root: Path, problems: Problems) -> None:
    """Hold the derived files against the checksums that their recipes gave them."""
    if not (root / _FILE).is_file():
        return
    listed = read_registry(root, problems)
    present = {
        path.relative_to(root).as_posix()
        for folder in _DERIVED
        for path in (root / folder).rglob("*")
        if path.is_file()
    }
    for name in sorted(name for name in present - listed.keys() if not name.startswith(_DRAWN)):
        problems.add(name, "", "is not in registry.txt; run the recipes")
    for name, checksum in sorted(listed.items()):
        path = root / name
        if not path.is_file():
            problems.add(_FILE, name, "is listed, but the file is missing; run the recipes")
        elif sha256(path.read_bytes()).hexdigest() != checksum:
            problems.add(name, "", _CHANGED)
