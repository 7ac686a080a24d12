"""What was changed in an atlas, by whom, and what stood there before: kept in its folder `.mapsvc`."""

from __future__ import annotations

import contextlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from mapsvc.files import compact_json, make_folder, sync_folder, waited_lock, write_atomic

#: Where an editor keeps what is its own; no part of the atlas.
OWN_FOLDER = ".mapsvc"
#: So many changes can be undone; what is older goes.
MOST_ENTRIES = 500

EntryKind = Literal["edit", "undo", "redo"]


def digest_of_bytes(data: bytes | None) -> str:
    """Return what bytes are known by; nothing where there is no file."""
    return sha256(data).hexdigest() if data is not None else ""


@dataclass(frozen=True)
class FileStep:
    """What happened to one file: the digest of what stood there, and of what stands there since."""

    path: str
    before: str
    after: str


@dataclass(frozen=True)
class JournalEntry:
    """
    A change of one file or of several at once.

    Attributes
    ----------
    n
        Its number, counted from 1.
    at
        When, in UTC: `2026-11-30T21:40:00Z`.
    who, what
        Who made it, and in a few words what it was.
    of
        The number of the entry that it takes back or makes again; 0 for an edit.
    """

    n: int
    at: str
    who: str
    what: str
    kind: EntryKind
    steps: tuple[FileStep, ...]
    of: int = 0


class Journal:
    """
    The changes of an atlas in order, and the bytes that they need.

    Parameters
    ----------
    root
        Folder of the atlas.
    """

    def __init__(self, root: Path) -> None:
        self._folder = root / OWN_FOLDER
        self._entries, self._blobs = self._folder / "journal", self._folder / "blobs"
        self._pending = self._folder / "pending.json"

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Keep other processes from changing the atlas meanwhile; `WriteError` if nothing can be written."""
        for folder in (self._entries, self._blobs):
            make_folder(folder)
        ignored = self._folder / ".gitignore"
        if not ignored.exists():
            write_atomic(ignored, b"*\n", durable=False)
        with waited_lock(self._folder / "lock"):
            yield

    # ---- bytes ------------------------------------------------------------------------------------------
    def keep(self, data: bytes | None) -> str:
        """Keep bytes, and return what they are known by."""
        digest = digest_of_bytes(data)
        if data is not None and not (self._blobs / digest).exists():
            write_atomic(self._blobs / digest, zlib.compress(data, 3))
        return digest

    def bytes_of(self, digest: str) -> bytes | None:
        """Return what was kept, or nothing if it is not there, or no longer what it was."""
        with contextlib.suppress(OSError, zlib.error):
            data = zlib.decompress((self._blobs / digest).read_bytes())
            return data if digest_of_bytes(data) == digest else None
        return None

    # ---- entries ----------------------------------------------------------------------------------------
    def entries(self) -> list[JournalEntry]:
        """Return the changes, the oldest first; one that cannot be read is left out."""
        return [entry for path in self._files() if (entry := _read_entry(path)) is not None]

    def next_number(self) -> int:
        """Return the number of the change that comes next."""
        return int(files[-1].stem) + 1 if (files := self._files()) else 1

    def begin(self, entry: JournalEntry) -> None:
        """Note what is about to be done: if the process ends meanwhile, the next one finishes it."""
        write_atomic(self._pending, compact_json(asdict(entry)).encode())

    def finish(self, entry: JournalEntry) -> None:
        """Note that it is done, or that `entry` never was: `drop` what was begun."""
        write_atomic(self._entries / f"{entry.n:08}.json", compact_json(asdict(entry)).encode())
        self.drop()
        self._forget_old()

    def drop(self) -> None:
        """Forget what was begun."""
        self._pending.unlink(missing_ok=True)
        sync_folder(self._folder)

    def begun(self) -> JournalEntry | None:
        """Return what was begun and not finished."""
        return _read_entry(self._pending)

    def _files(self) -> list[Path]:
        return sorted(path for path in self._entries.glob("*.json") if path.stem.isdecimal())

    def _forget_old(self) -> None:
        """Remove changes beyond the last ones, and bytes that no change needs any more."""
        files = self._files()
        if len(files) <= MOST_ENTRIES * 11 // 10:
            return
        for path in files[:-MOST_ENTRIES]:
            path.unlink(missing_ok=True)
        needed = {digest for entry in self.entries() for step in entry.steps for digest in _digests(step)}
        for path in self._blobs.iterdir():
            if path.name not in needed:
                path.unlink(missing_ok=True)


def _digests(step: FileStep) -> tuple[str, str]:
    return step.before, step.after


def _read_entry(path: Path) -> JournalEntry | None:
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        found: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return JournalEntry(**{**found, "steps": tuple(FileStep(**step) for step in found["steps"])})
    return None


def open_ends(entries: Sequence[JournalEntry]) -> tuple[list[JournalEntry], list[JournalEntry]]:
    """Return the edits that can be undone and those that can be made again; the next one is the last."""
    by_number = {entry.n: entry for entry in entries}
    done: list[JournalEntry] = []
    undone: list[JournalEntry] = []
    for entry in entries:
        if entry.kind == "edit":
            done, undone = [*done, entry], []
            continue
        source, target = (done, undone) if entry.kind == "undo" else (undone, done)
        meant = by_number.get(entry.of)
        if meant is not None and meant in source:
            source.remove(meant)
            target.append(meant)
    return done, undone
