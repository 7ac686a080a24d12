"""The file of an old map keeps what a hand wrote."""

from __future__ import annotations

import tomllib
from typing import Any

from mapsvc.atlas.editing.old_map_text import old_map_text, with_fields

POINTS: list[dict[str, Any]] = [
    {"pixel": [1.5, 2], "at": [4.5, 51.25]},
    {"pixel": [3, 4], "at": [5, 52], "name": "Mill"},
]


def test_new_file_says_points_one_by_one() -> None:
    text = old_map_text({"points": POINTS, "image": "a.png", "title": {"en": "A"}, "size": [9, 8]})
    assert tomllib.loads(text) == {"title": {"en": "A"}, "image": "a.png", "size": [9, 8], "points": POINTS}
    assert text.count("[[points]]") == 2


def test_changes_leave_remarks_and_order() -> None:
    text = old_map_text({"points": POINTS, "image": "a.png", "size": [9, 8]})
    text = text.replace('image = "a.png"', '# from the archive\nimage = "a.png" # scanned twice')
    moved = with_fields(text, {"points": [POINTS[0], {**POINTS[1], "at": [5.5, 52]}], "opacity": 0.5})
    before, after = text.splitlines(), moved.splitlines()
    assert [line for line in before if line not in after] == ["at = [5, 52]"]
    assert sorted(set(after) - set(before)) == ["at = [5.5, 52]", "opacity = 0.5"]
    assert tomllib.loads(moved)["opacity"] == 0.5
    fewer = with_fields(moved, {"points": POINTS[:1], "opacity": None})
    assert tomllib.loads(fewer) == {"image": "a.png", "size": [9, 8], "points": POINTS[:1]}
    assert "# from the archive" in fewer
    none = with_fields(fewer, {"points": []})
    assert "points" not in tomllib.loads(none)
    more = with_fields(none, {"points": POINTS, "crop": [[0, 0], [9, 0], [9, 8]]})
    assert tomllib.loads(more) == {
        "image": "a.png",
        "size": [9, 8],
        "crop": [[0, 0], [9, 0], [9, 8]],
        "points": POINTS,
    }
