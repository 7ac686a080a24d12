"""A view that somebody asks for: how it is written, read and shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapsvc import Atlas
from mapsvc.errors import RequestError
from mapsvc.scene.compose import compose_event
from mapsvc.scene.framing import format_view, parse_view, with_view


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("41.2,38.6,46.5,41.8", (41.2, 38.6, 46.5, 41.8)),
        ("170,-30,-160,10", (170, -30, 200, 10)),
        ("170,-30,200,10", (170, -30, 200, 10)),
        ("-190,-30,-160,10", (170, -30, 200, 10)),
        ("530,-30,535,10", (170, -30, 175, 10)),
        ("-180,-60,180,70", (-180, -60, 180, 70)),
        ("179.9812,-69,539.9813,58", (179.9812, -69, 539.9812, 58)),
        ("26.25,40.2,26.3,40.24", (26.25, 40.2, 26.3, 40.24)),
        ("26.25,40.2,26.253,40.202", (26.25, 40.2, 26.253, 40.202)),
    ],
)
def test_view_is_read_across_the_line_too(text: str, view: tuple[float, ...]) -> None:
    assert parse_view(text) == pytest.approx(view)
    assert parse_view(format_view(parse_view(text))) == parse_view(text)


@pytest.mark.parametrize(
    "text",
    ["44,40,42,41", "-200,0,200,10", "600,0,610,10", "1,2,3", "10,20,20,10", "1,1,1,2", "nan,0,1,1", ""],
)
def test_view_that_is_no_box_is_refused(text: str) -> None:
    with pytest.raises(RequestError, match="west"):
        parse_view(text)


@given(
    st.floats(min_value=-180, max_value=179.9),
    st.floats(min_value=0.01, max_value=359.9),
    st.floats(min_value=-80, max_value=79),
)
def test_view_is_read_as_it_is_written(west: float, width: float, south: float) -> None:
    view = (west, south, west + width, south + 1)
    assert parse_view(format_view(view)) == pytest.approx(view, abs=2e-4)


def test_features_lie_round_the_view(tiny: Atlas) -> None:
    event_map = compose_event(tiny.records, "line-drawn", "en")
    elsewhere = with_view(event_map, (300.0, 30.0, 500.0, 50.0))
    for feature, other in zip(event_map.features(), elsewhere.features(), strict=True):
        assert other.geometry.bounds[0] == pytest.approx(feature.geometry.bounds[0] + 360)
    again = with_view(elsewhere, event_map.extent)
    for feature, other in zip(event_map.features(), again.features(), strict=True):
        assert other.geometry.equals_exact(feature.geometry, 1e-9)
