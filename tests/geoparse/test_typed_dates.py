"""Dates as readers type them, in the notations and languages of the interface and of an atlas."""

from __future__ import annotations

import pytest

from mapsvc.geoparse.typed_dates import read_all_typed, read_typed, read_written
from mapsvc.model.dates import parse_date

LANGS = ("tr", "en", "az", "ru", "de", "es", "fr", "hu")
WITHIN = parse_date("1914/1932")


@pytest.mark.parametrize(
    "typed",
    [
        "20 June 1920", "June 20, 1920", "20th June 1920", "20th of June, 1920", "Jun 20, 1920",
        "20.6.1920", "20/6/1920", "20-06-1920", "6/20/1920", "1920-06-20",
        "20 Haziran 1920", "20 haziran 1920'de", "20 HAZİRAN 1920", "20 iyun 1920", "20 iyun 1920-ci il",
        "1920-ci il iyunun 20-si", "20 июня 1920", "20 ИЮНЯ 1920", "20-го июня 1920 г.",
        "20. Juni 1920", "20 de junio de 1920", "20 juin 1920", "1920. június 20.",
        "7 June 1920 (O.S.)",
    ],
)  # fmt: skip
def test_day_is_read_in_each_notation(typed: str) -> None:
    found = read_typed(typed, LANGS, WITHIN)
    assert found is not None
    assert (found.span.edtf, found.rest) == ("1920-06-20", "")


@pytest.mark.parametrize(
    ("typed", "edtf", "rest"),
    [
        ("4 Ramazan 1338", "1920-05-22", ""),
        ("4 رمضان 1338", "1920-05-22", ""),
        ("٤ رمضان ١٣٣٨", "1920-05-22", ""),
        ("4 Ramadan 1338 AH", "1920-05-22", ""),
        ("22 Zilhicce 1338", "1920-09-06", ""),
        ("22 Dhu al-Hijjah 1338", "1920-09-06", ""),
        ("14 Muharrem 1339", "1920-09-28", ""),
        ("14 мухаррам 1339", "1920-09-28", ""),
        ("12 Rebiü’l-evvel 1339", "1920-11-24", ""),
        ("Ramazan 1338", "1920-05-19/1920-06-17", ""),
        ("who held Kars on 14 Muharrem 1339?", "1920-09-28", "who held Kars on"),
    ],
)
def test_hijri_is_read_by_its_months(typed: str, edtf: str, rest: str) -> None:
    found = read_typed(typed, LANGS, WITHIN)
    assert found is not None
    assert (found.span.edtf, found.rest, found.calendar) == (edtf, rest, "hijri")


@pytest.mark.parametrize("typed", ["Ramazan Bey", "31 Ramazan 1338", "Recep 1920", "Sefer"])
def test_hijri_names_without_such_a_day_are_none(typed: str) -> None:
    found = read_typed(typed, LANGS, WITHIN)
    assert found is None or found.calendar == "gregorian"


@pytest.mark.parametrize(
    ("typed", "edtf", "rest"),
    [
        ("June 1920", "1920-06", ""),
        ("iyun 1920", "1920-06", ""),
        ("июнь 1920", "1920-06", ""),
        ("1920", "1920", ""),
        ("401 BC", "-0400", ""),
        ("-0400-06-20", "-0400-06-20", ""),
        ("Nahçıvan Kasım 1920", "1920-11", "Nahçıvan"),
        ("who held Kars 1919-04-20", "1919-04-20", "who held Kars"),
        ("where were they on 20 June 1920?", "1920-06-20", "where were they on"),
        ("Kars 1336", "1920", "Kars"),
        ("7 Haziran 1336", "1920-06-07", ""),
    ],
)
def test_month_year_and_sentence_are_read(typed: str, edtf: str, rest: str) -> None:
    found = read_typed(typed, LANGS, WITHIN)
    assert found is not None
    assert (found.span.edtf, found.rest) == (edtf, rest)


@pytest.mark.parametrize(
    "typed", ["Kars", "mart", "32 June 1920", "29 Şubat 1921", "20.13.1920", "kars-1921"]
)
def test_what_is_no_date_is_none(typed: str) -> None:
    assert read_typed(typed, LANGS, WITHIN) is None


def test_letters_with_marks_of_their_own_are_read() -> None:
    found = read_typed("20 Ag\u0306ustos 1920", LANGS, WITHIN)
    assert found is not None
    assert found.span.edtf == "1920-08-20"


def test_year_of_the_rumi_calendar_is_a_plain_year_in_an_atlas_of_that_year() -> None:
    found = read_typed("7 June 1336", LANGS, parse_date("1300/1400"))
    assert found is not None
    assert (found.span.edtf, found.calendar) == ("1336-06-07", "gregorian")


def test_several_dates_are_read_in_their_order() -> None:
    found = read_all_typed("1 June 1921 against 1914", LANGS, WITHIN)
    assert [date.span.edtf for date in found] == ["1921-06-01", "1914"]


def test_day_before_1582_is_as_pages_show_it_or_as_its_source_dates() -> None:
    shown, written = read_typed("18 May 1565", ("en",)), read_written("18 May 1565", ("en",))
    assert shown is not None
    assert written is not None
    assert shown.span.edtf == written.span.edtf == "1565-05-18"
    of_source = read_written("18 May 1565", ("en",), of_source=True)
    assert of_source is not None
    assert (of_source.span.edtf, of_source.calendar) == ("1565-05-28", "julian")
    assert read_written("1565-05-18", ("en",), of_source=True) == written
