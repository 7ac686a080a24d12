"""A map's features as RFC 7946 wants them, one a line."""

from __future__ import annotations

import json
from typing import Any

import pytest
from shapely.geometry import LineString, Point

from mapsvc import Atlas
from mapsvc.export.data.features import rows_of
from mapsvc.export.data.geojson import bounds_of, collection_text, simple_style, write_geojson
from mapsvc.export.job import ExportJob
from mapsvc.kinds import export_job, parse_map_key


def job_of(atlas: Atlas, name: str) -> ExportJob:
    return export_job(atlas.records, parse_map_key(atlas.records, name), "en")


def test_collection_says_what_map_it_is_and_holds_each_row_once(tiny: Atlas) -> None:
    job = job_of(tiny, "borders/front")
    found = json.loads(write_geojson(job))
    assert (found["type"], found["title"], found["lang"]) == ("FeatureCollection", job.map.title, "en")
    assert found["credits"] == [credit.text for credit in job.map.credits]
    assert [feature["id"] for feature in found["features"]] == [row.id for row in rows_of(job)]
    west, south, east, north = found["bbox"]
    assert (west, south) == (42, 39.5)
    assert (east, north) == (45.2, 41.2)


@pytest.mark.parametrize(
    ("symbol", "style"),
    [
        (
            {"type": "marker", "fill": "#102030", "stroke": "#ffffff", "size": 24},
            {"marker-color": "#102030", "marker-size": "medium"},
        ),
        (
            {"type": "marker", "fill": "#ffffff", "stroke": "#a3262a", "size": 12},
            {"marker-color": "#a3262a", "marker-size": "small"},
        ),
        (
            {"type": "line", "color": "#102030", "width": 2.4},
            {"stroke": "#102030", "stroke-width": 2.4, "stroke-opacity": 1},
        ),
        (
            {"type": "area", "fill": "#a0b0c0", "opacity": 0.3, "rim": False},
            {
                "fill": "#a0b0c0", "fill-opacity": 0.3,
                "stroke": "#a0b0c0", "stroke-width": 1.6, "stroke-opacity": 0,
            },
        ),
    ],
)  # fmt: skip
def test_web_maps_are_told_how_a_feature_looks(symbol: dict[str, Any], style: dict[str, Any]) -> None:
    assert simple_style(symbol) == style


def test_a_feature_stands_on_a_line() -> None:
    text = collection_text([{"id": 1}, {"id": 2}], {"name": "x", "date": None})
    assert text == '{"type":"FeatureCollection","name":"x","features":[\n{"id":1},\n{"id":2}\n]}\n'


def test_box_over_the_180th_meridian_has_its_west_in_the_east(tiny: Atlas) -> None:
    from dataclasses import replace

    row = rows_of(job_of(tiny, "borders/front"))[0]
    rows = [replace(row, geometry=LineString([(175, 10), (185, 12)])), replace(row, geometry=Point(170, 5))]
    assert bounds_of(rows) == [170, 5, -175, 12]
    assert bounds_of([]) == []
