"""Read the old maps of an atlas."""

from __future__ import annotations

from pathlib import Path

from mapsvc.atlas.problems import Problems, build
from mapsvc.atlas.raw_files import files_of, read_toml
from mapsvc.model.old_maps import OLD_MAPS, SCAN_SUFFIXES, OldMap


def read_old_maps(root: Path, problems: Problems) -> dict[str, OldMap]:
    """Return the old maps of `oldmaps/<id>.toml` by id, noting every fault; their scans lie beside."""
    found = {}
    for path, file in files_of(root, OLD_MAPS, ".toml", problems, beside=_SCANS):
        raw = read_toml(path, file, problems)
        made = (
            build(OldMap, {"id": path.stem} | raw, file=file, problems=problems) if raw is not None else None
        )
        if made is not None:
            found[made.id] = made
    return found


#: Names on cameras are written in large letters too.
_SCANS = (*SCAN_SUFFIXES, *map(str.upper, SCAN_SUFFIXES))
