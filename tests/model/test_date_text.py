"""Dates written out for readers."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapsvc.errors import DateError
from mapsvc.model.date_text import MONTHS, RUMI_MONTHS, format_date, format_day_of


@pytest.mark.parametrize(
    ("edtf", "tr", "en"),
    [
        ("1921-10-13", "13 Ekim 1921", "13 October 1921"),
        ("1920-04-01", "1 Nisan 1920", "1 April 1920"),
        ("1921-10", "Ekim 1921", "October 1921"),
        ("1921", "1921", "1921"),
        ("1920-05~", "Mayıs 1920 dolayları", "about May 1920"),
        ("1920-05-11?", "belki 11 Mayıs 1920", "possibly 11 May 1920"),
        ("1920%", "1920 dolayları", "about 1920"),
        ("1920-05-25/1920-05-31", "25–31 Mayıs 1920", "25–31 May 1920"),
        ("1920-05-11/1920-07-19", "11 Mayıs – 19 Temmuz 1920", "11 May – 19 July 1920"),
        ("1920-12-30/1921-01-02", "30 Aralık 1920 – 2 Ocak 1921", "30 December 1920 – 2 January 1921"),
        ("1920-05/1920-08", "Mayıs 1920 – Ağustos 1920", "May 1920 – August 1920"),
        ("1912/1913", "1912–1913", "1912–1913"),
        ("1921-10-13/..", "13 Ekim 1921 tarihinden itibaren", "from 13 October 1921"),
        ("../1921-10-13", "13 Ekim 1921 tarihine kadar", "until 13 October 1921"),
        ("1920-05~/1920-08", "Mayıs 1920 dolayları – Ağustos 1920", "about May 1920 – August 1920"),
        ("192X", "192X", "192X"),
    ],
)
def test_date_is_written_as_readers_expect(edtf: str, tr: str, en: str) -> None:
    assert (format_date(edtf, "tr"), format_date(edtf, "en")) == (tr, en)


@pytest.mark.parametrize("text", ["", "x", "1921-02-30", "1922/1921"])
def test_what_is_no_date_is_not_written(text: str) -> None:
    with pytest.raises(DateError):
        format_date(text, "en")


@pytest.mark.parametrize(
    ("calendar", "iso", "tr", "en"),
    [
        ("rumi", "1336-04-27", "27 Nisan 1336", "27 Nisan 1336"),
        ("rumi", "1337-10-13", "13 Teşrinievvel 1337", "13 Teşrinievvel 1337"),
        ("rumi", "1336-01-05", "5 Kânunusani 1336", "5 Kanunusani 1336"),
        ("rumi", "1336-12", "Kânunuevvel 1336", "Kanunuevvel 1336"),
        ("julian", "1917-10-25", "25 Ekim 1917", "25 October 1917"),
        ("julian", "1917", "1917", "1917"),
    ],
)
def test_day_of_another_calendar_has_its_month_names(calendar: str, iso: str, tr: str, en: str) -> None:
    assert (format_day_of(calendar, iso, "tr"), format_day_of(calendar, iso, "en")) == (tr, en)


@given(
    st.dates(min_value=dt.date(1000, 1, 1), max_value=dt.date(2999, 12, 31)), st.sampled_from(["tr", "en"])
)
def test_written_day_names_day_month_and_year(day: dt.date, lang: str) -> None:
    assert format_date(day.isoformat(), lang) == f"{day.day} {MONTHS[lang][day.month - 1]} {day.year}"


@pytest.mark.parametrize("names", [*MONTHS.values(), *RUMI_MONTHS.values()])
def test_year_has_twelve_different_months(names: tuple[str, ...]) -> None:
    assert len(set(names)) == 12
