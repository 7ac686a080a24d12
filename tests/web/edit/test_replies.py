"""What rooms answer, and what they work on."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from mapsvc.cli import main
from mapsvc.cli.edit import edit
from mapsvc.errors import EditConflict
from mapsvc.web.edit import Room
from mapsvc.web.edit.bench import Bench
from mapsvc.web.edit.local_server import local_server
from mapsvc.web.edit.replies import conflict, problems, saved
from mapsvc.web.edit.rooms import find_room_files, history, start
from mapsvc.web.edit.shelf import atlases_on, own_shelf
from mapsvc.web.edit.workbench import create_edit_app


def test_room_is_called_after_its_name_or_as_it_says() -> None:
    assert Room("draw", 1).label == "edit.room.draw"
    assert Room("draw", 1, "nav.draw").label == "nav.draw"
    assert {history, start} <= set(find_room_files())


def test_bench_reads_the_atlas_again_only_when_a_file_was_changed(edited: Path) -> None:
    bench = Bench(edited)
    first = bench.atlas
    assert first is not None
    assert bench.atlas is first
    event = next((edited / "events").glob("*.toml"))
    event.write_text(event.read_text("utf-8") + "\n# later\n", "utf-8")
    assert bench.atlas is not first
    event.write_text("on = 'never'\n", "utf-8")
    atlas, found = bench.read()
    assert atlas is not None
    assert {problem.file for problem in found} == {f"events/{event.name}"}


def test_bench_of_no_atlas_has_none(tmp_path: Path) -> None:
    assert Bench(tmp_path / "none").read() == (None, [])


def test_answers_say_what_became_of_a_change() -> None:
    told = conflict(EditConflict("a.toml", "d", "1", "2"))
    assert (told.status_code, told.json) == (
        409, {"conflict": {"path": "a.toml", "base": "d", "theirs": "1", "yours": "2"}}
    )  # fmt: skip
    assert problems([("title", "is empty")]).json == {"problems": [{"field": "title", "message": "is empty"}]}
    assert callable(saved)


def test_shelf_lies_among_the_documents_and_lists_atlases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edited: Path
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.delenv("XDG_DOCUMENTS_DIR", raising=False)
    assert own_shelf() == tmp_path / "mapsvc"
    (tmp_path / "Documents").mkdir()
    assert own_shelf() == tmp_path / "Documents" / "mapsvc"
    assert atlases_on(tmp_path) == [edited]
    assert atlases_on(tmp_path / "none") == []


def test_server_of_this_machine_answers(edited: Path) -> None:
    with local_server("127.0.0.1", 0, create_edit_app(edited)) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        with urlopen(f"http://127.0.0.1:{server.port}/edit/start/") as response:
            assert response.status == 200
        server.shutdown()


@pytest.mark.parametrize("token", ["", "short"])
def test_address_that_others_reach_needs_a_token(tmp_path: Path, token: str) -> None:
    runner = CliRunner()
    done = runner.invoke(main, ["edit", str(tmp_path), "--host", "0.0.0.0", "--port", "0", "--token", token])
    assert done.exit_code == 2
    assert "--token" in done.output
    assert edit.name == "edit"
    assert os.listdir(tmp_path) == []
