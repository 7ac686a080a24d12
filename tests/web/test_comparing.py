"""Comparisons and the atlas on a day, as a reader's browser asks for them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from mapsvc import Atlas
from mapsvc.history.territories import states_on
from mapsvc.model.day import Day
from mapsvc.scene.comparison import MODES
from mapsvc.scene.day_borders import borders_of_day
from mapsvc.scene.day_events import events_of_day, ongoing_on
from mapsvc.scene.day_journeys import routes_of_day
from mapsvc.scene.day_map import compose_day, moments
from mapsvc.scene.day_views import VIEWS
from tests.html_text import Parsed, parse
from tests.sampling import Some

HEADLINE = "/compare/moscow-1921/kars-1921"
LANGUAGES = ("tr", "en")
DAY = 1


def get_page(client: FlaskClient, path: str, **query: str) -> Parsed:
    answer = client.get(path, query_string={"lang": "en"} | query)
    assert (answer.status_code, answer.mimetype) == (200, "text/html"), path
    return parse(answer.text)


def payload_of(client: FlaskClient, path: str, **query: str) -> dict[str, Any]:
    """The data that a page's map draws."""
    text = client.get(path, query_string={"lang": "en"} | query).text
    found = re.search(r'<script type="application/json" id="map_0-data"[^>]*>(.*?)</script>', text, re.DOTALL)
    assert found is not None
    document: dict[str, Any] = json.loads(found[1])
    return document


def ids(payload: dict[str, Any]) -> set[str]:
    return {feature["id"] for layer in payload["layers"] for feature in layer["features"]}


# ---- two borders ----------------------------------------------------------------------------------
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("mode", MODES)
def test_comparison_answers_in_every_mode(client: FlaskClient, mode: str, lang: str) -> None:
    page = get_page(client, HEADLINE, mode=mode, lang=lang)
    current = [
        attributes for tag, attributes in page.elements if tag == "a" and attributes.get("data-mode") == mode
    ]
    assert [attributes.get("aria-current") for attributes in current] == ["true"]
    assert len(page.named("h1")) == 1


def test_every_mode_shows_layers_that_the_map_has(client: FlaskClient) -> None:
    layers = {layer["id"] for layer in payload_of(client, HEADLINE)["layers"]}
    assert layers <= set().union(*MODES.values())
    for shown in MODES.values():
        assert layers & set(shown)


def test_moscow_and_kars_are_one_line_but_for_the_corner(client: FlaskClient) -> None:
    text = client.get(HEADLINE, query_string={"lang": "en"}).text
    page = parse(text)
    assert "Sarp" in page.text
    assert "third state" in page.text
    config = re.search(r'id="compare-data">(.*?)</script>', text, re.DOTALL)
    assert config is not None
    west, south, east, north = json.loads(config[1])["inset"]["extent"]
    assert 44 < west < east < 46
    assert 39 < south < north < 40.5
    lines = next(layer for layer in payload_of(client, HEADLINE)["layers"] if layer["id"] == "lines-a")
    assert "Moscow 1921 = Kars 1921" in {feature["properties"]["label"] for feature in lines["features"]}


def test_articles_are_named_in_the_language_of_the_page(client: FlaskClient) -> None:
    assert "Moscow 1921, Art. 3" in get_page(client, HEADLINE).text
    assert "Moskova 1921, Madde 3" in get_page(client, HEADLINE, lang="tr").text
    assert "Ek I (B): Karakol hattı" in get_page(client, "/borders/moscow-1921", lang="tr").text
    for path in (HEADLINE, "/borders/moscow-1921"):
        assert "Art. " not in get_page(client, path, lang="tr").text, path


def test_each_row_is_tied_to_its_area(client: FlaskClient) -> None:
    page = get_page(client, HEADLINE)
    rows = {
        attributes["data-feature"]
        for tag, attributes in page.elements
        if tag == "tr" and "data-feature" in attributes
    }
    assert rows
    assert rows == {key for key in ids(payload_of(client, HEADLINE)) if key.startswith("changes/")}


def sources(payload: dict[str, Any], level: str) -> dict[str, set[str]]:
    """The addresses from which a map loads its shapes, and the ids that it looks for in each."""
    wanted: dict[str, set[str]] = {}
    for layer in payload["layers"]:
        for feature in layer["features"]:
            source = feature["properties"]["src"]
            if source is None:
                assert feature["geometry"]  # points, and the frame's four corners, need no file
                continue
            shape = feature["properties"].get("shape", feature["id"])
            wanted.setdefault(source[level], set()).add(shape)
    return wanted


def shapes_at(client: FlaskClient, address: str) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return {feature["id"]: feature["geometry"] for feature in answer.get_json(force=True)["features"]}


@pytest.mark.parametrize("level", ["overview", "full"])
@pytest.mark.parametrize("path", [HEADLINE, "/compare/wilson-1920/adr-claimed-1919"])
def test_geometry_holds_all_that_the_map_asks_for(client: FlaskClient, path: str, level: str) -> None:
    wanted = sources(payload_of(client, path), level)
    a, b = path.split("/")[2:]
    kept = {address.rpartition("/data/")[2].partition("/")[2] for address in wanted}
    own = {f"territories/{side}.{level}.json" for side in (a, b)} | {
        f"borders/{side}.{level}.json" for side in (a, b) if side != "adr-claimed-1919"
    }
    assert own <= kept
    assert kept - own <= {
        f"compare/{'/'.join(sorted((a, b)))}.{level}.json", "borders/adr-claimed-1919." + level + ".json"
    }  # fmt: skip
    for address, features in wanted.items():
        found = shapes_at(client, address)
        assert features <= found.keys()
        assert all(found[key]["coordinates"] for key in features)


@pytest.mark.parametrize("level", ["overview", "full"])
def test_both_orders_and_the_days_load_the_same_shapes(client: FlaskClient, level: str) -> None:
    there, back = (
        sources(payload_of(client, f"/compare/{path}"), level)
        for path in ("berlin-1878/kars-1921", "kars-1921/berlin-1878")
    )
    assert there.keys() == back.keys()
    day = sources(payload_of(client, "/timeline", on="1922-01-01"), level)
    assert {address for address in day if "/territories/kars-1921." in address} <= there.keys()
    # The ground that is followed is not the same in both orders; the file has the edges of either.
    followed = [
        {key for keys in wanted.values() for key in keys if key.startswith("rims/")}
        for wanted in (there, back)
    ]
    assert followed[0] != followed[1]


def test_pieces_are_the_same_land_in_both_orders(client: FlaskClient) -> None:
    there, back = (
        {
            feature["properties"]["shape"]: feature["properties"]["name"]
            for layer in payload_of(client, f"/compare/{path}")["layers"]
            if layer["id"] == "pieces"
            for feature in layer["features"]
        }
        for path in ("brest-litovsk-1918/wilson-1920", "wilson-1920/brest-litovsk-1918")
    )
    assert len(there) > 3
    assert {key: " → ".join(reversed(name.split(" → "))) for key, name in there.items()} == back


def test_swapping_swaps_gainer_and_loser(client: FlaskClient) -> None:
    there, back = (
        {
            feature["properties"]["name"]
            for layer in payload_of(client, path)["layers"]
            if layer["id"] == "pieces"
            for feature in layer["features"]
        }
        for path in (HEADLINE, "/compare/kars-1921/moscow-1921")
    )
    assert {" → ".join(reversed(name.split(" → "))) for name in there} == back


def test_border_against_itself_has_no_piece_and_one_line(client: FlaskClient) -> None:
    payload = payload_of(client, "/compare/kars-1921/kars-1921")
    layers = {layer["id"] for layer in payload["layers"]}
    assert "pieces" not in layers
    assert "lines-b" not in layers
    assert not [key for key in ids(payload) if key.startswith("changes/")]


def test_days_stand_for_what_held_on_them(client: FlaskClient) -> None:
    by_day = payload_of(client, "/compare/1921-04-01/1922-01-01", view="law")
    assert ids(by_day) == ids(payload_of(client, HEADLINE))
    mixed = payload_of(client, "/compare/moscow-1921/1922-01-01")
    assert ids(mixed) == ids(by_day)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/compare/nothing/kars-1921", 404),
        ("/compare/moscow-1921/nothing", 404),
        ("/compare/1921-02-30/kars-1921", 400),
        ("/compare/1700-01-01/kars-1921", 404),
        (f"{HEADLINE}?mode=x", 400),
        ("/compare?a=nothing&b=kars-1921", 404),
        ("/embed/compare/nothing/kars-1921", 404),
        ("/timeline?on=1913-12-31", 400),
        ("/timeline?on=1933-01-01", 400),
        ("/timeline?on=1921-02-30", 400),
        ("/timeline?on=yesterday", 400),
        ("/embed/timeline?on=x", 400),
    ],
)
def test_mistaken_address_is_refused(client: FlaskClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status


@pytest.mark.parametrize(
    ("query", "path"),
    [("", HEADLINE), ("?a=kars-1921&b=moscow-1921", "/compare/kars-1921/moscow-1921")],
)
def test_form_leads_to_its_comparison(client: FlaskClient, query: str, path: str) -> None:
    answer = client.get(f"/compare{query}")
    assert answer.status_code == 302
    assert answer.headers["Location"].partition("?")[0] == path


@pytest.mark.parametrize("path", [f"/embed{HEADLINE}", "/embed/timeline"])
def test_frame_is_bare(client: FlaskClient, path: str) -> None:
    page = get_page(client, path)
    assert page.named("header")
    assert not page.named("footer")


@pytest.mark.parametrize("path", [HEADLINE, "/timeline", f"/embed{HEADLINE}", "/embed/timeline"])
def test_one_script_is_allowed_and_nothing_inline_else(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["Content-Security-Policy"].count("'sha256-") == 1
    assert parse(answer.text).handlers == []


def test_links_lead_to_comparisons(client: FlaskClient) -> None:
    for path in ("/", "/borders/kars-1921", "/events/kars-treaty"):
        addresses = get_page(client, path).addresses
        assert [address for address in addresses if address.startswith(HEADLINE)], path


# ---- witnesses --------------------------------------------------------------------------------------
@pytest.mark.parametrize("lang", LANGUAGES)
def test_witnesses_name_every_point_of_a_stretch(client: FlaskClient, atlas: Atlas, lang: str) -> None:
    payload = payload_of(client, "/borders/kars-1921", lang=lang)
    sources = {feature["properties"]["src"]["witnesses"] for feature in payload["layers"][0]["features"]}
    assert len(sources) == 1
    found = client.get(sources.pop()).get_json(force=True)["parts"]
    border = atlas.records.borders["kars-1921"]
    assert found.keys() == {f"borders/kars-1921/{line.id}" for line in border.lines}
    assert all(part["basis"] and part["article"] for part in found.values())
    named = [point for part in found.values() for point in part["points"]]
    parts = {line.part for line in border.lines}
    assert len(named) == sum(
        1 for point in border.points if point.title and not point.guide and point.part in parts
    )
    assert all(point["name"] and point["certainty"] and len(point["at"]) == 2 for point in named)


# ---- the atlas on a day -----------------------------------------------------------------------------
def days_of(year: int) -> Iterator[Day]:
    day = Day(year, 1, 1)
    while day.year == year:
        yield day
        day += DAY


def test_no_day_shows_what_does_not_hold_on_it(atlas: Atlas, some: Some) -> None:
    records = atlas.records
    years = range(records.period.first.year, records.period.last.year + 1)
    for day in (day for year in some(years, 3) for day in days_of(year)):
        for border in borders_of_day(records, day):
            span = border.valid
            assert span.start is None or span.start <= day, (border.id, day)
            assert span.end is None or day <= span.end, (border.id, day)
        for event in events_of_day(records, day) + ongoing_on(records, day):
            assert event.when.latest_start is not None
            assert event.when.latest_start <= day
        for route in routes_of_day(records, day):
            start = route.valid.start
            assert start is None or start <= day


def test_picture_changes_at_moments_only(atlas: Atlas, some: Some) -> None:
    records = atlas.records
    known = set(moments(records))
    before: tuple[list[str], ...] | None = None
    following = records.period.first
    years = range(records.period.first.year, records.period.last.year + 1)
    for day in (day for year in some(years, 3) for day in days_of(year)):
        now = (
            [border.id for border in borders_of_day(records, day)],
            [event.id for event in events_of_day(records, day)],
            [event.id for event in ongoing_on(records, day)],
            [
                f"{route.id}/{variant.id}"
                for route in routes_of_day(records, day)
                for variant in route.variants
            ],
        )
        # Of the years that are taken, not every one follows the one before.
        assert now == before or day in known or day != following, day
        before, following = now, day + DAY


@pytest.mark.parametrize(("year", "month"), [(1920, 4), (1921, 3), (1921, 10)])
def test_days_between_two_moments_have_one_map(atlas: Atlas, year: int, month: int) -> None:
    records = atlas.records
    known = set(moments(records))
    before = None
    for number in range(1, 29):
        day = Day(year, month, number)
        composed = compose_day(records, day, "tr")
        now = [(feature.id, feature.symbol, feature.label) for feature in composed.features()]
        assert number == 1 or now == before or day in known, day
        before = now


def test_the_day_before_and_the_day_of_a_treaty_differ(atlas: Atlas) -> None:
    before, after = (
        {border.id for border in borders_of_day(atlas.records, Day(1921, 3, day))} for day in (15, 16)
    )
    assert "alexandropol-1920" in before - after
    assert "moscow-1921" in after - before
    assert not before & {"kars-1921", "moscow-1921"}


@pytest.mark.parametrize("on", ["1914-01-01", "1916-12-31"])
def test_no_republic_stands_before_1917(client: FlaskClient, on: str) -> None:
    shown = ids(payload_of(client, "/timeline", on=on, view="law"))
    assert not [key for key in shown if re.search(r"adr|kars-19|moscow|batum-19|wilson|alexandropol", key)]
    grounds = {key.rpartition("/")[2] for key in shown if key.startswith("territories/")}
    assert grounds == {"ottoman", "russia", "batum-oblast", "kars-oblast", "surmalu", "persia"}


def test_page_works_without_a_script(client: FlaskClient) -> None:
    page = get_page(client, "/timeline", on="1921-03-16", view="law")
    assert "16 March 1921" in page.text
    assert "Moscow 1921" in page.text
    assert [attributes for attributes in page.named("input") if attributes.get("type") == "date"]
    for on in ("1921-03-15", "1921-03-17"):
        assert [address for address in page.addresses if address.startswith(f"/timeline?on={on}")], on


def test_moment_is_given_as_data(client: FlaskClient) -> None:
    text = client.get("/timeline?on=1921-03-16&lang=en").text
    found = re.search(r'id="timeline-data">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    config = json.loads(found[1])
    assert "1921-03-16" in config["moments"]
    assert 100 < len(config["moments"]) < 900
    answer = client.get(config["data"].replace("DAY", "1921-03-16")).get_json(force=True)
    assert ids(answer["map"]) == ids(payload_of(client, "/timeline", on="1921-03-16"))
    drawn = set(re.findall(r'data-sign="([^"]+)"', text))
    assert {entry["symbol"]["id"] for entry in answer["legend"]} <= drawn
    quiet = next(day for day in map(str, range(1, 29)) if f"1930-01-{day:0>2}" not in config["moments"])
    assert client.get(config["data"].replace("DAY", f"1930-01-{quiet:0>2}")).status_code == 404


def test_signs_of_every_moment_are_in_the_page(client: FlaskClient, atlas: Atlas, some: Some) -> None:
    drawn = set(re.findall(r'data-sign="([^"]+)"', client.get("/timeline").text))
    for day in some(moments(atlas.records)[::7], 6):
        for view in VIEWS:
            composed = compose_day(atlas.records, day, "tr", view)
            assert composed.symbols.keys() <= drawn, (day, view)


def test_tiny_atlas_without_territories_has_a_timeline_and_no_comparison(tiny_client: FlaskClient) -> None:
    assert tiny_client.get("/timeline?lang=tr").status_code == 200
    assert tiny_client.get("/compare?lang=tr").status_code == 404
    assert tiny_client.get("/?lang=tr").status_code == 200


def test_every_day_shows_who_held_the_ground(atlas: Atlas) -> None:
    for day in moments(atlas.records):
        found = states_on(atlas.records, day)
        assert found, day
        assert len({state.frame for state in found}) == len(found)
        for state in found:
            span = state.valid
            assert span.start is None or span.start <= day, (state.id, day)
            assert span.end is None or day <= span.end, (state.id, day)


def test_grounds_of_a_day_are_loaded_tinted_and_told(client: FlaskClient) -> None:
    payload = payload_of(client, "/timeline", on="1922-01-10", view="law")
    grounds = [f for layer in payload["layers"] if layer["id"] == "grounds" for f in layer["features"]]
    sources = {feature["properties"]["src"]["full"] for feature in grounds if feature["properties"]["src"]}
    assert len(sources) == 2
    shapes = [shape for source in sources for shape in client.get(source).get_json(force=True)["features"]]
    assert {f["id"] for f in shapes} == {f["id"] for f in grounds if f["id"] != "frame"}
    page = get_page(client, "/timeline", on="1922-01-10", view="law")
    assert "Borders in force" in page.text
    assert [feature["properties"]["label"] for feature in grounds].count("Turkey") == 1
