"""Where names stand (what the page makes of the same is compared in tests/test_parity.py)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from mapsvc.model.style import STYLE
from mapsvc.render.picture.boxes import overlap
from mapsvc.render.picture.line_places import Setting
from mapsvc.render.picture.placement import Label, Placed, place_labels

FRAME = (0.0, 0.0, 200.0, 200.0)
SETTINGS = [Setting(40.0, 16.0, ("Ayr",)), Setting(20.0, 32.0, ("A", "yr"))]


def label(text: str = "Ayr", **more: Any) -> Label:
    return Label(**{"text": text, "tier": 1, "priority": 3, "at": (100.0, 100.0), **more})


def place(*labels: Label, obstacles: Any = (), lines: Any = ()) -> list[Placed]:
    return place_labels(labels, lambda _: SETTINGS, frame=FRAME, obstacles=obstacles, lines=lines)


def box(x0: float, y0: float, x1: float, y1: float) -> tuple[np.ndarray[Any, Any], ...]:
    return (np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]]),)


def test_name_stands_right_of_its_sign_if_it_can_else_left() -> None:
    (right,) = place(label())
    assert right.boxes == ((106.0, 92.0, 146.0, 108.0),)
    assert right.spot.side == "start"
    (left,) = place(label(), obstacles=[(110.0, 90.0, 130.0, 110.0)])
    assert left.boxes[0][2] == 94.0


def test_what_has_no_room_or_is_out_of_view_is_left_out() -> None:
    assert place(label(), obstacles=[FRAME]) == []
    assert place(label(at=(201.0, 100.0))) == []


def test_weightier_names_are_placed_first_and_none_touch() -> None:
    late, early, then = (
        label("late", tier=2, at=(100.0, 30.0)),
        label("early", tier=0, priority=1),
        label("then"),
    )
    placed = place(late, early, then)
    assert [one.word.text for one in placed] == ["early", "then", "late"]
    boxes = [one.boxes[0] for one in placed]
    assert not any(overlap(a, b) for a in boxes for b in boxes if a is not b)


def test_names_side_by_side_keep_a_gap() -> None:
    one, other = place(label("one", at=(50.0, 100.0)), label("two", at=(99.0, 100.0)))
    assert other.boxes[0][0] - one.boxes[0][2] == STYLE.placement.aside_px
    assert len(place(label("one", at=(50.0, 100.0)), label("two", at=(98.0, 100.0)))) == 1


def test_name_is_said_once_near_by_and_a_dot_under_a_sign_says_nothing() -> None:
    placed = place(label(), label(tier=2, at=(150.0, 140.0)), label(tier=2, at=(20.0, 20.0), dot=2.0))
    assert [one.word.at for one in placed] == [(100.0, 100.0), (20.0, 20.0)]
    assert place(label("Bute", tier=2, dot=2.0), obstacles=[(98.0, 98.0, 102.0, 102.0)]) == []


def test_weighty_name_without_room_stands_farther_off() -> None:
    crowd = [(50.0, 60.0, 150.0, 140.0)]
    assert place(label(priority=3, gap=20.0), obstacles=crowd) == []
    (far,) = place(label(priority=1, gap=20.0), obstacles=crowd)
    assert far.spot.lead
    assert far.spot.short == 20.0


def test_area_carries_its_name_on_its_ground_in_more_lines_or_on_a_line_to_it() -> None:
    (inside,) = place(label(ground=box(40, 60, 160, 140)))
    assert math.dist((inside.spot.x, inside.spot.y), (100, 100)) < 4
    (upright,) = place(label(ground=box(86, 60, 114, 140)))
    assert upright.spot.setting.lines == ("A", "yr")
    (beside,) = place(label(ground=box(90, 92, 108, 108)))
    assert beside.spot.lead
    assert 90 < beside.spot.lead[2] < 108
    assert place(label(ground=box(90, 92, 108, 108), bound=True)) == []


def test_area_without_room_has_its_number() -> None:
    crowd = [(0.0, 0.0, 200.0, 84.0), (0.0, 116.0, 200.0, 200.0), (0.0, 0.0, 84.0, 200.0)]
    crowd.append((116.0, 0.0, 200.0, 200.0))
    (found,) = place(label(ground=box(90, 90, 110, 110), number=12), obstacles=crowd)
    assert found.spot.number
    assert found.spot.setting.lines == ("12",)
    assert place(label(ground=box(90, 90, 110, 110)), obstacles=crowd) == []


def test_line_to_a_name_crosses_no_other_name() -> None:
    words = [label(f"w{n}", at=None, ground=box(90 + 8 * n, 96, 96 + 8 * n, 104)) for n in range(4)]
    placed = place(*words)
    assert len(placed) > 2
    for one in placed:
        for other in placed:
            if one is not other:
                assert not any(overlap(a, b) for a in one.leads for b in (*other.boxes, *other.leads))


def test_ground_gives_way_to_lines_where_the_story_does_not() -> None:
    lines = [np.array([[0.0, y], [200.0, y]]) for y in range(0, 200, 4)]
    assert place(label(tier=2), lines=lines) == []
    assert len(place(label(), lines=lines)) == 1


def test_turned_word_takes_a_chain_of_boxes() -> None:
    (placed,) = place(label(tier=3, centred=True, angle=0.5))
    assert len(placed.boxes) == 3
    assert placed.spot.angle == 0.5


def test_name_of_a_river_does_not_leave_it_where_a_sea_s_may() -> None:
    taken = [(40.0, 85.0, 160.0, 115.0)]
    (sea,) = place(label(tier=3, centred=True, at=(100.0, 100.0)), obstacles=taken)
    assert abs(sea.spot.y - 100) > 20
    assert place(label(tier=3, centred=True, at=(100.0, 100.0), near=3), obstacles=taken) == []
