"""What a template needs to place a map."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mapsvc import Atlas
from mapsvc.kinds import compose_map, parse_map_key
from mapsvc.model.scene import Scene
from mapsvc.render.addresses import CARRIED
from mapsvc.render.map_view import groups_of, legend_view, map_view
from mapsvc.render.shell import render_shell


@pytest.fixture
def scene(tiny: Atlas) -> Scene:
    return compose_map(tiny.records, parse_map_key(tiny.records, "line-drawn"), "en")


def test_list_holds_what_is_listed_with_its_symbol(scene: Scene) -> None:
    groups = groups_of(scene, CARRIED)
    listed = [feature["id"] for group in groups for feature in group["features"]]
    assert listed == [feature.id for feature in scene.features() if feature.listed]
    assert all(feature["symbol"]["type"] for group in groups for feature in group["features"])


def test_entry_in_another_language_than_the_page_says_so(scene: Scene) -> None:
    first, *rest = scene.legend
    told = legend_view(replace(scene, legend=(first, *rest)))
    assert [entry["label"] for entry in told] == [entry.label for entry in scene.legend]
    assert told[0]["symbol"]["id"] == first.symbol


def test_borders_are_fetched_before_they_are_asked_for_once_each(scene: Scene) -> None:
    shell = render_shell(scene, CARRIED)
    assert not any("border" in address for address in map_view(scene, shell, CARRIED)["preload"])
    urls = replace(CARRIED, shared=lambda key, level: f"/data/{key}.{level}.json")
    preload = map_view(scene, shell, urls)["preload"]
    assert preload.count("/data/front.overview.json") == 1
