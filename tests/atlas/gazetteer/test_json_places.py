"""Places of JSON are read by the name that they have; a file in which none has one is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mapsvc.atlas.gazetteer.json_places import objects_of
from mapsvc.atlas.gazetteer.sources import read_user
from mapsvc.atlas.gazetteer.tables import Row
from mapsvc.atlas.gazetteer.user_places import row_entry
from mapsvc.errors import AtlasError

POINT = {"type": "Point", "coordinates": [43.1, 40.2]}


def collection(*properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    features = [{"type": "Feature", "properties": found, "geometry": POINT} for found in properties]
    return {"type": "FeatureCollection", "features": features, **more}


@pytest.mark.parametrize(
    "document",
    [
        collection({"name": "Yukarıpınar"}),
        collection({"NAME": "Yukarıpınar", "foo": 1}),
        collection({"ad": "Yukarıpınar"}),
        collection({"name:tr": "Yukarıpınar"}),
        collection({"title": "Yukarıpınar"}),
        collection({"foo": 1}, {"name": "Yukarıpınar"}),
        collection({"name": "Yukarıpınar"})["features"],
        collection({"name": "Yukarıpınar"})["features"][0],
        [{"name": "Yukarıpınar", "lat": 40.2, "lng": 43.1}],
        [{"ad": "Yukarıpınar", "enlem": "40,2", "boylam": "43,1"}],
        {"results": {"bindings": [
            {"itemLabel": {"value": "Yukarıpınar"}, "coord": {"value": "Point(43.1 40.2)"}}
        ]}},
        {"@graph": [{"id": "599", "title": "Yukarıpınar", "reprPoint": [43.1, 40.2], "names": []}]},
    ],
)  # fmt: skip
@pytest.mark.parametrize("suffix", ["json", "geojson", "txt"])
def test_json_of_any_program_is_read(tmp_path: Path, document: Any, suffix: str) -> None:
    path = tmp_path / f"own.{suffix}"
    path.write_text(json.dumps(document), "utf-8-sig")
    (entry,) = read_user(path)
    assert (entry.title, entry.lon, entry.lat) == ("Yukarıpınar", 43.1, 40.2)


def test_object_a_line_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.ndjson"
    path.write_text('{"name": "Ani", "lat": 40.5, "lon": 43.5}\n{"name": "Kars", "lat": 40.6, "lon": 43.1}\n')
    assert [entry.title for entry in read_user(path)] == ["Ani", "Kars"]


def test_tags_of_openstreetmap_are_names(tmp_path: Path) -> None:
    tags = {"name": "Kars", "name:ru": "Карс", "alt_name": "Qars;Ghars", "place": "town"}
    path = tmp_path / "own.geojson"
    path.write_text(json.dumps(collection(tags)), "utf-8")
    (entry,) = read_user(path)
    assert {(name.form, name.lang) for name in entry.names} == {
        ("Kars", ""), ("Карс", "ru"), ("Qars", ""), ("Ghars", ""),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("document", "says"),
    [
        (collection({"foo": "Kars", "bar": 1}), "no feature has a name.*'title' or 'name'.*'bar', 'foo'"),
        (collection({"name": "A"}, crs={"properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}), "EPSG:4326"),
        ({"type": "Topology", "objects": {}}, "TopoJSON; save it as GeoJSON"),
        ({"places": []}, "no feature collection"),
        ([1], "feature 1 is no feature"),
    ],
)
def test_json_without_places_says_why(tmp_path: Path, document: Any, says: str) -> None:
    path = tmp_path / "own.geojson"
    path.write_text(json.dumps(document), "utf-8")
    with pytest.raises(AtlasError, match=says):
        read_user(path)


def test_exchanged_numbers_are_called_so(tmp_path: Path) -> None:
    path = tmp_path / "own.geojson"
    document = collection({"name": "Tokyo"})
    document["features"][0]["geometry"] = {"type": "Point", "coordinates": [35.7, 139.7]}
    path.write_text(json.dumps(document), "utf-8")
    with pytest.raises(AtlasError, match=r"feature 1: 'Tokyo'.*look exchanged: longitude comes first"):
        read_user(path)


def test_empty_collection_is_an_empty_gazetteer() -> None:
    assert list(objects_of('{"type": "FeatureCollection", "features": []}')) == []


def test_row_without_coordinates_is_a_name_alone() -> None:
    entry = row_entry("own", Row(7, {"title": "Ani"}, {"title": "name"}))
    assert (entry.id, entry.lon, entry.lat) == ("own:7", None, None)
