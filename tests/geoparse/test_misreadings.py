"""What OCR makes of names, and that mending keeps count of the letters."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapsvc.geoparse.mentions import PlaceMention
from mapsvc.geoparse.misreadings import length_as_printed, misreadings

Places = Callable[[str], list[PlaceMention]]


@given(st.text(alphabet="abcdehilmnrtuv015", max_size=14))
@settings(max_examples=200, deadline=None)
def test_a_reading_is_as_long_as_the_print_less_its_changes(word: str) -> None:
    for reading, changes in misreadings(word):
        assert len(changes) in {1, 2}
        assert length_as_printed(len(reading), changes) == len(word)


@pytest.mark.parametrize(
    ("text", "surface", "place"),
    [
        ("Düşman Bergarna'da durdu.", "Bergarna", "bergama"),
        ("Ordu Erzururn'dan çıktı.", "Erzururn", "erzurum"),
        ("Sonra lzmir alındı.", "lzmir", "izmir"),
        ("Oradan lrak cephesine gitti.", "lrak", "irak"),
    ],
)
def test_misread_names_are_found_as_printed(places: Places, text: str, surface: str, place: str) -> None:
    (found,) = places(text)
    assert found.surface == surface
    assert found.entry is not None
    assert found.entry.id == place
    assert found.score < 0.9


def test_a_word_of_small_letters_is_not_mended(places: Places) -> None:
    assert places("Burada karanlık ve arıza vardı, kurnazlık ettiler.") == []


@given(st.text(alphabet="abcdehilmnrtuv015", max_size=9), st.sets(st.text(alphabet="abehilmnu", max_size=4)))
@settings(max_examples=200, deadline=None)
def test_readings_that_begin_as_nothing_does_are_not_made(word: str, known: set[str]) -> None:
    heads = {name[:at] for name in known for at in range(4)}
    found = list(misreadings(word, heads.__contains__, head=3))
    assert found == [each for each in misreadings(word) if each[0][:3] in heads]
