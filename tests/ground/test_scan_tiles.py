"""A scan of known projection is tiled: each mark lies where it should, to a pixel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from mapsvc.ground.georeference import Georeference
from mapsvc.ground.old_map_folder import MadeTiles, find_tiles, scan_path, tiles_digest
from mapsvc.ground.scan import ScanError
from mapsvc.ground.scan_tiles import TilePlan, make_tiles
from mapsvc.ground.tiles import TILE_PX, Tile, project
from mapsvc.ground.transformation import TransformationError
from mapsvc.model.old_maps import OldMap, is_made_tile
from tests import old_scans


def pixels_at(made: MadeTiles, zoom: int, place: tuple[float, float]) -> tuple[np.ndarray, np.ndarray]:
    """The tile of a place as numbers, and the place in its pixels."""
    x, y = (project(np.array([place]))[0] * 2**zoom).tolist()
    tile = Tile(zoom, int(x), int(y))
    image = np.asarray(Image.open(made.file(tile)).convert("RGBA")).astype(int)
    return image, np.array([x - tile.x, y - tile.y]) * TILE_PX


def red_near(image: np.ndarray, at: np.ndarray) -> np.ndarray:
    """The middle of the red disc near a pixel."""
    seen = np.argwhere((image[..., 0] > 150) & (image[..., 1] < 110) & (image[..., 3] > 200))
    near = seen[np.hypot(*(seen + 0.5 - at[::-1]).T) < 12]
    found: np.ndarray = near.mean(axis=0)[::-1] + 0.5
    return found


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"transformation": "polynomial-3"},
        {"points": (), "crs": old_scans.CRS, "affine": old_scans.AFFINE},
        {"size": (1600, 1200), "points": (), "crs": old_scans.CRS,
         "affine": tuple(v / (1 if i % 3 == 2 else 2) for i, v in enumerate(old_scans.AFFINE))},
    ],
)  # fmt: skip
def test_marks_of_the_scan_lie_where_the_projection_puts_them(tmp_path: Path, fields: dict[str, Any]) -> None:
    old_scans.put_scan(tmp_path)
    made = make_tiles(tmp_path, old_scans.old_map(**fields))
    finest = made.manifest["zooms"][1]
    for mark in ((380, 220), (220, 380), (540, 540)):
        image, at = pixels_at(made, finest, old_scans.place_of(mark))
        assert np.abs(red_near(image, at) - at).max() < 1.0, mark


def test_tiles_are_all_there_and_fit_the_grain_of_the_scan(tmp_path: Path) -> None:
    old_scans.put_scan(tmp_path)
    seen: list[tuple[int, int]] = []
    made = make_tiles(tmp_path, old_scans.old_map(), step=lambda done, all_: seen.append((done, all_)))
    assert all(made.file(tile).is_file() for tile in made.tiles)
    assert seen[0] == (0, seen[-1][1])
    assert seen[-1][0] == seen[-1][1]
    coarsest, finest = made.manifest["zooms"]
    metres = 40_075_016 * np.cos(np.radians(51)) / 2**finest / TILE_PX
    assert 0.6 < metres / old_scans.METRES < 1.7
    west, _, east, _ = made.bounds
    assert (east - west) / 360 * 2**coarsest <= 1
    names = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.webp")]
    assert names
    assert all(map(is_made_tile, names))


def test_crop_hides_the_margin(tmp_path: Path) -> None:
    old_scans.put_scan(tmp_path)
    crop = ((300.0, 100.0), (790.0, 100.0), (790.0, 500.0), (300.0, 500.0))
    made = make_tiles(tmp_path, old_scans.old_map(crop=crop))
    finest = made.manifest["zooms"][1]
    hidden, at = pixels_at(made, finest, old_scans.place_of((280, 300)))
    assert hidden[int(at[1]), int(at[0]), 3] == 0
    shown, at = pixels_at(made, finest, old_scans.place_of((330, 300)))
    assert shown[int(at[1]), int(at[0]), 3] == 255


def test_second_run_changes_nothing_and_other_points_make_other_tiles(tmp_path: Path) -> None:
    old_scans.put_scan(tmp_path)
    old_map = old_scans.old_map()
    made = make_tiles(tmp_path, old_map)
    times = {path: path.stat().st_mtime_ns for path in made.folder.rglob("*")}
    assert make_tiles(tmp_path, old_map).folder == made.folder
    assert {path: path.stat().st_mtime_ns for path in made.folder.rglob("*")} == times
    other = old_scans.old_map(points=old_scans.points(every=2))
    assert find_tiles(tmp_path, other) is None
    again = make_tiles(tmp_path, other)
    assert again.folder != made.folder
    assert not made.folder.exists()


def test_work_that_is_broken_off_leaves_nothing(tmp_path: Path) -> None:
    old_scans.put_scan(tmp_path)

    def stop(done: int, _all: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_tiles(tmp_path, old_scans.old_map(), step=stop)
    assert find_tiles(tmp_path, old_scans.old_map()) is None
    assert {path.name for path in (tmp_path / "oldmaps").rglob("*")} == {"sheet.png", "sheet"}


def test_what_cannot_be_laid_is_said(tmp_path: Path) -> None:
    old_scans.put_scan(tmp_path)
    cases: list[tuple[dict[str, Any], type[Exception], str]] = [
        ({"size": (800, 900)}, ScanError, "another picture"),
        ({"points": old_scans.points()[:2]}, TransformationError, "needs 3"),
        ({"crop": ((2000.0, 2000.0), (2100.0, 2000.0), (2100.0, 2100.0))}, ScanError, "shows nothing"),
    ]
    for fields, kind, told in cases:
        with pytest.raises(kind, match=told):
            make_tiles(tmp_path, old_scans.old_map(**fields))


def test_scan_is_looked_for_beside_and_nowhere_else(tmp_path: Path) -> None:
    for name in ("../../etc/passwd", "/etc/passwd", "a\\b.png"):
        assert scan_path(tmp_path, old_scans.old_map(image=name)) == tmp_path / "oldmaps"


def test_plan_keeps_to_a_bound_and_digest_to_what_was_told(tmp_path: Path) -> None:
    whole = OldMap(
        id="world", title=old_scans.old_map().title, image="sheet.png", size=(9000, 8000),
        crs="EPSG:4326", affine=(0.001, 0, 5, 0, -0.001, 60),
    )  # fmt: skip
    plan = TilePlan(Georeference(whole))
    assert plan.steps <= 2000
    assert plan.coarsest <= plan.finest <= 18
    old_scans.put_scan(tmp_path)
    known = {
        tiles_digest(tmp_path, old_scans.old_map(**fields))
        for fields in ({}, {"crop": ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0))}, {"transformation": "polynomial-1"})
    }
    assert len(known) == 3
    assert tiles_digest(tmp_path, old_scans.old_map(opacity=0.3, shown=True)) in known
