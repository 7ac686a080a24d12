"""Names joined by commas, brackets and words such as "and"."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mapsvc.geoparse.candidates import NamedSpan
from mapsvc.geoparse.enumerations import link_names
from mapsvc.geoparse.mentions import PlaceMention
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import TokenText

Named = Callable[[str], tuple[TokenText, dict[str, Span]]]
Places = Callable[[str], list[PlaceMention]]


def linked(named: Named, text: str) -> dict[str, NamedSpan]:
    tokens, spans = named(text)
    readings = {name: NamedSpan(span, []) for name, span in spans.items()}
    link_names(tokens, list(readings.values()))
    return readings


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("Kars, Van ve Erzurum düştü.", {"Kars", "Van", "Erzurum"}),
        ("They took Kars, Van, and Erzurum.", {"Kars", "Van", "Erzurum"}),
        ("Карс и Ван пали.", {"Карс", "Ван"}),
        ("Kars’tan, Van’dan geldiler.", {"Kars", "Van"}),
        ("Kars düştü, Van kaldı.", set()),
        ("Kars’ta Van anıldı.", set()),
    ],
)
def test_members_of_an_enumeration_have_one_number(named: Named, text: str, members: set[str]) -> None:
    found = linked(named, text)
    assert {name for name, reading in found.items() if reading.listed >= 0} == members
    assert len({found[name].listed for name in members}) <= 1


def test_two_enumerations_have_two_numbers(named: Named) -> None:
    found = linked(named, "Kars ve Van düştü. Paris ve Roma sustu.")
    assert found["Kars"].listed != found["Paris"].listed


def test_brackets_and_commas_are_told(named: Named) -> None:
    found = linked(named, "They took Tiflis (Tbilisi) and went to Batum, Georgia.")
    assert (found["Tiflis"].also, found["Batum"].also) == (1, 0)
    assert (found["Tiflis"].within, found["Batum"].within) == (1, 1)
    assert not linked(named, "Tiflis (Bakü’den sonra)")["Tiflis"].also


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("They burnt the villages of Otavalo, Tulcan and Cayambe.", "village"),
        ("Kars, Van ve Erzurum vilayetlerinde kaldılar.", "vilayet"),
        ("They burnt Otavalo, Tulcan and Cayambe.", ""),
    ],
)
def test_plural_generic_word_gives_its_kind_to_all(named: Named, text: str, kind: str) -> None:
    found = linked(named, text)
    assert len(found) >= 3
    assert {reading.span.kind for reading in found.values()} == {kind}
