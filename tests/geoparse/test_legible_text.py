"""Letters written as several signs, or several as one, are read; offsets are those of the text as given."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.legible_text import read_legibly
from mapsvc.geoparse.mentions import DateMention, PlaceMention


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Şuşa üzerinden gitti.", ["Şuşa"]),
        ("Nahçıvan’a, İstanbul’a ve Iğdır’a vardı.", ["Nahçıvan", "İstanbul", "Iğdır"]),
        ("Göle’den Gümrü’ye, Çıldır’dan Oltu’ya gidildi.", ["Göle", "Gümrü", "Çıldır", "Oltu"]),
        ("Gəncə və Şuşa şəhərlərinə getdi.", ["Gəncə", "Şuşa"]),
        ("Он уехал в Майкоп.", ["Майкоп"]),
        ("They went to Zürich and Besançon.", ["Zürich", "Besançon"]),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_names_are_found_in_whatever_form_letters_are(
    form: str, text: str, names: list[str], places: Callable[[str], list[PlaceMention]]
) -> None:
    written = unicodedata.normalize(form, text)  # type: ignore[arg-type]
    found = places(written)
    assert [unicodedata.normalize("NFC", mention.surface) for mention in found] == names
    assert [written[mention.start : mention.end] for mention in found] == [m.surface for m in found]
    composed = places(unicodedata.normalize("NFC", text))
    assert [mention.entry for mention in found] == [mention.entry for mention in composed]


@pytest.mark.parametrize("text", ["5 Ağustos 1920’de", "12 Şubat 1919 günü", "23 Eylül–5 Kasım 1920"])
def test_days_are_read_of_letters_in_two_signs(text: str, dates: Callable[[str], list[DateMention]]) -> None:
    apart = unicodedata.normalize("NFD", text)
    found = dates(apart)
    assert [mention.edtf for mention in found] == [mention.edtf for mention in dates(text)] != []
    assert all(apart[mention.start : mention.end] == mention.surface for mention in found)


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("Cephe Afyonkara\u00ad\nhisar önünde çöktü.", "Afyonkara\u00ad\nhisar", "Afyonkarahisar"),
        ("Cephe Afyonkara\u00ac\r\nhisar önünde çöktü.", "Afyonkara\u00ac\r\nhisar", "Afyonkarahisar"),
        ("Cephe Afyonkara\u00adhisar önünde çöktü.", "Afyonkara\u00adhisar", "Afyonkarahisar"),
        ("Ti\ufb02is'e vardı.", "Ti\ufb02is", "Tiflis"),
        ("Kars\u200b’a vardı.", "Kars", "Kars"),
        ("\ufeffKars’a vardı.", "Kars", "Kars"),
        ("S\u00b8us\u00b8a’ya vardı.", "S\u00b8us\u00b8a", "Şuşa"),
        ("I\u02d8gdır’a vardı.", "I\u02d8gdır", "Iğdır"),
        ("i\u0307zmir’e vardı.".replace("i\u0307z", "I\u0307z"), "I\u0307zmir", "İzmir"),
    ],
)
def test_signs_of_print_are_no_part_of_a_name(
    text: str, surface: str, name: str, places: Callable[[str], list[PlaceMention]]
) -> None:
    (found,) = places(text)
    assert (found.surface, text[found.start : found.end]) == (surface, surface)
    assert found.entry is not None
    assert found.entry.title == name


def test_end_of_the_inflected_word_is_counted_in_the_text_as_it_is(
    places: Callable[[str], list[PlaceMention]],
) -> None:
    text = unicodedata.normalize("NFD", "Ordu Şuşa’yı ve Göle’yi aldı.")
    assert [text[found.start : found.token_end] for found in places(text)] == [
        unicodedata.normalize("NFD", word) for word in ("Şuşa’yı", "Göle’yi")
    ]


def test_long_text_keeps_its_offsets_from_part_to_part(parser: Geoparser) -> None:
    text = unicodedata.normalize("NFD", "Şuşa üzerinden Göle’ye gitti. " * 2500)
    found = parser.parse(text)
    assert {text[mention.start : mention.end] for mention in found} == {
        unicodedata.normalize("NFD", name) for name in ("Şuşa", "Göle")
    }
    assert len(found) == 5000


@given(st.text(alphabet="aşs\u0327iİ\u0307\u00ad\n \ufb02©\u200bŞ"))
def test_every_offset_leads_back(text: str) -> None:
    legible = read_legibly(text)
    starts = [legible.given_start(at) for at in range(len(legible.text) + 1)]
    ends = [legible.given_end(at) for at in range(len(legible.text) + 1)]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert starts[-1] <= len(text)
    for at, letter in enumerate(legible.text):
        piece = text[starts[at] : ends[at + 1]]
        assert piece
        # Marks on one letter may change places.
        assert not letter.isalnum() or letter in read_legibly(piece).text


def test_plain_text_is_the_same_object() -> None:
    text = "Kars’a, Şuşa’ya gitti."
    assert read_legibly(text).text is text
