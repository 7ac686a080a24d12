"""The legend of a map."""

from __future__ import annotations

from mapsvc.scene.legend import describe_symbol, legend_of
from mapsvc.scene.symbology import CERTAINTY_ORDER, area_symbol, border_symbol, leg_symbol, role_symbol
from mapsvc.scene.symbols import Symbols


def symbols_of(*keyed: tuple[str, dict]) -> Symbols:  # type: ignore[type-arg]
    symbols = Symbols()
    for one in keyed:
        symbols.use(one)
    return symbols


def test_lines_of_one_kind_have_one_entry_drawn_as_the_surest() -> None:
    mixed = [CERTAINTY_ORDER[index] for index in (2, 0, 1)]
    symbols = symbols_of(*(border_symbol("signed", sure, "standing") for sure in mixed))
    border, *certainties = legend_of(symbols, "en")
    assert border.symbol == "border-signed-attested"
    assert len(border.covers) == 3
    assert [entry.symbol for entry in certainties] == [f"certainty-{sure}" for sure in CERTAINTY_ORDER]


def test_points_come_before_lines_whatever_was_used_first() -> None:
    way, region = leg_symbol("rail", "attested"), area_symbol("subject")
    symbols = symbols_of(way, region, role_symbol("happened", "attested"))
    families = [entry.symbol.split("-")[0] for entry in legend_of(symbols, "en")]
    assert families == ["role", "area", "leg", "certainty"]


def test_doubt_of_a_sign_is_told() -> None:
    sure, _, doubtful = (describe_symbol(role_symbol("happened", one)[0], "en") for one in CERTAINTY_ORDER)
    assert doubtful.startswith(sure)
    assert doubtful != sure
