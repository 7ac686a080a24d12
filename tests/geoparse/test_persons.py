"""Persons are named like towns, and so are authors."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mapsvc.geoparse.mentions import PlaceMention
from mapsvc.geoparse.persons import is_cited, is_person
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import TokenText

Named = Callable[[str], tuple[TokenText, dict[str, Span]]]


@pytest.mark.parametrize(
    ("text", "name", "person"),
    [
        ("Mr. London spoke.", "London", True),
        ("J. London spoke.", "London", True),
        ("Florence Nightingale was there.", "Florence", True),
        ("In Florence Nightingale was born.", "Florence", False),
        ("Halil (Kut) Paşa geldi.", "Kut", True),
        ("Bakü Paşa geldi.", "Bakü", True),
        ("Kut (Irak) alındı.", "Irak", False),
        ("They met in London today.", "London", False),
        ("J. Kars’a gitti.", "Kars", False),
    ],
)
def test_person_is_told_by_what_stands_around(named: Named, text: str, name: str, person: bool) -> None:
    tokens, spans = named(text)
    assert is_person(tokens, spans[name]) is person


@pytest.mark.parametrize(
    ("text", "name", "cited"),
    [
        ("Bu böyledir (Kars, 1990: 12).", "Kars", True),
        ("Kars, 1990 yılında büyüdü.", "Kars", False),
        ("Kaynak: Aras, Bir Kitap, Ankara, 1990, s. 12", "Ankara", True),
        ("1990. Ankara: Yapı Yayınları", "Ankara", True),
        ("Ankara’da kaldı.", "Ankara", False),
    ],
)
def test_author_or_place_of_print_is_cited(named: Named, text: str, name: str, cited: bool) -> None:
    tokens, spans = named(text)
    assert is_cited(tokens, spans[name]) is cited


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Doctor Anatole France and Captain Jack London met Professor Irving Berlin.", []),
        ("Irving Berlin wrote it. The novel is by Jack London.", []),
        ("Messrs. London, Paris and Berlin left Vienna.", ["Vienna"]),
        ("Under Peter Russia grew.", ["Russia"]),
        ("Florence Nightingale Üsküdar’da çalıştı.", ["Üsküdar"]),
        ("Sırp Prensi Milan savaş ilan etti.", []),
        ("Milan’dan Roma’ya gitti.", ["Milan", "Roma"]),
        ("Jack London Paris’e gitti.", ["Paris"]),
        ("General Ali Fuat Ankara yolunda kaldı.", ["Ankara"]),
        ("Le roi Milan abdiqua. Le docteur Paris vint.", []),
        ("M. Anatole France écrivit.", []),
        ("König Milan von Serbien und Kapitän Jack London schwiegen.", ["Serbien"]),
        ("Милан Обренович отказался.", []),
    ],
)
def test_name_behind_a_first_name_or_a_title_is_a_person(
    places: Callable[[str], list[PlaceMention]], text: str, surfaces: list[str]
) -> None:
    assert [place.surface for place in places(text)] == surfaces
