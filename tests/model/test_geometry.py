"""Geometry in lon, lat: what is taken in, measured, drawn and given out."""

from __future__ import annotations

import math
from typing import Any

import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from mapsvc.errors import GeometryError
from mapsvc.model.geometry import (
    MOST_CORNERS,
    arc,
    area_km2,
    disc_bounds,
    distance_km,
    join_bounds,
    length_km,
    pad_bounds,
    parse_geometry,
    to_geojson,
)
from mapsvc.model.meridian import near_lon

LONS = st.floats(min_value=-179, max_value=179)
LATS = st.floats(min_value=-80, max_value=80)
POINTS = st.tuples(LONS, LATS)
BOXES = st.builds(
    lambda one, other: (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[0], other[0]),
        max(one[1], other[1]),
    ),
    POINTS,
    POINTS,
)


def ring(*positions: tuple[float, float]) -> list[list[float]]:
    return [list(position) for position in (*positions, positions[0])]


@pytest.mark.parametrize(
    "value",
    [
        {"type": "Point", "coordinates": [43.1, 40.6]},
        {"type": "Point", "coordinates": [43.1, 40.6, 1750.0]},
        {"type": "MultiPoint", "coordinates": [[43, 40], [44, 41]]},
        {"type": "LineString", "coordinates": [[43, 40], [44, 41]]},
        {"type": "MultiLineString", "coordinates": [[[43, 40], [44, 41]], [[45, 40], [46, 41]]]},
        {"type": "Polygon", "coordinates": [ring((0, 0), (4, 0), (4, 4)), ring((2, 1), (3, 1), (3, 2))]},
        {"type": "MultiPolygon", "coordinates": [[ring((0, 0), (4, 0), (4, 4))]]},
        {"type": "Point", "coordinates": [-180, -90]},
        {"type": "Point", "coordinates": [180, 90]},
    ],
)
def test_geometry_of_an_atlas_is_taken_in_flat(value: dict[str, Any]) -> None:
    found = parse_geometry(value)
    assert found.geom_type == value["type"]
    assert not found.has_z
    assert not found.is_empty


@pytest.mark.parametrize(
    "value",
    [
        None, 3, "POINT (1 1)", [], {}, {"type": "Point"}, {"type": "Circle", "coordinates": [1, 1]},
        {"type": "GeometryCollection", "geometries": []},
        {"type": "Feature", "geometry": None},
        {"type": "Point", "coordinates": []},
        {"type": "Point", "coordinates": [1]},
        {"type": "Point", "coordinates": ["1", "2"]},
        {"type": "Point", "coordinates": [True, False]},
        {"type": "Point", "coordinates": [None, None]},
        {"type": "Point", "coordinates": [math.nan, 1]},
        {"type": "Point", "coordinates": [math.inf, 1]},
        {"type": "Point", "coordinates": [1, 95]},
        {"type": "Point", "coordinates": [540, 1]},
        {"type": "Point", "coordinates": [1, 2, math.nan]},
        {"type": "Point", "coordinates": [[1, 2]]},
        {"type": "Point", "coordinates": {"lon": 1, "lat": 2}},
        {"type": "LineString", "coordinates": []},
        {"type": "LineString", "coordinates": [[1, 1]]},
        {"type": "LineString", "coordinates": [[1, 1], [2]]},
        {"type": "LineString", "coordinates": [1, 1]},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[0, 0], [1, 0], [1, 1], [0, 0]]},
        {"type": "Point", "coordinates": [10**400, 1]},
    ],
)  # fmt: skip
def test_anything_else_is_refused(value: Any) -> None:
    with pytest.raises(GeometryError):
        parse_geometry(value)


def test_geometry_of_too_many_corners_is_refused_with_what_would_do() -> None:
    most = [(number % 360 / 4, number % 7) for number in range(MOST_CORNERS)]
    with pytest.raises(GeometryError, match=f"has {MOST_CORNERS + 1} corners; .* {MOST_CORNERS} at most"):
        parse_geometry({"type": "LineString", "coordinates": [*most, (0.0, 0.0)]})
    taken = parse_geometry({"type": "MultiPoint", "coordinates": most})
    assert shapely.get_num_coordinates(taken) == MOST_CORNERS == 1_000_000


@pytest.mark.parametrize("number", [2**63, 2**64, -(2**63), 10**400])
def test_number_that_no_column_holds_is_refused_where_it_stands(number: int) -> None:
    with pytest.raises(GeometryError):
        parse_geometry({"type": "Point", "coordinates": [number, 0]})
    with pytest.raises(GeometryError):
        parse_geometry({"type": "LineString", "coordinates": [[0, 0, number], [1, 1, number]]})


def test_deep_nesting_is_refused_and_no_crash() -> None:
    value: Any = [1.0, 2.0]
    for _ in range(900):
        value = [value]
    with pytest.raises(GeometryError):
        parse_geometry({"type": "LineString", "coordinates": value})


@pytest.mark.parametrize(
    ("geometry", "km"),
    [
        (shapely.LineString([(0, 0), (1, 0)]), 111.32),
        (shapely.LineString([(0, 0), (0, 1)]), 110.57),
        (shapely.LineString([(28.98, 41.01), (32.85, 39.93)]), 349.3),
        (shapely.MultiLineString([[(0, 0), (1, 0)], [(0, 1), (0, 2)]]), 221.89),
    ],
)
def test_length_is_geodesic(geometry: shapely.Geometry, km: float) -> None:
    assert length_km(geometry) == pytest.approx(km, rel=0.002)


@pytest.mark.parametrize("reverse", [False, True])
def test_area_is_geodesic_and_has_no_sign(reverse: bool) -> None:
    box = shapely.box(0, 0, 1, 1)
    assert area_km2(box.reverse() if reverse else box) == pytest.approx(12309, rel=0.001)


@given(POINTS, POINTS)
def test_distance_is_the_same_both_ways(one: tuple[float, float], other: tuple[float, float]) -> None:
    there = distance_km(*one, *other)
    assert there == pytest.approx(distance_km(*other, *one), abs=1e-6)
    assert 0 <= there < 20_040


@given(POINTS, st.floats(min_value=0.1, max_value=1500))
def test_disc_reaches_its_radius_on_every_side(point: tuple[float, float], radius_km: float) -> None:
    assume(abs(point[1]) + radius_km / 111 < 85)
    west, south, east, north = disc_bounds(*point, radius_km)
    assert west < point[0] < east
    assert south < point[1] < north
    assert distance_km(*point, point[0], north) == pytest.approx(radius_km, rel=1e-4)
    assert distance_km(*point, point[0], south) == pytest.approx(radius_km, rel=1e-4)


@given(st.lists(BOXES, min_size=1, max_size=6))
def test_joined_bounds_hold_every_box_and_no_more(boxes: list[tuple[float, float, float, float]]) -> None:
    joined = join_bounds(boxes)
    assert joined is not None
    plain = [outermost(box[side] for box in boxes) for side, outermost in enumerate((min, min, max, max))]
    assert (joined[1], joined[3]) == (plain[1], plain[3])
    assert joined[2] - joined[0] <= max(plain[2] - plain[0], 0) + 1e-9
    if plain[2] - plain[0] <= 180:
        assert [joined[0], joined[2]] == [plain[0], plain[2]]
    assert -180 <= joined[0] <= 180
    for west, _, east, _ in boxes:
        shift = near_lon((west + east) / 2, (joined[0] + joined[2]) / 2) - (west + east) / 2
        assert joined[0] - 1e-6 <= west + shift or joined[2] - joined[0] == 360
        assert east + shift <= joined[2] + 1e-6 or joined[2] - joined[0] == 360


@pytest.mark.parametrize(
    ("boxes", "joined"),
    [
        ([(170, 0, 175, 1), (-175, 2, -170, 3)], (170, 0, 190, 3)),
        ([(177.5, 64, 177.5, 64), (-165.4, 65, -165.4, 65)], (177.5, 64, 194.6, 65)),
        ([(175, 0, 185, 1), (-178, 0, -170, 1)], (175, 0, 190, 1)),
        ([(-179, 0, -170, 1), (100, 0, 110, 1)], (100, 0, 190, 1)),
        ([(-123, 0, -123, 0), (18, 0, 18, 0), (174, 0, 174, 0)], (174, 0, 378, 0)),
        ([(-170, 0, 0, 1), (0, 0, 170, 1)], (-170, 0, 170, 1)),
        ([(-180, 0, 0, 1), (0, 0, 180, 1)], (-180, 0, 180, 1)),
        ([(0, 0, 150, 1), (150, 0, 250, 1), (-110, 0, 0, 1)], (75, 0, 435, 1)),
    ],
)
def test_bounds_are_joined_the_shorter_way_round(
    boxes: list[tuple[float, float, float, float]], joined: tuple[float, float, float, float]
) -> None:
    assert join_bounds(boxes) == pytest.approx(joined)


def test_bounds_of_nothing_are_nothing() -> None:
    assert join_bounds([]) is None


@given(BOXES, st.floats(min_value=0, max_value=0.5), st.floats(min_value=0.1, max_value=20))
def test_padded_bounds_hold_the_box_inside_the_world(
    box: tuple[float, float, float, float], share: float, least_deg: float
) -> None:
    west, south, east, north = pad_bounds(box, share=share, least_deg=least_deg)
    assert west <= box[0] + 1e-9
    assert box[2] - 1e-9 <= east
    assert east - west <= 360 + 1e-9
    assert -85 <= south <= box[1] + 1e-9
    assert box[3] - 1e-9 <= north <= 85
    assert east - west >= least_deg - 1e-9
    assert (west + east) / 2 == pytest.approx((box[0] + box[2]) / 2)


def test_bounds_are_padded_by_a_share_of_their_size() -> None:
    assert pad_bounds((10, 20, 20, 30), share=0.1, least_deg=1) == pytest.approx((9, 19, 21, 31))
    assert pad_bounds((10, 20, 10, 20), share=0.1, least_deg=4) == pytest.approx((8, 18.6, 12, 21.4))


@given(POINTS, POINTS, st.floats(min_value=-0.4, max_value=0.4))
def test_arc_begins_and_ends_exactly_where_it_should(
    start: tuple[float, float], end: tuple[float, float], bend: float
) -> None:
    coords = shapely.get_coordinates(arc(start, end, bend=bend))
    assert len(coords) == 33
    assert tuple(coords[0]) == start
    assert tuple(coords[-1]) == (near_lon(end[0], start[0]), end[1])
    assert all(math.isfinite(number) for position in coords for number in position)
    assert all(abs(position[1]) < 90 for position in coords)


def test_arc_goes_the_shorter_way_round_the_world() -> None:
    lons = shapely.get_coordinates(arc((177.5, 64.7), (-165.4, 64.5)))[:, 0]
    assert lons[0] == 177.5
    assert lons[-1] == pytest.approx(194.6)
    assert (lons[1:] >= lons[:-1]).all()


def test_arc_bends_to_the_left_and_back_to_the_right() -> None:
    there, back = arc((30, 40), (40, 40)), arc((40, 40), (30, 40))
    assert shapely.get_coordinates(there)[16][1] > 40.5
    assert shapely.get_coordinates(back)[16][1] < 39.5
    assert shapely.get_coordinates(arc((30, 40), (40, 40), bend=-0.16))[16][1] < 39.5
    assert not there.crosses(back)


STARS = st.lists(st.floats(min_value=0.5, max_value=9), min_size=3, max_size=12)


@given(STARS, st.booleans(), st.booleans(), st.integers(min_value=1, max_value=6))
def test_polygon_is_given_out_by_the_right_hand_rule(
    radii: list[float], clockwise: bool, hole: bool, decimals: int
) -> None:
    turns = [2 * math.pi * index / len(radii) for index in range(len(radii))]
    shell = [
        (44 + radius * math.cos(turn), 40 + radius * math.sin(turn))
        for radius, turn in zip(radii, turns, strict=True)
    ]
    inner = [(44 + 0.1 * math.cos(turn), 40 + 0.1 * math.sin(turn)) for turn in turns]
    polygon = shapely.Polygon(
        shell[::-1] if clockwise else shell, [inner[::-1] if clockwise else inner] if hole else []
    )
    assume(polygon.is_valid)
    document = to_geojson(polygon, decimals=decimals)
    assert document["type"] == "Polygon"
    rings = [shapely.LinearRing(ring) for ring in document["coordinates"]]
    assert rings[0].is_ccw
    assert not hole or decimals < 3 or not rings[1].is_ccw
    for position in shapely.get_coordinates(shapely.MultiLineString(rings)):
        assert all(round(number, decimals) == number for number in position)


@given(st.lists(POINTS, min_size=2, max_size=20, unique=True), st.integers(min_value=2, max_value=6))
def test_line_is_given_out_within_half_a_digit(points: list[tuple[float, float]], decimals: int) -> None:
    assume(max(lon for lon, _ in points) - min(lon for lon, _ in points) <= 180)
    document = to_geojson(shapely.LineString(points), decimals=decimals)
    assert len(document["coordinates"]) == len(points)
    for given_out, point in zip(document["coordinates"], points, strict=True):
        assert given_out == pytest.approx(point, abs=0.51 * 10**-decimals)


def test_six_decimals_are_given_out_unless_said() -> None:
    assert to_geojson(shapely.Point(1 / 3, 2 / 3)) == {"type": "Point", "coordinates": [0.333333, 0.666667]}


def test_taken_in_and_given_out_is_the_same() -> None:
    value = {
        "type": "MultiPolygon",
        "coordinates": [[ring((0, 0), (4, 0), (4, 4)), ring((2, 1), (3, 2), (3, 1))]],
    }
    again = to_geojson(parse_geometry(value))
    assert parse_geometry(again).equals(parse_geometry(value))
    assert again["type"] == "MultiPolygon"
