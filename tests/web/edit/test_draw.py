"""The Draw room: shapes go out and come back by HTTP, and only what changed is written."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from mapsvc.atlas.loading import load_atlas
from mapsvc.language import Language, translate
from mapsvc.web.edit.ground_map import ground_map
from mapsvc.web.edit.rooms.draw import ROOM
from tests.atlas.editing.diffs import changed_lines
from tests.web.edit.conftest import Ask, client_of, data_in, token_of

BALKANS = Path("tests/data/atlases/balkans").resolve()
URL = "/edit/draw/shapes.json"
ONE, OTHER = "territories/before-1912.geojson", "territories/london-1913.geojson"


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BALKANS, tmp_path / "atlas"))


def shapes_of(ask: Ask) -> Any:
    return ask("GET", URL).json


def file_in(found: Any, path: str) -> Any:
    return next(file for file in found["files"] if file["path"] == path)


def put(ask: Ask, found: Any, *changes: tuple[str, str | None, Any]) -> Any:
    sent = [{"path": path, "id": key, "value": value} for path, key, value in changes]
    base = {path: found["base"].get(path, "") for path, *_ in changes}
    return ask("PUT", URL, json={"base": base, "changes": sent, "what": "a vertex"})


def moved(found: Any, path: str, vertex: list[float], to: list[float]) -> tuple[str, str, Any]:
    """The first shape of a file with a vertex elsewhere."""
    for feature in file_in(found, path)["document"]["features"]:
        rings = feature["geometry"]["coordinates"]
        if vertex in rings[0]:
            rings[0] = [to if at == vertex else at for at in rings[0]]
            return path, feature["id"], feature
    raise AssertionError(vertex)


def test_page_carries_forms_and_the_ground_and_loads_geoman_alone(ask: Ask) -> None:
    page = ask("GET", "/edit/draw/?lang=en")
    data = json.loads(data_in(page))
    assert [form["where"] for form in data["forms"]][:2] == ["places.geojson", "borders/"]
    assert data["map"] == json.loads(json.dumps(ground_map(load_atlas(BALKANS), Language("en"))))
    assert f'aria-current="page">{translate("en", ROOM.label)}' in page.text
    assert data["labels"]["certainty.inferred"] == "inferred"
    assert data["defaults"]["basis"] == {"en": "Drawn by hand for this atlas"}
    for name in ("leaflet-geoman.min.js", "leaflet-geoman.css"):
        assert f"/edit/draw/vendor/{name}" in page.text
        assert ask("GET", f"/edit/draw/vendor/{name}").status_code == 200
    assert ask("GET", "/edit/draw/vendor/MANIFEST.toml").status_code == 404


def test_files_say_what_they_are_and_when_they_hold(ask: Ask) -> None:
    file = file_in(shapes_of(ask), ONE)
    assert (file["title"], file["valid"], file["locked"]) == (
        "Lands: 1912",
        ["1908-10-05", "1913-05-30"],
        False,
    )


def test_vertex_of_two_files_is_one_change_and_one_line_in_each(ask: Ask, edited: Path) -> None:
    found = shapes_of(ask)
    before = {path: (edited / path).read_text("utf-8") for path in (ONE, OTHER)}
    vertex, to = [26.347, 44.037], [26.4, 44.11]
    answer = put(ask, found, moved(found, ONE, vertex, to), moved(found, OTHER, vertex, to))
    assert (answer.status_code, answer.json["entry"]) == (200, 1)
    for path, text in before.items():
        gone, come = changed_lines(text, (edited / path).read_text("utf-8"))
        assert gone.replace("[26.347, 44.037]", "[26.4, 44.11]")[1:] == come[1:]
    assert ask("POST", "/edit/history/undo.json").status_code == 200
    assert {path: (edited / path).read_text("utf-8") for path in before} == before


def test_faulty_shape_is_refused_by_field_and_nothing_is_written(ask: Ask, edited: Path) -> None:
    found, path = shapes_of(ask), "borders/before-1912.geojson"
    feature = file_in(found, path)["document"]["features"][0]
    feature["properties"]["accuracy_km"] = "near"
    before = (edited / path).read_bytes()
    answer = put(ask, found, (path, feature["id"], feature))
    assert answer.status_code == 422
    assert answer.json["problems"][0]["field"] == f"features.{feature['id']}.accuracy_km"
    assert (edited / path).read_bytes() == before


def test_two_hands_at_one_shape_are_a_conflict_at_two_both_stand(ask: Ask, edited: Path) -> None:
    mine, theirs = shapes_of(ask), shapes_of(ask)
    vertex = [26.347, 44.037]
    assert put(ask, theirs, moved(theirs, ONE, vertex, [26.4, 44.1])).status_code == 200
    other = next(
        feature for feature in file_in(mine, ONE)["document"]["features"] if feature["id"] == "serbia"
    )
    other["geometry"]["coordinates"][0][3] = [22.06, 44.51]
    answer = put(ask, mine, (ONE, "serbia", other))
    assert (answer.status_code, answer.json["merged"]) == (200, [ONE])
    late = put(ask, mine, moved(mine, ONE, vertex, [26.2, 44.0]))
    assert (late.status_code, late.json["conflict"]["path"]) == (409, ONE)
    assert "[26.4, 44.1]" in (edited / ONE).read_text("utf-8")


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        ("atlas.toml", None, None),
        ("../x.geojson", "a", {"id": "a"}),
        ("borders/../../x.geojson", "a", {"id": "a"}),
        (ONE, "a", {"id": "b"}),
        (ONE, "a", "text"),
        ([], "a", {}),
    ],
)
def test_what_is_no_change_of_a_shape_is_refused(ask: Ask, path: Any, key: str, value: Any) -> None:
    answer = ask("PUT", URL, json={"changes": [{"path": path, "id": key, "value": value}]})
    assert answer.status_code == 422, answer.text


def test_file_of_a_recipe_is_shown_and_not_drawn_in(edited: Path) -> None:
    (edited / "registry.txt").write_text(f"{'0' * 64}  {ONE}\n", "utf-8")
    client = client_of(edited)
    found: Any = client.get(URL).json
    assert file_in(found, ONE)["locked"]
    change = moved(found, ONE, [26.347, 44.037], [26.4, 44.1])
    sent = {"path": ONE, "id": change[1], "value": change[2]}
    answer = client.put(
        URL,
        json={"base": found["base"], "changes": [sent]},
        headers={"X-Edit-Token": token_of(client), "Origin": "http://localhost"},
    )
    assert answer.status_code == 422


def test_file_that_cannot_be_read_is_said_and_the_rest_is_there(ask: Ask, edited: Path) -> None:
    (edited / ONE).write_text("{", "utf-8")
    found = shapes_of(ask)
    assert file_in(found, ONE)["document"] is None
    assert file_in(found, ONE)["problems"]
    assert file_in(found, OTHER)["document"]["features"]


def test_coast_of_a_box_is_lines_within_it(ask: Ask) -> None:
    found: Any = ask("GET", "/edit/draw/coast.json?bbox=22,40,24,41").json
    lines = found["lines"]
    assert lines
    assert all(22 <= lon <= 24 and 40 <= lat <= 41 for line in lines for lon, lat in line)
    assert ask("GET", "/edit/draw/coast.json?bbox=1,2").status_code == 422
