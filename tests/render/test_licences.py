"""The licences that credits name."""

from __future__ import annotations

from dataclasses import replace

from mapsvc import Atlas
from mapsvc.kinds import compose_map, parse_map_key
from mapsvc.model.scene import Credit
from mapsvc.render.licences import LICENCES, licences_of


def test_each_licence_is_named_once_in_the_order_of_the_credits(tiny: Atlas) -> None:
    scene = compose_map(tiny.records, parse_map_key(tiny.records, "letter-sent"), "en")
    texts = ("Relief (CC BY 4.0)", "Towns, CC BY 4.0", "Lines (CC0)", "CC01 is none")
    found = licences_of(replace(scene, credits=tuple(map(Credit, texts))))
    assert found == [LICENCES["CC BY 4.0"], LICENCES["CC0"]]
