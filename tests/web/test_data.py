"""Files that pages load: what they hold and how they are sent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import shapely
from flask.testing import FlaskClient
from werkzeug.exceptions import NotFound

from mapsvc import Atlas
from mapsvc.ground.tiles import Tile
from mapsvc.model.geometry import length_km
from mapsvc.scene.ground.basemap import ground_of
from mapsvc.templating import static_root
from mapsvc.web.app import create_app
from mapsvc.web.data import hold
from tests.html_text import parse

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}


def prefix(client: FlaskClient, pattern: str) -> str:
    found = re.search(pattern, client.get("/events/kars-treaty?lang=tr").text)
    assert found is not None
    return found[0]


def test_page_loads_answer_with_their_type(client: FlaskClient) -> None:
    loads = parse(client.get("/events/kars-treaty?lang=tr").text).loads
    files = [address for address in loads if address.startswith("/static/")]
    assert {Path(address).suffix for address in files} >= {".css", ".js", ".svg"}
    for address in files:
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.content_type == TYPES[Path(address).suffix]


def test_style_sheets_name_only_files_that_are_there(client: FlaskClient) -> None:
    base = prefix(client, r"/static/[0-9a-f]+/")
    for sheet in static_root().rglob("*.css"):
        folder = sheet.parent.relative_to(static_root()).as_posix()
        for name in re.findall(r"url\(['\"]?([^'\")]+)", sheet.read_text("utf-8")):
            if name.startswith(("data:", "#")):
                continue
            assert "//" not in name, f"{sheet.name} asks another host for {name}"
            assert (sheet.parent / name).resolve().is_file(), f"{sheet.name}: {name}"
            target = (sheet.parent / name).resolve().relative_to(static_root().resolve()).as_posix()
            assert client.get(f"{base}{target}").status_code == 200, f"{folder}: {name}"


def test_scripts_ask_no_other_host() -> None:
    namespaces = ("http://www.w3.org/",)
    for script in (static_root() / "js").glob("*.js"):
        hosts = re.findall(r"https?://[^\s\"'`)]+", script.read_text("utf-8"))
        assert not [host for host in hosts if not host.startswith(namespaces)], script.name


@pytest.mark.parametrize("lang", ["tr", "ru"])
@pytest.mark.parametrize("name", ["railways", "towns", "waters", "world"])
def test_background_vectors_are_geojson(client: FlaskClient, name: str, lang: str) -> None:
    answer = client.get(f"{prefix(client, r'/data/[0-9a-f]+/basemap/')}{name}.{lang}.geojson")
    document = answer.get_json()
    assert answer.mimetype == "application/geo+json"
    assert document["type"] == "FeatureCollection"
    assert len(document["features"]) > 10
    for feature in document["features"]:
        assert shapely.geometry.shape(feature["geometry"]).is_valid


def test_background_vectors_speak_only_known_languages(client: FlaskClient) -> None:
    base = prefix(client, r"/data/[0-9a-f]+/basemap/")
    assert client.get(f"{base}towns.xx.geojson").status_code == 404


def test_background_tiles_answer(client: FlaskClient, atlas: Atlas) -> None:
    base = prefix(client, r"/data/[0-9a-f]+/basemap/")
    (part,) = ground_of(atlas.records.root).parts
    asked = 0
    for zoom in part.manifest["zooms"]:
        tile = Tile(zoom["z"], zoom["x"][1], zoom["y"][1])
        if not part.all_sea(tile):
            assert isinstance(client.get(f"{base}water/{tile.path}.json").get_json(), dict)
            asked += 1
    for zoom in part.shaded:
        tile = Tile(zoom["z"], zoom["x"][1], zoom["y"][1])
        if not part.all_sea(tile):
            relief = client.get(f"{base}relief/{tile.path}.webp")
            assert (relief.status_code, relief.data[:4], relief.mimetype) == (200, b"RIFF", "image/webp")
    assert asked > 4


def test_every_tile_of_the_manifest_is_there_or_sea(atlas: Atlas) -> None:
    (part,) = ground_of(atlas.records.root).parts
    assert part.missing() == []
    assert len(list(part.tiles())) > 1300


@pytest.mark.parametrize("level", ["overview", "full"])
def test_shared_geometry_holds_every_piece_of_a_border(client: FlaskClient, atlas: Atlas, level: str) -> None:
    base = prefix(client, r"/data/[0-9a-f]+/borders/")
    for border in atlas.records.borders.values():
        document = client.get(f"{base}{border.id}.{level}.json").get_json()
        shown = {
            feature["id"]: shapely.geometry.shape(feature["geometry"]) for feature in document["features"]
        }
        assert list(shown) == [f"borders/{border.id}/{piece.id}" for piece in border.pieces]
        for piece in border.lines:
            assert piece.geometry is not None
            drawn = shown[f"borders/{border.id}/{piece.id}"]
            assert drawn.hausdorff_distance(piece.geometry) < (0.007 if level == "overview" else 0.00002)
            assert length_km(drawn) == pytest.approx(
                length_km(piece.geometry), rel=0.2 if level == "overview" else 0.01
            )


def test_page_and_shared_geometry_name_the_same_features(client: FlaskClient) -> None:
    payload = parse(client.get("/events/kars-treaty?lang=tr").text).json_script("map_0-data")
    pending = [f for layer in payload["layers"] for f in layer["features"] if f["geometry"] is None]
    assert pending
    for feature in pending:
        for level in ("overview", "full"):
            document = client.get(feature["properties"]["src"][level]).get_json()
            assert feature["id"] in [shared["id"] for shared in document["features"]]


def test_address_of_geometry_changes_with_the_atlas(tiny_root: Path) -> None:
    def address() -> str:
        payload = parse(
            create_app(tiny_root).test_client().get("/events/line-drawn?lang=tr").text
        ).json_script("map_0-data")
        sources = [f["properties"]["src"] for layer in payload["layers"] for f in layer["features"]]
        return str(next(source["full"] for source in sources if source))

    before = address()
    path = tiny_root / "borders" / "front.geojson"
    path.write_text(path.read_text("utf-8").replace("42.6", "42.65"), "utf-8")
    assert address() != before


def test_icon_answers_where_browsers_look_for_it(client: FlaskClient) -> None:
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")


def test_address_of_other_content_is_not_found() -> None:
    hold("abc", "abc")
    with pytest.raises(NotFound):
        hold("abd", "abc")


@pytest.mark.parametrize("name", ["../CREDITS.json", "a//b", "tiles.toml", "nothing.json"])
def test_file_outside_or_of_no_known_type_is_not_found(tiny_client: FlaskClient, name: str) -> None:
    version = tiny_client.application.extensions["mapsvc"].data_version
    assert tiny_client.get(f"/data/{version}/basemap/{name}").status_code == 404
