"""A feature in Linked Places Format becomes a place, or is told what it lacks."""

from __future__ import annotations

from typing import Any

import pytest

from mapsvc.atlas.linked_places import read_place
from mapsvc.atlas.problems import Problems
from mapsvc.model.records import Place

SQUARE = {"type": "Polygon", "coordinates": [[[10, 0], [11, 0], [11, 1], [10, 1], [10, 0]]]}


def feature(**members: Any) -> dict[str, Any]:
    properties = {"title": "Alfa", **members.pop("properties", {})}
    found = {"type": "Feature", "id": "alfa", "geometry": {"type": "Point", "coordinates": [10, 0.5]}}
    return {**found, "properties": properties, **members}


def read(**members: Any) -> tuple[Place | None, list[str]]:
    problems = Problems(languages=("de", "en"))
    found = read_place(feature(**members), file="places.geojson", prefix="alfa.", problems=problems)
    return found, [str(problem).removeprefix("places.geojson: alfa.") for problem in problems.found]


def test_plain_feature_is_a_place_named_in_the_first_language() -> None:
    place, said = read()
    assert said == []
    assert place is not None
    assert (place.lon, place.lat, place.shape, place.radius_km) == (10.0, 0.5, "point", None)
    assert [(name.toponym, name.lang) for name in place.names] == [("Alfa", "de")]


def test_area_reaches_as_far_as_a_disc_of_its_size() -> None:
    place, _ = read(geometry=SQUARE)
    assert place is not None
    # A square of one degree at the equator is some 12 300 km²: π · 62.6².
    assert place.shape == "area"
    assert place.radius_km == pytest.approx(62.6, abs=0.2)


def test_lifetime_is_the_first_timespan() -> None:
    spans = [{"start": {"in": "1648"}, "end": {"latest": "1806-08-06"}}, {"start": {"in": "1900"}}]
    place, _ = read(when={"timespans": spans})
    assert place is not None
    assert place.lifetime is not None
    assert str(place.lifetime.start) == "1648-01-01"
    assert str(place.lifetime.end) == "1806-08-06"


@pytest.mark.parametrize(
    ("members", "start"),
    [
        ({"geometry": None, "properties": {"shape": "point"}}, "geometry: is missing, but the shape is"),
        ({"properties": {"shape": "area"}}, "properties.radius_km: is missing"),
        ({"links": [{"type": "closeMatch", "identifier": "file:///etc"}]}, "links[0].identifier: is 'file:"),
        ({"when": {"timespans": []}}, "when: has no timespans"),
        ({"when": {"timespans": [{"start": {"in": "soon"}}]}}, "when: "),
        ({"geometry": {"type": "Point", "coordinates": [10, 5, 3]}}, "geometry.coordinates: is [10, 5, 3]"),
    ],
)
def test_fault_of_a_feature_is_named_and_no_place_made(members: dict[str, Any], start: str) -> None:
    place, said = read(**members)
    assert place is None
    assert [line.startswith(start) for line in said] == [True], said
