"""Generic words and words for states belong to a name, or tell what it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mapsvc.geoparse.name_parts import is_plural
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import TokenText, make_word

Named = Callable[[str], tuple[TokenText, dict[str, Span]]]


@pytest.mark.parametrize(
    ("text", "name", "kind", "base"),
    [
        ("Ordu Şuşa Nehri’nde durdu.", "Şuşa Nehri", "river", "susa"),
        ("The Kingdom of Kars declared war.", "Kingdom of Kars", "state", "kars"),
        ("Kars Halk Cumhuriyeti’nin ordusu", "Kars Halk Cumhuriyeti", "state", "kars"),
        ("Gürcü Krallığı çöktü.", "Gürcü Krallığı", "state", "gurcu"),
    ],
)
def test_word_that_belongs_to_the_name_is_taken_in(
    named: Named, text: str, name: str, kind: str, base: str
) -> None:
    span = named(text)[1][name]
    assert (span.kind, span.base, span.several) == (kind, base, True)


@pytest.mark.parametrize(
    ("text", "name"),
    [("Sakarya nehrinde durdu.", "Sakarya"), ("Azerbaycan Cumhuriyetleri kuruldu.", "Azerbaycan")],
)
def test_word_in_small_letters_or_in_the_plural_stays_outside(named: Named, text: str, name: str) -> None:
    assert name in named(text)[1]


@pytest.mark.parametrize(
    ("printed", "plural"), [("Nehirler", True), ("Rivers", True), ("Nehri", False), ("River", False)]
)
def test_plural_of_a_generic_word(printed: str, plural: bool) -> None:
    assert is_plural(make_word(printed)) is plural
