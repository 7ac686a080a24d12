"""What earlier dates of a text say about later ones."""

from __future__ import annotations

import pytest

from mapsvc.geoparse.date_context import Calendar, DateSpot, find_year
from mapsvc.geoparse.date_values import PrintedDay


def a_calendar(*dates: tuple[int, int, int]) -> Calendar:
    """Return a calendar that knows dates: offset, year, and month or 0."""
    calendar = Calendar()
    for start, year, month in dates:
        calendar.note(start, year, f"{year}-{month}", month=month)
    return calendar


@pytest.mark.parametrize(
    ("offset", "text", "year"),
    [
        (699, "x" * 800, 1918),  # the last date of the same paragraph says it
        (700, "x" * 800, 1920),  # too far: the year of most of the last dates
        (300, "x" * 200 + "\n\n" + "x" * 200, 1920),
    ],
)
def test_year_is_that_of_the_paragraph_or_of_most_dates(offset: int, text: str, year: int) -> None:
    calendar = a_calendar((-3, 1920, 1), (-2, 1920, 1), (-1, 1920, 1), (0, 1918, 1))
    assert calendar.year_meant(offset, 9, text)[0] == year


@pytest.mark.parametrize(("month", "year"), [(4, 1919), (5, 1919), (6, 1919), (7, 1921), (3, 1921)])
def test_date_of_a_neighbouring_month_counts_twice(month: int, year: int) -> None:
    calendar = a_calendar((-9, 1919, 5), (-8, 1921, 10))
    assert calendar.year_meant(5000, month, "")[0] == year


def test_year_without_a_month_is_told_if_there_is_no_other() -> None:
    assert Calendar().year_meant(0, 4, "") == (0, "")
    calendar = a_calendar((0, 1920, 0))
    assert calendar.year_meant(5000, 4, "x" * 6000) == (1920, "1920-0")


def test_no_more_than_the_last_fifteen_dates_are_remembered() -> None:
    # All that spoke of January 1919 would outweigh what came after it.
    calendar = a_calendar(*[(-90, 1919, 1)] * 60, *[(-9, 1921 + n, 7) for n in range(15)])
    assert calendar.year_meant(5000, 1, "")[0] == 1935
    assert len(calendar.moved_on().days) == 15


def test_next_part_of_a_text_knows_what_the_last_said() -> None:
    calendar = a_calendar((10, 1920, 4))
    calendar.note(20, 1921, "5 Mayıs 1921", day=PrintedDay(1921, 5, 5))
    calendar.rumi_year = 1337
    later = calendar.moved_on()
    assert (later.year, later.printed, later.day, later.day_printed, later.rumi_year) == (
        1921,
        "5 Mayıs 1921",
        PrintedDay(1921, 5, 5),
        "5 Mayıs 1921",
        1337,
    )
    assert later.years == [(-1, 1921, 0)]
    assert Calendar().moved_on().years == []


@pytest.mark.parametrize(("offset", "year"), [(5, 1920), (10, 1920), (11, 1920), (20, 1920), (21, 1921)])
def test_year_near_is_that_of_the_last_date_before(offset: int, year: int) -> None:
    assert a_calendar((10, 1920, 0), (20, 1921, 0)).year_near(offset) == year
    assert Calendar().year_near(offset) == 0


def test_year_that_is_printed_is_taken_at_its_word() -> None:
    spot = DateSpot.at("27 Nisan", 0)
    assert find_year("l92o", spot, 4, a_calendar((-9, 1918, 4))) == (1920, ("printed",))
    assert find_year(None, spot, 4, a_calendar((-9, 1918, 4))) == (1918, ("year-from", "1918-4"))
    rumi = a_calendar((-9, 1918, 4))
    rumi.rumi_year = 1334
    assert find_year(None, spot, 4, rumi)[0] == 1334  # a day without a year is of the same calendar


def test_spot_sees_the_text_folded_but_tells_capitals() -> None:
    spot = DateSpot.at("Önce 27 Nisan 1920’de", 5)
    assert spot.window == "27 nisan 1920'de"
    assert spot.before == "once "
    assert spot.printed(8) == "27 Nisan"
    assert spot.is_capital(3)
    assert not spot.is_capital(4)
    assert len(DateSpot.at("x" * 300, 150).window) == 90
    assert len(DateSpot.at("x" * 300, 150).before) == 24
