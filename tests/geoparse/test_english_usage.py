"""Prepositions and word order show in English how a place is used."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mapsvc.geoparse.english_usage import decide
from mapsvc.geoparse.mentions import PlaceMention
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import TokenText

Places = Callable[[str], list[PlaceMention]]
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
    ("text", "usages"),
    [
        ("The protest of Austria came; the consent of Prussia was asked.", ["metonymic", "metonymic"]),
        ("The port was ceded to Japan. War was declared on China.", ["metonymic", "metonymic"]),
        ("The rivalry of Britain and Germany grew.", ["metonymic", "metonymic"]),
        ("An alliance with France and Russia held.", ["metonymic", "metonymic"]),
        ("The governor of Kars and Batum fled.", ["associative", "associative"]),
        ("They lived in Kars and Batum.", ["literal", "literal"]),
        ("The road was closed to Batum.", ["literal"]),
        ("The Berlin Gazette said so.", ["embedded"]),
    ],
)
def test_states_are_dealt_with_in_nominal_phrases(places: Places, text: str, usages: list[str]) -> None:
    assert [found.usage for found in places(text)] == usages
