"""Names that no gazetteer has and that hyphens, an apostrophe or another mention show."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mapsvc.geoparse.mentions import PlaceMention
from mapsvc.geoparse.shown_names import with_shown
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import TokenText

Named = Callable[[str], tuple[TokenText, dict[str, Span]]]
Places = Callable[[str], list[PlaceMention]]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Le 13 au soir, la colonne campa à l’est de Ksar-el-Qrixa.", "Ksar-el-Qrixa", "village"),
        ("La colonne marcha de nuit sur Aïn-Qrixoula.", "Aïn-Qrixoula", "settlement"),
        ("Von dort ging ich nach den Qrixo-Bergen und kehrte zurück.", "Qrixo-Bergen", "mountain"),
        ("Wir zogen vier Tage durch die Qrixo-Steppe nach Süden.", "Qrixo-Steppe", "plain"),
        ("They landed at Qrixham's Ferry and marched inland.", "Qrixham's Ferry", "settlement"),
        ("The guns on Haqrines' Bluff opened on the boats.", "Haqrines' Bluff", "mountain"),
        ("They were sent through Qrix Creek Gap to cut the railroad.", "Qrix Creek Gap", "pass"),
        ("Японцы заняли дер. Фыркашань и остановились.", "Фыркашань", "village"),
        ("Суда подняли вверх по р. Фыркаше.", "Фыркаше", "river"),
        ("Отрядъ взялъ сопку Фыркашань ночью.", "Фыркашань", "mountain"),
        ("Пароход прошёл между берегом и островом Фыркашаном.", "Фыркашан", "island"),
        ("On passa le col de Qrixoula avant le jour.", "Qrixoula", "pass"),
        ("La colonne remonta l’oued Qrixoula pendant deux jours.", "Qrixoula", "river"),
    ],
)
def test_own_words_show_a_name_and_what_it_is(places: Places, text: str, name: str, kind: str) -> None:
    assert [(found.surface, found.kind) for found in places(text)] == [(name, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "Henry Ridge and Ted Heights spoke to Mr. Creek.",
        "Le général Qrixon-Duval et M. Qrixoula arrivèrent.",
        "Die Qrixo-Araber und die Qrixo-Leute kamen.",
        "The captain's Mill and his Hill were his pride.",
        "Jules Ferry spoke, and Ferry was heard.",
    ],
)
def test_persons_and_peoples_are_not_shown_so(places: Places, text: str) -> None:
    assert [found.surface for found in places(text)] == []


def test_name_shown_once_is_a_place_at_each_mention(places: Places) -> None:
    found = places("Отрядъ занялъ селеніе Фыркагоу. У Фыркагоу стояла застава; она отошла отъ Фыркагоу.")
    assert [each.surface for each in found] == ["Фыркагоу"] * 3


def test_name_that_nothing_shows_is_not_repeated(places: Places) -> None:
    assert places("У Фыркагоу стояла застава; она отошла отъ Фыркагоу.") == []


def test_known_names_that_a_hyphen_joins_stay_two(places: Places) -> None:
    assert [found.surface for found in places("Le train Paris-Berlin partit à minuit.")] == [
        "Paris",
        "Berlin",
    ]


def test_nothing_is_added_to_a_text_without_such_words(named: Named) -> None:
    tokens, spans = named("Ordu Kars'a girdi ve Batum'a yürüdü.")
    kept = list(spans.values())
    assert with_shown(tokens, kept) == kept
