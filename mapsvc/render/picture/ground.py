"""The ground of a picture: land, relief, water, and the railways of the time."""

from __future__ import annotations

import math
from collections.abc import Iterator

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from mapsvc.ground.tiles import Tile, project
from mapsvc.model.day import FIRST_YEAR, LAST_YEAR
from mapsvc.model.style import STYLE
from mapsvc.render.picture.relief import relief_svg
from mapsvc.render.picture.svg_text import dashes, path_data, tag
from mapsvc.render.picture.view import View, moved_across
from mapsvc.render.picture.water import Cell, water_svg
from mapsvc.scene.ground.basemap import Basemap
from mapsvc.scene.ground.names import year_of

#: Pictures are looked at closer than a page: water one half zoom finer.
_CLOSER = 0.4


def ground_svg(basemap: Basemap, view: View, year: int, *, prefix: str, density: float) -> str:
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
    prefix
        Begins the ids of this panel.
    density
        Pixels of the relief for each pixel of the picture.
    """
    colours = basemap.manifest["colours"]
    cells = list(_cells(basemap, view))
    parts = [
        tag("rect", x=-1, y=-1, width=view.width + 2, height=view.height + 2, fill=colours["land"]),
        relief_svg(basemap, view, cells, density),
        *water_svg(basemap, view, cells, prefix),
    ]
    if basemap.has("railways"):
        parts.extend(_railways(basemap, view, year))
    return tag("g", "".join(parts), class_="ground")


def _cells(basemap: Basemap, view: View) -> Iterator[Cell]:
    if not basemap.zooms:
        return
    # No more tiles than the picture has room for, however deep some ground goes elsewhere.
    zoom = min(max(round(view.zoom - 1.1 + _CLOSER), min(basemap.zooms)), max(basemap.zooms))
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
