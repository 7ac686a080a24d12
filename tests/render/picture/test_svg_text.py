"""Elements of an SVG picture."""

from __future__ import annotations

import shapely

from mapsvc.render.picture.svg_text import colour, dashes, number, path_data, plain, tag


def test_plain_text_has_no_marks_that_turn_or_control() -> None:
    assert plain("a\u202eb\x00c\u2028d\n e\ufffe") == "abc d e"


def test_numbers_and_tags_are_short_and_safe() -> None:
    assert [number(value) for value in (1.0, -0.0, 2.504, 1e-9)] == ["1", "0", "2.5", "0"]
    assert tag("a", None, b_c='"<', d=None, e=1.5) == '<a b-c=\'"&lt;\' e="1.5"/>'


def test_path_is_steps_of_tenths() -> None:
    box = shapely.Polygon([(0, 0), (10.04, 0), (10, 10)])
    assert path_data(box) == "M0 0l10 0 0 10Z"


def test_colour_that_is_none_of_ours_is_the_colour_of_nothing() -> None:
    assert [colour(value) for value in ("#fff", "#12aB9f", "url(#x)", "red")] == [
        "#fff",
        "#12aB9f",
        "none",
        "none",
    ]
    assert dashes((9, 2.5)) == "9 2.5"
    assert dashes(()) is None
