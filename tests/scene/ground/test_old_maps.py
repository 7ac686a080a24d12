"""Old maps as ground: which are offered, what is said of them, where their tiles are, what carries them."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from mapsvc.atlas.loading import load_atlas
from mapsvc.atlas.store import Store
from mapsvc.export.page import page_of
from mapsvc.ground.scan_tiles import make_tiles
from mapsvc.kinds import export_job, parse_map_key
from mapsvc.render import shell
from mapsvc.render.addresses import CARRIED
from mapsvc.render.shell import carried_old_maps, old_maps_view
from mapsvc.scene.composition import compose_event
from mapsvc.scene.ground.basemap import ground_under
from mapsvc.scene.ground.old_maps import laid_file, laid_maps, laid_near
from mapsvc.web.app import create_app
from mapsvc.web.freeze import freeze_site
from mapsvc.web.service import Service
from tests import old_scans
from tests.conftest import TINY
from tests.html_text import parse

#: From where the sheet was drawn to where the tiny atlas tells of.
MOVED = (42.4, -10.8)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny atlas with an old map under its event, and a second one far away."""
    folder = Path(shutil.copytree(TINY, tmp_path_factory.mktemp("old") / "tiny"))
    told = {"title": '{en = "A sheet <b>{{7*7}}</b>"}', "valid": '"1900/1925"'}
    old_scans.put_old_map(folder, MOVED, **told)
    for old_map in load_atlas(folder).old_maps.values():
        make_tiles(folder, old_map)
    return folder


@pytest.fixture(scope="module")
def atlas(root: Path) -> Store:
    return load_atlas(root)


@pytest.fixture(scope="module")
def client(root: Path) -> FlaskClient:
    return create_app(root).test_client()


def offered(client: FlaskClient, path: str) -> dict[str, Any]:
    found: dict[str, Any] = parse(client.get(path).text).json_script("mapsvc-old-maps")
    return found


@pytest.mark.parametrize(
    "path",
    ["/events/line-drawn", "/embed/events/line-drawn", "/borders/front", "/routes/journey", "/places/alfa"],
)
def test_map_offers_the_old_map_in_its_view(client: FlaskClient, path: str) -> None:
    told = offered(client, f"{path}?lang=en")["maps"][0]
    assert told["title"] == "A sheet <b>{{7*7}}</b>"
    assert told["credit"] == "A. Drawer, 1815, Public domain"
    assert told["days"] == [19000101, 19251231]
    assert told["shown"] is False
    assert "Laid by 20 points" in told["exact"]


def test_pages_without_an_old_map_load_nothing_of_it(tiny_client: FlaskClient) -> None:
    for path in ("/events/line-drawn", "/embed/events/line-drawn"):
        text = tiny_client.get(f"{path}?lang=en").text
        assert "old-map" not in text


def test_policy_of_the_page_is_as_before(client: FlaskClient) -> None:
    answer = client.get("/events/line-drawn?lang=en")
    assert (
        "unsafe" not in answer.headers["Content-Security-Policy"].partition("script-src")[2].partition(";")[0]
    )
    assert "<b>{{7*7}}" not in answer.text


def test_tiles_are_answered_and_nothing_else_of_the_folder(client: FlaskClient, atlas: Store) -> None:
    laid = ground_under(atlas).old_maps[0]
    version = ground_under(atlas).digest[:12]
    for zoom, row, first, _ in laid.rows(laid.tiles.tiles):
        answer = client.get(f"/data/{version}/basemap/{laid.path}/{zoom}/{first}/{row}.webp")
        assert (answer.status_code, answer.mimetype) == (200, "image/webp")
        assert "immutable" in answer.headers["Cache-Control"]
    for name in (
        f"{laid.path}/tiles.json", "oldmaps/sheet.toml", "oldmaps/sheet.png", f"{laid.path}/99/0/0.webp",
        f"{laid.path}/../../sheet.png", "oldmaps/sheet/0000000000000000/5/1/1.webp",
    ):  # fmt: skip
        assert client.get(f"/data/{version}/basemap/{name}").status_code == 404, name


def test_rows_name_every_tile_once(atlas: Store) -> None:
    (laid,) = laid_maps(atlas)
    named = {(z, x, y) for z, y, first, last in laid.rows(laid.tiles.tiles) for x in range(first, last + 1)}
    assert named == set(laid.tiles.tiles)
    assert len(laid.rows(laid.tiles.tiles)) < len(named)
    assert laid_file([laid], f"{laid.path}/1/2/x.webp") is None


def test_old_map_far_from_the_view_is_not_offered(atlas: Store) -> None:
    (laid,) = laid_maps(atlas)
    west, south, east, north = laid.tiles.bounds
    assert list(laid_near([laid], laid.tiles.bounds)) == [laid]
    assert list(laid_near([laid], (west + 360, south, east + 360, north))) == [laid]
    assert list(laid_near([laid], (west - 30, south, west - 25, north))) == []
    assert list(laid_near([laid], (west, south - 40, east, south - 35))) == []


def test_tiles_of_other_points_are_not_shown(root: Path, atlas: Store) -> None:
    old_map = atlas.old_maps["sheet"]
    changed = replace(atlas, old_maps={"sheet": replace(old_map, points=old_map.points[:-1])})
    assert laid_maps(changed) == ()
    assert Service(changed, create_app(root).extensions["mapsvc"].settings).ground.old_maps == ()


def test_words_say_how_exact_it_is(atlas: Store) -> None:
    (laid,) = laid_maps(atlas)
    few = replace(laid, tiles=replace(laid.tiles, manifest={**laid.tiles.manifest, "mean_km": None}))
    assert "too few to know" in few.exactness("en")
    straight = replace(laid, old_map=replace(laid.old_map, points=(), affine=old_scans.AFFINE))
    assert straight.exactness("en") == "Laid as its own data say."
    far = replace(laid, tiles=replace(laid.tiles, manifest={**laid.tiles.manifest, "mean_km": 12.345}))
    assert "about 12 km off" in far.exactness("en")
    for lang in ("tr", "az", "ru"):
        assert "12" in far.exactness(lang)


@pytest.mark.parametrize(
    ("value", "code"), [("sheet", 200), ("sheet,60", 200), ("none", 200), ("sheet,999", 400), ("<b>", 400)]
)
def test_frame_takes_an_old_map(client: FlaskClient, value: str, code: int) -> None:
    answer = client.get("/embed/events/line-drawn", query_string={"lang": "en", "oldmap": value})
    assert answer.status_code == code
    if code == 400:
        assert "write an id and a percent" in answer.text


def test_forms_of_sharing_keep_it(client: FlaskClient) -> None:
    told = client.get("/share/events/line-drawn.json?lang=en&oldmap=sheet,60").text
    assert "oldmap=sheet%2C60" in told or "oldmap=sheet,60" in told


def test_file_carries_it_or_says_what_it_left_out(atlas: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = compose_event(atlas, "line-drawn", "en")
    ((laid, tiles),) = carried_old_maps(scene)
    assert len(tiles) == len(laid.tiles.tiles)
    page = page_of(export_job(atlas, parse_map_key(atlas, "line-drawn"), "en"), {})
    inline = parse(page).json_script("mapsvc-inline")
    assert sum(laid.path in address for address in inline) == len(tiles)
    assert "old-map-panel" in page
    first = laid.tiles.manifest["zooms"][0]
    sizes = [laid.tiles.file(tile).stat().st_size for tile in laid.tiles.tiles if tile.z == first]
    monkeypatch.setattr(shell, "_CARRIED_OLD_BYTES", sum(sizes) + 10)
    coarser = old_maps_view(scene, CARRIED)
    assert coarser is not None
    assert coarser["maps"][0]["lacks"] == "This file has it only as seen from afar."
    monkeypatch.setattr(shell, "_CARRIED_OLD_BYTES", 10)
    none = old_maps_view(scene, CARRIED)
    assert none is not None
    assert none["maps"][0]["lacks"] == "Too large for this file."
    assert none["maps"][0]["rows"] == []


def test_frozen_site_has_every_tile(root: Path, atlas: Store, tmp_path: Path) -> None:
    freeze_site(create_app(root), tmp_path / "site", languages=("en",))
    (laid,) = laid_maps(atlas)
    there = {
        path.as_posix().rpartition(laid.path)[2]
        for path in tmp_path.rglob("*.webp")
        if laid.path in str(path)
    }
    assert there == {f"/{tile.path}.webp" for tile in laid.tiles.tiles}
    page = (tmp_path / "site" / "en" / "events" / "line-drawn.html").read_text("utf-8")
    told = json.loads(page.partition('id="mapsvc-old-maps">')[2].partition("</script>")[0])
    assert json.dumps(told).count(laid.path) == 1
    assert "js/old-map.js" in page
