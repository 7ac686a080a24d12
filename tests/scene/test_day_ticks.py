"""The scale below the slider."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapsvc.model.day import Day
from mapsvc.scene.day_ticks import day_ticks


def texts(first: str, last: str, lang: str = "en") -> list[str]:
    return [tick["text"] for tick in day_ticks(Day.fromisoformat(first), Day.fromisoformat(last), lang)]


def test_week_has_its_days() -> None:
    assert texts("1815-06-15", "1815-06-21") == [f"{day} June" for day in range(15, 22)]


def test_year_has_its_months_and_names_itself_once() -> None:
    found = texts("1815-01-01", "1815-12-31")
    assert found == ["January 1815", "April", "July", "October"]


def test_nineteen_years_have_each_a_tick() -> None:
    assert texts("1914-01-01", "1932-12-31", "ru") == [str(year) for year in range(1914, 1933)]


def test_centuries_are_counted_as_people_count_them() -> None:
    found = texts("-1200-01-01", "1929-12-31")
    assert found == ["1000 BC", "500 BC", "500", "1000", "1500"]
    assert texts("-1200-01-01", "1929-12-31", "ru")[:2] == ["1000 до н. э.", "500 до н. э."]
    assert texts("-0430-01-01", "-0403-12-31", "tr")[0] == "MÖ 430"


@given(
    st.integers(Day(-3000, 1, 1).toordinal(), Day(2000, 12, 31).toordinal()),
    st.integers(0, 1_500_000),
    st.sampled_from(["tr", "en", "ru"]),
)
def test_any_span_has_few_ticks_in_order(first: int, length: int, lang: str) -> None:
    begin = Day.fromordinal(first)
    found = day_ticks(begin, begin + length, lang)
    shares = [tick["at"] for tick in found]
    assert shares == sorted(shares)
    assert all(0 <= share <= 100 for share in shares)
    assert len(found) <= 30
    if 0 < length < 1_000_000:
        assert found


@pytest.mark.parametrize("day", ["1815-06-18", "-0400-09-03"])
def test_single_day_has_its_tick(day: str) -> None:
    assert len(texts(day, day)) == 1
