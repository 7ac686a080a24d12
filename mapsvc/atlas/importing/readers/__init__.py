"""The readers of foreign files. A file of this room that makes a `READER` is one."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from mapsvc.atlas.importing.foreign_files import FileContent, FileReader, ForeignFile
from mapsvc.atlas.known_files import know_binary, know_text


def takes_the_suffix_alone(reader: FileReader) -> bool:
    """Tell whether a reader claims a file for its name, whatever it holds."""
    return any(reader.claims(ForeignFile(f"x{suffix}", b"")) for suffix in reader.suffixes)


def _rank(reader: FileReader) -> tuple[bool, bool, bool, str]:
    by_name = takes_the_suffix_alone(reader)
    return ".txt" in reader.suffixes, ".csv" in reader.suffixes, by_name, reader.called


#: Of those that claim a file the first reads it: what tells a format by its content stands before what takes
#: the suffix alone.
FOREIGN_READERS: tuple[FileReader, ...] = tuple(
    sorted(
        (import_module(f"{__name__}.{found.name}").READER for found in pkgutil.iter_modules(__path__)),
        key=_rank,
    )
)


def _reader_of(file: ForeignFile) -> FileReader | None:
    """Return what reads a file; nothing where its name alone says what its first bytes deny."""
    reader = next((reader for reader in FOREIGN_READERS if reader.claims(file)), None)
    # A document is no plain text either; its own readers know it.
    if reader is None or ".txt" in reader.suffixes or not takes_the_suffix_alone(reader):
        return reader
    return None if know_binary(file.data) else reader


def read_foreign(file: ForeignFile) -> tuple[FileReader, FileContent]:
    """
    Read a file of another program.

    Raises
    ------
    ValueError
        That says what it is, and what would do.
    """
    reader = _reader_of(file)
    if reader is None:
        kind = know_binary(file.data) or know_text(file.name, file.decoded()[0])
        formats = ", ".join(dict.fromkeys(suffix for reader in FOREIGN_READERS for suffix in reader.suffixes))
        msg = f"it is {kind.called}; {kind.for_places}" if kind else f"it is of no known form ({formats})"
        raise ValueError(msg)
    try:
        return reader, reader.read(file)
    except RecursionError as error:
        msg = "it is nested too deep"
        raise ValueError(msg) from error
