"""The files that recipes made: none is served that is not what it was when they made it."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from mapsvc.atlas.problems import Problems
from mapsvc.atlas.registry import read_registry
from mapsvc.errors import AtlasError
from mapsvc.resources import atlas_root

#: Of files that are not what they should be so many are named.
_MOST_FILES = 3


class Derived:
    """
    The files that recipes made for an atlas, or for the ground of the package, with their checksums.

    Their addresses say that they never change, so none goes out that is not what it was.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._listed = read_registry(root, Problems())
        self._seen: dict[str, tuple[int, int]] = {}

    def holds(self, path: Path) -> bool:
        """Tell whether a file is one of them."""
        return path.is_relative_to(self._root) and path.relative_to(self._root).as_posix() in self._listed

    def read(self, path: Path) -> bytes:
        """
        Return the bytes of a file of them.

        Raises
        ------
        AtlasError
            If it has another checksum.
        """
        data = path.read_bytes()
        name = path.relative_to(self._root).as_posix()
        if sha256(data).hexdigest() != self._listed[name]:
            msg = f"{name} has a wrong checksum; restore it, or run `mapsvc check`."
            raise AtlasError(msg)
        return data

    def changed(self) -> list[str]:
        """Return the names of files that are missing or have another checksum; good ones are read once."""
        found = []
        for name, checksum in self._listed.items():
            path = self._root / name
            try:
                told = path.stat()
                mark = (told.st_mtime_ns, told.st_size)
                if self._seen.get(name) == mark:
                    continue
                if sha256(path.read_bytes()).hexdigest() == checksum:
                    self._seen[name] = mark
                else:
                    found.append(name)
            except OSError:
                found.append(name)
        return found


def told_of(changed: Sequence[str]) -> str:
    """Say which files are not what they should be."""
    more = f" and {len(changed) - _MOST_FILES} more" if len(changed) > _MOST_FILES else ""
    return f"wrong checksum or missing: {', '.join(changed[:_MOST_FILES])}{more}"


def hold_derived(root: Path) -> None:
    """
    Refuse an atlas of whose made files one is missing or not what it was.

    Raises
    ------
    AtlasError
        That names some of them, and what would do.
    """
    changed = Derived(root).changed()
    if changed:
        msg = (
            f"{root}: {told_of(changed)}; restore what recipes made, or run them again; "
            "`mapsvc check` lists all."
        )
        raise AtlasError(msg)


def derived_files(root: Path) -> tuple[Derived, ...]:
    """Return the made files of an atlas and those of the package's ground, which lies under every atlas."""
    return tuple(Derived(folder) for folder in dict.fromkeys((root, atlas_root(None))))
