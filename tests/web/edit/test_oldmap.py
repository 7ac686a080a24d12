"""The Old map room: a scan comes in, points are set and moved, tiles are made; nothing else is touched."""

from __future__ import annotations

import io
import time
from pathlib import Path
from typing import Any

import pytest

from mapsvc.web.edit.old_map_report import TileWorks, report_of
from mapsvc.web.edit.rooms.oldmap import ROOM
from tests import old_scans
from tests.web.edit.conftest import Ask, data_in

URL = "/edit/oldmap/map.json"


def bring(ask: Ask, **beside: bytes) -> Any:
    files = [(io.BytesIO(old_scans.scan_bytes()), "Sheet 12.png")]
    files += [(io.BytesIO(data), f"Sheet 12.{suffix}") for suffix, data in beside.items()]
    return ask("POST", "/edit/oldmap/scan.json", data={"file": files})


@pytest.fixture
def brought(ask: Ask) -> Ask:
    assert bring(ask, points=old_scans.qgis_points()).json["id"] == "sheet-12"
    return ask


def told(ask: Ask) -> dict[str, Any]:
    found: Any = ask("GET", f"{URL}?id=sheet-12").json
    return dict(found)


def put(ask: Ask, **fields: Any) -> Any:
    return ask("PUT", URL, json={"id": "sheet-12", "base": told(ask)["base"], "fields": fields})


def test_page_offers_the_old_maps_and_is_in_the_navigation(brought: Ask) -> None:
    page = brought("GET", f"/edit/{ROOM.name}/?lang=en")
    assert '"id":"sheet-12"' in data_in(page).replace(" ", "")
    assert "/edit/oldmap/?lang=en" in page.text


def test_scan_comes_in_with_its_points_and_is_shown(brought: Ask, edited: Path) -> None:
    found = told(brought)
    assert len(found["misfits"]) == len(old_scans.MARKS)
    assert found["placed"]
    assert found["laid"] is None
    assert [fault["field"] for fault in found["faults"]] == ["licence"]
    picture = brought("GET", "/edit/oldmap/picture/sheet-12")
    assert (picture.status_code, picture.mimetype) == (200, "image/webp")
    assert (edited / "oldmaps" / "sheet-12.png").read_bytes() == old_scans.scan_bytes()


def test_points_are_set_one_by_one_and_taken_back(ask: Ask, edited: Path) -> None:
    bring(ask)
    assert told(ask)["misfits"] == []
    points: list[dict[str, Any]] = []
    for mark in (old_scans.MARKS[0], old_scans.MARKS[3], old_scans.MARKS[18], old_scans.MARKS[10]):
        points.append({"pixel": list(mark), "at": list(old_scans.place_of(mark))})
        answer = put(ask, points=points)
        assert answer.status_code == 200, answer.text
    found = answer.json["map"]
    assert found["mean_km"] is not None
    assert max(misfit["px"] for misfit in found["misfits"]) < 30
    text = (edited / "oldmaps" / "sheet-12.toml").read_text("utf-8")
    assert text.count("[[points]]") == 4
    assert ask("POST", "/edit/history/undo.json").status_code == 200
    assert len(told(ask)["fields"]["points"]) == 3


def test_wrong_point_is_marked(brought: Ask) -> None:
    points = told(brought)["fields"]["points"]
    points[5]["at"][0] += 0.4
    found = put(brought, points=points, transformation="polynomial-2").json["map"]
    assert found["doubtful"][0] == 5


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"points": [{"pixel": [1, 2], "at": [400, 2]}]}, "points[0].at"),
        ({"transformation": "rubber"}, "transformation"),
        ({"opacity": 7}, "opacity"),
        ({"date": "soon"}, "date"),
        ({"points": "all"}, "points"),
    ],
)
def test_what_cannot_be_is_refused_and_not_written(
    brought: Ask, edited: Path, fields: Any, field: str
) -> None:
    before = (edited / "oldmaps" / "sheet-12.toml").read_bytes()
    answer = put(brought, **fields)
    assert answer.status_code == 422
    assert answer.json["problems"][0]["field"].startswith(field)
    assert (edited / "oldmaps" / "sheet-12.toml").read_bytes() == before


def test_room_changes_its_own_fields_alone(brought: Ask) -> None:
    assert put(brought, image="../atlas.toml").status_code == 422
    for ident in ("nothing", "../atlas", "..%2Fatlas"):
        assert brought("GET", f"{URL}?id={ident}").status_code == 404
    assert brought("GET", "/edit/oldmap/picture/nothing").status_code == 404


def test_file_that_is_no_scan_is_refused(ask: Ask, edited: Path) -> None:
    answer = ask("POST", "/edit/oldmap/scan.json", data={"file": [(io.BytesIO(b"GIF89a"), "a.png")]})
    assert answer.status_code == 422
    assert ask("POST", "/edit/oldmap/scan.json", data={}).status_code == 422
    assert not (edited / "oldmaps").exists()


def test_tiles_are_made_in_the_background_and_shown(brought: Ask, edited: Path) -> None:
    put(brought, licence="Public domain", title={"en": "The sheet"})
    started = brought("POST", "/edit/oldmap/tiles.json", json={"id": "sheet-12"})
    assert started.status_code == 200
    end = time.monotonic() + 120
    while not brought("GET", "/edit/oldmap/tiles.json?id=sheet-12").json["ended"]:  # type: ignore[index]
        assert time.monotonic() < end
        time.sleep(0.05)
    found = told(brought)
    assert found["laid"]["title"] == "The sheet"
    zoom, row, first, _ = found["laid"]["rows"][0]
    tile = brought("GET", f"{found['ground']}{found['laid']['path']}/{zoom}/{first}/{row}.webp")
    assert (tile.status_code, tile.mimetype) == (200, "image/webp")


def test_map_without_points_has_no_tiles(ask: Ask, edited: Path) -> None:
    bring(ask)
    assert ask("POST", "/edit/oldmap/tiles.json", json={"id": "sheet-12"}).status_code == 422
    assert TileWorks().of("nothing").told()["ended"]
    assert report_of(edited, "x", {"title": "x"}, "en")["faults"]
