"""Names on pictures of other atlases stand on what they name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import shapely

from mapsvc.atlas.loading import load_atlas
from mapsvc.atlas.store import Store
from mapsvc.kinds import compose_map, every_map, parse_map_key
from mapsvc.model.scene import MapKey, Scene
from mapsvc.render.picture.panel import DrawnPanel, draw_panel
from mapsvc.render.picture.placement import Placed
from mapsvc.render.picture.view import Panel, View, fit_view
from mapsvc.resources import atlas_root
from mapsvc.scene.comparison_modes import layers_of_mode


def draw(scene: Scene, size: tuple[int, int]) -> tuple[View, DrawnPanel]:
    return fit_view(scene.extent, *size), draw_panel(Panel(scene=scene), *size, prefix="t", density=0.2)


def share_on(placed: Placed, ground: shapely.Geometry) -> float:
    """The share of a name's letters that stands on a ground."""
    x, y, setting = placed.spot.x, placed.spot.y, placed.spot.setting
    box = shapely.box(
        x - setting.width / 2, y - setting.height / 2, x + setting.width / 2, y + setting.height / 2
    )
    return float(box.intersection(ground).area / box.area)


def hangs(placed: Placed) -> bool:
    """Whether a line or a number of the key says what a name belongs to."""
    return placed.spot.lead is not None or placed.spot.number


def grounds_of(scene: Scene, view: View) -> dict[str, shapely.Geometry]:
    """The ground of each name of an area, in pixels of what is seen."""
    found: dict[str, list[shapely.Geometry]] = {}
    for feature in scene.features():
        if feature.label and "Polygon" in feature.geometry.geom_type:
            drawn = shapely.make_valid(shapely.transform(feature.geometry, view.project))
            found.setdefault(feature.label, []).append(drawn)
    frame = shapely.box(0, 0, view.width, view.height)
    return {name: shapely.union_all(parts).intersection(frame) for name, parts in found.items()}


@pytest.mark.parametrize("size", [(1600, 930), (900, 520), (640, 420), (390, 420)])
@pytest.mark.parametrize(
    ("a", "b"), [("london-1913", "bucharest-1913"), ("before-1912", "constantinople-1913")]
)
def test_no_name_of_a_ground_stands_on_another(balkans: Store, a: str, b: str, size: tuple[int, int]) -> None:
    scene = compose_map(balkans, parse_map_key(balkans, f"compare/{a}/{b}"), "en")
    scene = layers_of_mode(scene, "overlay")
    view, drawn = draw(scene, size)
    grounds = grounds_of(scene, view)
    named = [placed for placed in drawn.words if placed.word.text in grounds]
    assert len(named) >= 3
    astray = {
        (placed.word.text, other)
        for placed in named
        if not hangs(placed)
        for other, ground in grounds.items()
        if share_on(placed, ground.difference(grounds[placed.word.text])) > 0.5
    }
    assert astray == set()


def test_sign_under_a_larger_one_is_named_by_a_line_or_not_at_all(elcano: Store) -> None:
    scene = compose_map(elcano, parse_map_key(elcano, "return-to-seville"), "en")
    _, drawn = draw(scene, (1200, 700))
    names = {placed.word.text for placed in drawn.words}
    assert {"Seville", "Tenerife", "Island of Thieves"} <= names
    assert all(hangs(placed) for placed in drawn.words if placed.word.text == "Sanlúcar")
    _, near = draw(replace(scene, extent=(-7.5, 36.2, -5.0, 37.8)), (1200, 700))  # two places, from near
    assert {"Seville", "Sanlúcar"} <= {placed.word.text for placed in near.words}


def test_names_of_grounds_stand_on_them_or_hang_on_a_line(
    some_maps: Callable[[list[MapKey]], list[MapKey]],
) -> None:
    shipped = load_atlas(atlas_root())
    faults, seen, said = {}, 0, 0
    for key in some_maps(list(every_map(shipped))):
        scene = compose_map(shipped, key, "tr")
        if not scene.features():
            continue
        view, drawn = draw(scene, (1280, 720))
        grounds = grounds_of(scene, view)
        named = [placed for placed in drawn.words if placed.word.text in grounds]
        seen += sum(ground.area >= 900 for ground in grounds.values())
        said += len({placed.word.text for placed in named})
        astray = {
            placed.word.text: round(share_on(placed, grounds[placed.word.text]), 2)
            for placed in named
            if not hangs(placed) and share_on(placed, grounds[placed.word.text]) < 0.8
        }
        if astray:
            faults[str(key)] = astray
    assert faults == {}
    assert said >= 0.85 * seen
