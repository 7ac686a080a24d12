from __future__ import annotations

import pytest

from mapsvc.geoparse.nearness import apart_km, great_circle_km, measure_nearness


def test_great_circle() -> None:
    assert great_circle_km(28.95, 41.01, 32.85, 39.92) == pytest.approx(351, abs=3)


def test_a_place_that_was_put_nowhere_has_no_distance() -> None:
    gold = {"lon": 43.1, "lat": 40.6}
    assert apart_km(gold, {"lon": None, "lat": None}) is None
    assert apart_km(gold, gold) == 0


def test_nearness_of_nothing_is_nothing() -> None:
    assert measure_nearness([], []).end_to_end == 0
