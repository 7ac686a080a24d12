"""An atlas that says in whose hands districts were: the tiny one with three squares in a row."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

HEADER = "district,polity,from,to,how,of,certainty,source,locator,note"
#: West has an owner, then an occupier; nobody knows who had the middle at first; two contest the east.
ROWS = (
    "east,east,1920-01-01,,administered,,attested,paper,,",
    "east,east,1921-05,1921-10-12,contested,,inferred,paper,,both were there",
    "east,west,1921-05,1921-10-12,contested,,inferred,paper,,",
    "east,west,1921-10-13,,administered,,attested,paper,,",
    "middle,,1920-01-01,,,,,,,nobody tells",
    "middle,east,1921-06-01/1921-06-03,,administered,,attested,paper,p. 1,",
    "west,west,1920-01-01,,administered,,attested,paper,p. 2,",
    "west,east,1921-03-16,,occupied,west,attested,paper,p. 3,",
)
POLITIES = """
west.name = {tr = "Batı", en = "The West"}
[east]
name = {tr = "Doğu", en = "The East"}
names = [{valid = "1921-10-01/..", name = {tr = "Yeni Doğu", en = "The New East"}}]
"""


def square(west: float, east: float, south: float = 40, north: float = 41) -> dict[str, Any]:
    """A box as GeoJSON has it."""
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def a_district(name: str, geometry: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A district as its file has it."""
    said = {
        "title": {"tr": name.title(), "en": name.title()},
        "kind": "uezd",
        "accuracy_km": 5,
        "certainty": "inferred",
        "sources": [{"source": "paper", "locator": "map"}],
    }
    return {"type": "Feature", "id": name, "properties": said | more, "geometry": geometry}


def districts() -> dict[str, Any]:
    """The file of three districts in a row."""
    squares = {"west": square(42, 43), "middle": square(43, 44), "east": square(44, 45)}
    return {
        "type": "FeatureCollection",
        "properties": {"licence": "CC0-1.0", "attribution": {"tr": "Kendi çizimimiz", "en": "Our drawing"}},
        "features": [a_district(name, geometry) for name, geometry in squares.items()],
    }


def add_control(root: Path, rows: tuple[str, ...] = ROWS, *, ground: dict[str, Any] | None = None) -> None:
    """Write who held the districts of an atlas."""
    (root / "districts.geojson").write_text(json.dumps(ground or districts()), "utf-8")
    (root / "control.csv").write_text("\n".join((HEADER, *rows, "")), "utf-8")
    (root / "polities.toml").write_text(POLITIES, "utf-8")
