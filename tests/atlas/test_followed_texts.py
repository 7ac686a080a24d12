"""The words of a text of an atlas are found by their id and by themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapsvc.atlas.followed_texts import find_text, language_of, read_words, text_ids
from mapsvc.errors import AtlasError, NotFoundError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    for name, words in (("diary", "On 4 May to Alfa.  \r\nThere.\r\n"), ("letter", "Nothing more.")):
        (tmp_path / "texts" / f"{name}.toml").write_text('language = "en"\nsource = "x"\n', "utf-8")
        (tmp_path / "texts" / f"{name}.txt").write_bytes(words.encode())
    (tmp_path / "texts" / "apart.toml").write_text("source = 'x'\n", "utf-8")
    return tmp_path


def test_words_of_a_text_are_known_again_with_other_line_ends(root: Path) -> None:
    assert find_text(root, "\ufeffOn 4 May to Alfa.\nThere.") == "diary"
    assert find_text(root, "On 4 May to\nAlfa. There.") is None
    assert find_text(root, "anything", "letter") == "letter"


def test_text_that_the_atlas_does_not_follow_is_named(root: Path) -> None:
    with pytest.raises(NotFoundError, match="'dairy'"):
        find_text(root, "", "dairy")


def test_words_and_language_of_a_text(root: Path) -> None:
    assert text_ids(root) == ["apart", "diary", "letter"]
    assert read_words(root, "letter") == "Nothing more."
    assert read_words(root, "apart") is None
    assert language_of(root, "diary") == "en"
    with pytest.raises(AtlasError, match=r"apart\.toml does not say the language"):
        language_of(root, "apart")
