"""Answers in memory: validators, compression, and a cache that strangers cannot fill."""

from __future__ import annotations

import gzip
import json

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mapsvc.web.app import create_app
from mapsvc.web.caching import Front
from tests.conftest import TINY
from tests.html_text import parse

PATHS = (
    "/",
    "/?lang=tr",
    "/events/line-drawn?lang=en",
    "/api/collections/places/items",
    "/api/collections/events/items?limit=1",
    "/search?q=alfa&lang=tr",
)


@pytest.fixture
def fresh() -> Flask:
    """A service that has answered nothing yet."""
    return create_app(TINY)


def kept(app: Flask) -> int:
    front = app.wsgi_app
    assert isinstance(front, Front)
    return len(front.kept)


def static_path(client: FlaskClient) -> str:
    page = parse(client.get("/?lang=tr").text)
    return next(link["href"] for link in page.named("link") if link["href"].endswith("bundle.css"))


@pytest.mark.parametrize("path", PATHS)
def test_known_answer_is_not_sent_again(tiny_client: FlaskClient, path: str) -> None:
    first = tiny_client.get(path)
    second = tiny_client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (second.status_code, second.data) == (304, b"")
    assert second.headers["ETag"] == first.headers["ETag"]
    assert second.headers["Vary"] == first.headers["Vary"]
    assert second.headers["Cache-Control"] == first.headers["Cache-Control"]


@pytest.mark.parametrize("header", ['"x", {tag}', "W/{tag}", '{tag}, "y"', " {tag} ", "*"])
def test_known_answer_is_found_among_several_tags(tiny_client: FlaskClient, header: str) -> None:
    tag = tiny_client.get("/?lang=tr").headers["ETag"]
    assert tiny_client.get("/?lang=tr", headers={"If-None-Match": header.format(tag=tag)}).status_code == 304


@pytest.mark.parametrize("header", ['"other"', "", "nonsense"])
def test_unknown_tag_gets_the_whole_answer(tiny_client: FlaskClient, header: str) -> None:
    answer = tiny_client.get("/?lang=tr", headers={"If-None-Match": header})
    assert answer.status_code == 200
    assert answer.data


def test_languages_have_tags_of_their_own(tiny_client: FlaskClient) -> None:
    tags = {tiny_client.get(f"/?lang={lang}").headers["ETag"] for lang in ("tr", "en")}
    assert len(tags) == 2


def unpack(answer: TestResponse) -> bytes:
    encoding = answer.headers.get("Content-Encoding", "")
    body: bytes = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[encoding](answer.data)
    return body


@pytest.mark.parametrize(
    ("accept", "encoding"),
    [
        ("br", "br"),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0.000, gzip", "gzip"),
        ("br;q=0.00", None),
        ("br;q=0.001", "br"),
        ("BR;q=0.5", "br"),
        ("deflate", None),
        ("identity", None),
        ("", None),
    ],
)
@pytest.mark.parametrize(
    "path", ["/?lang=tr", "/api/collections/places/items", "/events/line-drawn?lang=tr&x=1"]
)
def test_answer_is_compressed_as_accepted(
    tiny_client: FlaskClient, path: str, accept: str, encoding: str | None
) -> None:
    plain = tiny_client.get(path)
    answer = tiny_client.get(path, headers={"Accept-Encoding": accept})
    assert answer.headers.get("Content-Encoding") == encoding
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert unpack(answer) == plain.data
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert (answer.headers["ETag"] == plain.headers["ETag"]) is (encoding is None)
    assert encoding is None or len(answer.data) < len(plain.data)


def test_tag_of_one_encoding_does_not_stand_for_another(tiny_client: FlaskClient) -> None:
    tag = tiny_client.get("/?lang=tr", headers={"Accept-Encoding": "gzip"}).headers["ETag"]
    answer = tiny_client.get("/?lang=tr", headers={"Accept-Encoding": "br", "If-None-Match": tag})
    assert answer.status_code == 200


@pytest.mark.parametrize("path", [*PATHS, "/healthz", "/nothing", "/api/nothing", "/?lang=xx"])
@pytest.mark.parametrize("accept", ["", "br"])
def test_head_has_the_headers_of_get_and_no_body(tiny_client: FlaskClient, path: str, accept: str) -> None:
    headers = {"Accept-Encoding": accept}
    got, head = tiny_client.get(path, headers=headers), tiny_client.head(path, headers=headers)
    assert head.data == b""
    assert head.status_code == got.status_code

    def lasting(answer: TestResponse) -> dict[str, str]:
        changing = {"content-length"} if answer.status_code >= 400 else set()
        return {name: value for name, value in answer.headers.items() if name.lower() not in changing}

    assert lasting(head) == lasting(got)


def test_versioned_file_is_kept_for_good(tiny_client: FlaskClient) -> None:
    answer = tiny_client.get(static_path(tiny_client))
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("path", "cache"),
    [
        ("/?lang=tr", "no-cache"),
        ("/healthz", "no-store"),
        ("/readyz", "no-store"),
        ("/download/events/line-drawn.csv", "public, max-age=300"),
        ("/card/events/line-drawn.png", "public, max-age=300"),
        ("/download/", "no-cache"),
    ],
)
def test_answer_of_the_moment_is_asked_for_again(tiny_client: FlaskClient, path: str, cache: str) -> None:
    assert tiny_client.get(path).headers["Cache-Control"] == cache


@pytest.mark.parametrize(
    "path",
    [
        "/?x={}",
        "/?lang=tr&x={}",
        "/search?q={}",
        "/events/?q={}",
        "/events/line-drawn?{}",
        "/events/nothing-{}",
        "/?lang={}",
        "/api/collections/events/items?limit={}",
        "/api/collections/events/items?after={}",
        "/api/?{}=1",
        "/?lang=tr&lang=en&lang={}",
    ],
)
def test_made_up_queries_never_fill_the_cache(fresh: Flask, path: str) -> None:
    client = fresh.test_client()
    for number in range(1, 21):
        client.get(path.format(number))
    assert kept(fresh) == 0


@pytest.mark.parametrize("accept", ["en", "tr"])
def test_made_up_languages_never_fill_the_cache(fresh: Flask, accept: str) -> None:
    client = fresh.test_client()
    for number in range(20):
        client.get("/", headers={"Accept-Language": f"{accept};q=0.{number + 1},x{number}"})
    assert kept(fresh) == 2  # the address, and its answer


@pytest.mark.parametrize(
    "path",
    [
        "/static/{}/css/bundle.css",
        "/data/{}/borders/front.full.json",
        "/data/{}/basemap/towns.tr.geojson",
    ],
)
def test_made_up_versions_never_fill_the_cache(fresh: Flask, path: str) -> None:
    client = fresh.test_client()
    for number in range(20):
        answer = client.get(path.format(number))
        assert answer.status_code == 404
        assert "immutable" not in answer.headers.get("Cache-Control", "")
    assert kept(fresh) == 0


@pytest.mark.parametrize("detour", ["./", "css/../", "/", "css/.././", "%2e/"])
def test_one_file_has_one_address(fresh: Flask, detour: str) -> None:
    client = fresh.test_client()
    path = static_path(client)
    client.get(path)
    before = kept(fresh)
    client.get(path.replace("css/bundle.css", f"{detour}css/bundle.css"))
    assert kept(fresh) == before


def test_warm_answer_equals_the_first(fresh: Flask) -> None:
    client = fresh.test_client()
    first = client.get("/events/line-drawn?lang=en")
    again = client.get("/events/line-drawn?lang=en")
    assert (first.data, dict(first.headers)) == (again.data, dict(again.headers))


@pytest.mark.parametrize(
    ("accept", "encoding"), [("br, gzip", "br"), ("gzip", "gzip"), ("identity", None), ("br;q=0", None)]
)
def test_tour_that_is_posted_comes_compressed_and_is_not_kept(
    fresh: Flask, accept: str, encoding: str | None
) -> None:
    lecture = json.dumps({"v": 1, "title": "A lecture", "steps": [{"show": "events/line-drawn"}]})
    client, before = fresh.test_client(), kept(fresh)
    headers = {"Accept-Encoding": accept}
    answer = client.post("/tour?lang=en", data={"lecture": lecture, "format": "page"}, headers=headers)
    plain = client.post("/tour?lang=en", data={"lecture": lecture, "format": "page"})
    assert (answer.status_code, answer.headers.get("Content-Encoding")) == (200, encoding)
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert unpack(answer.data) == plain.data
    assert encoding is None or len(answer.data) * 2 < len(plain.data)
    assert encoding is None or "Accept-Encoding" in ", ".join(answer.headers.getlist("Vary"))
    assert kept(fresh) == before


def test_error_is_never_kept(fresh: Flask) -> None:
    client = fresh.test_client()
    for path in ("/nothing", "/events/nothing?lang=tr", "/api/nothing"):
        client.get(path)
    assert kept(fresh) == 0


def test_cached_page_of_one_language_is_not_given_for_another(fresh: Flask) -> None:
    client = fresh.test_client()
    for accept in ("tr", "en", "tr", "en"):
        page = parse(client.get("/", headers={"Accept-Language": accept}).text)
        assert page.named("html")[0]["lang"] == accept
