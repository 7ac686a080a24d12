"""The grammar of dates."""

from __future__ import annotations

import pytest

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
