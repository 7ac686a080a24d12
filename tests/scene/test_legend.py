"""The legend of a map."""

from __future__ import annotations

from mapsvc.scene.legend import describe_symbol, legend_of
from mapsvc.scene.symbology import (
    CERTAINTY_ORDER,
    area_symbol,
    border_symbol,
    leg_symbol,
    role_symbol,
    wide_symbol,
)
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


def test_what_happened_comes_first_and_what_is_only_named_last() -> None:
    way, region = leg_symbol("rail", "attested"), area_symbol("subject")
    named, scene = role_symbol("mentioned", "attested"), role_symbol("happened", "attested")
    told = [entry.symbol for entry in legend_of(symbols_of(named, way, region, scene), "en")]
    assert told == [
        "role-happened",
        "area-subject",
        "leg-rail-attested",
        "certainty-attested",
        "role-mentioned",
    ]


def test_signs_of_one_meaning_are_one_entry() -> None:
    signs = [
        role_symbol("mentioned", "attested"), role_symbol("mentioned", "uncertain"),
        wide_symbol("mentioned"), area_symbol("mentioned"),
    ]  # fmt: skip
    hollow, named = legend_of(symbols_of(*reversed(signs)), "en")
    assert named.symbol == "role-mentioned"
    assert {*named.covers} == {key for key, _ in signs}
    assert named.label.startswith("Mentioned (")
    assert hollow.covers == ("role-mentioned-doubtful",)
    # Where no sign is full there is nothing to tell it from.
    (alone,) = legend_of(symbols_of(signs[1]), "en")
    assert alone.label == "Mentioned (uncertain)"


def test_doubt_of_a_sign_is_told() -> None:
    sure, _, doubtful = (describe_symbol(role_symbol("happened", one)[0], "en") for one in CERTAINTY_ORDER)
    assert doubtful.startswith(sure)
    assert doubtful != sure
