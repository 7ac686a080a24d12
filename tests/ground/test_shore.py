"""Where the land of a folder of tiles ends."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import shapely

from mapsvc.ground.shore import Shore, area_of, placing, tile_polygon
from mapsvc.ground.tiles import Tile

#: All that one tile of the whole world shows: sea in the west of it, steps of 1/4096 of its side.
HALF = [0, 0, 2048, 0, 0, 4096, -2048, 0, 0, -4096]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    level = {"z": 0, "x": [0, 0], "y": [0, 0]}
    manifest = {"tile_px": 512, "units": 4096, "zooms": [level], "sea": [], "colours": {}}
    (tmp_path / "tiles.json").write_text(json.dumps(manifest), "utf-8")
    (tmp_path / "water" / "0" / "0").mkdir(parents=True)
    (tmp_path / "water" / "0" / "0" / "0.json").write_text(json.dumps({"s": [HALF]}), "utf-8")
    return tmp_path


def test_sea_of_a_box_is_what_of_it_the_tiles_call_sea(folder: Path) -> None:
    sea = Shore((folder,)).sea_over((-10.0, -10.0, 10.0, 10.0))
    assert sea.bounds == pytest.approx((-10, -10, 0, 10), abs=1e-3)


def test_sea_that_nobody_knows_is_empty(folder: Path, tmp_path: Path) -> None:
    assert Shore(()).sea_over((0.0, 0.0, 1.0, 1.0)).is_empty
    assert Shore((tmp_path / "nowhere",)).sea_over((0.0, 0.0, 1.0, 1.0)).is_empty


def test_first_folder_stands_above_the_next(folder: Path, tmp_path: Path) -> None:
    dry = tmp_path / "dry"
    (dry / "water" / "0" / "0").mkdir(parents=True)
    (dry / "tiles.json").write_text((folder / "tiles.json").read_text("utf-8"), "utf-8")
    (dry / "water" / "0" / "0" / "0.json").write_text("{}", "utf-8")
    box = (-10.0, -10.0, 10.0, 10.0)
    assert Shore((dry, folder)).sea_over(box).is_empty
    assert not Shore((folder, dry)).sea_over(box).is_empty


def test_file_of_a_tile_is_read_once(folder: Path) -> None:
    shore, box = Shore((folder,)), (-10.0, -10.0, 10.0, 10.0)
    before = shore.sea_over(box)
    (folder / "water" / "0" / "0" / "0.json").unlink()
    (folder / "water" / "0" / "0" / "0.json").write_text("broken", "utf-8")
    assert shore.sea_over(box).equals(before)


def test_steps_of_a_tile_are_parts_of_the_world() -> None:
    place = placing(Tile(1, 1, 0), 4096)
    assert place([0, 0, 4096, 4096]) == pytest.approx(np.array([[0.5, 0.0], [1.0, 0.5]]))
    assert tile_polygon(Tile(1, 1, 0)).bounds == (0.5, 0.0, 1.0, 0.5)


def test_ring_that_turns_the_other_way_is_a_hole() -> None:
    outer = [0, 0, 8, 0, 0, 8, -8, 0, 0, -8]
    hole = [2, 2, 0, 4, 4, 0, 0, -4, -4, 0]
    place = placing(Tile(0, 0, 0), 8)
    assert shapely.area(area_of([outer, hole], place)) == pytest.approx(1 - 0.25)
    assert area_of(1, place).is_empty
