"""Recognition as a whole: words, names, judgement (`tokens`, `names`, `spans`, `judge`)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mapsvc.atlas.gazetteer.names import Gazetteer
from mapsvc.geoparse.mentions import PlaceMention
from mapsvc.geoparse.recognition import Letters, look_at_letters, recognise
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import TokenText

Places = Callable[[str], list[PlaceMention]]


def surfaces(found: list[PlaceMention]) -> list[str]:
    return [mention.surface for mention in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bakü’ye girdi.", ["Bakü"]),
        ("The port was closed, and Canton was blockaded again.", ["Canton"]),  # no canton, as in French
        ("Раненъ сотникъ 2-го Читинскаго полка.", []),
        ("Суда стояли у Никополя.", ["Никополя"]),
        (
            "The road from Perote to the City of Puebla is as level as the plain.",
            ["Perote", "City of Puebla"],
        ),
        ("They camped by Lake Texcoco near Puebla.", ["Lake Texcoco", "Puebla"]),
        ("La flotte passa de la mer Noire à la mer Rouge.", ["mer Noire", "mer Rouge"]),
        ("Le célèbre Kin-Fo quitta la ville avec Ki-Qrix.", []),  # neither Kin nor Ki
        ("Nahçıvan bölgesinde kaldı.", ["Nahçıvan"]),
        ("Azerbaycan Halk Cumhuriyeti’nin ordusu", ["Azerbaycan Halk Cumhuriyeti"]),
        ("Sovyet Rusya ile görüştü.", ["Sovyet Rusya"]),
        ("Sakarya Nehri’nde durdu.", ["Sakarya Nehri"]),
        ("Türkiye-Azerbaycan ilişkileri", ["Türkiye", "Azerbaycan"]),
        ("Trabzon-Batum-Bakü yolu", ["Trabzon", "Batum", "Bakü"]),
        ("Brest-Litovsk Antlaşması imzalandı.", ["Brest-Litovsk"]),
        ("Kafkas ülkeleri arasında", ["Kafkas"]),
        ("Azerbaijan’s army left the Caucasus region.", ["Azerbaijan", "Caucasus"]),
        ("The Kingdom of Greece declared war.", ["Kingdom of Greece"]),
        ("the Black Sea coast", ["Black Sea"]),
        ("KARS’TA TOPLANTI YAPILDI.", ["KARS"]),
        ("Bakı və Gəncədə, Tiflisdən Naxçıvana", ["Bakı", "Gəncə", "Tiflis", "Naxçıvan"]),
        ("Из Москвы в Тифлис и Баку.", ["Москвы", "Тифлис", "Баку"]),
    ],
)
def test_span_is_the_name_without_its_ending(places: Places, text: str, expected: list[str]) -> None:
    assert surfaces(places(text)) == expected


@pytest.mark.parametrize("word", ["Karsta", "Karsa", "Karsın", "Karstan"])
def test_old_prints_need_no_apostrophe(places: Places, word: str) -> None:
    text = f"Kıtaat {word} doğru ilerledi. Erzurumda kaldı."
    assert surfaces(places(text)) == ["Kars", "Erzurum"]


def test_token_end_closes_the_inflected_word(places: Places) -> None:
    text = "Ordu Bakü’deki birliklerle"
    (found,) = places(text)
    assert text[found.start : found.token_end] == "Bakü’deki"


@pytest.mark.parametrize(
    "text",
    [
        "Türk ve Rus askerleri",
        "Azerbaycanlılar ve Bakülüler toplandı.",
        "The Azerbaijani and Armenian delegations",
        "Kızıl Ordu’nun saldırısı",
        "Kâzım Karabekir Paşa’ya yazdı.",
        "V. Lenin’e bir mektup",
        "(Kasım, 2009: 19)",
        "(Gürün, 1991: 277; Porsuk, 2019: 5)",
        "https://example.org/turkiye-azerbaycan-iliskileri",
        "Karşısındaki ordu ağır kayıplar verdi.",
        "TBMM Hükümeti karar aldı.",
        "Sosyalist Sovyet Cumhuriyetidir.",
        "Halil (Kut) Paşa geldi.",
        "Mr. London and Miss Paris went home.",
    ],
)
def test_what_only_looks_like_a_place_is_left_out(places: Places, text: str) -> None:
    assert surfaces(places(text)) == []


def test_name_broken_over_lines_is_one(places: Places) -> None:
    text = "Bu dönemde Sovyetler \nBirliği’nin ve Azerbay-\ncan’ın"
    assert surfaces(places(text)) == ["Sovyetler \nBirliği", "Azerbay-\ncan"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sovyetler, 1920’de bir fırsat olarak görüldü.", ["Sovyetler"]),
        ("Bu durum Sovyetleri rahatsız etti.", ["Sovyetler"]),
        ("Ruslar ve Bolşevikler rahatsız oldu.", []),
        ("Bakü Sovyeti toplandı.", ["Bakü"]),
    ],
)
def test_people_in_the_plural_is_a_state_where_a_list_names_it(
    places: Places, text: str, expected: list[str]
) -> None:
    assert surfaces(places(text)) == expected


def test_misread_letters_cost_certainty(places: Places) -> None:
    good, bad = places("Erzurum’dan geldi.")[0], places("Erzurnm’dan geldi.")[0]
    assert good.entry == bad.entry
    assert bad.score < good.score


def test_small_letters_cost_certainty(places: Places) -> None:
    (found,) = places("Bu savaş balkanlardaki dengeyi bozdu.")
    assert found.surface == "balkanlar"
    assert found.score < 0.8


def test_unknown_village_is_found_by_the_word_beside_it(places: Places) -> None:
    found = [
        mention for mention in places("Alay Kars yakınındaki Zorbulakçık köyünde kaldı.") if not mention.entry
    ]
    assert surfaces(found) == ["Zorbulakçık"]
    assert found[0].kind == "village"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Adanalılar Kayseri'ye gitti.", ["Kayseri"]),
        ("Imam San'aya girdi, Sonra San'ada kaldı.", ["San'a", "San'a"]),
        ("Pozantı Boğazı, Torosların anahtarıdır.", ["Pozantı Boğazı", "Toroslar"]),
        ("İstanbul ve Çanakkale Boğazları açıldı.", ["İstanbul", "Çanakkale"]),
        ("Kelkit Vadisi'nde durdular.", ["Kelkit Vadisi"]),
        ("Взяты Эрзерумъ и Трапезондъ; въ Карсѣ тихо.", ["Эрзерумъ", "Трапезондъ", "Карс"]),
        ("Голод в Казани, Уфе и Саратове.", ["Казани", "Уфе", "Саратов"]),
        ("Американская помощь пришла в Ригу.", ["Ригу"]),
    ],
)
def test_span_ends_where_the_name_does(places: Places, text: str, expected: list[str]) -> None:
    assert [found.surface for found in places(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Görüşmeye Tevfik Rüştü Aras, sonra Aralov katıldı.",
        "Erden, Ali Fuad (2003). Hatıralar. Yayınevi.",
        "Kâmil Erdeha, Millî Mücadelede Vilayetler, İstanbul 1975, s. 302.",
        "Yerli Âsiler teslim oldu; Adanalılar döndü.",
        "Köyün manastırına sığındılar.",
    ],
)
def test_persons_books_and_people_are_no_places(places: Places, text: str) -> None:
    assert places(text) == []


def test_way_of_writing_is_told_from_the_text() -> None:
    assert look_at_letters("Kars'a, Batum'a ve Bakü'ye gitti; şehir düştü.") == Letters(True, True)
    assert look_at_letters("Ordu Karsta, Batumda ve Erzurumda kaldi.") == Letters(False, False)
    assert look_at_letters("") == Letters(False, False)


@pytest.mark.parametrize(
    ("text", "name", "is_place"),
    [
        ("Ordu Kars’a girdi.", "Kars", True),
        ("Mr. London spoke.", "London", False),
        ("Bu böyledir (Kars, 1990: 12).", "Kars", False),
    ],
)
def test_name_that_is_a_person_or_cited_is_no_place(
    named: Callable[[str], tuple[TokenText, dict[str, Span]]],
    gazetteer: Gazetteer,
    text: str,
    name: str,
    is_place: bool,
) -> None:
    tokens, spans = named(text)
    assert bool(recognise(tokens, spans[name], gazetteer, Letters(True, True))) is is_place
