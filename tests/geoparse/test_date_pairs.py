from __future__ import annotations

from collections.abc import Callable

import pytest

from mapsvc.geoparse.date_context import Calendar, DateSpot
from mapsvc.geoparse.date_pairs import read_joined_behind, read_joined_days, read_joined_months
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It lasted from December 1903 to February 1904.",
         ["December 1903 to February 1904 = 1903-12/1904-02"]),
        ("It lasted from December to February 1904.", ["December to February 1904 = 1903-12/1904-02"]),
        ("Von Dezember 1903 bis Februar 1904 lag Schnee.",
         ["Dezember 1903 bis Februar 1904 = 1903-12/1904-02"]),
        ("De décembre 1903 à février 1904 on négocia.", ["décembre 1903 à février 1904 = 1903-12/1904-02"]),
        ("С декабря 1903 по февраль 1904 года шли бои.", ["декабря 1903 по февраль 1904 = 1903-12/1904-02"]),
        ("Aralık 1903'ten Şubat 1904'e kadar sürdü.", ["Aralık 1903'ten Şubat 1904 = 1903-12/1904-02"]),
        ("Aralık 1903 – Şubat 1904 arasında", ["Aralık 1903 – Şubat 1904 = 1903-12/1904-02"]),
        ("December 1903 and February 1904 were cold.", ["December 1903 = 1903-12",
         "February 1904 = 1904-02"]),
        ("from 5 December 1903 to 3 February 1904",
         ["5 December 1903 to 3 February 1904 = 1903-12-05/1904-02-03"]),
        ("from October 11 to November 2, 1899", ["October 11 to November 2, 1899 = 1899-10-11/1899-11-02"]),
        ("from October 11 to 15, 1899", ["October 11 to 15, 1899 = 1899-10-11/1899-10-15"]),
        ("On May 3 and 4, 1863, they fought.", ["May 3 = 1863-05-03", "4, 1863 = 1863-05-04"]),
        ("On the 3rd and 4th May 1863 they fought.", ["3rd = 1863-05-03", "4th May 1863 = 1863-05-04"]),
        ("On the 3rd, 4th and 5th of May 1863", ["3rd = 1863-05-03", "4th = 1863-05-04",
         "5th of May 1863 = 1863-05-05"]),
        ("3, 4 ve 5 Mayıs 1915 günleri", ["3 = 1915-05-03", "4 = 1915-05-04", "5 Mayıs 1915 = 1915-05-05"]),
        ("3 və 4 may 1918 döyüş oldu.", ["3 = 1918-05-03", "4 may 1918 = 1918-05-04"]),
        ("Il arriva le 3 et le 4 mai 1881.", ["3 = 1881-05-03", "4 mai 1881 = 1881-05-04"]),
        ("Du 3 au 5 mai 1881 ils marchèrent.", ["3 au 5 mai 1881 = 1881-05-03/1881-05-05"]),
        ("В ночь с 5 на 6 сентября 1854 г.", ["5 на 6 сентября 1854 = 1854-09-05/1854-09-06"]),
        ("In der Nacht vom 12. zum 13. Mai 1878", ["12. zum 13. Mai 1878 = 1878-05-12/1878-05-13"]),
        ("(19 Temmuz 1870 – 10 Mayıs 1871)", ["19 Temmuz 1870 – 10 Mayıs 1871 = 1870-07-19/1871-05-10"]),
        ("(19 iyul 1870 – 28 yanvar 1871)", ["19 iyul 1870 – 28 yanvar 1871 = 1870-07-19/1871-01-28"]),
        ("(July 19, 1870 – January 28, 1871)", ["July 19, 1870 – January 28, 1871 = 1870-07-19/1871-01-28"]),
        ("(19 mai 1870 – 28 juin 1871)", ["19 mai 1870 – 28 juin 1871 = 1870-05-19/1871-06-28"]),
        ("8—9 сентября 1854 года", ["8—9 сентября 1854 = 1854-09-08/1854-09-09"]),
        ("1900 yılı Haziran-Ağustos ayları", ["1900 yılı Haziran-Ağustos = 1900-06/1900-08"]),
        ("1870-ci il avqustun 4-dən 6-dək sürdü.", ["1870-ci il avqustun 4-dən 6 = 1870-08-04/1870-08-06"]),
    ],
)  # fmt: skip
def test_two_ends_may_have_a_year_or_a_month_each(dates: Dates, text: str, expected: list[str]) -> None:
    assert [f"{found.surface} = {found.gregorian}" for found in dates(text)] == expected


def test_days_behind_a_month_are_a_pair_only_there() -> None:
    assert read_joined_behind(DateSpot.at("May 3, 1863", 0), Calendar()) is None
