"""An atlas that says who held the ground: the tiny one with a territory."""

from __future__ import annotations

import json
from pathlib import Path

import shapely

#: Two neighbours; the edge between them is not straight.
_WEST = ((42, 40), (43, 40), (43.0001, 40.2), (43, 40.4), (43.3, 41), (42, 41), (42, 40))
_EAST = ((43, 40), (44, 40), (44, 41), (43.3, 41), (43, 40.4), (43.0001, 40.2), (43, 40))


def add_grounds(root: Path) -> None:
    """Write who held what once the border `front` was in force."""
    features = [
        {
            "type": "Feature",
            "id": name,
            "properties": {
                "polity": name,
                "certainty": "attested",
                "accuracy_km": 1.0,
                "articles": ["Art. 1"],
            },
            "geometry": shapely.geometry.mapping(shape),
        }
        for name, shape in (("west", shapely.Polygon(_WEST)), ("east", shapely.Polygon(_EAST)))
    ]
    told = {"licence": "CC0-1.0", "attribution": {"tr": "Kendi çizimimiz", "en": "Our own drawing"}}
    written = {"type": "FeatureCollection", "id": "front", "properties": told, "features": features}
    (root / "territories").mkdir()
    (root / "territories" / "front.geojson").write_text(json.dumps(written), "utf-8")
    (root / "polities.toml").write_text('west.name = "West"\neast.name = "East"\n', "utf-8")
