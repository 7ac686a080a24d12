"""Ways of holding are told apart by more than colour."""

from __future__ import annotations

from mapsvc import Atlas
from mapsvc.scene.hands_symbols import (
    administered_symbol,
    between_symbol,
    contested_symbol,
    district_symbol,
    occupied_symbol,
    unknown_symbol,
)
from mapsvc.scene.symbology import CERTAINTY_ORDER


def test_occupied_ground_keeps_the_tint_of_its_owner(atlas: Atlas) -> None:
    russia, ottoman = (atlas.records.polities[key] for key in ("russia", "ottoman"))
    key, symbol = occupied_symbol(russia, ottoman)
    assert (symbol["fill"], symbol["stroke"]) == (ottoman.colour, russia.colour)
    assert symbol["hatch"] is not None
    assert key != occupied_symbol(russia, None)[0] != administered_symbol(russia)[0]


def test_only_districts_answer_a_click(atlas: Atlas) -> None:
    polity = atlas.records.polities["russia"]
    looks = [administered_symbol(polity), contested_symbol([polity, polity]), unknown_symbol()]
    assert all(symbol["inert"] for _, symbol in looks)
    assert "inert" not in district_symbol()[1]
    assert district_symbol()[1]["opacity"] == 0


def test_lines_between_holders_are_solid_dashed_or_dotted() -> None:
    dashes = [tuple(between_symbol(certainty)[1]["dash"]) for certainty in CERTAINTY_ORDER]
    assert dashes[0] == ()
    assert len(set(dashes)) == 3
