"""Heights at points: a grid is read as it was written, and answers only where it knows the ground."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from mapsvc.errors import GeometryError
from mapsvc.ground import height_grid
from mapsvc.ground.height_grid import HEIGHTS, Heights, open_heights, write_heights
from mapsvc.ground.heights import Raster, Window
from mapsvc.ground.plan import plan_ground
from mapsvc.ground.tile_making import make_ground
from mapsvc.resources import ground_root
from tests.ground.test_tile_making import raw

__all__ = ["raw"]

CELLS = np.array([[0, -420, 5642], [12, 8848, 3], [7, 7, 7]], dtype=np.float64)


@pytest.fixture
def grid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(height_grid, "read_globe", lambda *_: Raster(CELLS, 10.0, 50.0, 120))
    assert write_heights(tmp_path / HEIGHTS, tmp_path, (10, 49, 11, 50)) == tmp_path / HEIGHTS
    return tmp_path


def test_cells_are_read_as_they_were_written(grid: Path) -> None:
    found = open_heights(grid / HEIGHTS)
    assert (found.west, found.north, found.rows, found.columns) == (10.0, 50.0, 3, 3)
    middles = [(10 + (c + 0.5) / 120, 50 - (r + 0.5) / 120) for r in range(3) for c in range(3)]
    assert [found.cells_near(*at, 0)[0].height_m for at in middles] == CELLS.ravel().tolist()


def test_cell_of_the_point_comes_first_and_the_rest_by_distance(grid: Path) -> None:
    cells = open_heights(grid / HEIGHTS).cells_near(10.0125, 49.9875, 1.0)
    assert cells[0].height_m == 8848
    assert [cell.km for cell in cells] == sorted(cell.km for cell in cells)
    # 30 seconds are 0.6 km from west to east there, and 0.93 km from north to south.
    assert {cell.height_m for cell in cells} == {8848, 12, 3, -420, 7}


def test_ground_outside_is_unknown_and_a_turn_round_the_world_is_none(grid: Path) -> None:
    heights = Heights((grid / "none", grid))
    assert heights.at(9.99, 49.99) is None
    assert heights.at(10.01, 50.01) is None
    assert heights.at(10.01, 49.99) is heights.at(370.01, 49.99) is not None


def test_own_grid_stands_above_that_of_the_package(grid: Path) -> None:
    own = open_heights(grid / HEIGHTS)
    assert Heights((grid, ground_root())).at(10.01, 49.99) == own
    shipped = Heights((grid, ground_root())).at(44.2977, 39.7022)
    assert shipped is not None
    # The summit of Ararat, 5,137 m.
    assert max(cell.height_m for cell in shipped.cells_near(44.2977, 39.7022, 1.0)) > 4_900


def test_file_that_holds_no_heights_is_told(tmp_path: Path) -> None:
    (tmp_path / HEIGHTS).write_bytes(b"none")
    with pytest.raises(GeometryError, match="holds no heights"):
        open_heights(tmp_path / HEIGHTS)


def test_shipped_heights_are_small_and_cover_the_lines_of_the_atlas() -> None:
    path = ground_root() / HEIGHTS
    assert path.stat().st_size < 2_000_000
    found = open_heights(path)
    assert all(found.covers(*corner) for corner in ((38.0, 43.99), (50.99, 36.01)))


@pytest.mark.parametrize("known", [Raster(CELLS, -72.0, -33.0, 120), None])
def test_own_ground_has_heights_where_there_are_any(
    known: Raster | None, raw: Mapping[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Window] = []

    def read(_: Path, window: Window) -> Raster | None:
        asked.append(window)
        return known

    monkeypatch.setattr(height_grid, "read_globe", read)
    make_ground(tmp_path / "ground", plan_ground((-71.2, -33.6, -70.2, -32.9)), raw)
    assert (tmp_path / "ground" / HEIGHTS).is_file() is (known is not None)
    assert asked == [(-72, -34, -70, -32)]
