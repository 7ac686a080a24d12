"""Names of an adjective and a noun are found in every case."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mapsvc.atlas.gazetteer.names import Gazetteer
from mapsvc.geoparse.declined_names import declined_name
from mapsvc.geoparse.mentions import PlaceMention
from mapsvc.geoparse.tokens import make_word, read_tokens


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Суда шли по Каспийскому морю.", "Каспийскому морю"),
        ("Суда вышли из Мраморного моря.", "Мраморного моря"),
        ("Флот вошёл въ Мраморное море.", "Мраморное море"),
    ],
)
def test_declined_name_of_two_words_is_one_place(
    places: Callable[[str], list[PlaceMention]], text: str, surface: str
) -> None:
    assert [place.surface for place in places(text)] == [surface]


def test_other_words_are_no_such_name(gazetteer: Gazetteer) -> None:
    tokens = read_tokens("Новое море шумело и Каспийское море", make_word, {}, "ru")
    assert declined_name(tokens, 0, gazetteer) is None
    found = declined_name(tokens, 4, gazetteer)
    assert found is not None
    assert (found.first, found.last, found.home) == (4, 5, True)
    assert declined_name(read_tokens("Каспийское море", make_word, {}, "en"), 0, gazetteer) is None
