"""A bare name beside a first name or in a list of persons is a person's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mapsvc.geoparse.person_names import FIRST_NAMES, ends_clause, is_part_of_name
from mapsvc.geoparse.place_context import word_before, word_behind
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import TokenText

Named = Callable[[str], tuple[TokenText, dict[str, Span]]]


@pytest.mark.parametrize(
    ("text", "name", "person"),
    [
        ("He met Irving Berlin there.", "Berlin", True),
        ("He met Captains London and Paris there.", "Paris", True),
        ("Under Peter Russia grew.", "Russia", False),
        ("He went to Berlin there.", "Berlin", False),
        ("Das Werk von Anatole France war da.", "France", True),
    ],
)
def test_name_beside_names_of_persons_is_one(named: Named, text: str, name: str, person: bool) -> None:
    tokens, spans = named(text)
    span = spans[name]
    before, behind = word_before(tokens, span.first), word_behind(tokens, span.last)
    assert is_part_of_name(tokens, span, before, behind) == person


def test_mark_behind_a_name_ends_a_clause(named: Named) -> None:
    tokens, spans = named("They left Berlin; in Paris they stayed.")
    assert [ends_clause(tokens, spans[name]) for name in ("Berlin", "Paris")] == [True, False]
    assert "irving" in FIRST_NAMES
