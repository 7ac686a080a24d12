"""What CLDR knows of languages, numerals and alphabets."""

from __future__ import annotations

import pytest
from babel.localedata import locale_identifiers

from mapsvc.language import Language, find_locale, locale_of
from mapsvc.model.alphabets import ALPHABETS, PLAIN, SCRIPT_LETTERS
from mapsvc.model.date_patterns import patterns_of
from mapsvc.model.numerals import say_numeral


@pytest.mark.parametrize(
    ("tag", "locale"),
    [("tr", "tr"), ("en", "en_GB"), ("en-US", "en_US"), ("az-Latn-AZ", "az_Latn_AZ"), ("de-1901", "de")],
)
def test_tag_has_the_locale_of_its_readers(tag: str, locale: str) -> None:
    assert str(find_locale(tag)) == locale


def test_language_without_a_locale_writes_as_its_interface() -> None:
    assert find_locale("grc") is None
    assert str(locale_of(Language("grc", "tr"))) == "tr"
    assert str(locale_of("qqq")) == "en_GB"


def test_every_locale_writes_a_day_a_month_and_a_year() -> None:
    for name in locale_identifiers():
        locale = find_locale(name.replace("_", "-"))
        assert locale is not None
        patterns = patterns_of(locale)
        whole = patterns.fill(patterns.day, year="1920", month=5, day="13")
        assert "1920" in whole, name
        assert "13" in whole, name
        assert "1920" in patterns.fill(patterns.month, year="1920", month=5), name
        assert "13" in patterns.fill(patterns.month_day, month=5, day="13"), name
        assert "%" not in whole, name


@pytest.mark.parametrize(
    ("number", "roman", "ordinal"),
    [(1, "I", "1st"), (4, "IV", "4th"), (12, "XII", "12th"), (22, "XXII", "22nd")],
)
def test_numeral_has_its_style(number: int, roman: str, ordinal: str) -> None:
    assert [say_numeral(number, style) for style in ("roman", "ordinal", "digits")] == [
        roman,
        ordinal,
        str(number),
    ]


def test_alphabets_name_each_letter_once_in_small_letters() -> None:
    for letters in (*ALPHABETS.values(), *SCRIPT_LETTERS):
        assert len(letters.split()) == len(set(letters.split()))
        assert letters == letters.lower()
    assert not {letter for letter in PLAIN if letter in PLAIN.values()}
