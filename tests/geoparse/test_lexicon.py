"""Words that tell what a name beside them is."""

from __future__ import annotations

import pytest

from mapsvc.geoparse import lexicon
from mapsvc.geoparse.lexicon import LEXICON, NAME_PARTS, kind_of_word
from mapsvc.geoparse.text_folding import fold_text


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("köy", "village"),
        ("Koy", "gulf"),
        ("nehir", "river"),
        ("озеро", "lake"),
        ("Strait", "strait"),
        ("x", ""),
    ],
)
def test_generic_word_asks_for_a_kind(printed: str, kind: str) -> None:
    assert kind_of_word(fold_text(printed.lower()), printed) == kind


def test_generic_words_are_known_as_such() -> None:
    for words in lexicon.GEO_KINDS.values():
        assert all(LEXICON[word] & lexicon.GEO for word in fold_text(words).split())


def test_word_of_two_lists_has_both_senses() -> None:
    several = [word for word, flags in LEXICON.items() if flags & (flags - 1)]
    assert several
    assert all(word == fold_text(word) for word in LEXICON)


def test_parts_of_names_are_kinds() -> None:
    assert set(lexicon.GEO_KINDS) >= NAME_PARTS
    # "the city Ankara": its word is no part of the name.
    assert "city" not in NAME_PARTS
