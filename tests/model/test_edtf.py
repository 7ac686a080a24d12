"""The grammar of dates."""

from __future__ import annotations

import pytest

from mapsvc.model.dates import parse_date
from mapsvc.model.day import Day
from mapsvc.model.edtf import SEASON_MONTHS, Interval, Moment, Selection, parse_edtf


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("1920-05-11", ("", "", "")),
        ("1920-05-11~", ("~", "~", "~")),
        ("1920?-05-11", ("?", "", "")),
        ("1920-05?-11", ("?", "?", "")),
        ("1920-?05-11", ("", "?", "")),
        ("?1920-05-~11", ("?", "", "~")),
        ("1920-%05", ("", "~?", "")),
        ("1920?-05~", ("~?", "~", "")),
    ],
)
def test_mark_belongs_to_its_parts(text: str, marks: tuple[str, str, str]) -> None:
    found = parse_edtf(text)
    assert isinstance(found, Moment)
    assert found.marks == marks


def test_parts_are_told_apart() -> None:
    interval, choice, every = (parse_edtf(text) for text in ("1920/", "[1920,1922..]", "{1920..1922}"))
    assert isinstance(interval, Interval)
    assert interval.end == "unknown"
    assert isinstance(choice, Selection)
    assert [type(member) for member in choice.members] == [Moment, Interval]
    assert isinstance(every, Selection)
    assert (choice.every, every.every) == (False, True)


@pytest.mark.parametrize("season", SEASON_MONTHS)
def test_part_of_a_year_begins_in_its_year_and_follows_the_one_before(season: int) -> None:
    found = parse_edtf(f"1920-{season}")
    before = parse_edtf(f"1920-{max(season - 1, 21)}")
    assert isinstance(found, Moment)
    assert found.first.year == 1920
    assert found.season == season
    if isinstance(before, Moment) and before.season and season not in {21, 25, 29, 31, 33, 37, 40}:
        assert found.first == before.last + 1
    assert 80 < found.last - found.first < 190
    assert found.last <= Day(1921, 2, 28)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("1X2X", "1020-01-01", "1929-12-31"), ("X999", "0999-01-01", "9999-12-31"),
     ("-04XX", "-0499-01-01", "-0400-12-31"), ("00XX", "0000-01-01", "0099-12-31")],
)  # fmt: skip
def test_digits_that_nobody_knows_may_be_any(text: str, first: str, last: str) -> None:
    span = parse_date(text)
    assert (str(span.start), str(span.end)) == (first, last)
