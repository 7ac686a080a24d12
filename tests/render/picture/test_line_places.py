"""Where the name of a line may stand."""

from __future__ import annotations

import numpy as np

from mapsvc.model.style import STYLE
from mapsvc.render.picture.line_places import cells_of, ends_on, spots_along, steps_of, with_steps

FRAME = (0.0, 0.0, 400.0, 200.0)
LEVEL = np.array([[10.0, 100.0], [390.0, 100.0]])


def test_name_of_a_straight_line_stands_above_it_near_its_middle() -> None:
    best = spots_along([LEVEL], 60, 14, FRAME)[0]
    assert best.angle == 0
    assert abs(best.x - 200) < 15
    assert best.y == 100 - 7 - STYLE.line_names.clear_px


def test_line_to_a_name_ends_on_the_line_near_its_middle() -> None:
    ends = ends_on([LEVEL], FRAME)
    assert len(ends) == STYLE.line_names.parts - 1
    assert ends[0] == (200.0, 100.0)
    assert all(y == 100 for _, y in ends)


def test_name_is_never_upside_down() -> None:
    backwards = np.array([[390.0, 180.0], [10.0, 20.0]])
    assert all(abs(spot.angle) <= np.pi / 2 for spot in spots_along([backwards], 60, 14, FRAME))


def test_beside_a_line_too_short_for_its_name_the_name_stands_level() -> None:
    found = spots_along([np.array([[190.0, 90.0], [200.0, 110.0]])], 90, 14, FRAME)
    assert len(found) == 8 * (STYLE.line_names.parts - 1)
    assert all(spot.angle == 0 and spot.cost >= STYLE.line_names.level_cost for spot in found)


def test_line_out_of_view_has_no_place() -> None:
    assert spots_along([LEVEL + np.array([0, 300])], 60, 14, FRAME) == []


def test_cells_are_those_under_a_line_however_long_its_pieces() -> None:
    assert cells_of([np.array([[0.0, 8.0], [31.0, 8.0]])], 8.0) == {(0, 1), (1, 1), (2, 1), (3, 1)}


def test_steps_along_a_line_hold_its_points_and_are_no_longer_than_asked() -> None:
    bent = np.array([[0.0, 0.0], [10.0, 0.0], [10.0, 0.0], [10.0, 25.0]])
    dense = with_steps(bent, 4.0)
    assert [tuple(point) for point in bent.tolist()] == [tuple(dense[at].tolist()) for at in (0, 3, 4, 11)]
    assert np.hypot(*np.diff(dense, axis=0).T).max() <= 4.0
    assert len(with_steps(bent, 4.0, most=2)) == 1 + 2 + 1 + 2
    starts, moves, shares = steps_of(bent, 4.0, ends=True)
    assert np.array_equal((starts + moves * shares)[[0, 3]], bent[:2])
    assert len(shares) == len(dense) - 1 + 3
