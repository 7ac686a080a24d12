"""Errors as pages and as JSON, methods, and the headers that every answer carries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mapsvc.errors import (
    AtlasError,
    DateError,
    GeometryError,
    MapsvcError,
    MissingExtraError,
    NotFoundError,
    RequestError,
    SchemaError,
    WriteError,
)
from mapsvc.language import translate
from mapsvc.web.app import create_app
from mapsvc.web.errors import STATUS, answer_error
from tests.conftest import TINY
from tests.html_text import parse

EVERYWHERE = (
    "/",
    "/events/line-drawn?lang=en",
    "/events/",
    "/search?q=x",
    "/nothing",
    "/?lang=xx",
    "/events/nothing",
    "/api/",
    "/api/collections/events/items",
    "/api/collections/nothing",
    "/api/collections/events/items?limit=0",
    "/data/x/nothing",
    "/static/x/nothing.css",
    "/favicon.ico",
    "/healthz",
    "/readyz",
    "/version",
    "/events",
    "/mentions",
)
TRAVERSALS = (
    "../base.html",
    "../../mapsvc/cli/__init__.py",
    "..%2fbase.html",
    "..%2f..%2fpyproject.toml",
    "%2e%2e/base.html",
    "%252e%252e/base.html",
    "..%5cbase.html",
    "..\\base.html",
    "....//base.html",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "css/../../base.html",
    "css/site.css%00.png",
    "%00",
    ".",
    "..",
    "css",
    "css/",
    "~root",
    "file:///etc/passwd",
    "a" * 5000,
)


@pytest.mark.matrix
@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
def test_every_answer_carries_the_security_headers(tiny_client: FlaskClient, path: str, method: str) -> None:
    headers = tiny_client.open(path, method=method).headers
    policy = headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Permissions-Policy" in headers
    is_page = headers["Content-Type"].startswith("text/html")
    assert headers["Cross-Origin-Resource-Policy"] == ("same-origin" if is_page else "cross-origin")
    assert headers.get("Cross-Origin-Opener-Policy") == ("same-origin" if is_page else None)
    for directive in (
        "default-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ):
        assert directive in policy
    script = re.search(r"script-src ([^;]*)", policy)
    assert script is not None
    assert "unsafe" not in script[1]
    assert "style-src 'self';" in policy
    assert "*" not in policy
    assert "http" not in policy
    assert "Set-Cookie" not in headers
    assert "X-Mapsvc-Script" not in headers


def test_page_with_a_map_allows_its_one_script_by_hash(tiny_client: FlaskClient) -> None:
    policies = {
        path: tiny_client.get(path).headers["Content-Security-Policy"]
        for path in ("/events/line-drawn?lang=tr", "/events/letter-sent?lang=tr", "/?lang=tr")
    }
    assert [policy.count("'sha256-") for policy in policies.values()] == [1, 1, 0]


@pytest.mark.parametrize("lang", ["tr", "en"])
@pytest.mark.parametrize(
    ("path", "code"), [("/nothing?", 404), ("/events/nothing?", 404), ("/events/?from=x&", 400)]
)
def test_error_page_is_a_page_in_the_readers_language(
    client: FlaskClient, path: str, code: int, lang: str
) -> None:
    answer = client.get(f"{path}lang={lang}")
    page = parse(answer.text)
    assert (answer.status_code, answer.mimetype) == (code, "text/html")
    assert page.named("html")[0]["lang"] == lang
    assert str(code) in page.text
    assert f"/?lang={lang}" in page.addresses


def test_english_words_of_an_error_are_marked_on_a_turkish_page(client: FlaskClient) -> None:
    turkish = client.get("/events/nothing?lang=tr").text
    assert re.search(r'Ayrıntı \(İngilizce\): <span lang="en">No event has the id', turkish)
    assert parse(client.get("/nothing?lang=tr").text).text.count("İngilizce") == 0


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/events/kars-traety", "kars-treaty"),
        ("/places/bakuu", "baku"),
        ("/borders/moscow-1920", "moscow-1921"),
        ("/routes/bekir-sami", "bekir-sami-1920"),
        ("/api/collections/event/items", "events"),
        ("/api/collections/events/items/kars-traety", "kars-treaty"),
    ],
)
def test_unknown_id_names_a_near_one(client: FlaskClient, path: str, near: str) -> None:
    answer = client.get(f"{path}?lang=en")
    assert answer.status_code == 404
    assert repr(near) in parse(answer.text).text


@pytest.mark.parametrize(
    ("path", "code", "name"),
    [
        ("/api/nothing", 404, "NotFound"),
        ("/api/collections/nothing/items", 404, "NotFound"),
        ("/api/collections/events/items/nothing", 404, "NotFound"),
        ("/api/collections/events/items?limit=x", 400, "InvalidParameterValue"),
        ("/api/?lang=xx", 400, "InvalidParameterValue"),
        ("/data/x/borders/nothing.full.json", 404, "NotFound"),
        ("/data/x/basemap/nothing.json", 404, "NotFound"),
        ("/share/events/nothing.json", 404, "NotFound"),
        ("/share/events/kars-treaty.json?size=x", 400, "InvalidParameterValue"),
    ],
)
def test_error_of_the_api_is_json(client: FlaskClient, path: str, code: int, name: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.content_type) == (code, "application/json")
    document = answer.get_json()
    assert set(document) == {"code", "description", "request_id"}
    assert document["code"] == name
    assert document["description"]
    assert client.get(path).get_json()["request_id"] != document["request_id"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
@pytest.mark.parametrize(
    "path",
    [
        *("/", "/events/kars-treaty", "/api/collections", "/healthz", "/static/x/css/site.css"),
        # Without the slash that a reader is led to.
        *("/api", "/events", "/places"),
    ],
)
def test_service_only_reads(client: FlaskClient, path: str, method: str) -> None:
    answer = client.open(path, method=method)
    assert answer.status_code == 405
    assert {"GET", "HEAD"} <= set(answer.headers["Allow"].split(", "))
    assert (answer.mimetype == "application/json") is path.startswith("/api")


@pytest.mark.parametrize("path", ["/nothing", "/api/nothing", "/events/kars-treaty/x", "/apix"])
def test_nothing_can_be_sent_where_nothing_is(client: FlaskClient, path: str) -> None:
    assert client.post(path).status_code == 404


@pytest.mark.parametrize("prefix", ["/static/v/", "/data/v/basemap/"])
@pytest.mark.parametrize("tail", TRAVERSALS)
def test_no_path_leads_out_of_its_folder(client: FlaskClient, prefix: str, tail: str) -> None:
    answer = client.get(prefix + tail, follow_redirects=True)
    assert answer.status_code in {400, 404}
    assert "root:" not in answer.text


def test_link_out_of_the_basemap_is_not_followed(tiny_root: Path) -> None:
    (tiny_root.parent / "secret.json").write_text("{}", "utf-8")
    (tiny_root / "ground" / "here.json").write_text("{}", "utf-8")
    (tiny_root / "ground" / "out.json").symlink_to("../../secret.json")
    client = create_app(tiny_root).test_client()
    version = re.search(r"/data/([^/]+)/basemap/", client.get("/events/line-drawn?lang=tr").text)
    assert version is not None
    assert client.get(f"/data/{version[1]}/basemap/here.json").status_code == 200
    assert client.get(f"/data/{version[1]}/basemap/out.json").status_code == 404


@pytest.fixture
def failing() -> Flask:
    """A service with an address for every own error and one for a mistake of ours."""
    app = create_app(TINY)

    def fail(name: str) -> str:
        raise ERRORS[name]

    app.add_url_rule("/fail/<name>", "fail", fail)
    app.add_url_rule("/api/fail/<name>", "api-fail", fail)
    return app


ERRORS: dict[str, Exception] = {
    "not-found": NotFoundError("gone"),
    "request": RequestError("asked wrongly"),
    "date": DateError("no date"),
    "geometry": GeometryError("no shape"),
    "atlas": AtlasError("no atlas"),
    "schema": SchemaError("no schema"),
    "own": MapsvcError("own"),
    "full": WriteError("cannot write in /secret: no space left"),
    "foreign": RuntimeError("secret: /etc/shadow"),
}
CODES = {"not-found": 404, "request": 400, "date": 400, "full": 507}


@pytest.mark.parametrize("name", ERRORS)
@pytest.mark.parametrize("prefix", ["/fail/", "/api/fail/"])
def test_error_class_decides_the_status(failing: Flask, prefix: str, name: str) -> None:
    answer = failing.test_client().get(f"{prefix}{name}?lang=en")
    assert answer.status_code == CODES.get(name, 500)
    assert (answer.mimetype == "application/json") is prefix.startswith("/api/")
    assert "Traceback" not in answer.text
    assert "secret" not in answer.text
    assert name in {"foreign", "full"} or str(ERRORS[name]) in answer.text


def test_unforeseen_error_is_logged_with_its_reference(
    failing: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    document = failing.test_client().get("/api/fail/foreign").get_json()
    assert document["code"] == "InternalError"
    record = caplog.records[-1]
    assert document["request_id"] in record.getMessage()
    assert record.exc_info is not None
    assert "secret" in str(record.exc_info[1])


@pytest.mark.parametrize("lang", ["en", "tr"])
def test_file_without_room_is_one_line_that_names_no_folder(
    failing: Flask, caplog: pytest.LogCaptureFixture, lang: str
) -> None:
    client = failing.test_client()
    page = client.get(f"/fail/full?lang={lang}")
    title = translate(lang, "error.507")
    reference = caplog.records[-1].__dict__["request_id"]
    assert page.status_code == 507
    assert f"<h1>{title}" in page.text
    assert reference in page.text
    assert client.get("/api/fail/full").get_json()["code"] == "InsufficientStorage"
    assert "/secret" not in page.text
    for record in caplog.records:
        assert (record.levelname, record.exc_info, "/secret" in record.getMessage()) == ("ERROR", None, True)


def test_service_says_that_it_lives_and_is_ready(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json() == {"status": "ok"}
    assert client.get("/readyz").get_json()["status"] == "ready"
    assert client.get("/version").get_json()["name"] == "mapsvc"


def test_service_of_a_broken_atlas_never_starts(tiny_root: Path) -> None:
    (tiny_root / "events" / "line-drawn.toml").write_text("on = ", "utf-8")
    with pytest.raises(AtlasError, match="line-drawn"):
        create_app(tiny_root)


def test_class_of_an_error_decides_its_status() -> None:
    assert dict(STATUS) == {NotFoundError: 404, MissingExtraError: 404, RequestError: 400, DateError: 400}


def test_who_asks_for_data_gets_json(tiny_app: Flask) -> None:
    for path, kind in (("/share/x.json", "application/json"), ("/share/x", "text/html")):
        with tiny_app.test_request_context(path):
            tiny_app.preprocess_request()
            answer = answer_error(404, "No 'x'.")
            assert (answer.status_code, answer.mimetype) == (404, kind)


@pytest.mark.parametrize("path", ["/" + "a" * 60_000, "/api/" + "a" * 60_000, "/?" + "q=%22%3E&" * 30_000])
def test_endless_address_is_refused_and_not_repeated(tiny_client: FlaskClient, path: str) -> None:
    answer = tiny_client.get(path)
    assert answer.status_code == 414
    assert len(answer.data) < 20_000
    assert "aaaaa" * 100 not in answer.text


@pytest.mark.parametrize(
    ("path", "styled"), [("/?lang=en", True), ("/events/line-drawn?lang=en", False), ("/api/", False)]
)
def test_styles_in_the_markup_pass_only_where_there_are_some(
    tiny_client: FlaskClient, path: str, styled: bool
) -> None:
    answer = tiny_client.get(path)
    allowed = "'unsafe-inline'" if styled else "'none'"
    assert f"style-src-attr {allowed};" in answer.headers["Content-Security-Policy"]
    assert (' style="' in answer.text) is styled
    assert "<style" not in answer.text
