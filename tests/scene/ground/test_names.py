"""The names of the ground in a year and a language."""

from __future__ import annotations

import pytest

from mapsvc.model.day import Day
from mapsvc.scene.ground.names import name_in, said, shown_properties, year_of

TOWN = {
    "kind": "town", "rank": 1, "since": "1750", "until": "1930", "secret": 1,
    "names": {"en": "Now", "tr": "Şimdi"},
    "spans": [{"from": "1750", "to": "1799", "names": {"en": "Once"}}],
}  # fmt: skip


YEARS = [("1921-03-16", 1921), ("-0044", -44), ("Y12000", 12000), ("", 7), (None, 7), ("19", 7)]


@pytest.mark.parametrize(("edtf", "year"), YEARS)
def test_year_is_the_first_that_a_date_names(edtf: str | None, year: int) -> None:
    assert year_of(edtf, 7) == year


@pytest.mark.parametrize(("year", "name"), [(1749, ""), (1760, "Once"), (1800, "Şimdi"), (1931, "")])
def test_feature_bears_the_name_of_the_time_and_none_outside_it(year: int, name: str) -> None:
    assert name_in(TOWN, "tr", Day(year, 7, 1)) == name


def test_name_falls_back_to_english_then_to_any() -> None:
    assert said({"en": "Kars", "tr": "K"}, "de") == "Kars"
    assert said({"hy": "Կարս"}, "de") == "Կարս"
    assert said({"pt": "Lisboa"}, "pt-BR") == "Lisboa"


def test_browser_gets_what_it_draws_and_one_language() -> None:
    shown = shown_properties(TOWN, "en")
    assert shown["name"] == "Now"
    assert shown["spans"] == [{"from": "1750", "to": "1799", "name": "Once"}]
    assert "secret" not in shown
    assert "names" not in shown


def test_name_changes_on_the_day_and_not_with_the_year() -> None:
    town = {"names": {"en": "Petrovsk"}, "spans": [{"from": "1921-05", "names": {"en": "Makhachkala"}}]}
    days = {"1921-03-16": "Petrovsk", "1921-04-30": "Petrovsk", "1921-05-01": "Makhachkala"}
    assert {day: name_in(town, "en", Day.fromisoformat(day)) for day in days} == days
    ended = {"names": {"en": "Now"}, "spans": [{"to": "1914-08-31", "names": {"en": "Then"}}]}
    assert [name_in(ended, "en", Day(1914, 8, 31)), name_in(ended, "en", Day(1914, 9, 1))] == ["Then", "Now"]
    before = {"names": {"en": "Late"}, "spans": [{"to": "-0400-06", "names": {"en": "Early"}}]}
    assert [name_in(before, "en", Day(-400, month, 1)) for month in (6, 7)] == ["Early", "Late"]
