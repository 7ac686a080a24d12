"""Whose ground it was by the borders of a day."""

from __future__ import annotations

import re

import pytest

from mapsvc import Atlas
from mapsvc.model.scene import Credit
from mapsvc.scene.day_borders import ground_entries
from mapsvc.scene.day_territories import ground_credits, grounds_of_states
from mapsvc.scene.symbols import Symbols


def test_each_ground_is_named_by_its_holder_and_told_in_the_key_by_how_it_is_held(atlas: Atlas) -> None:
    state = atlas.records.territories["kars-1921"]
    symbols = Symbols()
    found = list(grounds_of_states(atlas.records, [state], "en", symbols=symbols))
    named = [feature for feature in found if feature.label]
    assert named
    assert all(feature.symbol.startswith("polity-") for feature in named)
    entries = list(ground_entries(symbols, "en"))
    assert 1 <= len(entries) <= 3
    covered = {key for entry in entries for key in entry.covers if not key.startswith("edge-")}
    assert covered == {key for key in symbols if key.startswith("polity-")}


@pytest.mark.parametrize("borders", [("kars-1921", "ankara-1921"), ("berlin-1878",)])
def test_a_holder_has_one_row_and_one_name(atlas: Atlas, borders: tuple[str, ...]) -> None:
    states = [atlas.records.territories[border] for border in borders]
    found = list(grounds_of_states(atlas.records, states, "en", symbols=Symbols()))
    holders = {ground.polity for state in states for ground in state.territories}
    listed = [feature.name for feature in found if feature.listed]
    assert len(listed) == len(set(listed)) == len(holders)
    labels = [feature.label for feature in found if feature.label]
    assert len(labels) == len(set(labels))


def test_no_number_is_given_for_a_state_that_the_frame_cuts(atlas: Atlas) -> None:
    state = atlas.records.territories["kars-1921"]
    found = {
        feature.id.rpartition("/")[2]: feature
        for feature in grounds_of_states(atlas.records, [state], "en", symbols=Symbols())
    }
    for cut in ("turkey", "persia", "rsfsr"):
        told = " ".join([found[cut].detail, *(text for _, text in found[cut].rows)])
        assert "km²" not in told, cut
    for whole in ("armenia", "nakhchivan"):
        assert re.search(r"≈ [\d,]+ km²; limits|≈ [\d,]+ km², limits", found[whole].detail), whole
    assert not [feature for feature in found.values() if feature.detail in {"attested", "inferred"}]


def test_credit_that_another_one_contains_is_left_out(atlas: Atlas) -> None:
    state = atlas.records.territories["kars-1921"]
    whole = state.attribution.in_("en")
    known = [Credit(whole[: len(whole) // 2]), Credit("Somebody else")]
    texts = [credit.text for credit in ground_credits(known, [state], "en")]
    assert whole[: len(whole) // 2] not in texts
    assert "Somebody else" in texts
    assert whole in texts
