"""An atlas that says who held the ground: the tiny one with a territory."""

from __future__ import annotations

import json
from pathlib import Path

import shapely

from mapsvc.model.geometry import area_km2

#: Two neighbours; the edge between them is not straight.
_WEST = ((42, 40), (43, 40), (43.0001, 40.2), (43, 40.4), (43.3, 41), (42, 41), (42, 40))
_EAST = ((43, 40), (44, 40), (44, 41), (43.3, 41), (43, 40.4), (43.0001, 40.2), (43, 40))


def add_grounds(root: Path) -> None:
    """Write who held what once the border `front` was in force."""
    sources = [{"source": "paper"}]
    features = [
        {
            "type": "Feature",
            "id": name,
            "properties": {
                "polity": name, "title": {"tr": name.title(), "en": name.title()}, "status": "in-force",
                "certainty": "attested", "accuracy_km": 1.0, "area_km2": round(area_km2(shape), 2),
                "articles": ["Art. 1"], "note": None, "sources": sources, "overlap": False,
            },
            "geometry": shapely.geometry.mapping(shape),
        }
        for name, shape in (("west", shapely.Polygon(_WEST)), ("east", shapely.Polygon(_EAST)))
    ]  # fmt: skip
    told = {
        "frame": [42, 40, 44, 41], "licence": "CC0-1.0",
        "attribution": {"tr": "Kendi çizimimiz", "en": "Our own drawing"},
    }  # fmt: skip
    written = {"type": "FeatureCollection", "id": "front", "properties": told, "features": features}
    (root / "territories").mkdir()
    (root / "territories" / "front.geojson").write_text(json.dumps(written), "utf-8")
    names = "".join(
        f'[{name}]\nname = {{tr = "{name.title()}", en = "{name.title()}"}}\n' for name in ("west", "east")
    )
    (root / "polities.toml").write_text(names, "utf-8")
