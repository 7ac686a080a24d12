"""Names far from home: kinds of faults that readers met, each with other words than theirs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mapsvc.geoparse.mentions import PlaceMention
from mapsvc.geoparse.surroundings import between_km

Places = Callable[[str], list[PlaceMention]]
Spot = tuple[str, float, float, float]


def is_there(mention: PlaceMention, lat: float, lon: float, km: float) -> bool:
    entry = mention.entry
    if entry is None or entry.lon is None or entry.lat is None:
        return False
    there = type(entry)(id="", title="", kind="site", lon=lon, lat=lat, radius_km=0)
    return between_km(entry, there) <= km


@pytest.mark.parametrize(
    ("text", "spots"),
    [
        # P1: what GeoNames has is never in no gazetteer, whatever word stands beside it
        ("The regiment wintered in the village of Vorukh.", [("Vorukh", 39.85, 70.58, 20)]),
        ("They camped at the town of Wepener.", [("Wepener", -29.73, 27.04, 20)]),
        ("Alay Vorukh köyünde kışladı.", [("Vorukh", 39.85, 70.58, 20)]),
        ("Birlik Otavalo kasabasında kaldı.", [("Otavalo", 0.23, -78.26, 30)]),
        # P3: two names of one place
        ("They shelled Chambarak (Krasnoselsk) for three days.", [("Chambarak", 40.6, 45.35, 25)]),
        # P4: an enumeration of small towns
        (
            "The horsemen raided Charikar, Baghlan and Aybak.",
            [("Charikar", 35.01, 69.17, 40), ("Baghlan", 36.13, 68.7, 40), ("Aybak", 36.26, 68.02, 40)],
        ),
        (
            "Süvariler Otavalo, Tulcan ve Cayambe’yi bastı.",
            [("Otavalo", 0.23, -78.26, 30), ("Tulcan", 0.81, -77.72, 30), ("Cayambe", 0.04, -78.14, 30)],
        ),
        # P8: the state behind the comma
        (
            "The regiment marched from Athens, Georgia, to Rome, Georgia, in May 1864.",
            [("Athens", 33.96, -83.38, 80), ("Rome", 34.26, -85.16, 80), ("Georgia", 32.7, -83.4, 400)],
        ),
        (
            "They went from Paris, Texas, to Florence, Alabama.",
            [("Paris", 33.66, -95.56, 80), ("Florence", 34.8, -87.68, 80), ("Alabama", 32.8, -86.8, 400)],
        ),
        ("He was born in Alexandria, Virginia.", [("Alexandria", 38.8, -77.05, 80)]),
        ("They left Tiflis, Georgia, for Batum.", [("Tiflis", 41.7, 44.8, 30), ("Georgia", 42, 43.5, 200)]),
        # P13: several words, the last of them behind a hyphen or Arabic
        ("They held Khan Yunis and Umm Qasr.", [("Khan Yunis", 31.34, 34.3, 30)]),
        ("The fleet lay off Ras al-Khaimah for a week.", [("Ras al-Khaimah", 25.79, 55.94, 30)]),
        ("They entered Bandar-e Anzali at dawn.", [("Bandar-e Anzali", 37.47, 49.46, 30)]),
    ],
)
def test_name_is_found_where_it_lies(places: Places, text: str, spots: list[Spot]) -> None:
    found = places(text)
    for surface, lat, lon, km in spots:
        named = [mention for mention in found if mention.surface == surface]
        assert named, surface
        assert all(is_there(mention, lat, lon, km) for mention in named), surface


@pytest.mark.parametrize(
    ("text", "word"),
    [
        # P2: an article before a generic word
        ("The village of Vorukh was burnt. The town of Hadrut held out.", "The"),
        ("The city of Otavalo fell.", "The"),
        ("The river was high.", "The"),
        # P5: a part of a continent
        ("Coffee came from Central America and wheat from North America.", "America"),
        ("He knew Latin America and South America well.", "America"),
        ("Kuzey Amerika’dan buğday geldi.", "Amerika"),
        ("Они прибыли из Северной Америки.", "Америки"),
        # another country is called after it
        ("They sailed to New Bremen.", "Bremen"),
    ],
)
def test_word_is_no_place(places: Places, text: str, word: str) -> None:
    assert word not in {mention.surface for mention in places(text)}


def test_america_alone_is_the_state(places: Places) -> None:
    (found,) = places("They sailed to America.")
    assert is_there(found, 39, -98, 2000)


def test_word_is_no_form_of_another_language(places: Places) -> None:
    found = {mention.surface: mention for mention in places("The fleet lay off Havana. They lay at Augusta.")}
    assert is_there(found["Havana"], 23.1, -82.4, 30)
    assert "Augusta" in found


@pytest.mark.parametrize(
    "text",
    [
        "General Sherman came. Sherman wrote to Grant that Hood had fled.",
        "Colonel Dalton rode at dawn. Dalton replied that he was ready.",
    ],
)
def test_person_that_a_town_is_called_after_is_no_place(places: Places, text: str) -> None:
    assert places(f"They held Atlanta, Macon and Savannah in Georgia. {text}")[4:] == []
