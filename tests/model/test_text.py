"""Texts in any number of languages."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from mapsvc.model.text import Joined, Said, Text

TAGS = st.sampled_from(["tr", "en", "az", "ru", "es", "bg", "pt-BR"])
WORDS = st.dictionaries(TAGS, st.text(min_size=1).filter(str.strip), min_size=1)
READER: TypeAdapter[Text] = TypeAdapter(Text)


def read(raw: Any, *languages: str) -> Text:
    return READER.validate_python(raw, context={"languages": languages})


@given(words=WORDS, asked=TAGS)
def test_words_are_in_the_language_that_they_say(words: dict[str, str], asked: str) -> None:
    said = Text(words).in_(asked)
    assert words[said.lang] == said
    assert said.lang == asked or asked not in words


def test_falls_back_in_the_order_of_the_atlas() -> None:
    text = read({"en": "Frontier", "tr": "Sınır"}, "tr", "en", "az")
    assert text.languages == ("tr", "en")
    assert (text.in_("az"), text.in_("az").lang) == ("Sınır", "tr")
    assert (text.en, text.tr, text.get("az")) == ("Frontier", "Sınır", None)


def test_a_region_meets_the_language_and_the_language_a_region() -> None:
    assert Text({"en": "a", "pt-BR": "b"}).in_("pt") == "b"
    assert Text({"en": "a", "pt": "b"}).in_("pt-BR") == "b"


def test_bare_string_is_in_the_first_language() -> None:
    assert read("Waterloo", "en", "fr") == Text(en="Waterloo")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({"fr": "a"}, "none of the atlas's languages: tr, en"),
        ({}, "is empty"),
        ({"tr": " "}, "at least 1"),
        ({"E!": "a"}, "pattern"),
        (3, "dictionary"),
    ],
)
def test_faults_are_named(raw: Any, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        read(raw, "tr", "en")


def test_a_text_never_changes_and_copies_are_equal() -> None:
    text = Text({"tr": "Sınır"})
    with pytest.raises(AttributeError, match="never changes"):
        text.en = "x"
    assert copy.deepcopy(text) == text == pickle.loads(pickle.dumps(text))
    assert pickle.loads(pickle.dumps(Said("a", "tr"))).lang == "tr"
    assert {text: 1}[Text(tr="Sınır")] == 1
    assert text.map(lambda lang, words: f"{lang} {words}") == Text(tr="tr Sınır")
    with pytest.raises(ValueError, match="at least one"):
        Text({})


def test_joined_words_keep_their_languages() -> None:
    row = Joined((Said("Según Albo", "es"), "", "by sea"))
    assert row == "Según Albo, by sea"
    assert [getattr(part, "lang", None) for part in row.parts] == ["es", None]
    assert copy.deepcopy(row).parts == row.parts
