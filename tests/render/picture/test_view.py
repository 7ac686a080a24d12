"""What part of the world a picture shows."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from mapsvc.render.picture.view import View, fit_view


def test_view_holds_the_extent_and_north_is_up() -> None:
    view = fit_view((40.0, 38.0, 46.0, 42.0), 800, 600)
    x, y = view.project(np.array([[40.0, 42.0], [46.0, 38.0]])).T
    assert 0 <= x[0] < x[1] <= 800
    assert 0 <= y[0] < y[1] <= 600
    assert min(x[0], y[0]) == pytest.approx(14, abs=0.01)


def test_point_is_drawn_on_the_round_of_the_world_nearest_to_the_middle() -> None:
    pacific = fit_view((170.0, -20.0, 190.0, -10.0), 400, 300)
    x, _ = pacific.near(-175.0, -15.0)
    assert 0 < x < 400
    assert pacific.point(-175.0, -15.0)[0] < 0


def test_line_that_leaves_a_wide_view_at_one_edge_enters_at_the_other() -> None:
    world = fit_view((-180.0, -60.0, 180.0, 70.0), 900, 400)
    drawn = world.draw(shapely.LineString([(170.0, 0.0), (190.0, 0.0)]))
    assert len(shapely.get_parts(drawn)) == 2


def test_pixel_shows_fewer_metres_towards_the_poles_and_lengths_stretch() -> None:
    equator, north = View(0.0, 0.5, 8.0, 100, 1), View(0.0, 0.29, 8.0, 100, 1)
    assert north.metres_per_px() < 0.6 * equator.metres_per_px()
    assert fit_view((0, 0, 90, 60), 400, 400).stretch() > 1.9


def test_no_paper_beyond_the_poles_while_there_is_world() -> None:
    view = fit_view((0, 70, 20, 85), 200, 800)
    assert view.north >= 0
