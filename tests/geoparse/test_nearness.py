from __future__ import annotations

import pytest

from mapsvc.geoparse.nearness import apart_km, measure_nearness


def test_distance_is_in_kilometres() -> None:
    istanbul, ankara = {"lon": 28.95, "lat": 41.01}, {"lon": 32.85, "lat": 39.92}
    assert apart_km(istanbul, ankara) == pytest.approx(351, abs=3)


def test_a_place_that_was_put_nowhere_has_no_distance() -> None:
    gold = {"lon": 43.1, "lat": 40.6}
    assert apart_km(gold, {"lon": None, "lat": None}) is None
    assert apart_km(gold, gold) == 0


def test_nearness_of_nothing_is_nothing() -> None:
    assert measure_nearness([], []).end_to_end == 0
