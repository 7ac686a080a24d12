"""Days that name no month: whose month they are of, and numbers that are no days."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mapsvc.geoparse.bare_days import read_bare_day
from mapsvc.geoparse.date_context import Calendar, DateSpot
from mapsvc.geoparse.date_values import PrintedDay
from mapsvc.geoparse.mentions import DateMention
from mapsvc.geoparse.reason_text import reason_text

Dates = Callable[[str], list[DateMention]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It began on 2 October 1899. On the 12th the guns opened; on the 14th they ceased.",
         ["2 October 1899 = 1899-10-02", "12th = 1899-10-12", "14th = 1899-10-14"]),
        ("In May 1863 he came. On the 12th of that month he fell.", ["May 1863 = 1863-05",
         "12th = 1863-05-12"]),
        ("On 3 May 1863 they came. On the 12th Sherman moved, and on the 14th and 15th he dug.",
         ["3 May 1863 = 1863-05-03", "12th = 1863-05-12", "14th = 1863-05-14", "15th = 1863-05-15"]),
        ("On 3 May 1863 they came, and from the 5th to the 9th they dug.",
         ["3 May 1863 = 1863-05-03", "5th to the 9th = 1863-05-05/1863-05-09"]),
        ("He left on October 28th, 1899, and on the 3rd he landed.",
         ["October 28th, 1899 = 1899-10-28", "3rd = 1899-11-03"]),
        ("Camp, 20 June 1840. Yours of the 4th inst. and that of the 25th ult. came.",
         ["20 June 1840 = 1840-06-20", "4th inst. = 1840-06-04", "25th ult. = 1840-05-25"]),
        ("Il partit le 3 mai 1881. Le 11, la colonne campa; le 14 elle marcha.",
         ["3 mai 1881 = 1881-05-03", "11 = 1881-05-11", "14 = 1881-05-14"]),
        ("Il vint le 3 mai 1881; du 5 au 9 on se battit; dans la nuit du 21 au 22, on campa.",
         ["3 mai 1881 = 1881-05-03", "5 au 9 = 1881-05-05/1881-05-09", "21 au 22 = 1881-05-21/1881-05-22"]),
        ("Am 3. Juli 1878 brachen sie auf. Am 12. kamen sie an, vom 15. bis 18. wurde gekämpft.",
         ["3. Juli 1878 = 1878-07-03", "12. = 1878-07-12", "15. bis 18. = 1878-07-15/1878-07-18"]),
        ("Eylül 1922'de geldiler. Ayın 12'sinde şehir alındı.", ["Eylül 1922 = 1922-09", "12 = 1922-09-12"]),
        ("1870-ci il avqustun 4-də döyüş oldu, ayın 6-da yenə.",
         ["1870-ci il avqustun 4 = 1870-08-04", "6 = 1870-08-06"]),
        ("В мае 1904 года пошли. 12-го числа взяли редут; 15-го отступили; к 20-му собрались.",
         ["мае 1904 = 1904-05", "12-го = 1904-05-12", "15-го = 1904-05-15", "20-му = 1904-05-20"]),
        # by the calendar of the print
        ("Отрядъ вышелъ 25 мая 1854 года. 28-го числа взяли редутъ.",
         ["25 мая 1854 = 1854-06-06", "28-го = 1854-06-09"]),
        # over the new year
        ("On 28 December 1899 they came; on the 3rd they left.",
         ["28 December 1899 = 1899-12-28", "3rd = 1900-01-03"]),
    ],
)  # fmt: skip
def test_day_alone_is_of_the_month_before_it(dates: Dates, text: str, expected: list[str]) -> None:
    assert [f"{found.surface} = {found.gregorian}" for found in dates(text)] == expected


def test_year_is_unknown_only_where_no_date_has_one(dates: Dates) -> None:
    text = "On October 11 they came. On the 12th they marched; the following day he wrote."
    assert [found.gregorian for found in dates(text)] == ["XXXX-10-11", "XXXX-10-12", "XXXX-10-13"]
    with_year = f"{text} On 2 November 1899 it was over."
    assert [found.gregorian for found in dates(with_year)][:2] == ["1899-10-11", "1899-10-12"]


@pytest.mark.parametrize(
    "text",
    [
        "Il y avait 12 hommes; le 11e régiment; les 3 et 4 bataillons; le 11 bis de la rue; le 12 pour cent.",
        "The 12th Lancers and the 5th Division stood on the 3rd hill; the 60th Rifles, pp. 12-15.",
        "On the 5th hill of the 2nd line the 12th Ohio, in his 12th year, lost 30, then 40 and 50 men.",
        "Das 12. Regiment stand am 5. Kilometer, das 3. Bataillon am 7. Tor.",
        "12-й полк и 5-я рота стояли у 3-й версты; командир 12-го полка; до 9-го километра.",
        "12'sinden 5'i battı; 3'üncü Tümen, 9'uncu Alay, 12 ve 15 kişi.",
        "Exodus 12, 3 and 4; chapter 3, 4 and 5; Matthew 5, 12.",
        "9-cu alayın 12 əsgəri; 3-cü diviziya.",
    ],
)
def test_number_that_counts_something_is_no_day(dates: Dates, text: str) -> None:
    assert dates(f"5 May 1863. {text}")[1:] == []


@pytest.mark.parametrize(
    "text", ["On the 12th the guns opened.", "Le 11, la colonne campa.", "Ayın 12'sinde geldi."]
)
def test_day_alone_is_nothing_where_no_month_is_known(dates: Dates, text: str) -> None:
    assert dates(text) == []


def test_month_is_forgotten_after_some_pages(dates: Dates) -> None:
    assert len(dates("5 May 1863. " + "He wrote. " * 350 + "On the 12th the guns opened.")) == 1


def test_reason_and_score_say_whence_the_month_is(dates: Dates) -> None:
    _, found = dates("It began on 2 October 1899. On the 12th the guns opened.")
    assert (found.why, found.score) == (("month-from", "2 October 1899"), 0.93)
    assert reason_text([found.why], "en") == "the month is that of “2 October 1899” before it"


def test_day_is_kept_for_those_behind_it() -> None:
    calendar = Calendar()
    calendar.note(0, 1899, "2 October 1899", day=PrintedDay(1899, 10, 2))
    spot = DateSpot.at("2 October 1899. On the 12th the guns opened.", 23)
    assert read_bare_day(spot, calendar) is not None
    assert calendar.day == PrintedDay(1899, 10, 12)
