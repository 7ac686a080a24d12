"""Whose line is the nearest."""

from __future__ import annotations

import numpy as np

from mapsvc.render.picture.strands import samples_of

OWN = np.array([[0.0, 100.0], [400.0, 100.0]])
OTHER = np.array([[0.0, 160.0], [200.0, 100.0], [400.0, 100.0]])


def test_name_is_read_as_that_of_the_line_that_is_nearest_all_along() -> None:
    samples = samples_of([("a", [OWN]), ("b", [OTHER])])
    assert samples is not None
    assert samples.is_nearest("a", 20, 90)
    assert samples.reads_as_own("a", (60, 88), 0.0, (80, 14))
    assert not samples.reads_as_own("a", (60, 135), 0.0, (80, 14))
    assert not samples.reads_as_own("a", (300, 88), 0.0, (80, 14))  # both run there
    assert not samples.reads_as_own("a", (160, 88), 0.0, (120, 14))  # its end stands where both do


def test_lines_of_one_thing_need_not_be_told_apart() -> None:
    assert samples_of([("a", [OWN]), ("a", [OTHER])]) is None
