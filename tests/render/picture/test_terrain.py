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


def test_many_boxes_and_points_are_weighed_as_one_by_one_and_as_counted() -> None:
    mask = mask_of(RINGS, (0, 0, 88, 200))
    assert mask is not None
    chance = np.random.default_rng(7)
    corners = chance.uniform(-30, 160, (200, 2))
    boxes = np.hstack([corners, corners + chance.uniform(0, 90, (200, 2))])
    middles = [(2 + 4 * col, 2 + 4 * row) for col in range(-20, 70) for row in range(-20, 70)]
    land = {(x, y) for x, y in middles if 20 < x < 88 and 20 < y < 100 and not (40 < x < 80 and 40 < y < 80)}
    for box, share in zip(boxes.tolist(), mask.shares_of(boxes).tolist(), strict=True):
        within = [at for at in middles if box[0] <= at[0] < box[2] and box[1] <= at[1] < box[3]]
        assert share == sum(at in land for at in within) / max(1, len(within)) == mask.share_of(tuple(box))
    assert {tuple(spot) for spot in mask.spots(0, 1).tolist()} == land
    assert mask.hold(corners).tolist() == [mask.holds((x, y)) for x, y in corners.tolist()]
