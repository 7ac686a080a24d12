"""How much of the relief a view shows."""

from __future__ import annotations

from mapsvc.atlas.store import Store
from mapsvc.render.picture.relief import relief_left, relief_svg, shaded_relief
from mapsvc.render.picture.view import fit_view
from mapsvc.scene.ground.basemap import Basemap, ground_under


def test_relief_fades_the_closer_one_comes(records: Store) -> None:
    ground = ground_under(records)
    left = [
        relief_left(ground, fit_view((8.5 - half, 46.5 - half, 8.5 + half, 46.5 + half), 900, 560), 8.5, 46.5)
        for half in (4.0, 0.1, 0.01, 0.001)
    ]
    assert left[0] == 1.0
    assert left[-1] == 0.0
    assert left == sorted(left, reverse=True)  # type: ignore[type-var]


def test_ground_without_tiles_has_no_relief() -> None:
    bare, view = Basemap(()), fit_view((8, 46, 9, 47), 300, 200)
    assert relief_left(bare, view, 8.5, 46.5) is None
    assert relief_svg(shaded_relief(bare, view, [], 1.0)) == ""
