"""The water of a picture."""

from __future__ import annotations

import pytest

from mapsvc.atlas.store import Store
from mapsvc.ground.tiles import Tile
from mapsvc.model.style import STYLE
from mapsvc.render.picture.view import fit_view, moved_across
from mapsvc.render.picture.water import Cell, water_of, water_svg
from mapsvc.scene.ground.basemap import ground_under


def test_sea_has_a_lining_towards_the_coast_and_rivers_their_breadth(records: Store) -> None:
    ground = ground_under(records)
    view = fit_view((38.0, 39.0, 43.0, 43.0), 500, 500)
    zoom = 6
    tiles = [Tile(zoom, x, y) for x in range(38, 41) for y in range(23, 25)]
    cells = [Cell(tile, held) for tile in tiles if (held := ground.nearest(tile))]
    svg = "".join(water_svg(ground, view, cells, "m"))
    assert svg.count('clip-path="url(#m-sea)"') == 1
    for width in STYLE.ground.lining_px:
        assert f'stroke-width="{width:g}"' in svg
    assert ground.manifest["colours"]["river"] in svg


def test_tile_of_the_open_ocean_is_sea_alone_at_every_turn_of_the_world(records: Store) -> None:
    ground = ground_under(records)
    for column in (3, 3 + 32):
        tile = Tile(5, column, 16)
        held = ground.nearest(tile)
        assert held
        water = water_of(ground, Cell(tile, held))
        assert water.sea.area == pytest.approx(0.5**10, rel=0.01)  # but for an island or two
        assert water.sea.bounds[0] == column / 32
        assert water.lakes.is_empty
        assert moved_across(water.sea, 1).bounds[0] == water.sea.bounds[0] + 1
