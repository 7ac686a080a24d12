"""Patterns find a date in folded text; numbers are read as they were printed."""

from __future__ import annotations

import re

import pytest

from mapsvc.geoparse import date_grammar as grammar
from mapsvc.geoparse.text_folding import fold_text


@pytest.mark.parametrize(
    ("pattern", "text", "groups"),
    [
        (grammar.DAY_FIRST, "27 Nisan-3 Mayıs 1920", {"day": "27", "day3": "3", "year": "1920"}),
        (grammar.DAY_FIRST, "25 Ekim (7 Kasım) 1917", {"day": "25", "day4": "7", "month4": "kasim"}),
        (grammar.DAY_FIRST, "9 Eylül 338 günü", {"month": "eylul", "year": "338"}),
        (grammar.MONTH_FIRST, "April 27, 1920", {"month": "april", "day": "27", "year": "1920"}),
        (grammar.MONTH_FIRST, "Nisan-Mayıs 1920", {"month2": "mayis", "day": None}),
        (grammar.YEAR_FIRST, "1914-18", {"year": "1914", "year2": "18"}),
        (grammar.YEAR_FIRST, "1920'lerde", {"year": "1920", "decade": "'ler"}),
        (grammar.AZERBAIJANI, "1918-ci il mayın 28-də", {"year": "1918", "month": "may", "day": "28"}),
        (grammar.NUMERIC, "04.05.37", {"day": "04", "month": "05", "year": "37"}),
        (grammar.ROMAN, "19.V.1919", {"day": "19", "month": "v", "year": "1919"}),
        (grammar.TWO_YEARS, "1335/1919", {"old": "1335", "year": "1919"}),
    ],
)
def test_pattern_tells_the_parts_of_a_date(
    pattern: re.Pattern[str], text: str, groups: dict[str, str | None]
) -> None:
    found = pattern.match(fold_text(text))
    assert found is not None
    assert {name: found[name] for name in groups} == groups


@pytest.mark.parametrize(
    ("pattern", "text"),
    [(grammar.NUMERIC, "30.18.1.1"), (grammar.TWO_YEARS, "1335/19190"), (grammar.ISO, "1920-04-271")],
)
def test_signature_of_an_archive_is_no_date(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.match(text) is None


def test_months_of_every_language_are_numbered() -> None:
    for names in ("nisan", "april", "aprel", "апреля"):
        assert grammar.month_number(fold_text(names)) == 4
    assert grammar.month_number("apr.") == 4
    # The second Kânun of the Rumi year is January, the first one December.
    assert [grammar.month_number(fold_text(name)) for name in ("kânunusani", "kânunuevvel")] == [1, 12]


@pytest.mark.parametrize(
    ("text", "year"), [("1920", 1920), ("l92o", 1920), ("i9l8", 1918), ("338", 1338), ("350", 350)]
)
def test_year_of_three_digits_or_misread_ones_is_meant(text: str, year: int) -> None:
    assert grammar.year_number(text) == year


@pytest.mark.parametrize(("text", "number"), [("iv", 4), ("xix", 19), ("xx", 20), ("viii", 8)])
def test_roman_digits_are_read(text: str, number: int) -> None:
    assert grammar.roman_number(text) == number
