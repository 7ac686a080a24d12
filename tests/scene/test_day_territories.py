"""Who held what on a day."""

from __future__ import annotations

from mapsvc import Atlas
from mapsvc.model.scene import Credit
from mapsvc.scene.day_territories import ground_credits, ground_entries, grounds_of_day
from mapsvc.scene.symbols import Symbols


def test_each_ground_is_named_by_its_holder_and_told_in_the_key_by_how_it_is_held(atlas: Atlas) -> None:
    state = atlas.records.territories["kars-1921"]
    symbols = Symbols()
    found = list(grounds_of_day(atlas.records, state, "en", symbols=symbols))
    named = [feature for feature in found if feature.label]
    assert named
    assert all(feature.symbol.startswith("polity-") for feature in named)
    entries = list(ground_entries(symbols, "en"))
    assert 1 <= len(entries) <= 2
    covered = {key for entry in entries for key in entry.covers}
    assert covered == {key for key in symbols if key.startswith("polity-")}


def test_credit_that_another_one_contains_is_left_out(atlas: Atlas) -> None:
    state = atlas.records.territories["kars-1921"]
    whole = state.attribution.in_("en")
    known = [Credit(whole[: len(whole) // 2]), Credit("Somebody else")]
    texts = [credit.text for credit in ground_credits(known, [state], "en")]
    assert whole[: len(whole) // 2] not in texts
    assert "Somebody else" in texts
    assert whole in texts
