"""Words that tell what a name beside them is."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapsvc.geoparse import lexicon
from mapsvc.geoparse.lexicon import LEXICON, NAME_PARTS, SHIPPED, kind_of_word, read_lexicon, words_of
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
    asked = [each for each in SHIPPED.lists.values() if each.kind]
    assert asked
    assert all(LEXICON[word] & lexicon.GEO for each in asked for word in each.words)


def test_word_of_two_lists_has_both_senses() -> None:
    several = [word for word, flags in LEXICON.items() if flags & (flags - 1)]
    assert several
    assert all(word == fold_text(word) for word in LEXICON)


def test_parts_of_names_are_kinds() -> None:
    assert {each.kind for each in SHIPPED.lists.values()} >= NAME_PARTS
    # "the city Ankara": its word is no part of the name.
    assert "city" not in NAME_PARTS


def test_every_list_says_why_it_is_there() -> None:
    for each in SHIPPED.lists.values():
        assert each.reason, each.name
        assert each.words, each.name
        assert set(each.languages) <= {"tr", "en", "az", "ru", "de", "fr"}, each.name
        assert bool(each.kind) == (each.word_class == "GEO"), each.name


def test_list_that_is_set_aside_is_back_afterwards() -> None:
    policy, months = words_of("POLICY").stems, dict(LEXICON)
    with SHIPPED.without("policy-tr"):
        assert "politika" not in words_of("POLICY").stems
        assert months == LEXICON
    with SHIPPED.without("months-en"):
        assert "february" not in LEXICON
    assert words_of("POLICY").stems == policy
    assert months == LEXICON


def test_two_lists_of_one_name_are_refused(tmp_path: Path) -> None:
    told = '[[list]]\nname = "a"\nclass = "GIVEN"\nlanguages = ["en"]\nreason = "r"\nwords = "Ada"\n'
    (tmp_path / "one.toml").write_text(told, "utf-8")
    assert read_lexicon(tmp_path).flags == {"ada": lexicon.GIVEN}
    (tmp_path / "two.toml").write_text(told, "utf-8")
    with pytest.raises(ValueError, match=r"'a'.*'two\.toml'"):
        read_lexicon(tmp_path)
