"""What an embed's address may ask for, and what a page leaves alone."""

from __future__ import annotations

import pytest
from flask import Flask, g

from mapsvc.errors import RequestError
from mapsvc.web.frame_options import FrameRequest, allowed, current_frame, frame_of_request, read_frame


def read(app: Flask, address: str) -> FrameRequest:
    with app.test_request_context(address):
        read_frame()
        return current_frame()


def test_embed_takes_view_layers_and_switches(tiny_app: Flask) -> None:
    found = read(tiny_app, "/embed/events/line-drawn?view=42,39,45,42&layers=a,b&controls=0")
    assert found == FrameRequest((42.0, 39.0, 45.0, 42.0), ("a", "b"), controls=False, legend=True)


def test_nothing_asked_is_the_map_as_it_is(tiny_app: Flask) -> None:
    assert read(tiny_app, "/embed/events/line-drawn?lang=en") == FrameRequest()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("legend=yes", "'legend' is 'yes'; it may be 0 or 1"),
        ("legends=0", "unknown option 'legends'; this embed takes controls, "),
        ("keys=all", "'keys' is 'all'; it may be deck or map"),
        ("legend=0&legend=1", "option 'legend' is given 2 times"),
    ],
)
def test_slip_in_an_embed_is_told_with_what_would_do(tiny_app: Flask, query: str, words: str) -> None:
    with pytest.raises(RequestError, match=words):
        read(tiny_app, f"/embed/events/line-drawn?{query}")


def test_page_takes_a_view_and_leaves_the_rest(tiny_app: Flask) -> None:
    found = read(tiny_app, "/events/line-drawn?view=42,39,45,42&legend=0&x=1")
    assert found == FrameRequest((42.0, 39.0, 45.0, 42.0))
    with tiny_app.test_request_context("/events/line-drawn?x=1"):
        read_frame()
        assert "frame" not in g


def test_each_kind_has_options_of_its_own(tiny_app: Flask) -> None:
    assert "mode" in allowed("compare")
    assert "mode" not in allowed("events")
    assert allowed("nothing") == ("lang", "view", "layers", "controls", "legend", "keys", "oldmap")
    with tiny_app.test_request_context("/share/events/line-drawn?controls=0"):
        assert not frame_of_request().controls
