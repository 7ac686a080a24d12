"""What the API serves, and how it is told for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import shapely
from flask import Flask
from flask.testing import FlaskClient

from mapsvc.errors import UnknownLayerError
from mapsvc.web.api import answers, parameters, queryables, tables
from mapsvc.web.api.collections import COLLECTIONS, Shape, extent_of, find_collection, geometry_type, items_of
from mapsvc.web.app import create_app
from tests.atlases.conftest import ATLASES


@pytest.fixture
def asked(tiny_app: Flask) -> Iterator[Flask]:
    with tiny_app.test_request_context("/api/"):
        tiny_app.preprocess_request()
        yield tiny_app


@pytest.fixture(scope="module")
def elcano() -> FlaskClient:
    """A voyage round the world, with a leg over the 180th meridian."""
    return create_app(ATLASES["elcano"]).test_client()


def test_unknown_collection_names_what_there_is() -> None:
    with pytest.raises(UnknownLayerError, match="'borders'"):
        find_collection("border")


def test_one_shape_of_several_parts_makes_all_of_them_such() -> None:
    point = shapely.Point(1, 2)
    assert Shape(point, many=True).json == '{"type":"MultiPoint","coordinates":[[1.0,2.0]]}'
    assert Shape(point, many=False).json == '{"type":"Point","coordinates":[1.0,2.0]}'
    assert Shape(None, many=True).json == "null"


def test_collection_over_the_line_is_of_one_type(elcano: FlaskClient) -> None:
    document = elcano.get("/api/collections/routes/items?limit=10000").get_json()
    assert {feature["geometry"]["type"] for feature in document["features"]} == {"MultiLineString"}
    box = elcano.get("/api/collections/routes").get_json()["extent"]["spatial"]["bbox"][0]
    assert -180 <= min(box[0], box[2]) <= max(box[0], box[2]) <= 180


def test_empty_collection_tells_no_extent(tiny_client: FlaskClient) -> None:
    assert "extent" not in tiny_client.get("/api/collections/holders").get_json()
    assert tiny_client.get("/api/collections/holders/items").get_json()["features"] == []


def test_extent_and_type_are_those_of_what_is_there(asked: Flask) -> None:
    places = COLLECTIONS["places"]
    shapes = [item.geometry for item in items_of(places).values()]
    assert extent_of(places) == tuple(shapely.total_bounds(shapes))
    assert geometry_type(places) == "Point"


@pytest.mark.parametrize("name", COLLECTIONS)
def test_queryable_has_the_type_of_its_values(client: FlaskClient, name: str) -> None:
    told: dict[str, Any] = client.get(f"/api/collections/{name}/queryables").get_json()
    assert told["$id"] == f"http://localhost/api/collections/{name}/queryables"
    assert told["additionalProperties"] is False
    features = client.get(f"/api/collections/{name}/items?limit=200").get_json()["features"]
    plain: dict[str, Any] = {"string": str, "number": (int, float), "boolean": bool, "array": list}
    for key, schema in told["properties"].items():
        if key == queryables.GEOMETRY:
            assert schema["format"] == f"geometry-{features[0]['geometry']['type'].lower()}"
            continue
        values = [feature["properties"][key] for feature in features]
        assert all(value is None or isinstance(value, plain[schema["type"]]) for value in values)
    left_out = set(features[0]["properties"]) - set(told["properties"])
    assert left_out <= {"names", "places"}


def test_page_and_data_are_told_apart(asked: Flask) -> None:
    assert not answers.is_page()
    assert answers.whole("/api/x/é", a="b c").endswith("/api/x/%C3%A9?a=b+c")
    assert "f" in parameters.OF_ALL


def test_long_cell_of_a_page_is_cut(asked: Flask) -> None:
    table = tables.list_of_texts("x", ["a" * 500])
    assert len(table["rows"][0][0]["text"]) < 200
