"""What a name is part of: a treaty, an assembly, the title of a newspaper."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mapsvc.geoparse.longer_names import container, in_quotes, is_hyphenated
from mapsvc.geoparse.mentions import PlaceMention
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import TokenText

Named = Callable[[str], tuple[TokenText, dict[str, Span]]]


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("Kars Antlaşması imzalandı.", "Kars", "Antlaşması"),
        ("The Treaty of Kars was signed.", "Kars", "Treaty"),
        ("the Grand National Assembly of Turkey", "Turkey", "Assembly"),
        ("Kars şehri imzaladı.", "Kars", ""),
        ("Kars’ın Antlaşması", "Kars", ""),
        ("the war of Russia", "Russia", ""),
    ],
)
def test_whole_that_a_place_is_part_of(named: Named, text: str, name: str, whole: str) -> None:
    tokens, spans = named(text)
    assert container(tokens, spans[name]) == whole


@pytest.mark.parametrize(
    ("text", "name", "press"),
    [
        ("“Yeni Kafkasya” adlı gazete çıktı.", "Kafkasya", "gazete"),
        ("Yeni Kafkasya adlı gazete çıktı.", "Kafkasya", ""),
    ],
)
def test_name_in_quotation_marks_beside_a_newspaper_is_its_title(
    named: Named, text: str, name: str, press: str
) -> None:
    tokens, spans = named(text)
    assert in_quotes(tokens, spans[name]) == press


def test_hyphen_joins_places(named: Named) -> None:
    tokens, spans = named("Trabzon-Batum yolu, Bakü sonra.")
    first = {span.first for span in spans.values()}
    found = {name: is_hyphenated(tokens, span, first) for name, span in spans.items()}
    assert found == {"Trabzon": True, "Batum": True, "Bakü": False}


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("The cruiser Malta came in.", "Malta"),
        ("HMS London lay in the bay.", "London"),
        ("They met in the London Hotel.", "London"),
        ("İzmir vapuru battı.", "İzmir"),
        ("Le croiseur Odessa entra dans la baie.", "Odessa"),
        ("Броненосец Севастополь вышел в море.", "Севастополь"),
        ("Il dîna à l’hôtel de Londres.", "Londres"),
    ],
)
def test_ships_and_houses_bear_the_names_of_places(
    places: Callable[[str], list[PlaceMention]], text: str, surface: str
) -> None:
    assert [(place.surface, place.usage) for place in places(text)] == [(surface, "embedded")]
