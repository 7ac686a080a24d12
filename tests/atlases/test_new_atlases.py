"""From an empty folder to a map: Waterloo in a day's two files, Gallipoli with a front of five kilometres."""

from __future__ import annotations

import difflib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.loading import load_atlas
from mapsvc.atlas.store import Store
from mapsvc.cli import main
from mapsvc.kinds import compose_map
from mapsvc.model.scene import MapKey
from mapsvc.scene.composition import compose_border, compose_event
from mapsvc.web.app import create_app

BOX = "4.2,50.5,4.7,50.9"
#: What somebody changes in the example of a new atlas.
WATERLOO_EVENT = {
    'on = "1815-01-01"': 'on = "1815-06-18"',
    'category = "political"': 'category = "war"',
    'en = "An example event"': 'en = "The Prussians reach Waterloo"',
    '"first-place"': '"wavre"',
    '"second-place"': '"mont-saint-jean"',
}
WATERLOO_PLACES = {
    '"id": "first-place"': '"id": "wavre"',
    '"title": "First place"': '"title": "Wavre"',
    "[4.325, 50.64]": "[4.611, 50.717]",
    '"id": "second-place"': '"id": "mont-saint-jean"',
    '"title": "Second place"': '"title": "Mont-Saint-Jean"',
    "[4.575, 50.76]": "[4.412, 50.680]",
}
#: The line above Anzac Cove in the summer of 1915, about five kilometres.
FRONT = [[26.2720, 40.2222], [26.2835, 40.2290], [26.2905, 40.2372], [26.2965, 40.2452], [26.2925, 40.2600]]


def made(folder: Path, *options: str) -> Path:
    done = CliRunner().invoke(main, ["new", str(folder), *options])
    assert done.exit_code == 0, done.output
    return folder


def rewritten(path: Path, changes: dict[str, str]) -> int:
    """Change a file, and return how many of its lines somebody had to write."""
    before = path.read_text(encoding="utf-8")
    after = before
    for old, new in changes.items():
        assert old in after
        after = after.replace(old, new)
    path.write_text(after, encoding="utf-8")
    diff = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return sum(line.startswith("+") and not line.startswith("+++") for line in diff)


@pytest.fixture(scope="module")
def waterloo_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = made(
        tmp_path_factory.mktemp("new") / "waterloo",
        "--title",
        "Waterloo",
        "--years",
        "1815..1815",
        "--bbox",
        BOX,
    )
    lines = rewritten(folder / "events" / "example.toml", WATERLOO_EVENT)
    lines += rewritten(folder / "places.geojson", WATERLOO_PLACES)
    assert lines <= 30
    return folder


@pytest.fixture(scope="module")
def waterloo(waterloo_root: Path) -> Store:
    return load_atlas(waterloo_root)


def test_waterloo_is_sound_with_two_files_touched(waterloo_root: Path) -> None:
    assert check_atlas(waterloo_root) == []


def test_waterloo_has_ground_two_places_and_an_arrow(waterloo: Store) -> None:
    event_map = compose_event(waterloo, "example", "en")
    layers = {layer.id: len(layer.features) for layer in event_map.layers}
    assert layers == {"arrows": 1, "places": 2}
    west, south, east, north = event_map.extent
    assert west < 4.412 < 4.611 < east
    assert south < 50.680 < 50.717 < north
    assert east - west < 1
    tiles = list(event_map.basemap.tiles_in(event_map.extent, most=12))
    assert tiles
    assert event_map.credits


def test_waterloo_has_its_day_on_the_timeline(waterloo: Store, waterloo_root: Path) -> None:
    assert (waterloo.period.first.isoformat(), waterloo.period.last.isoformat()) == (
        "1815-01-01",
        "1815-12-31",
    )
    assert [
        feature.name for feature in compose_map(waterloo, MapKey("timeline", "1815-06-18"), "en").features()
    ]
    client = create_app(waterloo_root).test_client()
    page = client.get("/timeline?on=1815-06-18&lang=en")
    assert page.status_code == 200
    assert "18 June 1815" in page.text
    assert "The Prussians reach Waterloo" in page.text
    assert client.get("/timeline?on=1921-03-16").status_code == 400
    assert client.get("/?lang=tr").status_code == 400


def gallipoli(folder: Path) -> Path:
    """Make an atlas of a front of five kilometres: an event, its places, a line that nobody signed."""
    made(folder, "--title", "Gallipoli", "--years", "1915..1915")
    (folder / "events" / "example.toml").unlink()
    (folder / "events" / "anzac.toml").write_text(
        'on = "1915-04-25"\ncategory = "war"\nborders = ["front"]\n'
        'cites = [{source = "example"}]\n'
        '[title]\nen = "The landing at Anzac Cove"\n'
        '[[places]]\nplace = "anzac-cove"\nrole = "happened"\n'
        '[[places]]\nplace = "chunuk-bair"\nrole = "destination"\n',
        encoding="utf-8",
    )
    places = [
        ("anzac-cove", "Anzac Cove", [26.2776, 40.2375]),
        ("chunuk-bair", "Chunuk Bair", [26.3085, 40.2520]),
    ]
    features = [
        {
            "type": "Feature",
            "id": key,
            "properties": {"title": title, "sources": [{"source": "example"}]},
            "geometry": {"type": "Point", "coordinates": point},
        }
        for key, title, point in places
    ]
    collection = {"type": "FeatureCollection", "features": features}
    (folder / "places.geojson").write_text(json.dumps(collection), encoding="utf-8")
    en = {"en": "The front above Anzac Cove"}
    line = {
        "type": "Feature",
        "id": "trenches",
        "properties": {
            "kind": "line", "part": "all", "title": en, "certainty": "inferred", "accuracy_km": 0.2,
            "basis": en, "sources": [{"source": "example"}],
        },
        "geometry": {"type": "LineString", "coordinates": FRONT},
    }  # fmt: skip
    properties = {
        "title": en, "label": {"en": "Front, May 1915"}, "summary": en, "kind": "line", "status": "de-facto",
        "status_note": en, "signed": None, "valid": "1915-04-25/1915-08-06", "parties": [en], "articles": [],
        "sources": [{"source": "example"}], "licence": "CC0-1.0", "attribution": {"en": "Own drawing (CC0)"},
    }  # fmt: skip
    border = {"type": "FeatureCollection", "id": "front", "properties": properties, "features": [line]}
    (folder / "borders").mkdir()
    (folder / "borders" / "front.geojson").write_text(json.dumps(border), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def front_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return gallipoli(tmp_path_factory.mktemp("new") / "gallipoli")


@pytest.fixture(scope="module")
def front(front_root: Path) -> Store:
    return load_atlas(front_root)


def test_gallipoli_is_sound(front_root: Path) -> None:
    assert check_atlas(front_root) == []


def test_front_of_five_kilometres_fills_its_maps(front: Store) -> None:
    for event_map in (compose_border(front, "front", "en"), compose_event(front, "anzac", "en")):
        west, south, east, north = event_map.extent
        assert max(0.038 / (north - south), 0.025 / (east - west)) > 0.5
        assert (east - west) * 85 < 15  # km


def test_front_has_a_page_in_every_kind(front_root: Path) -> None:
    client = create_app(front_root).test_client()
    for path in ("/", "/events/anzac", "/borders/front", "/places/anzac-cove", "/timeline?on=1915-05-01"):
        assert client.get(path).status_code == 200
    assert client.get("/timeline?on=1915-05-01").text.count("The front above Anzac Cove")
