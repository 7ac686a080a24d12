"""The scale bar of a picture."""

from __future__ import annotations

import re

import pytest

from mapsvc.render.picture.scale_bar import scale_bar
from mapsvc.render.picture.view import View, fit_view


def test_bar_is_of_a_round_length_and_true_in_the_middle(view: View) -> None:
    bar = scale_bar(view, "en", 12, 288)
    words = re.findall(r">([^<]+)</text>", bar.svg)
    assert words == ["100 km", "N"]
    drawn = re.search(r"H([\d.]+)V", bar.svg)
    assert drawn
    assert (float(drawn[1]) - 34) * view.metres_per_px() == pytest.approx(100_000, rel=0.001)
    assert bar.box[2] > float(drawn[1])


def test_no_bar_on_a_map_on_which_no_length_is_true() -> None:
    north = fit_view((-100, 10, 100, 80), 900, 600)
    words = re.findall(r">([^<]+)</text>", scale_bar(north, "tr", 12, 588).svg)
    assert words == ["K"]
