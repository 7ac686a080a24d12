"""An atlas folder that is being edited: every change is whole, can be undone, and overwrites nobody's."""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mapsvc.atlas.editing.inner_path import inner_path
from mapsvc.atlas.editing.journal import (
    EntryKind,
    FileStep,
    Journal,
    JournalEntry,
    digest_of_bytes,
    open_ends,
)
from mapsvc.atlas.editing.merging import merge_files
from mapsvc.errors import EditConflict, RequestError, WriteError
from mapsvc.files import read_whole, write_together

#: What was read lately is kept to be merged with what others write, in bytes.
_SEEN_BYTES = 64_000_000
#: A change that is made of what stands there is tried so often where others write too.
_TRIES = 5


@dataclass(frozen=True)
class FileChange:
    """
    What a file is to become.

    Attributes
    ----------
    path
        With strokes, inside of the atlas.
    base
        Digest of the bytes that the editor saw; nothing if there must be no such file yet.
    data
        All of it; nothing to remove it.
    """

    path: str
    base: str | None
    data: bytes | None


@dataclass(frozen=True)
class Saved:
    """
    What was saved.

    Attributes
    ----------
    entry
        Number of the change in the journal; 0 if nothing was different.
    base
        Digests of the files as they stand now.
    what
        In a few words what was changed.
    merged
        Paths of files that had been changed by others at other places: both changes stand in them.
    """

    entry: int
    base: Mapping[str, str]
    what: str = ""
    merged: tuple[str, ...] = ()


@dataclass
class Desk:
    """
    An atlas folder that is being edited; safe between threads, and beside other processes and editors.

    Attributes
    ----------
    root
        The folder.
    who
        Whose name the changes bear.
    """

    root: Path
    who: str = ""
    _lock: threading.RLock = field(default_factory=threading.RLock, repr=False)
    _seen: OrderedDict[str, bytes] = field(default_factory=OrderedDict, repr=False)

    def __post_init__(self) -> None:
        """Finish what another process began and did not end."""
        self.root = Path(self.root).absolute()
        self._journal = Journal(self.root)
        if self._journal.begun() is not None:
            with self._held():
                pass

    # ---- reading ----------------------------------------------------------------------------------------
    def read(self, path: str) -> tuple[bytes, str]:
        """Return the bytes of a file and their digest; nothing of both where there is none."""
        data = self._bytes_at(path)
        if data is None:
            return b"", ""
        digest = digest_of_bytes(data)
        self._remember(digest, data)
        return data, digest

    def seen(self, base: str) -> bytes | None:
        """Return what a file was when its digest was this; nothing where that is not kept any more."""
        return self._kept(base) if base else b""

    def history(self) -> list[JournalEntry]:
        """Return what was changed, the oldest first."""
        return self._journal.entries()

    def can(self) -> tuple[JournalEntry | None, JournalEntry | None]:
        """Return what would be undone and what would be made again."""
        done, undone = open_ends(self.history())
        return (done[-1] if done else None), (undone[-1] if undone else None)

    # ---- changing ---------------------------------------------------------------------------------------
    def save(self, changes: Sequence[FileChange], what: str) -> Saved:
        """
        Change files, all or none.

        Raises
        ------
        EditConflict
            If somebody else changed a file at the same place since the editor saw it.
        RequestError
            If a path is none of a file in the atlas.
        WriteError
            If it cannot be written: all files are as they were.
        """
        with self._held():
            return self._save(changes, what, "edit", 0)

    def edit(self, path: str, change: Callable[[str], str], what: str, base: str | None = None) -> Saved:
        """
        Change the text of a file.

        Parameters
        ----------
        change
            Takes the text and returns what it is to be.
        base
            Digest of what the editor saw: what others wrote since stays, and is a conflict only at the same
            place. Without it the text that stands there now is changed, whoever wrote it.

        Raises
        ------
        EditConflict, RequestError, WriteError
            As `save` does.
        """
        for tried in range(_TRIES):
            data, now = self.read(path)
            seen = data if base is None else self._kept(base)
            if seen is None:
                raise EditConflict(path, now, _shown(data), "")
            change_of = FileChange(path, (now if base is None else base) or None, _changed(seen, change))
            try:
                return self.save([change_of], what)
            except EditConflict:
                if base is not None or tried == _TRIES - 1:
                    raise
        raise AssertionError

    def undo(self) -> Saved | None:
        """Take the last change back; nothing if there is none."""
        return self._step_back("undo")

    def redo(self) -> Saved | None:
        """Make the change again that was taken back last; nothing if there is none."""
        return self._step_back("redo")

    def _step_back(self, kind: EntryKind) -> Saved | None:
        with self._held():
            done, undone = open_ends(self.history())
            entries = done if kind == "undo" else undone
            if not entries:
                return None
            entry = entries[-1]
            changes = []
            for step in entry.steps:
                base, wanted = (step.after, step.before) if kind == "undo" else (step.before, step.after)
                data = self._kept(wanted) if wanted else None
                if wanted and data is None:
                    msg = f"What {step.path!r} was before is no longer kept."
                    raise RequestError(msg)
                changes.append(FileChange(step.path, base or None, data))
            return self._save(changes, entry.what, kind, entry.n)

    # ---- inside -----------------------------------------------------------------------------------------
    @contextlib.contextmanager
    def _held(self) -> Iterator[None]:
        with self._lock, self._journal.held():
            self._recover()
            yield

    def _recover(self) -> None:
        """Finish a change that was begun: what it makes is kept whole before it begins."""
        entry = self._journal.begun()
        if entry is None:
            return
        files, ours = {}, True
        for step in entry.steps:
            now = digest_of_bytes(self._bytes_at(step.path))
            ours &= now in {step.before, step.after}
            if now == step.before != step.after:
                files[step.path] = self._kept(step.after) if step.after else None
        if ours and not any(data is None and self._after(entry, path) for path, data in files.items()):
            self._write(files, lambda: None)
            self._journal.finish(entry)
        else:  # somebody wrote there since: what he wrote stays, and what was begun can be read in the blobs
            self._journal.drop()

    @staticmethod
    def _after(entry: JournalEntry, path: str) -> str:
        return next(step.after for step in entry.steps if step.path == path)

    def _save(self, changes: Sequence[FileChange], what: str, kind: EntryKind, of: int) -> Saved:
        files: dict[str, bytes | None] = {}
        steps, merged = [], []
        for change in changes:
            theirs = self._bytes_at(change.path)
            data = change.data
            if digest_of_bytes(theirs) not in {change.base or "", digest_of_bytes(data)}:
                data = self._merged(change, theirs)
                merged.append(change.path)
            if data != theirs:
                files[change.path] = data
                steps.append(FileStep(change.path, self._journal.keep(theirs), self._journal.keep(data)))
        base = {
            change.path: digest_of_bytes(files.get(change.path, self._bytes_at(change.path)))
            for change in changes
        }
        if not steps:
            return Saved(0, base, what, tuple(merged))
        at = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        entry = JournalEntry(self._journal.next_number(), at, self.who, what, kind, tuple(steps), of)
        try:
            self._write(files, lambda: self._journal.begin(entry))
        except WriteError:
            self._take_back(entry)
            raise
        with contextlib.suppress(WriteError):  # what was begun stands for it until there is room
            self._journal.finish(entry)
        return Saved(entry.n, base, what, tuple(merged))

    def _take_back(self, entry: JournalEntry) -> None:
        """Bring files back of a change that could not be made whole; what cannot be now, `_recover` does."""
        if self._journal.begun() is None:
            return
        files = {
            step.path: self._kept(step.before) if step.before else None
            for step in entry.steps
            if digest_of_bytes(self._bytes_at(step.path)) == step.after
        }
        with contextlib.suppress(OSError):
            self._write(files, self._journal.drop)

    def _merged(self, change: FileChange, theirs: bytes | None) -> bytes:
        """Return what both wrote in one file; `EditConflict` where that is the same place."""
        base = self._kept(change.base) if change.base else b""
        now = digest_of_bytes(theirs)
        if theirs is None or change.data is None or base is None:
            raise EditConflict(change.path, now, _shown(theirs), _shown(change.data))
        return merge_files(change.path, base, theirs, change.data, now)

    def _write(self, files: Mapping[str, bytes | None], ready: Callable[[], object]) -> None:
        written = {inner_path(self.root, path): data for path, data in files.items() if data is not None}
        write_together(written, ready=ready)
        for path, data in files.items():
            if data is None:
                inner_path(self.root, path).unlink(missing_ok=True)
        for data in files.values():
            if data is not None:
                self._remember(digest_of_bytes(data), data)

    def _bytes_at(self, path: str) -> bytes | None:
        place = inner_path(self.root, path)
        try:
            return read_whole(place)
        except (FileNotFoundError, NotADirectoryError):
            return None

    def _kept(self, digest: str) -> bytes | None:
        """Return bytes that were read or written lately, or that the journal has."""
        with self._lock:
            return self._seen.get(digest) if digest in self._seen else self._journal.bytes_of(digest)

    def _remember(self, digest: str, data: bytes) -> None:
        with self._lock:
            self._seen[digest] = data
            self._seen.move_to_end(digest)
            while len(self._seen) > 1 and sum(map(len, self._seen.values())) > _SEEN_BYTES:
                self._seen.popitem(last=False)


def _changed(data: bytes, change: Callable[[str], str]) -> bytes:
    """Return the bytes of a changed text; the change sees its byte order mark and its line ends."""
    return change(data.decode("utf-8")).encode()


def _shown(data: bytes | None) -> str:
    return "" if data is None else data.decode("utf-8", "replace")
