"""An atlas that lies across the 180th meridian: drawn as at home, written within ±180."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import shapely
from flask.testing import FlaskClient

import mapsvc
from mapsvc import Atlas
from mapsvc.export.formats import find_format
from mapsvc.kinds import export_job
from mapsvc.model.meridian import drawn_bounds
from mapsvc.model.scene import MapKey
from mapsvc.web.app import create_app
from tests.conftest import TINY
from tests.elsewhere import TO_THE_LINE_DEG, moved_atlas

SVG = "{http://www.w3.org/2000/svg}"
KEYS = [
    MapKey("events", "line-drawn"),
    MapKey("events", "letter-sent"),
    MapKey("routes", "journey"),
    MapKey("borders", "front"),
    MapKey("places", "charlie"),
    MapKey("mentions"),
]


@pytest.fixture(scope="module")
def moved_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return moved_atlas(TINY, tmp_path_factory.mktemp("line") / "tiny")


@pytest.fixture(scope="module")
def moved(moved_root: Path) -> Atlas:
    return mapsvc.open_atlas(moved_root)


@pytest.fixture
def moved_client(moved_root: Path) -> FlaskClient:
    return create_app(moved_root).test_client()


def written(atlas: Atlas, key: MapKey, name: str) -> bytes:
    return find_format(name).write(export_job(atlas.records, key, "en"))


def drawn(atlas: Atlas, key: MapKey, part: str) -> list[bytes]:
    """Return a part of a picture, which the ground beneath does not change."""
    root = ElementTree.fromstring(written(atlas, key, "svg"))
    found = [node for node in root.iter(f"{SVG}g") if node.get("class") == part]
    assert found
    return [ElementTree.tostring(node) for node in found]


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_picture_is_the_one_of_home(tiny: Atlas, moved: Atlas, key: MapKey) -> None:
    for part in ("features", "signs"):
        assert drawn(moved, key, part) == drawn(tiny, key, part)


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_map_of_the_page_lies_together(moved: Atlas, key: MapKey) -> None:
    event_map = export_job(moved.records, key, "en").map
    west, _, east, _ = event_map.extent
    assert east - west < 20
    for feature in event_map.features():
        left, _, right, _ = feature.geometry.bounds
        assert west - 5 < left <= right < east + 5


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_geojson_is_cut_at_the_line_and_its_box_crosses_it(tiny: Atlas, moved: Atlas, key: MapKey) -> None:
    document = json.loads(written(moved, key, "geojson"))
    home = json.loads(written(tiny, key, "geojson"))
    for feature, other in zip(document["features"], home["features"], strict=True):
        shape, at_home = (shapely.geometry.shape(found["geometry"]) for found in (feature, other))
        west, _, east, _ = shape.bounds
        assert -180 <= west <= east <= 180
        assert shape.area == pytest.approx(at_home.area, abs=1e-5)
        assert shape.length == pytest.approx(at_home.length, abs=1e-5) or shape.area
    west, south, east, north = document["bbox"]
    assert [south, north] == [home["bbox"][1], home["bbox"][3]]
    assert (east - west) % 360 == pytest.approx(home["bbox"][2] - home["bbox"][0], abs=1e-5)
    assert west == pytest.approx((home["bbox"][0] + TO_THE_LINE_DEG + 180) % 360 - 180, abs=1e-5)


def test_line_over_the_meridian_is_given_out_in_two(moved: Atlas) -> None:
    document = json.loads(written(moved, MapKey("borders", "front"), "geojson"))
    by_id = {feature["id"]: feature["geometry"] for feature in document["features"]}
    north = by_id["borders/front/north"]
    assert north["type"] == "MultiLineString"
    first, second = north["coordinates"]
    assert first[-1][0] == -second[0][0] == 180
    assert first[-1][1] == second[0][1]


def test_kml_keeps_within_the_line(moved: Atlas) -> None:
    root = ElementTree.fromstring(written(moved, MapKey("events", "line-drawn"), "kml"))
    texts = [node.text or "" for node in root.iter("{http://www.opengis.net/kml/2.2}coordinates")]
    lons = [float(point.split(",")[0]) for text in texts for point in text.split()]
    assert lons
    assert all(abs(lon) <= 180 for lon in lons)
    assert max(lons) - min(lons) > 350


@pytest.mark.parametrize("name", ["borders", "routes", "places", "events"])
def test_layers_keep_within_the_line(tiny: Atlas, moved: Atlas, name: str) -> None:
    table, home = moved.layer(name), tiny.layer(name)
    bounds = table.bounds.dropna()  # a place without a point has a row without one
    assert (bounds.minx >= -180).all()
    assert (bounds.maxx <= 180).all()
    if "length_km" in table:
        assert table["length_km"].tolist() == pytest.approx(home["length_km"].tolist(), rel=1e-3, nan_ok=True)
    areas = [shapely.area(found.geometry.to_numpy()).tolist() for found in (table, home)]
    assert areas[0] == pytest.approx(areas[1], nan_ok=True)


def found(client: FlaskClient, name: str, bbox: str) -> set[str]:
    answer = client.get(f"/api/collections/{name}/items?bbox={bbox}")
    assert answer.status_code == 200
    return {feature["id"] for feature in json.loads(answer.data)["features"]}


def test_api_takes_a_box_over_the_line(moved_client: FlaskClient) -> None:
    assert found(moved_client, "borders", "179,38,-179,43") == {"front/north", "front/south"}
    assert found(moved_client, "borders", "-179.5,38,-178,43") == {"front/south"}
    assert found(moved_client, "areas", "-179.5,38,-178,43") == {"front/wedge"}
    assert found(moved_client, "borders", "0,38,100,43") == set()
    assert found(moved_client, "areas", "0,38,100,43") == set()
    assert found(moved_client, "places", "179,40,180,42") == {"alfa"}
    assert found(moved_client, "places", "179,38,-170,43") == {"alfa", "bravo", "charlie"}


def test_api_tells_its_extent_as_the_standard_does(moved_client: FlaskClient) -> None:
    document: dict[str, Any] = moved_client.get("/api/collections/events").get_json()
    west, south, east, north = document["extent"]["spatial"]["bbox"][0]
    assert west > east
    assert -180 <= east < west <= 180
    assert south < north


def test_page_has_shapes_that_do_not_know_the_line(moved_client: FlaskClient) -> None:
    page = moved_client.get("/borders/front?lang=en").text
    start = page.index("/borders/front.full.json")
    path = page[page.rindex('"', 0, start) + 1 : page.index('"', start)]
    document = moved_client.get(path).get_json()
    shapes = {feature["id"]: shapely.geometry.shape(feature["geometry"]) for feature in document["features"]}
    assert shapes["borders/front/north"].geom_type == "LineString"
    west, _, east, _ = shapes["borders/front/north"].bounds
    assert east - west < 2
    answer = moved_client.get("/embed/events/line-drawn?lang=en&view=179,39,-178,41")
    assert answer.status_code == 200
    assert "[179.0,39.0,182.0,41.0]" in answer.text.replace(" ", "")


@pytest.mark.parametrize("day", range(1, 13))
def test_whereabouts_lie_where_they_do_at_home(tiny: Atlas, moved: Atlas, day: int) -> None:
    on = f"1921-10-{day:02d}"
    for variant in ("stated", "rebuilt"):
        here = moved.whereabouts("journey", on=on, variant=variant)
        at_home = tiny.whereabouts("journey", on=on, variant=variant)
        west, _, east, _ = here.stretch.bounds
        assert -180 <= west <= east <= 180
        middle = drawn_bounds(here.stretch)
        assert (middle[0] - at_home.stretch.bounds[0]) % 360 == pytest.approx(TO_THE_LINE_DEG, abs=1e-3)
        assert (middle[2] - at_home.stretch.bounds[2]) % 360 == pytest.approx(TO_THE_LINE_DEG, abs=1e-3)
