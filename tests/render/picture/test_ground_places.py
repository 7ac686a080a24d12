"""Places for the names of areas."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from mapsvc.model.style import STYLE
from mapsvc.render.picture.ground_places import (
    beside_ground,
    home_of,
    lead_boxes,
    lead_of,
    number_on_ground,
    number_setting,
    on_ground,
)
from mapsvc.render.picture.line_places import Setting
from mapsvc.render.picture.terrain import Mask, mask_of

FRAME = (0.0, 0.0, 200.0, 200.0)


def _land() -> Mask:
    found = mask_of([np.array([[20.0, 60], [180, 60], [180, 140], [20, 140], [20, 60]])], FRAME)
    assert found is not None
    return found


LAND = _land()
SMALL = Setting(40.0, 16.0)


def test_name_is_at_home_where_the_map_says_if_that_is_seen() -> None:
    assert home_of(LAND, (30.0, 70.0)) == (30.0, 70.0)
    assert home_of(LAND, (10.0, 10.0)) == LAND.middle == (100.0, 100.0)


def test_places_on_ground_hold_most_of_the_name_the_nearest_first() -> None:
    spots = on_ground(LAND, SMALL, (100.0, 100.0), over=(), least=0.86, base=0.0)
    assert (spots[0].x, spots[0].y) == (100.0, 100.0)
    assert all(one.cost <= other.cost for one, other in pairwise(spots))
    assert on_ground(LAND, Setting(400.0, 16.0), (100.0, 100.0), over=(), least=0.86, base=0.0) == []


def test_line_to_a_name_begins_at_its_box_and_ends_at_the_point() -> None:
    lead = lead_of((10.0, 10.0, 50.0, 26.0), (100.0, 100.0))
    assert lead == (50.0, 23.0, 100.0, 100.0)
    assert lead_boxes(lead)[-1] == (98.0, 98.0, 102.0, 102.0)


def test_name_beside_ground_stands_off_ground_of_others() -> None:
    end = (100.0, 100.0)
    free, taken = beside_ground(end, SMALL, ()), beside_ground(end, SMALL, (LAND,))
    assert all(spot.lead and spot.lead[2:] == end for spot in free)
    assert LAND.share_of((taken[0].x - 20, taken[0].y - 8, taken[0].x + 20, taken[0].y + 8)) < 0.5


def test_number_stands_on_the_ground_and_is_as_broad_as_its_figures() -> None:
    setting = number_setting(7)
    assert number_setting(17).width - setting.width == STYLE.ground_names.digit_px
    spots = number_on_ground(LAND, setting, (100.0, 100.0))
    assert all(spot.number and LAND.holds((spot.x, spot.y)) for spot in spots)
