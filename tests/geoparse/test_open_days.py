from __future__ import annotations

from collections.abc import Callable

import pytest

from mapsvc.geoparse.date_values import PrintedDay
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.mentions import DateMention
from mapsvc.geoparse.open_days import give_years, open_value

Dates = Callable[[str], list[DateMention]]


@pytest.mark.parametrize(
    "text",
    [
        "5 Eylül: Kolordu köprüyü geçti. 9 Eylül: Şehir alındı.",
        "On September 5 they crossed; on the 9th of September the town fell.",
        "5 сентября они перешли мост, 9 сентября взяли город.",
    ],
)
def test_days_of_a_text_without_a_year_say_so(dates: Dates, text: str) -> None:
    found = dates(text)
    assert [each.gregorian for each in found] == ["XXXX-09-05", "XXXX-09-09"]
    assert {each.why for each in found} == {("no-year",)}


def test_year_comes_from_what_follows(dates: Dates) -> None:
    found = dates("On May 4 his column crossed, and on May 9 the fort fell. It ended on 2 November 1876.")
    assert [each.gregorian for each in found] == ["1876-05-04", "1876-05-09", "1876-11-02"]
    assert found[0].why == ("year-after", "2 November 1876")


def test_december_before_a_january_is_of_the_year_before(dates: Dates) -> None:
    found = dates("28 Aralık'ta yola çıktı, 5 Ocak 1921'de vardı.")
    assert [each.gregorian for each in found] == ["1920-12-28", "1921-01-05"]


def test_leap_day_that_the_year_has_not_stays_open(dates: Dates) -> None:
    found = dates("On February 29 they left. On 3 March 1877 they came.")
    assert [each.gregorian for each in found] == ["XXXX-02-29", "1877-03-03"]


def test_year_of_the_text_is_given(parser: Geoparser) -> None:
    (found,) = parser.parse("5 Eylül: Kolordu geçti.", year=1922)
    assert isinstance(found, DateMention)
    assert found.gregorian == "1922-09-05"


def test_nothing_is_given_where_nothing_is_known() -> None:
    day = DateMention(0, 7, "5 Eylül", *open_value(PrintedDay(0, 9, 5)), ("no-year",))
    assert give_years([day]) == [day]
    assert give_years([]) == []


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("27-28 Nisan'da toplandı.", "XXXX-04-27/XXXX-04-28"),
        ("It sat between 4 and 11 May.", "XXXX-05-04/XXXX-05-11"),
        ("25 Ekim (7 Kasım) günü", "XXXX-10-25"),
        ("27-28 Aralık'ta toplandı, 5 Ocak 1921'de dağıldı.", "1920-12-27/1920-12-28"),
    ],
)
def test_interval_without_a_year_is_open_too(dates: Dates, text: str, edtf: str) -> None:
    assert dates(text)[0].gregorian == edtf
