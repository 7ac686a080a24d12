"""The ground under every map: the package's, and an atlas's own above it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import shapely

from mapsvc import Atlas
from mapsvc.ground.tiles import Tile, project
from mapsvc.model.day import Day
from mapsvc.render.picture.water import Cell, water_of
from mapsvc.resources import ground_root
from mapsvc.scene.ground.basemap import Basemap, ground_of, tiles_over
from mapsvc.scene.ground.names import name_in, year_of

LEVEL = {"z": 9, "x": [292, 293], "y": [192, 192], "accuracy_km": 0.1}
COLOURS = {"land": "#000001", "sea": "#000002"}


@pytest.fixture
def own(tmp_path: Path) -> Basemap:
    """Ground with a little of its own: two tiles, one of them sea, and one town."""
    folder = tmp_path / "ground"
    (folder / "water" / "9" / "292").mkdir(parents=True)
    (folder / "water" / "9" / "292" / "192.json").write_text('{"s": [[0, 0, 9, 0, 0, 9]]}', "utf-8")
    manifest = {
        "tile_px": 512, "units": 4096, "zooms": [LEVEL], "relief": [],
        "sea": ["9/293/192"], "colours": COLOURS,
    }  # fmt: skip
    (folder / "tiles.json").write_text(json.dumps(manifest), "utf-8")
    town = {
        "type": "Feature",
        "properties": {"names": {"en": "Here"}, "kind": "town", "rank": 1, "minzoom": 4},
        "geometry": {"type": "Point", "coordinates": [26.2, 40.2]},
    }
    (folder / "towns.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": [town], "covers": [20, 35, 30, 45]}), "utf-8"
    )
    return ground_of(tmp_path)


def test_atlas_without_ground_has_that_of_the_package(tiny: Atlas, tmp_path: Path) -> None:
    ground = ground_of(tmp_path)
    assert ground.folders == (ground_root(),)
    for lon, lat in ((4.4, 50.7), (-70.0, -40.0), (178.0, -18.0), (140.0, 36.0)):
        (tile, *_) = tiles_over((lon, lat, lon, lat), 5)
        assert ground.part_of(tile) is not None
        assert ground.shading(tile.above(1)) is not None
    assert ground_of(tiny.records.root).folders[0].name == "ground"


@pytest.mark.parametrize("zoom", range(6))
def test_ground_of_the_package_has_the_whole_world(zoom: int) -> None:
    ground = Basemap((ground_root(),))
    for x in range(2**zoom):
        for y in range(2**zoom):
            tile = Tile(zoom, x, y)
            assert ground.all_sea(tile) or ground.water(tile)
            shading = ground.shading(tile)
            assert shading is not None
            assert shading[1] or ground.all_sea(tile), tile


def test_own_tiles_stand_above_those_of_the_package(own: Basemap) -> None:
    mine, sea, beside = Tile(9, 292, 192), Tile(9, 293, 192), Tile(9, 294, 192)
    path = own.water(mine)
    assert path is not None
    assert path.is_relative_to(own.folders[0])
    assert own.all_sea(sea)
    assert own.water(sea) is None
    assert own.part_of(beside) is None
    nearest = own.nearest(beside)
    assert nearest is not None
    assert nearest.z < 9
    assert own.manifest["colours"] == {**Basemap((ground_root(),)).manifest["colours"], **COLOURS}
    assert own.coast_km(26.2, 40.2) is not None


def test_own_towns_replace_those_of_the_package(own: Basemap) -> None:
    assert [
        feature["name"] for feature in (f["properties"] for f in own.vector("towns", "tr")["features"])
    ] == ["Here"]
    towns = [f for f in own.features("world") if f["properties"]["kind"] == "town"]
    assert towns
    for town in towns:
        lon, lat = town["geometry"]["coordinates"]
        assert not (20 <= lon <= 30 and 35 <= lat <= 45)


def test_own_ground_changes_the_addresses(own: Basemap) -> None:
    before = own.digest
    assert before != Basemap((ground_root(),)).digest
    tile = own.folders[0] / "water" / "9" / "292" / "192.json"
    tile.write_text("{}", "utf-8")
    assert ground_of(own.folders[0].parent).digest != before


def test_ground_goes_on_round_the_world() -> None:
    tiles = list(tiles_over((170.0, -10.0, 190.0, 10.0), 4))
    assert [tile.x for tile in tiles if tile.y == 7] == [15, 16]
    assert [tile.home().x for tile in tiles if tile.y == 7] == [15, 0]
    assert list(tiles_over((170.0, -10.0, -170.0, 10.0), 4)) == tiles
    ground = Basemap((ground_root(),))
    for tile in tiles:
        assert ground.water(tile) == ground.water(tile.home())
    carried = list(ground.tiles_in((150.0, -30.0, 200.0, 10.0), most=6))
    assert len(carried) == len(set(carried))
    assert {"3/7/4", "3/0/4"} <= set(carried)


def test_extent_of_the_whole_world_names_each_tile_once() -> None:
    tiles = list(tiles_over((-200.0, -80.0, 200.0, 80.0), 2))
    assert len({tile.home() for tile in tiles}) == len(tiles) == 16


@pytest.mark.parametrize(
    ("edtf", "year"),
    [("1920", 1920), ("1864-05", 1864), ("-0400", -400), ("-12000", -12000), ("", 7), (None, 7)],
)
def test_year_of_a_date(edtf: str | None, year: int) -> None:
    assert year_of(edtf, 7) == year


ABOUT = {
    "names": {"en": "Ankara", "tr": "Ankara"},
    "since": "1800",
    "spans": [{"to": "1930", "names": {"en": "Angora"}}],
}


@pytest.mark.parametrize(
    ("year", "lang", "name"),
    [
        (1920, "en", "Angora"),
        (1920, "az", "Angora"),
        (1950, "tr", "Ankara"),
        (1950, "ru", "Ankara"),
        (-400, "en", ""),
    ],
)
def test_name_is_of_its_time_and_in_a_language_there_is(year: int, lang: str, name: str) -> None:
    assert name_in(ABOUT, lang, Day(year, 7, 1)) == name


def is_lake(lon: float, lat: float) -> bool:
    ground = Basemap((ground_root(),))
    (tile,) = tiles_over((lon, lat, lon, lat), 5)
    ((x, y),) = project(np.array([[lon, lat]])).tolist()
    return bool(water_of(ground, Cell(tile, tile)).lakes.contains(shapely.Point(x, y)))


def test_no_tile_holds_a_reservoir_of_later_times() -> None:
    """Middles of the great ones are dry at the finest zoom of the world; those of natural lakes are wet."""
    reservoirs = {
        "Volta": (-0.2, 7.5), "Kariba": (28.0, -17.0), "Nasser": (32.3, 22.9), "Rybinsk": (38.2, 58.6),
        "Kuybyshev": (49.4, 54.6), "Bratsk": (102.5, 55.4), "Itaipu": (-54.4, -24.9), "Mead": (-114.3, 36.2),
        "Smallwood": (-64.8, 54.2), "Gatun": (-79.9, 9.2),
    }  # fmt: skip
    assert {name for name, (lon, lat) in reservoirs.items() if is_lake(lon, lat)} == set()
    lakes = {
        "Victoria": (33.0, -1.1), "Superior": (-87.8, 47.7), "Baikal": (108.2, 53.9),
        "Titicaca": (-69.4, -15.8), "Ladoga": (31.4, 60.8), "Aral": (59.8, 44.9),
        "Zaysan": (83.8, 48.0),
    }  # fmt: skip
    assert {name for name, (lon, lat) in lakes.items() if not is_lake(lon, lat)} == set()


def test_town_bears_the_atlas_s_name_where_the_ground_has_none(tmp_path: Path) -> None:
    (tmp_path / "towns.geojson").write_text(
        json.dumps(
            {
                "features": [
                    {
                        "properties": {"names": {"en": "Town", "tr": "Kent"}, "kind": "town"},
                        "geometry": {"type": "Point", "coordinates": [lon, 42.7]},
                    }
                    for lon in (23.32, 28.0)
                ]
            }
        ),
        encoding="utf-8",
    )
    own_names = ((23.34, 42.68, (("bg", "Град"), ("en", "City"))),)
    near, far = Basemap((tmp_path,), own_names).features("towns")
    assert near["properties"]["names"] == {"bg": "Град", "en": "Town", "tr": "Kent"}
    assert far["properties"]["names"] == {"en": "Town", "tr": "Kent"}
    assert Basemap((tmp_path,), own_names).digest != Basemap((tmp_path,)).digest
