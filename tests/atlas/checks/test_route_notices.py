"""What may be a slip in a journey is told as a notice: ways that wind, trains off the railway."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from mapsvc import Atlas
from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.checks.notices import check_notices
from mapsvc.atlas.checks.route_notices import route_notices

FILE = "routes/journey.geojson"


def draw_railway(root: Path, coordinates: list[list[float]]) -> None:
    feature = {
        "type": "Feature",
        "id": "line",
        "properties": {"title": {"en": "Line"}, "opened": "1880"},
        "geometry": {"type": "LineString", "coordinates": coordinates},
    }
    (root / "ground").mkdir(exist_ok=True)
    document = {"type": "FeatureCollection", "features": [feature]}
    (root / "ground" / "railways.geojson").write_text(json.dumps(document), "utf-8")


def route(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((root / FILE).read_text("utf-8"))
    return found


def leg(document: dict[str, Any], leg_id: str) -> dict[str, Any]:
    found: dict[str, Any] = next(part for part in document["features"] if part["id"] == leg_id)
    return found


def save(root: Path, document: dict[str, Any]) -> list[str]:
    (root / FILE).write_text(json.dumps(document), "utf-8")
    return [str(notice) for notice in check_notices(root) if notice.file == FILE]


def test_train_keeps_to_the_railway_that_is_drawn(tiny_root: Path) -> None:
    document = route(tiny_root)
    way = leg(document, "stated-leg-1")
    way["properties"]["mode"] = "rail"
    draw_railway(tiny_root, way["geometry"]["coordinates"])
    assert not any("railway" in text for text in save(tiny_root, document))
    ends = way["geometry"]["coordinates"]
    way["geometry"]["coordinates"] = [ends[0], [ends[0][0] + 0.5, ends[0][1] + 0.6], ends[-1]]
    assert any("leaves the railway" in text for text in save(tiny_root, document))


def test_train_where_no_railway_is_drawn_says_nothing(tiny_root: Path) -> None:
    draw_railway(tiny_root, [[10.0, 50.0], [11.0, 50.0]])
    document = route(tiny_root)
    leg(document, "stated-leg-1")["properties"]["mode"] = "rail"
    assert not any("railway" in text for text in save(tiny_root, document))


def test_way_that_winds_and_accounts_without_a_difference_are_told(tiny_root: Path) -> None:
    document = route(tiny_root)
    way = leg(document, "stated-leg-1")
    ends = way["geometry"]["coordinates"]
    way["geometry"]["coordinates"] = [ends[0], [20.0, 50.0], ends[-1]]
    document["properties"]["conflict"] = None
    way["properties"] |= {"mode": "unknown", "certainty": "attested"}
    found = save(tiny_root, document)
    assert any("is a vertex astray?" in text for text in found)
    assert any("nobody knows by which way" in text for text in found)
    assert any("why the accounts differ" in text for text in found)


def test_stop_far_from_its_place_is_a_fault(tiny_root: Path) -> None:
    document = route(tiny_root)
    stop = next(part for part in document["features"] if part["properties"].get("place"))
    stop["geometry"]["coordinates"] = [stop["geometry"]["coordinates"][0] + 3, 44.0]
    (tiny_root / FILE).write_text(json.dumps(document), "utf-8")
    assert any("km from the place" in str(problem) for problem in check_atlas(tiny_root))


def test_journeys_of_the_shipped_atlas_have_no_slip(atlas: Atlas) -> None:
    assert [str(notice) for notice in route_notices(atlas.records)] == []
