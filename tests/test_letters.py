"""Nothing becomes an empty box: what the bundled fonts lack is written otherwise, the rest stays as it is."""

from __future__ import annotations

import pytest

from mapsvc.letters import legible, letters, missing_letters, scripts_of


@pytest.mark.parametrize(
    "text",
    [
        "Kars Antlaşması, Gəncə, Iğdır",
        "Карс, съѣздъ, Ѳеодоръ, мѵро, міръ, България",
        "Ἀθῆναι, Κωνσταντινούπολις",
        "Łódź, Plovdiv, Coruña, Ponta Delgada, Nîmes, Großes Meer, Đakovo",
        "Ḥiṣār, ḫān, ǧebel, ʿAbd al-Ḥamīd, Ṭūs, Đại Việt",
        "Կարս, ყარსი, ירושלים, قارص, دولت علیهٔ عثمانیه, کرکوک, ڭ",
        "1921–22 · ½ ° ′ ″ → ≈ − № ₺ ₽ € “x” « »",
        "\u2067قارص (1921)\u2069",
    ],
)
def test_what_the_fonts_have_stays(text: str) -> None:
    assert missing_letters(text) == set()
    assert legible(text) is text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("北京", "[…]"),
        ("Treaty of 北京, 1921", "Treaty of […], 1921"),
        ("กรุงเทพ มหานคร", "[…]"),
        ("東京・大阪 and 京都", "[…] and […]"),
        ("Ａｂｃ １９２１", "Abc 1921"),
        ("\ufb05op", "stop"),
        ("\u1ea4", "\u1ea4"),
        ("Beyoğlu ❤\ufe0f", "Beyoğlu […]"),
    ],
)
def test_only_what_the_fonts_lack_gives_way(text: str, written: str) -> None:
    assert legible(text) == written
    assert letters().issuperset(written)


def test_thing_with_a_name_in_other_letters_is_written_with_it() -> None:
    names = {"北京": "Beijing", "東北京": "Dongbeijing", "京": "Kyo"}
    assert legible("北京", names) == "Beijing"
    assert legible("Treaty of 北京 (東北京)", names) == "Treaty of Beijing (Dongbeijing)"


def test_name_within_a_longer_word_is_not_taken_for_the_thing() -> None:
    assert legible("南京 or 京", {"京": "Kyo"}) == "[…] or Kyo"


def test_scripts_are_told_by_their_names() -> None:
    found = {"京", "ก", "अ", "ア", "한", "𐰀", "❤"}
    told = ["Chinese characters", "Devanagari", "Hangul", "Katakana", "Old Turkic", "Thai", "signs"]
    assert scripts_of(found) == told
