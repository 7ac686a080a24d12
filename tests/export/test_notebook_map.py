"""A map as notebooks hold it."""

from __future__ import annotations

import html
from pathlib import Path

import folium

from mapsvc import Atlas


def test_map_names_itself_without_its_data(tiny: Atlas) -> None:
    shown = tiny.event_map("line-drawn", lang="en")
    assert repr(shown) == "<Map of event 'line-drawn': The line is drawn>"


def test_map_shows_itself_without_a_network(tiny: Atlas) -> None:
    shown = tiny.event_map("line-drawn", lang="en")._repr_html_()
    assert "srcdoc=" in shown
    assert "The line is drawn" in html.unescape(shown)


def test_map_is_a_folium_map_to_which_things_are_added(tiny: Atlas, tmp_path: Path) -> None:
    from mapsvc.export.notebook_map import ShownMap

    shown = tiny.event_map("line-drawn", lang="en")
    assert isinstance(shown, ShownMap)
    made = shown.to_folium()
    assert isinstance(made, folium.Map)
    folium.Marker((40.6, 43.1), popup="Mine").add_to(made)
    made.save(str(tmp_path / "a.html"))
    assert "Mine" in (tmp_path / "a.html").read_text("utf-8")


def test_map_is_saved_as_its_name_says(tiny: Atlas, tmp_path: Path) -> None:
    tiny.event_map("line-drawn", lang="en").save(tmp_path / "a.geojson")
    assert (tmp_path / "a.geojson").read_text("utf-8").startswith('{"type":"FeatureCollection"')
