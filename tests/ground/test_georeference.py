"""Where an old map lies, and how exact that is said to be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from mapsvc.ground.georeference import Georeference
from mapsvc.ground.projection import Plane, ProjectionError, short_crs
from mapsvc.model.old_maps import ControlPoint
from tests import old_scans


@pytest.mark.parametrize("name", ["polynomial-2", "polynomial-3", "thin-plate-spline"])
def test_place_between_the_points_is_exact_to_a_pixel(name: str) -> None:
    found = Georeference(old_scans.old_map(transformation=name))
    for pixel in ((140.0, 130.0), (400.0, 300.0), (620.0, 470.0)):
        at = found.degrees_of_pixels(np.array([pixel]))[0]
        assert Plane(old_scans.CRS).of_degrees(at[None]) == pytest.approx(
            Plane(old_scans.CRS).of_degrees(np.array([old_scans.place_of(pixel)])), abs=old_scans.METRES
        )


def test_scan_in_its_own_plane_lies_where_the_projection_says() -> None:
    found = Georeference(old_scans.old_map(points=(), crs=old_scans.CRS, affine=old_scans.AFFINE))
    at = found.degrees_of_pixels(np.array([[321.0, 123.0]]))[0]
    assert at == pytest.approx(old_scans.place_of((321.0, 123.0)), abs=1e-9)
    back = found.pixels_of(found.world_of(np.array([[321.0, 123.0], [799.0, 1.0]])))
    assert back == pytest.approx(np.array([[321.0, 123.0], [799.0, 1.0]]), abs=1e-3)
    assert found.km_a_pixel == pytest.approx(0.25, rel=0.01)
    assert found.misfits == ()
    assert found.mean_km is None


def test_point_at_the_wrong_place_is_the_doubtful_one() -> None:
    points = list(old_scans.points())
    lon, lat = points[7].at
    points[7] = replace(points[7], at=(lon + 0.3, lat))
    for name in ("polynomial-1", "thin-plate-spline"):
        found = Georeference(old_scans.old_map(points=tuple(points), transformation=name))
        assert found.doubtful[0] == 7
        assert 15 < (found.misfits[7].alone_km or 0) < 30
    right = Georeference(old_scans.old_map())
    assert right.doubtful == ()
    assert (right.mean_km or 9) < 0.3


def test_nobody_says_how_exact_three_points_are() -> None:
    points = tuple(old_scans.points()[index] for index in (0, 3, 18))
    found = Georeference(old_scans.old_map(points=points, transformation="polynomial-1"))
    assert found.mean_km is None
    assert [round(misfit.km, 6) for misfit in found.misfits] == [0, 0, 0]


def swapped(point: ControlPoint) -> ControlPoint:
    return replace(point, pixel=(old_scans.SIZE[0] - point.pixel[0], point.pixel[1]))


def test_map_in_a_mirror_and_map_that_folds_are_known() -> None:
    mirrored = Georeference(old_scans.old_map(points=tuple(map(swapped, old_scans.points()))))
    assert mirrored.is_mirrored
    points = list(old_scans.points())
    points[5], points[13] = replace(points[5], at=points[13].at), replace(points[13], at=points[5].at)
    assert Georeference(old_scans.old_map(points=tuple(points))).folds
    right = Georeference(old_scans.old_map())
    assert not right.is_mirrored
    assert not right.folds


def test_map_over_the_line_of_days_is_in_one_piece() -> None:
    corners: list[Any] = [((0, 0), (170, 10)), ((800, 0), (-170, 10))]
    corners += [((800, 600), (-170, -5)), ((0, 600), (170, -5))]
    points = tuple(ControlPoint((float(x), float(y)), at) for (x, y), at in corners)
    west, south, east, north = Georeference(
        old_scans.old_map(points=points, transformation="polynomial-1")
    ).bounds
    assert (west, east) == pytest.approx((170, 190))
    assert (south, north) == pytest.approx((-5, 10))


def test_planes_are_known_by_number_and_by_what_they_are() -> None:
    import pyproj

    assert short_crs(pyproj.CRS("EPSG:32631").to_wkt()) == "EPSG:32631"
    assert Plane("EPSG:32631").place(500000, 0) == pytest.approx((3, 0))
    with pytest.raises(ProjectionError, match="such as 'EPSG:4326'"):
        short_crs("EPSG:nothing")
    with pytest.raises(ProjectionError, match="no place on the earth"):
        Plane("EPSG:32631").place(1e12, 1e12)
    at = np.array([[41.5, 42.25]])
    for crs in ("EPSG:3857", "EPSG:32637", "EPSG:4326"):
        assert Plane(crs).degrees(Plane(crs).of_degrees(at)) == pytest.approx(at)
