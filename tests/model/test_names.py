"""Folding names for search."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapsvc.model.names import compose, compose_all, fold, sort_key

TURKISH = st.text(alphabet="abcçdefgğhıijklmnoöprsştuüvyzâîûABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZÂÎÛəƏ’' -")


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(TURKISH, TURKISH)
def test_folding_goes_letter_by_letter(one: str, other: str) -> None:
    assert fold(one + other) == fold(one) + fold(other)


@given(TURKISH)
def test_folded_text_folds_to_itself(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TURKISH)
def test_turkish_capitals_fold_like_small_letters(text: str) -> None:
    capitals = text.replace("i", "İ").replace("ı", "I").upper()
    assert fold(capitals) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("İstanbul", "istanbul"), ("ISTANBUL", "ıstanbul"), ("Iğdır", "igdir"), ("Bakı", "baki"), ("Gəncə",
        "gence"),
        ("Kâzım", "kazim"), ("Azerbaycan’ın", "azerbaycan'in"), ("Brest‑Litovsk", "brest-litovsk"),
        ("ГЯНДЖА", "гянджа"),
        ("Nahçıvan", "NAHCIVAN"), ("Łódź", "lodz"), ("Trabzon–Batum", "trabzon-batum"), ("Şuşa", "susa"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Kars", "Karş"), ("Van", "Kan"), ("Баку", "Баки")])
def test_folding_tells_other_letters_apart(one: str, other: str) -> None:
    assert (fold(one) == fold(other)) is (one == "Kars")


@pytest.mark.parametrize("text", ["ﬁ", "ŉ", "ß", "ẞ", "İ", "ǅ", "\U0001f1f9", "\u0301", "\x00", "각"])
def test_letter_that_opens_into_several_stays_one(text: str) -> None:
    assert len(fold(text)) == 1


@pytest.mark.parametrize("name", ["Nahçıvan", "Şuşa", "Ağrı", "İstanbul", "Йошкар", "Gümrü", "Kâzım", "각"])
def test_letter_in_one_sign_or_two_is_the_same(name: str) -> None:
    apart = unicodedata.normalize("NFD", name)
    assert compose(apart) == name
    assert compose_all({apart: [apart, 1, None]}) == {name: [name, 1, None]}
    for lang in ("tr", "az", "ru", "en"):
        assert sort_key(apart, lang) == sort_key(name, lang)


def test_dot_that_lowering_leaves_is_no_letter() -> None:
    assert "İstanbul".lower() == "i\u0307stanbul"
    assert compose("İstanbul".lower()) == "istanbul"


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        (
            "tr",
            ["Ankara", "Cide", "Çorum", "Hal", "Hâl", "Halk", "Iğdır", "ilk", "İstanbul", "Sivas", "Şuşa"],
        ),
        ("az", ["Bakı", "Ermə", "Əli", "Gəncə", "Hacıqabul", "Xankəndi", "Irəvan", "İran", "Qars"]),
        ("ru", ["Баку", "Ёлка", "Ель", "Ереван", "Иран", "Йошкар", "Шуша", "Щука", "Ялта", "Kars"]),
        ("bg", ["Плевен", "София", "Цар", "Щръклево", "Ъглен", "Яна"]),
        ("es", ["Ávila", "Avión", "Cádiz", "Lima", "Nube", "Ñandú", "Oso", "Zamora"]),
        ("de", ["Apfel", "Äpfel", "Ostern", "Österreich", "Strasse", "Straße", "Zug", "Zürich"]),
        ("en", ["1914", "Åland", "apple", "Eire", "Éire", "Zoo", "Баку"]),
        ("sv", ["Ark", "Zoo", "Åre", "Ängelholm", "Örebro"]),
        ("cs", ["Cukr", "Čáslav", "Hradec", "Cheb", "Chomutov", "Ivan"]),
        ("el", ["Αθήνα", "Άργος", "Βόλος", "Ωραία"]),
    ],
)
def test_names_stand_where_readers_look_for_them(lang: str, names: list[str]) -> None:
    assert sorted(reversed(names), key=lambda name: sort_key(name, lang)) == names


@given(st.lists(st.text(max_size=8), max_size=6), st.sampled_from(["tr", "az", "ru", "cs", "qqq"]))
def test_any_names_can_be_sorted(names: list[str], lang: str) -> None:
    found = sorted(names, key=lambda name: sort_key(name, lang))
    assert sorted(found) == sorted(names)
