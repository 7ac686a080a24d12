"""What tells lines of one colour apart."""

from __future__ import annotations

import numpy as np
import pytest

from mapsvc.render.picture.ornaments import (
    Line,
    marks_of,
    marks_on,
    ornament_svg,
    path_of,
    spots_on,
    waves_on,
)

RUN = np.array([[0.0, 0.0], [30.0, 0.0], [30.0, 70.0]])


def test_marks_stand_evenly_along_a_line_with_its_direction() -> None:
    found = list(marks_on(RUN, 10.0, 30.0))
    assert [point for point, _ in found] == [(10.0, 0.0), (30.0, 10.0), (30.0, 40.0)]
    assert [way for _, way in found] == [(1.0, 0.0), (0.0, 1.0), (0.0, 1.0)]


@pytest.mark.parametrize(
    ("dash", "steps"), [((), (7, 14)), ((9, 5), (4.5, 14)), ((2, 4), (1, 24)), ((13, 6), (6.5, 19))]
)
def test_sleepers_stand_on_dashes_and_no_closer_than_on_a_solid_line(
    dash: tuple[float, ...], steps: tuple[float, float]
) -> None:
    marks = marks_of("rail", 3.0, dash)
    assert (marks.first, marks.period) == steps
    assert marks_of("beads", 3.0, dash)[:2] == marks_of("beads", 3.0, ())[:2]


def test_twin_line_is_split_without_joining_its_dashes() -> None:
    svg = ornament_svg("twin", Line([RUN], 4.0, "#000", (9.0, 5.0)))
    assert 'stroke-dasharray="9 5"' in svg
    assert 'stroke-width="1.52"' in svg


@pytest.mark.parametrize("ticks", ["beads", "rings", "bars", "rail", "crosses"])
def test_ornament_is_drawn_once_for_all_runs_and_not_on_a_line_too_short(ticks: str) -> None:
    drawn = ornament_svg(ticks, Line([RUN, RUN + 5], 3.0, "#123456", ()))
    assert drawn.count("#123456") == 1
    assert ornament_svg(ticks, Line([RUN[:1].repeat(2, axis=0)], 3.0, "#123456", ())) == ""


def test_wave_and_what_has_no_ornament_add_nothing() -> None:
    line = Line([RUN], 3.0, "#000", ())
    assert ornament_svg("wave", line) == ornament_svg("", line) == ""


def test_wave_begins_and_ends_with_its_line_and_swings_to_both_sides() -> None:
    (wave,) = waves_on([np.array([[0.0, 0.0], [88.0, 0.0]])])
    assert wave[0].tolist() == [0.0, 0.0]
    assert wave[-1].tolist() == [88.0, 0.0]
    assert wave[:, 1].max() == pytest.approx(-wave[:, 1].min(), abs=0.1)
    assert 2.2 < wave[:, 1].max() <= 2.4


def test_spots_are_at_least_one_in_the_middle() -> None:
    assert spots_on(np.array([[0.0, 0.0], [10.0, 0.0]]), 64) == [(5.0, 0.0)]
    assert [x for x, _ in spots_on(np.array([[0.0, 0.0], [100.0, 0.0]]), 25)] == [12.5, 37.5, 62.5, 87.5]
    assert path_of([RUN]) == "M0 0l30 0 0 70"
