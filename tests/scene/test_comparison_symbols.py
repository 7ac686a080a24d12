"""How two states of affairs are told apart."""

from __future__ import annotations

from mapsvc.model.meta import Polity
from mapsvc.model.text import Text
from mapsvc.scene.comparison_symbols import (
    SIDES,
    gain_symbol,
    polity_symbol,
    side_area_symbol,
    side_line_symbol,
)
from mapsvc.scene.symbology import DASHES


def test_sides_differ_by_width_and_their_grounds_by_their_edge() -> None:
    lines = [side_line_symbol(side, "signed", "attested")[1] for side in SIDES]
    assert lines[0]["width"] > 1.5 * lines[1]["width"]
    areas = [side_area_symbol(side)[1] for side in SIDES]
    assert areas[0]["dash"] != areas[1]["dash"]
    assert {area["hatch"] for area in areas} == {None}


def test_dashes_of_a_broad_band_are_longer() -> None:
    broad, narrow = (side_line_symbol(side, "in-force", "inferred")[1]["dash"] for side in SIDES)
    assert narrow == DASHES["inferred"]
    assert all(one > other for one, other in zip(broad, narrow, strict=True))


def test_claim_has_a_dashed_edge_and_what_nobody_can_tell_is_not_hatched() -> None:
    holder = Polity(id="ruritania", name=Text({"en": "Ruritania"}), colour="#123456")
    assert polity_symbol(holder, settled=True)[1]["dash"] == []
    assert polity_symbol(holder, settled=False)[1]["dash"]
    assert gain_symbol(holder, sure=True)[1]["hatch"] is not None
    assert gain_symbol(holder, sure=False)[1]["hatch"] is None
    assert gain_symbol(holder, sure=False)[0] != gain_symbol(holder, sure=True)[0]
