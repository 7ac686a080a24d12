"""What no font can write is told by file and field, as a notice that changes nothing of what is right."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from mapsvc.atlas.atlas_reading import read_atlas
from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.checks.notices import check_notices
from mapsvc.atlas.problems import Problems
from mapsvc.atlas.wordings import find_wordings

TINY = Path(__file__).parents[2] / "data" / "tiny"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return an atlas with a place in Chinese letters, and a title in Thai ones."""
    root = tmp_path / "atlas"
    shutil.copytree(TINY, root)
    places = json.loads((root / "places.geojson").read_text("utf-8"))
    names = places["features"][0]["names"]
    names[0]["toponym"], names[2]["toponym"] = "北京", "Peking"
    (root / "places.geojson").write_text(json.dumps(places, ensure_ascii=False), "utf-8")
    event = root / "events" / "line-drawn.toml"
    text = event.read_text("utf-8").replace("Çizgi çizilir", "เส้น").replace("The line is drawn", "เส้น 2")
    event.write_text(text, "utf-8")
    return root


def test_notices_name_file_field_script_and_what_is_written(root: Path) -> None:
    notices = list(map(str, check_notices(root)))
    assert len(notices) == 3
    place = next(notice for notice in notices if notice.startswith("places.geojson"))
    assert place.startswith("places.geojson: alfa.names.tr: '北京'")
    assert "Chinese characters" in place
    assert place.endswith("write 'Peking'")
    title = next(notice for notice in notices if "title.tr" in notice)
    assert title.startswith("events/line-drawn.toml: title.tr: 'เส้น'")
    assert "Thai" in title
    assert title.endswith("write '[…]'; a form in another alphabet would do")


def test_notices_are_no_faults(root: Path) -> None:
    assert [
        problem for problem in check_atlas(root) if "alfa" in problem.field or "title" in problem.field
    ] == []


def test_sound_atlas_has_none() -> None:
    assert check_notices(TINY) == []


def test_folder_that_is_no_atlas_has_none(tmp_path: Path) -> None:
    assert check_notices(tmp_path) == []


def test_wordings_say_where_they_stand() -> None:
    atlas = read_atlas(TINY, Problems())
    assert atlas is not None
    found = {(wording.file, wording.field): wording.words for wording in find_wordings(atlas)}
    assert dict(found["atlas.toml", "title"]) == {"tr": "Küçük atlas", "en": "Tiny atlas"}
    assert found["events/line-drawn.toml", "disputes[0].readings[1].by"][0] == ("tr", "Bir gezgin")
    assert ("ru", "Альфа") in found["places.geojson", "alfa.names"]
    assert found["places.geojson", "alfa.names"][0] == ("tr", "Alfa")


def test_names_by_language_are_one_wording() -> None:
    atlas = read_atlas(TINY, Problems())
    assert atlas is not None
    border = atlas.borders["front"]
    point = replace(border.points[0], names={"xx": "C", "en": "B", "tr": "A"})
    changed = replace(atlas, borders={"front": replace(border, points=(point,))})
    found = {wording.field: wording.words for wording in find_wordings(changed) if "front" in wording.file}
    assert found["points[0].names"] == (("tr", "A"), ("en", "B"), ("xx", "C"))
