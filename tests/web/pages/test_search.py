"""Search finds things by words in any of their languages; the best fit stands first."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mapsvc import Atlas
from mapsvc.web.finding import event_words
from mapsvc.web.matching import WordIndex
from mapsvc.web.pages.search import answer_index
from tests.html_text import parse


def found(client: FlaskClient, q: str, lang: str = "en") -> list[str]:
    text = client.get(f"/search?q={q}&lang={lang}").text
    links = [link.partition("?")[0] for link in parse(text).links]
    return [link for link in links if re.fullmatch(r"/(?:events|places|borders|routes)/[a-z0-9-]+", link)]


@pytest.mark.parametrize(
    ("q", "first"),
    [
        ("alpha", "/places/alfa"),
        ("Альфа", "/places/alfa"),
        ("ALFA", "/places/alfa"),
        ("çizgi çizilir", "/events/line-drawn"),
        ("treaty of the line", "/borders/front"),
        ("yolculuk", "/routes/journey"),
    ],
)
def test_best_fit_stands_first(tiny_client: FlaskClient, q: str, first: str) -> None:
    assert found(tiny_client, q)[:1] == [first]


def test_word_that_is_nowhere_finds_nothing(tiny_client: FlaskClient) -> None:
    assert found(tiny_client, "zzz") == []
    assert found(tiny_client, "") == []


def test_event_is_found_by_its_place_and_its_day_in_words(tiny: Atlas) -> None:
    index = WordIndex([event_words(tiny.records, tiny.records.event("line-drawn"))])
    assert index.ranks("13 October 1921")
    assert index.ranks("13 Ekim 1921")
    assert index.ranks("line")[0] < index.ranks("Alpha")[0]


@pytest.mark.parametrize("lang", ["tr", "en"])
@pytest.mark.parametrize(
    ("q", "wanted"),
    [
        ("Nakhichevan", "/places/nahcivan"),
        ("Erzeroum", "/places/erzurum"),
        ("Tbilisi", "/places/tiflis"),
        ("Gyumri", "/borders/alexandropol-1920"),
        ("Rasulzade", "/events/resulzade-born"),
        ("Расулзаде", "/events/resulzade-born"),
        ("Atatürk", "/events/kemal-secret-session"),
        ("Hajinski", "/events/forty-students"),
        ("Arpa-chai", "/borders/kars-1921"),
    ],
)
def test_other_form_of_a_name_finds_its_thing(client: FlaskClient, q: str, wanted: str, lang: str) -> None:
    assert wanted in found(client, q, lang)


@pytest.mark.parametrize(
    ("q", "lang", "title"),
    [
        ("Yerevan", "en", "Erivan"),
        ("Sarikamish", "en", "Sarıkamış"),
        ("Gyumri", "tr", "Gümrü"),
        ("Gaziantep", "tr", "Gazi-Ayıntab"),
        ("Zaqatala", "en", "Zakatala"),
        ("Kharkiv", "en", "Kharkov"),
        ("Makhachkala", "en", "Petrovsk"),
    ],
)
def test_town_without_a_page_leads_to_the_day_map(client: FlaskClient, q: str, lang: str, title: str) -> None:
    text = client.get(f"/search?q={q}&lang={lang}").text
    rows = [row for row in text.split('<li class="search-row"')[1:] if f">{title}</a>" in row]
    assert len(rows) == 1
    # The map of the opening day, at the town.
    assert re.search(rf"/timeline\?on=1921-03-16&amp;view=[\d.%C-]+&amp;lang={lang}", rows[0])


def test_town_says_who_held_it_on_the_opening_day(client: FlaskClient) -> None:
    assert "16 March 1921: " in client.get("/search?q=Sarikamish&lang=en").text
    assert "16 Mart 1921: " in client.get("/search?q=Sarikamish&lang=tr").text


def test_register_of_another_atlas_names_no_town_of_this_one(tiny_client: FlaskClient) -> None:
    text = tiny_client.get("/search?q=Engürü&lang=en").text.split("search-count")[1]
    assert "/timeline" not in text.split("</main>")[0]


def test_site_without_a_service_has_everything_on_one_page(tiny_app: Flask) -> None:
    with tiny_app.test_request_context("/search?lang=en"):
        tiny_app.preprocess_request()
        text = answer_index().get_data(as_text=True)
    assert "data-search-index" in text
    assert 'data-days="1921-10-13/1921-10-13"' in text
