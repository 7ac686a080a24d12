"""From a composed map to the pieces of a page."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from mapsvc import Atlas
from mapsvc.model.scene import Scene
from mapsvc.render.addresses import CARRIED, MapUrls
from mapsvc.render.shell import carried_files, payload, render_shell
from mapsvc.scene.ground.basemap import VECTORS, Basemap, ground_of

URLS = MapUrls(
    basemap="/ground/",
    link=lambda link: f"/{link[0]}/{link[1]}",
    shared=lambda border, level: f"/lines/{border}.{level}",
)


@pytest.fixture(scope="module")
def drawn(tiny: Atlas) -> Scene:
    return tiny.event_map("line-drawn", lang="tr").data


def features(document: dict[str, Any]) -> dict[str, Any]:
    return {feature["id"]: feature for layer in document["layers"] for feature in layer["features"]}


def test_payload_names_a_symbol_for_every_feature(drawn: Scene) -> None:
    document = payload(drawn, URLS)
    for feature in features(document).values():
        assert feature["properties"]["symbol"] in document["symbols"]


def test_payload_leaves_geometry_of_borders_to_shared_files(drawn: Scene) -> None:
    found = features(payload(drawn, URLS))
    line, place = found["borders/front/north"], found["places/alfa"]
    assert line["geometry"] is None
    assert line["properties"]["src"] == {"overview": "/lines/front.overview", "full": "/lines/front.full"}
    assert place["geometry"] == {"type": "Point", "coordinates": [43.1, 40.6]}
    assert place["properties"]["src"] is None
    assert place["properties"]["href"] == "/place/alfa"


def test_payload_of_a_file_that_stands_alone_holds_all_geometry_and_leads_nowhere(drawn: Scene) -> None:
    for feature in features(payload(drawn, CARRIED)).values():
        assert feature["geometry"]["coordinates"]
        assert feature["properties"]["src"] is None
        assert feature["properties"]["href"] is None


def test_shell_is_the_same_every_time(drawn: Scene) -> None:
    assert render_shell(drawn, URLS) == render_shell(drawn, URLS)


def test_shells_of_one_page_do_not_share_ids(drawn: Scene) -> None:
    shells = [render_shell(drawn, URLS, number=number) for number in (0, 1)]
    assert [shell.id for shell in shells] == ["map_0", "map_1"]
    assert shells[0].id in shells[0].html
    assert shells[1].id not in shells[0].html + shells[0].script
    assert '"map_1-data"' in shells[1].script


def test_script_calls_background_features_and_controls_in_this_order(drawn: Scene) -> None:
    script = str(render_shell(drawn, URLS).script)
    calls = [script.index(f"mapsvc.{name}(map_0, ") for name in ("basemap", "features", "controls")]
    assert calls == sorted(calls)
    assert script.count("L.map(") == 1
    for address in ("http://", "https://", "cdn", "<", "Çizgi"):
        assert address not in script


def test_data_of_a_shell_is_json(drawn: Scene) -> None:
    shell = render_shell(drawn, URLS)
    assert json.loads(shell.data) == json.loads(json.dumps(payload(drawn, URLS)))


def test_carried_files_hold_the_background_of_the_extent(atlas: Atlas) -> None:
    event_map = atlas.event_map("kars-treaty").data
    files = carried_files(event_map.basemap, event_map, CARRIED)
    assert {f"{CARRIED.basemap}{name}.{event_map.lang}.geojson" for name in VECTORS} <= files.keys()
    assert len(files[f"{CARRIED.basemap}world.{event_map.lang}.geojson"]["features"]) < 100
    reliefs = [name for name in files if "/relief/" in name]
    assert len(reliefs) > 2
    for name in reliefs:
        assert files[name].startswith("data:image/webp;base64,")


def test_carried_files_name_what_lies_round_the_extent_alone(atlas: Atlas) -> None:
    event_map = atlas.event_map("kars-treaty").data
    in_brabant = replace(event_map, extent=(4.2, 50.5, 4.7, 50.9))
    for shown, there, elsewhere in ((event_map, "Kars", "Brussels"), (in_brabant, "Brussels", "Kars")):
        files = carried_files(shown.basemap, shown, CARRIED)
        names = {
            feature["properties"].get("name")
            for name in VECTORS
            for feature in files[f"{CARRIED.basemap}{name}.en.geojson"]["features"]
        }
        assert there in names
        assert elsewhere not in names


def test_carried_files_have_land_and_sea_for_readers_who_go_back(atlas: Atlas) -> None:
    event_map = replace(atlas.event_map("kars-treaty").data, extent=(4.3, 50.6, 4.5, 50.7))
    names = carried_files(event_map.basemap, event_map, CARRIED)
    tiles = {name.partition("water/")[2] for name in names if "water/" in name}
    assert {"0/0/0.json", "1/0/0.json", "1/1/1.json", "3/3/2.json", "3/4/2.json", "3/5/2.json"} <= tiles


@pytest.mark.parametrize("most", [1, 6, 40])
def test_tiles_of_an_extent_keep_to_their_number_and_cover_it(atlas: Atlas, most: int) -> None:
    basemap = ground_of(atlas.records.root)
    tiles = list(basemap.tiles_in((41.0, 39.0, 46.0, 42.0), most=most))
    zooms = [tile.split("/")[0] for tile in tiles]
    assert len(set(tiles)) == len(tiles)
    assert all(zooms.count(zoom) <= most for zoom in zooms)
    assert most == 1 or "4" in zooms


def test_atlas_without_a_background_still_draws(tiny: Atlas, drawn: Scene) -> None:
    nowhere = Basemap((tiny.records.root / "nowhere",))
    assert list(nowhere.tiles_in((40, 38, 48, 43), most=6)) == []
    assert nowhere.manifest["parts"] == []
    assert nowhere.credits == ()
    assert render_shell(drawn, URLS).html
