"""A map as KML: a folder a layer, colours as the format has them, texts as texts."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from mapsvc import Atlas
from mapsvc.export.data.features import rows_of
from mapsvc.export.data.kml import write_kml
from mapsvc.kinds import export_job, parse_map_key

KML = "{http://www.opengis.net/kml/2.2}"


def document(atlas: Atlas, name: str) -> ET.Element:
    job = export_job(atlas.records, parse_map_key(atlas.records, name), "en")
    return ET.fromstring(write_kml(job))


def test_every_row_is_a_placemark_with_a_style_that_is_there(tiny: Atlas) -> None:
    job = export_job(tiny.records, parse_map_key(tiny.records, "line-drawn"), "en")
    root = ET.fromstring(write_kml(job))
    styles = {f"#{style.get('id')}" for style in root.iter(f"{KML}Style")}
    marks = list(root.iter(f"{KML}Placemark"))
    assert len(marks) == len(rows_of(job)) > 3
    assert {mark.findtext(f"{KML}styleUrl") for mark in marks} <= styles
    assert [folder.findtext(f"{KML}name") for folder in root.iter(f"{KML}Folder")] == [
        layer.title for layer in job.map.layers
    ]


def test_colour_is_opacity_blue_green_red(tiny: Atlas) -> None:
    colours = {
        element.text or ""
        for element in document(tiny, "borders/front").iter()
        if element.tag == f"{KML}color"
    }
    job = export_job(tiny.records, parse_map_key(tiny.records, "borders/front"), "en")
    lines = {str(symbol["color"]) for symbol in job.map.symbols.values() if symbol.get("color")}
    assert {f"ff{colour[5:7]}{colour[3:5]}{colour[1:3]}" for colour in lines} <= colours


def test_positions_have_longitude_first(tiny: Atlas) -> None:
    found = [element.text or "" for element in document(tiny, "borders/front").iter(f"{KML}coordinates")]
    assert "42,41.2 42.6,41.1 43,40.9 43.5,40.5" in found
