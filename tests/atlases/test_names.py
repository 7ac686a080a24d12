"""Names on pictures of other atlases stand on what they name."""

from __future__ import annotations

from dataclasses import replace

import pytest
import shapely

from mapsvc.atlas.store import Store
from mapsvc.kinds import compose_map, parse_map_key
from mapsvc.model.scene import Scene
from mapsvc.render.picture.labels import size_of_word
from mapsvc.render.picture.panel import DrawnPanel, draw_panel
from mapsvc.render.picture.placement import Placed
from mapsvc.render.picture.view import Panel, View, fit_view
from mapsvc.scene.comparison_modes import layers_of_mode


def draw(scene: Scene, size: tuple[int, int]) -> tuple[View, DrawnPanel]:
    return fit_view(scene.extent, *size), draw_panel(Panel(scene=scene), *size, prefix="t", density=0.2)


def share_on(placed: Placed, ground: shapely.Geometry) -> float:
    width, height = size_of_word(placed.word)
    x, y = placed.spot.x, placed.spot.y
    box = shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    return float(box.intersection(ground).area / box.area)


@pytest.mark.parametrize("size", [(1600, 930), (900, 520), (640, 420), (390, 420)])
@pytest.mark.parametrize(
    ("a", "b"), [("london-1913", "bucharest-1913"), ("before-1912", "constantinople-1913")]
)
def test_no_name_of_a_ground_stands_on_another(balkans: Store, a: str, b: str, size: tuple[int, int]) -> None:
    scene = compose_map(balkans, parse_map_key(balkans, f"compare/{a}/{b}"), "en")
    scene = layers_of_mode(scene, "overlay")
    view, drawn = draw(scene, size)
    grounds = {
        feature.label: shapely.make_valid(shapely.transform(feature.geometry, view.project))
        for layer in scene.layers
        for feature in layer.features
        if feature.label and "Polygon" in feature.geometry.geom_type
    }
    named = [placed for placed in drawn.words if placed.word.text in grounds]
    assert len(named) >= 3
    astray = {
        (placed.word.text, other)
        for placed in named
        for other, ground in grounds.items()
        if share_on(placed, ground.difference(grounds[placed.word.text])) > 0.5
    }
    assert astray == set()


def test_sign_under_a_larger_one_lends_it_no_name(elcano: Store) -> None:
    scene = compose_map(elcano, parse_map_key(elcano, "return-to-seville"), "en")
    _, drawn = draw(scene, (1200, 700))
    names = {placed.word.text for placed in drawn.words}
    assert {"Seville", "Tenerife", "Island of Thieves"} <= names
    assert "Sanlúcar" not in names
    _, near = draw(replace(scene, extent=(-7.5, 36.2, -5.0, 37.8)), (1200, 700))  # two places, from near
    assert {"Seville", "Sanlúcar"} <= {placed.word.text for placed in near.words}
