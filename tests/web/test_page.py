"""What every page has."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from mapsvc.web.page import MOST_DESCRIPTION, allow_script, answer_json, opening, page_context
from tests.html_text import parse


@pytest.mark.parametrize(
    ("text", "opened"), [("one\n  two", "one two"), ("word " * 60, ("word " * 60).strip())]
)
def test_short_description_is_whole(text: str, opened: str) -> None:
    assert opening(text) == opened


def test_long_description_ends_with_a_word() -> None:
    found = opening("steamship " * 60)
    assert found.endswith("steamship…")
    assert len(found) <= MOST_DESCRIPTION


def test_context_leads_to_the_same_page_in_each_language(tiny_app: Flask) -> None:
    with tiny_app.test_request_context("/events/?lang=en&kind=treaty"):
        tiny_app.preprocess_request()
        page = page_context("en", title="T", description="D")["page"]
    links = {link["lang"]: (link["href"], link["current"]) for link in page["lang_links"]}
    assert links == {
        "tr": ("/events/?kind=treaty&lang=tr", False),
        "en": ("/events/?kind=treaty&lang=en", True),
    }


#: What a page of each room says of itself: the room, and whether it is the room's own page.
ROOMS = {
    "/events/": ("/events/", "page"),
    "/events/kars-treaty": ("/events/", "true"),
    "/timeline?on=1920-04-28": ("/timeline", "page"),
    "/places/": ("/places/", "page"),
    "/places/baku": ("/places/", "true"),
    "/routes/bekir-sami-1920": ("/routes/", "true"),
    "/borders/moscow-1921": ("/borders/", "true"),
    "/compare/moscow-1921/kars-1921": ("/compare/moscow-1921/kars-1921", "page"),
    "/compare/berlin-1878/kars-1921": ("/compare/moscow-1921/kars-1921", "true"),
    "/tour/": ("/tour/", "page"),
    "/mentions": ("/mentions", "page"),
    "/search?q=kars": ("/search", "page"),
    "/download/": ("/download/", "page"),
    "/": ("", ""),
}


def room_links(page: str, part: str) -> list[tuple[str, str]]:
    """Where the menu (`nav`) or the foot (`footer`) of a page leads, and what marks a link."""
    found = parse(re.search(rf"<{part} class=.*?</{part}>", page, re.DOTALL)[0])  # type: ignore[index]
    links = [link for link in found.named("a") if "hreflang" not in link and "lang=" in link["href"]]
    return [(link["href"].partition("?")[0], link.get("aria-current", "")) for link in links]


@pytest.mark.parametrize("path", ROOMS)
def test_menu_and_foot_lead_to_every_room_and_mark_the_one_that_one_is_in(
    client: FlaskClient, path: str
) -> None:
    page = client.get(path, query_string={"lang": "en"} if "?" not in path else None).text
    header, footer = dict(room_links(page, "nav")), dict(room_links(page, "footer"))
    rooms = {"/events/", "/timeline", "/places/", "/routes/", "/borders/", "/tour/", "/mentions"}
    rooms.add("/compare/moscow-1921/kars-1921")
    assert header.keys() >= rooms
    assert footer.keys() == header.keys() | {"/search", "/download/"}
    room, current = ROOMS[path]
    assert {at: mark for at, mark in footer.items() if mark} == ({room: current} if room else {})
    assert {at: mark for at, mark in header.items() if mark} == ({room: current} if room in header else {})


def test_script_of_a_page_is_the_one_that_its_policy_names(tiny_client: FlaskClient) -> None:
    answer = tiny_client.get("/events/line-drawn?lang=en")
    policy = answer.headers["Content-Security-Policy"]
    scripts = re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL)
    hashes = {f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in scripts}
    assert len(hashes) == 1
    assert all(named in policy for named in hashes)
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]


def test_script_is_named_by_its_hash() -> None:
    response = Response()
    allow_script(response, "")
    empty = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    assert response.headers["X-Mapsvc-Script"] == f"'sha256-{empty}'"


def test_data_holds_no_number_that_json_lacks() -> None:
    assert answer_json({"ş": 1}).get_data(as_text=True) == '{"ş":1}'
    with pytest.raises(ValueError, match="JSON"):
        answer_json({"x": float("nan")})
