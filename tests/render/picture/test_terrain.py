"""Ground as cells."""

from __future__ import annotations

from typing import Any

import numpy as np

from mapsvc.render.picture.terrain import mask_of

Ring = np.ndarray[Any, Any]


def box(x0: float, y0: float, x1: float, y1: float) -> Ring:
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]], dtype=float)


RINGS = [box(20, 20, 100, 100), box(40, 40, 80, 80)]


def test_ground_is_what_lies_in_an_odd_number_of_rings_and_in_view() -> None:
    mask = mask_of(RINGS, (0, 0, 60, 200))
    assert mask is not None
    assert mask.count == (40 * 80 - 20 * 40) / 16
    assert mask.share_of((20, 20, 60, 60)) == 0.75
    assert (mask.holds((30, 30)), mask.holds((50, 50)), mask.holds((90, 30))) == (True, False, False)
    assert mask_of(RINGS, (120, 0, 200, 200)) is None
    assert mask_of([], (0, 0, 60, 60)) is None


def test_deepest_point_lies_well_inside() -> None:
    mask = mask_of(RINGS, (0, 0, 200, 200))
    assert mask is not None
    x, y = mask.deepest((60.0, 60.0))
    assert mask.share_of((x - 6, y - 6, x + 6, y + 6)) == 1
