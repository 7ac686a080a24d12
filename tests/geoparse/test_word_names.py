"""What one word names: a key of the gazetteer, and what of the word is its ending."""

from __future__ import annotations

import pytest

from mapsvc.atlas.gazetteer.names import Gazetteer
from mapsvc.geoparse import lexicon
from mapsvc.geoparse.endings import APOSTROPHE, BARE, DERIVED, SUFFIX
from mapsvc.geoparse.word_names import WordPlaces, look_at


def places_of(printed: str, gazetteer: Gazetteer) -> WordPlaces:
    found = look_at(printed, gazetteer).places
    assert isinstance(found, WordPlaces)
    return found


@pytest.mark.parametrize(
    ("printed", "key", "length", "ending"),
    [
        ("Bakü", "baku", 4, BARE),
        ("Bakü’ye", "baku", 4, APOSTROPHE),
        ("Karsta", "kars", 4, SUFFIX),
        ("Azerbaycanlılar", "azerbaycan", 10, DERIVED),
    ],
)
def test_name_is_told_from_its_ending(
    gazetteer: Gazetteer, printed: str, key: str, length: int, ending: int
) -> None:
    name = places_of(printed, gazetteer).names[0]
    assert (name.key, name.length, name.ending, name.home) == (key, length, ending, True)


@pytest.mark.parametrize(("printed", "key"), [("Erzururn", "erzurum"), ("lzmir'de", "izmir")])
def test_misread_letters_are_mended(gazetteer: Gazetteer, printed: str, key: str) -> None:
    name = places_of(printed, gazetteer).names[0]
    assert (name.key, name.misread) == (key, True)


def test_word_in_small_letters_is_no_name(gazetteer: Gazetteer) -> None:
    for printed in ("bakü", "karanlık"):
        word = look_at(printed, gazetteer)
        assert not word.hit
        assert places_of(printed, gazetteer).names == ()


def test_generic_word_is_a_hit_and_names_nothing(gazetteer: Gazetteer) -> None:
    word = look_at("nehri", gazetteer)
    assert word.hit
    assert word.flags & lexicon.GEO
    assert places_of("nehri", gazetteer).names == ()


def test_word_is_known_to_begin_a_longer_name(gazetteer: Gazetteer) -> None:
    assert places_of("Adana", gazetteer).home_goes_on
    assert not places_of("Bakü’ye", gazetteer).home_goes_on
