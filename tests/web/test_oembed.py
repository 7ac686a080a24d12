"""oEmbed, cards and linked data: what other sites read of a page with a map."""

from __future__ import annotations

import json
import re
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from mapsvc.settings import Settings
from mapsvc.web.app import create_app
from mapsvc.web.oembed import iframe
from tests.conftest import TINY
from tests.html_text import parse

HOST = "http://localhost"
PAGES = (
    "/events/line-drawn",
    "/places/alfa",
    "/routes/journey",
    "/borders/front",
    "/mentions",
    "/timeline?on=1921-03-16",
    "/embed/events/line-drawn",
)


def ask(client: FlaskClient, url: str, more: str = "") -> str:
    return f"/oembed?url={quote(url, safe='')}{more}"


@pytest.mark.parametrize("path", PAGES)
def test_page_with_a_map_is_embedded_by_its_frame(tiny_client: FlaskClient, path: str) -> None:
    answer = tiny_client.get(ask(tiny_client, f"{HOST}{path}"))
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    found = answer.get_json()
    assert (found["type"], found["version"]) == ("rich", "1.0")
    assert found["title"]
    assert found["provider_name"]
    assert found["provider_url"].startswith(HOST)
    (frame,) = parse(found["html"]).named("iframe")
    assert frame["src"].startswith(f"{HOST}/embed/")
    assert frame["title"] == found["title"]
    assert (int(frame["width"]), int(frame["height"])) == (found["width"], found["height"])
    assert tiny_client.get(frame["src"].removeprefix(HOST)).status_code == 200
    assert tiny_client.get(found["thumbnail_url"].removeprefix(HOST)).mimetype == "image/png"


def test_json_and_xml_say_the_same(tiny_client: FlaskClient) -> None:
    page = f"{HOST}/events/line-drawn?lang=en"
    as_json = tiny_client.get(ask(tiny_client, page, "&format=json")).get_json()
    answer = tiny_client.get(ask(tiny_client, page, "&format=xml"))
    assert answer.mimetype == "text/xml"
    root = ET.fromstring(answer.data)
    assert root.tag == "oembed"
    assert {node.tag: node.text for node in root} == {key: str(value) for key, value in as_json.items()}


@pytest.mark.parametrize(
    ("more", "width", "height"),
    [
        ("", 800, 600),
        ("&maxwidth=400", 400, 600),
        ("&maxwidth=320&maxheight=240", 320, 240),
        ("&maxwidth=9999", 800, 600),
        ("&maxwidth=99999999&maxheight=0300", 800, 300),
        (f"&maxwidth={'9' * 5000}", 800, 600),
    ],
)
def test_size_keeps_to_what_is_asked(tiny_client: FlaskClient, more: str, width: int, height: int) -> None:
    found = tiny_client.get(ask(tiny_client, f"{HOST}/events/line-drawn", more)).get_json()
    assert (found["width"], found["height"]) == (width, height)
    if "thumbnail_width" in found and "=99" not in more:
        assert found["thumbnail_width"] <= (width if "maxwidth" in more else 1200)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("url=http%3A%2F%2Fevil.example%2Fevents%2Fline-drawn", 404),
        ("url=http%3A%2F%2Flocalhost.evil.example%2Fevents%2Fline-drawn", 404),
        ("url=http%3A%2F%2Flocalhost%40evil.example%2Fevents%2Fline-drawn", 404),
        ("url=javascript%3Aalert(1)", 404),
        ("url=http%3A%2F%2Flocalhost%2Fevents%2Fnothing", 404),
        ("url=http%3A%2F%2Flocalhost%2Fevents%2F", 404),
        ("url=http%3A%2F%2Flocalhost%2F", 404),
        ("url=http%3A%2F%2Flocalhost%2Ftimeline%3Fon%3D1800-01-01", 404),
        ("url=http%3A%2F%2F%5B", 404),
        ("url=%2Fevents%2Fline-drawn%3Fview%3D1%2C2", 404),
        ("url=%2Fevents%2Fline-drawn%3Flayers%3Dnothing", 404),
        ("url=%2Fmentions%3Fusage%3Dnothing", 404),
        ("url=%2Froutes%2Fjourney%3Fat%3D1800-01-01", 404),
        ("url=%2F%2Fevil.example%2Fevents%2Fline-drawn", 404),
        ("url=http%3A%2F%2Flocalhost%2Fevents%2Fline-drawn&format=yaml", 501),
        ("url=http%3A%2F%2Flocalhost%2Fevents%2Fline-drawn&maxwidth=x", 400),
        ("url=http%3A%2F%2Flocalhost%2Fevents%2Fline-drawn&maxwidth=0", 400),
        ("url=http%3A%2F%2Flocalhost%2Fevents%2Fline-drawn&maxheight=-1", 400),
        ("url=http%3A%2F%2Flocalhost%2Fevents%2Fline-drawn&maxheight=%22%3E%3Cscript%3E", 400),
        ("url=http%3A%2F%2Flocalhost%2Fevents%2Fline-drawn&callback=f", 400),
        ("", 400),
    ],
)
def test_what_cannot_be_embedded_gets_the_status_of_the_standard(
    tiny_client: FlaskClient, query: str, code: int
) -> None:
    answer = tiny_client.get(f"/oembed?{query}")
    assert (answer.status_code, answer.mimetype) == (code, "application/json")
    assert set(answer.get_json()) == {"code", "description", "request_id"}


def test_state_of_a_page_goes_into_its_frame(tiny_client: FlaskClient) -> None:
    page = f"{HOST}/events/line-drawn?lang=en&view=42,40,44,41&utm_source=x"
    (frame,) = parse(tiny_client.get(ask(tiny_client, page)).get_json()["html"]).named("iframe")
    assert "view=42%2C40%2C44%2C41" in frame["src"]
    assert "utm" not in frame["src"]
    assert tiny_client.get(frame["src"].removeprefix(HOST)).status_code == 200


def test_address_that_its_frame_would_refuse_gets_the_frames_reason(tiny_client: FlaskClient) -> None:
    page = "/events/line-drawn?lang=en&layers=nothing"
    answer = tiny_client.get(ask(tiny_client, page))
    assert "'layers' is 'nothing'" in answer.get_json()["description"]
    # Trying the frame leaves the language of this request alone.
    found = tiny_client.get(ask(tiny_client, "/events/line-drawn?lang=tr", "&lang=en")).get_json()
    assert "lang=tr" in found["html"]


def test_attribute_of_the_code_cannot_be_left(tiny_client: FlaskClient) -> None:
    page = f"{HOST}/events/line-drawn?view=1%22%3E%3Cscript%3E"
    answer = tiny_client.get(ask(tiny_client, page))
    assert (answer.status_code, answer.mimetype) == (404, "application/json")
    attack = '"><script>window.__xss=1</script>'
    assert parse(iframe(f"/embed/x?view=1{attack}", attack, 800, 600)).named("script") == []


# ---- who may say where the service is ----------------------------------------------------------------
def test_answer_about_one_host_never_reaches_another(tiny_client: FlaskClient) -> None:
    for path in ("/oembed?url=http://a.example/events/line-drawn", "/share/events/line-drawn.json?lang=en"):
        first = tiny_client.get(path, headers={"Host": "a.example"})
        second = tiny_client.get(path, headers={"Host": "b.example"})
        assert "a.example" in first.text
        assert "a.example/embed" not in second.text
        assert first.headers["Cache-Control"] == "no-store"


def test_page_asked_by_one_host_never_names_it_to_another(tiny_client: FlaskClient) -> None:
    for path in ("/events/line-drawn?lang=en&x=1", "/events/line-drawn?lang=en"):
        for host in ("evil.example", "good.example", "evil.example"):
            page = tiny_client.get(path, headers={"Host": host, "X-Forwarded-Host": "other.example"})
            assert {*re.findall(r"(?:evil|good|other)\.example", page.text)} == {host}
            # What is run is asked of this very host, whatever it is called.
            scripts = [link.get("src", "") for link, _ in parse(page.text).scripts]
            assert not [address for address in scripts if host in (address or "")]


@pytest.mark.parametrize("host", ["a.example/<script>", 'a"b', "a b"])
def test_host_that_is_none_is_not_written_anywhere(tiny_client: FlaskClient, host: str) -> None:
    answer = tiny_client.get("/share/events/line-drawn?lang=en", headers={"Host": host})
    assert host not in answer.text
    assert answer.status_code in {200, 400}


def test_base_url_is_the_only_host_if_it_is_set() -> None:
    client = create_app(TINY, settings=Settings(base_url="https://atlas.example")).test_client()
    good = client.get("/oembed?url=https://atlas.example/events/line-drawn", headers={"Host": "x.example"})
    assert good.get_json()["provider_url"].startswith("https://atlas.example/")
    assert client.get("/oembed?url=http://localhost/events/line-drawn").status_code == 404
    head = parse(client.get("/events/line-drawn?lang=en").text)
    named = {
        meta.get("property", meta.get("name", "")): meta["content"]
        for meta in head.named("meta")
        if "content" in meta
    }
    assert named["og:image"].startswith("https://atlas.example/card/events/line-drawn.png")
    assert named["og:url"] == "https://atlas.example/events/line-drawn?lang=en"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://uni.example/atlas/events/line-drawn", 200),
        ("https://uni.example/atlas/embed/events/line-drawn", 200),
        ("https://UNI.example:443/atlas/events/line-drawn/", 200),
        ("http://uni.example/atlas/events/line%2Ddrawn?utm_source=x#map", 200),
        ("/atlas/events/line-drawn", 200),
        ("/events/line-drawn", 200),
        ("https://uni.example/atlas/timeline/", 200),
        ("https://uni.example/events/line-drawn", 404),
        ("https://uni.example/atlas/atlas/events/line-drawn", 404),
        ("https://uni.example/atlasx/events/line-drawn", 404),
        ("/atlas", 404),
        ("https://uni.example:444/atlas/events/line-drawn", 404),
        ("https://uni.example:port/atlas/events/line-drawn", 404),
        ("https://x@uni.example/atlas/events/line-drawn", 404),
        ("ftp://uni.example/atlas/events/line-drawn", 404),
    ],
)
def test_address_below_a_path_is_known_however_it_is_written(url: str, code: int) -> None:
    client = create_app(TINY, settings=Settings(base_url="https://uni.example/atlas")).test_client()
    answer = client.get("/oembed", query_string={"url": url})
    assert answer.status_code == code
    if code == 200:
        (frame,) = parse(answer.get_json()["html"]).named("iframe")
        assert (frame["src"] or "").startswith("https://uni.example/atlas/embed/")


# ---- the head of a page ---------------------------------------------------------------------------------
@pytest.mark.parametrize("path", PAGES[:-1])
def test_head_names_frame_picture_and_other_language(tiny_client: FlaskClient, path: str) -> None:
    sign = "&" if "?" in path else "?"
    page = parse(tiny_client.get(f"{path}{sign}lang=en").text)
    links = page.named("link")
    types = {
        link.get("type"): link["href"] for link in links if link["rel"] == "alternate" and "type" in link
    }
    assert set(types) == {"application/json+oembed", "text/xml+oembed"}
    assert {link["hreflang"] for link in links if "hreflang" in link} == {"tr", "en"}
    assert sum(link["rel"] == "canonical" for link in links) == 1
    named = {meta.get("property", meta.get("name")): meta.get("content") for meta in page.named("meta")}
    assert named["twitter:card"] == "summary_large_image"
    assert named["og:title"]
    assert tiny_client.get(named["og:image"] or "").mimetype == "image/png"
    assert tiny_client.get(types["application/json+oembed"]).get_json()["type"] == "rich"


def test_linked_data_tells_what_when_where_and_by_whom(client: FlaskClient) -> None:
    page = parse(client.get("/events/kars-treaty?lang=en").text)
    text = next(text for attributes, text in page.scripts if attributes.get("type") == "application/ld+json")
    shown, event = json.loads(text)["@graph"]
    assert (shown["@type"], event["@type"]) == ("Map", "Event")
    assert shown["temporalCoverage"] == event["startDate"] == "1921-10-13"
    south, west, north, east = map(float, shown["spatialCoverage"]["geo"]["box"].split())
    assert south < 40.6 < north
    assert west < 43.1 < east
    assert "https://opendatacommons.org/licenses/odbl/1-0/" in shown["license"]
    assert shown["citation"]


def test_page_without_a_map_has_no_card(tiny_client: FlaskClient) -> None:
    for path in ("/?lang=en", "/events/?lang=en", "/places/delta?lang=en"):
        assert "oembed" not in tiny_client.get(path).text


@pytest.mark.parametrize(
    ("query", "code"),
    [("?width=600", 200), ("?width=601", 400), ("?width=x", 400), (f"?width=000600{'9' * 5000}", 400)],
)
def test_card_is_made_in_a_few_sizes_only(tiny_client: FlaskClient, query: str, code: int) -> None:
    assert tiny_client.get(f"/card/events/line-drawn.png{query}").status_code == code
