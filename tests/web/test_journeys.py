"""The page on which a journey plays, and its frame, as the server gives them."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from mapsvc import Atlas
from tests.html_text import parse

PAGE, FRAME = "/routes/bekir-sami-1920", "/embed/routes/bekir-sami-1920"


def test_page_begins_at_the_first_stop_of_the_surest_account(client: FlaskClient) -> None:
    page = parse(client.get(f"{PAGE}?lang=en").text)
    assert page.json_script("player-data")["at"] == {"variant": "reconstructed", "offset": 0, "stop": 1}
    assert "Stop 1 of 14: Angora" in page.text


@pytest.mark.parametrize("path", [PAGE, FRAME])
@pytest.mark.parametrize(
    ("lang", "words"), [("tr", "beklemede ya da Trabzon yolunda"), ("en", "Waiting at Erzurum or on the way")]
)
def test_address_names_a_day_and_the_page_says_where_they_were(
    client: FlaskClient, path: str, lang: str, words: str
) -> None:
    answer = client.get(f"{path}?at=1920-06-20&variant=reconstructed&lang={lang}")
    page = parse(answer.text)
    assert answer.status_code == 200
    assert words in page.text
    assert page.json_script("player-data")["at"] == {"variant": "reconstructed", "offset": 40, "stop": None}


def test_address_names_a_stop(client: FlaskClient) -> None:
    page = parse(client.get(f"{PAGE}?variant=stated&stop=3&lang=en").text)
    assert "Stop 3 of 8: Batum" in page.text
    assert page.json_script("player-data")["at"]["stop"] == 3


@pytest.mark.parametrize("path", [PAGE, FRAME])
@pytest.mark.parametrize(
    ("query", "would_do"),
    [
        ("at=1920-06-31", "1920-05-11 to 1920-07-19"),
        ("at=yesterday", "1920-05-11 to 1920-07-19"),
        ("at=1921-06-20", "1920-05-11 to 1920-07-19"),
        ("at=", "1920-05-11 to 1920-07-19"),
        ("variant=other", "stated, reconstructed"),
        ("variant=stated&stop=9", "1 to 8"),
        ("variant=stated&stop=0", "1 to 8"),
        ("stop=²", "1 to 14"),
    ],
)
def test_moment_that_there_is_not_is_refused_with_what_would_do(
    client: FlaskClient, path: str, query: str, would_do: str
) -> None:
    answer = client.get(f"{path}?{query}&lang=en")
    assert answer.status_code == 400
    assert would_do in parse(answer.text).text


def test_frame_knows_its_options_and_no_other(client: FlaskClient) -> None:
    answer = client.get(f"{FRAME}?callback=x&lang=en")
    assert answer.status_code == 400
    assert "callback" in parse(answer.text).text
    assert client.get("/embed/routes/bekir-sami?lang=en").status_code == 404


def test_every_stop_says_who_ruled_it_and_links_to_its_moment(client: FlaskClient, atlas: Atlas) -> None:
    page = parse(client.get(f"{PAGE}?lang=en").text)
    for words in ("British military rule", "Menshevik", "Wrangel", "Soviet Azerbaijan"):
        assert words in page.text
    stops = len(atlas.records.route("bekir-sami-1920").stops)
    links = {link["href"] for link in page.named("a") if link.get("class") == "stop-link"}
    assert len(links) == stops
    for link in sorted(links)[::5]:
        assert client.get(link).status_code == 200


def test_rule_of_a_stop_is_who_held_it_that_day_and_of_whom(client: FlaskClient) -> None:
    text = parse(client.get("/routes/yusuf-kemal-1921?lang=en").text).text
    assert "Turkey (occupation; by law Soviet Armenia)" in text
    assert "Georgia." in text


def test_page_holds_the_diagram_of_each_account_as_text_too(client: FlaskClient) -> None:
    answer = client.get(f"{PAGE}?lang=en").text
    page = parse(answer)
    drawings = [svg for svg in page.named("svg") if svg.get("class") == "string-line"]
    assert [svg["data-line"] for svg in drawings] == ["stated", "reconstructed"]
    assert all("km" in svg["aria-label"] for svg in drawings)
    assert answer.count('class="sl-stop"') == 8 + 14


def test_player_needs_only_what_stands_in_the_page(client: FlaskClient, atlas: Atlas) -> None:
    page = parse(client.get(f"{FRAME}?lang=en").text)
    data, drawn = page.json_script("player-data"), page.json_script("map_0-data")
    features = {feature["id"] for layer in drawn["layers"] for feature in layer["features"]}
    for variant in data["variants"]:
        assert {stop["feature"] for stop in variant["stops"]} | set(variant["legs"]) <= features
        assert len(variant["near"]) == len(variant["far"]) == data["days"] + 1
    assert atlas.records.route(data["route"])


@pytest.mark.parametrize("path", ["/routes/journey", "/embed/routes/journey"])
def test_small_atlas_plays_too(tiny_client: FlaskClient, path: str) -> None:
    assert tiny_client.get(f"{path}?at=1921-10-05&variant=rebuilt&lang=en").status_code == 200
