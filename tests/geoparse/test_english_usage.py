"""Prepositions and word order show in English and Russian how a place is used."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mapsvc.geoparse.english_usage import decide, decide_russian
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import TokenText

Named = Callable[[str], tuple[TokenText, dict[str, Span]]]


@pytest.mark.parametrize(
    ("text", "name", "actor", "decision"),
    [
        ("They met in Kars.", "Kars", True, ("literal", ("preposition", "in"))),
        ("A peace between Turkey and others", "Turkey", True, ("metonymic", ("with", "between"))),
        ("The army of Russia left.", "Russia", True, ("associative", ("noun", "army"))),
        ("The policy of Russia failed.", "Russia", True, ("metonymic", ("policy", "policy"))),
        ("The policy of Kars failed.", "Kars", False, ("literal", ("of", "policy"))),
        ("The Kars question grew.", "Kars", False, ("associative", ("noun", "question"))),
        ("The Kars region fell.", "Kars", False, ("literal", ("spatial", "region"))),
        ("They signed a treaty with London.", "London", False, ("metonymic", ("with", "with"))),
        ("They sailed with London behind.", "London", False, ("literal", ("plain",))),
        ("London refused.", "London", False, ("metonymic", ("acts", "refused"))),
        ("Russia improved.", "Russia", True, ("metonymic", ("subject",))),
    ],
)
def test_use_in_english(
    named: Named, text: str, name: str, actor: bool, decision: tuple[str, tuple[str, ...]]
) -> None:
    tokens, spans = named(text)
    assert decide(tokens, spans[name], set(), actor=actor) == decision


def test_name_of_an_enumeration_is_used_as_the_next(named: Named) -> None:
    tokens, spans = named("They held Kars and Batum.")
    neighbours = {span.first for span in spans.values()}
    assert decide(tokens, spans["Kars"], neighbours, actor=False) == ("", ("enumeration",))
    assert decide(tokens, spans["Batum"], neighbours, actor=False)[0] == "literal"


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
    assert decide_russian(tokens, span, actor=True) == decision
