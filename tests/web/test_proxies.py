"""Whole addresses: by the host that was asked, by a setting, and by proxies that are named."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from mapsvc.cli import main
from mapsvc.cli.listening import Listener
from mapsvc.cli.serve import _missing
from mapsvc.settings import Settings
from mapsvc.web.app import create_app
from mapsvc.web.proxies import Proxies
from tests.conftest import TINY
from tests.html_text import parse

FORWARDED = {"X-Forwarded-Host": "maps.example.org", "X-Forwarded-Proto": "https"}
BASE = "https://uni.example/atlas"


@pytest.fixture(scope="module")
def behind() -> FlaskClient:
    """A service that believes one proxy."""
    return create_app(TINY, settings=Settings(trusted_proxies=("10.0.0.0/8", "127.0.0.1/32"))).test_client()


@pytest.fixture(scope="module")
def below() -> FlaskClient:
    """A service below a path of its host."""
    return create_app(TINY, settings=Settings(base_url=BASE)).test_client()


def first_link(client: FlaskClient, address: str, headers: dict[str, str]) -> str:
    answer = client.get("/api/", headers=headers, environ_base={"REMOTE_ADDR": address})
    return str(answer.get_json()["links"][0]["href"])


@pytest.mark.parametrize("address", ["10.1.2.3", "127.0.0.1", "::ffff:10.1.2.3"])
def test_named_proxy_is_believed(behind: FlaskClient, address: str) -> None:
    assert first_link(behind, address, FORWARDED) == "https://maps.example.org/api/"
    assert first_link(behind, address, {"Host": "plain.example"}) == "http://plain.example/api/"


def test_proxy_at_a_unix_socket_is_believed_where_it_is_named() -> None:
    named = create_app(TINY, settings=Settings(trusted_proxies=("unix",))).test_client()
    assert first_link(named, "", FORWARDED) == "https://maps.example.org/api/"
    assert first_link(named, "127.0.0.1", FORWARDED) == "http://localhost/api/"


@pytest.mark.parametrize("address", ["11.1.2.3", "::1", "", "x"])
def test_others_are_not_believed(behind: FlaskClient, tiny_client: FlaskClient, address: str) -> None:
    assert first_link(behind, address, FORWARDED) == "http://localhost/api/"
    assert first_link(tiny_client, "127.0.0.1", FORWARDED) == "http://localhost/api/"


@pytest.mark.parametrize("host", ["evil.example/x", '"><script>', "a b", "a" * 400])
def test_proxy_that_passes_on_nonsense_makes_no_address_of_it(behind: FlaskClient, host: str) -> None:
    headers = {"X-Forwarded-Host": host, "X-Forwarded-Proto": "gopher"}
    answer = behind.get("/api/", headers=headers, environ_base={"REMOTE_ADDR": "127.0.0.1"})
    assert answer.status_code in {200, 400}
    assert answer.status_code == 400 or answer.get_json()["links"][0]["href"] == "/api/"
    assert "evil" not in answer.text


def test_no_proxy_named_no_layer_before_the_front() -> None:
    assert not isinstance(create_app(TINY).wsgi_app, Proxies)


# ---- the heads of pages ----------------------------------------------------------------------------------
WHOLE = re.compile(r"https?://[^/]+/")


@pytest.mark.parametrize(
    "path", ["/", "/events/", "/events/line-drawn", "/borders/front", "/places/", "/search", "/timeline"]
)
def test_head_of_a_page_has_whole_addresses_of_the_host_that_is_asked(
    tiny_client: FlaskClient, path: str
) -> None:
    for host in ("a.example", "b.example:8000", "a.example"):
        text = tiny_client.get(f"{path}?lang=en", headers={"Host": host}).text
        page = parse(text)
        named = {meta.get("property") or meta.get("name"): meta.get("content") for meta in page.named("meta")}
        links = [link for link in page.named("link") if link["rel"] in {"canonical", "alternate"}]
        for address in (named["og:url"], named["og:image"], *(link["href"] for link in links)):
            assert (address or "").startswith(f"http://{host}/")
        assert sum(link["rel"] == "canonical" for link in links) == 1
        assert "own-address" not in text
        assert {"a.example", "b.example"} & {*re.findall(r"[ab]\.example", text)} == {host.partition(":")[0]}
        picture = tiny_client.get((named["og:image"] or "").removeprefix(f"http://{host}"))
        assert picture.mimetype == "image/png"


def test_answers_of_two_hosts_have_tags_of_their_own(tiny_client: FlaskClient) -> None:
    path = "/events/line-drawn?lang=en"
    hosts = ("a.example", "b.example")
    tags = {tiny_client.get(path, headers={"Host": host}).headers["ETag"] for host in hosts}
    assert len(tags) == 2
    for host in ("a.example", "b.example"):
        plain = tiny_client.get(path, headers={"Host": host})
        known = {"Host": host, "If-None-Match": plain.headers["ETag"]}
        assert tiny_client.get(path, headers=known).status_code == 304
        other = known | {"Host": "c.example"}
        assert tiny_client.get(path, headers=other).status_code == 200


def test_discovery_finds_the_frame_with_no_setting(tiny_client: FlaskClient) -> None:
    """As WordPress does: the head of a page, its link, and what that says."""
    headers = {"Host": "maps.example:8000"}
    page = parse(tiny_client.get("/events/line-drawn?lang=en", headers=headers).text)
    (link,) = [link for link in page.named("link") if link.get("type") == "application/json+oembed"]
    assert link["href"] is not None
    assert link["href"].startswith(
        "http://maps.example:8000/oembed?url=http%3A%2F%2Fmaps.example%3A8000%2Fevents"
    )
    found = tiny_client.get(link["href"].removeprefix("http://maps.example:8000"), headers=headers).get_json()
    assert 'src="http://maps.example:8000/embed/events/line-drawn' in found["html"]


# ---- below a path ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("url", [f"{BASE}/events/line-drawn", f"{BASE}/events/line-drawn?lang=en"])
def test_oembed_below_a_path(below: FlaskClient, url: str) -> None:
    found = below.get("/oembed", query_string={"url": url}).get_json()
    assert f'src="{BASE}/embed/events/line-drawn' in found["html"]
    assert found["provider_url"].startswith(f"{BASE}/")
    assert found["thumbnail_url"].startswith(f"{BASE}/card/")


@pytest.mark.parametrize(
    "url",
    ["https://uni.example/events/line-drawn", "https://uni.example/atlasx/events/line-drawn",
     "https://other.example/atlas/events/line-drawn", "https://uni.example/atlas"],
)  # fmt: skip
def test_oembed_of_what_is_not_below_the_path_is_404(below: FlaskClient, url: str) -> None:
    assert below.get("/oembed", query_string={"url": url}).status_code == 404


def test_every_address_of_a_page_and_of_its_forms_is_below_the_path(below: FlaskClient) -> None:
    page = below.get("/events/line-drawn?lang=en").text
    for address in parse(page).addresses:
        assert not address.startswith("/"), address
    shared = below.get("/share/events/line-drawn.json?lang=en").get_json()
    assert shared["origin"] == "https://uni.example"
    for address in re.findall(r"https?://[^\"' <>\\]*", json.dumps(shared["groups"])):
        assert address.startswith(BASE) or "example" not in address
    for link in below.get("/api/").get_json()["links"]:
        assert link["href"].startswith(f"{BASE}/api/")


# ---- the line at the start ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("host", "settings", "told"),
    [
        ("127.0.0.1", Settings(), False),
        ("::1", Settings(), False),
        ("", Settings(), True),
        ("", Settings(trusted_proxies=("unix",)), False),
        ("0.0.0.0", Settings(), True),
        ("::", Settings(), True),
        ("0.0.0.0", Settings(base_url=BASE), False),
        ("0.0.0.0", Settings(trusted_proxies=("10.0.0.0/8",)), False),
    ],
)
def test_start_says_in_one_line_what_is_missing(host: str, settings: Settings, told: bool) -> None:
    line = _missing(Listener(host, 8000, None if host else Path("/run/atlas.sock")), settings)
    assert ("MAPSVC_BASE_URL" in line) is told
    assert "\n" not in line


def test_setting_that_cannot_be_used_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAPSVC_TRUSTED_PROXIES", "nonsense")
    done = CliRunner().invoke(main, ["serve", "--atlas", str(TINY), "--port", "0"])
    assert done.exit_code != 0
    assert "MAPSVC_TRUSTED_PROXIES" in done.output
