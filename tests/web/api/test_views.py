"""The API as a programme asks it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
import shapely
from flask.testing import FlaskClient

from mapsvc import Atlas
from mapsvc.export.data.tables import columns_of
from mapsvc.settings import Settings
from mapsvc.web.api import parameters
from mapsvc.web.api.collections import COLLECTIONS as ALL
from mapsvc.web.app import create_app
from tests.conftest import TINY
from tests.html_text import parse

COLLECTIONS = ("events", "places", "borders", "areas", "routes", "stops", "mentions")
MOST = 10_000


def items(client: FlaskClient, name: str, **query: object) -> dict[str, Any]:
    answer = client.get(f"/api/collections/{name}/items?{urlencode(query)}")
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = json.loads(answer.data, parse_constant=refuse)
    return document


def refuse(constant: str) -> None:
    raise AssertionError(constant)


def ids(document: dict[str, Any]) -> list[str]:
    return [feature["id"] for feature in document["features"]]


def positions(value: Any) -> Iterator[list[float]]:
    if isinstance(value[0], int | float):
        yield value
        return
    for part in value:
        yield from positions(part)


@pytest.fixture(scope="module", params=COLLECTIONS)
def collection(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_items_are_geojson(client: FlaskClient, collection: str) -> None:
    answer = client.get(f"/api/collections/{collection}/items?limit={MOST}")
    document = json.loads(answer.data, parse_constant=refuse)
    assert answer.mimetype == "application/geo+json"
    assert document["type"] == "FeatureCollection"
    assert "crs" not in document
    assert {"licence", "attribution", "links", "numberMatched", "numberReturned"} <= document.keys()
    found = ids(document)
    assert len(found) == len(set(found)) == document["numberMatched"] == document["numberReturned"] > 8
    for feature in document["features"]:
        assert feature["type"] == "Feature"
        assert list(feature["properties"]) == list(columns_of(ALL[collection].layer, ("tr", "en")))
        assert feature["properties"]["licence"]
        assert feature["properties"]["attribution"]
        assert feature["properties"]["source"]


def test_items_have_sound_geometry(client: FlaskClient, atlas: Atlas, collection: str) -> None:
    places = atlas.records.places
    for feature in items(client, collection, limit=MOST)["features"]:
        geometry, place = feature["geometry"], places.get(feature["properties"].get("place", ""))
        # "The West" lies nowhere in particular: RFC 7946 calls such a feature unlocated.
        assert (geometry is None) == (place is not None and place.lon is None), feature["id"]
        if geometry is None:
            continue
        for position in positions(geometry["coordinates"]):
            assert len(position) == 2
            assert all(math.isfinite(number) and round(number, 6) == number for number in position)
            assert -180 <= position[0] <= 180
            assert -90 <= position[1] <= 90
        shape = shapely.geometry.shape(geometry)
        assert shape.is_valid, feature["id"]
        for polygon in shapely.get_parts(shape) if "Polygon" in geometry["type"] else ():
            assert polygon.exterior.is_ccw, feature["id"]
            assert not any(ring.is_ccw for ring in polygon.interiors)


@pytest.mark.parametrize(
    ("layer", "collections"),
    [
        ("events", ["events"]),
        ("places", ["places"]),
        ("borders", ["borders", "areas"]),
        ("routes", ["routes", "stops"]),
        ("mentions", ["mentions"]),
    ],
)
def test_collections_of_a_layer_hold_the_whole_of_it(
    client: FlaskClient, atlas: Atlas, layer: str, collections: list[str]
) -> None:
    found = [ids(items(client, name, limit=MOST)) for name in collections]
    assert sorted(key for part in found for key in part) == sorted(atlas.layer(layer).index)
    order = list(atlas.layer(layer).index)
    assert all(part == [key for key in order if key in {*part}] for part in found)


def test_collection_has_one_type_of_geometry(client: FlaskClient, collection: str) -> None:
    shapes = [feature["geometry"] for feature in items(client, collection, limit=MOST)["features"]]
    types = {shape["type"] for shape in shapes if shape}
    assert len(types) == 1
    assert types.pop().removeprefix("Multi") in ALL[collection].shapes


@pytest.mark.parametrize("limit", [1, 7, 100])
def test_next_links_walk_every_item_once(client: FlaskClient, collection: str, limit: int) -> None:
    whole = ids(items(client, collection, limit=MOST))
    assert whole
    if limit == 1:
        limit = max(1, len(whole) // 40)
    path, walked = f"/api/collections/{collection}/items?limit={limit}", []
    while path:
        document = client.get(path).get_json()
        assert document["numberMatched"] == len(whole)
        assert document["numberReturned"] == len(document["features"]) <= limit
        walked += ids(document)
        assert len(walked) <= len(whole)
        path = next((link["href"] for link in document["links"] if link["rel"] == "next"), "")
    assert walked == whole


def test_next_link_keeps_the_filters(tiny_client: FlaskClient) -> None:
    document = items(
        tiny_client, "routes", limit=1, bbox="42,40,46,42", datetime="1921-10-01/1921-10-12", lang="en"
    )
    link = next(link["href"] for link in document["links"] if link["rel"] == "next")
    for part in (
        "limit=1",
        "bbox=42%2C40%2C46%2C42",
        "datetime=1921-10-01%2F1921-10-12",
        "lang=en",
        "after=",
    ):
        assert part in link


def test_walk_with_filters_meets_what_the_filters_meet(client: FlaskClient) -> None:
    query = {"bbox": "40,38,48,43", "datetime": "1921"}
    whole = ids(items(client, "borders", limit=MOST, **query))
    path, walked = f"/api/collections/borders/items?{urlencode(query | {'limit': 3})}", []
    while path:
        document = client.get(path).get_json()
        walked += ids(document)
        assert len(walked) <= len(whole)
        path = next((link["href"] for link in document["links"] if link["rel"] == "next"), "")
    assert len(whole) > 3
    assert walked == whole


def test_item_is_the_same_alone(client: FlaskClient, collection: str) -> None:
    for feature in items(client, collection, limit=5)["features"]:
        answer = client.get(f"/api/collections/{collection}/items/{feature['id']}")
        alone = answer.get_json()
        assert [link["rel"] for link in alone.pop("links")] == ["self", "alternate", "collection"]
        assert alone == feature
        assert answer.mimetype == "application/geo+json"


@pytest.mark.parametrize(
    ("text", "given"), [(None, 100), ("1", 1), ("100", 100), ("10000", 10_000), ("999999999999", 10_000)]
)
def test_limit_is_a_hundred_and_at_most_ten_thousand(
    client: FlaskClient, text: str | None, given: int
) -> None:
    document = items(client, "mentions", **({"limit": text} if text else {}))
    assert document["numberReturned"] == min(given, document["numberMatched"])
    assert document["numberMatched"] > 100


def test_more_than_the_most_gives_the_most(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parameters, "MAX_LIMIT", 3)
    document = items(client, "mentions", limit=200)
    assert document["numberReturned"] == 3
    assert [link["rel"] for link in document["links"]] == ["self", "alternate", "next", "collection"]


@pytest.mark.parametrize(
    ("bbox", "shown"),
    [
        ("43,40,44,41", {"alfa"}),
        ("43.1,40.6,43.1,40.6", {"alfa"}),
        ("-180,-90,180,90", {"alfa", "bravo", "charlie"}),
        ("44,38,46,42", {"bravo", "charlie"}),
        ("0,0,1,1", set()),
        ("43,40,-1000,44,41,1000", {"alfa"}),
        ("44,0,43.5,90", {"alfa", "bravo", "charlie"}),
        ("170,-10,-170,10", set()),
        ("45,0,-170,90", {"charlie"}),
        ("170,0,44,90", {"alfa"}),
        (" 43,40 ,44,41", {"alfa"}),
        ("4.3e1,40,44,41", {"alfa"}),
    ],
)
def test_bbox_chooses_what_it_touches(tiny_client: FlaskClient, bbox: str, shown: set[str]) -> None:
    document = items(tiny_client, "places", bbox=bbox)
    assert set(ids(document)) == shown
    assert document["numberMatched"] == len(shown)


@pytest.mark.parametrize(
    "bbox",
    [
        "", "1", "1,2,3", "1,2,3,4,5", "1,2,3,4,5,6,7", "a,b,c,d", "nan,0,1,1", "0,0,inf,1", "-inf,0,1,1",
        "0,0,1e400,1",
        "0,50,1,40", "-181,0,1,1", "0,0,181,1", "0,-91,1,1", "0,0,1,95", "0;0;1;1", "0,0,1,",
        "0,0,1,1 OR 1=1 --",
        "' OR 1=1 --", "[0,0,1,1]", "0,0,0,1,1,0,0", "٠,٠,١,x", "0,0,nan,1,1,1",
    ],
)  # fmt: skip
def test_wrong_bbox_is_refused(tiny_client: FlaskClient, bbox: str) -> None:
    assert_refused(tiny_client, "places", "bbox", bbox)


def assert_refused(client: FlaskClient, name: str, parameter: str, value: str) -> None:
    answer = client.get(f"/api/collections/{name}/items?{urlencode({parameter: value})}")
    assert (answer.status_code, answer.mimetype) == (400, "application/json")
    assert answer.get_json()["code"] == "InvalidParameterValue"
    assert repr(parameter) in answer.get_json()["description"]


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        ("1920-04-26", {"letter-sent"}),
        ("1920", {"letter-sent"}),
        ("1921-10-13", {"line-drawn"}),
        ("1920-04-27", set()),
        ("1920-04-26/1921-10-13", {"letter-sent", "line-drawn"}),
        ("../1920-12-31", {"letter-sent"}),
        ("1921/..", {"line-drawn"}),
        ("/1920-12-31", {"letter-sent"}),
        ("1921/", {"line-drawn"}),
        ("1921-10-13T00:00:00Z", {"line-drawn"}),
        ("1921-10-13T12:30:00.5+03:00/..", {"line-drawn"}),
        ("1920-04~", {"letter-sent"}),
        ("1920-04-26t23:59:60z", {"letter-sent"}),
    ],
)
def test_datetime_chooses_what_shares_a_day(tiny_client: FlaskClient, when: str, shown: set[str]) -> None:
    assert set(ids(items(tiny_client, "events", datetime=when))) == shown


@pytest.mark.parametrize(
    "when",
    [
        "", "..", "../..", "/", "x", "1920-13-01", "1920-02-30", "1921/1920", "1920/1921/1922", "192O",
        "1920-04-26 OR 1=1", "' OR 1=1 --", "9" * 500, "1920-04-26T25", "now", "[1920]",
        "1920-04-26T12:00:00Z/x", "1920-04-26T25:99Z", "1920-04-26T12:00:61Z", "T12:00Z/1921",
    ],
)  # fmt: skip
def test_wrong_datetime_is_refused(tiny_client: FlaskClient, when: str) -> None:
    assert_refused(tiny_client, "events", "datetime", when)


@pytest.mark.parametrize(
    "limit", ["0", "-1", "", "abc", "1.5", "1e3", "+5", " 5", "0x10", "١٠", "9" * 4000, "NaN", "²"]
)
def test_wrong_limit_is_refused(tiny_client: FlaskClient, limit: str) -> None:
    assert_refused(tiny_client, "events", "limit", limit)


@pytest.mark.parametrize("after", ["", "nothing", "' OR 1=1 --", "letter-sent ", "LETTER-SENT"])
def test_unknown_key_to_go_on_from_is_refused(tiny_client: FlaskClient, after: str) -> None:
    assert_refused(tiny_client, "events", "after", after)


@pytest.mark.parametrize(
    "path",
    ["/api/", "/api/conformance", "/api/collections", "/api/collections/events",
    "/api/collections/events/items",
     "/api/openapi", "/api/collections/events/queryables", "/api/collections/events/items/line-drawn"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["f", "Bbox", "callback", "filter", "crs", "q", "sortby", "<script>"])
def test_unknown_parameter_is_refused_by_name(tiny_client: FlaskClient, path: str, name: str) -> None:
    answer = tiny_client.get(f"{path}?{urlencode({name: '1'})}")
    assert (answer.status_code, answer.mimetype) == (400, "application/json")
    assert repr(name) in answer.get_json()["description"]


@pytest.mark.parametrize("name", ["limit", "bbox", "datetime", "after", "lang"])
def test_repeated_parameter_is_refused_by_name(tiny_client: FlaskClient, name: str) -> None:
    value = {"limit": "1", "bbox": "0,0,1,1", "datetime": "1920", "after": "line-drawn", "lang": "tr"}[name]
    answer = tiny_client.get(f"/api/collections/events/items?{urlencode([(name, value)] * 2)}")
    assert answer.status_code == 400
    assert repr(name) in answer.get_json()["description"]


@pytest.mark.parametrize(
    "path", ["/api/", "/api/collections/places/items", "/api/nothing", "/api/collections/places/items?x=1"]
)
def test_other_hosts_may_read_without_credentials(tiny_client: FlaskClient, path: str) -> None:
    for origin in ("https://example.org", "null"):
        headers = tiny_client.get(path, headers={"Origin": origin}).headers
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in headers


def test_pages_are_not_shared_with_other_hosts(tiny_client: FlaskClient) -> None:
    headers = tiny_client.get("/?lang=tr", headers={"Origin": "https://example.org"}).headers
    assert "Access-Control-Allow-Origin" not in headers


def test_landing_page_leads_to_every_item(client: FlaskClient) -> None:
    landing = client.get("/api/").get_json()
    by_rel = {link["rel"]: link["href"] for link in landing["links"]}
    assert client.get(by_rel["conformance"]).get_json()["conformsTo"]
    collections = client.get(by_rel["data"]).get_json()["collections"]
    assert [entry["id"] for entry in collections] == list(ALL)
    for entry in collections:
        hrefs = {link["rel"]: link["href"] for link in reversed(entry["links"])}
        alone = client.get(hrefs["self"]).get_json()
        assert {key: alone[key] for key in entry if key != "links"} == {
            key: entry[key] for key in entry if key != "links"
        }
        assert client.get(f"{hrefs['items']}&limit=1").get_json()["features"]
        west, south, east, north = entry["extent"]["spatial"]["bbox"][0]
        assert west < east
        assert south < north


def test_links_begin_with_the_base_url_when_there_is_one() -> None:
    app = create_app(TINY, settings=Settings(base_url="https://maps.example.org"))
    client = app.test_client()
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher"}
    document = client.get("/api/collections/events/items?limit=1", headers=headers).get_json()
    hrefs = [link["href"] for link in document["links"]]
    assert len(hrefs) == 4
    assert all(href.startswith("https://maps.example.org/api/") for href in hrefs)
    assert "evil" not in client.get("/?lang=en", headers=headers).text


@pytest.mark.parametrize("path", ["/api/", "/api/collections/events/items?limit=1", "/api/openapi"])
def test_links_are_whole_and_name_the_host_of_the_request(tiny_client: FlaskClient, path: str) -> None:
    for host in ("maps.example.org", "evil.example", "localhost:8000", "[::1]:80", "maps.example.org"):
        answer = tiny_client.get(path, headers={"Host": host, "X-Forwarded-Host": "other.example"})
        assert f"http://{host}/api" in answer.text
        assert "own-address" not in answer.text
        assert "other.example" not in answer.text
        others = {"maps.example.org", "evil.example", "localhost"} - {host.split(":")[0]}
        assert not [other for other in others if other in answer.text]


@pytest.mark.parametrize("host", ["evil.example/x", 'a"b', "a b", "<script>", "", "a" * 300, "a@b.example"])
def test_a_host_that_is_none_is_written_nowhere(tiny_client: FlaskClient, host: str) -> None:
    answer = tiny_client.get("/api/", headers={"Host": host})
    assert answer.status_code in {200, 400}
    if answer.status_code == 200:
        assert answer.get_json()["links"][0]["href"] == "/api/"


def test_host_of_a_request_never_shows_where_no_whole_address_is_wanted(tiny_client: FlaskClient) -> None:
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    for path in ("/nothing", "/events", "/api/nothing", "/embed/events/line-drawn?lang=tr"):
        answer = tiny_client.get(path, headers=headers)
        assert "evil" not in answer.text + str(answer.headers)


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_prev_links_walk_back_to_the_first_page(client: FlaskClient, limit: int) -> None:
    whole = ids(items(client, "areas", limit=MOST))
    page = items(client, "areas", limit=limit, offset=len(whole) - 1)
    walked = ids(page)
    while link := next((link["href"] for link in page["links"] if link["rel"] == "prev"), ""):
        page = client.get(link).get_json()
        walked = [*(key for key in ids(page) if key not in walked), *walked]
        assert len(walked) <= len(whole)
    assert walked == whole


def test_offset_leaves_out_and_may_lie_beyond_the_last(tiny_client: FlaskClient) -> None:
    whole = ids(items(tiny_client, "stops"))
    assert ids(items(tiny_client, "stops", offset=2)) == whole[2:]
    beyond = items(tiny_client, "stops", offset=1000, limit=2)
    assert (beyond["features"], beyond["numberMatched"]) == ([], len(whole))
    back = next(link["href"] for link in beyond["links"] if link["rel"] == "prev")
    assert ids(tiny_client.get(back).get_json()) == whole[-2:]


@pytest.mark.parametrize("query", ["offset=-1", "offset=x", "offset=", "offset=1&after=line-drawn"])
def test_wrong_offset_is_refused(tiny_client: FlaskClient, query: str) -> None:
    answer = tiny_client.get(f"/api/collections/events/items?{query}")
    assert answer.status_code == 400
    assert "'offset'" in answer.get_json()["description"]


def test_item_after_which_one_goes_on_need_not_fit(tiny_client: FlaskClient) -> None:
    whole = ids(items(tiny_client, "places"))
    box = {"bbox": "44,38,46,42"}
    fitting = ids(items(tiny_client, "places", **box))
    assert whole[0] not in fitting
    assert ids(items(tiny_client, "places", after=whole[0], **box)) == fitting


def test_bbox_is_tested_by_shape(client: FlaskClient) -> None:
    """The box of the award reaches into this one, its ground does not."""
    query = {"bbox": "43,40,44,41", "limit": MOST}
    left_out: set[str] = set()
    for name in ("areas", "borders", "routes"):
        whole = {
            f["id"]: shapely.geometry.shape(f["geometry"])
            for f in items(client, name, limit=MOST)["features"]
        }
        box = shapely.box(43, 40, 44, 41)
        boxed = {key for key, shape in whole.items() if shapely.box(*shape.bounds).intersects(box)}
        found = set(ids(items(client, name, **query)))
        assert found == {key for key, shape in whole.items() if shape.intersects(box)}
        left_out |= boxed - found
    assert left_out


@pytest.mark.parametrize("name", ["http://www.opengis.net/def/crs/EPSG/0/4326", "x", ""])
@pytest.mark.parametrize("parameter", ["crs", "bbox-crs", "filter-crs"])
def test_other_coordinates_are_refused(tiny_client: FlaskClient, parameter: str, name: str) -> None:
    assert_refused(tiny_client, "events", parameter, name)
    named = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
    assert items(tiny_client, "events", **{parameter: named})["numberMatched"] == 2


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    "path",
    [
        "/api/", "/api", "/api/conformance", "/api/collections", "/api/collections/areas",
        "/api/collections/areas/items", "/api/collections/areas/queryables", "/api/openapi",
        "/api/collections/areas/items/front/wedge",
    ],
)  # fmt: skip
def test_browser_gets_a_page_and_a_programme_data(tiny_client: FlaskClient, path: str) -> None:
    for _ in range(2):  # the second time from memory
        shown = tiny_client.get(path, headers={"Accept": BROWSER})
        plain = tiny_client.get(path)
        assert shown.mimetype == "text/html"
        assert "json" in (plain.mimetype or "")
        assert "Accept" in shown.headers["Vary"].split(", ")
        assert shown.headers["ETag"] != plain.headers["ETag"]
        assert tiny_client.get(f"{path}?f=html").mimetype == "text/html"
        assert tiny_client.get(f"{path}?f=json", headers={"Accept": BROWSER}).mimetype == plain.mimetype
        assert "<h1>" in shown.text
    wrong = tiny_client.get(f"{path}?f=exe")
    assert (wrong.status_code, "'f'" in wrong.get_json()["description"]) == (400, True)


@pytest.mark.parametrize("lang", ["tr", "en"])
def test_page_of_a_collection_leads_to_its_features(tiny_client: FlaskClient, lang: str) -> None:
    page = parse(tiny_client.get(f"/api/collections/stops/items?f=html&limit=2&lang={lang}").text)
    assert page.named("html")[0]["lang"] == lang
    links = [link["href"] for link in page.named("a")]
    assert any("after=" in (link or "") for link in links)
    assert any("/items/journey/" in (link or "") for link in links)
    assert not page.handlers


def test_extent_in_time_is_that_of_what_a_collection_holds(tiny_client: FlaskClient) -> None:
    def interval(name: str) -> list[str | None]:
        document = tiny_client.get(f"/api/collections/{name}").get_json()
        found: list[str | None] = document["extent"]["temporal"]["interval"][0]
        return found

    assert interval("events") == ["1920-04-26T00:00:00Z", "1921-10-13T00:00:00Z"]
    assert interval("borders") == ["1921-10-13T00:00:00Z", None]
