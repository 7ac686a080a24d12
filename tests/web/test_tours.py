"""Tours as a reader's browser asks for them, with and without scripts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from mapsvc.scene.made_tours import find_tour
from mapsvc.web.app import create_app
from tests.hostile import ALL, ATTACKS, armed, hostile_copy
from tests.html_text import Parsed, parse

JOURNEY = "/tour/journey-to-moscow"
SCREENS = (JOURNEY, "/tour/brest-litovsk-to-kars", "/tour/baku-april-1920", "/tour/routes/lenin-1917",
           "/tour/events?ids=kars-treaty,baku-taken")  # fmt: skip


def get_page(client: FlaskClient, path: str, lang: str = "en") -> tuple[Parsed, str]:
    answer = client.get(f"{path}{'&' if '?' in path else '?'}lang={lang}")
    assert (answer.status_code, answer.mimetype) == (200, "text/html"), path
    return parse(answer.text), answer.text


def data_of(html: str, name: str) -> Any:
    return parse(html).json_script(name)


def shown_steps(page: Parsed) -> list[str]:
    return [
        attributes["id"]
        for _, attributes in page.elements
        if attributes.get("class") == "tour-step" and "hidden" not in attributes
    ]


# ---- pages -----------------------------------------------------------------------------------------
def test_list_and_home_lead_to_every_tour(client: FlaskClient) -> None:
    for path in ("/tour/", "/"):
        page, _ = get_page(client, path)
        for tour in ("journey-to-moscow", "brest-litovsk-to-kars", "baku-april-1920"):
            assert f"/tour/{tour}?lang=en" in page.addresses
    assert client.get("/tour").status_code == 308


@pytest.mark.parametrize("lang", ["tr", "en"])
@pytest.mark.parametrize("path", SCREENS)
def test_screen_holds_all_steps_and_shows_one(client: FlaskClient, path: str, lang: str) -> None:
    page, html = get_page(client, path, lang)
    config = data_of(html, "tour-data")
    assert shown_steps(page) == ["step-1"]
    assert html.count('class="tour-step"') == len(config["steps"])
    assert [attributes for _, attributes in page.elements if attributes.get("aria-current") == "step"]
    for address in (*page.loads, *(step["data"] for step in config["steps"])):
        assert address.startswith("/")
        assert not address.startswith("//")


def test_step_of_the_address_is_shown_with_its_own_map(client: FlaskClient) -> None:
    page, html = get_page(client, f"{JOURNEY}?step=8")
    assert shown_steps(page) == ["step-8"]
    assert data_of(html, "map_0-data")["id"] == "journey-to-moscow/8"
    assert f"{JOURNEY}?step=7&lang=en" in page.addresses
    assert f"{JOURNEY}?step=9&lang=en" in page.addresses
    assert "<title>8/12 " in html


def test_steps_are_links_without_a_script(client: FlaskClient) -> None:
    page, html = get_page(client, JOURNEY)
    for step in data_of(html, "tour-data")["steps"]:
        assert step["href"] in page.addresses
        assert client.get(step["href"]).status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        (f"{JOURNEY}?step=13", 400, "1 to 12"),
        (f"{JOURNEY}?step=0", 400, "1 to 12"),
        (f"{JOURNEY}?step=-1", 400, "from 1 to 12"),
        (f"{JOURNEY}?step=x", 400, "from 1 to 12"),
        (f"{JOURNEY}?step=٢", 400, "from 1 to 12"),
        ("/tour/journey", 404, "journey-to-moscow"),
        ("/tour/routes/bekir", 404, "bekir-sami-1920"),
        ("/tour/events", 400, "ids="),
        ("/tour/events?ids=kars", 404, "kars-treaty"),
        ("/tour/events?ids=" + "kars-treaty," * 41, 400, "1 to 40"),
        ("/embed/tour/journey", 404, "journey-to-moscow"),
        (f"/embed{JOURNEY}?step=99", 400, "1 to 12"),
    ],
)
def test_wrong_address_is_told_what_would_do(client: FlaskClient, path: str, status: int, words: str) -> None:
    answer = client.get(f"{path}{'&' if '?' in path else '?'}lang=en")
    assert answer.status_code == status
    assert words in answer.text


@pytest.mark.parametrize("path", SCREENS)
def test_frame_leads_nowhere_else(client: FlaskClient, path: str) -> None:
    page, html = get_page(client, f"/embed{path}")
    config = data_of(html, "tour-data")
    assert config["exit"] is None
    assert all(step["href"].startswith("/embed/tour/") for step in config["steps"])
    assert not [
        address for address in page.addresses if address.startswith(("/events/", "/routes/", "/borders/"))
    ]
    assert "frame-ancestors 'none'" not in client.get(f"/embed{path}").headers["Content-Security-Policy"]


# ---- data ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", SCREENS)
def test_data_of_a_step_is_that_of_its_page_and_may_be_kept(client: FlaskClient, path: str) -> None:
    _, html = get_page(client, path)
    step = data_of(html, "tour-data")["steps"][1]
    answer = client.get(step["data"])
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.json is not None
    assert answer.json["map"] == data_of(
        get_page(client, step["href"].partition("&lang")[0])[1], "map_0-data"
    )
    assert "1878" <= answer.json["day"] <= "1932-12-31"


@pytest.mark.parametrize("name", ["journey-to-moscow/13.en", "journey-to-moscow/0.en", "no/1.en",
                                  "journey-to-moscow/1.de", "events/no/1.en", "routes/1.en"])  # fmt: skip
def test_data_of_no_step_is_not_found(client: FlaskClient, name: str) -> None:
    _, html = get_page(client, JOURNEY)
    root = data_of(html, "tour-data")["steps"][0]["data"].partition("/tours/")[0]
    assert client.get(f"{root}/tours/{name}.json").status_code == 404
    assert client.get("/data/000000000000/tours/journey-to-moscow/1.en.json").status_code == 404


def test_shapes_of_comparisons_can_be_had(client: FlaskClient) -> None:
    _, html = get_page(client, "/tour/brest-litovsk-to-kars?step=8")
    sources = {
        feature["properties"]["src"]["overview"]
        for layer in data_of(html, "map_0-data")["layers"]
        for feature in layer["features"]
        if feature["properties"]["src"]
    }
    assert any("/compare/kars-1921/moscow-1921" in source for source in sources)
    assert {client.get(source).status_code for source in sources} == {200}


# ---- texts that attack -------------------------------------------------------------------------------
@pytest.mark.parametrize("attack", [ALL, ATTACKS["jinja-expression"]], ids=["all", "jinja"])
def test_text_of_a_tour_shows_as_it_is_written(tmp_path: Path, attack: str) -> None:
    root = hostile_copy(tmp_path, attack)
    said = json.dumps({"tr": armed("Söz", attack), "en": armed("Word", attack)}, ensure_ascii=False)
    text = re.sub(r'"(tr|en)":', r"\1 =", said)
    (root / "tours").mkdir()
    (root / "tours" / "walk.toml").write_text(
        f'title = {text}\nsubtitle = {text}\nsources = [{{source = "paper"}}]\n'
        f'[[steps]]\nevent = "line-drawn"\nheading = {text}\nparagraph = {text}\n'
        f'notes = {text}\ncites = [{{source = "paper"}}]\n',
        "utf-8",
    )
    app = create_app(root)
    client = app.test_client()
    for path in ("/tour/", "/tour/walk", "/embed/tour/walk"):
        page, html = get_page(client, path)
        assert page.text.count(armed("Word", attack)) >= 2, path
        assert page.handlers == []
        assert html.count("<script") - html.count("&lt;script") <= 8
    for path in ("/tour/routes/journey", "/embed/tour/events?ids=line-drawn"):
        page, _ = get_page(client, path)
        assert f"\u27e6{attack}\u27e7" in page.text
        assert page.handlers == []
    assert find_tour(app.extensions["mapsvc"].atlas, "walk").title.en == armed("Word", attack)
