"""Bare maps for frames on other pages."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from mapsvc.settings import Settings
from mapsvc.web.app import create_app
from tests.conftest import TINY
from tests.html_text import parse

MAPS = ("events/line-drawn", "places/alfa", "routes/journey", "borders/front")


@pytest.mark.parametrize("lang", ["tr", "en"])
@pytest.mark.parametrize("path", MAPS)
def test_embed_shows_the_map_and_nothing_to_click_away(
    tiny_client: FlaskClient, path: str, lang: str
) -> None:
    answer = tiny_client.get(f"/embed/{path}?lang={lang}")
    page = parse(answer.text)
    assert answer.status_code == 200
    assert page.named("html")[0]["lang"] == lang
    assert page.json_script("map_0-data")["layers"]
    assert page.named("nav") == page.named("form") == []


@pytest.mark.parametrize("ancestors", ["*", "'self'", "https://a.example https://b.example", "'none'"])
def test_embed_may_be_framed_by_whom_the_setting_names_and_pages_by_nobody(ancestors: str) -> None:
    client = create_app(TINY, settings=Settings(frame_ancestors=ancestors)).test_client()
    embed, page = client.get("/embed/events/line-drawn?lang=en"), client.get("/events/line-drawn?lang=en")
    assert embed.headers["Content-Security-Policy"].endswith(f"frame-ancestors {ancestors}")
    assert "X-Frame-Options" not in embed.headers
    assert page.headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")
    assert page.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("path", MAPS)
def test_embed_sets_no_cookie(tiny_client: FlaskClient, path: str) -> None:
    assert "Set-Cookie" not in tiny_client.get(f"/embed/{path}?lang=en").headers


@pytest.mark.parametrize(
    ("path", "code", "named"),
    [
        ("events/line-drown", 404, "line-drawn"),
        ("event/line-drawn", 404, "events"),
        ("events/line-drawn?callback=x", 400, "callback"),
        ("events/line-drawn?lang=xx", 400, "lang"),
    ],
)
def test_embed_that_cannot_be_shown_says_why(
    tiny_client: FlaskClient, path: str, code: int, named: str
) -> None:
    answer = tiny_client.get(f"/embed/{path}")
    assert answer.status_code == code
    assert named in parse(answer.text).text


def test_embed_of_a_place_without_coordinates_is_no_crash(tiny_client: FlaskClient) -> None:
    assert tiny_client.get("/embed/places/delta").status_code in {200, 404}
