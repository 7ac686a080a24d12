"""Bare maps for frames on other pages."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from mapsvc import Atlas
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
    assert page.named("nav") == []
    # A journey has a field for its day, which leads to the frame itself.
    forms = [form["action"] for form in page.named("form")]
    assert forms == [f"/embed/{path}"] * path.startswith("routes/")


@pytest.mark.parametrize("ancestors", ["*", "'self'", "https://a.example https://b.example", "'none'"])
def test_embed_may_be_framed_by_whom_the_setting_names_and_pages_by_nobody(ancestors: str) -> None:
    client = create_app(TINY, settings=Settings(frame_ancestors=ancestors)).test_client()
    embed, page = client.get("/embed/events/line-drawn?lang=en"), client.get("/events/line-drawn?lang=en")
    named = "* file:" if ancestors == "*" else ancestors
    assert embed.headers["Content-Security-Policy"].endswith(f"frame-ancestors {named}")
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


# ---- options ---------------------------------------------------------------------------------------
def test_embed_opens_with_the_view_asked_for(tiny_client: FlaskClient) -> None:
    page = parse(tiny_client.get("/embed/events/line-drawn?lang=en&view=42,40.123456,44,41").text)
    assert page.json_script("map_0-data")["extent"] == [42, 40.1235, 44, 41]


def test_embed_shows_the_layers_asked_for_and_explains_no_other(tiny_client: FlaskClient) -> None:
    whole = parse(tiny_client.get("/embed/events/line-drawn?lang=en").text)
    part = parse(tiny_client.get("/embed/events/line-drawn?lang=en&layers=places").text)
    shown = part.json_script("map_0-data")
    assert [layer["id"] for layer in shown["layers"]] == ["places"]
    assert len(whole.json_script("map_0-data")["layers"]) > 1
    keys = [
        {item["data-symbol"] for item in page.named("li") if "data-symbol" in item} for page in (part, whole)
    ]
    assert keys[0] < keys[1]
    assert {f["properties"]["symbol"] for layer in shown["layers"] for f in layer["features"]} <= set(
        shown["symbols"]
    )


def test_embed_hides_what_it_is_told_to_and_never_the_credits(tiny_client: FlaskClient) -> None:
    answer = tiny_client.get("/embed/events/line-drawn?lang=en&controls=0&legend=0")
    page = parse(answer.text)
    assert "is-bare" in page.named("html")[0]["class"]
    assert page.named("details") == []
    assert any(item.get("class") == "map-credits" for item in page.named("p"))


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("events/line-drawn?view=1,2,3", "west,south,east,north"),
        ("events/line-drawn?view=44,40,42,41", "west,south,east,north"),
        ("events/line-drawn?view=nan,40,42,41", "west,south,east,north"),
        ("events/line-drawn?view=1,1,1e400,2", "west,south,east,north"),
        ("events/line-drawn?view=1,80,2,89", "west,south,east,north"),
        ("events/line-drawn?layers=nothing", "borders"),
        ("events/line-drawn?layers=", "borders"),
        ("events/line-drawn?controls=yes", "0 or 1"),
        ("events/line-drawn?legend=0&legend=1", "once"),
        ("events/line-drawn?mode=swipe", "layers"),
        ("timeline?on=1921-03-16&layers=events", "on"),
        ("timeline?on=1921-3-16", "1921-10-13"),
        ("mentions?usage=x", "usage"),
        ("mentions?q=x", "section"),
    ],
)
def test_option_that_would_not_do_is_refused_with_what_would(
    tiny_client: FlaskClient, path: str, named: str
) -> None:
    answer = tiny_client.get(f"/embed/{path}")
    assert answer.status_code == 400
    assert named in parse(answer.text).text
    assert answer.headers["Content-Security-Policy"].endswith("frame-ancestors * file:")


@pytest.mark.parametrize(
    ("path", "full"),
    [
        (
            "/embed/events/line-drawn?lang=en&view=42,40,44,41&legend=0",
            "/events/line-drawn?view=42%2C40%2C44%2C41&lang=en",
        ),
        ("/embed/timeline?on=1920-04-28&lang=en", "/timeline?on=1920-04-28&lang=en"),
        ("/embed/mentions?lang=tr", "/mentions?lang=tr"),
    ],
)
def test_embed_leads_to_its_full_page_in_a_tab_of_its_own(
    tiny_client: FlaskClient, path: str, full: str
) -> None:
    (link,) = [a for a in parse(tiny_client.get(path).text).named("a") if a.get("class") == "embed-full"]
    assert (link["href"], link["target"], link["rel"]) == (full, "_blank", "noopener")
    assert tiny_client.get(full).status_code == 200


def test_comparison_in_a_frame_takes_a_view_and_a_mode(client: FlaskClient) -> None:
    answer = client.get("/embed/compare/moscow-1921/kars-1921?lang=en&mode=swipe&view=43,39,46,41")
    page = parse(answer.text)
    assert page.json_script("map_0-data")["extent"] == [43, 39, 46, 41]
    assert page.json_script("compare-data")["mode"] == "swipe"
    assert client.get("/embed/compare/moscow-1921/kars-1921?mode=x").status_code == 400


def test_page_opens_with_a_view_and_leaves_other_queries_alone(tiny_client: FlaskClient) -> None:
    page = parse(tiny_client.get("/events/line-drawn?lang=en&view=42,40,44,41&utm=x").text)
    assert page.json_script("map_0-data")["extent"] == [42, 40, 44, 41]
    assert tiny_client.get("/events/line-drawn?view=x").status_code == 400


#: Pages that other pages may not frame: what leads on within a frame must be one that they may.
WAYS_ON = (
    "/embed/timeline?on=1921-03-16", "/embed/timeline?on=1921-03-16&view=law",
    "/embed/routes/bekir-sami-1920", "/embed/compare/moscow-1921/kars-1921", "/embed/tour/baku-april-1920",
)  # fmt: skip


@pytest.mark.parametrize("path", WAYS_ON)
def test_frame_leads_to_frames_without_a_script(atlas: Atlas, path: str) -> None:
    base = "https://uni.example/atlas"
    app = create_app(atlas.records.root, settings=Settings(base_url=base))
    answer = app.test_client().get(f"{path}&lang=en" if "?" in path else f"{path}?lang=en")
    page = parse(answer.text)
    ways = [form["action"] for form in page.named("form")]
    ways += [link["href"] for link in page.named("a") if "href" in link and "target" not in link]
    inside = [way for way in ways if way.startswith(("/", base))]
    assert inside
    assert [way for way in inside if not way.removeprefix(base).startswith("/embed/")] == []
    assert all(way.startswith(base) for way in inside)
