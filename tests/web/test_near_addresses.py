"""Pages of mistaken addresses: what was asked, what may have been meant, the search, the rooms."""

from __future__ import annotations

import unicodedata

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mapsvc.web.app import create_app
from mapsvc.web.near_addresses import find_near
from tests.conftest import HERE
from tests.html_text import Parsed, parse


def main_of(client: FlaskClient, address: str, code: int, method: str = "GET", **asked: str) -> Parsed:
    """The middle of an error page, between menu and foot."""
    answer = client.open(address, method=method, **asked)  # type: ignore[arg-type]
    assert (answer.status_code, answer.mimetype) == (code, "text/html")
    return parse(answer.text.partition("<main")[2].partition("</main>")[0])


def paths(page: Parsed) -> list[str]:
    return [link.partition("&lang=")[0].partition("?lang=")[0] for link in page.links]


@pytest.fixture(scope="module")
def balkans() -> FlaskClient:
    return create_app(HERE / "data" / "atlases" / "balkans").test_client()


@pytest.mark.parametrize(
    ("asked", "code", "near"),
    [
        ("/events/kars-traety", 404, "/events/kars-treaty"),
        ("/event/kars-treaty", 404, "/events/kars-treaty"),
        ("/events/Kars%20Antlaşması", 404, "/events/kars-treaty"),
        ("/events/treaty-of-moscow.html", 404, "/events/moscow-treaty"),
        ("/download/events/kars-treatty.pdf", 404, "/events/kars-treaty"),
        ("/embed/places/bakuu", 404, "/places/baku"),
        ("/places/nakhichevan", 404, "/places/nahcivan"),
        ("/places/Карс", 404, "/places/kars"),
        (f"/places/{unicodedata.normalize('NFD', 'Nahçıvan')}", 404, "/places/nahcivan"),
        ("/borders/moscow-1920", 404, "/borders/moscow-1921"),
        ("/routes/bekir-sami", 404, "/routes/bekir-sami-1920"),
        ("/tour/baku-april", 404, "/tour/baku-april-1920"),
        ("/compare/moscow-1920/kars-1921", 404, "/borders/moscow-1921"),
        ("/gyumri", 404, "/search?q=Alexandropol"),
        ("/timeline?on=1921-13-40", 400, "/timeline?on=1921-12-31"),
        ("/timeline?on=1921-02-30", 400, "/timeline?on=1921-02-28"),
        ("/timeline?on=1950-01-01", 400, "/timeline?on=1932-12-31"),
        ("/timeline/1921-3-16", 404, "/timeline?on=1921-03-16"),
        ("/1921-03-16", 404, "/timeline?on=1921-03-16"),
        ("/events/16.3.1921", 404, "/timeline?on=1921-03-16"),
        ("/timeline/19210316", 404, "/timeline?on=1921-03-16"),
    ],
)
def test_mistyped_address_leads_to_what_was_meant(
    client: FlaskClient, asked: str, code: int, near: str
) -> None:
    page = main_of(client, f"{asked}{'&' if '?' in asked else '?'}lang=en", code)
    assert near in paths(page)[:3]


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("/events/treaty-of-londn", "/events/treaty-of-london"),
        ("/events/kumanowo", "/events/kumanovo"),
        ("/tour/ten-month", "/tour/ten-months"),
        ("/borders/london-1914", "/borders/london-1913"),
        ("/30.5.1913", "/timeline?on=1913-05-30"),
    ],
)
def test_other_atlas_helps_in_its_own_language(balkans: FlaskClient, asked: str, near: str) -> None:
    page = main_of(balkans, f"{asked}?lang=bg", 404)
    assert near in paths(page)
    assert "Did you mean" in page.text  # a language without an interface has the English one's words


def test_page_repeats_what_was_asked_and_leads_to_search_and_rooms(client: FlaskClient) -> None:
    page = main_of(client, "/events/kars_traety?x=%3Cb%3E&lang=tr", 404)
    assert "/events/kars_traety?x=%3Cb%3E&lang=tr" in page.text
    fields = {field.get("name"): field.get("value") for field in page.named("input")}
    assert fields == {"q": "kars traety", "lang": "tr"}
    assert {"/events/", "/timeline", "/places/", "/routes/", "/borders/", "/tour/"} < {*paths(page)}


def test_address_that_is_like_nothing_offers_nothing(client: FlaskClient) -> None:
    page = main_of(client, "/xqzwv/12345678901/?lang=en", 404)
    assert "meant" not in {attributes.get("id") for attributes in page.named("h2")}
    assert len(main_of(client, f"/{'a/' * 900}?lang=en", 404).text) < 2000


def test_wrong_value_and_wrong_method_lead_to_the_page_itself(client: FlaskClient) -> None:
    assert "/events/" in paths(main_of(client, "/events/?from=soon&lang=en", 400))
    assert "/events/kars-treaty" in paths(main_of(client, "/events/kars-treaty?lang=en", 405, "POST"))


@pytest.mark.parametrize(
    ("tag", "accepted", "spoken"),
    [("de", "", "en"), ("uk", "", "ru"), ("de", "az,de", "az"), ("xx", "", "en"), ("", "", "en")],
)
def test_language_that_nobody_speaks_is_answered_in_the_nearest(
    client: FlaskClient, tag: str, accepted: str, spoken: str
) -> None:
    address = f"/timeline?on=1920-04-28&lang={tag}"
    answer = client.get(address, headers={"Accept-Language": accepted})
    page = parse(answer.text)
    assert (answer.status_code, page.named("html")[0]["lang"]) == (400, spoken)
    middle = parse(answer.text.partition("<main")[2].partition("</main>")[0])
    assert middle.links[:4] == [f"/timeline?on=1920-04-28&lang={lang}" for lang in ("tr", "en", "az", "ru")]


def test_near_things_keep_their_language(app: Flask) -> None:
    with app.test_request_context("/places/bakuu?lang=ru"):
        app.preprocess_request()
        near = find_near("/places/bakuu", {}, "ru")
    assert (near.words, near.days) == ("bakuu", ())
    assert (near.things[0]["title"], near.things[0]["kind_label"]) == ("Баку", "Место")
