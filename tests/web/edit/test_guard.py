"""Nobody comes in but pages of the workbench: each door that is tried stays shut, and opens for its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from werkzeug.test import Client, EnvironBuilder, run_wsgi_app

from mapsvc.web.edit.guard import COOKIE, LOOPBACK, Guard
from mapsvc.web.edit.workbench import create_edit_app
from tests.web.edit.conftest import client_of, token_of

UNDO = "/edit/history/undo.json"
TOKEN = "a-token-that-is-long-enough"


def asked(client: Client, method: str, path: str = UNDO, host: str = "127.0.0.1:8010", **headers: str) -> int:
    """The status that a request gets, with headers as a browser names them."""
    named = {name.replace("_", "-"): value for name, value in headers.items()} | {"Host": host}
    builder = EnvironBuilder(path, method=method, headers=list(named.items()))
    return int(run_wsgi_app(client.application, builder.get_environ())[1].split()[0])


def test_page_of_ours_may_change_something(client: Client) -> None:
    headers = {"X_Edit_Token": token_of(client), "Origin": "http://127.0.0.1:8010"}
    assert asked(client, "POST", **headers, Sec_Fetch_Site="same-origin") == 200
    assert asked(client, "POST", host="[::1]:8010", **headers | {"Origin": "http://[::1]:8010"}) == 200


@pytest.mark.parametrize("host", [*LOOPBACK, "localhost:8010", "LOCALHOST", "[::1]:1"])
def test_names_of_this_machine_are_answered(client: Client, host: str) -> None:
    assert asked(client, "GET", "/edit/start/", host) == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "evil.example:8010", "127.0.0.1.evil.example", "localhost.evil.example", "0.0.0.0",
        "192.168.1.2:8010", "", "localhost@evil.example", "127.0.0.2", "[::2]",
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/edit/start/", "/", "/api/", "/static/x/css/site.css"])
def test_name_that_leads_here_from_elsewhere_is_refused(client: Client, host: str, path: str) -> None:
    """DNS rebinding: another site's name that was made to lead to this machine."""
    assert asked(client, "GET", path, host) == 403


@pytest.mark.parametrize("token", ["", "guess", "x" * 32])
def test_without_the_token_of_the_page_nothing_is_changed(client: Client, token: str) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert asked(client, method, X_Edit_Token=token, Origin="http://127.0.0.1:8010") == 403


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example", "null", "http://127.0.0.1:9999", "http://localhost:8010", "",
        "file://127.0.0.1:8010", "http://127.0.0.1:8010.evil.example",
    ],
)  # fmt: skip
def test_another_site_that_knew_the_token_changes_nothing(client: Client, origin: str) -> None:
    assert asked(client, "POST", X_Edit_Token=token_of(client), Origin=origin) == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_reads_nothing_and_may_only_lead_here(client: Client, site: str) -> None:
    token = token_of(client)
    assert asked(client, "POST", X_Edit_Token=token, Sec_Fetch_Site=site) == 403
    assert asked(client, "GET", "/edit/token.json", Sec_Fetch_Site=site, Sec_Fetch_Mode="no-cors") == 403
    assert asked(client, "GET", "/api/", Sec_Fetch_Site=site, Sec_Fetch_Mode="cors") == 403
    frame = {"Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"}
    assert asked(client, "GET", "/edit/start/", Sec_Fetch_Site=site, **frame) == 403
    link = {"Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    assert asked(client, "GET", "/edit/start/", Sec_Fetch_Site=site, **link) == 200
    # A form that a page of another site sends.
    assert asked(client, "POST", "/tour", Sec_Fetch_Site=site, **link, Origin="http://evil.example") == 403


def test_no_answer_is_for_other_sites(client: Client) -> None:
    for path in ("/edit/start/", "/edit/token.json", "/api/", "/", "/embed/timeline", "/oembed", "/nothing"):
        headers = client.get(path).headers
        assert [name for name, _ in headers if name.lower().startswith("access-control-")] == []
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    page = client.get("/edit/start/").headers
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert "script-src 'self';" in page["Content-Security-Policy"]
    assert page["Cache-Control"] == "no-store"
    preflight = client.open(UNDO, method="OPTIONS", headers={"Origin": "http://localhost"})
    assert "Access-Control-Allow-Origin" not in preflight.headers


def test_others_come_in_by_a_link_once_and_by_a_cookie_then(edited: Path) -> None:
    client = client_of(edited, token=TOKEN)
    host = "atlas.example:8010"

    def status(path: str, **headers: str) -> int:
        return asked(client, "GET", path, host, **headers)

    assert status("/edit/start/") == status("/") == status("/static/x/y.css") == 403
    assert status("/edit/start/?token=wrong") == 403
    assert status("/edit/start/", Cookie=f"{COOKIE}=wrong") == 403
    response = client.get(f"/edit/start/?lang=tr&token={TOKEN}", headers={"Host": host})
    assert (response.status_code, response.headers["Location"]) == (303, "/edit/start/?lang=tr")
    cookie = response.headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    assert status("/edit/start/", Cookie=f"{COOKIE}={TOKEN}") == 200
    # The cookie lets in, and changes nothing without the token of the page.
    assert asked(client, "POST", UNDO, host, Cookie=f"{COOKIE}={TOKEN}") == 403


def test_link_with_the_token_leads_nowhere_else(edited: Path) -> None:
    client = client_of(edited, token=TOKEN)
    response = client.get(f"//evil.example/?token={TOKEN}")
    assert not response.headers.get("Location", "/").startswith(("//", "/\\", "http"))


def test_nothing_behind_the_guard_is_reached_around_it(edited: Path) -> None:
    assert isinstance(create_edit_app(edited), Guard)


@pytest.mark.parametrize(
    "path",
    [
        "/static/{v}/../../../atlas.toml", "/static/{v}/..%2f..%2f..%2fetc%2fpasswd", "/edit/../atlas.toml",
        "/edit/.mapsvc/lock", "/.mapsvc/lock", "/static/{v}/%00", "/static/{v}/con",
    ],
)  # fmt: skip
def test_files_outside_are_out_of_reach(client: Client, path: str) -> None:
    version = client.get("/edit/start/").text.partition("/static/")[2].partition("/")[0]
    assert client.get(path.format(v=version)).status_code in {404, 405, 308}


def test_body_that_is_too_long_is_refused_before_it_is_read(client: Client) -> None:
    headers = {"X-Edit-Token": token_of(client), "Content-Length": str(10**9)}
    response = client.post("/edit/start/upload.json", data=b"x", headers=headers)
    assert response.status_code in {404, 413}
