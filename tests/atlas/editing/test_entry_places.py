"""Places made of entries of a gazetteer, and of what is said by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from mapsvc.atlas.editing.entry_places import PlaceIds, made_place, place_id, place_of_entry
from mapsvc.atlas.gazetteer.index import Entry
from mapsvc.atlas.linked_places import read_place
from mapsvc.atlas.problems import Problems

VALLETTA = Entry("geonames:2562305", "Valletta", "city", 14.5148, 35.8997, 5.0, country="MT", tier="geonames")
EMPIRE = Entry("osmanli-devleti", "Osmanlı Devleti", "empire", 29.0, 41.0, 900.0, tier="historical")


def test_place_of_an_entry_is_read_as_a_place_of_an_atlas() -> None:
    problems = Problems()
    made = place_of_entry(VALLETTA, PlaceIds(()), "en")
    place = read_place(made, file="places.geojson", prefix="", problems=problems)
    assert problems.found == []
    assert place is not None
    assert (place.id, place.lon, place.lat, place.kind) == ("valletta", 14.5148, 35.8997, "settlement")
    assert made["links"] == [{"type": "closeMatch", "identifier": "https://www.geonames.org/2562305"}]


def test_place_is_found_again_by_the_entry_that_it_was_made_of() -> None:
    known = PlaceIds([place_of_entry(VALLETTA, PlaceIds(()), "en")])
    assert known.find("geonames:2562305") == "valletta" == known.find("valletta")
    assert known.find("geonames:1") == ""
    assert known.linked() == {"geonames:2562305": "valletta"}


def test_entry_of_a_list_keeps_its_id_and_gets_a_kind_that_an_atlas_knows() -> None:
    made = place_of_entry(EMPIRE, PlaceIds(()), "tr")
    assert (made["id"], made["properties"]["kind"]) == ("osmanli-devleti", "state")
    assert "links" not in made


def test_name_of_the_text_leads_before_that_of_today() -> None:
    birgu = place_of_entry(VALLETTA, PlaceIds(()), "en", "Mount Sciberras")
    assert (birgu["id"], birgu["properties"]["title"]) == ("mount-sciberras", "Mount Sciberras")
    assert [name["toponym"] for name in birgu["names"]] == ["Mount Sciberras", "Valletta"]
    declined = place_of_entry(VALLETTA, PlaceIds(()), "ru", "Валлетты")
    assert (declined["id"], declined["properties"]["title"]) == ("valletta", "Valletta")
    listed = place_of_entry(EMPIRE, PlaceIds(()), "tr", "Devlet-i Aliyye")
    assert listed["properties"]["title"] == "Osmanlı Devleti"
    # Of a list's further names the first is no better than the one that the text has.
    further = replace(EMPIRE, id="istanbul-other-names", title="Stamboul")
    city = place_of_entry(further, PlaceIds(()), "en", "Constantinople")
    assert (city["id"], city["properties"]["title"]) == ("istanbul", "Constantinople")
    assert PlaceIds([city]).find(further.id) == "istanbul"


def test_two_places_of_a_name_have_two_ids() -> None:
    known = PlaceIds([made_place("valletta", "Valletta", "en", "settlement", (None, None))])
    assert place_of_entry(VALLETTA, known, "en")["id"] == "valletta-2"


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Fort St. Elmo", "fort-st-elmo"),
        ("Ħaż-Żabbar", "haz-zabbar"),
        ("Iğdır", "igdir"),
        ("Мальта", "place"),
    ],
)
def test_id_is_in_letters_of_english(name: str, made: str) -> None:
    assert place_id(name, ()) == made


def test_places_are_read_from_a_file_and_a_broken_one_has_none(tiny_root: Path) -> None:
    data = (tiny_root / "places.geojson").read_bytes()
    known = PlaceIds.read(b"\xef\xbb\xbf" + data)
    ids = [feature["id"] for feature in json.loads(data)["features"]]
    assert list(known.places) == ids
    assert known.places["alfa"].lon is not None
    for broken in (b"", b"{", b"[]", b"\xff", b'{"features": [1]}'):
        assert PlaceIds.read(broken).places == {}
