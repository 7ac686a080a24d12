"""Under which address readers reach the service."""

from __future__ import annotations

import pytest

from mapsvc.web.origins import GIVEN_ORIGIN, OWN_ADDRESS, filled, names_own, origin_of


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("maps.example.org", "http://maps.example.org"),
        ("Maps.Example.ORG:8000", "http://maps.example.org:8000"),
        ("localhost", "http://localhost"),
        ("127.0.0.1:80", "http://127.0.0.1:80"),
        ("[::1]:8000", "http://[::1]:8000"),
        ("", ""),
        ("a b", ""),
        ("a/b", ""),
        ("a@b", ""),
        ("a..b", ""),
        ("-a", ""),
        ("a:b", ""),
        ("a:123456", ""),
        ('"><script>', ""),
        ("a\r\nb", ""),
        ("ısparta.example", ""),
        ("a" * 64 + ".example", ""),
        ("a." * 200, ""),
    ],
)
def test_origin_is_the_host_of_the_request_if_it_is_one(host: str, origin: str) -> None:
    assert origin_of({"HTTP_HOST": host, "wsgi.url_scheme": "http"}) == origin


def test_scheme_is_that_of_the_server_and_no_other() -> None:
    assert origin_of({"HTTP_HOST": "a", "wsgi.url_scheme": "https"}) == "https://a"
    assert origin_of({"HTTP_HOST": "a", "wsgi.url_scheme": "gopher"}) == ""
    assert origin_of({}) == ""


def test_what_the_process_gives_comes_first() -> None:
    assert origin_of({"HTTP_HOST": "a", GIVEN_ORIGIN: ""}) == ""


def test_place_for_the_host_is_filled_plain_and_quoted() -> None:
    body = f"{OWN_ADDRESS}/x?url={OWN_ADDRESS.replace(':', '%3A').replace('/', '%2F')}%2Fy".encode()
    assert names_own(body)
    assert filled(body, "https://a.example") == b"https://a.example/x?url=https%3A%2F%2Fa.example%2Fy"
    assert filled(body, "") == b"/x?url=%2Fy"
    assert not names_own(b"x")
