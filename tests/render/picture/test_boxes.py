"""Boxes of pixels."""

from __future__ import annotations

import pytest

from mapsvc.render.picture.boxes import Box, overlap


@pytest.mark.parametrize(
    ("other", "both"),
    [((10, 0, 20, 10), False), ((9.9, 0, 20, 10), True), ((2, 2, 3, 3), True), ((0, 11, 10, 20), False)],
)
def test_boxes_overlap_where_they_share_more_than_an_edge(other: Box, both: bool) -> None:
    assert overlap((0, 0, 10, 10), other) is both
    assert overlap(other, (0, 0, 10, 10)) is both
