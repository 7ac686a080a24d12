"""Names that old prints part by syllables are the names without their hyphens."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mapsvc.atlas.gazetteer.names import Gazetteer
from mapsvc.geoparse.hyphenated_names import hyphenated_names
from mapsvc.geoparse.mentions import PlaceMention
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import TokenText

Places = Callable[[str], list[PlaceMention]]
Named = Callable[[str], tuple[TokenText, dict[str, Span]]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Войска отошли отъ Ляо-яна къ Мукдену; въ Инъ-коу и Сю-янѣ стояли японцы.",
            {"Ляо-ян": 123.2, "Инъ-коу": 122.2, "Сю-янѣ": 123.3},
        ),
        ("Бои были у Хай-чена, Та-ши-чао и Фынъ-хуанъ-чена.", {"Та-ши-чао": 122.5, "Фынъ-хуанъ-чен": 124.1}),
        ("Les Japonais prirent Liao-yang, Hai-tcheng et Tie-ling.", {"Hai-tcheng": 122.7, "Tie-ling": 123.8}),
    ],
)
def test_name_in_syllables_lies_where_the_whole_one_does(
    places: Places, text: str, names: dict[str, float]
) -> None:
    found = {mention.surface: mention.entry for mention in places(text)}
    for surface, lon in names.items():
        entry = found[surface]
        assert entry is not None, surface
        assert entry.lon is not None
        assert abs(entry.lon - lon) < 0.3, surface


def test_two_places_with_a_hyphen_stay_two(places: Places) -> None:
    text = "The Türkiye-Azerbaycan border and the Trabzon-Batum road; the Anglo-Boer war."
    assert [mention.surface for mention in places(text)] == ["Türkiye", "Azerbaycan", "Trabzon", "Batum"]


def test_name_is_known_by_its_first_word(named: Named, gazetteer: Gazetteer) -> None:
    tokens, _ = named("They took Ta-shi-chiao and Qrix-othal.")
    assert [(at, span.last - at) for at, span in hyphenated_names(tokens, gazetteer).items()] == [(2, 2)]
