"""Headings of lists of dated things."""

from __future__ import annotations

import pytest

from mapsvc.kinds.age_headings import Ages, age_edtf


@pytest.mark.parametrize(
    ("years", "year", "title"),
    [
        ((1914, 1932), 1921, "1921"),
        ((-400, -400), -400, "401 BC"),
        ((1800, 1950), 1921, "the 1920s"),
        ((-450, -390), -400, "410–401 BC"),
        ((-1200, 1921), 1921, "20th century"),
        ((-1200, 1921), -400, "5th century BC"),
        ((-1200, 1921), 0, "1st century BC"),
        ((-1200, 1921), 14, "1st century"),
    ],
)
def test_year_stands_under_the_age_that_the_span_asks_for(
    years: tuple[int, int], year: int, title: str
) -> None:
    assert Ages(years, "en").of(year) == title


def test_nothing_has_a_heading_too() -> None:
    assert Ages((), "tr").of(1921) == "1921"
    assert age_edtf(-17000, "century") == "Y-17000"
