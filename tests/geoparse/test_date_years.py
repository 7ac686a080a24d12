"""Years, months, decades and centuries, each reader alone; a bracket shows where the date may begin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple

import pytest

from mapsvc.geoparse.date_context import Calendar, DateSpot
from mapsvc.geoparse.date_values import PrintedDay
from mapsvc.geoparse.date_years import read_century, read_month, read_same_period, read_year
from mapsvc.geoparse.mentions import DateMention

Reader = Callable[[DateSpot, Calendar], DateMention | None]


def read(reader: Reader, text: str, calendar: Calendar | None = None) -> DateMention | None:
    start = text.index("[")
    found = reader(DateSpot.at(text.replace("[", "", 1), start), Calendar() if calendar is None else calendar)
    assert found is None or found.start == start
    return found


def told(found: DateMention | None) -> tuple[str, str, str, str] | None:
    """What is printed, its value in the calendar of print, which that is, and the Gregorian value."""
    return (found.surface, found.edtf, found.calendar, found.gregorian) if found else None


def gregorian(printed: str, edtf: str) -> tuple[str, str, str, str]:
    return printed, edtf, "gregorian", edtf


def in_1920() -> Calendar:
    """What a text has said that spoke of February 1919 and last of 28 April 1920."""
    calendar = Calendar()
    calendar.note(-200, 1919, "Şubat 1919", month=2)
    calendar.note(-100, 1920, "28 Nisan 1920", day=PrintedDay(1920, 4, 28))
    return calendar


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # an ending, or a word behind it, says that it dates something
        ("garip [1920'de garip", gregorian("1920", "1920")),
        ("garip [1920 yılında garip", gregorian("1920", "1920")),
        ("garip [l920'de garip", gregorian("l920", "1920")),
        ("garip [1336'da garip", ("1336", "1336", "rumi", "1920")),
        # a word before it; a year that may be of the Rumi calendar needs more
        ("in [1920 garip", gregorian("1920", "1920")),
        ("in [1336 garip", None),
        ("garip [1920 garip", None),
        ("and [1920 they", gregorian("1920", "1920")),
        ("and [1500 soldiers came", None),  # a number of people
        ("to [1500 soldiers came", None),
        ("in [1500 soldiers came", gregorian("1500", "1500")),
        # years of a person, not of a book
        ("([1920-1946) garip", gregorian("1920-1946", "1920/1946")),
        ("([1920) garip", None),
        ("([1920-1946, garip) garip", None),
        ("([1920/1946) garip", None),
        # a heading ends with its years, but a shelfmark does too
        ("Garip [1919 - 1922\n\ngarip", gregorian("1919 - 1922", "1919/1922")),
        ("Garip [1919-1922", gregorian("1919-1922", "1919/1922")),
        ("(Garip [1919-1922)\ngarip", gregorian("1919-1922", "1919/1922")),
        ("Garip [1919/1922\ngarip", None),
        ("Garip [1919-1922, garip", None),
        ("garip 525.[1919-1922\ngarip", None),
        ("garip 525/[1919-1922\ngarip", None),
        # pages and numbers
        ("in [1920: 12", None),
        ("in [1920, 12", gregorian("1920", "1920")),
        ("in [1920,12", None),
        ("in [1920 s. 12", None),
        *((f"garip{sign} [1920 yılında garip", None) for sign in (",", " -", " /", " no", " no:", " sayı")),
        ("mid-[1920 yılında garip", gregorian("1920", "1920")),
        # intervals
        ("garip [1914-18'de garip", gregorian("1914-18", "1914/1918")),
        ("garip [1890-99'da garip", gregorian("1890-99", "1890/1899")),
        ("garip [1899-02'de garip", None),
        ("garip [1920-1920'de garip", None),
        ("garip [1920-1910'da garip", None),
        ("garip [1800-1920'de garip", gregorian("1800-1920", "1800/1920")),
        ("garip [1800-1921'de garip", None),  # two numbers rather than a time
        ("garip [1336-1337'de garip", ("1336-1337", "1336/1337", "rumi", "1920/1921")),
        # decades
        ("garip [1920'lerde garip", gregorian("1920", "192X")),
        ("the [1920s garip", gregorian("1920s", "192X")),
        # a month behind it, in capitals but where an ordinal shows what it is; no issue of a journal
        ("garip [1917 Şubat garip", gregorian("1917 Şubat", "1917-02")),
        ("garip [1920-ci ilin aprelində", gregorian("1920-ci ilin aprel", "1920-04")),
        ("in [1917 mart garip", gregorian("1917", "1917")),
        ("in [1917 March: 12", gregorian("1917", "1917")),
        ("garip [1336 Nisan garip", ("1336 Nisan", "1336-04", "rumi", "1920-04")),
        # a year of each calendar
        ("[1335/1919 garip", ("1335/1919", "1335", "rumi", "1919")),
        ("[1335/1920 garip", ("1335/1920", "1335", "rumi", "1920")),
        ("[1335/1921 garip", None),
        ("[1335/1918 garip", None),
        ("[27 garip", None),
    ],
)
def test_year_is_read_where_it_dates_something(text: str, expected: tuple[str, ...] | None) -> None:
    assert told(read(read_year, text)) == expected


@pytest.mark.parametrize(
    ("reader", "text", "why"),
    [
        (read_year, "in [1920 garip", ("printed",)),
        (read_year, "garip [1912-1913'te", ("interval",)),
        (read_year, "the [1920s garip", ("printed",)),
        (read_year, "[1335/1919 garip", ("printed",)),
        (read_month, "[Ekim 1917'de", ("printed",)),
        (read_month, "[Nisan-Mayıs 1920'de", ("interval",)),
        (read_month, "in [April they", ("year-from", "28 Nisan 1920")),
        (read_month, "[April 27 they", ("year-from", "28 Nisan 1920")),
        (read_century, "[XX. yüzyıl", ("century",)),
        (read_same_period, "[ertesi yıl", ("year-from", "28 Nisan 1920")),
        (read_same_period, "[aynı ay", ("year-from", "28 Nisan 1920")),
    ],
)
def test_reading_says_what_it_rests_on(reader: Reader, text: str, why: tuple[str, ...]) -> None:
    found = read(reader, text, in_1920())
    assert found is not None
    assert found.why == why


@pytest.mark.parametrize(
    ("reader", "text", "year", "printed", "month", "rumi_year"),
    [
        (read_year, "in [1921 garip", 1921, "1921", 4, 0),
        (read_year, "garip [1337'de garip", 1921, "1337", 4, 1337),
        (read_year, "[1337/1921 garip", 1921, "1337/1921", 4, 1330),
        (read_year, "garip [1921-1923'te garip", 1921, "1921-1923", 4, 0),
        (read_month, "[Ekim 1921'de", 1921, "Ekim 1921", 10, 0),
        (read_month, "[Ekim 1337'de", 1921, "Ekim 1337", 10, 1337),
    ],
)
def test_dates_behind_know_the_year_that_was_read(
    reader: Reader, text: str, year: int, printed: str, month: int, rumi_year: int
) -> None:
    calendar = in_1920()
    calendar.rumi_year = 1330
    assert read(reader, text, calendar)
    assert (calendar.year, calendar.printed, calendar.rumi_year) == (year, printed, rumi_year)
    assert calendar.days[-1][2] == month


@pytest.mark.parametrize("text", ["garip [1920 garip", "the [1920s garip", "garip [1920-1910'da garip"])
def test_what_names_no_year_leaves_the_last_date_as_it_was(text: str) -> None:
    calendar = in_1920()
    read(read_year, text, calendar)
    assert astuple(calendar) == astuple(in_1920())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Ekim 1917'de", gregorian("Ekim 1917", "1917-10")),
        ("[Nisan-Mayıs 1920'de", gregorian("Nisan-Mayıs 1920", "1920-04/1920-05")),
        ("[Nisan 1336'da", ("Nisan 1336", "1336-04", "rumi", "1920-04")),
        ("garip x[Ekim 1917'de", None),  # the end of another word
        # English days
        ("[May 28, 1918, was", gregorian("May 28, 1918", "1918-05-28")),
        ("[Sept. 5, 1919 was", gregorian("Sept. 5, 1919", "1919-09-05")),
        ("[April 27-29, 1919 they", gregorian("April 27-29, 1919", "1919-04-27/1919-04-29")),
        ("[April 27-29 they", gregorian("April 27-29", "1920-04-27/1920-04-29")),
        ("[April 1 they", gregorian("April 1", "1920-04-01")),
        ("[May 31 they", gregorian("May 31", "1920-05-31")),
        ("[May 31", gregorian("May 31", "1920-05-31")),
        ("in [May 32 they", gregorian("May", "1920-05")),
        ("in [May 0 they", gregorian("May", "1920-05")),
        ("in [May 14/27 they", ("May 14/27", "1920-05-14", "julian", "1920-05-27")),
        ("[may 28, 1918", None),
        ("[Mayıs 28, 1918", None),
        # a month alone needs a word that says that it dates something
        ("[Nisan ayında garip", gregorian("Nisan", "1920-04")),
        ("[Mayıs ayında garip", gregorian("Mayıs", "1920-05")),
        ("[Nisan'da garip", gregorian("Nisan", "1920-04")),
        ("[Nisan garip", None),
        ("[Nisanın garip", None),
        ("[ekim ayında garip", None),
        ("[aprel ayında gəldi", gregorian("aprel", "1920-04")),
        ("in [October they", gregorian("October", "1920-10")),
        ("in [Octoberfest they", None),
        ("in [Octoberf they", None),
        ("garip [October they", None),
        ("in [Oct they", None),
        ("[Zorbulak ayında", None),
        # Azerbaijani
        ("[mayın 28-də", gregorian("mayın 28", "1920-05-28")),
        ("[Mayın 28-də", gregorian("Mayın 28", "1920-05-28")),
    ],
)
def test_month_is_read_with_its_day_its_year_or_what_was_said(
    text: str, expected: tuple[str, ...] | None
) -> None:
    assert told(read(read_month, text, in_1920())) == expected


@pytest.mark.parametrize(
    "text", ["[April 31 they", "[Nisan ayında garip", "in [October they", "[mayın 32-də"]
)
def test_month_of_no_year_is_no_date(text: str) -> None:
    assert read(read_month, text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[aynı yıl garip", gregorian("aynı yıl", "1920")),
        ("[same year they", gregorian("same year", "1920")),
        ("[ertesi yıl garip", gregorian("ertesi yıl", "1921")),
        ("[next year they", gregorian("next year", "1921")),
        ("[following year they", gregorian("following year", "1921")),
        ("[aynı ay garip", gregorian("aynı ay", "1920-04")),
        ("[ertesi ay garip", gregorian("ertesi ay", "1920-05")),
        ("[following month they", gregorian("following month", "1920-05")),
        ("[aynı yılda garip", gregorian("aynı yıl", "1920")),
        ("[aynı yıllar garip", None),
        ("[aynı yılın Ekim ayında", None),  # the month is the date
        ("garip x[aynı yıl garip", None),
        ("[garip yıl", None),
    ],
)
def test_period_is_counted_from_the_last_date(text: str, expected: tuple[str, ...] | None) -> None:
    assert told(read(read_same_period, text, in_1920())) == expected


@pytest.mark.parametrize(("month", "next_month"), [(10, "1920-11"), (11, "1920-12"), (12, "1921-01")])
def test_month_behind_december_is_of_the_next_year(month: int, next_month: str) -> None:
    calendar = Calendar()
    calendar.note(-100, 1920, "1920", month=month)
    assert told(read(read_same_period, "[ertesi ay", calendar)) == gregorian("ertesi ay", next_month)


def test_period_after_nothing_is_no_date() -> None:
    assert read(read_same_period, "[ertesi yıl") is None
    calendar = Calendar()
    calendar.note(-100, 1920, "1920")
    assert told(read(read_same_period, "[ertesi yıl", calendar)) == gregorian("ertesi yıl", "1921")
    assert read(read_same_period, "[ertesi ay", calendar) is None  # a month was never named


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[XX. yüzyıl garip", ("XX. yüzyıl", "19XX")),
        ("[XIX. asırda garip", ("XIX. asır", "18XX")),
        ("[19. yüzyılda garip", ("19. yüzyıl", "18XX")),
        ("[20th century was", ("20th century", "19XX")),
        ("[nineteenth century was", ("nineteenth century", "18XX")),
        ("[5. yüzyıl garip", ("5. yüzyıl", "04XX")),
        ("[21. yüzyıl garip", ("21. yüzyıl", "20XX")),
        ("[4. yüzyıl garip", None),
        ("[22. yüzyıl garip", None),
        ("[garip yüzyıl", None),
        ("[XX. garip", None),
        ("[yüzyıl", None),
    ],
)
def test_century_is_a_hundred_years(text: str, expected: tuple[str, str] | None) -> None:
    assert told(read(read_century, text)) == (expected and gregorian(*expected))
