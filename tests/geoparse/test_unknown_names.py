"""A generic word shows a name that no gazetteer has."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import TokenText
from mapsvc.geoparse.unknown_names import unknown_after_of, unknown_behind, unknown_beside

Named = Callable[[str], tuple[TokenText, dict[str, Span]]]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Ordu Yukarıpınar köyünde kaldı.", "Yukarıpınar", "village"),
        ("They reached the village of Qrixothal early.", "Qrixothal", "village"),
        ("He fell at the Battle of Inkerdale.", "Inkerdale", "site"),
        ("Ordu Xyzpınar Gölü’nde kaldı.", "Xyzpınar Gölü", "lake"),
    ],
)
def test_unknown_name_is_of_the_kind_that_its_word_says(
    named: Named, text: str, name: str, kind: str
) -> None:
    span = named(text)[1][name]
    assert (span.key, span.kind, span.home) == ("", kind, True)


def test_nothing_is_found_without_such_a_word(named: Named) -> None:
    tokens, _ = named("Ordu Yukarıpınar önünde kaldı of Krithia.")
    at = [word.plain for word in tokens.words].index("onunde")
    assert unknown_beside(tokens, at, 0) is None
    assert unknown_after_of(tokens, at) is None


def test_word_that_begins_a_sentence_or_is_taken_is_no_name(named: Named) -> None:
    tokens, _ = named("Yukarıpınar köyünde kaldı.")
    assert unknown_beside(tokens, 1, 0) is None
    tokens, _ = named("Ordu Yukarıpınar köyünde kaldı.")
    assert unknown_beside(tokens, 2, 0) is not None
    assert unknown_beside(tokens, 2, 2) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Отряд занял станицу Наурбекскую и ушёл.", "Наурбекскую"),
        ("Мы шли до Фыркальской станицы.", "Фыркальской"),
        ("Das Dorf Qrixothal brannte in der Nacht.", "Qrixothal"),
        ("Le village de Qrixothal brûla dans la nuit.", "Qrixothal"),
    ],
)
def test_unknown_name_is_found_beside_its_word_in_other_languages(named: Named, text: str, name: str) -> None:
    assert named(text)[1][name].kind == "village"


def test_name_behind_its_word_is_asked_for_by_position(named: Named) -> None:
    tokens, _ = named("Das Dorf Qrixothal brannte.")
    found = unknown_behind(tokens, 1)
    assert found is not None
    assert (found.first, found.kind) == (2, "village")
    assert unknown_behind(tokens, 2) is None
