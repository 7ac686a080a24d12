"""Pointers at the edge of a picture."""

from __future__ import annotations

import pytest
import shapely

from mapsvc.model.scene import MapFeature, MapLayer, Scene
from mapsvc.render.picture.pointers import place_pointers
from mapsvc.render.picture.view import fit_view
from mapsvc.scene.symbology import role_symbol


def test_inset_and_a_scene_in_view_get_no_pointer(kars: Scene) -> None:
    assert place_pointers(fit_view(kars.extent, 1000, 600), kars.layers, kars.symbols, []) == []
    far = (28.0, 36.0, 30.0, 37.0)
    assert place_pointers(fit_view(far, 1000, 600), kars.layers, kars.symbols, [])
    assert place_pointers(fit_view(far, 300, 200), kars.layers, kars.symbols, []) == []


def test_pointer_stands_at_the_edge_on_the_way_to_its_scene() -> None:
    key, symbol = role_symbol("happened", "attested")
    far = MapFeature(id="f", geometry=shapely.Point(20, 0), symbol=key, name="Far", priority=1)
    big = fit_view((-32, -1.5, -28, 1.5), 800, 600)
    (pointer,) = place_pointers(big, [MapLayer("places", "", (far,))], {key: symbol}, [])
    assert pointer.box[2] == pytest.approx(790)
    assert pointer.box[1] < 300 < pointer.box[3]
    assert "rotate(0)" in pointer.svg
    lesser = MapFeature(id="l", geometry=shapely.Point(20, 0), symbol=key, name="Lesser", priority=4)
    assert place_pointers(big, [MapLayer("places", "", (lesser,))], {key: symbol}, []) == []
