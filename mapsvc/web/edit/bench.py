"""What all requests of the workbench share: the folder, the desk, the atlas as it can be read just now."""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from flask import current_app

from mapsvc.atlas.atlas_reading import read_atlas
from mapsvc.atlas.editing.desk import Desk
from mapsvc.atlas.problems import Problem, Problems
from mapsvc.atlas.store import Store
from mapsvc.templating import hash_static

Part = TypeVar("Part")
#: Name, time and length of each file: what tells whether anything was changed.
Signature = tuple[tuple[str, int, int], ...]


@dataclass
class Bench:
    """
    A folder on the workbench.

    Attributes
    ----------
    root
        It may hold no atlas yet, or not be there.
    shelf
        A folder in which there are several atlases to choose from; then `root` is the one that is open.
    who
        Whose name the changes bear.
    is_local
        Whether nobody but this machine can reach it: then it may be told to write elsewhere too.
    csrf
        What a page of ours must send back with everything that it asks to be changed.
    """

    root: Path
    shelf: Path | None = None
    who: str = ""
    is_local: bool = True
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    _lock: threading.RLock = field(default_factory=threading.RLock, repr=False)
    _desk: Desk | None = field(default=None, repr=False)
    _parts: dict[type[Any], Any] = field(default_factory=dict, repr=False)
    _read: tuple[Signature, Store | None, list[Problem]] | None = field(default=None, repr=False)

    @property
    def desk(self) -> Desk:
        """By which everything is written."""
        with self._lock:
            if self._desk is None or self._desk.root != self.root.absolute():
                self._desk = Desk(self.root, self.who)
            return self._desk

    def open(self, root: Path) -> None:
        """Work on another folder."""
        with self._lock:
            self.root, self._read = root, None
            self._parts.clear()

    def part(self, kind: type[Part]) -> Part:
        """Return what a room keeps of the folder between requests, made when it is first asked for."""
        with self._lock:
            if kind not in self._parts:
                self._parts[kind] = kind()
            found: Part = self._parts[kind]
            return found

    @cached_property
    def static_version(self) -> str:
        """Part of the address of what pages load."""
        return hash_static()

    @property
    def has_atlas(self) -> bool:
        """Tell whether there is an atlas in the folder."""
        return (self.root / "atlas.toml").is_file()

    def read(self) -> tuple[Store | None, list[Problem]]:
        """Return what can be read of the atlas, and the faults of the form of its files."""
        with self._lock:
            signature = self.signature()
            if self._read is None or self._read[0] != signature:
                problems = Problems()
                atlas = read_atlas(self.root, problems) if self.has_atlas else None
                self._read = signature, atlas, sorted(set(problems.found))
            return self._read[1], self._read[2]

    @property
    def atlas(self) -> Store | None:
        """What can be read of the atlas; nothing where there is none, or `atlas.toml` itself is at fault."""
        return self.read()[0]

    @property
    def last_atlas(self) -> Store | None:
        """What was read of the atlas last, before whatever changed since; read now where nothing was."""
        with self._lock:
            kept = self._read[1] if self._read else None
            return kept or self.atlas

    def signature(self) -> Signature:
        """Return what tells whether a file was changed, by whomever."""
        return tuple(sorted(_files_of(str(self.root), "")))


def _files_of(folder: str, above: str) -> Iterator[tuple[str, int, int]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        name = f"{above}{entry.name}"
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from _files_of(entry.path, f"{name}/")
            else:
                found = entry.stat()
                yield name, found.st_mtime_ns, found.st_size
        except OSError:  # it went meanwhile
            continue


def bench() -> Bench:
    """Return what the workbench works on."""
    found: Bench = current_app.extensions["mapsvc.bench"]
    return found
