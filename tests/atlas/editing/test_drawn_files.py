"""Files that hold shapes: found, changed as little as can be, and read by the ordinary readers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from mapsvc.atlas.editing.drawn_files import (
    ShapeChange,
    changed_text,
    drawn_paths,
    faults_in,
    made_by_recipes,
    new_faults,
    read_shapes,
    sort_of,
)
from mapsvc.errors import RequestError
from tests.atlas.editing.diffs import changed_lines

BALKANS = Path("tests/data/atlases/balkans").resolve()
BORDER = "borders/before-1912.geojson"


def text_of(path: str) -> str:
    return (BALKANS / path).read_text("utf-8")


def feature_of(path: str, number: int = 0) -> dict[str, object]:
    found: dict[str, object] = json.loads(text_of(path))["features"][number]
    return found


def test_drawn_paths_are_all_that_hold_shapes_places_first() -> None:
    found = drawn_paths(BALKANS)
    assert found[:2] == ["places.geojson", BORDER]
    assert {path.partition("/")[0] for path in found} == {
        "places.geojson",
        "borders",
        "territories",
        "routes",
    }


@pytest.mark.parametrize(
    "path", ["atlas.toml", "borders/a/b.geojson", "borders/a.json", "lines/a.geojson", ""]
)
def test_file_without_shapes_is_refused(path: str) -> None:
    with pytest.raises(RequestError):
        sort_of(path)


@pytest.mark.parametrize("path", drawn_paths(BALKANS))
def test_shape_put_back_as_it_is_changes_no_byte_and_has_no_fault(path: str) -> None:
    text = text_of(path)
    same = changed_text(text, [ShapeChange(path, str(feature_of(path)["id"]), feature_of(path))])
    assert same == text
    assert faults_in(BALKANS, {path: text}) == []


def test_moved_vertex_is_one_line() -> None:
    feature = feature_of(BORDER)
    feature["geometry"]["coordinates"][2] = [22.9, 42.1]  # type: ignore[index]
    text = changed_text(text_of(BORDER), [ShapeChange(BORDER, "bulgaria", feature)])
    assert text is not None
    assert len(changed_lines(text_of(BORDER), text)) == 2
    assert faults_in(BALKANS, {BORDER: text}) == []


def test_fault_is_named_by_feature_and_field_and_an_old_one_is_no_hindrance() -> None:
    feature = feature_of(BORDER)
    feature["properties"]["certainty"] = "quite"  # type: ignore[index]
    spoilt = changed_text(text_of(BORDER), [ShapeChange(BORDER, "bulgaria", feature)])
    assert spoilt is not None
    (fault,) = new_faults(BALKANS, {BORDER: text_of(BORDER)}, {BORDER: spoilt})
    assert (fault.file, fault.field) == (BORDER, "features.bulgaria.certainty")
    other = feature_of(BORDER, 1)
    other["geometry"]["coordinates"][2] = [21.8, 42.4]  # type: ignore[index]
    after = changed_text(spoilt, [ShapeChange(BORDER, str(other["id"]), other)])
    assert new_faults(BALKANS, {BORDER: spoilt}, {BORDER: after}) == []


def test_file_is_made_of_its_head_and_shapes_and_goes_again() -> None:
    head = {"id": "new", "properties": {}}
    area = {"type": "Feature", "id": "greece", "properties": {"polity": "greece"}, "geometry": {
        "type": "Polygon", "coordinates": [[[20, 39], [21, 39], [21, 40], [20, 39]]]}}  # fmt: skip
    path = "territories/new.geojson"
    text = changed_text("", [ShapeChange(path, None, head), ShapeChange(path, "greece", area)])
    assert text is not None
    document, faults = read_shapes(text, path)
    assert (document["id"], len(document["features"]), faults) == ("new", 1, [])
    assert faults_in(BALKANS, {path: text}) == []
    assert changed_text(text, [ShapeChange(path, None, None)]) is None


def test_what_is_no_collection_says_why() -> None:
    assert read_shapes("{", "borders/a.geojson")[1]
    assert read_shapes("[]", "borders/a.geojson")[0] is None
    with pytest.raises(RequestError):
        changed_text("[]", [ShapeChange("borders/a.geojson", "a", {"id": "a"})])


def test_files_of_recipes_are_known(tmp_path: Path) -> None:
    root = Path(shutil.copytree(BALKANS, tmp_path / "atlas"))
    assert made_by_recipes(root) == frozenset()
    (root / "registry.txt").write_text(f"{'0' * 64}  districts.geojson\n", "utf-8")
    assert made_by_recipes(root) == {"districts.geojson"}
