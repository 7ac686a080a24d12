"""Names that no gazetteer has: found behind a preposition, put among the places beside them, and no more."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mapsvc.atlas.gazetteer.index import Entry
from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.mention_files import mention_record
from mapsvc.geoparse.mentions import PlaceMention
from mapsvc.geoparse.surroundings import Surroundings

Places = Callable[[str], list[PlaceMention]]


def spot(lon: float, lat: float, radius_km: float = 5.0) -> Entry:
    return Entry(id="", title="", kind="town", lon=lon, lat=lat, radius_km=radius_km)


def around(*entries: Entry) -> Surroundings:
    surroundings = Surroundings()
    for at, entry in enumerate(entries):
        surroundings.add(10 * at, entry)
    return surroundings


def test_middle_of_the_places_beside_is_taken_with_an_honest_reach() -> None:
    found = around(spot(30, -29), spot(31, -29)).amid(15)
    assert found is not None
    lon, lat, reach = found
    assert (lon, lat) == (30.5, -29)
    assert 100 < reach < 150


@pytest.mark.parametrize(
    "entries",
    [
        (),
        (spot(30, -29),),  # one is not enough
        (spot(30, -29), spot(60, 10)),  # no two together
        (spot(30, -29), spot(30.2, -29), spot(60, 10), spot(-60, 10)),  # no more than half together
        (spot(30, -29, 300), spot(30.2, -29, 300)),  # countries
    ],
)
def test_places_that_do_not_agree_say_nothing(entries: tuple[Entry, ...]) -> None:
    assert around(*entries).amid(15) is None


def test_places_far_off_in_the_text_say_nothing() -> None:
    assert around(spot(30, -29), spot(31, -29)).amid(5_000) is None


def test_middle_is_found_over_the_180th_meridian() -> None:
    found = around(spot(179.6, 60), spot(-179.8, 60)).amid(5)
    assert found is not None
    assert abs(abs(found[0]) - 179.9) < 1e-6


@pytest.mark.parametrize(
    ("text", "name", "lon", "lat"),
    [
        ("Ladysmith and Colenso fell; they camped at Rietvalleifontein.", "Rietvalleifontein", 29.8, -28.6),
        ("De Mascara et de Tiaret on marcha vers Chabounioukh sans combat.", "Chabounioukh", 0.7, 35.4),
        ("Изъ Мукдена и Ляояна отрядъ вышелъ къ ночи и сталъ близъ Кандолисанъ.", "Кандолисанъ", 123.3, 41.5),
        ("Ladysmith ve Colenso düştü; tümen Rietvalleifontein'de kaldı.", "Rietvalleifontein", 29.8, -28.6),
    ],
)  # fmt: skip
def test_name_behind_a_preposition_lies_where_the_places_beside_it_do(
    places: Places, text: str, name: str, lon: float, lat: float
) -> None:
    found = {mention.surface: mention for mention in places(text)}[name]
    assert found.entry is None
    assert found.around is not None
    assert abs(found.around[0] - lon) < 0.5
    assert abs(found.around[1] - lat) < 0.5
    assert found.score <= 0.4
    record = mention_record(Document("a.txt", text), found)
    assert (record["place"], record["name"]) == (None, None)
    assert (record["lon"], record["lat"], record["radius_km"]) == found.around
    assert "middle of the places" in record["reason"]


@pytest.mark.parametrize(
    "text",
    [
        "They camped at Rietvalleifontein.",  # nothing is known around
        "Peking and Lima are far; they camped at Rietvalleifontein.",  # nothing together
        "Ladysmith and Colenso fell. Captain Rietvalleifontein rode; they laughed at Rietvalleifontein.",
        "Ladysmith and Colenso fell; they looked at Rietvalleifontein Smith.",
        "Mukden und Liaojang fielen; in Rietvalleifontein.",  # every noun of German has a capital
        "Изъ Мукдена и Ляояна писали; онъ вышелъ изъ Кандолисанова.",
    ],
)
def test_anything_less_is_no_place(places: Places, text: str) -> None:
    assert not any("ietvallei" in mention.surface or "андолис" in mention.surface for mention in places(text))


def test_first_word_of_two_keeps_its_old_ending(places: Places) -> None:
    found = {mention.surface: mention for mention in places("Эскадра вышла изъ Портъ-Артура въ море.")}
    entry = found["Портъ-Артур"].entry
    assert entry is not None
    assert entry.lon is not None
    assert abs(entry.lon - 121.3) < 0.3
    assert "Портъ-Артуръ" in {mention.surface for mention in places("Портъ-Артуръ былъ взятъ у Ляояна.")}


@pytest.mark.parametrize("text", ["Abd-el-Kader se soumit.", "Подъ горою Дан-дю-Миди стояли."])
def test_part_of_a_name_with_hyphens_is_no_place(places: Places, text: str) -> None:
    assert places(text) == []


def test_german_noun_in_the_dative_is_no_place(places: Places) -> None:
    assert [mention.surface for mention in places("Im Bunde mit Italien griff Preußen an.")] == [
        "Italien",
        "Preußen",
    ]


def test_what_somebody_remembered_is_less_sure(places: Places) -> None:
    found = places("From Ladysmith they rode to Colenso, Frere and Chieveley.")
    remembered = [mention for mention in found if mention.entry and mention.entry.from_memory]
    assert remembered
    assert all(mention.score < 0.95 for mention in remembered)
