"""The places of an atlas, file by file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mapsvc.atlas.linked_places import read_place
from mapsvc.atlas.place_paths import PLACE_FOLDER, place_paths
from mapsvc.atlas.problems import Problems
from mapsvc.atlas.raw_files import features_of, files_of
from mapsvc.model.records import Place


def read_places(root: Path, problems: Problems) -> Iterator[tuple[str, Place]]:
    """Yield the places of an atlas, each with its file, noting every fault on the way."""
    for _ in files_of(root, PLACE_FOLDER, ".geojson", problems):
        pass  # notes what lies there and is no file of places
    seen: dict[str, str] = {}
    for path in place_paths(root):
        file, before = path.relative_to(root).as_posix(), len(problems.found)
        features = list(features_of(root, file, problems))
        if not features and len(problems.found) > before:
            problems.break_all("place")
        for prefix, feature in features:
            place = read_place(feature, file=file, prefix=prefix, problems=problems)
            if place is None:
                continue
            if place.id in seen:
                first = f", first in {seen[place.id]}" if seen[place.id] != file else ""
                problems.add(file, f"{prefix}id", f"{place.id!r} stands there twice{first}")
                continue
            seen[place.id] = file
            yield file, place
