"""What is edited in an atlas: whole, undone across restarts, never over what somebody else wrote."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NoReturn

import pytest

import mapsvc.files
from mapsvc.atlas.atlas_reading import digest_of
from mapsvc.atlas.editing import desk as desk_module
from mapsvc.atlas.editing.desk import Desk, FileChange
from mapsvc.atlas.editing.journal import OWN_FOLDER, Journal
from mapsvc.errors import EditConflict, RequestError, WriteError

EVENT = "events/a.toml"
TOML = b'on = "1815"  # the year\ncertainty = "attested"\n\n[title]\nen = "A"\n'


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "atlas").mkdir()
    made = Desk(tmp_path / "atlas", "Ada")
    made.save([FileChange(EVENT, None, TOML)], "first")
    return made


def again(desk: Desk, who: str = "Berta") -> Desk:
    """Another process at the same folder."""
    return Desk(desk.root, who)


def test_change_is_written_with_its_folder_and_nothing_is_left_beside_it(desk: Desk) -> None:
    assert (desk.root / EVENT).read_bytes() == TOML
    assert [path.name for path in desk.root.rglob("*") if path.name.endswith(".tmp")] == []
    assert {path.name for path in desk.root.iterdir()} == {"events", OWN_FOLDER}


def test_journal_is_no_part_of_the_atlas(desk: Desk) -> None:
    before = digest_of(desk.root)
    desk.edit(EVENT, lambda text: text.replace("1815", "1816"), "later")
    changed = digest_of(desk.root)
    desk.undo()
    assert (digest_of(desk.root), changed == before) == (before, False)
    assert (desk.root / OWN_FOLDER / ".gitignore").read_text("utf-8") == "*\n"


def test_undo_and_redo_go_through_restarts_and_name_who(desk: Desk) -> None:
    other = again(desk)
    other.edit(EVENT, lambda text: text.replace("1815", "1816"), "a year later")
    undone = again(desk).undo()
    assert undone is not None
    assert (undone.what, (desk.root / EVENT).read_bytes()) == ("a year later", TOML)
    again(desk).redo()
    assert b"1816" in (desk.root / EVENT).read_bytes()
    assert [(entry.who, entry.kind) for entry in desk.history()] == [
        ("Ada", "edit"), ("Berta", "edit"), ("Berta", "undo"), ("Berta", "redo")
    ]  # fmt: skip


def test_file_that_was_made_is_gone_after_undo_and_back_after_redo(desk: Desk) -> None:
    assert desk.undo() is not None
    assert not (desk.root / EVENT).exists()
    assert desk.undo() is None
    assert desk.redo() is not None
    assert (desk.root / EVENT).read_bytes() == TOML
    assert desk.redo() is None


def test_new_change_after_undo_ends_what_could_be_made_again(desk: Desk) -> None:
    desk.edit(EVENT, lambda text: text.replace("1815", "1816"), "one")
    desk.undo()
    desk.edit(EVENT, lambda text: text.replace("1815", "1817"), "two")
    assert desk.redo() is None
    desk.undo()
    assert (desk.root / EVENT).read_bytes() == TOML


def test_what_is_the_same_is_no_change(desk: Desk) -> None:
    assert desk.edit(EVENT, str, "nothing").entry == 0
    assert len(desk.history()) == 1


def test_two_who_write_at_different_places_both_stand(desk: Desk) -> None:
    _, base = desk.read(EVENT)
    again(desk).edit(EVENT, lambda text: text.replace("attested", "inferred"), "grade", base)
    done = desk.edit(EVENT, lambda text: text.replace('"1815"', '"1816"'), "year", base)
    assert done.merged == (EVENT,)
    assert (desk.root / EVENT).read_bytes() == TOML.replace(b"attested", b"inferred").replace(
        b'"1815"', b'"1816"'
    )


def test_later_of_two_at_one_place_is_told_and_overwrites_nothing(desk: Desk) -> None:
    _, base = desk.read(EVENT)
    again(desk).edit(EVENT, lambda text: text.replace("1815", "1816"), "theirs", base)
    with pytest.raises(EditConflict) as told:
        desk.edit(EVENT, lambda text: text.replace("1815", "1817"), "yours", base)
    assert (told.value.path, told.value.theirs, told.value.yours) == (EVENT, "on: 1816", "on: 1817")
    assert b"1816" in (desk.root / EVENT).read_bytes()
    # Who keeps his own saves on what stands there now.
    desk.edit(EVENT, lambda text: text.replace("1816", "1817"), "yours", told.value.base)
    assert b"1817" in (desk.root / EVENT).read_bytes()


def test_text_editor_beside_is_not_overwritten(desk: Desk) -> None:
    _, base = desk.read(EVENT)
    (desk.root / EVENT).write_bytes(TOML.replace(b"1815", b"1900"))
    with pytest.raises(EditConflict):
        desk.save([FileChange(EVENT, base, TOML.replace(b"1815", b"1816"))], "mine")
    assert b"1900" in (desk.root / EVENT).read_bytes()


def test_undo_leaves_what_others_wrote_since(desk: Desk) -> None:
    desk.edit(EVENT, lambda text: text.replace("1815", "1816"), "year")
    path = desk.root / EVENT
    path.write_bytes(path.read_bytes().replace(b"attested", b"inferred"))
    desk.undo()
    assert path.read_bytes() == TOML.replace(b"attested", b"inferred")


def test_file_that_somebody_removed_is_a_conflict(desk: Desk) -> None:
    _, base = desk.read(EVENT)
    (desk.root / EVENT).unlink()
    with pytest.raises(EditConflict):
        desk.save([FileChange(EVENT, base, b"x = 1\n")], "mine")
    assert not (desk.root / EVENT).exists()


def test_two_writers_at_once_lose_nothing(desk: Desk) -> None:
    desk.save([FileChange("control.csv", None, b"n\n")], "head")
    desks = [again(desk, name) for name in ("one", "two")]

    def write(at: int) -> None:
        for n in range(12):
            desks[at].edit("control.csv", lambda text, n=n: f"{text}{at}-{n}\n", "row")  # type: ignore[misc]

    threads = [threading.Thread(target=write, args=(at,)) for at in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = (desk.root / "control.csv").read_text("utf-8").splitlines()[1:]
    assert sorted(rows) == sorted(f"{at}-{n}" for at in (0, 1) for n in range(12))
    assert [row for row in rows if row.startswith("0")] == [f"0-{n}" for n in range(12)]


def test_all_files_of_a_change_or_none(desk: Desk) -> None:
    _, base = desk.read(EVENT)
    with pytest.raises(EditConflict):
        desk.save([FileChange("b.toml", None, b"b = 1\n"), FileChange(EVENT, "0" * 64, b"x")], "both")
    assert not (desk.root / "b.toml").exists()
    assert desk.read(EVENT)[1] == base


def write_on(root: Path, ready: int) -> NoReturn:
    """Save two files that say the same number, again and again, and say when it begins."""
    desk = Desk(root)
    os.write(ready, b".")
    while True:
        data, base = desk.read("one.toml")
        made = f"n = {int(data.split()[-1]) + 1 if data else 0}\n".encode()
        desk.save([FileChange(name, base or None, made) for name in ("one.toml", "two.toml")], "n")


def test_atlas_opens_after_kills_while_saving_and_both_files_of_a_change_stand(tmp_path: Path) -> None:
    seen = -1
    for turn in range(20):
        said, ready = os.pipe()
        writer = os.fork()
        if not writer:
            write_on(tmp_path, ready)
        os.read(said, 1)
        time.sleep(0.02 + turn * 0.004)  # wherever it is then
        os.kill(writer, signal.SIGKILL)
        os.waitpid(writer, 0)
        os.close(said)
        os.close(ready)
        opened = Desk(tmp_path)
        one, two = opened.read("one.toml")[0], opened.read("two.toml")[0]
        assert one == two
        n = int(one.split()[-1]) if one else -1
        assert n >= seen
        seen = n
        assert Journal(tmp_path).begun() is None
    assert seen > 0
    numbers = [entry.n for entry in Desk(tmp_path).history()]
    assert numbers == list(range(numbers[0], seen + 2))


@pytest.mark.parametrize("done", [0, 1])
def test_change_that_ended_between_two_files_is_finished(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, done: int
) -> None:
    """As a kill would leave it: begun, some files written, nothing noted."""

    def end_there(files: dict[Path, bytes], *, ready: object) -> None:
        ready()  # type: ignore[operator]
        for path, data in [*files.items()][:done]:
            path.write_bytes(data)
        raise KeyboardInterrupt

    _, base = desk.read(EVENT)
    with monkeypatch.context() as patch:
        patch.setattr(desk_module, "write_together", end_there)
        with pytest.raises(KeyboardInterrupt):
            desk.save(
                [FileChange(EVENT, base, b"on = '1'\n"), FileChange("b.toml", None, b"b = 1\n")], "both"
            )
    opened = again(desk)
    assert (opened.read(EVENT)[0], opened.read("b.toml")[0]) == (b"on = '1'\n", b"b = 1\n")
    assert opened.history()[-1].what == "both"
    opened.undo()
    assert ((desk.root / EVENT).read_bytes(), (desk.root / "b.toml").exists()) == (TOML, False)


#: Saves a file longer than the disk has room for.
FULL = """
import resource, sys
from mapsvc.atlas.editing.desk import Desk, FileChange
from mapsvc.errors import WriteError
desk = Desk(sys.argv[1])
base = desk.read("events/a.toml")[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))
import random
noise = random.Random(1).randbytes(60_000).hex().encode()
try:
    desk.save([FileChange("s.toml", None, b"a = 1"), FileChange("events/a.toml", base, noise)], "too much")
except WriteError as error:
    print(error)
"""


def test_full_disk_is_one_clear_line_and_every_file_is_as_it_was(desk: Desk) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(desk.root)], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("cannot write ")
    assert done.stdout.count("\n") == 1
    assert (desk.root / EVENT).read_bytes() == TOML
    assert not (desk.root / "s.toml").exists()
    assert [path for path in desk.root.rglob("*.tmp")] == []
    opened = again(desk)
    assert [entry.what for entry in opened.history()] == ["first"]


def test_file_that_cannot_take_its_place_takes_the_others_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, _ = mapsvc.files.write_together, desk.read(EVENT)
    failed: list[int] = []

    def fail_once(files: dict[Path, bytes], *, ready: object) -> None:
        if failed:
            real(files, ready=ready)  # type: ignore[arg-type]
            return
        failed.append(1)
        ready()  # type: ignore[operator]
        path, data = next(iter(files.items()))
        path.write_bytes(data)
        msg = "cannot write"
        raise WriteError(msg)

    monkeypatch.setattr(desk_module, "write_together", fail_once)
    with pytest.raises(WriteError):
        desk.save([FileChange(EVENT, desk.read(EVENT)[1], b"a = 1"), FileChange("b.toml", None, b"")], "both")
    assert (desk.root / EVENT).read_bytes() == TOML
    assert not (desk.root / "b.toml").exists()
    assert len(again(desk).history()) == 1


@pytest.mark.parametrize(
    "path",
    [
        "../a", "/etc/passwd", "a/../../b", "a//b", "", ".", "a\0b", ".mapsvc/lock", ".git/config", "c:/a",
        "events\\a.toml", "con", "NUL.toml", "aux/a", "a.", "a ", "a:b", "x" * 200, "a\u202eb", "\ud800",
        "events/.a.tmp", "com1.txt", "a?b", "a/b|c",
    ],
)  # fmt: skip
def test_path_that_is_none_of_an_atlas_is_refused(desk: Desk, path: str) -> None:
    with pytest.raises(RequestError):
        desk.read(path)
    with pytest.raises(RequestError):
        desk.save([FileChange(path, None, b"x")], "x")
    assert len(desk.history()) == 1


@pytest.mark.parametrize("name", ["events/ığüşöç.toml", "texts/диван.txt", "sources.json", "a b.txt"])
def test_name_of_other_letters_is_none_the_less_a_name(desk: Desk, name: str) -> None:
    desk.save([FileChange(name, None, b"x")], "x")
    assert (desk.root / name).read_bytes() == b"x"


def test_link_that_leads_out_is_refused(desk: Desk, tmp_path: Path) -> None:
    outside = tmp_path / "secret.toml"
    outside.write_bytes(b"a = 1\n")
    (desk.root / "link.toml").symlink_to(outside)
    (desk.root / "folder").symlink_to(tmp_path)
    (desk.root / "loop").symlink_to("loop")
    for path in ("link.toml", "folder/secret.toml", "folder/new.toml", "loop"):
        with pytest.raises(RequestError):
            desk.read(path)
        with pytest.raises(RequestError):
            desk.save([FileChange(path, None, b"x")], "x")
    assert outside.read_bytes() == b"a = 1\n"
    assert not (tmp_path / "new.toml").exists()
