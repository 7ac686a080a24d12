"""The readers of foreign files. A file of this room that makes a `READER` is one."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from mapsvc.atlas.importing.foreign_files import FileContent, FileReader, ForeignFile
from mapsvc.atlas.known_files import know_binary, know_text

#: Of those that claim a file the first reads it: what tells a format by its content stands before what takes
#: the suffix alone.
FOREIGN_READERS: tuple[FileReader, ...] = tuple(
    sorted(
        (import_module(f"{__name__}.{found.name}").READER for found in pkgutil.iter_modules(__path__)),
        key=lambda reader: (".txt" in reader.suffixes, ".csv" in reader.suffixes, reader.called),
    )
)


def read_foreign(file: ForeignFile) -> tuple[FileReader, FileContent]:
    """
    Read a file of another program.

    Raises
    ------
    ValueError
        That says what it is, and what would do.
    """
    reader = next((reader for reader in FOREIGN_READERS if reader.claims(file)), None)
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
