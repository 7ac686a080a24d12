"""Write files so that a reader finds the old one or the new one, whole, whatever happens meanwhile."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import secrets
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from mapsvc.errors import WriteError

try:
    import fcntl
except ImportError:  # where it is missing, what a killed writer leaves stays until somebody removes it
    fcntl = None  # type: ignore[assignment]

if sys.platform == "win32":
    import msvcrt

#: What folders for what is temporary are called.
_SCRATCH_NAME = "mapsvc"
#: What a file is called until it is whole: hidden, beside its place, told by its end.
_SCRATCH = re.compile(r"\..{1,60}\.[0-9a-f]{12}\.tmp", re.DOTALL)


#: A file that people write is never longer; what is, or never ends, would take all memory, in bytes.
LARGEST = 256_000_000


def read_whole(path: Path, *, streams: bool = False) -> bytes:
    """
    Read a file that somebody else may have made.

    Parameters
    ----------
    path
        An ordinary file, or what leads to one.
    streams
        Whether a pipe is read too, which waits for whoever writes to it.

    Raises
    ------
    OSError
        If it cannot be read, is a device or the like, or has more than `LARGEST` bytes.
    """
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode) and not (streams and stat.S_ISFIFO(mode)):
        raise OSError(None, "it is no ordinary file")
    with path.open("rb") as file:
        return read_bounded(file)


def read_bounded(file: IO[bytes]) -> bytes:
    """Read a stream to its end; `OSError` if it has more than `LARGEST` bytes."""
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise OSError(None, f"it has more than {LARGEST // 1_000_000} MB; split it")
    return data


def write_atomic(path: Path, data: bytes, *, durable: bool = True) -> None:
    """
    Replace a file, or make it.

    Parameters
    ----------
    path
        Where it stands; its folder must exist. What is no ordinary file, such as a pipe, is written to.
    data
        All of it.
    durable
        Whether to wait until the disk has it, so that a cut of power leaves it whole too.

    Raises
    ------
    WriteError
        If it cannot be written; the old file is as it was.
    """
    write_parts(path, (data,), durable=durable)


def write_parts(path: Path, parts: Iterable[bytes | str], *, durable: bool = True) -> None:
    """
    Replace a file by parts that come one after the other; texts are written as UTF-8.

    Raises
    ------
    WriteError
        If it cannot be written; the old file is as it was.
    """
    try:
        with _place_of(path, durable=durable) as file:
            for part in parts:
                file.write(part.encode() if isinstance(part, str) else part)
    except WriteError:
        raise
    except OSError as error:
        msg = f"cannot write {str(path)!r}: {error.strerror or error}"
        raise WriteError(msg) from error


@contextlib.contextmanager
def _place_of(path: Path, *, durable: bool) -> Iterator[IO[bytes]]:
    """Open a file beside a place; when all is written, it takes the place."""
    if path.is_symlink():
        path = path.resolve()
    if path.exists() and not path.is_file() and not path.is_dir():
        with path.open("wb") as file:
            yield file
        return
    sweep(path.parent, path.name)
    scratch = path.parent / f".{_shortened(path.name)}.{secrets.token_hex(6)}.tmp"
    # Not `tempfile`, whose files nobody else may read.
    handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            _lock(file.fileno())
            yield file
            file.flush()
            if durable:
                os.fsync(file.fileno())
            with contextlib.suppress(OSError):
                scratch.chmod(path.stat().st_mode & 0o777)
            if fcntl is not None:  # while it is locked, so that nobody sweeps it up between
                scratch.replace(path)
        if fcntl is None:
            _replace_closed(scratch, path)
    except BaseException:
        with contextlib.suppress(OSError):
            scratch.unlink(missing_ok=True)
        raise
    if durable:
        sync_folder(path.parent)


@contextlib.contextmanager
def place_for(path: Path) -> Iterator[Path]:
    """Yield a name beside a place, to write a file under; when it is whole, it takes the place."""
    sweep(path.parent, path.name)
    scratch = path.parent / f".{_shortened(path.name)}.{secrets.token_hex(6)}.tmp"
    try:
        with scratch.open("xb") as file:
            _lock(file.fileno())  # so that nobody sweeps it up
            yield scratch
            if fcntl is not None:
                scratch.replace(path)
        if fcntl is None:
            _replace_closed(scratch, path)
    except OSError as error:
        msg = f"cannot write {str(path)!r}: {error.strerror or error}"
        raise WriteError(msg) from error
    finally:
        with contextlib.suppress(OSError):
            scratch.unlink(missing_ok=True)


def _replace_closed(scratch: Path, path: Path) -> None:
    """Give a file its place where none that is open can be moved; who reads it for a moment is waited for."""
    for wait in (0.02, 0.1, 0.5):
        try:
            scratch.replace(path)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    scratch.replace(path)


def write_together(files: Mapping[Path, bytes], *, ready: Callable[[], object] = lambda: None) -> None:
    """
    Replace several files, or make them with their folders.

    Parameters
    ----------
    files
        All of each by its place.
    ready
        Is called when the disk has all of them, before the first takes its place.

    Raises
    ------
    WriteError
        If one cannot be written. Unless `ready` was called, all are as they were.
    """
    now = Path()
    try:
        with contextlib.ExitStack() as stack:
            for now, data in files.items():
                now.parent.mkdir(parents=True, exist_ok=True)
                file = stack.enter_context(_place_of(now, durable=True))
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            ready()
    except WriteError:
        raise
    except OSError as error:
        msg = f"cannot write {str(now)!r}: {error.strerror or error}"
        raise WriteError(msg) from error


@contextlib.contextmanager
def waited_lock(path: Path) -> Iterator[None]:
    """
    Hold a file that one process at a time may hold, and wait for it; it is made if it is not there.

    Some network folders know no locks; there nobody waits.

    Raises
    ------
    OSError
        If it cannot be opened.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if sys.platform == "win32":
            with contextlib.suppress(OSError):
                msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
        else:
            _lock(handle)
        yield
    finally:
        os.close(handle)


def _shortened(name: str) -> str:
    """Return so much of a name that what is added to it still fits the longest that a disk takes."""
    return name[:40]


def make_folder(folder: Path) -> None:
    """Make a folder and those above it; `WriteError` if that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = f"cannot make the folder {str(folder)!r}: {error.strerror or error}"
        raise WriteError(msg) from error


def write_folder(folder: Path, files: Mapping[str, bytes | str]) -> None:
    """
    Make a folder with files in it, whole or not at all.

    Parameters
    ----------
    folder
        Where it is to stand: nothing may be there but an empty folder. Those above it are made.
    files
        Bytes, or text to be written as UTF-8, by path within the folder.

    Raises
    ------
    WriteError
        If it cannot be written; nothing is left behind.
    """
    with folder_of(folder) as scratch:
        for name, data in files.items():
            (scratch / name).parent.mkdir(parents=True, exist_ok=True)
            (scratch / name).write_bytes(data.encode() if isinstance(data, str) else data)


@contextlib.contextmanager
def folder_of(folder: Path, *, keep: Path | None = None) -> Iterator[Path]:
    """
    Give an empty folder beside a place; what was written into it then takes the place, whole.

    Parameters
    ----------
    folder
        The place; without `keep` nothing may be there but an empty folder.
    keep
        Where what stands there goes first, beside it.

    Raises
    ------
    WriteError
        If it cannot be written, or something came to be there meanwhile; nothing is left behind.
    """
    place = folder.resolve()
    make_folder(place.parent)
    sweep(place.parent, place.name)
    scratch = place.parent / f".{_shortened(place.name)}.{secrets.token_hex(6)}.tmp"
    handle = None
    try:
        scratch.mkdir()
        handle = _hold_folder(scratch)
        yield scratch
        for path in scratch.rglob("*"):
            sync_folder(path)
        _give_place(scratch, place, keep)
        sync_folder(place.parent)
    except OSError as error:
        msg = f"cannot write {str(folder)!r}: {error.strerror or error}"
        raise WriteError(msg) from error
    finally:
        if handle is not None:
            os.close(handle)
        shutil.rmtree(scratch, ignore_errors=True)


def _give_place(scratch: Path, place: Path, keep: Path | None) -> None:
    if keep is not None and place.exists():
        place.rename(keep)
        try:
            scratch.rename(place)
        except BaseException:
            keep.rename(place)
            raise
        return
    if place.is_dir() and place == Path.cwd():
        # Whoever stands in it would be left in a folder that is no more.
        for path in scratch.iterdir():
            path.rename(place / path.name)
        return
    if place.is_dir():
        place.rmdir()
    scratch.rename(place)


@contextlib.contextmanager
def held_folder(folder: Path) -> Iterator[None]:
    """
    Hold a folder for as long as it is written by one process.

    Raises
    ------
    WriteError
        If another process holds it.
    """
    handle = None
    try:
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
        if handle is not None and fcntl is not None:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                msg = f"another process is writing {str(folder)!r}; wait for it, or name another folder."
                raise WriteError(msg) from error
            except OSError:  # some network folders know no locks
                pass
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _hold_folder(folder: Path) -> int | None:
    """Lock a folder that is being written, so that nobody sweeps it up; return its handle."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        _lock(handle)
        return handle
    return None


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """
    Give an empty folder that goes when all is done; what a killed process left of such is swept before.

    It lies where the system keeps what is temporary, or in its shared memory where nothing can be written
    there, as in a container whose root is read-only.

    Raises
    ------
    OSError
        If there is neither.
    """
    errors = []
    for root in _scratch_roots():
        sweep(root, _SCRATCH_NAME)
        scratch = root / f".{_SCRATCH_NAME}.{secrets.token_hex(6)}.tmp"
        try:
            scratch.mkdir(mode=0o700)
        except OSError as error:
            errors.append(f"{root}: {error.strerror}")
            continue
        handle = _hold_folder(scratch)
        try:
            yield scratch
        finally:
            if handle is not None:
                os.close(handle)
            shutil.rmtree(scratch, ignore_errors=True)
        return
    msg = (
        f"nothing temporary can be written ({'; '.join(errors)}); give it a folder by TMPDIR or --tmpfs /tmp"
    )
    raise OSError(errno.EROFS, msg)


def _scratch_roots() -> Iterator[Path]:
    named = (os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP"))
    yield from (Path(name) for name in dict.fromkeys([*filter(None, named), "/tmp", "/var/tmp", "/dev/shm"]))
    if os.name == "nt":
        yield Path(tempfile.gettempdir())


def sync_folder(folder: Path) -> None:
    """Wait until the disk knows the names in a folder (or the bytes of a file), where it can be opened."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(folder: Path, name: str = "") -> None:
    """
    Remove what writers that were killed left in a folder.

    Parameters
    ----------
    folder
        Where to look; not in the folders below.
    name
        Only what was to become this file; every file when not given.
    """
    if fcntl is None:
        return
    start = f".{_shortened(name)}." if name else "."
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(start) and _SCRATCH.fullmatch(entry.name):
                # Remove what no living process is writing: whoever writes holds its lock.
                scratch = Path(entry.path)
                with contextlib.suppress(OSError):
                    handle = os.open(scratch, os.O_RDONLY)
                    try:
                        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        if scratch.is_dir():
                            shutil.rmtree(scratch)
                        else:
                            scratch.unlink()
                    finally:
                        os.close(handle)


def _lock(handle: int) -> None:
    if fcntl is not None:
        # Some network folders know no locks; there a sweep finds none either.
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)


def compact_json(value: Any) -> str:
    """Return a value as JSON without spaces, letters as they are; `ValueError` for what JSON cannot say."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
