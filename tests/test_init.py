"""The Python door: open an atlas, take a map or a layer."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import pytest

import mapsvc
from mapsvc import Atlas
from mapsvc.errors import (
    AtlasError,
    DateError,
    NotFoundError,
    UnknownBorderError,
    UnknownEventError,
    UnknownLayerError,
    UnknownPlaceError,
    UnknownRouteError,
    WriteError,
)
from mapsvc.export.data.tables import columns_of
from tests.conftest import TINY
from tests.hostile import ALL, ATTACKS, armed, hostile_copy
from tests.html_text import parse
from tests.said import said

LAYERS = ("events", "places", "borders", "routes", "mentions")


def test_atlas_tells_what_it_holds(tiny: Atlas) -> None:
    assert repr(tiny) == "<Atlas 'Tiny atlas': 2 events, 4 places, 1 borders, 1 routes>"


def test_atlas_is_opened_by_path_text_or_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    assert mapsvc.open_atlas(TINY).records.digest == mapsvc.open_atlas(str(TINY)).records.digest
    monkeypatch.setenv("MAPSVC_ATLAS", str(TINY))
    assert len(mapsvc.open_atlas().records.events) == 2


@pytest.mark.parametrize("path", ["/no/such/folder", __file__, TINY / "events"])
def test_folder_that_is_no_atlas_is_refused_by_name(path: str | Path) -> None:
    with pytest.raises(AtlasError) as caught:
        mapsvc.open_atlas(path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("layer", LAYERS)
def test_layer_keeps_its_contract(atlas: Atlas, layer: str) -> None:
    table = atlas.layer(layer)
    assert isinstance(table, gpd.GeoDataFrame)
    assert list(table.columns) == [*columns_of(layer, ("tr", "en")), "geometry"]
    assert table.crs.to_epsg() == 4326
    assert table.index.is_unique
    assert len(table) > 10
    # What a text names and nobody can place has a row, and no point.
    placed = table.geometry.notna()
    assert placed.all() or (layer in {"places", "mentions"} and placed.mean() > 0.8)
    assert table["source"].str.len().min() > 0


@pytest.mark.parametrize(
    ("layer", "on", "inside", "outside"),
    [
        ("borders", "1921-10-13", {"front"}, set()),
        ("borders", "1921-10-12", set(), {"front"}),
        ("borders", "1950", {"front"}, set()),
        ("events", "1920-04-26", {"letter-sent"}, {"line-drawn"}),
        ("events", "1920/1921", {"letter-sent", "line-drawn"}, set()),
        ("events", "1922", set(), {"letter-sent", "line-drawn"}),
        ("places", "1920", {"alfa", "charlie"}, set()),
        ("places", "1930", {"alfa"}, {"charlie"}),
        ("routes", "1921-10-05", {"journey"}, set()),
        ("routes", "1921-11", set(), {"journey"}),
    ],
)
def test_layer_on_a_day_holds_what_was_there(
    tiny: Atlas, layer: str, on: str, inside: set[str], outside: set[str]
) -> None:
    keys = {"events": "event", "places": "place", "borders": "border", "routes": "route"}
    shown = set(tiny.layer(layer, on=on)[keys[layer]])
    assert inside <= shown
    assert shown.isdisjoint(outside)


def test_borders_of_a_day_never_come_from_a_later_one(atlas: Atlas) -> None:
    on_1918 = set(atlas.layer("borders", on="1918-06-10")["border"])
    assert "batum-1918" in on_1918
    assert on_1918.isdisjoint(
        {"moscow-1921", "kars-1921", "ankara-1921", "turkey-iran-1932", "alexandropol-1920"}
    )


@pytest.mark.parametrize(
    ("ask", "error", "near"),
    [
        (lambda atlas: atlas.event_map("kars-traety"), UnknownEventError, "kars-treaty"),
        (lambda atlas: atlas.layer("border"), UnknownLayerError, "borders"),
        (lambda atlas: atlas.records.place("bakku"), UnknownPlaceError, "baku"),
        (lambda atlas: atlas.records.border("kars-1920"), UnknownBorderError, "kars-1921"),
        (lambda atlas: atlas.records.route("bekir-sami"), UnknownRouteError, "bekir-sami-1920"),
    ],
)
def test_unknown_id_names_near_ones(atlas: Atlas, ask: object, error: type[NotFoundError], near: str) -> None:
    assert callable(ask)
    with pytest.raises(error) as caught:
        ask(atlas)
    assert repr(near) in str(caught.value)
    assert isinstance(caught.value, LookupError)


def test_id_in_capitals_names_the_one_that_is_meant(atlas: Atlas) -> None:
    with pytest.raises(UnknownEventError, match="'kars-treaty'"):
        atlas.event_map("KARS-TREATY")


def test_unknown_id_with_nothing_near_names_none(atlas: Atlas) -> None:
    with pytest.raises(UnknownEventError) as caught:
        atlas.event_map("zzzzqqqq")
    assert "Did you mean" not in str(caught.value)


@pytest.mark.parametrize("on", ["soon", "1921-02-30", "1922/1921"])
def test_layer_on_no_date_is_refused(tiny: Atlas, on: str) -> None:
    with pytest.raises(DateError):
        tiny.layer("borders", on=on)


@pytest.mark.parametrize("on", [dt.date(1921, 3, 16), 1921])
def test_date_that_is_no_text_is_refused_by_saying_how_it_is_written(tiny: Atlas, on: Any) -> None:
    for ask in (lambda: tiny.layer("events", on=on), lambda: tiny.day_map(on)):
        with pytest.raises(DateError, match="write it as"):
            ask()


@pytest.mark.parametrize("lang", ["tr", "en"])
def test_map_shows_itself_in_a_notebook_without_network(atlas: Atlas, lang: str) -> None:
    frame = parse(atlas.event_map("kars-treaty", lang=lang)._repr_html_())
    iframe = frame.named("iframe")[0]
    assert "allow-same-origin" not in iframe["sandbox"]
    assert "src" not in iframe
    assert_stands_alone(iframe["srcdoc"])


def assert_stands_alone(html: str) -> None:
    """A page that loads nothing from anywhere."""
    page = parse(html)
    assert [load for load in page.loads if not load.startswith("data:")] == []
    assert not [attributes for attributes in page.named("script") if "src" in attributes]
    assert not [link for link in page.named("link") if not link["href"].startswith("data:")]
    for sheet in (part.split("</style>")[0] for part in html.split("<style")[1:]):
        assert "@import" not in sheet
        assert "url(http" not in sheet.replace("'", "").replace('"', "")
        assert "url(//" not in sheet
    assert page.json_script("map_0-data")["layers"]


def test_map_names_itself_shortly(tiny: Atlas) -> None:
    assert repr(tiny.event_map("line-drawn")) == "<Map of event 'line-drawn': The line is drawn>"


def test_map_gives_the_same_bytes_twice(atlas: Atlas, tiny: Atlas) -> None:
    first, second = (mapsvc.open_atlas().event_map("delegation-leaves")._repr_html_() for _ in range(2))
    assert first == second
    tiny.event_map("line-drawn").to_folium().get_root().render()
    assert atlas.event_map("delegation-leaves")._repr_html_() == first


def test_map_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import hashlib, mapsvc\n"
        f"m = mapsvc.open_atlas({str(TINY)!r}).event_map('line-drawn', lang='tr')\n"
        "html = m._repr_html_() + m.to_folium().get_root().render()\n"
        "print(hashlib.sha256(html.encode()).hexdigest())"
    )
    prints = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(prints) == 1


@pytest.mark.parametrize("event", ["kars-treaty", "kemal-letter-lenin"])
def test_folium_map_carries_all_it_needs(atlas: Atlas, event: str) -> None:
    built = atlas.event_map(event).to_folium()
    assert isinstance(built, folium.Map)
    html = built.get_root().render()
    assert_stands_alone(html)
    assert "L.map(" in html


def test_folium_map_can_be_added_to(tiny: Atlas) -> None:
    built = tiny.event_map("line-drawn").to_folium()
    folium.CircleMarker([40.6, 43.1], radius=9).add_to(built)
    assert "L.circleMarker(" in built.get_root().render()


def test_folium_map_leaves_other_folium_maps_alone(tiny: Atlas) -> None:
    before = (list(folium.Map.default_js), list(folium.Map.default_css))
    tiny.event_map("line-drawn").to_folium().get_root().render()
    assert (list(folium.Map.default_js), list(folium.Map.default_css)) == before
    assert "https://" in folium.Map().get_root().render()


@pytest.mark.matrix(5)
@pytest.mark.parametrize("name", [*ATTACKS, "all", "sum"])
def test_every_python_door_shows_attacks_as_text(tmp_path: Path, name: str) -> None:
    attack = {"all": ALL, "sum": "{{7919*7907}}"}.get(name) or ATTACKS[name]
    event_map = mapsvc.open_atlas(hostile_copy(tmp_path, attack)).event_map("line-drawn", lang="tr")
    title = armed("Çizgi çizilir", attack)
    event_map.save(tmp_path / "map.html")
    saved = (tmp_path / "map.html").read_bytes().decode()
    framed = parse(event_map._repr_html_()).named("iframe")[0]["srcdoc"] or ""
    assert title in parse(saved).text
    for html in (saved, framed, event_map.to_folium().get_root().render()):
        page = parse(html)
        assert page.json_script("map_0-data")["title"] == title
        assert page.json_script("mapsvc-inline")
        assert "62615533" not in html
        assert page.handlers == []
        assert not page.named("img")


def test_saved_map_tells_the_story_and_the_notebook_shows_the_same_map(tmp_path: Path, atlas: Atlas) -> None:
    event_map = atlas.event_map("kars-treaty", lang="tr")
    path = tmp_path / "kars.html"
    event_map.save(path)
    html = path.read_bytes().decode()
    framed = parse(event_map._repr_html_()).named("iframe")[0]["srcdoc"] or ""
    for page in (html, framed):
        assert_stands_alone(page)
    assert parse(html).json_script("map_0-data") == parse(framed).json_script("map_0-data")
    summary = said(atlas.records.events["kars-treaty"].summary).tr.split(".")[0]
    assert summary in parse(html).text
    assert summary not in parse(framed).text
    assert [found.name for found in tmp_path.iterdir()] == ["kars.html"]


@pytest.mark.parametrize("call", ["os.fsync", "pathlib.Path.replace", "os.fdopen"])
def test_failed_save_leaves_the_old_file_and_no_rest(
    tmp_path: Path, tiny: Atlas, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = tmp_path / "map.html"
    path.write_text("old", "utf-8")

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    event_map = tiny.event_map("line-drawn")
    with monkeypatch.context() as patch:
        patch.setattr(call, fail)
        with pytest.raises(OSError, match="No space"):
            event_map.save(path)
    assert path.read_text("utf-8") == "old"
    assert [found.name for found in tmp_path.iterdir()] == ["map.html"]


def test_save_replaces_an_old_file(tmp_path: Path, tiny: Atlas) -> None:
    path = tmp_path / "map.html"
    path.write_text("old", "utf-8")
    tiny.event_map("line-drawn").save(path)
    assert "<!doctype html>" in path.read_text("utf-8").lower()


def test_save_into_a_missing_folder_fails_clearly(tmp_path: Path, tiny: Atlas) -> None:
    with pytest.raises(WriteError, match="no"):
        tiny.event_map("line-drawn").save(tmp_path / "no" / "map.html")


def test_maps_of_all_extents_stand_alone(atlas: Atlas) -> None:
    """No event's extent asks for a background file that is not there."""
    for event in [*atlas.records.meta.headline, *list(atlas.records.events)[::4]]:
        frame = parse(atlas.event_map(event)._repr_html_()).named("iframe")[0]
        assert parse(frame["srcdoc"]).json_script("mapsvc-inline"), event
