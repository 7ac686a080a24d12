"""A search for a day is answered with the day: its map, who held what was named, who was where."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from mapsvc.web.app import create_app
from mapsvc.web.day_answers import DayAnswers

ATLASES = Path(__file__).parents[1] / "data" / "atlases"
NOTATIONS = (
    "20 June 1920", "June 20, 1920", "20th June 1920", "20.6.1920", "20/6/1920", "20 Haziran 1920",
    "20 iyun 1920", "20 июня 1920", "1920-06-20",
)  # fmt: skip


def card(client: FlaskClient, q: str, lang: str = "en") -> str:
    text = client.get("/search", query_string={"q": q, "lang": lang}).text
    found = re.search(r'<section class="day-answer".*?</section>', text, re.DOTALL)
    return unescape(found[0]) if found else ""


def first_link(client: FlaskClient, q: str, lang: str = "en") -> str:
    text = client.get("/search", query_string={"q": q, "lang": lang}).text
    found = re.search(r'</form>.*?<a[^>]* href="([^"]+)"', text.partition("<main")[2], re.DOTALL)
    return unescape(found[1]) if found else ""


@pytest.mark.parametrize("lang", ["tr", "en", "az", "ru"])
@pytest.mark.parametrize("q", NOTATIONS)
def test_first_link_is_the_day_in_each_notation_and_language(client: FlaskClient, q: str, lang: str) -> None:
    assert first_link(client, q, lang) == f"/timeline?on=1920-06-20&lang={lang}"


def test_day_tells_where_each_journey_was(client: FlaskClient) -> None:
    said = card(client, "where were they on 20 June 1920")
    assert "/routes/bekir-sami-1920?at=1920-06-20" in said
    assert "Erzurum" in said
    assert "Trebizond" in said


@pytest.mark.parametrize(
    ("q", "who"),
    [
        ("who held Kars 1919-04-20", "Britain (occupation)"),
        ("Nahçıvan Kasım 1920", "Nakhchivan"),
        ("Kars in 1914", "Russia"),
        ("Кто держал Карс 1 января 1914", "Russia"),
    ],
)
def test_place_and_day_tell_who_held_it(client: FlaskClient, q: str, who: str) -> None:
    assert f"<strong>{who}</strong>" in card(client, q)


def test_month_tells_each_change_of_hands(client: FlaskClient) -> None:
    said = card(client, "Kars April 1919")
    assert "13–27 April 1919" in said
    assert "/timeline?on=1919-04-13" in said


def test_events_of_the_day_come_before_those_near_it(client: FlaskClient) -> None:
    text = client.get("/search?q=13 October 1921&lang=en").text
    rows = re.findall(r'row-link" href="(/events/[a-z-]+)', text)
    assert rows[0] == "/events/kars-treaty"


def test_two_dates_lead_to_their_comparison(client: FlaskClient) -> None:
    assert "/compare/1914-01-01/1921-01-01" in card(client, "1914 against 1921")


def test_title_with_a_year_still_finds_its_thing(client: FlaskClient) -> None:
    text = client.get("/search?q=Kars 1921&lang=en").text
    assert re.findall(r'row-link" href="([^"?]+)', text)[0] == "/borders/kars-1921"


def test_date_outside_the_atlas_says_so_and_leads_to_the_nearest_day(client: FlaskClient) -> None:
    said = card(client, "1850")
    assert "1 January 1914 to 31 December 1932" in said
    assert "/timeline?on=1914-01-01" in said


def test_nothing_found_helps(client: FlaskClient) -> None:
    text = client.get("/search?q=Kayserri&lang=en").text
    assert "Did you mean:" in text
    assert "q=Kayseri" in text
    assert "16 March 1921" in text


@pytest.mark.parametrize(
    ("q", "kind"), [("Black Sea", "Sea"), ("Kura", "River"), ("Lake Van", "Lake"), ("Daralagez", "District")]
)
def test_names_printed_on_the_ground_are_found(client: FlaskClient, q: str, kind: str) -> None:
    assert f'<span class="tag">{kind}</span>' in client.get(f"/search?q={q}&lang=en").text


def test_every_town_of_the_ground_is_found(client: FlaskClient) -> None:
    towns = client.get(f"{_data(client)}/towns.en.geojson").get_json(force=True)["features"]
    names = [town["properties"]["name"] for town in towns][::25]
    assert len(names) > 5
    for name in names:
        assert "row-link" in client.get("/search", query_string={"q": name, "lang": "en"}).text, name


def _data(client: FlaskClient) -> str:
    text = client.get("/timeline?lang=en").text
    found = re.search(r"/data/[0-9a-f]+/basemap", text)
    assert found is not None
    return found[0]


@pytest.fixture(scope="module", name="others")
def _others() -> dict[str, FlaskClient]:
    return {name: create_app(ATLASES / name).test_client() for name in ("elcano", "rhineland")}


@pytest.mark.parametrize(
    ("name", "lang", "q", "said"),
    [
        ("elcano", "es", "20 de junio de 1520", "/timeline?on=1520-06-20&lang=es"),
        ("elcano", "es", "20 June 1520", "/timeline?on=1520-06-20&lang=es"),
        ("elcano", "en", "20 June 1920", "1 January 1519 to 31 December 1522"),
        ("rhineland", "de", "Wer hielt Mainz im Juni 1920", "Frankreich"),
    ],
)
def test_atlas_of_another_century_and_language_answers_too(
    others: dict[str, FlaskClient], name: str, lang: str, q: str, said: str
) -> None:
    assert said in card(others[name], q, lang)


def test_answers_are_made_of_an_atlas_alone(client: FlaskClient) -> None:
    assert DayAnswers.__module__ == "mapsvc.web.day_answers"


# ---- fields for days --------------------------------------------------------------------------------
def test_home_has_fields_for_a_day_and_for_two(client: FlaskClient) -> None:
    text = client.get("/?lang=en").text
    assert re.search(r'<form action="/timeline" method="get".*?name="on"', text, re.DOTALL)
    assert re.search(r'<form[^>]* action="/compare" method="get".*?name="a".*?name="b"', text, re.DOTALL)


@pytest.mark.parametrize(
    ("typed", "led"),
    [
        ({"a": "1914", "b": "1921"}, "/compare/1914-01-01/1921-01-01?lang=en"),
        ({"a": "20 Haziran 1920", "b": "kars-1921"}, "/compare/1920-06-20/kars-1921?lang=en"),
        (
            {"a": "1921-03-16", "b": "kars-1921", "b_day": "20.6.1920", "view": "law"},
            "/compare/1921-03-16/1920-06-20?view=law&lang=en",
        ),
    ],
)
def test_form_leads_to_the_comparison_of_days(client: FlaskClient, typed: dict[str, str], led: str) -> None:
    answer = client.get("/compare", query_string={**typed, "lang": "en"})
    assert answer.headers["Location"] == led
    assert client.get(led).status_code == 200


@pytest.mark.parametrize(
    ("path", "field", "typed"),
    [
        ("/timeline", "on", "midsummer"),
        ("/timeline", "on", "20 June 1850"),
        ("/routes/bekir-sami-1920", "at", "midsummer"),
        ("/routes/bekir-sami-1920", "at", "1921-01-01"),
        ("/compare", "a", "midsummer"),
    ],
)
@pytest.mark.parametrize("lang", ["tr", "en"])
def test_bad_day_keeps_what_was_typed_and_says_what_would_do(
    client: FlaskClient, path: str, field: str, typed: str, lang: str
) -> None:
    answer = client.get(path, query_string={field: typed, "b": "1921", "lang": lang})
    assert answer.status_code == 400
    assert f'name="{field}" value="{typed}"' in answer.text
    # The days that will do, in words of the page's language.
    assert re.search(r"\d+ (?:Ocak|January|Mayıs|May) 19", answer.text)


def test_journey_reads_any_notation(client: FlaskClient) -> None:
    pages = [
        client.get("/routes/bekir-sami-1920", query_string={"at": q, "lang": "en"}).text for q in NOTATIONS
    ]
    assert all("data-player-date>20 June 1920<" in page for page in pages)
