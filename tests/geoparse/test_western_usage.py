"""Places of German and French sentences: their inflection, what they are no part of, and their usage."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mapsvc.geoparse.mentions import PlaceMention
from mapsvc.geoparse.western_usage import decide_western

Places = Callable[[str], list[PlaceMention]]

CASES = [
    # German
    ("Bulgarien erklärte sich für unabhängig.", [("Bulgarien", "metonymic")]),
    ("Griechenland nahm das ferne Odessa.", [("Griechenland", "metonymic"), ("Odessa", "literal")]),
    (
        "Die Truppen standen in Adrianopel und vor Konstantinopel.",
        [("Adrianopel", "literal"), ("Konstantinopel", "literal")],
    ),
    ("Die Regierung Bulgariens lehnte ab.", [("Bulgarien", "associative")]),
    ("Die Politik Frankreichs war klar.", [("Frankreich", "metonymic")]),
    ("Der Gesandte von Serbien ging nach Wien.", [("Serbien", "associative"), ("Wien", "literal")]),
    ("Der Berliner Kongreß tagte.", [("Berlin", "embedded")]),
    ("Die Wiener Regierung weigerte sich.", [("Wien", "associative")]),
    ("Der Vertrag von Berlin wurde verletzt.", [("Berlin", "embedded")]),
    ("Die Schlacht an der Marne war verloren.", [("Marne", "embedded")]),
    ("Am Montag lehnte Bulgarien das Ultimatum ab.", [("Bulgarien", "metonymic")]),
    ("Die Verhandlungen mit Rumänien stockten.", [("Rumänien", "metonymic")]),
    ("Berlin lehnte das Angebot ab.", [("Berlin", "metonymic")]),
    ("Der Kreuzer Odessa lief aus Pola aus.", [("Odessa", "embedded"), ("Pola", "literal")]),
    # French
    ("La France refusa.", [("France", "metonymic")]),
    (
        "L'alliance de la France et de la Russie, les intérêts de l'Autriche.",
        [("France", "metonymic"), ("Russie", "metonymic"), ("Autriche", "metonymic")],
    ),
    (
        "Le traité de Sèvres et celui de Lausanne furent signés.",
        [("Sèvres", "embedded"), ("Lausanne", "embedded")],
    ),
    (
        "Il vint d'Oran et de Mascara, s'arrêta au Mans et partit du Havre.",
        [("Oran", "literal"), ("Mascara", "literal"), ("Mans", "literal"), ("Havre", "literal")],
    ),
    ("Le duc d'Aumale, M. de Freycinet et le général de Négrier parlèrent.", []),
    ("Les troupes débarquèrent à Odessa.", [("Odessa", "literal")]),
    ("L'ambassadeur d'Italie partit pour Rome.", [("Italie", "associative"), ("Rome", "literal")]),
    ("La politique de la Russie était claire.", [("Russie", "metonymic")]),
    ("Le traité de Paris fut signé.", [("Paris", "embedded")]),
    ("La bataille de Plevna était perdue.", [("Plevna", "embedded")]),
    ("Le gouvernement de Berlin hésita.", [("Berlin", "associative")]),
    ("Londres refusa de le dire.", [("Londres", "metonymic")]),
    (
        "Paris, Londres et Berlin refusèrent.",
        [("Paris", "metonymic"), ("Londres", "metonymic"), ("Berlin", "metonymic")],
    ),
    ("Il habitait rue de Rome.", [("Rome", "embedded")]),
    ("L'armée quitta Salonique.", [("Salonique", "literal")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_places_of_german_and_french_are_found_with_their_usage(
    places: Places, text: str, expected: list[tuple[str, str]]
) -> None:
    assert [(place.surface, place.usage) for place in places(text)] == expected


def test_end_of_an_adjective_closes_behind_its_ending(places: Places) -> None:
    (found,) = places("Der Berliner Kongreß tagte.")
    assert (found.surface, found.token_end - found.end) == ("Berlin", 2)
    assert decide_western.__name__ == "decide_western"


@pytest.mark.parametrize("text", ["Die Wiener jubelten.", "Les Parisiens et les Russes partirent."])
def test_inhabitants_are_no_places(places: Places, text: str) -> None:
    assert places(text) == []
