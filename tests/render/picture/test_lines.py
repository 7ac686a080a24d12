"""Lines and arrows of a picture."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
import shapely

from mapsvc.model.style import STYLE
from mapsvc.render.picture.lines import band_svg, before_sign, heading_of, line_svg, runs_of
from mapsvc.scene.symbology import arrow_symbol, leg_symbol

STRAIGHT = np.array([[0.0, 0.0], [60.0, 0.0], [200.0, 0.0]])


def test_lines_of_any_collection_are_runs_and_points_are_none() -> None:
    mixed = shapely.GeometryCollection(
        [
            shapely.LineString([(0, 0), (9, 9)]),
            shapely.MultiLineString([[(1, 1), (2, 2)]]),
            shapely.Point(0, 0),
        ]
    )
    assert [len(run) for run in runs_of(mixed)] == [2, 2]
    # What lies outside the view has none.
    assert list(runs_of(shapely.LineString())) == []


@pytest.mark.parametrize(
    ("certainty", "opacity"), [("attested", None), ("inferred", "0.7"), ("uncertain", "0.4")]
)
def test_casing_is_paler_the_less_is_known(certainty: str, opacity: str | None) -> None:
    svg = line_svg([STRAIGHT], leg_symbol("road", certainty)[1])  # type: ignore[arg-type]
    casing = svg.split("/>")[0]
    assert f'stroke="{leg_symbol("road", "attested")[1]["casing"]}"' in casing
    found = re.search(r'stroke-opacity="([\d.]+)"', casing)
    assert (found[1] if found else None) == opacity


def test_arrow_ends_before_what_it_points_at_with_a_head_along_its_way() -> None:
    svg = line_svg([STRAIGHT], arrow_symbol("letter", "attested")[1])
    tip = 200 - STYLE.lines.before_sign_px
    assert f"translate({tip:g} 0) rotate(0)" in svg
    (short,) = before_sign([np.array([[0.0, 0.0], [20.0, 0.0]])])
    assert short[-1, 0] == 20.0  # nothing of it would be left
    assert before_sign([]) == []


def test_head_points_along_the_last_stretch_not_the_last_pixel() -> None:
    run = np.array([[0.0, 0.0], [40.0, 0.0], [41.0, 1.0]])
    assert heading_of(run) == pytest.approx(math.atan2(1, 41))


def test_way_of_which_only_the_ends_are_known_is_soft_and_asked_about() -> None:
    symbol = leg_symbol("unknown", "uncertain")[1]
    svg = band_svg([STRAIGHT], symbol, 2.0)
    assert svg.count(">?<") == 3  # every 64 pixels
    widths = [float(width) for width in re.findall(r'<path [^>]*stroke-width="([\d.]+)"', svg)]
    assert widths == pytest.approx([2 * STYLE.band.least_px * share for share in STYLE.band.shares], abs=0.01)
