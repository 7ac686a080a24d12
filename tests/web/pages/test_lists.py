"""Lists of events, places, borders and journeys; what filters them, and what they refuse."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from mapsvc import Atlas
from mapsvc.web.pages import lists
from tests.html_text import parse


def links(client: FlaskClient, address: str) -> set[str]:
    return {link.partition("?")[0] for link in parse(client.get(address).text).links}


def test_each_list_leads_to_each_of_its_things(tiny_client: FlaskClient) -> None:
    assert links(tiny_client, "/events/?lang=en") >= {"/events/line-drawn", "/events/letter-sent"}
    assert links(tiny_client, "/places/?lang=en") >= {"/places/alfa", "/places/bravo", "/places/charlie"}
    assert "/borders/front" in links(tiny_client, "/borders/?lang=en")
    assert "/routes/journey" in links(tiny_client, "/routes/?lang=en")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("from=1921&to=1921", {"/events/line-drawn"}),
        ("to=1900", set()),
        ("place=charlie", {"/events/line-drawn"}),
        ("q=letter", {"/events/letter-sent"}),
        ("kind=treaty", {"/events/line-drawn"}),
    ],
)
def test_filter_leaves_what_passes(tiny_client: FlaskClient, query: str, found: set[str]) -> None:
    both = {"/events/line-drawn", "/events/letter-sent"}
    assert links(tiny_client, f"/events/?lang=en&{query}") & both == found


@pytest.mark.parametrize("query", ["from=soon", "to=19.5", "from=99999999999"])
def test_year_that_is_none_is_refused(tiny_client: FlaskClient, query: str) -> None:
    assert tiny_client.get(f"/events/?{query}").status_code == 400


@pytest.mark.parametrize("path", ["/events", "/places", "/borders", "/routes"])
def test_address_without_its_stroke_leads_to_the_list(tiny_client: FlaskClient, path: str) -> None:
    answer = tiny_client.get(f"{path}?lang=en")
    assert answer.status_code in {301, 302, 308}
    assert answer.headers["Location"].endswith(f"{path}/?lang=en")


def test_choice_where_nothing_can_be_compared_says_so(tiny_client: FlaskClient) -> None:
    assert tiny_client.get("/compare?lang=en").status_code == 404


def test_menu_names_the_lists_that_have_something(tiny: Atlas) -> None:
    found = {entry.name for entry in lists.MENU if entry.shown(tiny.records)}
    everywhere = {"events", "timeline", "tours", "search", "files"}
    assert found == everywhere | {"places", "routes", "borders", "mentions"}
