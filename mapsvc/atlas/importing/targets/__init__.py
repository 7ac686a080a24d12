"""What the records of a file may become. A file of this room that makes a `TARGET` is one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mapsvc.atlas.importing.atlas_edits import AtlasEdits
from mapsvc.atlas.importing.columns import FieldRow
from mapsvc.atlas.importing.foreign_files import Flaw, ForeignFile, ForeignSheet, Incoming


@dataclass(frozen=True)
class Target:
    """
    What records may become.

    Attributes
    ----------
    name
        As `--as` has it.
    rank
        In which order targets are entered: what others name comes first.
    fits
        How well a table fits, given the columns by field; 0 if not at all.
    records
        Makes records of a row; raises `ValueError` with what is wrong with it.
    enter
        Enters records into the files of an atlas; yields what is wrong with single ones.
    """

    name: str
    rank: int
    fits: Callable[[ForeignSheet, Mapping[str, str]], float]
    records: Callable[[FieldRow], list[dict[str, Any]]]
    enter: Callable[[Sequence[Incoming], AtlasEdits, ForeignFile], Iterable[Flaw]]


def share_of(fields: Mapping[str, str], *wanted: str) -> float:
    """Return how many of some fields a table has, out of one; 0 if the first is missing."""
    return 0.0 if wanted[0] not in fields else sum(field in fields for field in wanted) / len(wanted)


def kinds_of(sheet: ForeignSheet) -> set[str]:
    """Return the kinds of geometry that the rows of a table have, those of several parts as of one."""
    return {str(row.geometry.get("type", "")).removeprefix("Multi") for row in sheet.rows if row.geometry}
