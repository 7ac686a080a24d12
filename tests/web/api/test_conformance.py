"""
The abstract tests of OGC API – Features, Part 1 (17-069r4, annex A): core, GeoJSON, HTML and OpenAPI 3.0.

One test each, called as in the standard; what a test walks over, it walks over in the tiny atlas, and over
all collections of the shipped one where the data decide.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
import shapely
from flask.testing import FlaskClient
from geojson_validator import validate_structure
from jsonschema import Draft202012Validator

from mapsvc.web.api.collections import COLLECTIONS
from mapsvc.web.api.views import CONFORMS_TO
from tests.html_text import parse

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
SPEC = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
#: So that the tests of every collection stay quick.
FEW = 3


def ask(client: FlaskClient, address: str, kind: str = "application/json") -> Any:
    parts = urlsplit(address)
    answer = client.get(parts.path + (f"?{parts.query}" if parts.query else ""))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind), address
    return json.loads(answer.data)


def by_rel(document: dict[str, Any], rel: str, kind: str = "") -> list[str]:
    for link in document["links"]:
        assert urlsplit(link["href"]).scheme in {"http", "https"}
        assert link["type"]
    return [link["href"] for link in document["links"] if link["rel"] == rel and kind in link["type"]]


def items(client: FlaskClient, name: str, **query: object) -> dict[str, Any]:
    path = f"/api/collections/{name}/items?{urlencode({'limit': FEW} | query)}"
    found: dict[str, Any] = ask(client, path, "application/geo+json")
    return found


@pytest.fixture(params=COLLECTIONS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def definition(tiny_client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = ask(tiny_client, "/api/openapi", OPENAPI)
    return found


def parameter(definition: dict[str, Any], name: str, key: str) -> dict[str, Any]:
    operation = definition["paths"][f"/collections/{name}/items"]["get"]
    resolved = [resolve(definition, each) for each in operation["parameters"]]
    (found,) = [each for each in resolved if each["name"] == key]
    assert (found["in"], found["required"]) == ("query", False)
    assert (found["style"], found["explode"]) == ("form", False)
    return found


def resolve(definition: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in node:
        _, _, kind, key = node["$ref"].split("/")
        found: dict[str, Any] = definition["components"][kind][key]
        return found
    return node


# ---- /conf/core ------------------------------------------------------------------------------------------
def test_core_http(tiny_client: FlaskClient) -> None:
    answer = tiny_client.get("/api/")
    assert answer.request.environ["SERVER_PROTOCOL"] == "HTTP/1.1"
    assert tiny_client.head("/api/").status_code == 200
    assert tiny_client.post("/api/").status_code == 405


def test_core_root_op(tiny_client: FlaskClient) -> None:
    assert tiny_client.get("/api/").status_code == tiny_client.get("/api").status_code == 200


def test_core_root_success(tiny_client: FlaskClient) -> None:
    landing = ask(tiny_client, "/api/")
    assert by_rel(landing, "service-desc") or by_rel(landing, "service-doc")
    assert by_rel(landing, "conformance")
    assert by_rel(landing, "data")


def test_core_api_definition_op(tiny_client: FlaskClient) -> None:
    landing = ask(tiny_client, "/api/")
    for rel, kind in (("service-desc", OPENAPI), ("service-doc", "text/html")):
        (href,) = by_rel(landing, rel)
        assert tiny_client.get(href).headers["Content-Type"].startswith(kind)
        assert [link["type"] for link in landing["links"] if link["rel"] == rel] == [kind]


def test_core_api_definition_success(definition: dict[str, Any]) -> None:
    assert definition["openapi"].startswith("3.0.")
    assert {"info", "paths", "components", "servers"} <= definition.keys()
    assert {reference.split("/")[0] for reference in references(definition)} == {"#"}
    for reference in references(definition):
        assert resolve(definition, {"$ref": reference})


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for part in node.values():
            yield from references(part)
    elif isinstance(node, list):
        for part in node:
            yield from references(part)


def test_core_conformance_op(tiny_client: FlaskClient) -> None:
    (href,) = by_rel(ask(tiny_client, "/api/"), "conformance")
    assert tiny_client.get(href).status_code == 200


def test_core_conformance_success(tiny_client: FlaskClient) -> None:
    found = ask(tiny_client, "/api/conformance")["conformsTo"]
    assert found == list(CONFORMS_TO)
    assert {f"{SPEC}/{each}" for each in ("core", "geojson", "html", "oas30")} <= {*found}


def test_core_fc_md_op(tiny_client: FlaskClient) -> None:
    (href,) = by_rel(ask(tiny_client, "/api/"), "data")
    assert tiny_client.get(href).status_code == 200


def test_core_fc_md_success(tiny_client: FlaskClient) -> None:
    document = ask(tiny_client, "/api/collections")
    assert {"links", "collections"} <= document.keys()
    for collection in document["collections"]:
        assert {"id", "title", "description", "links", "itemType", "crs"} <= collection.keys()


def test_core_fc_md_links(tiny_client: FlaskClient) -> None:
    document = ask(tiny_client, "/api/collections")
    assert by_rel(document, "self", "json")
    assert by_rel(document, "alternate", "html")
    page = parse(tiny_client.get("/api/collections?f=html").text)
    assert [link["href"] for link in page.named("a") if link.get("rel") == "alternate"]


def test_core_fc_md_items(tiny_client: FlaskClient, definition: dict[str, Any]) -> None:
    found = [collection["id"] for collection in ask(tiny_client, "/api/collections")["collections"]]
    paths = {path.split("/")[2] for path in definition["paths"] if path.endswith("/items")}
    assert len(found) == len({*found}) == len(COLLECTIONS)
    assert {*found} == paths


def test_core_fc_md_items_links(tiny_client: FlaskClient) -> None:
    for collection in ask(tiny_client, "/api/collections")["collections"]:
        assert by_rel(collection, "items", "geo+json")
        assert by_rel(collection, "items", "html")


def test_core_fc_md_extent(client: FlaskClient, name: str) -> None:
    extent = ask(client, f"/api/collections/{name}")["extent"]
    west, south, east, north = extent["spatial"]["bbox"][0]
    features = items(client, name, limit=10_000)["features"]
    shapes = [shapely.geometry.shape(each["geometry"]) for each in features if each["geometry"]]
    bounds = shapely.total_bounds(shapes)
    # True: nothing lies beyond it, and it reaches no farther than what is there.
    assert bounds.tolist() == pytest.approx([west, south, east, north], abs=2e-6)
    assert west <= bounds[0]
    assert south <= bounds[1]
    assert east >= bounds[2]
    assert north >= bounds[3]
    if "temporal" in extent:
        days = [day and f"{day[:10]}" for day in extent["temporal"]["interval"][0]]
        beyond = [f"../{int(days[0][:4]) - 1:04}"] if days[0] else []
        beyond += [f"{int(days[1][:4]) + 1}/.."] if days[1] else []
        undated = items(client, name, datetime="-9000")["numberMatched"]
        for interval in beyond:
            assert items(client, name, datetime=interval)["numberMatched"] == undated
        for day in filter(None, days):
            assert items(client, name, datetime=day)["numberMatched"] > undated


def test_core_sfc_md_op(tiny_client: FlaskClient, name: str) -> None:
    assert tiny_client.get(f"/api/collections/{name}").status_code == 200
    assert tiny_client.get(f"/api/collections/{name}-not").status_code == 404


def test_core_sfc_md_success(tiny_client: FlaskClient, name: str) -> None:
    alone = ask(tiny_client, f"/api/collections/{name}")
    (listed,) = [each for each in ask(tiny_client, "/api/collections")["collections"] if each["id"] == name]
    for key in ("id", "title", "description", "extent", "itemType", "crs"):
        assert alone.get(key) == listed.get(key)


def test_core_fc_op(tiny_client: FlaskClient, name: str) -> None:
    (href,) = by_rel(ask(tiny_client, f"/api/collections/{name}"), "items", "geo+json")
    assert tiny_client.get(href).status_code == 200


def test_core_fc_bbox_definition(definition: dict[str, Any], name: str) -> None:
    schema = parameter(definition, name, "bbox")["schema"]
    assert (schema["type"], schema["items"]["type"]) == ("array", "number")
    assert schema["oneOf"] == [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}]


def test_core_fc_bbox_response(client: FlaskClient, name: str) -> None:
    whole = items(client, name, limit=10_000)["features"]
    shapes = {each["id"]: shapely.geometry.shape(each["geometry"]) for each in whole if each["geometry"]}
    for box in ((43, 40, 44, 41), (46.5, 39.5, 46.6, 39.6), (2, 48, 3, 49)):
        found = items(client, name, bbox=",".join(map(str, box)), limit=10_000)
        touched = {key for key, shape in shapes.items() if shape.intersects(shapely.box(*box))}
        assert {each["id"] for each in found["features"]} == touched
    assert items(client, name, bbox="-180,-90,180,90")["numberMatched"] == len(shapes)


def test_core_fc_limit_definition(definition: dict[str, Any], name: str) -> None:
    schema = parameter(definition, name, "limit")["schema"]
    assert schema == {"type": "integer", "minimum": 1, "maximum": 10_000, "default": 100}


def test_core_fc_limit_response(tiny_client: FlaskClient, name: str) -> None:
    for limit in (1, 2, 10_000, 10_001):
        assert len(items(tiny_client, name, limit=limit)["features"]) <= limit


def test_core_fc_time_definition(definition: dict[str, Any], name: str) -> None:
    assert parameter(definition, name, "datetime")["schema"] == {"type": "string"}


def test_core_fc_time_response(client: FlaskClient) -> None:
    every = items(client, "events", limit=10_000)["features"]
    found: set[str] = set()
    for interval in ("../1919-12-31", "1920-01-01/1921-03-15", "1921-03-16T00:00:00Z/.."):
        found |= {each["id"] for each in items(client, "events", datetime=interval, limit=10_000)["features"]}
    assert found == {each["id"] for each in every}


def test_core_query_param_invalid(tiny_client: FlaskClient, name: str) -> None:
    for query in ("limit=0", "bbox=1", "datetime=x", "f=exe", "filter=x", "offset=-1"):
        assert tiny_client.get(f"/api/collections/{name}/items?{query}").status_code == 400


def test_core_query_param_unknown(tiny_client: FlaskClient, name: str) -> None:
    assert tiny_client.get(f"/api/collections/{name}/items?unknown=1").status_code == 400


def test_core_fc_response(tiny_client: FlaskClient, name: str) -> None:
    document = items(tiny_client, name)
    assert document["type"] == "FeatureCollection"
    assert isinstance(document["features"], list)


def test_core_fc_links(tiny_client: FlaskClient, name: str) -> None:
    document = items(tiny_client, name, limit=1)
    assert by_rel(document, "self", "geo+json")
    assert by_rel(document, "alternate", "html")
    assert by_rel(document, "collection")
    assert bool(by_rel(document, "next")) is (document["numberMatched"] > 1)
    for href in by_rel(document, "next"):
        assert by_rel(ask(tiny_client, href, "application/geo+json"), "prev")


def test_core_fc_timestamp(tiny_client: FlaskClient, name: str) -> None:
    """It is left out, as it may be: with it no answer would be the same twice, and none could be kept."""
    assert "timeStamp" not in items(tiny_client, name)


def test_core_fc_number_matched(tiny_client: FlaskClient, name: str) -> None:
    assert items(tiny_client, name, limit=1)["numberMatched"] == len(
        items(tiny_client, name, limit=10_000)["features"]
    )


def test_core_fc_number_returned(tiny_client: FlaskClient, name: str) -> None:
    document = items(tiny_client, name)
    assert document["numberReturned"] == len(document["features"])


def some_items(client: FlaskClient, name: str) -> list[str]:
    return [f"/api/collections/{name}/items/{each['id']}" for each in items(client, name)["features"]]


def test_core_f_op(client: FlaskClient, name: str) -> None:
    paths = some_items(client, name)
    assert paths
    assert {client.get(path).status_code for path in paths} == {200}
    assert client.get(f"/api/collections/{name}/items/not-there").status_code == 404


def test_core_f_success(client: FlaskClient, name: str) -> None:
    for path, listed in zip(some_items(client, name), items(client, name)["features"], strict=True):
        alone = ask(client, path, "application/geo+json")
        assert {key: alone[key] for key in listed} == listed


def test_core_f_links(client: FlaskClient, name: str) -> None:
    for path in some_items(client, name):
        feature = ask(client, path, "application/geo+json")
        (here,), (page,) = by_rel(feature, "self", "geo+json"), by_rel(feature, "alternate", "html")
        (collection,) = by_rel(feature, "collection")
        assert ask(client, here, "application/geo+json") == feature
        assert client.get(page).mimetype == "text/html"
        assert ask(client, collection)["id"] == name


def test_core_crs84(client: FlaskClient, name: str) -> None:
    collection = ask(client, f"/api/collections/{name}")
    assert collection["crs"] == [CRS84]
    assert collection["extent"]["spatial"]["crs"] == CRS84
    document = items(client, name)
    assert "crs" not in document
    bounds = shapely.total_bounds([shapely.geometry.shape(each["geometry"]) for each in document["features"]])
    assert -180 <= bounds[0] <= bounds[2] <= 180
    assert -90 <= bounds[1] <= bounds[3] <= 90


# ---- /conf/geojson ---------------------------------------------------------------------------------------
def test_geojson_definition(definition: dict[str, Any], name: str) -> None:
    for path in (f"/collections/{name}/items", f"/collections/{name}/items/{{featureId}}"):
        assert "application/geo+json" in definition["paths"][path]["get"]["responses"]["200"]["content"]


def test_geojson_content(client: FlaskClient, name: str) -> None:
    assert validate_structure(items(client, name)) == {}
    for path in some_items(client, name)[:1]:
        feature = ask(client, path, "application/geo+json")
        assert (feature["type"], "properties" in feature) == ("Feature", True)


# ---- /conf/html ------------------------------------------------------------------------------------------
def test_html_definition(definition: dict[str, Any]) -> None:
    for path in definition["paths"].values():
        assert "text/html" in path["get"]["responses"]["200"]["content"]


def test_html_content(client: FlaskClient, name: str) -> None:
    feature = items(client, name)["features"][0]
    page = client.get(f"/api/collections/{name}/items/{feature['id']}?f=html&lang=en")
    assert page.text.startswith("<!doctype html>")
    for value in feature["properties"].values():
        if isinstance(value, str) and value.isalnum():
            assert value in page.text


# ---- /conf/oas30 -----------------------------------------------------------------------------------------
def test_oas30_oas_definition_1(tiny_client: FlaskClient) -> None:
    (href,) = by_rel(ask(tiny_client, "/api/"), "service-desc")
    ask(tiny_client, href, OPENAPI)


def test_oas30_oas_definition_2(definition: dict[str, Any]) -> None:
    for path, methods in definition["paths"].items():
        operation = methods["get"]
        assert {"operationId", "summary", "parameters", "responses"} <= operation.keys()
        named = {resolve(definition, each)["name"] for each in operation["parameters"]}
        assert ("featureId" in named) is ("{featureId}" in path)
    names = [methods["get"]["operationId"] for methods in definition["paths"].values()]
    assert len(names) == len({*names})


def test_oas30_oas_impl(tiny_client: FlaskClient, definition: dict[str, Any]) -> None:
    (server,) = definition["servers"]
    assert server["url"] == "http://localhost/api"
    for path in definition["paths"]:
        if "{" not in path:
            assert tiny_client.get(f"/api{path}").status_code == 200


def test_oas30_completeness(client: FlaskClient, name: str) -> None:
    """What is answered is what the description says."""
    definition = ask(client, "/api/openapi", OPENAPI)
    schema = plain(definition, definition["paths"][f"/collections/{name}/items"])
    document = items(client, name)
    assert document["features"]
    assert [error.message for error in Draft202012Validator(schema).iter_errors(document)] == []
    alone = plain(definition, definition["paths"][f"/collections/{name}"], "application/json")
    collection = ask(client, f"/api/collections/{name}")
    assert [error.message for error in Draft202012Validator(alone).iter_errors(collection)] == []
    broken = json.loads(json.dumps(document))
    broken["features"][0]["geometry"]["coordinates"] = "x"
    assert not Draft202012Validator(schema).is_valid(broken)


def plain(definition: dict[str, Any], path: dict[str, Any], kind: str = "application/geo+json") -> Any:
    """The schema of an answer as JSON Schema has it: without references and `nullable`."""
    return inlined(definition, path["get"]["responses"]["200"]["content"][kind]["schema"])


def inlined(definition: dict[str, Any], node: Any) -> Any:
    if isinstance(node, list):
        return [inlined(definition, part) for part in node]
    if not isinstance(node, dict):
        return node
    found = {key: inlined(definition, part) for key, part in resolve(definition, node).items()}
    if found.pop("nullable", False) is True:
        return {"anyOf": [found, {"type": "null"}]}
    return found


def test_oas30_exceptions_codes(tiny_client: FlaskClient, definition: dict[str, Any]) -> None:
    for path in definition["paths"].values():
        assert {"200", "400", "404", "500"} <= path["get"]["responses"].keys()
    wrong, gone = tiny_client.get("/api/?x=1"), tiny_client.get("/api/collections/x")
    assert (wrong.status_code, gone.status_code) == (400, 404)
    assert all("code" in answer.get_json() for answer in (wrong, gone))


def test_oas30_security(definition: dict[str, Any]) -> None:
    assert "security" not in definition
