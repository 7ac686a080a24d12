"""The ground of a picture: land, relief, water, and the railways of the time."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from mapsvc.ground.tiles import Tile, project
from mapsvc.model.day import FIRST_YEAR, LAST_YEAR
from mapsvc.model.style import STYLE
from mapsvc.render.picture.relief import Relief, relief_svg, shaded_relief
from mapsvc.render.picture.svg_text import dashes, path_data, tag
from mapsvc.render.picture.view import View, moved_across
from mapsvc.render.picture.water import Cell, water_svg
from mapsvc.scene.ground.basemap import Basemap
from mapsvc.scene.ground.names import year_of

#: Pictures are looked at closer than a page: water one half zoom finer.
_CLOSER = 0.4
#: Pixels for each of the layout of a picture that is not for a hall, at most.
_USUAL_DENSITY = 1.5
#: A painted relief has so many of a picture's pixels: finer than letters, it would take their rest.
_SOFT = 0.4


@dataclass(frozen=True)
class PaintedGround:
    """Land and relief for who lays them under a picture as pixels; the box in pixels of the layout."""

    land: str
    relief: Relief | None
    width: float
    height: float
    left: float = 0.0
    top: float = 0.0


def ground_svg(
    basemap: Basemap,
    view: View,
    year: int,
    *,
    density: float,
    painted: list[PaintedGround] | None = None,
) -> str:
    """
    Return the ground as SVG.

    Parameters
    ----------
    basemap
        Where tiles and lines are.
    view
        What is shown.
    year
        Railways opened later are left out.
    density
        Pixels of the relief for each pixel of the picture.
    painted
        Takes land and relief, which are left out of the SVG then: who lays it over them as pixels need not
        draw them twice.
    """
    cells = list(_cells(basemap, view, density))
    land, fine = basemap.manifest["colours"]["land"], density * (1 if painted is None else _SOFT)
    relief = shaded_relief(basemap, view, cells, fine)
    parts = list(water_svg(basemap, view, cells))
    if painted is not None:
        painted.append(PaintedGround(land, relief, view.width, view.height))
    else:
        paper = tag("rect", x=-1, y=-1, width=view.width + 2, height=view.height + 2, fill=land)
        parts = [paper, relief_svg(relief), *parts]
    if basemap.has("railways"):
        parts.extend(_railways(basemap, view, year))
    return tag("g", "".join(parts), class_="ground")


def _cells(basemap: Basemap, view: View, density: float) -> Iterator[Cell]:
    if not basemap.zooms:
        return
    # A layout that is shown much larger, as for a hall, is as fine as one that is shown as it is.
    grown = max(0.0, math.log2(density / _USUAL_DENSITY))
    # No more tiles than the picture has room for, however deep some ground goes elsewhere.
    zoom = min(max(round(view.zoom - 1.1 + _CLOSER + grown), min(basemap.zooms)), max(basemap.zooms))
    across = 2**zoom
    x0, x1 = (math.floor((view.west + edge / view.scale) * across) for edge in (0, view.width))
    y0, y1 = (math.floor((view.north + edge / view.scale) * across) for edge in (0, view.height))
    for x in range(x0, x1 + 1):
        for y in range(max(y0, 0), min(y1, across - 1) + 1):
            held = basemap.nearest(Tile(zoom, x, y))
            if held:
                yield Cell(Tile(zoom, x, y), held)


def _railways(basemap: Basemap, view: View, year: int) -> Iterator[str]:
    lines = basemap.kept("railways", year, lambda: shapely.union_all(_railway_lines(basemap, year)))
    rounds = range(math.floor(view.west), math.floor(view.west + view.width / view.scale) + 1)
    drawn = shapely.union_all([view.from_world(moved_across(lines, each)) for each in rounds])
    if drawn.is_empty:
        return
    path = path_data(drawn)
    look = STYLE.ground
    quiet = {"fill": "none", "stroke": look.railway, "stroke_opacity": look.railway_opacity}
    yield tag("path", d=path, stroke_width=look.railway_px, **quiet)
    if view.zoom >= look.sleepers_from_zoom:
        dash = dashes(look.sleepers_dash)
        yield tag("path", d=path, stroke_width=look.sleepers_px, stroke_dasharray=dash, **quiet)


def _railway_lines(basemap: Basemap, year: int) -> list[BaseGeometry]:
    return [
        shapely.transform(shape(feature["geometry"]), project)
        for feature in basemap.features("railways")
        if feature["geometry"]
        and year_of(feature["properties"].get("opened"), FIRST_YEAR) <= year
        and year_of(feature["properties"].get("closed"), LAST_YEAR) > year
    ]
