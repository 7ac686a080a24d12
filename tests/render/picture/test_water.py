"""The water of a picture."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import shapely

from mapsvc.atlas.store import Store
from mapsvc.export.print.raster import Drawing, paint_drawing
from mapsvc.ground.tiles import Tile
from mapsvc.model.style import STYLE
from mapsvc.render.picture.letters import FAMILY, font_folder
from mapsvc.render.picture.svg_text import svg_document
from mapsvc.render.picture.view import fit_view, moved_across
from mapsvc.render.picture.water import Cell, water_of, water_svg
from mapsvc.scene.ground.basemap import ground_under


def test_sea_has_a_lining_towards_the_coast_and_rivers_their_breadth(records: Store) -> None:
    ground = ground_under(records)
    view = fit_view((38.0, 39.0, 43.0, 43.0), 500, 500)
    zoom = 6
    tiles = [Tile(zoom, x, y) for x in range(38, 41) for y in range(23, 25)]
    cells = [Cell(tile, held) for tile in tiles if (held := ground.nearest(tile))]
    svg = "".join(water_svg(ground, view, cells))
    assert ground.manifest["colours"]["river"] in svg
    # Of three tones the lightest lies at the coast.
    drawing = Drawing(
        svg=svg_document(svg, 500, 500),
        lands=(),
        width=500,
        density=1.0,
        family=FAMILY,
        fonts=str(font_folder()),
    )
    seen = np.asarray(paint_drawing(drawing)).astype(int)
    sea = np.array([int(ground.manifest["colours"]["sea"][at : at + 2], 16) for at in (1, 3, 5)])
    area = view.from_world(shapely.union_all([water_of(ground, cell).sea for cell in cells]))
    rows, cols = np.mgrid[0:500, 0:500]
    points = shapely.points(cols + 0.5, rows + 0.5)
    off = np.where(shapely.contains(area, points), shapely.distance(area.boundary, points), -1.0)
    reaches = [0.0, *(across / 2 for across in sorted(STYLE.ground.lining_px)), 200.0]
    for veils, (near, far) in zip((2, 1, 0), pairwise(reaches), strict=True):
        tone = 255 - (255 - sea) * (1 - STYLE.ground.lining_opacity) ** veils
        here = seen[(off > near + 0.8) & (off < far - 0.8)]
        assert len(here) > 100
        assert np.abs(np.median(here, axis=0) - tone).max() < 2, veils


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
