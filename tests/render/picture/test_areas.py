"""Territories and regions without edges of a picture."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from mapsvc.model.geometry import distance_km
from mapsvc.model.style import STYLE
from mapsvc.render.picture.areas import (
    area_svg,
    disc_ring,
    fade_pens,
    faded_svg,
    hatch_lines,
    rim_px,
    soft_svg,
)
from mapsvc.render.picture.view import View
from mapsvc.scene.symbology import area_symbol, extent_symbol

SIGNED = extent_symbol("signed")[1]


def test_disc_is_a_circle_on_the_globe() -> None:
    ring = disc_ring(44.0, 60.0, 300.0)
    assert len(ring) == STYLE.earth.disc_points
    far = [distance_km(44.0, 60.0, lon, lat) for lon, lat in ring.tolist()]
    assert far == pytest.approx([300.0] * len(far), rel=0.004)  # the one is a sphere, the other an ellipsoid


def test_regions_that_matter_are_told_from_others_in_grey() -> None:
    subject, other = area_symbol("subject")[1], area_symbol("mentioned")[1]
    assert rim_px(subject) > 1.5 * rim_px(other)


def test_region_fades_to_its_rim_and_is_nothing_out_of_view(view: View) -> None:
    symbol = area_symbol("subject")[1]
    svg = soft_svg(view, -30.0, 0.0, 60.0, symbol, "s1")
    assert 'fill="url(#s1)"' in svg
    assert svg.count("<stop") == len(STYLE.soft.shades)
    assert svg.count("stroke-dasharray") == 1
    assert soft_svg(view, 60.0, 0.0, 60.0, symbol, "s2") == ""


def test_edge_made_by_the_frame_is_no_edge_of_a_territory(view: View) -> None:
    beyond = shapely.box(-40, -40, 200, 340)
    rim = area_svg(beyond, SIGNED, view).rpartition("<path")[2]
    assert "M200" in rim
    assert "-40" not in rim
    assert area_svg(beyond, {**SIGNED, "rim": False}, view).count("<path") == 2  # tint and hatching


def test_hatching_is_evenly_apart_at_its_angle_through_a_point() -> None:
    lines = hatch_lines((0, 0, 200, 100), (30.0, 40.0), 45.0, 10.0)
    slopes = lines[:, 1] - lines[:, 0]
    assert slopes[:, 0] == pytest.approx(-slopes[:, 1])  # rises to the right
    apart = np.diff([shapely.Point(0, 0).distance(shapely.LineString(line * 1.0)) for line in lines[-4:]])
    assert np.abs(apart) == pytest.approx([10.0] * 3)
    assert min(shapely.LineString(line).distance(shapely.Point(30, 40)) for line in lines) < 1e-9


@pytest.mark.parametrize("side", [60.0, 240.0, 3000.0])
def test_tint_dies_away_towards_the_end_of_its_drawing_without_a_step(side: float) -> None:
    pens = np.array(fade_pens(side))
    reach = pens[:, 0].max() / 2
    assert reach == pytest.approx(min(STYLE.areas.fade_px, STYLE.areas.fade_share * side))
    kept = [
        np.prod(1 - pens[pens[:, 0] / 2 > off][:, 1])
        for off in np.linspace(0, reach, 10 * len(pens)).tolist()
    ]
    assert kept[0] == 0
    assert kept[-1] == 1
    steps = np.diff(kept)
    assert steps.min() >= 0
    assert steps.max() < 0.08  # of a pale tint: less than the eye tells
    assert kept[len(kept) // 10] < 0.05  # gently at its line, where a rim would be seen
    assert kept[-len(kept) // 10] > 0.95


def test_tint_fades_though_its_drawing_ends_out_of_the_picture(view: View) -> None:
    west, south, east, north = view.extent
    off = (east - west) / view.width  # degrees a pixel
    near, far = (
        shapely.boundary(shapely.box(west - px * off, south - 60, east + 60, north + 20)) for px in (60, 200)
    )
    assert STYLE.areas.fade_px > 60
    assert "mask" in "".join(faded_svg(["<path/>"], near, view, "f"))
    assert faded_svg(["<path/>"], far, view, "f") == ["<path/>"]
