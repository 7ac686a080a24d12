"""The 180th meridian: what is cut at it, what is drawn across it, and that either gives the other."""

from __future__ import annotations

import itertools
import math
from typing import Any

import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from mapsvc.model.geometry import area_km2, length_km, parse_geometry, to_geojson
from mapsvc.model.longitude import window, within
from mapsvc.model.meridian import (
    crosses,
    drawn_bounds,
    drawn_box,
    halves,
    moved,
    near_lon,
    parted,
    settled,
    standard_bounds,
    unwrap,
)

LONS = st.floats(min_value=-180, max_value=180)
STEPS = st.lists(
    st.tuples(st.floats(min_value=-120, max_value=120), st.floats(min_value=-70, max_value=70)),
    min_size=1,
    max_size=12,
)


def within_line(lon: float) -> float:
    return (lon + 180) % 360 - 180


@st.composite
def ways(draw: st.DrawFn) -> shapely.LineString:
    """Draw a way without a step of more than a third of the world, from anywhere to anywhere."""
    lon = draw(st.floats(min_value=-180, max_value=180))
    points = [(lon, draw(st.floats(min_value=-70, max_value=70)))]
    for step, lat in draw(STEPS):
        lon += step
        points.append((lon, lat))
    assume(len(set(points)) > 1)
    return shapely.LineString(points)


@st.composite
def stars(draw: st.DrawFn) -> shapely.Polygon:
    """Draw a polygon about a point near the line."""
    lon, lat = draw(st.floats(min_value=150, max_value=210)), draw(st.floats(min_value=-50, max_value=50))
    radii = draw(st.lists(st.floats(min_value=1, max_value=20), min_size=3, max_size=10))
    corners = [2 * math.pi * index / len(radii) for index in range(len(radii))]
    shell = [
        (lon + r * math.cos(turn), lat + r * math.sin(turn)) for r, turn in zip(radii, corners, strict=True)
    ]
    polygon = shapely.Polygon(shell)
    assume(polygon.is_valid and polygon.area > 1e-3)
    return polygon


def longest_step(geometry: shapely.Geometry) -> float:
    steps = [
        abs(other[0] - one[0])
        for part in shapely.get_parts(geometry)
        for ring in ([part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part])
        for one, other in itertools.pairwise(shapely.get_coordinates(ring).tolist())
    ]
    return max(steps, default=0.0)


@given(ways())
def test_cut_way_lies_within_the_line_and_is_as_long(way: shapely.LineString) -> None:
    cut = parted(way)
    west, _, east, _ = cut.bounds
    assert west >= -180 - 1e-9
    assert east <= 180 + 1e-9
    assert longest_step(cut) <= 180
    assert cut.length == pytest.approx(way.length, rel=1e-9)


@given(ways())
def test_way_written_within_the_line_is_drawn_as_it_was(way: shapely.LineString) -> None:
    written = shapely.transform(way, lambda points: [[within_line(lon), lat] for lon, lat in points.tolist()])
    drawn = unwrap(written)
    assert longest_step(drawn) <= 180
    first = shapely.get_coordinates(drawn)[0][0] - shapely.get_coordinates(way)[0][0]
    assert first % 360 == pytest.approx(0, abs=1e-6) or first % 360 == pytest.approx(360, abs=1e-6)
    offset = shapely.get_coordinates(drawn)[:, 0] - shapely.get_coordinates(way)[:, 0]
    if longest_step(written) > 180 or longest_step(way) == longest_step(written):
        assert offset.max() - offset.min() < 1e-6


@given(stars())
def test_cut_polygon_has_the_same_area_and_is_drawn_whole_again(star: shapely.Polygon) -> None:
    cut = parted(star)
    west, _, east, _ = cut.bounds
    assert west >= -180
    assert east <= 180
    assert cut.is_valid
    assert cut.area == pytest.approx(star.area, rel=1e-9)
    whole = unwrap(cut)
    turns = round((star.centroid.x - whole.centroid.x) / 360)
    assert moved(whole, turns).symmetric_difference(star).area < 1e-6 * star.area + 1e-9
    assert area_km2(cut) == pytest.approx(area_km2(star), rel=1e-4)


@given(stars())
def test_cutting_what_is_cut_changes_nothing(star: shapely.Polygon) -> None:
    cut = parted(star)
    assert parted(cut) is cut
    assert settled(cut) is cut


BERING: dict[str, Any] = {
    "type": "LineString",
    "coordinates": [[177.5, 64.7], [179.5, 65.5], [-165.4, 64.5]],
}


def test_journey_over_the_strait_is_taken_in_cut_and_drawn_whole() -> None:
    taken = parse_geometry(BERING)
    assert taken.geom_type == "MultiLineString"
    assert length_km(taken) == pytest.approx(length_km(shapely.LineString(BERING["coordinates"])), rel=1e-3)
    drawn = unwrap(taken)
    assert drawn.geom_type == "LineString"
    assert drawn_bounds(taken) == pytest.approx((177.5, 64.5, 194.6, 65.5))
    given_out = to_geojson(drawn)
    assert given_out["type"] == "MultiLineString"
    (before, after) = given_out["coordinates"]
    assert before[-1][0] == 180
    assert after[0][0] == -180
    assert before[-1][1] == after[0][1]


def test_polygon_over_the_line_is_taken_in_as_two() -> None:
    ring = [[177, -19], [-179, -19], [-179, -16], [177, -16], [177, -19]]
    hole = [[179, -18], [179, -17], [-179.5, -17], [-179.5, -18], [179, -18]]
    taken = parse_geometry({"type": "Polygon", "coordinates": [ring, hole]})
    assert taken.geom_type == "MultiPolygon"
    assert taken.area == pytest.approx(4 * 3 - 1.5)
    drawn = unwrap(taken)
    assert drawn.geom_type == "Polygon"
    assert len(drawn.interiors) == 1
    assert drawn.bounds == pytest.approx((177, -19, 181, -16))
    assert unwrap(drawn) is drawn


def test_parts_that_a_file_cut_are_one_again() -> None:
    fiji = shapely.MultiPolygon([shapely.box(177, -19, 180, -16), shapely.box(-180, -19, -179, -16)])
    assert settled(fiji) is fiji
    assert unwrap(fiji).geom_type == "Polygon"
    assert to_geojson(fiji)["type"] == "MultiPolygon"


@pytest.mark.parametrize(
    "geometry",
    [
        shapely.box(-180, -90, 180, 90),
        shapely.Polygon([(-180, -90), (-180, -70), (0, -65), (180, -70), (180, -90)]),
        shapely.Polygon([(-180, -70), (-90, -70), (0, -65), (90, -70), (180, -70)]),
        shapely.LineString([(-100, 40), (60, 50), (100, 10)]),
        shapely.LineString([(-6, 37), (-100, -50), (-180, 0)]),
        shapely.Point(180, 10),
    ],
)
def test_what_does_not_cross_the_line_stays_as_it_is(geometry: shapely.Geometry) -> None:
    assert settled(geometry) is geometry
    assert parted(geometry) is geometry


def test_more_than_a_turn_is_cut_into_as_many_parts() -> None:
    round_the_world = shapely.LineString(
        [(-6, 37), (-70, -52), (-216, 13), (-342, -34), (-366, 37), (-380, 30)]
    )
    cut = parted(round_the_world)
    assert cut.geom_type == "MultiLineString"
    assert len(cut.geoms) == 2
    assert cut.length == pytest.approx(round_the_world.length)


def test_line_along_the_meridian_stays_on_its_side() -> None:
    cut = parted(shapely.LineString([(170, 0), (180, 0), (180, 10), (190, 10)]))
    assert [list(part.coords) for part in cut.geoms] == [
        [(170, 0), (180, 0), (180, 10)],
        [(-180, 10), (-170, 10)],
    ]


@given(st.lists(st.tuples(LONS, st.floats(min_value=0, max_value=90)), min_size=1, max_size=8))
def test_window_holds_every_span(found: list[tuple[float, float]]) -> None:
    spans = [(west, west + width) for west, width in found]
    west, east = window(spans)
    assert east - west <= max(360, max(e for _, e in spans) - min(w for w, _ in spans)) + 1e-6
    for start, end in spans:
        if east - west >= 360 - 1e-6:
            continue
        middle = near_lon((start + end) / 2, (west + east) / 2)
        half = (end - start) / 2
        assert west - 1e-6 <= middle - half
        assert middle + half <= east + 1e-6


@pytest.mark.parametrize(
    ("spans", "cut"),
    [
        # A way round the world is cut in its longest leg.
        ([(-20, 0), (-70, -20), (-150, -70), (145, 210), (125, 145), (18, 125), (-20, 18)], 71.5),
        # Where two ways run, it is not cut, be the leg ever so long.
        ([(170, 190), (-170, 0), (-160, -10), (0, 60), (60, 170)], 115),
        # It is left whole at the line that everybody knows, where nothing crosses that.
        ([(-180, 0), (0, 180)], -180),
        ([(-180, 180)], -180),
    ],
)
def test_window_of_the_whole_world_is_cut_where_it_costs_least(
    spans: list[tuple[float, float]], cut: float
) -> None:
    west, east = window(spans)
    assert east - west == 360
    assert (west - cut) % 360 == pytest.approx(0)


@given(st.floats(min_value=-1000, max_value=1000), LONS)
def test_longitude_of_the_same_meridian(lon: float, middle: float) -> None:
    found = near_lon(lon, middle)
    assert abs(found - middle) <= 180 + 1e-6
    assert -180 <= within(lon) <= 180
    assert math.cos(math.radians(found - lon)) == pytest.approx(1)


def test_bounds_are_given_out_as_the_standard_wants_them() -> None:
    assert standard_bounds((177.5, 64, 194.6, 66)) == pytest.approx((177.5, 64, -165.4, 66))
    assert standard_bounds((-190, 0, -170, 1)) == (170, 0, -170, 1)
    assert standard_bounds((-180, -80, 180, 80)) == (-180, -80, 180, 80)
    assert standard_bounds((10, 20, 30, 40)) == (10, 20, 30, 40)
    assert crosses(170, -170)
    assert not crosses(44, 42)
    assert not crosses(10, 20)
    assert not crosses(190, -170)
    assert drawn_box((170, 0, -170, 1)) == (170, 0, 190, 1)
    assert [half.bounds for half in halves((170, 0, -170, 1))] == [(170, 0, 180, 1), (-180, 0, -170, 1)]
    assert [half.bounds for half in halves((10, 0, 20, 1))] == [(10, 0, 20, 1)]
