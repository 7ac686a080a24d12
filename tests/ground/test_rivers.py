"""Pieces of rivers become whole courses."""

from __future__ import annotations

import numpy as np
import pytest

from mapsvc.ground.rivers import join_rivers, round_corners, snap_ends


def line(*points: tuple[float, float]) -> np.ndarray:
    return np.array(points, dtype=float)


def test_longest_course_of_a_system_goes_first() -> None:
    # A main stream of three pieces, one of them drawn the other way, and a short tributary.
    pieces = [line((0, 0), (1, 0)), line((2, 0), (1, 0)), line((2, 0), (3, 0)), line((1, 0), (1, 0.3))]
    found = list(join_rivers(pieces))
    assert [round(length, 2) for length, _ in found] == [3.0, 0.3]
    course = found[0][1]
    along = course[:, 0]
    assert (np.diff(along) >= 0).all() or (np.diff(along) <= 0).all()
    assert {tuple(course[0]), tuple(course[-1])} == {(0.0, 0.0), (3.0, 0.0)}


def test_ends_that_nearly_meet_are_one_node() -> None:
    near = list(join_rivers([line((0, 0), (1, 0)), line((1.03, 0), (2, 0))]))
    far = list(join_rivers([line((0, 0), (1, 0)), line((1.05, 0), (2, 0))]))
    assert (len(near), len(far)) == (1, 2)


def test_ring_is_no_course() -> None:
    assert list(join_rivers([line((0, 0), (1, 1), (0, 0))])) == []


@pytest.mark.parametrize(("start", "end"), [(0.2, 0.0), (0.21, 0.21)])
def test_drawn_end_snaps_to_a_river_within_a_fifth_of_a_degree(start: float, end: float) -> None:
    (snapped,) = snap_ends([line((start, 0), (5, 5))], [line((0, 0), (0, -1))])
    assert snapped[0][0] == pytest.approx(end)
    assert tuple(snapped[-1]) == (5, 5)


def test_rounded_line_keeps_its_ends_and_cuts_its_corner() -> None:
    rounded = round_corners(line((0, 0), (4, 0), (4, 4)))
    assert tuple(rounded[0]) == (0, 0)
    assert tuple(rounded[-1]) == (4, 4)
    assert not (rounded == [4, 0]).all(axis=1).any()
