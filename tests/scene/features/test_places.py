"""Places and arrows of an event, as maps draw them."""

from __future__ import annotations

from dataclasses import replace

from mapsvc.atlas.store import Store
from mapsvc.model.records import EventPlace
from mapsvc.scene.features.places import arrow_features, place_features
from mapsvc.scene.symbols import Symbols


def test_place_is_shown_once_in_its_first_role_areas_before_points(tiny_records: Store) -> None:
    parts = [
        EventPlace(place="alfa", role="origin", certainty="attested"),
        EventPlace(place="alfa", role="mentioned", certainty="attested"),
        EventPlace(place="bravo", role="happened", certainty="uncertain"),
    ]
    found = {
        feature.id: feature
        for feature in place_features(tiny_records, parts, "en", when=None, symbols=Symbols())
    }
    assert list(found) == ["places/alfa", "places/bravo"]
    assert found["places/alfa"].symbol == "role-origin"
    assert found["places/bravo"].symbol == "role-happened-doubtful"
    assert found["places/bravo"].priority == 1


def test_place_off_the_map_that_is_only_mentioned_stays_off_unless_it_is_alone(
    tiny_records: Store,
) -> None:
    alfa = replace(tiny_records.places["alfa"], on_map=False)
    off = replace(tiny_records, places={**tiny_records.places, "alfa": alfa})
    mentioned = EventPlace(place="alfa", role="mentioned", certainty="attested")
    other = EventPlace(place="bravo", role="happened", certainty="attested")

    def shown(*parts: EventPlace) -> list[str]:
        return [one.id for one in place_features(off, parts, "en", when=None, symbols=Symbols())]

    assert shown(mentioned, other) == ["places/bravo"]
    assert shown(mentioned) == ["places/alfa"]


def test_arrow_is_no_surer_than_its_ends(tiny_records: Store) -> None:
    (arrow,) = arrow_features(tiny_records, tiny_records.events["letter-sent"], "en", symbols=Symbols())
    assert arrow.name == "Alpha → Bravo"
    assert arrow.certainty == "uncertain"
    assert (
        list(arrow_features(tiny_records, tiny_records.events["line-drawn"], "en", symbols=Symbols())) == []
    )


def test_arrow_from_somewhere_in_a_region_is_no_attested_way(tiny_records: Store) -> None:
    event = tiny_records.events["letter-sent"]
    sure = replace(event, places=tuple(replace(part, certainty="attested") for part in event.places))
    wide = {key: replace(place, shape="area") for key, place in tiny_records.places.items()}
    for places, certainty in ((tiny_records.places, "attested"), (wide, "uncertain")):
        (arrow,) = arrow_features(replace(tiny_records, places=places), sure, "en", symbols=Symbols())
        assert arrow.certainty == certainty
