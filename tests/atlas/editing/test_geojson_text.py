from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapsvc.atlas.editing.geojson_text import put_feature, put_head, remove_feature
from mapsvc.atlas.editing.json_spans import parts_of
from tests.atlas.editing.diffs import changed_lines

DATA = Path(__file__).parents[3] / "tests" / "data" / "atlases"
FILES = sorted(DATA.glob("*/**/*.geojson"))
POINTS = st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=4, max_size=9)


def read(path: Path) -> str:
    return path.read_bytes().decode()


def line_of(points: list[tuple[float, float]]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": "line",
        "properties": {"kind": "line"},
        "geometry": {"type": "LineString", "coordinates": [list(point) for point in points]},
    }


@given(POINTS, st.data())
def test_moved_vertex_of_a_new_file_is_one_line(
    points: list[tuple[float, float]], data: st.DataObject
) -> None:
    text = put_feature("", line_of(points))
    at = data.draw(st.integers(0, len(points) - 1))
    moved = [*points[:at], (12.5, 190.0), *points[at + 1 :]]
    lines = changed_lines(text, put_feature(text, line_of(moved)))
    assert [line[0] for line in lines] == ["-", "+"]
    assert json.loads(lines[1][1:].rstrip(",")) == [12.5, 190.0]


@given(POINTS, st.data())
def test_vertex_taken_out_or_set_between_is_one_line(
    points: list[tuple[float, float]], data: st.DataObject
) -> None:
    text = put_feature("", line_of(points))
    at = data.draw(st.integers(1, len(points) - 2))
    more = put_feature(text, line_of([*points[:at], (12.5, 190.0), *points[at:]]))
    assert [line[0] for line in changed_lines(text, more)] == ["+"]
    assert put_feature(more, line_of(points)) == text


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-3:]))
def test_feature_of_a_real_file_is_put_in_its_style(path: Path) -> None:
    text = read(path)
    features = json.loads(text)["features"]
    if not features:
        pytest.skip("the file has none")
    for feature in features:
        assert put_feature(text, feature) == text
    new = copy.deepcopy(features[-1]) | {"id": "quite-new"}
    added = put_feature(text, new)
    assert json.loads(added)["features"] == [*features, new]
    assert remove_feature(added, "quite-new") == text
    changed = copy.deepcopy(features[0])
    changed["properties"]["remark"] = "moved"
    lines = changed_lines(text, put_feature(text, changed))
    assert [line[0] for line in lines] == ["-", "+", "+"] or len(lines) == 2
    assert len(changed_lines(text, added)) <= 3 + lines_of_last(text)


def lines_of_last(text: str) -> int:
    """How many lines the last feature takes."""
    features = next(part for part in parts_of(text, text.index("{")) if part.key == "features")
    last = parts_of(text, features.value_start)[-1]
    return text.count("\n", last.start, last.end)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_marks_and_line_ends_survive(newline: str, mark: str) -> None:
    text = mark + put_feature("", line_of([(1, 2), (3, 4), (5, 6)])).replace("\n", newline)
    moved = put_feature(text, line_of([(1, 2), (3, 4.5), (5, 6), (7, 8)]))
    assert moved.startswith(mark)
    assert moved.count("\n") == moved.count(newline)
    assert len(changed_lines(text, moved)) == 5


def test_head_is_said_before_the_features() -> None:
    text = put_feature("", line_of([(1, 2), (3, 4)]))
    head = {"title": {"en": "A"}, "valid": "1815/.."}
    titled = put_head(put_head(text, "id", "treaty"), "properties", head)
    assert list(json.loads(titled)) == ["type", "id", "properties", "features"]
    again = put_head(titled, "properties", head | {"title": {"en": "B"}})
    assert len(changed_lines(titled, again)) == 2
    assert put_head(again, "properties", head | {"title": {"en": "B"}}) == again
    assert put_head(put_head(titled, "properties", None), "id", None) == text


def test_last_feature_taken_out_leaves_a_collection() -> None:
    text = put_feature("", line_of([(1, 2), (3, 4)]))
    empty = remove_feature(text, "line")
    assert json.loads(empty) == {"type": "FeatureCollection", "features": []}
    assert put_feature(empty, line_of([(1, 2), (3, 4)])) == text


@pytest.mark.parametrize("text", ["[]", '{"type": "Feature"}', '{"features": 1}', "{"])
def test_file_that_is_no_collection_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        put_feature(text, line_of([(1, 2), (3, 4)]))


def test_number_that_json_cannot_say_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        put_feature("", line_of([(float("nan"), 2), (3, 4)]))
