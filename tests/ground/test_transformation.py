"""There and back again, by every transformation; and what is said of points from which nothing follows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapsvc.ground.transformation import (
    Transformation,
    TransformationError,
    affine_transformation,
    places_over,
)
from mapsvc.model.old_maps import LEAST_POINTS

SIZE = (1000.0, 700.0)


def bent(pixels: np.ndarray, strength: float, turned: float) -> np.ndarray:
    """A plane on which a sheet is turned and gently bent."""
    u = (pixels - np.array(SIZE) / 2) / 500
    turn = np.array([[np.cos(turned), np.sin(turned)], [np.sin(turned), -np.cos(turned)]])
    curve = strength * np.column_stack([np.sin(1.3 * u[:, 1]), np.cos(1.1 * u[:, 0])])
    found: np.ndarray = (u + curve) @ turn.T * 40_000 + np.array([4.0e6, 6.0e6])
    return found


@pytest.mark.parametrize("name", LEAST_POINTS)
@given(strength=st.floats(0, 0.15), turned=st.floats(-3.1, 3.1), seed=st.integers(0, 999))
def test_inverse_leads_back_to_the_pixel(name: str, strength: float, turned: float, seed: int) -> None:
    chance = np.random.default_rng(seed)
    pixels = places_over((30, 30, 970, 670), 5) + chance.uniform(-25, 25, (25, 2))
    laid = Transformation(name, pixels, bent(pixels, strength, turned), SIZE)
    seen = chance.uniform(0, 1, (60, 2)) * SIZE
    assert laid.inverse(laid.forward(seen)) == pytest.approx(seen, abs=1e-3)
    assert (laid.turns(seen) < 0).all()


def test_spline_goes_through_every_point_and_plane_polynomial_is_exact() -> None:
    pixels = places_over((0, 0, *SIZE), 4)
    plane = bent(pixels, 0.1, 0.3)
    spline = Transformation("thin-plate-spline", pixels, plane, SIZE)
    assert spline.forward(pixels) == pytest.approx(plane, abs=1e-4)
    straight = Transformation("polynomial-1", pixels, bent(pixels, 0, 0.3), SIZE)
    seen = np.array([[123.4, 567.8]])
    assert straight.forward(seen) == pytest.approx(bent(seen, 0, 0.3), abs=1e-4)


def test_slopes_are_those_of_the_way_itself() -> None:
    pixels = places_over((0, 0, *SIZE), 5)
    seen = np.array([[321.0, 123.0], [700.0, 500.0]])
    for name in LEAST_POINTS:
        laid = Transformation(name, pixels, bent(pixels, 0.1, 1.0), SIZE)
        right, down = (laid.forward(seen + step) - laid.forward(seen - step) for step in ([0.5, 0], [0, 0.5]))
        area = np.abs(right[:, 0] * down[:, 1] - right[:, 1] * down[:, 0])
        assert laid.pixel_scale(seen) == pytest.approx(np.sqrt(area), rel=1e-5)


def test_scan_that_came_with_its_place_lies_there() -> None:
    laid = affine_transformation((10.0, 1.0, 500.0, 2.0, -9.0, 900.0), SIZE)
    assert laid.forward(np.array([[100.0, 50.0]])) == pytest.approx(np.array([[1550.0, 650.0]]))


@pytest.mark.parametrize(
    ("name", "pixels", "told"),
    [
        ("polynomial-1", [[0, 0], [9, 9]], "needs 3 at least"),
        ("polynomial-2", [[0, 0], [9, 0], [0, 9]], "needs 6 at least"),
        ("polynomial-1", [[0, 0], [5, 5], [9, 9]], "on one line"),
        ("thin-plate-spline", [[0, 0], [0, 0], [9, 0], [0, 9]], "at one place"),
        ("polynomial-2", [[0, 0], [9, 0], [0, 9], [0, 3], [3, 0], [0, 5]], "too much in a row"),
    ],
)
def test_points_from_which_nothing_follows_are_refused(
    name: str, pixels: list[list[float]], told: str
) -> None:
    at = np.array(pixels, dtype=float)
    with pytest.raises(TransformationError, match=told):
        Transformation(name, at, at * [1, -1] + np.arange(len(at))[:, None] % 2, (10.0, 10.0))
