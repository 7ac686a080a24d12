"""Dates say how sure they are, whence their year is, and whether weekdays and other calendars agree."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mapsvc.geoparse.date_evidence import weigh_dates
from mapsvc.geoparse.dates import Calendar, find_dates
from mapsvc.geoparse.mentions import DateMention
from mapsvc.geoparse.reason_text import reason_text
from mapsvc.geoparse.tokens import make_word, read_tokens

Dates = Callable[[str], list[DateMention]]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("On Wednesday, 16 March 1921 they signed.", ()),
        ("On Monday, 16 March 1921 they signed.", ("weekday-differs", "2")),
        ("Am Mittwoch, den 16. März 1921, unterschrieb man.", ()),
        ("Am Dienstag, den 16. März 1921, unterschrieb man.", ("weekday-differs", "2")),
        ("Le mercredi 16 mars 1921 on signa.", ()),
        ("Le jeudi 16 mars 1921 on signa.", ("weekday-differs", "2")),
        ("16 Mart 1921 Çarşamba günü imzalandı.", ()),
        ("16 Mart 1921 Pazartesi günü imzalandı.", ("weekday-differs", "2")),
        ("В среду 16 марта 1921 года подписали.", ()),
        ("В пятницу 16 марта 1921 года подписали.", ("weekday-differs", "2")),
    ],
)
def test_weekday_is_compared_with_the_day(dates: Dates, text: str, finding: tuple[str, ...]) -> None:
    (found,) = dates(text)
    assert (found.gregorian, found.finding) == ("1921-03-16", finding)
    assert (found.score > 0.9) == (not finding)


@pytest.mark.parametrize(
    ("text", "values", "codes"),
    [
        ("14 Muharrem 1339/28 Eylül 1920’de", ["1920-09-28"] * 2, ["calendars-agree"] * 2),
        # a day off is the moon's, and the other calendar says it
        ("15 Muharrem 1339/28 Eylül 1920’de", ["1920-09-28"] * 2, ["calendars-agree"] * 2),
        ("10 Muharrem 1339/28 Eylül 1920’de", ["1920-09-24", "1920-09-28"], ["calendars-differ"] * 2),
        ("27 Nisan 1336 (27 Nisan 1920) günü", ["1920-04-27"] * 2, ["calendars-agree"] * 2),
        ("27 Nisan 1336 (28 Nisan 1920) günü", ["1920-04-27", "1920-04-28"], ["calendars-differ"] * 2),
        ("10 Temmuz 1324 (23 Temmuz 1908) günü", ["1908-07-23"] * 2, ["calendars-agree"] * 2),
        # two days that stand for themselves
        ("27 Nisan 1336 ve 28 Nisan 1920 günleri", ["1920-04-27", "1920-04-28"], [None, None]),
    ],
)
def test_calendars_are_compared(dates: Dates, text: str, values: list[str], codes: list[str | None]) -> None:
    found = dates(text)
    assert [date.gregorian for date in found] == values
    assert [date.finding[0] if date.finding else None for date in found] == codes


def test_days_by_which_two_dates_differ_are_said(dates: Dates) -> None:
    first, _ = dates("27 Nisan 1336 (28 Nisan 1920) günü")
    assert "is another day, the two differ by 1" in reason_text(first.reasons)
    assert "aralarında 1 gün var" in reason_text(first.reasons, "tr")


def test_year_says_whence_it_is_and_how_sure(dates: Dates) -> None:
    near, after, none = (
        "5 Mayıs 1920’de geldi. 9 Haziran’da gitti.",
        "9 Haziran’da gitti. 5 Mayıs 1920’de",
        "9 Haziran’da",
    )
    printed, from_before = dates(near)
    from_behind, _ = dates(after)
    (unknown,) = dates(none)
    assert [date.why[0] for date in (printed, from_before, from_behind, unknown)] == [
        "printed", "year-from", "year-after", "no-year",
    ]  # fmt: skip
    assert [date.edtf for date in (printed, from_before, from_behind, unknown)] == [
        "1920-05-05", "1920-06-09", "1920-06-09", "XXXX-06-09",
    ]  # fmt: skip
    assert [date.gregorian for date in (from_before, from_behind)] == ["1920-06-09"] * 2
    assert printed.score > from_before.score > from_behind.score


def test_year_that_is_given_is_said(dates: Dates) -> None:
    tokens = read_tokens("9 Haziran’da gitti.", make_word, {})
    (found,) = find_dates(tokens, Calendar.beginning(1653))
    assert (found.edtf, found.gregorian, found.why) == ("1653-06-09", "1653-06-09", ("year-given", "1653"))
    assert "the one given for the text" in reason_text(found.reasons)


def test_dates_far_apart_are_not_compared(dates: Dates) -> None:
    found = dates("27 Nisan 1336 günü geldi. (28 Nisan 1920)")
    assert [date.finding for date in found] == [(), ()]
    assert weigh_dates("", []) == []
