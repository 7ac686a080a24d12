"""What can be wrong with an old map: no scan, points that cannot be, terms that nobody told."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import shapely

from mapsvc.atlas.problems import Problem, Problems
from mapsvc.atlas.store import Store
from mapsvc.ground.georeference import Georeference
from mapsvc.ground.old_map_folder import find_tiles, scan_path
from mapsvc.ground.projection import ProjectionError
from mapsvc.ground.scan import ScanError, read_scan_head
from mapsvc.ground.scan_tiles import check_shape
from mapsvc.ground.transformation import TransformationError
from mapsvc.model.old_maps import LEAST_POINTS, OldMap

#: Two control points nearer to each other than this, in pixels, are one.
_SAME_PX = 1.0


def check_old_maps(atlas: Store, problems: Problems) -> None:
    """Note every fault of the old maps."""
    for old_map in atlas.old_maps.values():
        for field, message in faults_of_old_map(atlas.root, old_map):
            problems.add(f"oldmaps/{old_map.id}.toml", field, message)


def faults_of_old_map(root: Path, old_map: OldMap) -> Iterator[tuple[str, str]]:
    """Yield field and message of what is wrong with an old map."""
    yield from _of_scan(root, old_map)
    yield from _of_terms(old_map)
    yield from _of_points(old_map)
    yield from _of_crop(old_map)
    yield from _of_place(old_map)


def _of_scan(root: Path, old_map: OldMap) -> Iterator[tuple[str, str]]:
    path = scan_path(root, old_map)
    if not path.is_file():
        yield "image", f"{old_map.image!r} is not there; put the scan beside this file"
        return
    try:
        check_shape(read_scan_head(path).size, old_map.size)
    except (ScanError, OSError) as error:
        yield "image", f"{old_map.image!r} {error}"


def _of_terms(old_map: OldMap) -> Iterator[tuple[str, str]]:
    if not old_map.licence.strip():
        yield "licence", "is missing; say by what terms the scan may be shown, such as 'Public domain'"
    if not old_map.sources:
        yield "sources", "is empty; name the map as a work of sources.json"


def _of_points(old_map: OldMap) -> Iterator[tuple[str, str]]:
    if old_map.affine is None and not old_map.is_placed:
        least = LEAST_POINTS[old_map.transformation]
        yield (
            "points",
            f"has {len(old_map.points)}; {old_map.transformation} needs {least} at least: set them in the "
            "room Old map of `mapsvc edit`",
        )
    if old_map.affine is not None and old_map.points:
        yield "points", "stand beside 'affine', which says the same; keep one of them"
    width, height = old_map.size
    for index, point in enumerate(old_map.points):
        x, y = point.pixel
        if not (0 <= x <= width and 0 <= y <= height):
            yield (
                f"points[{index}].pixel",
                f"[{x:g}, {y:g}] is outside of the scan, {width} × {height} pixels",
            )
    for (first, one), (second, other) in combinations(enumerate(old_map.points), 2):
        if max(abs(a - b) for a, b in zip(one.pixel, other.pixel, strict=True)) < _SAME_PX:
            yield f"points[{second}].pixel", f"is the place of points[{first}] too; take one of them out"


def _of_crop(old_map: OldMap) -> Iterator[tuple[str, str]]:
    if not old_map.crop:
        return
    if len(old_map.crop) < 3:
        yield "crop", f"has {len(old_map.crop)} corners; three at least, or none for the whole scan"
        return
    shown = shapely.Polygon(old_map.crop)
    if not shown.is_valid:
        yield "crop", "crosses itself; set its corners round the map in one direction"
    elif not shown.intersects(shapely.box(0, 0, *old_map.size)):
        yield "crop", "lies outside of the scan"


def _of_place(old_map: OldMap) -> Iterator[tuple[str, str]]:
    if not old_map.is_placed or 0 < len(old_map.crop) < 3:
        return
    try:
        georeference = Georeference(old_map)
        if georeference.folds:
            yield (
                "transformation",
                f"{old_map.transformation!r} folds the map over itself with these points; mend those that "
                "are far off, or take a simpler one",
            )
        elif georeference.is_mirrored:
            yield (
                "points",
                "show the earth as in a mirror: look whether longitude and latitude, or column and row, are "
                "exchanged",
            )
    except ProjectionError as error:
        yield "crs", str(error)
    except TransformationError as error:
        yield ("affine" if old_map.affine else "points"), str(error)


def old_map_notices(atlas: Store) -> Iterator[Problem]:
    """Yield what is worth a look: points far from where the others put them, tiles that are not made."""
    for old_map in atlas.old_maps.values():
        file = f"oldmaps/{old_map.id}.toml"
        if not old_map.is_placed or list(faults_of_old_map(atlas.root, old_map)):
            continue
        georeference = Georeference(old_map)
        for index in georeference.doubtful:
            far = georeference.misfits[index]
            yield Problem(
                file,
                f"points[{index}]",
                f"lies {far.alone_km or far.km:.3g} km from where the other points put it; look whether it "
                "is the same place on both",
            )
        if find_tiles(atlas.root, old_map) is None:
            yield Problem(
                file, "", f"has no tiles, so no map shows it; make them with `mapsvc warp {old_map.id}`"
            )
