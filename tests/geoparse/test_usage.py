from __future__ import annotations

from collections.abc import Callable

import pytest

from mapsvc.geoparse.mentions import PlaceMention
from mapsvc.geoparse.reason_text import reason_text
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import TokenText
from mapsvc.geoparse.usage import decide_usage, ending_of

Places = Callable[[str], list[PlaceMention]]


@pytest.mark.parametrize(
    ("text", "usages"),
    [
        ("Ordu Bakü’ye girdi.", "literal"),
        ("Rusya’dan kaçanlar geldi.", "literal"),
        ("Azerbaycan’ın işgali sürdü.", "literal"),
        ("Nahçıvan bölgesinin durumu", "literal"),
        ("Azerbaycan ordusu savaşıyordu.", "associative"),
        ("Bakü temsilcisi geldi.", "associative"),
        ("Türkiye-Azerbaycan ilişkileri gelişti.", "associative associative"),
        ("Azerbaycan Türkleri sevindi.", "associative"),
        ("Türkiye tarafından kabul edildi.", "metonymic"),
        ("Türkiye’nin dış politikası değişti.", "metonymic"),
        ("Fransa bu amaçla taviz vermeyi kabul etti.", "metonymic"),
        ("Türkiye’ye yardım sözü verdi.", "metonymic"),
        ("Kars Antlaşması imzalandı.", "embedded"),
        ("Ankara Hükümeti karar aldı.", "embedded"),
        ("Bağdat Demiryolu açıldı.", "embedded"),
        ("Frankfurt sülh müqaviləsi imzalandı.", "embedded"),
        ("Fransa ilə Prussiya arasında müharibə başladı.", "metonymic metonymic"),
        ("Rusya geri çekildi.", "metonymic"),
        ("Fransa matbuatı, Türkiye milleti sevindi.", "associative associative"),
        ("Bulgaristan Başvekili ile konuştu.", "associative"),
        ("Rusya Hariciye Nazırı geldi.", "associative"),
        ("Türkiye bunu kabul edemez.", "metonymic"),
        ("Rusya’nın muvafakati alındı.", "metonymic"),
        ("İngiltere’den teminat aldı.", "metonymic"),
        ("Fransa barış etti.", "metonymic"),
        ("Türkiye Büyük Millet Meclisi toplandı.", "embedded"),
        ("İzmir suikastı davası", "embedded"),
        ("“Yeni Kafkasya” adlı gazete çıktı.", "embedded"),
        ("The Treaty of Kars was signed.", "embedded"),
        ("the Grand National Assembly of Turkey", "embedded"),
        ("He stayed in Turkey.", "literal"),
        ("Turkey-Azerbaijan relations improved.", "associative associative"),
        ("Turkey always preferred to wait.", "metonymic"),
        ("Turkey’s foreign policy was new.", "metonymic"),
        ("Карсский договор был подписан.", "embedded"),
        ("Войска были в Карсе.", "literal"),
    ],
)
def test_usage(places: Places, text: str, usages: str) -> None:
    assert [found.usage for found in places(text)] == usages.split()


def test_enumeration_is_used_like_its_last_name(places: Places) -> None:
    assert {found.usage for found in places("Tren ile Almanya ve İsveç’i geçerek geldi.")} == {"literal"}


@pytest.mark.parametrize("lang", ["en", "tr"])
def test_every_decision_has_a_reason_to_read(places: Places, lang: str) -> None:
    for found in places("Kars Antlaşması ile Türkiye, Bakü’ye ve Sovyet Rusya tarafına baktı."):
        text = reason_text([*found.why, found.why_usage], lang)
        assert len(text) > 10
        assert "{" not in text


@pytest.mark.parametrize(
    ("text", "kind", "decision"),
    [
        ("Kars yolu", "settlement", ("literal", ("spatial", "yolu"))),
        ("Kars’ın dış politikası değişti.", "state", ("metonymic", ("policy", "dış"))),
        ("Kars Antlaşması imzalandı.", "state", ("embedded", ("in-name", "Antlaşması"))),
        ("Kars’a girdi.", "settlement", ("literal", ("motion", "girdi"))),
    ],
)
def test_use_depends_on_the_kind_and_is_decided_with_a_reason(
    named: Callable[[str], tuple[TokenText, dict[str, Span]]],
    text: str,
    kind: str,
    decision: tuple[str, tuple[str, ...]],
) -> None:
    tokens, spans = named(text)
    assert decide_usage(tokens, spans["Kars"], kind, neighbours=set()) == decision


@pytest.mark.parametrize(("text", "ending"), [("Kars", ""), ("Kars’tan", "tan"), ("Karstan", "tan")])
def test_ending_has_no_apostrophe(
    named: Callable[[str], tuple[TokenText, dict[str, Span]]], text: str, ending: str
) -> None:
    tokens, spans = named(f"{text} geldi.")
    assert ending_of(tokens, spans["Kars"]) == ending


@pytest.mark.parametrize(
    ("text", "usages"),
    [
        ("İtaliya Osmanlıya müharibə elan etdi, Bolqarıstan tələbi rədd etdi.", "metonymic metonymic"),
        ("Rusiya notanı qəbul etdi.", "metonymic"),
        ("Yunanistan teklifi kabul etti.", "metonymic"),
        ("Yunanistan teklifi reddedildi.", "associative"),
        ("İran elçisi bu gün gəldi.", "associative"),
        ("Berlin, it appears, refused.", "metonymic"),
        ("Lisbon, as was feared, declined and Rome, they say, agreed.", "literal metonymic"),
        ("On orders from Portugal the governor left.", "metonymic"),
        ("The ships came from Portugal.", "literal"),
        ("Vienna was not informed.", "metonymic"),
        ("Vienna was not taken.", "literal"),
        ("He asked London for help.", "metonymic"),
        ("Paris, which was far away, fell.", "literal"),
    ],
)
def test_states_and_governments_act_and_are_told(places: Places, text: str, usages: str) -> None:
    assert " ".join(place.usage for place in places(text)) == usages


@pytest.mark.parametrize(
    ("text", "usages"),
    [
        ("Москва требовала возврата судов, а Лондон молчал.", "metonymic metonymic"),
        ("Турция не признала договора с Россией.", "metonymic metonymic"),
        ("Тифлис лежит на Куре.", "literal literal"),
        ("Россія просила мира.", "metonymic"),
        ("Ermənistan Zəngəzuru tələb edirdi.", "metonymic literal"),
    ],
)
def test_states_act_in_russian_and_azerbaijani(places: Places, text: str, usages: str) -> None:
    assert " ".join(place.usage for place in places(text)) == usages


def test_peoples_of_french_are_countries_of_german(places: Places) -> None:
    assert places("Un Italien et un Syrien quittèrent la ville.") == []
    assert [place.surface for place in places("Die Truppen standen in Italien und in Georgien.")] == [
        "Italien", "Georgien",
    ]  # fmt: skip


def test_sharp_s_is_found_where_the_index_has_two(places: Places) -> None:
    assert [place.surface for place in places("Die Flotte Rußlands war in Not.")] == ["Rußland"]
