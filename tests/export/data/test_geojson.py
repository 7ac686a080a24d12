"""A map's features as RFC 7946 wants them, one a line."""

from __future__ import annotations

import json

from shapely.geometry import LineString, Point

from mapsvc import Atlas
from mapsvc.export.data.features import rows_of
from mapsvc.export.data.geojson import bounds_of, collection_text, write_geojson
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


def test_a_feature_stands_on_a_line() -> None:
    text = collection_text([{"id": 1}, {"id": 2}], {"name": "x", "date": None})
    assert text == '{"type":"FeatureCollection","name":"x","features":[\n{"id":1},\n{"id":2}\n]}\n'


def test_box_over_the_180th_meridian_has_its_west_in_the_east(tiny: Atlas) -> None:
    from dataclasses import replace

    row = rows_of(job_of(tiny, "borders/front"))[0]
    rows = [replace(row, geometry=LineString([(175, 10), (185, 12)])), replace(row, geometry=Point(170, 5))]
    assert bounds_of(rows) == [170, 5, -175, 12]
    assert bounds_of([]) == []
