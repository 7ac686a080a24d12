"""What search engines read first."""

from __future__ import annotations

import html
import re
from urllib.parse import urldefrag
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from mapsvc.settings import Settings
from mapsvc.web.app import create_app
from mapsvc.web.pages import sitemap
from tests.conftest import TINY

SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def addresses(client: FlaskClient, host: str = "localhost", path: str = "/sitemap.xml") -> list[str]:
    answer = client.get(path, headers={"Host": host})
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    root = ET.fromstring(answer.text)
    pages = root.findall("s:url", SPACE)
    for page in pages:
        found = page.findall("x:link", SPACE)
        assert [link.get("hreflang") for link in found] == ["tr", "en"]
        assert page.findtext("s:loc", "", SPACE) in {link.get("href") for link in found}
    return [page.findtext("s:loc", "", SPACE) for page in pages]


def test_every_page_is_listed_once_and_is_there(tiny_client: FlaskClient) -> None:
    found = addresses(tiny_client)
    assert len(found) == len({*found}) > 20
    for address in found:
        assert address.startswith("http://localhost/")
        answer = tiny_client.get(address.removeprefix("http://localhost"))
        assert (answer.status_code, answer.mimetype) == (200, "text/html"), address
    for path in ("/?", "/events/line-drawn?", "/borders/front?", "/routes/journey?", "/places/alfa?"):
        assert any(address.startswith(f"http://localhost{path}") for address in found)


def test_listed_pages_are_those_of_the_host_that_is_asked(tiny_client: FlaskClient) -> None:
    for host in ("a.example", "b.example"):
        assert all(address.startswith(f"http://{host}/") for address in addresses(tiny_client, host))


def test_robots_are_told_the_list_and_what_is_not_for_them(tiny_client: FlaskClient) -> None:
    answer = tiny_client.get("/robots.txt")
    assert answer.mimetype == "text/plain"
    rules = RobotFileParser()
    rules.parse(answer.text.splitlines())
    assert rules.site_maps() == ["http://localhost/sitemap.xml"]
    for path in ("/embed/events/line-drawn", "/share/events/line-drawn", "/search?q=x", "/download/x.pdf"):
        assert not rules.can_fetch("x", path)
    # Link cards are made by robots too.
    for path in ("/", "/events/line-drawn", "/card/events/line-drawn.png", "/static/x/icons/card.png"):
        assert rules.can_fetch("x", path)
    assert not [page for page in addresses(tiny_client) if not rules.can_fetch("x", page)]


def test_below_a_path_the_list_is_below_it_too() -> None:
    client = create_app(TINY, settings=Settings(base_url="https://uni.example/atlas")).test_client()
    assert "Sitemap: https://uni.example/atlas/sitemap.xml" in client.get("/robots.txt").text
    assert all(address.startswith("https://uni.example/atlas/") for address in addresses(client))


def test_very_many_pages_are_listed_in_parts(
    tiny_client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = addresses(tiny_client)
    monkeypatch.setattr(sitemap, "_MOST_ADDRESSES", 8)
    client = create_app(TINY).test_client()
    index = ET.fromstring(client.get("/sitemap.xml").text)
    parts = [one.text or "" for one in index.findall("s:sitemap/s:loc", SPACE)]
    assert parts == [f"http://localhost/sitemap-{n + 1}.xml" for n in range(-(-len(whole) // 8))]
    listed = [addresses(client, path=part.removeprefix("http://localhost")) for part in parts]
    assert all(len(part) == 8 for part in listed[:-1])
    assert [address for part in listed for address in part] == whole
    assert client.get("/sitemap-0.xml").status_code == 404
    assert client.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404


def is_allowed(rules: str, path: str) -> bool:
    """What RFC 9309 says of an address: the longest rule that fits it, and of two the one that allows."""
    best = (0, True)
    for line in rules.splitlines():
        word, _, rule = line.partition(": ")
        if word in {"Allow", "Disallow"} and re.match(re.escape(rule).replace(r"\*", ".*"), path):
            best = max(best, (len(rule), word == "Allow"))
    return best[1]


def crawled(client: FlaskClient) -> set[str]:
    """What a polite search engine asks for when it goes after every link."""
    rules = client.get("/robots.txt").text
    seen: set[str] = set()
    todo = ["/"]
    while todo:
        path = todo.pop()
        if path in seen or not is_allowed(rules, path):
            continue
        seen.add(path)
        answer = client.get(path)
        if answer.mimetype == "text/html" and "nofollow" not in answer.headers.get("X-Robots-Tag", ""):
            links = re.findall(r'<a [^>]*href="(/[^"]*)"', answer.text)
            todo += [urldefrag(html.unescape(link))[0] for link in links]
    return seen


def test_polite_search_engine_asks_for_little_more_than_the_list(tiny_client: FlaskClient) -> None:
    listed = {address.removeprefix("http://localhost") for address in addresses(tiny_client)}
    asked = crawled(tiny_client)
    assert listed <= asked
    assert len(asked) < 2 * len(listed)


def test_state_of_a_page_leads_a_search_engine_nowhere(tiny_client: FlaskClient) -> None:
    for path, said in (("/timeline?on=1901-05-05&lang=en", True), ("/timeline?lang=en", False)):
        assert ("X-Robots-Tag" in tiny_client.get(path).headers) is said
