"""From addresses to names of maps: each map has one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from mapsvc.errors import NotFoundError, RequestError
from mapsvc.web.naming import IN_THE_NAME, find_key, key_of


@pytest.fixture(autouse=True)
def in_a_request(tiny_app: Flask) -> Iterator[None]:
    with tiny_app.app_context():
        yield


@pytest.mark.parametrize(
    "name",
    [
        "events/line-drawn", "places/alfa", "borders/front", "routes/journey", "mentions",
        "timeline/1921-10-13", "tour/routes/journey/2",
    ],
)  # fmt: skip
def test_name_means_its_map(name: str) -> None:
    assert str(find_key(name)) == name


def test_tour_alone_is_its_first_step() -> None:
    assert str(find_key("tour/routes/journey")) == "tour/routes/journey/1"


@pytest.mark.parametrize(
    "name",
    [
        "line-drawn",
        "events",
        "events/",
        "events/nothing",
        "mentions/",
        "mentions/alfa",
        "timeline/1921",
        "x/y",
        "",
    ],
)
def test_anything_else_is_no_name(name: str) -> None:
    with pytest.raises(NotFoundError):
        find_key(name)


@pytest.mark.parametrize(
    ("path", "query", "name"),
    [
        ("/events/line-drawn", {}, "events/line-drawn"),
        ("/embed/events/line-drawn", {"view": "1,2,3,4"}, "events/line-drawn"),
        ("/timeline", {"on": "1921"}, "timeline/1921-01-01"),
        ("/timeline", {}, "timeline/1921-10-13"),
        ("/tour/routes/journey", {"step": "2"}, "tour/routes/journey/2"),
        ("/tour/events", {"ids": "line-drawn,letter-sent"}, "tour/events/line-drawn,letter-sent/1"),
        ("/mentions", {"usage": "literal"}, "mentions"),
    ],
)
def test_address_of_a_page_or_a_frame_means_a_map(path: str, query: dict[str, str], name: str) -> None:
    assert str(key_of(path, query, "en")) == name


@pytest.mark.parametrize(
    "path",
    [
        "/", "/events/", "/search", "/compare", "/embed/", "/api/",
        # The query names the day of such a page; below it there is none, and not the opening day.
        "/timeline/1921-10-13", "/timeline/x", "/mentions/x", "/embed/timeline/1921-10-13",
    ],
)  # fmt: skip
def test_page_without_a_map_means_none(path: str) -> None:
    with pytest.raises(NotFoundError):
        key_of(path, {}, "en")


def test_value_that_cannot_be_used_is_refused() -> None:
    with pytest.raises(RequestError):
        key_of("/timeline", {"on": "yesterday"}, "en")
    assert {"on", "step", "ids"} == set(IN_THE_NAME)
