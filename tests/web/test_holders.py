"""In whose hands, as a programme asks it: `/api/collections/holders`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

import mapsvc
from mapsvc import Atlas
from mapsvc.export.data.tables import columns_of
from mapsvc.web.app import create_app
from tests.grounds import add_grounds
from tests.held import ROWS, a_district, add_control, districts, square


@pytest.fixture
def controlled(tiny_root: Path) -> FlaskClient:
    """The service over three squares that change hands in 1921."""
    add_control(tiny_root)
    return create_app(tiny_root).test_client()


def items(client: FlaskClient, **query: str) -> list[dict[str, Any]]:
    answer = client.get(f"/api/collections/holders/items?{urlencode(query)}")
    assert answer.status_code == 200, answer.text
    document = answer.get_json()
    assert document["numberMatched"] == document["numberReturned"] == len(document["features"])
    found: list[dict[str, Any]] = document["features"]
    return found


def held(features: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(feature["properties"]["district"], feature["properties"]["polity"]) for feature in features}


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        ("1920-12-31", {("west", "west"), ("east", "east")}),
        ("1921-03-15", {("west", "west"), ("east", "east")}),
        ("1921-03-16", {("west", "east"), ("east", "east")}),
        ("1921-06-03", {("west", "east"), ("middle", "east"), ("east", "east"), ("east", "west")}),
        ("1921-10-13", {("west", "east"), ("middle", "east"), ("east", "west")}),
        ("1921-03-15/1921-03-16", {("west", "west"), ("west", "east"), ("east", "east")}),
        ("1919-12-31", set()),
    ],
)
def test_day_has_one_polygon_a_district_and_holder(
    controlled: FlaskClient, day: str, wanted: set[tuple[str, str]]
) -> None:
    found = items(controlled, datetime=day)
    assert held(found) == wanted
    assert len(found) == len(wanted)
    assert {feature["geometry"]["type"] for feature in found} <= {"Polygon"}


def test_without_a_day_every_interval_is_told(controlled: FlaskClient) -> None:
    found = items(controlled)
    spans = [
        (feature["properties"]["start"], feature["properties"]["end"], feature["properties"]["polity"])
        for feature in found
        if feature["properties"]["district"] == "east"
    ]
    assert spans == [
        ("1920-01-01", "1921-04-30", "east"),
        ("1921-05-01", "1921-05-30", "east"),
        ("1921-05-31", "1921-10-12", "east"),
        ("1921-05-31", "1921-10-12", "west"),
        ("1921-10-13", "1921-12-31", "west"),
    ]
    assert len({feature["id"] for feature in found}) == len(found)


def test_properties_say_who_how_of_whom_and_how_sure(controlled: FlaskClient) -> None:
    (found,) = items(controlled, datetime="1921-04-01", bbox="42.2,40.2,42.4,40.4", lang="tr")
    assert list(found["properties"]) == list(columns_of("holders", ()))
    said = {
        key: found["properties"][key] for key in ("polity_name", "district_name", "how", "of", "certainty")
    }
    assert said == {
        "polity_name": "Doğu",
        "district_name": "West",
        "how": "occupied",
        "of": "west",
        "certainty": "attested",
    }
    assert "p. 3" in found["properties"]["source"]
    assert found["properties"]["attribution"] == "Our drawing"
    (passing,) = items(controlled, datetime="1921-05-12", bbox="44.2,40.2,44.4,40.4")
    assert (passing["properties"]["passing_to"], passing["properties"]["certainty"]) == ("west", "uncertain")
    assert passing["properties"]["polity_name"] == "The East"


def test_name_is_that_of_the_day_on_which_the_answer_begins(controlled: FlaskClient) -> None:
    names = {
        lang: items(controlled, datetime="1921-10-20", bbox="42.2,40.2,42.4,40.4", lang=lang)
        for lang in ("tr", "en")
    }
    assert [found[0]["properties"]["polity_name"] for found in names.values()] == ["Doğu", "The East"]


def test_box_is_held_against_the_shape(tiny_root: Path) -> None:
    ground = districts()
    bent = {
        "type": "Polygon",
        "coordinates": [[[42, 40], [43, 40], [43, 40.1], [42.1, 40.1], [42.1, 41], [42, 41], [42, 40]]],
    }
    ground["features"][0] = a_district("west", bent)
    add_control(tiny_root, ground=ground)
    client = create_app(tiny_root).test_client()
    assert held(items(client, datetime="1921-01-01", bbox="42.5,40.5,42.6,40.6")) == set()
    assert held(items(client, datetime="1921-01-01", bbox="42.5,40.05,42.6,40.06")) == {("west", "west")}


def test_day_is_whole_without_a_limit(tiny_root: Path) -> None:
    names = [f"d{number}" for number in range(150)]
    ground = districts()
    ground["features"] = [
        a_district(name, square(40 + number * 0.02, 40.02 + number * 0.02))
        for number, name in enumerate(names)
    ]
    rows = tuple(f"{name},west,1920-01-01,,administered,,attested,paper,," for name in names)
    add_control(tiny_root, rows, ground=ground)
    client = create_app(tiny_root).test_client()
    assert len(items(client, datetime="1921-01-01")) == len(names)
    assert len(client.get("/api/collections/holders/items?limit=3").get_json()["features"]) == 3


def test_one_answer_has_an_address(controlled: FlaskClient) -> None:
    for feature in items(controlled):
        alone = controlled.get(f"/api/collections/holders/items/{feature['id']}").get_json()
        assert alone.pop("links")
        assert alone == feature


def test_collection_is_listed_with_its_days(controlled: FlaskClient) -> None:
    listed = controlled.get("/api/collections").get_json()["collections"]
    (entry,) = [each for each in listed if each["id"] == "holders"]
    assert entry["extent"]["temporal"]["interval"] == [["1920-01-01T00:00:00Z", "1921-12-31T00:00:00Z"]]


def test_atlas_without_districts_has_no_holders(tiny_client: FlaskClient) -> None:
    assert items(tiny_client) == []


def test_python_door_has_the_same_answers(tiny_root: Path) -> None:
    add_control(tiny_root)
    atlas = mapsvc.open_atlas(tiny_root)
    table = atlas.holders("1921-06-03")
    assert list(table.columns) == [*columns_of("holders", ()), "geometry"]
    assert sorted(zip(table["district"], table["polity_name"], strict=True)) == [
        ("east", "The East"), ("east", "The West"), ("middle", "The East"), ("west", "The East"),
    ]  # fmt: skip
    assert list(atlas.holders("1921-06-03", lang="tr")["polity_name"].unique()) == ["Doğu", "Batı"]
    assert len(atlas.holders()) == len(atlas.layer("holders")) == len(ROWS)
    assert table.crs.to_epsg() == 4326


def test_python_door_of_an_atlas_without_districts_is_an_empty_table(tiny: Atlas) -> None:
    assert len(tiny.holders("1921-06-03")) == 0


# ---- two days beside each other --------------------------------------------------------------------
PAIR = "compare/1921-01-10/1921-06-10"


def test_comparison_of_days_shows_hands_and_leads_to_law(tiny_root: Path) -> None:
    add_grounds(tiny_root)
    add_control(tiny_root)
    client = create_app(tiny_root).test_client()
    path = "/compare/1921-11-10/1921-12-10"
    hands = client.get(f"{path}?lang=en")
    assert hands.status_code == 200
    assert f'href="{path}?lang=en" aria-current="true">In whose hands' in hands.text
    assert f"{path}?view=law&amp;lang=en" in hands.text
    law = client.get(f"{path}?view=law&lang=en")
    assert law.status_code == 200
    assert 'aria-current="true">What was law' in law.text
    assert client.get(f"{path}?view=both&lang=en").status_code == 400


def test_comparison_of_hands_tells_passages_and_no_articles(controlled: FlaskClient) -> None:
    page = controlled.get(f"/{PAIR}?lang=en").text
    assert "The West → The East (occupation; by law The West)" in page
    assert 'id="articles"' not in page
    turkish = controlled.get(f"/{PAIR}?lang=tr").text
    assert "Batı → Doğu (işgal; hukuken Batı)" in turkish


def test_shapes_of_a_comparison_of_hands_are_loaded(controlled: FlaskClient) -> None:
    page = controlled.get(f"/{PAIR}?lang=en").text
    addresses = set(re.findall(r"/data/[^\"&\\]+(?:full|overview)\.json", page))
    assert {address.split("/", 3)[3] for address in addresses if "full" in address} == {
        "territories/on-1921-01-10.full.json",
        "territories/on-1921-06-10.full.json",
        "compare/on-1921-01-10/on-1921-06-10.full.json",
    }
    for address in addresses:
        assert controlled.get(address).get_json()["features"], address


@pytest.mark.parametrize("suffix", ["geojson", "html", "csv", "svg"])
def test_comparison_of_hands_is_a_file(controlled: FlaskClient, suffix: str) -> None:
    answer = controlled.get(f"/download/{PAIR}.{suffix}?lang=en")
    assert answer.status_code == 200
    assert "by law The West" in answer.text or suffix == "svg"


def test_files_of_a_comparison_of_hands_owe_what_districts_owe(controlled: FlaskClient) -> None:
    features = controlled.get(f"/download/{PAIR}.geojson?lang=en").get_json()["features"]
    changes = [feature for feature in features if feature["properties"]["kind"] == "change"]
    assert changes
    assert {feature["properties"]["attribution"] for feature in changes} == {"Our drawing"}


def test_what_one_holder_held_otherwise_is_told_apart(tiny_root: Path) -> None:
    add_control(tiny_root, (*ROWS, "west,east,1921-08-01,,administered,,attested,paper,,"))
    page = create_app(tiny_root).test_client().get("/compare/1921-04-01/1921-08-02?lang=en").text
    assert "In the same hands, but held otherwise" in page
    assert "The East (occupation; by law The West) → The East: ≈ 9,400" in page


def test_files_of_a_day_say_since_when_how_surely_and_by_whom(controlled: FlaskClient) -> None:
    features = controlled.get("/download/timeline/1921-04-01.geojson?lang=en").get_json()["features"]
    found = {feature["id"]: feature["properties"] for feature in features}
    west = found["districts/west"]
    assert (west["kind"], west["role"], west["date"], west["accuracy_km"]) == (
        "district", "occupied", "1921-03-16/1921-12-31", 5,
    )  # fmt: skip
    assert "p. 3" in west["source"]
    assert west["attribution"] == "Our drawing"
    pieces = [properties for key, properties in found.items() if key.startswith("held/")]
    assert {properties["kind"] for properties in pieces} == {"holder"}
    assert all(properties["date"] and properties["attribution"] == "Our drawing" for properties in pieces)
    lines = [properties for key, properties in found.items() if key.startswith("between/")]
    assert lines
    assert {(properties["kind"], properties["role"]) for properties in lines} == {("edge", None)}
