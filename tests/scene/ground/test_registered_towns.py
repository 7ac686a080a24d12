"""Towns that only the register names are found by every form, where they are no places."""

from __future__ import annotations

from mapsvc import Atlas
from mapsvc.model.day import Day
from mapsvc.model.name_register import name_on
from mapsvc.scene.ground.registered_towns import towns_of


def test_towns_are_those_of_the_register_in_view_that_are_no_places(atlas: Atlas) -> None:
    towns = {name_on(town.rows, "en", Day(1921, 3, 16)): town for town in towns_of(atlas.records)}
    assert {"Erivan", "Oltu", "Alexandropol", "Petrovsk"} <= set(towns)
    assert not {"Kars", "Erzurum", "Baku", "Paris"} & set(towns)
    assert {"Yerevan", "Erevan", "Ереван", "İrəvan"} <= set(towns["Erivan"].forms)
    assert round(towns["Erivan"].point.y) == 40


def test_atlas_without_a_register_has_none(tiny: Atlas) -> None:
    assert towns_of(tiny.records) == ()
