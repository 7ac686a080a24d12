"""Values of dates in the calendar of print and in the Gregorian one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapsvc import find_mentions
from mapsvc.geoparse.date_values import (
    PrintedDay,
    days_after,
    days_behind,
    julian,
    rumi,
    span_value,
    valid_day,
)
from mapsvc.geoparse.mentions import DateMention


@pytest.mark.parametrize(
    ("day", "valid"),
    [
        ((1920, 2, 29), True),
        ((1921, 2, 29), False),
        ((1920, 4, 31), False),
        ((1920, 0, 1), False),
        ((1920, 12, 31), True),
    ],
)
def test_day_is_valid_that_the_calendar_has(day: tuple[int, int, int], valid: bool) -> None:
    assert valid_day(PrintedDay(*day)) is valid


def test_day_is_written_with_all_its_digits() -> None:
    assert PrintedDay(999, 4, 3).edtf == "0999-04-03"


@given(st.dates(dt.date(1000, 1, 1), dt.date(2000, 1, 1)), st.integers(-400, 400))
def test_days_are_counted_there_and_back(day: dt.date, count: int) -> None:
    printed = PrintedDay(day.year, day.month, day.day)
    assert days_after(days_after(printed, count), -count) == printed
    assert (days_after(printed, count) > printed) == (count > 0)


@pytest.mark.parametrize(
    ("day", "gregorian"),
    [
        ((1917, 10, 25), "1917-11-07"),  # 13 days behind in the twentieth century
        ((1877, 4, 12), "1877-04-24"),  # 12 in the nineteenth
        ((1900, 2, 29), "1900-03-13"),  # a leap day of the Julian calendar alone
    ],
)
def test_julian_day_is_turned(day: tuple[int, int, int], gregorian: str) -> None:
    value, found = julian(*day)
    assert value == (PrintedDay(*day).edtf, "julian", gregorian)
    assert found.edtf == gregorian


@pytest.mark.parametrize(
    ("day", "gregorian"),
    [
        ((1336, 4, 27), "1920-04-27"),  # since March 1917 days and months are those of the Gregorian calendar
        ((1333, 3, 1), "1917-03-01"),
        ((1332, 2, 15), "1917-02-28"),  # the last before
        ((1331, 1, 9), "1916-01-22"),  # January still belonged to the year before
        ((1324, 7, 11), "1908-07-24"),
    ],
)
def test_rumi_day_is_turned(day: tuple[int, int, int], gregorian: str) -> None:
    value, found = rumi(*day)
    assert value == (PrintedDay(*day).edtf, "rumi", gregorian)
    assert found.edtf == gregorian


def test_day_that_its_calendar_has_not_has_no_value() -> None:
    assert julian(1917, 4, 31) == (("", "julian", ""), PrintedDay(1917, 4, 31))
    assert rumi(1332, 2, 20) == (("", "rumi", ""), PrintedDay(1332, 2, 20))  # left out by the reform


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ({"year": 1920}, ("1920", "gregorian", "1920")),
        ({"year": 1920, "last": 1922}, ("1920/1922", "gregorian", "1920/1922")),
        ({"year": 1920, "month": 4}, ("1920-04", "gregorian", "1920-04")),
        ({"year": 1920, "month": 4, "last_month": 6}, ("1920-04/1920-06", "gregorian", "1920-04/1920-06")),
        ({"year": 1336}, ("1336", "rumi", "1920")),
        ({"year": 1336, "month": 1}, ("1336-01", "rumi", "1920-01")),
        ({"year": 1336, "last": 1338}, ("1336/1338", "rumi", "1920/1922")),
        ({"year": 1331, "month": 1}, ("1331-01", "rumi", "1916-01")),  # as the year began in March
        ({"year": 1331, "month": 2}, ("1331-02", "rumi", "1916-02")),
        ({"year": 1331, "month": 3}, ("1331-03", "rumi", "1915-03")),
        ({"year": 1332, "month": 2}, ("1332-02", "rumi", "1917-02")),
        ({"year": 1333, "month": 2}, ("1333-02", "rumi", "1917-02")),
        ({"year": 1255}, ("1255", "gregorian", "1255")),
        ({"year": 1256}, ("1256", "rumi", "1840")),
        ({"year": 1342}, ("1342", "rumi", "1926")),
        ({"year": 1343}, ("1343", "gregorian", "1343")),
    ],
)
def test_span_keeps_its_year_and_gets_a_gregorian_one(
    given: dict[str, Any], value: tuple[str, str, str]
) -> None:
    assert span_value(**given) == value


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("On 18 May 1565 they landed.", "18 May 1565", ("1565-05-18", "julian", "1565-05-28")),
        ("On 4 October 1582 it ended.", "4 October 1582", ("1582-10-04", "julian", "1582-10-14")),
        ("On 15 October 1582 it began.", "15 October 1582", ("1582-10-15", "gregorian", "1582-10-15")),
        ("On 29 February 1500 he came.", "29 February 1500", ("1500-02-29", "julian", "1500-03-10")),
        ("Kale 29 Mayıs 1453'te düştü.", "29 Mayıs 1453", ("1453-05-29", "julian", "1453-06-07")),
        (
            "They landed on 18 May 1565. On the next day they marched.", "next day",
            ("1565-05-19", "julian", "1565-05-29"),
        ),
        # 1291 is 1875 in a text on the late Ottomans, and 1291 in one on the crusaders.
        (
            "Jerusalem fell in 1244. On 18 May 1291 Acre fell too.", "18 May 1291",
            ("1291-05-18", "julian", "1291-05-25"),
        ),
        ("In 1244 it fell, and in 1302 Arwad too.", "1302", ("1302", "gregorian", "1302")),
        ("27 Nisan 1336 günü, 1920 yılında", "27 Nisan 1336", ("1336-04-27", "rumi", "1920-04-27")),
        ("Rumi 27 Nisan 1336, 1244 senesi", "27 Nisan 1336", ("1336-04-27", "rumi", "1920-04-27")),
    ],
)  # fmt: skip
def test_day_is_of_the_calendar_of_its_time(text: str, surface: str, value: tuple[str, str, str]) -> None:
    found = next(one for one in find_mentions(text) if one.surface == surface)
    assert isinstance(found, DateMention)
    assert (found.edtf, found.calendar, found.gregorian) == value


def test_julian_calendar_was_behind_by_more_each_century() -> None:
    days = {(1291, 5, 18): 7, (1500, 2, 29): 9, (1565, 5, 18): 10, (1700, 3, 1): 11, (1877, 6, 12): 12}
    assert {day: days_behind(PrintedDay(*day)) for day in days} == days
