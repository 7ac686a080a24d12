from __future__ import annotations

from mapsvc import Atlas
from mapsvc.kinds.place import KIND
from tests.kinds.conftest import Look


def test_place_is_told_by_what_it_is_and_all_its_names(tiny: Atlas) -> None:
    told = KIND.tell(tiny.records, "alfa", "en")
    assert (told.title, told.date) == ("Alpha", "Settlement")
    assert told.aside == "Alfa (tr); Eski Alfa (tr); Alpha (en); Альфа (ru)"
    assert told.told == ("A sample town.", "A small town.", told.aside)


def test_only_places_with_a_position_are_listed(tiny: Atlas) -> None:
    listed = {key.id for key in KIND.listed(tiny.records)}
    located = {place.id for place in tiny.records.places.values() if place.lon is not None}
    assert listed == located
    assert located < set(tiny.records.places)


def test_place_without_a_position_has_a_page_and_no_map(tiny: Atlas, look: Look) -> None:
    lost = next(place.id for place in tiny.records.places.values() if place.lon is None)
    shown = look(tiny.records, "places", lost)
    assert shown.scene is None
    assert shown.title


def test_page_has_what_happened_there_and_where_texts_name_it(tiny: Atlas, look: Look) -> None:
    known = look(tiny.records, "places", "alfa").context["place"]
    assert {event["id"] for event in known["events"]} == {"line-drawn", "letter-sent"}
    assert known["mentions"]["total"] == len(tiny.records.mentions_by_place["alfa"]) == 2
    assert [group["count"] for group in known["mentions"]["by_usage"]] == [1, 1]
    assert [name["toponym"] for name in known["names"]][:2] == ["Alfa", "Eski Alfa"]
