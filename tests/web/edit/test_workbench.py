"""The workbench answers: its rooms, the atlas beside them, what was changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from werkzeug.test import Client

from mapsvc.language import interface_languages
from mapsvc.web.edit.rooms import find_rooms
from tests.web.edit.conftest import Ask, client_of, data_in


@pytest.mark.parametrize("room", [room.name for room in find_rooms()])
def test_each_room_answers_in_each_language(client: Client, room: str) -> None:
    for lang in interface_languages():
        response = client.get(f"/edit/{room}/?lang={lang}")
        assert response.status_code == 200
        assert f'<html lang="{lang}"' in response.text
        assert json.loads(data_in(response, "edit-frame"))["room"] == room
        assert "edit." not in data_in(response, "edit-frame")


def test_atlas_lies_beside_the_workbench_and_is_read_again_after_a_change(
    client: Client, edited: Path
) -> None:
    assert client.get("/edit/").headers["Location"].startswith("/edit/start/")
    before = client.get("/").text
    path = edited / "atlas.toml"
    path.write_text(path.read_text("utf-8").replace("[title]", "# changed\n[title]"), "utf-8")
    words = path.read_text("utf-8")
    title = words.partition("[title]")[2].split('"')[1]
    path.write_text(words.replace(f'"{title}"', '"Another name"', 1), "utf-8")
    after = client.get("/").text
    assert "Another name" not in before
    assert "Another name" in after


def test_atlas_with_a_fault_is_shown_as_it_was_and_edited_on(client: Client, edited: Path) -> None:
    assert client.get("/").status_code == 200
    event = next((edited / "events").glob("*.toml"))
    event.write_text("on = 'never'\n", "utf-8")
    assert client.get("/").status_code == 200
    assert client.get("/edit/start/").status_code == 200
    fresh = client_of(edited)
    response = fresh.get("/")
    assert response.status_code == 503
    assert event.name in response.text
    assert "/edit/check/" in response.text
    assert fresh.get("/edit/start/").status_code == 200


def test_folder_without_an_atlas_leads_to_the_first_room(tmp_path: Path) -> None:
    for root in (tmp_path, tmp_path / "none"):
        client = client_of(root)
        assert client.get("/").headers["Location"].startswith("/edit/start/")
        assert client.get("/edit/start/").status_code == 200
    assert list(tmp_path.iterdir()) == []


def test_history_undo_and_redo(ask: Ask, client: Client, edited: Path) -> None:
    told = client.get("/edit/history/entries.json").json
    assert told == {"entries": [], "undo": None, "redo": None}
    assert ask("POST", "/edit/history/undo.json").json["entry"] == 0  # type: ignore[index]
    assert sorted(path.name for path in edited.iterdir() if path.name[0] != ".") == sorted(
        path.name for path in edited.iterdir() if path.name != ".mapsvc"
    )


def test_faults_are_said_as_data_and_in_the_language_of_the_reader(client: Client) -> None:
    response = client.get("/edit/nowhere/")
    assert response.status_code == 404
    assert response.json is not None
    assert response.json["problems"][0]["message"]
