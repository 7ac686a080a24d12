"""The Places room: where a place is used, and two entries made one in a step that can be taken back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from mapsvc.web.edit.rooms.places import ROOM
from tests.web.edit.conftest import Ask, data_in

BALKANS = Path("tests/data/atlases/balkans").resolve()


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BALKANS, tmp_path / "atlas"))


def test_page_carries_what_a_place_may_say(ask: Ask) -> None:
    page = ask("GET", f"/edit/{ROOM.name}/?lang=en")
    (form, *_) = json.loads(data_in(page))["forms"]
    assert {"title", "kind", "certainty", "radius_km"} <= {
        field["name"] for field in form["shapes"][0]["fields"]
    }
    assert "leaflet-geoman" not in page.text


def test_merging_is_one_step_and_is_taken_back_as_one(ask: Ask, edited: Path) -> None:
    before = {path: path.read_bytes() for path in edited.rglob("*") if path.is_file()}
    assert ask("GET", "/edit/places/uses.json?id=kumanovo").json["uses"]  # type: ignore[index]
    answer = ask("POST", "/edit/places/merge.json", json={"keep": "salonica", "gone": "kumanovo"})
    assert (answer.status_code, answer.json["entry"]) == (200, 1)  # type: ignore[index]
    assert ask("GET", "/edit/places/uses.json?id=kumanovo").json == {"uses": []}
    assert ask("POST", "/edit/history/undo.json").status_code == 200
    assert {path: path.read_bytes() for path in before} == before


def test_merging_with_nobody_is_refused(ask: Ask) -> None:
    assert ask("POST", "/edit/places/merge.json", json={"keep": "salonica"}).status_code == 404
