"""Julian and Rumi days beside Gregorian ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapsvc.errors import DateError
from mapsvc.model.calendars import (
    HIJRI_MONTHS,
    gregorian_to_julian,
    gregorian_to_rumi,
    hijri_to_gregorian,
    julian_to_gregorian,
    rumi_to_gregorian,
)
from mapsvc.model.day import Day

RUMI_DAYS = st.integers(Day(1840, 3, 13).toordinal(), Day(1925, 12, 31).toordinal()).map(Day.fromordinal)

PAIRS = [
    ((1917, 2, 23), "1917-03-08"),
    ((1917, 10, 25), "1917-11-07"),
    ((1918, 1, 31), "1918-02-13"),
    ((1900, 2, 28), "1900-03-12"),
    ((1900, 2, 29), "1900-03-13"),
    ((1900, 3, 1), "1900-03-14"),
    ((1582, 10, 5), "1582-10-15"),
    ((1699, 12, 31), "1700-01-10"),
]


@pytest.mark.parametrize(("julian", "gregorian"), PAIRS)
def test_julian_day_is_its_gregorian_day(julian: tuple[int, int, int], gregorian: str) -> None:
    assert julian_to_gregorian(*julian).isoformat() == gregorian
    assert gregorian_to_julian(Day.fromisoformat(gregorian)) == julian


@pytest.mark.parametrize(
    "day", [(1917, 2, 29), (1917, 13, 1), (1917, 0, 1), (1917, 4, 31), (1917, 1, 0), (0, 0, 0)]
)
def test_day_that_the_julian_calendar_lacks_is_refused(day: tuple[int, int, int]) -> None:
    with pytest.raises(DateError, match="Julian"):
        julian_to_gregorian(*day)


@given(st.integers(Day(1582, 10, 15).toordinal(), Day(2999, 12, 31).toordinal()).map(Day.fromordinal))
def test_julian_and_gregorian_go_back_and_forth(day: Day) -> None:
    assert julian_to_gregorian(*gregorian_to_julian(day)) == day


@given(st.integers(Day(1900, 3, 14).toordinal(), Day(2100, 3, 13).toordinal()).map(Day.fromordinal))
def test_julian_day_is_thirteen_behind_in_the_twentieth_century(day: Day) -> None:
    behind = day - 13
    assert gregorian_to_julian(day) == (behind.year, behind.month, behind.day)


@pytest.mark.parametrize(
    ("rumi", "gregorian"),
    [
        ((1256, 3, 1), "1840-03-13"),
        ((1324, 7, 10), "1908-07-23"),
        ((1325, 3, 31), "1909-04-13"),
        ((1331, 12, 31), "1916-01-13"),
        ((1331, 1, 1), "1916-01-14"),
        ((1332, 2, 15), "1917-02-28"),
        ((1333, 3, 1), "1917-03-01"),
        ((1333, 12, 31), "1917-12-31"),
        ((1334, 1, 1), "1918-01-01"),
        ((1336, 4, 23), "1920-04-23"),
        ((1337, 10, 13), "1921-10-13"),
        ((1341, 12, 31), "1925-12-31"),
    ],
)
def test_rumi_day_is_its_gregorian_day(rumi: tuple[int, int, int], gregorian: str) -> None:
    assert rumi_to_gregorian(*rumi).isoformat() == gregorian
    assert gregorian_to_rumi(Day.fromisoformat(gregorian)) == rumi


@pytest.mark.parametrize(
    "day",
    [
        *((1332, 2, day) for day in range(16, 30)),
        (1333, 1, 5),
        (1333, 2, 28),
        (1336, 2, 30),
        (1336, 13, 1),
        (1330, 4, 31),
    ],
)
def test_day_that_the_rumi_calendar_lacks_is_refused(day: tuple[int, int, int]) -> None:
    with pytest.raises(DateError, match="calendar"):
        rumi_to_gregorian(*day)


@given(RUMI_DAYS)
def test_rumi_and_gregorian_go_back_and_forth(day: Day) -> None:
    assert rumi_to_gregorian(*gregorian_to_rumi(day)) == day


@given(RUMI_DAYS.filter(lambda day: day < Day(1925, 12, 31)))
def test_rumi_years_never_run_backwards(day: Day) -> None:
    year, next_year = gregorian_to_rumi(day)[0], gregorian_to_rumi(day + 1)[0]
    assert 0 <= next_year - year <= 1


@pytest.mark.parametrize("day", ["1840-03-12", "1926-01-01", "1453-05-29"])
def test_day_outside_the_use_of_the_rumi_calendar_is_refused(day: str) -> None:
    with pytest.raises(DateError, match="1840"):
        gregorian_to_rumi(Day.fromisoformat(day))


@pytest.mark.parametrize(
    ("hijri", "gregorian"),
    [
        ((1, 1, 1), "0622-07-19"),
        ((1338, 9, 4), "1920-05-22"),
        ((1338, 12, 22), "1920-09-06"),
        ((1339, 1, 14), "1920-09-28"),
        ((1445, 9, 1), "2024-03-11"),
    ],
)
def test_hijri_day_is_its_gregorian_day(hijri: tuple[int, int, int], gregorian: str) -> None:
    assert hijri_to_gregorian(*hijri).isoformat() == gregorian


@pytest.mark.parametrize("day", [(1338, 13, 1), (1338, 2, 30), (1338, 1, 31), (0, 1, 1), (1340, 12, 30)])
def test_day_that_the_hijri_calendar_lacks_is_refused(day: tuple[int, int, int]) -> None:
    with pytest.raises(DateError, match="Hijri"):
        hijri_to_gregorian(*day)


@given(st.integers(1, 1500))
def test_hijri_years_have_354_or_355_days(year: int) -> None:
    assert hijri_to_gregorian(year + 1, 1, 1) - hijri_to_gregorian(year, 1, 1) in {354, 355}


def test_hijri_months_are_twelve() -> None:
    assert set(HIJRI_MONTHS.values()) == set(range(1, 13))
