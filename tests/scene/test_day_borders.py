"""What was law: each border in the group of what it rests on, and nothing proposed among those in force."""

from __future__ import annotations

from mapsvc import Atlas
from mapsvc.model.day import Day
from mapsvc.scene.day_borders import LAW_GROUPS, borders_of_day
from mapsvc.scene.day_map import compose_day, moments


def layers(atlas: Atlas, day: Day) -> dict[str, set[str]]:
    return {
        layer.id: {feature.shared or "" for feature in layer.features}
        for layer in compose_day(atlas.records, day, "en", "law").layers
        if layer.id in LAW_GROUPS
    }


def test_award_of_1920_is_only_proposed_on_every_day(atlas: Atlas) -> None:
    found = layers(atlas, Day(1921, 3, 16))
    assert "wilson-1920" in found["proposed"]
    assert "moscow-1921" in found["signed"]
    assert "wilson-1920" not in found.get("borders", set()) | found["signed"]
    later = layers(atlas, Day(1922, 6, 1))
    assert "kars-1921" in later["borders"]
    assert "wilson-1920" in later["proposed"]


def test_each_border_of_a_day_stands_in_the_group_of_its_status(atlas: Atlas) -> None:
    for day in moments(atlas.records)[::25]:
        for group, borders in layers(atlas, day).items():
            for border in borders:
                assert atlas.records.borders[border].status in LAW_GROUPS[group], (day, border)


def test_claim_of_a_year_is_not_shown_before_its_last_day(atlas: Atlas) -> None:
    for border in atlas.records.borders.values():
        latest = border.valid.latest_start
        if latest is not None and atlas.records.period.holds(latest - 1):
            assert border not in borders_of_day(atlas.records, latest - 1), border.id
