"""Days and intervals of days, each reader alone; a bracket shows where the date may begin."""

from __future__ import annotations

import pytest

from mapsvc.geoparse import date_grammar as grammar
from mapsvc.geoparse.date_context import Calendar, DateSpot
from mapsvc.geoparse.date_days import read_azerbaijani, read_day_first, read_numeric, read_roman
from mapsvc.geoparse.date_values import PrintedDay
from mapsvc.geoparse.dates import find_dates
from mapsvc.geoparse.mentions import DateMention
from mapsvc.geoparse.reason_text import reason_text
from mapsvc.geoparse.tokens import make_word, read_tokens

READERS = (
    (grammar.AZERBAIJANI, read_azerbaijani),
    (grammar.ROMAN, read_roman),
    (grammar.ISO, read_numeric),
    (grammar.NUMERIC, read_numeric),
    (grammar.DAY_FIRST, read_day_first),
)


def read(text: str, calendar: Calendar | None = None) -> DateMention | None:
    start = text.index("[")
    spot = DateSpot.at(text.replace("[", "", 1), start)
    for pattern, reader in READERS:
        found = pattern.match(spot.window)
        if found:
            return reader(spot, found, Calendar() if calendar is None else calendar)
    raise AssertionError(text)


def in_1920() -> Calendar:
    calendar = Calendar()
    calendar.note(-100, 1920, "28 Nisan 1920", day=PrintedDay(1920, 4, 28))
    return calendar


@pytest.mark.parametrize(
    ("text", "edtf", "calendar", "gregorian"),
    [
        ("[27 Nisan 1920'de", "1920-04-27", "gregorian", "1920-04-27"),
        ("[1 Nisan 1920'de", "1920-04-01", "gregorian", "1920-04-01"),
        ("[31 Mayıs 1920'de", "1920-05-31", "gregorian", "1920-05-31"),
        ("[27 Nisan 1336'da", "1336-04-27", "rumi", "1920-04-27"),
        ("[27-29 Nisan 1920'de", "1920-04-27/1920-04-29", "gregorian", "1920-04-27/1920-04-29"),
        ("[27-29 Nisan 1336'da", "1336-04-27/1336-04-29", "rumi", "1920-04-27/1920-04-29"),
        ("[27 Nisan-3 Mayıs 1920'de", "1920-04-27/1920-05-03", "gregorian", "1920-04-27/1920-05-03"),
        ("[12-3 Mart 1920'de", "1920-03-03", "gregorian", "1920-03-03"),  # no interval: the day it ends with
        # the day of both calendars, which were 12 and then 13 days apart
        ("[12/25 Ekim 1917'de", "1917-10-12", "julian", "1917-10-25"),
        ("[12/24 Nisan 1877'de", "1877-04-12", "julian", "1877-04-24"),
        ("[12/23 Nisan 1877'de", "1877-04-12/1877-04-23", "gregorian", "1877-04-12/1877-04-23"),
        ("[25 Ekim (7 Kasım) 1917'de", "1917-10-25", "julian", "1917-11-07"),
        ("[24 Aralık (6 Ocak) 1917'de", "1917-12-24", "julian", "1918-01-06"),  # into the next year
        ("[6 Mart 1877 (Julian)", "1877-03-06", "julian", "1877-03-18"),
        ("[19.V.1919 günü", "1919-05-19", "gregorian", "1919-05-19"),
        ("[27.4.1920 günü", "1920-04-27", "gregorian", "1920-04-27"),
        ("[1920-04-27 günü", "1920-04-27", "gregorian", "1920-04-27"),
        ("[27.4.36 günü", "1336-04-27", "rumi", "1920-04-27"),  # two digits of a Rumi year
        ("[27.4.29 günü", "1929-04-27", "gregorian", "1929-04-27"),
        ("[27.4.30 günü", "1330-04-27", "rumi", "1914-05-10"),
        ("[27.4.42 günü", "1342-04-27", "rumi", "1926-04-27"),
        ("[27.4.43 günü", "1943-04-27", "gregorian", "1943-04-27"),
        ("[27 Nisan'da", "1920-04-27", "gregorian", "1920-04-27"),  # the year of the last date
        ("[mayın 28-də", "1920-05-28", "gregorian", "1920-05-28"),
        ("1918-ci ildə oldu. [5 aprel gəldi", "1920-04-05", "gregorian", "1920-04-05"),
        ("[5 Jan 1920", "1920-01-05", "gregorian", "1920-01-05"),
    ],
)
def test_day_is_valued_in_the_calendar_that_it_shows(
    text: str, edtf: str, calendar: str, gregorian: str
) -> None:
    found = read(text, in_1920())
    assert found is not None
    assert (found.edtf, found.calendar, found.gregorian) == (edtf, calendar, gregorian)


@pytest.mark.parametrize(
    "text",
    [
        "[31 Nisan 1920'de",
        "[0 Nisan 1920'de",
        "[32 Nisan 1920'de",
        "[20 Şubat 1332'de",  # left out of the Rumi calendar
        "[19.XIII.1919 günü",
        "[27.13.1920 günü",
        "[27.0.1920 günü",
        "[27.4.2031 günü",
        "[27.4.0999 günü",
        "[27.4.20 garip",  # two digits need a word that says what they are
        "[25 Ekim (31 Kasım) 1917'de",
        "[5 Jan garip",
        "[5 jan 1920",
        "[27 nisan garip",
    ],
)
def test_what_is_no_day_is_no_date(text: str) -> None:
    assert read(text, in_1920()) is None


@pytest.mark.parametrize(("text", "edtf"), [("[27 Nisan'da", "XXXX-04-27"), ("[mayın 28-də", "XXXX-05-28")])
def test_day_of_no_year_says_so(text: str, edtf: str) -> None:
    found = read(text)
    assert found is not None
    assert (found.edtf, found.gregorian, found.why) == (edtf, edtf, ("no-year",))


@pytest.mark.parametrize("text", ["[31 Nisan'da", "[30 Şubat'ta"])
def test_day_that_no_year_has_is_no_date(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "julian"),
    [
        ("İhtilal [25 Ekim 1917'de oldu", True),  # Russia's revolutions are told by its own calendar
        ("Garip [25 Ekim 1917'de oldu", False),
        ("İhtilal [7 Kasım 1917'de oldu", False),  # the day by which books name it that use the new style
        ("İhtilal [25 Mayıs 1917'de oldu", False),
        ("İhtilal [25 Ekim 1916'da oldu", False),
        ("İhtilal [20 Ocak 1918'de oldu", True),  # the last month by the old style
        ("İhtilal [20 Şubat 1918'de oldu", False),
        ("Въ ночь на [9 декабря 1914 г. войска, отрядъ и флотъ", True),
        ("В ночь на [9 декабря 1914 г. войска и флот", False),
        (
            "Въ ночь на [9 декабря 1920 г. войска, отрядъ и флотъ",
            False,
        ),  # the spelling outlived the calendar
    ],
)
def test_day_of_russia_before_1918_is_julian(text: str, julian: bool) -> None:
    found = read(text)
    assert found is not None
    assert (found.calendar == "julian") is julian


def test_days_behind_know_the_day_that_was_read() -> None:
    calendar = in_1920()
    assert read("[27-29 Mayıs 1921'de", calendar)
    assert (calendar.year, calendar.day, calendar.printed) == (
        1921,
        PrintedDay(1921, 5, 29),
        "27-29 Mayıs 1921",
    )
    assert read("[25 Ekim (7 Kasım) 1917'de", calendar)
    assert calendar.day == PrintedDay(1917, 11, 7)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("22 Zilhicce 1338’de ayrıldı", [("1338-12-22~", "hijri", "1920-09-06")]),
        ("14 Muharrem 1339/28 Eylül 1920’de",
         [("1339-01-14~", "hijri", "1920-09-28"), ("1920-09-28", "gregorian", "1920-09-28")]),
        ("12 Rebiü’l-evvel sene 1339", [("1339-03-12~", "hijri", "1920-11-24")]),
        ("on 4 Ramadan 1338 AH in Kars", [("1338-09-04~", "hijri", "1920-05-22")]),
        ("4 Рамазан 1338 года", [("1338-09-04~", "hijri", "1920-05-22")]),
        ("3 Şaban 339’da", [("1339-08-03~", "hijri", "1921-04-12")]),
        # No such day: then the year is at least none of the Rumi calendar.
        ("31 Ramazan 1338’de", []),
        # Names of persons, and years that no Hijri month had.
        ("Recep 1920’de doğdu", [("1920", "gregorian", "1920")]),
        ("Ramazan Bey 1335’te geldi", [("1335", "rumi", "1919")]),
        ("22 Mart 1338’de", [("1338-03-22", "rumi", "1922-03-22")]),
    ],
)  # fmt: skip
def test_day_of_a_hijri_month_is_hijri(text: str, dates: list[tuple[str, str, str]]) -> None:
    found = find_dates(read_tokens(text, make_word, {}), Calendar())
    assert [(date.edtf, date.calendar, date.gregorian) for date in found] == dates


def test_day_after_a_hijri_one_counts_from_its_gregorian_day() -> None:
    text = "12 Recep 1338’de geldi, üç gün sonra ayrıldı."
    found = find_dates(read_tokens(text, make_word, {}), Calendar())
    assert [date.gregorian for date in found] == ["1920-04-01", "1920-04-04"]
    assert "Hijri" in reason_text([found[0].why], "en")
    assert "Hicri" in reason_text([found[0].why], "tr")
