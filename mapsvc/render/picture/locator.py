"""Where in the world a close map lies: shown small beside it when the ground has nothing to show so near."""

from __future__ import annotations

import base64
import math
from dataclasses import replace

from mapsvc.model.geometry import Bounds
from mapsvc.model.scene import Scene
from mapsvc.render.picture.letters import FAMILY
from mapsvc.render.picture.relief import relief_left
from mapsvc.render.picture.svg_text import svg_document
from mapsvc.render.picture.view import Panel, fit_view

#: About the size of a map on a screen; by it is judged how close a view is.
_STAGE_PX = (900.0, 560.0)
#: With less of the relief than this left, a map has an empty ground.
_ENOUGH_RELIEF = 0.25
#: What a locator shows at least, in km across, and in times the breadth of the map.
_LEAST_KM, _TIMES = 420.0, 9.0
_KM_A_DEGREE = 111.32
#: Its size on the page, in pixels.
WIDTH_PX, HEIGHT_PX = 232, 158


def find_locator(scene: Scene) -> Bounds | None:
    """
    Return what a locator shows beside a map, if the map needs one.

    Parameters
    ----------
    scene
        With the view that it opens with.

    Returns
    -------
    extent
        West, south, east, north in degrees; nothing where the relief can still be seen.
    """
    west, south, east, north = scene.extent
    lon, lat = (west + east) / 2, (south + north) / 2
    left = relief_left(scene.basemap, fit_view(scene.extent, *_STAGE_PX), lon, lat)
    if left is None or left >= _ENOUGH_RELIEF:
        return None
    km_of_lon = _KM_A_DEGREE * max(math.cos(math.radians(lat)), 0.1)
    across = max(_LEAST_KM / km_of_lon, (east - west) * _TIMES)
    upright = across * km_of_lon / _KM_A_DEGREE * HEIGHT_PX / WIDTH_PX
    return (lon - across / 2, max(lat - upright / 2, -84.0), lon + across / 2, min(lat + upright / 2, 84.0))


def locator_svg(scene: Scene, extent: Bounds) -> str:
    """Return the country round a map, which `find_locator` found, with the map in it, as an SVG document."""
    # Few maps have one; the others do not wait for all that draws.
    from mapsvc.render.picture.panel import draw_panel

    wide = replace(scene, extent=extent, layers=(), symbols={}, legend=())
    drawn = draw_panel(Panel(scene=wide, locates=scene.extent), WIDTH_PX, HEIGHT_PX, prefix="l", density=1.5)
    return svg_document(drawn.svg, WIDTH_PX, HEIGHT_PX, font_family=f"'{FAMILY}', sans-serif")


def locator_address(scene: Scene, extent: Bounds) -> str:
    """Return the locator of a map as a `data:` address for an `<img>`."""
    svg = locator_svg(scene, extent)
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
