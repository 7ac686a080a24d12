"""What the words of a question name: places, towns, districts and who held ground."""

from __future__ import annotations

import pytest

from mapsvc import Atlas
from mapsvc.model.day import Day
from mapsvc.scene.ground.printed_names import printed_names
from mapsvc.scene.named_ground import grounds_named

DAY = Day(1920, 11, 1)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Nahçıvan", ["Nakhchivan"]),
        ("Nakhichevan", ["Nakhchivan"]),
        ("Нахичевани", ["Nakhchivan"]),
        ("Kars'ı Erivan", ["Kars", "Erivan"]),
        ("Karsta", ["Kars"]),
        ("Ottoman Empire", ["the Ottoman Empire"]),
        ("Gyumri", ["Alexandropol"]),
        ("nobody nowhere", []),
    ],
)
def test_ground_is_named_in_any_form_and_with_endings(atlas: Atlas, words: str, names: list[str]) -> None:
    found = grounds_named(atlas.records, words)
    lang = atlas.records.language("en")
    assert [ground.say(lang, DAY) for ground in found] == names


def test_names_on_the_ground_are_no_places_of_the_atlas(atlas: Atlas) -> None:
    found = printed_names(atlas.records)
    kinds = {name.kind for name in found}
    assert {"town", "sea", "river", "lake"} <= kinds
    assert "Kars" not in {form for name in found if name.kind == "town" for form in name.forms}
