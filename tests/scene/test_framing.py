"""A view that somebody asks for: how it is written, read and shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapsvc import Atlas
from mapsvc.errors import RequestError
from mapsvc.scene.composition import compose_event
from mapsvc.scene.framing import parse_view, with_layers, with_view


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
        ("26.25004,40.20006,26.3,40.24", (26.25, 40.2001, 26.3, 40.24)),
        # the limits themselves
        ("0,0,0.001,0.001", (0, 0, 0.001, 0.001)),
        ("0,-85,20,85", (0, -85, 20, 85)),
        ("-540,0,-530,10", (-180, 0, -170, 10)),
        ("530,0,540,10", (170, 0, 180, 10)),
        ("0,0,360.001,10", (0, 0, 360, 10)),
        ("135,0,-135,10", (135, 0, 225, 10)),
    ],
)
def test_view_is_read_across_the_line_too(text: str, view: tuple[float, ...]) -> None:
    assert parse_view(text) == pytest.approx(view)
    assert parse_view(",".join(map(str, parse_view(text)))) == parse_view(text)


@pytest.mark.parametrize(
    "text",
    [
        "44,40,42,41",
        "-200,0,200,10",
        "600,0,610,10",
        "1,2,3",
        "1,2,3,4,5",
        "10,20,20,10",
        "1,1,1,2",
        "",
        "west,0,1,1",
        *("nan,0,1,1", "0,nan,1,1", "0,0,nan,1", "0,0,1,nan"),
        *("-inf,0,1,1", "0,-inf,1,1", "0,0,inf,1", "0,0,1,inf"),
        # a little beyond the limits
        *("0,20,0.0009,21", "0,20,1,20.0009"),
        *("0,-85.0001,20,10", "0,10,20,85.0001"),
        *("-540.0001,0,-530,10", "530,0,540.0001,10"),
        "0,0,360.0011,10",
    ],
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
    assert parse_view(",".join(map(str, view))) == pytest.approx(view, abs=2e-4)


def test_features_lie_round_the_view(tiny: Atlas) -> None:
    event_map = compose_event(tiny.records, "line-drawn", "en")
    elsewhere = with_view(event_map, (300.0, 30.0, 500.0, 50.0))
    for feature, other in zip(event_map.features(), elsewhere.features(), strict=True):
        assert other.geometry.bounds[0] == pytest.approx(feature.geometry.bounds[0] + 360)
    again = with_view(elsewhere, event_map.extent)
    for feature, other in zip(event_map.features(), again.features(), strict=True):
        assert other.geometry.equals_exact(feature.geometry, 1e-9)


def test_map_without_a_wish_is_the_map_itself(tiny: Atlas) -> None:
    scene = compose_event(tiny.records, "line-drawn", "en")
    assert with_view(scene, None) is scene
    assert with_layers(scene, None) is scene
    assert with_view(scene, (1.0, 2.0, 3.0, 4.0)).extent == (1.0, 2.0, 3.0, 4.0)


@pytest.mark.parametrize(
    ("layers", "legend"),
    [
        (("places",), ["role-happened", "wide-subject"]),  # no line, so nothing to say of dashes
        (
            ("borders",),
            ["border-new-attested", "extent-in-force", "certainty-attested", "certainty-inferred"],
        ),
        (
            ("routes",),
            [
                *(
                    "leg-carriage-inferred",
                    "leg-foot-uncertain",
                    "leg-rail-attested",
                    "stop-doubtful",
                    "stop-end",
                ),
                *("certainty-attested", "certainty-inferred", "certainty-uncertain"),
            ],
        ),
    ],
)
def test_legend_explains_what_the_layers_use(tiny: Atlas, layers: tuple[str, ...], legend: list[str]) -> None:
    scene = with_layers(compose_event(tiny.records, "line-drawn", "en"), layers)
    assert [entry.symbol for entry in scene.legend] == legend
    used = {feature.symbol for feature in scene.features()}
    assert set(scene.symbols) == used | set(legend)


def test_layers_keep_their_order(tiny: Atlas) -> None:
    scene = with_layers(compose_event(tiny.records, "line-drawn", "en"), iter(["places", "borders"]))
    assert [layer.id for layer in scene.layers] == ["borders", "places"]


def test_line_is_explained_by_the_surest_of_its_kind(tiny: Atlas) -> None:
    scene = compose_event(tiny.records, "line-drawn", "en")
    (borders,) = [layer for layer in scene.layers if layer.id == "borders"]
    inferred = [feature for feature in borders.features if feature.symbol == "border-new-inferred"]
    scene = replace(scene, layers=(replace(borders, features=tuple(inferred)),))
    found = with_layers(scene, ["borders"])
    assert [entry.symbol for entry in found.legend] == ["border-new-attested", "certainty-inferred"]
    assert set(found.symbols) == {"border-new-inferred", "border-new-attested", "certainty-inferred"}


@pytest.mark.parametrize("layers", [["places", "seas"], [], ["seas"]])
def test_layer_that_the_map_has_not_is_refused(tiny: Atlas, layers: list[str]) -> None:
    scene = compose_event(tiny.records, "line-drawn", "en")
    with pytest.raises(RequestError, match="this map has borders, routes, places"):
        with_layers(scene, layers)
