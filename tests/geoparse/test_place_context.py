"""An ending, a preposition or an enumeration shows a place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mapsvc.geoparse.place_context import (
    has_place_frame,
    has_preposition,
    is_listed,
    is_locative,
    word_before,
    word_behind,
)
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import NO_WORD, TokenText

Named = Callable[[str], tuple[TokenText, dict[str, Span]]]


@pytest.mark.parametrize(
    ("text", "locative"),
    [("Bakü’de", True), ("Bakü’den", True), ("Bakü’ye", True), ("Bakü’nün", False), ("Bakü", False)],
)
def test_ending_says_where(named: Named, text: str, locative: bool) -> None:
    tokens, spans = named(f"{text} kaldı.")
    assert is_locative(tokens, spans["Bakü"]) is locative


@pytest.mark.parametrize(
    ("text", "listed"),
    [("Kars ve Bakü", True), ("Kars, Bakü", True), ("Kars Bakü", False), ("Kars; Bakü", False)],
)
def test_names_are_joined_by_a_comma_or_and(named: Named, text: str, listed: bool) -> None:
    tokens, spans = named(text)
    assert is_listed(tokens, spans["Kars"]) is listed


def test_preposition_of_place_frames_a_name(named: Named) -> None:
    tokens, spans = named("They stayed in Kars.")
    assert has_preposition(tokens, spans["Kars"])
    assert has_place_frame(tokens, spans["Kars"])
    tokens, spans = named("Kars stayed.")
    assert not has_place_frame(tokens, spans["Kars"])
    # Battles and treaties are named for places.
    tokens, spans = named("Kars Antlaşması")
    assert has_place_frame(tokens, spans["Kars"])


def test_words_beside_a_name_are_those_of_its_sentence_alone(named: Named) -> None:
    tokens, spans = named("Düştü. Kars, sonra")
    at = spans["Kars"].first
    assert word_before(tokens, at) is NO_WORD
    assert word_behind(tokens, at) is NO_WORD
    assert word_before(tokens, 0) is NO_WORD
