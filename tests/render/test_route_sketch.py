"""The still picture of a journey."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from mapsvc import Atlas
from mapsvc.render.route_sketch import render_sketch
from mapsvc.scene.composition import compose_route

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("lang", ["tr", "en"])
def test_picture_shows_ways_stops_and_the_sea(atlas: Atlas, lang: str) -> None:
    event_map = compose_route(atlas.records, "bekir-sami-1920", lang)
    drawn = render_sketch(event_map)
    assert drawn == render_sketch(event_map)
    root = ElementTree.fromstring(drawn)
    names = {node.text for node in root.iter(f"{SVG}text")}
    assert {"Tuapse", "Moskova" if lang == "tr" else "Moscow"} <= names
    route = atlas.records.route("bekir-sami-1920")
    assert len(list(root.iter(f"{SVG}circle"))) == len(route.stops)
    width, height = (float(value) for value in (root.attrib["width"], root.attrib["height"]))
    for circle in root.iter(f"{SVG}circle"):
        assert 0 <= float(circle.attrib["cx"]) <= width
        assert 0 <= float(circle.attrib["cy"]) <= height
    assert any(path.attrib["d"].count("z") for path in root.iter(f"{SVG}path"))


def test_picture_is_served_under_a_version(client: FlaskClient) -> None:
    page = client.get("/routes/lenin-1917?lang=tr").text
    address = page.partition('class="player-picture" src="')[2].partition('"')[0]
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.mimetype == "image/svg+xml"
    assert client.get("/data/0/routes/lenin-1917.tr.svg").status_code == 404
