from __future__ import annotations

import pytest

from mapsvc.geoparse.endings import (
    APOSTROPHE,
    DERIVED,
    POSSESSIVE,
    RUSSIAN,
    SUFFIX,
    ending_after_apostrophe,
    ending_without_apostrophe,
    russian_stems,
)
from mapsvc.geoparse.text_folding import fold_text
from mapsvc.model.names import fold


@pytest.mark.parametrize(
    ("rest", "kind"),
    [
        ("de", APOSTROPHE), ("deki", APOSTROPHE), ("dan", APOSTROPHE), ("nin", APOSTROPHE),
        ("ye", APOSTROPHE),
        ("yle", APOSTROPHE), ("dir", APOSTROPHE), ("sindan", APOSTROPHE), ("lardan", APOSTROPHE),
        ("s", POSSESSIVE),
        ("li", DERIVED), ("liler", DERIVED), ("lulerin", DERIVED), ("xyz", None), ("brien", None),
    ],
)  # fmt: skip
def test_ending_after_apostrophe(rest: str, kind: int | None) -> None:
    assert ending_after_apostrophe(rest) == kind


@pytest.mark.parametrize(
    ("head", "rest", "token", "kind"),
    [
        ("kars", "ta", "Karsta", SUFFIX),
        ("kars", "in", "Karsın", SUFFIX),
        ("kars", "in", "Karsin", None),  # the vowels do not agree
        ("kars", "ya", "Karsya", None),  # no buffer after a consonant
        ("baku", "ye", "Baküye", SUFFIX),
        ("baku", "e", "Baküe", None),  # a buffer is needed after a vowel
        ("baki", "nin", "Bakının", SUFFIX),
        ("balkanlar", "daki", "balkanlardaki", SUFFIX),
        ("azerbaycan", "lilar", "Azerbaycanlılar", DERIVED),
        ("карс", "ского", "Карсского", RUSSIAN),
        ("карс", "xyz", "Карсxyz", None),
    ],
)
def test_ending_without_apostrophe(head: str, rest: str, token: str, kind: int | None) -> None:
    assert ending_without_apostrophe(head, rest, token) == kind


def test_russian_stems_give_the_nominative_and_what_is_left_of_it() -> None:
    assert ("москва", "москв") in russian_stems("москвы")
    assert ("грузия", "грузи") in russian_stems("грузии") or ("грузия", "груз") in russian_stems("грузии")


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("казань", "казани казанью"),
        ("россия", "россии россию россией"),
        ("одесса", "одессы одессе одессу одессой одессою"),
        ("тифлис", "тифлиса тифлису тифлисом тифлисомъ тифлисѣ"),
        ("севастополь", "севастополя севастополем"),
        ("дунай", "дуная дунаю дунаем"),
        ("дарданеллы", "дарданелл дарданеллам дарданеллами дарданеллах"),
        ("афины", "афин афинами"),
        ("бородино", "бородина бородину бородином"),
        ("грозный", "грозного грозному грозным"),
        ("червленная", "червленной червленную"),
        ("орел", "орла орлу"),
        ("москва", "московский московскую"),
        ("карс", "карсский карсскаго карсской карсомъ"),
        ("польша", "польши польшей"),
    ],
)
def test_russian_names_are_found_in_every_case(name: str, forms: str) -> None:
    for form in forms.split():
        assert fold(name) in [stem for stem, _ in russian_stems(fold_text(form))], form
