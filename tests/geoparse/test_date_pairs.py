from __future__ import annotations

from collections.abc import Callable

import pytest

from mapsvc.geoparse.date_context import Calendar, DateSpot
from mapsvc.geoparse.date_pairs import read_joined_days, read_joined_months
from mapsvc.geoparse.mentions import DateMention

Dates = Callable[[str], list[DateMention]]


@pytest.mark.parametrize(
    ("text", "surface", "edtf"),
    [
        ("It sat between 4 and 11 May 1919.", "4 and 11 May 1919", "1919-05-04/1919-05-11"),
        ("It sat from 4 to 11 May 1919.", "4 to 11 May 1919", "1919-05-04/1919-05-11"),
        ("from 4 May to 11 June 1919", "4 May to 11 June 1919", "1919-05-04/1919-06-11"),
        ("4 ile 11 Mayıs 1919 arasında toplandı.", "4 ile 11 Mayıs 1919", "1919-05-04/1919-05-11"),
        ("4 ve 11 Mayıs 1919 arasında toplandı.", "4 ve 11 Mayıs 1919", "1919-05-04/1919-05-11"),
        ("4'ten 11 Mayıs 1919'a kadar", "4'ten 11 Mayıs 1919", "1919-05-04/1919-05-11"),
        ("с 4 по 11 мая 1919 года", "4 по 11 мая 1919", "1919-05-04/1919-05-11"),
        ("again from June to August 1920", "June to August 1920", "1920-06/1920-08"),
        ("between March and May 1905", "March and May 1905", "1905-03/1905-05"),
        ("Haziran ile Ağustos 1920 arasında", "Haziran ile Ağustos 1920", "1920-06/1920-08"),
        ("Haziran'dan Ağustos 1920'ye kadar", "Haziran'dan Ağustos 1920", "1920-06/1920-08"),
        ("с июня по август 1920 года", "июня по август 1920", "1920-06/1920-08"),
    ],
)
def test_interval_shares_its_month_or_year(dates: Dates, text: str, surface: str, edtf: str) -> None:
    (found,) = dates(text)
    assert (found.surface, found.gregorian, found.why) == (surface, edtf, ("interval",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Meclis 4 ve 11 Mayıs 1919'da toplandı.", [("4", "1919-05-04"), ("11 Mayıs 1919", "1919-05-11")]),
        ("It sat on 4 and 11 May 1919.", [("4", "1919-05-04"), ("11 May 1919", "1919-05-11")]),
        ("4 и 11 мая 1919 года", [("4", "1919-05-04"), ("11 мая 1919", "1919-05-11")]),
        ("5 Nisan ve 9 Nisan 1878 günleri", [("5 Nisan", "1878-04-05"), ("9 Nisan 1878", "1878-04-09")]),
        ("June and August 1920", [("June", "1920-06"), ("August 1920", "1920-08")]),
        (
            "3 Nisan'dan 25 Mayıs 1919'a kadar",
            [("3 Nisan", "1919-04-03"), ("25 Mayıs 1919", "1919-05-25")],
        ),
    ],
)
def test_two_days_are_two_dates(dates: Dates, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(found.surface, found.gregorian) for found in dates(text)] == expected


@pytest.mark.parametrize("text", ["4 and 11 men", "32 and 33 May 1919", "Mayıs ve Kars 1919"])
def test_what_is_no_pair_is_none(dates: Dates, text: str) -> None:
    assert [found.surface for found in dates(text)] in ([], ["33 May 1919"], ["1919"], ["May 1919"])


def test_interval_of_old_print_is_julian(dates: Dates) -> None:
    (found,) = dates("Съездъ засѣдалъ съ 4 по 11 мая 1877 года.")
    assert (found.calendar, found.gregorian) == ("julian", "1877-05-16/1877-05-23")


def test_what_joins_nothing_is_left_to_others() -> None:
    assert read_joined_days(DateSpot.at("4 May 1919", 0), Calendar()) is None
    assert read_joined_months(DateSpot.at("May 1919", 0), Calendar()) is None
