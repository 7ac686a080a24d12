"""The layers of an index: a GIS opens them without a complaint, and finds what the API sends."""

from __future__ import annotations

import json
import sqlite3
import warnings
from pathlib import Path

import pyogrio
import pytest
import shapely

from mapsvc.atlas.loading import load_atlas
from mapsvc.store.building import write_package
from mapsvc.store.database import Sqlite
from mapsvc.store.layers import Layer, LayerRow, put_layer
from mapsvc.web.api.collections import COLLECTIONS, read_items
from mapsvc.web.api.layers import collection_layers

ATLASES = Path(__file__).parents[1] / "data" / "atlases"


@pytest.fixture(scope="module", params=["elcano", "balkans"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folder of an atlas, one of them beyond the 180th meridian, and its index."""
    root = ATLASES / request.param
    place = tmp_path_factory.mktemp("layers") / "atlas.gpkg"
    atlas = load_atlas(root)
    write_package(atlas, place, collection_layers(atlas))
    return root, place


def layers_of(place: Path) -> list[str]:
    return [name for name, kind in pyogrio.list_layers(place) if kind]


def test_gdal_opens_every_collection_as_a_layer(built: tuple[Path, Path]) -> None:
    atlas = load_atlas(built[0])
    held = {key: read_items(atlas, one, atlas.find_language()) for key, one in COLLECTIONS.items()}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert set(layers_of(built[1])) == {name for name, items in held.items() if items}
        for name in layers_of(built[1]):
            table = pyogrio.read_dataframe(built[1], layer=name)
            assert list(table["id"]) == list(held[name])
            items = held[name].values()
            for shape, item in zip(table.geometry, items, strict=True):
                ours = item.shape.whole
                assert (shape is None) == (ours is None)
                assert ours is None or shapely.to_wkb(shape) == shapely.to_wkb(ours)
            assert list(map(json.loads, table["geojson"])) == [json.loads(item.json) for item in items]


def test_days_are_dates_and_flags_are_flags(built: tuple[Path, Path]) -> None:
    events = pyogrio.read_info(built[1], layer="events")
    kinds = dict(zip(events["fields"], events["dtypes"], strict=True))
    assert kinds["start"] == kinds["end"] == "datetime64[D]"
    assert kinds["headline"] == "bool"
    assert events["crs"] == "EPSG:4326"
    assert events["capabilities"]["fast_spatial_filter"]


def test_every_shape_is_in_the_tree(built: tuple[Path, Path]) -> None:
    with sqlite3.connect(built[1]) as database:
        for name in layers_of(built[1]):
            (wrong,) = database.execute(
                f'SELECT count(*) FROM "{name}" t WHERE (geom IS NULL) <> (fid NOT IN'
                f' (SELECT id FROM "rtree_{name}_geom"))'
            ).fetchone()
            assert wrong == 0
            whole = pyogrio.read_dataframe(built[1], layer=name)
            found = pyogrio.read_dataframe(built[1], layer=name, bbox=tuple(whole.total_bounds))
            assert len(found) == len(whole) - whole.geometry.isna().sum()


def test_names_of_columns_and_words_of_features_are_no_statements(tmp_path: Path) -> None:
    database = Sqlite(tmp_path / "a.gpkg", writes=True)
    row = LayerRow("x'); --", shapely.Point(1, 2), {'a"b': "'; DROP TABLE t; --"}, "{}")
    with pytest.raises(sqlite3.OperationalError, match="gpkg_contents"):
        put_layer(database, Layer('t"t', "", "Point", [('a"b', "text")], [row]))
    assert database.rows('SELECT id, "a""b" FROM "t""t"') == [("x'); --", "'; DROP TABLE t; --")]
