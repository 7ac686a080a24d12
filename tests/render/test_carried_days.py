"""Days that travel in a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import mapsvc
from mapsvc.atlas.store import Store
from mapsvc.model.day import Day
from mapsvc.render.carried_days import PARTS, CarriedDays
from mapsvc.scene.day_map import compose_day, moments
from mapsvc.scene.features.districts import JOIN
from tests.grounds import add_grounds

SIGNED = Day(1921, 10, 13)


@pytest.fixture
def held(tiny_root: Path) -> Store:
    """The tiny atlas with grounds."""
    add_grounds(tiny_root)
    return mapsvc.open_atlas(tiny_root).records


def whole(carried: CarriedDays, value: Any) -> Any:
    """Put the parts in, as the browser code does."""
    if isinstance(value, list):
        return [whole(carried, part) for part in value]
    if isinstance(value, dict):
        if "$" in value:
            return whole(carried, carried.files[PARTS][value["$"]])
        return {key: whole(carried, part) for key, part in value.items()}
    return value


def read(carried: CarriedDays, address: str) -> Any:
    return whole(carried, carried.files[address]["$"])


def shapes(carried: CarriedDays, features: list[dict[str, Any]]) -> dict[str, Any]:
    found = {}
    for feature in features:
        source = feature["properties"]["src"]
        if source:
            (shape,) = read(carried, source["full"])["features"]
            assert source["overview"] == source["full"]
            assert shape["id"] == feature["id"]
            found[feature["id"]] = shape["geometry"]
        else:
            assert feature["geometry"]["type"] == "Point"
    return found


def test_day_of_a_file_has_all_that_the_day_shows(held: Store) -> None:
    carried = CarriedDays(held, "en")
    carried.take(SIGNED)
    document = read(carried, f"carried:/timeline/{SIGNED}.json")
    expected = compose_day(held, SIGNED, "en")
    features = [feature for layer in document["map"]["layers"] for feature in layer["features"]]
    assert [feature["id"] for feature in features] == [feature.id for feature in expected.features()]
    drawn = shapes(carried, features)
    assert {"territories/front/west", "territories/front/east", "edges/front"} <= set(drawn)
    assert set(document["map"]["symbols"]) == set(expected.symbols)
    assert [entry["label"] for entry in document["legend"]] == [entry.label for entry in expected.legend]
    assert sum(len(group["features"]) for group in document["groups"]) > 0


def test_neighbours_keep_the_edge_they_share_when_drawn_simply(held: Store) -> None:
    carried = CarriedDays(held, "en")
    drawn = shapes(carried, features_of(carried.payload_of(compose_day(held, SIGNED, "en"))))
    west, east = (
        set(map(tuple, drawn[f"territories/front/{name}"]["coordinates"][0])) for name in ("west", "east")
    )
    assert west & east == {(43, 40), (43, 40.4), (43.3, 41)}


def test_day_of_the_file_is_drawn_as_it_is_and_lends_its_shapes(held: Store) -> None:
    carried = CarriedDays(held, "en")
    own = shapes(carried, features_of(carried.payload_of(compose_day(held, SIGNED, "en"), whole=True)))
    assert [43.0001, 40.2] in own["territories/front/west"]["coordinates"][0]
    later = next(day for day in moments(held) if day > SIGNED)
    carried.take(later)
    document = read(carried, f"carried:/timeline/{later}.json")
    assert (
        shapes(carried, features_of(document["map"]))["territories/front/west"]
        == own["territories/front/west"]
    )


def test_days_are_taken_outwards_as_far_as_there_is_room(held: Store) -> None:
    days = moments(held)
    here = days.index(SIGNED)
    one, few, every = (CarriedDays(held, "tr") for _ in range(3))
    assert one.take_around(days, here, most_bytes=1) == (here, here)
    first, last = few.take_around(days, here, most_bytes=one.size_bytes + 1)
    on_is_nearer = days[here + 1] - SIGNED <= SIGNED - days[here - 1]
    assert (first, last) == ((here, here + 1) if on_is_nearer else (here - 1, here))
    assert every.take_around(days, here, most_bytes=10**9) == (0, len(days) - 1)
    written = json.dumps(every.files, ensure_ascii=False, separators=(",", ":")).encode()
    assert len(written) == pytest.approx(every.size_bytes, rel=0.05)


def test_what_a_holder_held_is_drawn_of_the_districts_that_the_file_carries(atlas: mapsvc.Atlas) -> None:
    opening = atlas.records.period.opening
    carried = CarriedDays(atlas.records, "en")
    shown = carried.payload_of(compose_day(atlas.records, opening, "en", "hands"), whole=True)
    known = carried.files["carried:/shapes/districts.json"]["shapes"]
    told = [
        each
        for each in features_of(shown)
        if "districts" in (each["properties"]["src"] or {}).get("full", "")
    ]
    assert any(each["id"].startswith("held/") for each in told)
    for each in told:
        assert set(each["properties"].get("shape", each["id"]).split(JOIN)) <= set(known), each["id"]


def features_of(shown: dict[str, Any]) -> list[dict[str, Any]]:
    return [feature for layer in shown["layers"] for feature in layer["features"]]
