"""A file of another program, and what its reader found in it: rows, records, faults."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from mapsvc.atlas.gazetteer.tables import decode_table

#: Rows of a file; what has more is data for a program, and no table that somebody reviews.
MOST_ROWS = 200_000


@dataclass(frozen=True)
class ForeignFile:
    """
    A file as it comes.

    Attributes
    ----------
    name, data
        Its name and its bytes.
    wanted
        What its records are to be, one of the targets; nothing to let the file say it.
    columns
        Fields by column, where a person said what a column holds; an empty field leaves it out.
    beside
        Other files of the same name, by suffix: a shapefile has several.
    read_words
        What reads the text of a document.
    """

    name: str
    data: bytes
    wanted: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, bytes] = field(default_factory=dict)
    read_words: Callable[[str, bytes], str] | None = None

    @property
    def stem(self) -> str:
        """Its name without what it ends in."""
        return PurePath(self.name).stem

    @property
    def suffix(self) -> str:
        """What its name ends in, in small letters."""
        return PurePath(self.name).suffix.lower()

    def decoded(self) -> tuple[str, str]:
        """Return its text without a mark before it, and the encoding that was found."""
        text, encoding = decode_table(self.data)
        return text.removeprefix("\ufeff"), encoding


@dataclass(frozen=True)
class SheetRow:
    """
    A row of a table, or a feature of a map.

    Attributes
    ----------
    where
        How a person finds it: `line 5`, `feature 2`.
    cells
        What stands in it, by column; of a feature its properties.
    geometry
        Of a feature: GeoJSON in EPSG:4326.
    id
        By which it may come back.
    """

    where: str
    cells: Mapping[str, str]
    geometry: Mapping[str, Any] | None = None
    id: str = ""


@dataclass(frozen=True)
class ForeignSheet:
    """Rows under one head, how they were read (a phrase for people), and what they usually are."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    how: str = ""
    usual: str | None = None


@dataclass(frozen=True)
class Incoming:
    """A record for a target, in the form of the atlas, and where it stands in its file."""

    target: str
    raw: dict[str, Any]
    where: str


@dataclass(frozen=True, order=True)
class Flaw:
    """What is wrong with a part of a file, and what would do."""

    where: str
    message: str

    def __str__(self) -> str:
        """Return one line."""
        return f"{self.where}: {self.message}" if self.where else self.message


@dataclass
class FileContent:
    """What a reader found: tables, records that need no columns, faults."""

    sheets: list[ForeignSheet] = field(default_factory=list)
    records: list[Incoming] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)


@dataclass(frozen=True)
class FileReader:
    """
    What reads files of one format.

    Attributes
    ----------
    called
        The format, for people.
    suffixes
        What names of such files end in.
    claims
        Tells from the name and the content whether a file is one.
    read
        Reads it; raises `ValueError` with what is wrong with the whole.
    """

    called: str
    suffixes: tuple[str, ...]
    claims: Callable[[ForeignFile], bool]
    read: Callable[[ForeignFile], FileContent]
