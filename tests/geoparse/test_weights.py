"""The weights are data, each with a reason."""

from __future__ import annotations

from mapsvc.geoparse.weights import WEIGHTS


def test_every_weight_says_why_it_is_there() -> None:
    for name, weight in WEIGHTS.told.items():
        assert weight.reason, name
        assert weight.name == name
        assert weight.value != weight.neutral or name == "tier-geonames", name


def test_weight_that_is_set_aside_is_back_afterwards() -> None:
    before = dict(WEIGHTS)
    with WEIGHTS.without("is-kind"):
        assert WEIGHTS["is-kind"] == 0.0
        assert {name for name in before if WEIGHTS[name] != before[name]} == {"is-kind"}
    assert before == WEIGHTS
