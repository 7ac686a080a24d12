"""Days from antiquity on."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapsvc.errors import DateError
from mapsvc.model.day import FIRST_YEAR, LAST_YEAR, Day, is_day

DAYS = st.integers(Day(FIRST_YEAR, 1, 1).toordinal(), Day(LAST_YEAR, 12, 31).toordinal()).map(Day.fromordinal)


@given(DAYS)
def test_day_is_read_as_it_is_written(day: Day) -> None:
    assert Day.fromisoformat(day.isoformat()) == day
    assert is_day(str(day))


@given(DAYS)
def test_number_of_a_day_leads_back_to_it(day: Day) -> None:
    assert Day.fromordinal(day.toordinal()) == day


@given(DAYS, st.integers(-500, 500))
def test_days_are_counted_one_by_one(day: Day, count: int) -> None:
    if not FIRST_YEAR + 2 <= day.year <= LAST_YEAR - 2:
        return
    later = day + count
    assert later - day == count
    assert later - count == day
    assert (later > day) == (count > 0)


@given(DAYS, DAYS)
def test_order_is_that_of_the_numbers(one: Day, other: Day) -> None:
    assert (one < other) == (one.toordinal() < other.toordinal())
    assert (one == other) == (one.toordinal() == other.toordinal())


@given(st.dates())
def test_day_equals_the_one_of_the_standard_library(date: dt.date) -> None:
    day = Day(date.year, date.month, date.day)
    assert day == date
    assert hash(day) == hash(date)
    assert day.toordinal() == date.toordinal()
    assert day.isoformat() == date.isoformat()


@pytest.mark.parametrize(
    ("text", "next_day"),
    [
        ("-0001-12-31", "0000-01-01"), ("0000-12-31", "0001-01-01"), ("0000-02-28", "0000-02-29"),
        ("-0004-02-28", "-0004-02-29"), ("-0100-02-28", "-0100-03-01"), ("Y-10000-12-31", "-9999-01-01"),
    ],
)  # fmt: skip
def test_years_before_the_first_are_astronomical(text: str, next_day: str) -> None:
    assert (Day.fromisoformat(text) + 1).isoformat() == next_day


@pytest.mark.parametrize(
    "text", ["", "1921", "1921-2-3", "1921-02-30", "-0000-01-01", "400-01-01", "1921-13-01", "Y100000-01-01"]
)
def test_text_that_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        Day.fromisoformat(text)
