"""Symbols of one map are told apart by eyes of all kinds and in grey: by sign, dash, hatching, or colour."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Any, get_args

import pytest

from mapsvc import Atlas
from mapsvc.model import fields
from mapsvc.model.colours import rgb_of, unlikeness
from mapsvc.scene import symbology
from mapsvc.scene.comparison_symbols import SIDES, gain_symbol, side_line_symbol

#: Lines and signs are thin, so that their colours have to differ by far more than those of areas.
LEAST = 10.0
#: Widths and sizes that differ by less do not tell.
WIDER, LARGER = 1.0, 2.5

Drawn = tuple[str, dict[str, Any]]


def are_told_apart(one: dict[str, Any], other: dict[str, Any]) -> bool:
    if any(
        one.get(key) != other.get(key) for key in ("type", "path", "dash", "ticks", "band", "hatch", "gap")
    ):
        return True
    if abs(one.get("width", 0) - other.get("width", 0)) >= WIDER:
        return True
    if abs(one.get("size", 0) - other.get("size", 0)) >= LARGER:
        return True
    inks = [rgb_of(symbol.get("color") or symbol["fill"]) for symbol in (one, other)]
    return unlikeness(*inks)[0] >= LEAST


def alike(symbols: Iterable[Drawn]) -> list[tuple[str, str]]:
    found = dict(symbols)
    return [pair for pair in combinations(found, 2) if not are_told_apart(found[pair[0]], found[pair[1]])]


CERTAINTIES: tuple[Any, ...] = get_args(fields.Certainty)
MODES: tuple[Any, ...] = get_args(fields.Mode)
STATUSES: tuple[Any, ...] = get_args(fields.BorderStatus)
ROLES: tuple[Any, ...] = get_args(fields.Role)
LEGS = [symbology.leg_symbol(mode, certainty) for mode in MODES for certainty in CERTAINTIES]
WAYS = [symbology.way_symbol(way, "rail", one) for way in get_args(fields.Way) for one in CERTAINTIES]
ACCOUNTS = [symbology.leg_symbol(mode, "attested", one) for mode in MODES for one in symbology.ACCOUNT_ORDER]
ARROWS = [symbology.arrow_symbol(arrow, one) for arrow in get_args(fields.Arrow) for one in CERTAINTIES]
BORDERS = [symbology.border_symbol(status, one, "standing") for status in STATUSES for one in CERTAINTIES]
NEW = [symbology.border_symbol("signed", one, "new") for one in CERTAINTIES]
STOPS = [symbology.stop_symbol(one, end=end) for one in CERTAINTIES for end in (True, False)]
POINTS = [symbology.role_symbol(role, one) for role in ROLES for one in CERTAINTIES]
TREATY = [symbology.treaty_point_symbol(one) for one in CERTAINTIES]
SIDE_LINES = [side_line_symbol(side, "signed", one) for side in SIDES for one in CERTAINTIES]


@pytest.mark.parametrize(
    "symbols",
    [
        pytest.param([*LEGS, *WAYS, symbology.stretch_symbol()], id="journeys"),
        pytest.param([*ACCOUNTS, symbology.stretch_symbol()], id="accounts of one journey"),
        pytest.param([*BORDERS, *NEW, *LEGS, *WAYS], id="borders and journeys"),
        pytest.param([*ARROWS, *BORDERS, *NEW], id="arrows and borders"),
        pytest.param([*POINTS, *STOPS, *TREATY, symbology.traveller_symbol()], id="points"),
        pytest.param([symbology.wide_symbol(role) for role in ROLES], id="countries"),
        pytest.param(SIDE_LINES, id="sides of a comparison"),
    ],
)
def test_symbols_of_one_map_are_told_apart(symbols: list[Drawn]) -> None:
    assert alike(symbols) == []


@pytest.mark.parametrize("applied", [True, False])
def test_gains_of_two_holders_are_told_apart_by_hatching_or_colour(atlas: Atlas, applied: bool) -> None:
    for moved in SEEN_TOGETHER:
        polities = [atlas.records.polities[key] for key in moved]
        assert alike(gain_symbol(polity, sure=True, applied=applied) for polity in polities) == []


#: Who gains ground on one map of the shipped atlas.
SEEN_TOGETHER = (
    ("turkey", "georgia", "armenia-soviet"),
    ("turkey", "georgia-soviet", "armenia-soviet", "azerbaijan-soviet", "nakhchivan"),
    ("ottoman", "georgia", "armenia", "azerbaijan"),
    ("turkey", "russia", "persia"),
)


def test_colour_alone_would_not_do() -> None:
    # Ornaments carry it: without them modes of travel look alike to somebody.
    bare = [(key, symbol | {"ticks": None}) for key, symbol in LEGS if key.endswith("-attested")]
    assert len(alike(bare)) > 3
