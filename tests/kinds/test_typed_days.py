"""Days as addresses and fields name them."""

from __future__ import annotations

import pytest

from mapsvc import Atlas
from mapsvc.errors import DayError
from mapsvc.kinds.typed_days import day_ends, day_examples, read_day, read_side
from mapsvc.model.day import Day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("20 June 1920", "1920-06-20"),
        ("20.6.1920", "1920-06-20"),
        ("June 1920", "1920-06-01"),
        ("1920", "1920-01-01"),
        ("1336", "1920-01-01"),
    ],
)
def test_day_is_read_as_people_type_it(atlas: Atlas, typed: str, day: str) -> None:
    assert read_day(atlas.records, "on", typed) == Day.fromisoformat(day)


@pytest.mark.parametrize(("typed", "outside"), [("midsummer", ""), ("1850", "1850"), ("Kars 1920", "")])
def test_what_will_not_do_says_what_would(atlas: Atlas, typed: str, outside: str) -> None:
    with pytest.raises(DayError, match="it may be a day from 1914-01-01 to 1932-12-31") as caught:
        read_day(atlas.records, "on", typed)
    assert (caught.value.typed, caught.value.outside) == (typed, outside)


def test_day_may_be_held_within_other_ends(atlas: Atlas) -> None:
    ends = (Day(1920, 5, 11), Day(1920, 7, 19))
    assert read_day(atlas.records, "at", "1920", ends) == ends[0]
    with pytest.raises(DayError, match="1920-05-11 to 1920-07-19"):
        read_day(atlas.records, "at", "1921", ends)


def test_side_of_a_comparison_is_a_border_or_a_day(atlas: Atlas) -> None:
    sides = [read_side(atlas.records, "a", typed) for typed in ("kars-1921", "1914", "nothing")]
    assert sides == ["kars-1921", "1914-01-01", "nothing"]


def test_field_shows_how_a_day_is_written(atlas: Atlas) -> None:
    shown = day_examples(atlas.records, atlas.records.language("en"))
    assert (shown["long"], shown["short"], shown["iso"]) == ("16 March 1921", "16.3.1921", "1921-03-16")
    assert day_ends(atlas.records) == {"first": "1914-01-01", "last": "1932-12-31"}
