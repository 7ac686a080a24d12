from __future__ import annotations

from functools import partial

import pytest

from mapsvc.atlas.gazetteer.names import Gazetteer
from mapsvc.geoparse.tokens import CAPITAL, LOWER, UPPER, make_word, read_tokens
from mapsvc.geoparse.word_names import look_at


def words(text: str) -> list[str]:
    return [word.text for word in read_tokens(text, make_word, {}).words]


@pytest.mark.parametrize("mark", list("'’‘ʼ`"))
def test_word_keeps_its_ending_behind_any_apostrophe(mark: str) -> None:
    assert words(f"Bakü{mark}ye girdi") == [f"Bakü{mark}ye", "girdi"]


def test_word_leaves_footnote_digits_outside() -> None:
    assert words("12Batı Cumhuriyeti’ne2 Ordu3") == ["Batı", "Cumhuriyeti’ne", "Ordu"]


def test_word_goes_on_over_a_hyphen_at_a_line_end() -> None:
    word = read_tokens("Azerbay-\ncan’ın", make_word, {}).words[0]
    assert word.plain == "azerbaycanin"
    assert word.apostrophe == 10
    assert word.text[: word.offset(10)] == "Azerbay-\ncan"


def test_words_that_ocr_glued_come_apart_at_the_capital() -> None:
    assert words("İzmir’deYunan ordusu") == ["İzmir’de", "Yunan", "ordusu"]


@pytest.mark.parametrize(
    ("text", "case"), [("bakü", LOWER), ("Bakü", CAPITAL), ("BAKÜ’de", UPPER), ("VI", CAPITAL)]
)
def test_word_case(text: str, case: int) -> None:
    assert make_word(text).case == case


def test_word_with_combining_marks_is_read_like_the_composed_one() -> None:
    assert make_word("Baku\u0308").plain == "baku"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ordu Kars'a girdi ve şehri aldı.", "tr"),
        ("The army took the town of Kars and went on.", "en"),
        ("Ordu Qarsa daxil oldu və şəhəri aldı.", "az"),
        ("Армия вошла в Карс.", "ru"),
    ],
)
def test_language_is_told_for_each_sentence(text: str, language: str) -> None:
    before = "The treaty of the year was signed by the two. "
    tokens = read_tokens(before + text, make_word, {})
    assert tokens.language(len(tokens.words) - 1) == language
    assert tokens.language(0) == "en"


@pytest.mark.parametrize("joined", ["", "-", "–", "/"])
def test_names_that_never_end_are_no_names_for_long(gazetteer: Gazetteer, joined: str) -> None:
    names = ["Kars", "Batum", "Sivas"]
    read = partial(read_tokens, look=lambda printed: look_at(printed, gazetteer), memo={})
    assert len(read(joined.join(names * 6)).hits) == 18
    text = f"{joined.join(names * 1000)} Kars"
    tokens = read(text)
    assert len(tokens.hits) <= 41
    assert tokens.starts[tokens.hits[-1]] == len(text) - 4
