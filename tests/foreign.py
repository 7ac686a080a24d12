"""An atlas in languages that the interface does not speak, one of them written from right to left."""

from __future__ import annotations

import json
from pathlib import Path

ATLAS = """
format = 2
languages = ["es", "ar"]
headline = ["arrival"]
[title]
es = "Un atlas"
ar = "أطلس"
[subtitle]
es = "Para pruebas"
"""
EVENT = """
on = "1522-09-08"
places = [{place = "seville", role = "happened"}]
cites = [{source = "log"}]
[title]
es = "La llegada"
ar = "الوصول"
[summary]
es = "Dieciocho hombres vuelven."
"""
PLACE = {
    "type": "Feature",
    "id": "seville",
    "properties": {
        "title": "Sevilla", "kind": "settlement", "shape": "point", "certainty": "attested", "on_map": True,
        "rank": 1, "sources": [{"source": "log"}],
    },
    "names": [{"toponym": "Sevilla", "lang": "es"}, {"toponym": "إشبيلية", "lang": "ar"}],
    "geometry": {"type": "Point", "coordinates": [-5.99, 37.39]},
}  # fmt: skip


def write_foreign(root: Path) -> Path:
    """Write an atlas in Spanish and Arabic, with one event; returns its folder."""
    (root / "events").mkdir(parents=True)
    places = {"type": "FeatureCollection", "features": [PLACE]}
    for name, text in (
        ("atlas.toml", ATLAS),
        ("events/arrival.toml", EVENT),
        ("places.geojson", json.dumps(places)),
        ("sources.json", json.dumps([{"id": "log", "type": "book", "title": "Diario"}])),
    ):
        (root / name).write_text(text, "utf-8")
    return root
