"""What the stores ask of a database, and SQLite as one: all that differs between two stands here."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

from mapsvc.errors import AtlasError

Values = Sequence[Any]
#: Is told that a part of something long is done.
Step = Callable[[], object]
#: What SQLite may keep of a file in memory, in KiB, a thread.
_PAGES_KIB = 8192


class Database(Protocol):
    """
    A database as the stores use it.

    Statements are plain SQL with `?` where a value goes; a database that writes it in another way puts its
    own sign there. No value is ever part of a statement.
    """

    #: Under what the atlas is named in messages.
    place: Path

    def rows(self, statement: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """Return what a statement finds."""

    def change(self, statement: str, rows: Iterable[Values] = ((),)) -> None:
        """Run a statement that changes something, once for each row of values."""

    def is_there(self) -> bool:
        """Tell whether it can still be asked."""


class Sqlite:
    """
    A file of SQLite, read by many threads and processes at once.

    Parameters
    ----------
    place
        The file.
    writes
        Whether it is made or changed; all changes are one transaction until `close`.
    """

    def __init__(self, place: Path, *, writes: bool = False) -> None:
        self.place = place
        self._writes = writes
        self._local = threading.local()

    def rows(self, statement: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """Return what a statement finds."""
        try:
            with closing(self._connection().execute(statement, values)) as cursor:
                return cursor.fetchall()
        except sqlite3.Error as error:
            msg = f"{str(self.place)!r} cannot be read: {error}."
            raise AtlasError(msg) from error

    def change(self, statement: str, rows: Iterable[Values] = ((),)) -> None:
        """Run a statement that changes something, once for each row of values."""
        self._connection().executemany(statement, rows)

    def is_there(self) -> bool:
        """Tell whether the file is still there."""
        return self.place.is_file()

    def close(self) -> None:
        """Keep all changes."""
        connection = self._connection()
        connection.commit()
        connection.execute("PRAGMA optimize")
        connection.close()
        self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        # One for each thread, and none that another process has opened: a fork must not share it.
        mark = os.getpid()
        if getattr(self._local, "mark", None) != mark:
            self._local.opened = self._open()
            self._local.mark = mark
        opened: sqlite3.Connection = self._local.opened
        return opened

    def _open(self) -> sqlite3.Connection:
        mode = "rwc" if self._writes else "ro"
        opened = sqlite3.connect(f"{self.place.absolute().as_uri()}?mode={mode}", uri=True)
        opened.execute(f"PRAGMA cache_size = -{_PAGES_KIB}")
        # Functions and views of a file that somebody else made run nothing.
        opened.execute("PRAGMA trusted_schema = OFF")
        if self._writes:
            opened.execute("PRAGMA synchronous = OFF")
        return opened
