"""The map of a journey as a still picture, for readers whose browser runs no script."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.model.longitude import TURN
from mapsvc.model.scene import MapFeature, Scene
from mapsvc.scene.ground.basemap import Basemap, tiles_over
from mapsvc.templating import render

SKETCH_WIDTH = 960.0
_LEAST_HEIGHT, _MOST_HEIGHT = 420.0, 1100.0
#: Tiles of water at most; more would show shores that the picture has no room for.
_SKETCH_TILES = 8
#: About what a letter takes, and a line, in units of the picture.
_LETTER, _LINE = 7.4, 15.0
#: A way is thinned to about a tenth of a unit of a picture of the whole Black Sea.
_THIN_DEG = 0.01


def render_sketch(scene: Scene) -> str:
    """Return the map of a journey as SVG: sea and lakes, ways by their dashes, stops with their names."""
    frame = _Frame(scene)
    features = list(scene.features())
    colours = scene.basemap.manifest["colours"]
    context = {
        "title": scene.title,
        "width": SKETCH_WIDTH,
        "height": frame.height,
        "land": colours["land"],
        "sea": colours["sea"],
        "tiles": list(_tiles(scene.basemap, scene, frame)),
        "legs": [
            _leg(feature, scene, frame)
            for feature in features
            if feature.geometry.geom_type.endswith("LineString")
        ],
        "stops": list(_stops(features, frame)),
        "credits": " · ".join(credit.text for credit in scene.credits),
    }
    return render("embed/route-sketch.svg", scene.lang, context)


class _Frame:
    """Where a point of the ground lies in the picture."""

    def __init__(self, scene: Scene) -> None:
        west, south, east, north = scene.extent
        self.left, self.top = _world(west, north)
        right, bottom = _world(east, south)
        self.scale = min(SKETCH_WIDTH / (right - self.left), _MOST_HEIGHT / (bottom - self.top))
        self.left -= (SKETCH_WIDTH / self.scale - (right - self.left)) / 2
        self.height = round(max(_LEAST_HEIGHT, (bottom - self.top) * self.scale), 1)

    def turns(self, shape: BaseGeometry) -> list[int]:
        """Return at which turns of the world a shape lies in the picture: what leaves it may come again."""
        west, _, east, _ = shape.bounds
        right = self.left + SKETCH_WIDTH / self.scale
        return [
            turn
            for turn in (-1, 0, 1)
            if _world(west, 0)[0] + turn <= right and _world(east, 0)[0] + turn >= self.left
        ]

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """Return x and y of a point."""
        x, y = _world(lon, lat)
        return round((x - self.left) * self.scale, 1), round((y - self.top) * self.scale, 1)


def _world(lon: float, lat: float) -> tuple[float, float]:
    """Return a point in Web Mercator, the world being one unit wide."""
    return (lon + 180) / 360, (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2


def _tiles(basemap: Basemap, scene: Scene, frame: _Frame) -> Iterator[dict[str, Any]]:
    units = basemap.manifest["units"]
    fitting = (list(tiles_over(scene.extent, zoom)) for zoom in reversed(basemap.zooms))
    finest = next((tiles for tiles in fitting if len(tiles) <= _SKETCH_TILES), [])
    for tile in finest:
        held = basemap.nearest(tile)
        if held is None:
            continue
        side = frame.scale / 2**held.z
        drawn: dict[str, Any] = {
            "x": round(held.x * side - frame.left * frame.scale, 2),
            "y": round(held.y * side - frame.top * frame.scale, 2),
            "scale": round(side / units, 6),
            "units": units,
            "sea": "",
            "whole": basemap.all_sea(held),
        }
        path = basemap.water(held)
        if path is not None:
            water = json.loads(path.read_text(encoding="utf-8"))
            drawn["whole"] = water.get("s") == 1
            drawn["sea"] = (
                "" if drawn["whole"] else "".join(map(_ring, [*water.get("s", []), *water.get("l", [])]))
            )
        yield drawn


def _ring(steps: list[int]) -> str:
    """Return a ring of steps, the first a place, as part of a path."""
    return f"M{steps[0]} {steps[1]}l{' '.join(map(str, steps[2:]))}z" if len(steps) > 4 else ""


def _leg(feature: MapFeature, scene: Scene, frame: _Frame) -> dict[str, Any]:
    shown = feature.geometry.simplify(_THIN_DEG)
    lines = [
        [frame.place(lon + TURN * turn, lat) for lon, lat in shapely.get_coordinates(part)]
        for part in shapely.get_parts(shown)
        for turn in frame.turns(part)
    ]
    symbol = scene.symbols[feature.symbol]
    return {
        "d": "".join("M" + "L".join(f"{x} {y}" for x, y in points) for points in lines),
        "colour": symbol["color"],
        "dash": " ".join(str(step) for step in symbol["dash"]),
        "band": bool(feature.band_km),
    }


def _stops(features: list[MapFeature], frame: _Frame) -> Iterator[dict[str, Any]]:
    """Yield stops, the weightiest first; a name that would lie over another is left to the list."""
    taken: list[tuple[float, float, float, float]] = []
    stops = [feature for feature in features if feature.geometry.geom_type == "Point"]
    for stop in sorted(stops, key=lambda feature: (feature.priority, feature.id)):
        x, y = frame.place(stop.geometry.x, stop.geometry.y)
        box = (x + 8, y - _LINE / 2, x + 8 + len(stop.name) * _LETTER, y + _LINE / 2)
        free = not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken)
        named = stop.label is not None and free
        if named:
            taken.append(box)
        yield {"x": x, "y": y, "name": stop.name if named else "", "sure": stop.certainty == "attested"}
