"""Common words at the start of a sentence, German nouns, and towns that bear the name of an army."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mapsvc.geoparse.common_words import is_common_word, shows_place, shows_town
from mapsvc.geoparse.mentions import PlaceMention
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import TokenText

Places = Callable[[str], list[PlaceMention]]
Named = Callable[[str], tuple[TokenText, dict[str, Span]]]


@pytest.mark.parametrize(
    "text",
    [
        "Genç subaylar razı olmadı.",
        "Zor bir kıştı.",
        "Aydın kişiler susuyordu.",
        "Kabul edilen tekliflere bakıldı.",
        "Artık bekleyemezdi.",
        "Kalkan taşıyanlar öne geçti.",
        "Her köyde bir okul vardı.",
        "Son vilayetler de düştü.",
        "Yeni sancak beyi geldi.",
        "The village was burnt.",
        "Split opinions were rare.",
        "Officer cadets rode on.",
        "Sur la route il tomba malade.",
        "Seul le colonel resta.",
        "Mut und Ende fehlten den Leuten.",
        "Der Berg war hoch und die Halle leer.",
        "Es war ein Sieg für die Burg.",
        "Пара лошадей стояла у дома.",
        "Ordu köprüyü geçti.",
        "Kızıl Ordu’dan haber geldi.",
    ],
)
def test_common_word_is_no_place(places: Places, text: str) -> None:
    assert [place.surface for place in places(text)] == []


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Aydın’da kaldı.", ["Aydın"]),
        ("Aydın işgal edildi.", ["Aydın"]),
        ("Yunanlılar Aydın’ı aldı.", ["Aydın"]),
        ("İzmir, Aydın ve Manisa düştü.", ["İzmir", "Aydın", "Manisa"]),
        ("Ordu’dan Trabzon’a gemiyle gidildi.", ["Ordu", "Trabzon"]),
        ("Ordu limanı bombalandı.", ["Ordu"]),
        ("Giresun, Ordu ve Ünye limanları kapandı.", ["Giresun", "Ordu", "Ünye"]),
        ("Ordu Kars’a girdi.", ["Kars"]),
        ("Er wohnte in Halle und in der Halle.", ["Halle"]),
    ],
)
def test_place_is_meant_where_the_words_around_say_so(places: Places, text: str, surfaces: list[str]) -> None:
    assert [place.surface for place in places(text)] == surfaces


def test_words_around_are_asked_one_by_one(named: Named) -> None:
    tokens, spans = named("Ordu limanı kapandı. Ordu geldi.")
    span = spans["Ordu"]  # the last
    assert not shows_place(tokens, span)
    assert not shows_town(tokens, span, tokens.words[span.first])
    assert not is_common_word(tokens, span, tokens.words[span.first])
