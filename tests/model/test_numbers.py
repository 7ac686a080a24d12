"""Numbers and runs of lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapsvc.model.numbers import (
    format_by_margin,
    format_km,
    format_length,
    format_lines,
    format_list,
    format_number,
    format_percent,
)


@pytest.mark.parametrize(
    ("value", "digits", "tr", "en"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (310, 0, "310", "310"),
        (0.5, 1, "0,5", "0.5"),
        (1_000_000, 0, "1.000.000", "1,000,000"),
        (-2500.25, 2, "-2.500,25", "-2,500.25"),
    ],
)
def test_number_is_written_as_readers_expect(value: float, digits: int, tr: str, en: str) -> None:
    assert format_number(value, "tr", digits=digits) == tr
    assert format_number(value, "en", digits=digits) == en


@pytest.mark.parametrize(
    ("value", "margin", "text"),
    [
        (8254.3, 638, "8,300"),
        (638, 638, "600"),
        (27_081, 126, "27,080"),
        (311.4, 75, "310"),
        (90.1, 0, "90"),
        (0.4, 8, "0"),
        (2.46, 1.2, "2.5"),
        (7180, 970, "7,200"),
        (970, 970, "1,000"),
    ],
)
def test_number_has_the_figures_that_its_margin_leaves(value: float, margin: float, text: str) -> None:
    assert format_by_margin(value, margin, "en") == text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([], ""),
        ([5], "5"),
        ([346, 347, 348], "346–348"),
        ([55, 53, 54, 398, 54], "53–55, 398"),
        ([1, 3, 5], "1, 3, 5"),
    ],
)
def test_lines_are_joined_to_runs(lines: list[int], text: str) -> None:
    assert format_lines(lines) == text


@given(st.sets(st.integers(min_value=1, max_value=500)))
def test_written_lines_name_every_line_once(lines: set[int]) -> None:
    named: list[int] = []
    for run in format_lines(lines).split(", ") if lines else ():
        first, _, last = run.partition("–")
        named += range(int(first), int(last or first) + 1)
    assert named == sorted(lines)


@pytest.mark.parametrize(
    ("lang", "number", "share", "names"),
    [
        ("tr", "12.345,5", "%12", "a, b ve c"),
        ("en", "12,345.5", "12%", "a, b and c"),
        ("ru", "12\u00a0345,5", "12\u00a0%", "a, b и c"),
        ("es", "12.345,5", "12\u00a0%", "a, b y c"),
        ("fr", "12\u00a0345,5", "12\u00a0%", "a, b et c"),
    ],
)
def test_numbers_shares_and_lists_follow_the_language(lang: str, number: str, share: str, names: str) -> None:
    assert format_number(12345.5, lang, digits=1) == number
    assert format_percent(0.12, lang) == share
    assert format_list(["a", "b", "c"], lang) == names


@pytest.mark.parametrize(
    ("value", "text"),
    [(1234, "1,234 km"), (10, "10 km"), (1, "1.0 km"), (0.5, "0.5 km"), (0.25, "0.25 km"), (0.02, "0.02 km"),
     (0, "0.0 km")],
)  # fmt: skip
def test_lengths_below_a_kilometre_are_not_rounded_away(value: float, text: str) -> None:
    assert format_km(value, "en") == text
    assert format_km(1.5, "az") == "1,5 km"


@pytest.mark.parametrize(
    ("metres", "lang", "text"),
    [(500, "en", "500 m"), (1000, "tr", "1 km"), (2_000_000, "en", "2,000 km"), (300, "ru", "300 м")],
)
def test_lengths_of_a_scale_bar_take_the_unit_that_keeps_them_short(
    metres: float, lang: str, text: str
) -> None:
    assert format_length(metres, lang) == text
