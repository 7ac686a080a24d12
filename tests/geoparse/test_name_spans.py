"""The names of a text: the longest at each spot, without endings, none inside of another."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from mapsvc.atlas.gazetteer.names import Gazetteer
from mapsvc.geoparse.name_spans import find_spans
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import TokenText, read_tokens
from mapsvc.geoparse.word_names import look_at


@pytest.fixture
def printed(gazetteer: Gazetteer) -> Callable[[str], list[str]]:
    def find(text: str) -> list[str]:
        tokens = read_tokens(text, lambda word: look_at(word, gazetteer), {})
        return [text[span.start : span.end] for span in find_spans(tokens, gazetteer)]

    return find


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bakü’ye ve Tiflis’e gitti.", ["Bakü", "Tiflis"]),
        ("Brest-Litovsk’ta kaldı.", ["Brest-Litovsk"]),
        ("the Black Sea coast", ["Black Sea"]),
        ("See https://example.org/Kars/Batum and Kars.", ["Kars"]),
        ("Azerbaijani troops left Kars.", ["Kars"]),
    ],
)
def test_name_is_found_whole_and_without_its_ending(
    printed: Callable[[str], list[str]], text: str, names: list[str]
) -> None:
    assert [name for name in printed(text) if name not in {"The", "See"}] == names


def test_spans_stand_in_order_and_apart(named: Callable[[str], tuple[TokenText, dict[str, Span]]]) -> None:
    text = "Trabzon-Batum-Bakü yolu, Sakarya Nehri ve Karadeniz kıyısı; Ankara Hükümeti."
    _, spans = named(text)
    ends = [(span.first, span.last) for span in spans.values()]
    assert ends == sorted(ends)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(ends))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Вдоль Сана стояли войска.", []),
        ("Войска пришли из Тифлиса.", ["Тифлис"]),
        ("Посланник бывал в Сане.", ["Сане"]),
        ("Die Söhne Bulgariens und der Wiener Vertrag schwiegen.", ["Bulgarien", "Wien"]),
        ("Ils quittèrent l’Angleterre.", ["Angleterre"]),
    ],
)
def test_names_are_told_by_the_inflection_of_their_language(
    named: Callable[[str], tuple[TokenText, dict[str, Span]]], text: str, names: list[str]
) -> None:
    assert list(named(text)[1]) == names
