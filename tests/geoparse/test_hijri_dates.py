"""Months and years of the Hijri calendar are read as theirs, never as Rumi ones."""

from __future__ import annotations

import pytest

from mapsvc.geoparse.date_context import Calendar, DateSpot
from mapsvc.geoparse.dates import find_dates
from mapsvc.geoparse.hijri_dates import calendar_of_pair, is_hijri
from mapsvc.geoparse.tokens import make_word, read_tokens


@pytest.mark.parametrize(
    ("text", "surface", "edtf", "gregorian"),
    [
        ("Zilhicce 1338’de ayrıldı", "Zilhicce 1338", "1338-12~", "1920-08-16/1920-09-14"),
        ("Ramazan 1293'te okundu", "Ramazan 1293", "1293-09~", "1876-09-20/1876-10-19"),
        ("Muharrem 1250'de", "Muharrem 1250", "1250-01~", "1834-05-10/1834-06-08"),
        ("in Ramadan 1300 AH", "Ramadan 1300", "1300-09~", "1883-07-06/1883-08-04"),
        ("H. 1293 yılında", "1293", "1293", "1876-01-28/1877-01-15"),
        ("hicri 1327 senesinde", "1327", "1327", "1909-01-23/1910-01-12"),
        ("1293 (1876) yılında", "1293 (1876)", "1293", "1876"),
    ],
)
def test_span_of_the_hijri_calendar_is_read(text: str, surface: str, edtf: str, gregorian: str) -> None:
    (found,) = find_dates(read_tokens(text, make_word, {}), Calendar())
    assert (found.surface, found.edtf, found.calendar, found.gregorian) == (
        surface, edtf, "hijri", gregorian,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "year", "calendar"),
    [
        (1335, 1919, "rumi"),
        (1293, 1876, "hijri"),
        (1293, 1877, "rumi"),
        (1293, 1880, ""),
        (1250, 1834, "hijri"),
    ],
)
def test_pair_of_years_tells_its_calendar(old: int, year: int, calendar: str) -> None:
    assert calendar_of_pair(old, year) == calendar


def test_year_of_this_era_is_not_hijri() -> None:
    assert not is_hijri(DateSpot.at("Ramazan 1920", 8), 4, 1920)
    assert is_hijri(DateSpot.at("Ramazan 1338", 8), 4, 1338)
