"""Where the name of a line may stand."""

from __future__ import annotations

import numpy as np

from mapsvc.model.style import STYLE
from mapsvc.render.picture.line_places import cells_of, spots_along

FRAME = (0.0, 0.0, 400.0, 200.0)
LEVEL = np.array([[10.0, 100.0], [390.0, 100.0]])
NONE: frozenset[tuple[int, int]] = frozenset()


def test_name_of_a_straight_line_stands_above_it_near_its_middle() -> None:
    best = spots_along([LEVEL], 60, 14, FRAME, NONE)[0]
    assert best.angle == 0
    assert abs(best.x - 200) < 15
    assert best.y == 100 - 7 - STYLE.line_names.clear_px


def test_name_keeps_off_a_stretch_that_another_line_shares() -> None:
    other = cells_of([np.array([[92.0, 100.0], [390.0, 100.0]])], STYLE.placement.foreign_px)
    assert spots_along([LEVEL], 60, 14, FRAME, other)[0].x <= 92


def test_name_is_never_upside_down() -> None:
    backwards = np.array([[390.0, 180.0], [10.0, 20.0]])
    assert all(abs(spot.angle) <= np.pi / 2 for spot in spots_along([backwards], 60, 14, FRAME, NONE))


def test_beside_a_line_too_short_for_its_name_the_name_stands_level() -> None:
    found = spots_along([np.array([[190.0, 90.0], [200.0, 110.0]])], 90, 14, FRAME, NONE)
    assert len(found) == STYLE.line_names.most_level
    assert all(spot.angle == 0 and spot.cost >= STYLE.line_names.level_cost for spot in found)


def test_line_out_of_view_has_no_place() -> None:
    assert spots_along([LEVEL + np.array([0, 300])], 60, 14, FRAME, NONE) == []


def test_cells_are_those_under_a_line_however_long_its_pieces() -> None:
    assert cells_of([np.array([[0.0, 8.0], [31.0, 8.0]])], 8.0) == {(0, 1), (1, 1), (2, 1), (3, 1)}
