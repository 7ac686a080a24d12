"""Files are replaced whole or left as they were."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mapsvc import files
from mapsvc.errors import WriteError
from mapsvc.files import (
    folder_of,
    held_folder,
    make_folder,
    scratch_folder,
    sweep,
    write_atomic,
    write_folder,
    write_parts,
)

OLD, NEW = b"old\n", b"new\n" * 1000


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_file_is_made_and_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "harita ığüşöç.html"
    write_atomic(path, OLD)
    write_atomic(path, NEW)
    assert path.read_bytes() == NEW
    assert names(tmp_path) == [path.name]


def test_new_file_may_be_read_as_the_umask_says_and_an_old_one_keeps_its_mode(tmp_path: Path) -> None:
    umask = os.umask(0o022)
    os.umask(umask)
    path = tmp_path / "x"
    write_atomic(path, OLD)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~umask
    path.chmod(0o600)
    write_atomic(path, NEW)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_parts_are_written_one_after_the_other(tmp_path: Path) -> None:
    write_parts(tmp_path / "x", ("Bakü ", b"\xc4\xb1"))
    assert (tmp_path / "x").read_text("utf-8") == "Bakü ı"


def test_fault_in_the_midst_leaves_the_old_file(tmp_path: Path) -> None:
    def broken() -> Iterator[str]:
        yield "half"
        raise ZeroDivisionError

    path = tmp_path / "x"
    write_atomic(path, OLD)
    with pytest.raises(ZeroDivisionError):
        write_parts(path, broken())
    assert path.read_bytes() == OLD
    assert names(tmp_path) == ["x"]


def test_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(OLD)
    link.symlink_to(target)
    write_atomic(link, NEW)
    assert link.is_symlink()
    assert target.read_bytes() == NEW


def test_name_as_long_as_a_disk_takes_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("ü" * 125 + ".json")
    write_atomic(path, NEW)
    assert path.read_bytes() == NEW


@pytest.mark.parametrize("place", ["missing/x", "file/x", "folder"])
def test_place_that_cannot_be_is_one_clear_error(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(WriteError, match=f"cannot write .*{place}"):
        write_atomic(tmp_path / place, NEW)


def test_folder_below_a_file_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WriteError, match="cannot make the folder"):
        make_folder(tmp_path / "file" / "x")


def test_what_is_no_ordinary_file_is_written_to() -> None:
    write_atomic(Path(os.devnull), NEW)
    assert not Path(os.devnull).is_file()


def test_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "x"
    write_atomic(path, OLD)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="No space left on device"):
        write_atomic(path, NEW)
    assert path.read_bytes() == OLD
    assert names(tmp_path) == ["x"]


#: Writes one file again and again, old and new in turns, until it is killed.
WRITER = """
import sys
from pathlib import Path
from mapsvc.files import write_atomic
path, size = Path(sys.argv[1]), 4_000_000
print("ready", flush=True)
while True:
    for sign in (b"a", b"b"):
        write_atomic(path, sign * size)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_killed_writer_leaves_a_whole_file_and_the_next_one_sweeps_up(tmp_path: Path) -> None:
    path = tmp_path / "x"
    left = 0
    for moment in range(8):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(0.02 + 0.011 * moment)
            writer.send_signal(signal.SIGKILL)
        if path.exists():
            data = path.read_bytes()
            assert data in {b"a" * 4_000_000, b"b" * 4_000_000}
        left += len(names(tmp_path)) - path.exists()
    assert left > 0, "no kill fell into a write"
    write_atomic(path, NEW)
    assert names(tmp_path) == ["x"]


def test_sweep_leaves_what_is_being_written_and_what_is_not_ours(tmp_path: Path) -> None:
    foreign = tmp_path / ".notes.tmp"
    foreign.touch()
    (tmp_path / ".x.0123456789ab.tmp").touch()
    write_parts(tmp_path / "y", _sweeping(tmp_path))
    assert names(tmp_path) == [".notes.tmp", "y"]
    assert (tmp_path / "y").read_bytes() == NEW


def _sweeping(folder: Path) -> Iterator[bytes]:
    sweep(folder)
    yield NEW


@pytest.mark.skipif(shutil.which("mount") is None or os.geteuid() != 0, reason="mounts need root")
def test_writer_on_a_disk_that_is_full_says_so_and_ends_with_one(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(small)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        (small / "old.csv").write_bytes(OLD)
        tiny = Path(__file__).parent / "data" / "tiny"
        words = [
            "export",
            "line-drawn",
            "--format",
            "gpkg",
            "--atlas",
            str(tiny),
            "-o",
            str(small / "old.csv"),
        ]
        done = subprocess.run(
            [sys.executable, "-m", "mapsvc", *words], check=False, capture_output=True, text=True
        )
        assert done.returncode == 1
        assert "No space left on device" in done.stderr
        assert done.stderr.count("\n") == 1
        assert (small / "old.csv").read_bytes() == OLD
        assert names(small) == ["old.csv"]
    finally:
        subprocess.run(["umount", str(small)], check=False)


def test_folder_is_made_whole_with_those_above_it(tmp_path: Path) -> None:
    write_folder(tmp_path / "a" / "b", {"c/d.txt": "ç", "e": b"\0"})
    assert (tmp_path / "a" / "b" / "c" / "d.txt").read_text("utf-8") == "ç"
    assert names(tmp_path / "a") == ["b"]


def test_folder_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(WriteError):
        write_folder(tmp_path / "a", {"b": "1", "b/c": "2"})
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_bytes(OLD)
    with pytest.raises(WriteError):
        write_folder(tmp_path / "full", {"b": "1"})
    assert names(tmp_path) == ["full"]
    assert names(tmp_path / "full") == ["mine"]


def test_folder_that_stood_there_is_kept_where_asked(tmp_path: Path) -> None:
    write_folder(tmp_path / "a", {"b": "old"})
    with folder_of(tmp_path / "a", keep=tmp_path / "kept") as scratch:
        (scratch / "b").write_bytes(NEW)
    assert (tmp_path / "a" / "b").read_bytes() == NEW
    assert (tmp_path / "kept" / "b").read_bytes() == b"old"


def test_folder_of_a_killed_writer_is_swept_up_and_one_that_is_written_is_not(tmp_path: Path) -> None:
    left = tmp_path / ".a.0123456789ab.tmp"
    left.mkdir()
    (left / "half").write_bytes(OLD)
    with folder_of(tmp_path / "a") as scratch:
        assert not left.exists()
        sweep(tmp_path)
        assert scratch.is_dir()
    assert names(tmp_path) == ["a"]


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which nothing temporary can be written."""
    place = Path("/proc/nothing-here")
    monkeypatch.setattr(files, "_scratch_roots", lambda: iter((place,)))
    return place


def test_scratch_folder_is_private_and_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with scratch_folder() as folder:
        assert folder.parent == tmp_path
        assert folder.stat().st_mode & 0o777 == 0o700
        (folder / "a").write_bytes(b"1")
    assert list(tmp_path.iterdir()) == []


def test_scratch_folder_lies_in_shared_memory_where_no_other_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roots = (Path("/proc/nothing-here"), tmp_path)
    monkeypatch.setattr(files, "_scratch_roots", lambda: iter(roots))
    with scratch_folder() as folder:
        assert folder.parent == tmp_path
    monkeypatch.undo()
    monkeypatch.setenv("TMPDIR", "/first")
    assert [str(root) for root in files._scratch_roots()][:4] == ["/first", "/tmp", "/var/tmp", "/dev/shm"]


def test_scratch_folder_that_cannot_be_says_what_would_do(nowhere: Path) -> None:
    with pytest.raises(OSError, match="TMPDIR"), scratch_folder():
        pytest.fail("there is none")


def test_scratch_folder_of_a_killed_process_is_swept_and_that_of_a_living_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    code = (
        "import os, signal\nfrom mapsvc.files import scratch_folder\n"
        "with scratch_folder() as folder:\n    (folder / 'a').write_bytes(b'1')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    with scratch_folder() as living:
        subprocess.run([sys.executable, "-c", code], check=False)
        assert len(list(tmp_path.iterdir())) == 2
        with scratch_folder():
            left = {path for path in tmp_path.iterdir() if (path / "a").exists()}
            assert left == set()
            assert living.is_dir()


def test_folder_that_another_process_writes_is_one_clear_error(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom mapsvc.files import held_folder\n"
        "with held_folder(Path(sys.argv[1])):\n    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(WriteError, match="another process"), held_folder(tmp_path):
            pytest.fail("two write it")
        other.kill()
    with held_folder(tmp_path):
        pass
