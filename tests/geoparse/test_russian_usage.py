"""Cases, nouns before a genitive, adjectives and verbs show in Russian how a place is used."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mapsvc.geoparse.mentions import PlaceMention
from mapsvc.geoparse.russian_usage import decide_russian
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import TokenText

Named = Callable[[str], tuple[TokenText, dict[str, Span]]]
Places = Callable[[str], list[PlaceMention]]


@pytest.mark.parametrize(
    ("text", "name", "decision"),
    [
        ("Войска были в Карсе.", "Карс", ("literal", ("preposition", "в"))),
        ("Договор против Баку подписан.", "Баку", ("metonymic", ("with", "против"))),
    ],
)
def test_use_in_russian(named: Named, text: str, name: str, decision: tuple[str, tuple[str, ...]]) -> None:
    tokens, spans = named(text)
    span = next(span for printed, span in spans.items() if printed.startswith(name))
    assert decide_russian(tokens, span, set(), actor=True) == decision


@pytest.mark.parametrize(
    ("text", "usages"),
    [
        ("Союз Франции и Англии окреп.", ["metonymic", "metonymic"]),
        ("Политика России изменилась. Протест Австрии не помог.", ["metonymic", "metonymic"]),
        ("Турция и Англия признали договор.", ["metonymic", "metonymic"]),
        ("Они объявили войну России.", ["metonymic"]),
        ("Он писал, что Англия не уйдёт.", ["metonymic"]),
        ("Договор между Японией и Россией подписан.", ["metonymic", "metonymic"]),
        ("Губернатор Севастополя молчал; гарнизон Карса и Эрзерума держался.", ["associative"] * 3),
        ("Московские ведомости писали об этом.", ["embedded"]),
        ("Лондонская конференция и Крымская война", ["embedded", "embedded"]),
        ("Они шли из Тифлиса к берегам Терека.", ["literal", "literal"]),
        ("Окрестности Карса и Ардагана были пусты.", ["literal", "literal"]),
    ],
)
def test_states_deal_and_are_dealt_with(places: Places, text: str, usages: list[str]) -> None:
    assert [found.usage for found in places(text)] == usages
