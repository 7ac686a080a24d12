"""What two wrote in one file: joined where the places differ, both readings where they are one."""

from __future__ import annotations

import json

import pytest

from mapsvc.atlas.editing.inner_path import inner_path
from mapsvc.atlas.editing.merging import merge_files
from mapsvc.errors import EditConflict


def collection(**titles: str) -> bytes:
    features = [
        {"type": "Feature", "id": key, "properties": {"title": title}, "geometry": None}
        for key, title in titles.items()
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, indent=1).encode() + b"\n"


def test_two_changed_two_features() -> None:
    base = collection(a="A", b="B", c="C")
    made = merge_files(
        "places.geojson", base, collection(a="X", b="B", c="C"), collection(a="A", b="B", c="Y")
    )
    assert made == collection(a="X", b="B", c="Y")


def test_two_added_a_feature_each() -> None:
    base = collection(a="A")
    made = json.loads(merge_files("places.geojson", base, collection(a="A", b="B"), collection(a="A", c="C")))
    assert [feature["id"] for feature in made["features"]] == ["a", "b", "c"]


def test_two_changed_different_fields_of_one_feature_are_shown_both() -> None:
    base, theirs = collection(a="A"), collection(a="X")
    yours = base.replace(b"null", b'{"type": "Point", "coordinates": [1, 2]}')
    with pytest.raises(EditConflict) as told:
        merge_files("places.geojson", base, theirs, yours)
    assert '"title": "X"' in told.value.theirs
    assert '"Point"' in told.value.yours


def test_one_removed_what_the_other_changed() -> None:
    base = collection(a="A", b="B")
    with pytest.raises(EditConflict) as told:
        merge_files("places.geojson", base, collection(b="B"), collection(a="X", b="B"))
    assert told.value.theirs.endswith("–")


def test_one_removed_and_the_other_changed_something_else() -> None:
    base = collection(a="A", b="B", c="C")
    made = merge_files("x.geojson", base, collection(b="B", c="C"), collection(a="A", b="B", c="X"))
    assert json.loads(made) == json.loads(collection(b="B", c="X"))


def test_fields_of_a_toml_file_keep_their_remarks() -> None:
    base = b"# one\na = 1\nb = 2  # two\n\n[title]\nen = 'x'\n"
    theirs, yours = base.replace(b"a = 1", b"a = 7"), base.replace(b"'x'", b"'y'")
    assert merge_files("e.toml", base, theirs, yours) == theirs.replace(b"'x'", b"'y'")


def test_two_added_a_table_each_to_a_list() -> None:
    base = b"[[correction]]\nline = 1\n"
    made = merge_files(
        "corrections.toml",
        base,
        base + b"\n[[correction]]\nline = 2\n",
        base + b"\n[[correction]]\nline = 3\n",
    )
    assert [line for line in made.splitlines() if line.startswith(b"line")] == [
        b"line = 1",
        b"line = 2",
        b"line = 3",
    ]


def test_two_added_a_row_each_and_both_did_the_same() -> None:
    base = b"a,b\n1,2\n"
    assert merge_files("c.csv", base, base + b"3,4\n", base + b"5,6\n") == base + b"3,4\n5,6\n"
    assert merge_files("c.csv", base, base + b"3,4\n", base + b"3,4\n") == base + b"3,4\n"


def test_two_changed_one_row() -> None:
    with pytest.raises(EditConflict):
        merge_files("c.csv", b"a\n1\n2\n", b"a\n7\n2\n", b"a\n8\n2\n")


@pytest.mark.parametrize("name", ["x.json", "x.toml", "x.geojson"])
def test_file_that_is_no_longer_what_it_says_is_shown_whole(name: str) -> None:
    with pytest.raises(EditConflict) as told:
        merge_files(name, b"", b"{[broken", b"also [broken")
    assert (told.value.theirs, told.value.yours) == ("{[broken", "also [broken")


def test_path_inside_is_found() -> None:
    from pathlib import Path

    assert inner_path(Path("/x"), "a/b.toml") == Path("/x/a/b.toml")
