"""The background of every map: relief, water, railways and towns of the time. No borders of today."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from mapsvc.model.geometry import Bounds, to_geojson
from mapsvc.resources import read_json

VECTORS = ("railways", "towns", "waters")
#: What the browser needs of each feature; the rest is for people who edit the files.
_SHOWN = {"opened", "closed", "names", "spans", "rank", "minzoom", "maxzoom", "kind", "angle_deg", "size"}
#: Railways are a quiet background: drawn to about 250 m, four decimals.
_SIMPLIFIED_DEG, _DECIMALS = 0.0025, 4
_CREDITED = ("relief", "water", "railways", "towns")


@dataclass(frozen=True)
class Basemap:
    """The folder `basemap/` of an atlas."""

    root: Path

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """Return which tiles there are (`tiles.json`); no zooms for an atlas without a background."""
        path = self.root / "tiles.json"
        if not path.is_file():
            return {
                "tile_px": 512,
                "units": 4096,
                "zooms": [],
                "sea": [],
                "colours": {"land": "#f3efe4", "sea": "#cfe0e8"},
            }
        found: dict[str, Any] = read_json(path)
        return found

    @cached_property
    def credits(self) -> tuple[dict[str, Any], ...]:
        """Return who made the parts of the background: `text` in two languages, `licence`, `url`."""
        path = self.root / "CREDITS.json"
        parts = read_json(path) if path.is_file() else {}
        return tuple(parts[name] for name in _CREDITED if name in parts)

    def has(self, vector: str) -> bool:
        """Tell whether the atlas carries one of `VECTORS`."""
        return (self.root / f"{vector}.geojson").is_file()

    def vector(self, name: str) -> dict[str, Any]:
        """Return one of `VECTORS` as the browser needs it: fewer members and simpler lines."""
        document = read_json(self.root / f"{name}.geojson")
        features = [
            {
                "type": "Feature",
                "geometry": to_geojson(
                    shape(feature["geometry"]).simplify(_SIMPLIFIED_DEG), decimals=_DECIMALS
                ),
                "properties": {
                    key: feature["properties"][key] for key in sorted(_SHOWN & feature["properties"].keys())
                },
            }
            for feature in document["features"]
        ]
        return {"type": "FeatureCollection", "features": features}

    def tiles_in(self, extent: Bounds, *, most: int) -> Iterator[str]:
        """
        Yield the tiles that cover an extent, from the coarsest zoom to the finest that keeps to a number.

        Parameters
        ----------
        extent
            West, south, east, north in degrees.
        most
            The greatest number of tiles of the finest zoom yielded.

        Yields
        ------
        tile
            As `"zoom/x/y"`; each has a relief and a water file unless it is all sea.
        """
        for level in self.manifest["zooms"]:
            west, north = _tile_at(extent[0], extent[3], level["z"])
            east, south = _tile_at(extent[2], extent[1], level["z"])
            columns = range(max(west, level["x"][0]), min(east, level["x"][1]) + 1)
            rows = range(max(north, level["y"][0]), min(south, level["y"][1]) + 1)
            if len(columns) * len(rows) > most:
                return
            for column in columns:
                for row in rows:
                    yield f"{level['z']}/{column}/{row}"


def _simpler(geometry: dict[str, Any]) -> BaseGeometry:
    return shape(geometry).simplify(_SIMPLIFIED_DEG)


def _tile_at(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    """Return the Web-Mercator tile (x, y) of a point at a zoom whose world is 2^zoom tiles wide."""
    across = 2**zoom
    x = int((lon + 180) / 360 * across)
    y = int((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * across)
    return min(max(x, 0), across - 1), min(max(y, 0), across - 1)
