"""What an import would do: what was read, what is wrong by line, which files of the atlas would change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from mapsvc.atlas.editing.desk import FileChange
from mapsvc.atlas.importing import targets
from mapsvc.atlas.importing.atlas_edits import AtlasEdits
from mapsvc.atlas.importing.columns import fields_of, rows_by_field, unread_columns
from mapsvc.atlas.importing.foreign_files import Flaw, ForeignFile, ForeignSheet, Incoming, SheetRow
from mapsvc.atlas.importing.readers import read_foreign
from mapsvc.atlas.importing.returned_features import take_returned
from mapsvc.atlas.importing.targets import Target

_FOUND = [import_module(f"{targets.__name__}.{found.name}") for found in iter_modules(targets.__path__)]
#: All that records may become, in the order in which it is entered.
TARGETS: tuple[Target, ...] = tuple(sorted((m.TARGET for m in _FOUND), key=lambda target: target.rank))


@dataclass(frozen=True)
class ReadSheet:
    """A table, what its rows became, its columns by field, and the columns that were not read."""

    sheet: ForeignSheet
    target: str
    fields: Mapping[str, str]
    unread: Sequence[str]


@dataclass
class Preview:
    """
    An import before anything is written.

    Attributes
    ----------
    name, called
        Of the file, and its format.
    sheets
        Its tables, with what their columns were taken for.
    records
        What enters, in the form of the atlas.
    problems
        What is wrong, by line.
    """

    name: str
    called: str = ""
    sheets: list[ReadSheet] = field(default_factory=list)
    records: list[Incoming] = field(default_factory=list)
    problems: list[Flaw] = field(default_factory=list)
    _edits: AtlasEdits | None = None

    def changes(self) -> list[FileChange]:
        """Return the files of the atlas that would change, as a desk saves them."""
        return self._edits.changes() if self._edits is not None else []


def target_names() -> tuple[str, ...]:
    """Return what records may become."""
    return tuple(target.name for target in TARGETS)


def preview(
    data: bytes,
    name: str,
    atlas: Path | AtlasEdits,
    as_: str | None = None,
    columns: Mapping[str, str] | None = None,
    *,
    beside: Mapping[str, bytes] | None = None,
    read_words: Callable[[str, bytes], str] | None = None,
) -> Preview:
    """
    Read a file of another program against an atlas.

    Parameters
    ----------
    data, name
        The file; what it is follows from both.
    atlas
        The folder of the atlas, or files of one that an import before changed and did not write.
    as_
        What its records are to become, one of `target_names()`; told by the file if not given.
    columns
        Fields by column where the guess is wrong; an empty field leaves a column out.
    beside
        Other files of its name by suffix, which a shapefile has.
    read_words
        What reads the text of a document; without it only plain texts are read.

    Returns
    -------
    preview
        Never raises for what is wrong with the file: the problems say it.
    """
    edits = atlas if isinstance(atlas, AtlasEdits) else AtlasEdits(atlas)
    file = ForeignFile(name, data, as_, columns or {}, beside or {}, read_words)
    made = Preview(name)
    try:
        reader, found = read_foreign(file)
        made.called = reader.called
        made.problems += found.flaws
        made.records += found.records
        for sheet in found.sheets:
            rest, flaws = take_returned(sheet, file, edits)
            made.problems += flaws
            for part in _by_geometry(rest):
                _read_sheet(part, file, made)
        _enter(made, file, edits)
    except ValueError as error:
        made.problems.append(Flaw("", str(error)))
        return made
    made._edits = edits
    return made


def _by_geometry(sheet: ForeignSheet) -> list[ForeignSheet]:
    """Return the rows of a table by what they are: points, lines and areas are different things."""
    kinds = dict.fromkeys(map(_kind_of, sheet.rows))
    if sheet.usual is not None or len(kinds) < 2:
        return [sheet] if sheet.rows else []
    found = []
    for kind in kinds:
        rows = tuple(row for row in sheet.rows if kind == _kind_of(row))
        columns = tuple(column for column in sheet.columns if any(row.cells.get(column) for row in rows))
        how = f"{sheet.how}, {kind or 'no geometry'}"
        found.append(replace(sheet, rows=rows, columns=columns, how=how))
    return found


def _kind_of(row: SheetRow) -> str:
    return str((row.geometry or {}).get("type", "")).removeprefix("Multi")


def _read_sheet(sheet: ForeignSheet, file: ForeignFile, made: Preview) -> None:
    """Make records of the rows of a table."""
    target, fields = _target_of(sheet, file)
    made.sheets.append(ReadSheet(sheet, target.name, fields, unread_columns(sheet, fields)))
    for row in rows_by_field(sheet, fields):
        try:
            raws = target.records(row)
        except ValueError as error:
            made.problems.append(Flaw(row.row.where, str(error)))
            continue
        made.records += [Incoming(target.name, raw, row.row.where) for raw in raws]


def _target_of(sheet: ForeignSheet, file: ForeignFile) -> tuple[Target, dict[str, str]]:
    """Return what the rows of a table are to be, and its columns by field."""
    tried = [(target, fields_of(sheet, target.name, file.columns)) for target in TARGETS]
    if file.wanted is not None:
        return next(pair for pair in tried if pair[0].name == file.wanted)
    best = max(tried, key=lambda pair: pair[0].fits(sheet, pair[1]))
    if best[0].fits(sheet, best[1]) <= 0:
        shown = ", ".join(map(repr, sheet.columns[:8]))
        msg = (
            f"what its rows are is not told by their columns ({shown}; {sheet.how}); "
            "say it by --as, and name the columns"
        )
        raise ValueError(msg)
    return best


def _enter(made: Preview, file: ForeignFile, edits: AtlasEdits) -> None:
    """Enter the records, those first that others name; bad ones are left out."""
    bad: set[tuple[str, str]] = set()
    for target in TARGETS:
        records = [record for record in made.records if record.target == target.name]
        if not records or (
            file.wanted not in (None, target.name) and not _goes_with(file.wanted, target.name)
        ):
            made.records = [record for record in made.records if record not in records]
            continue
        for flaw in target.enter(records, edits, file):
            made.problems.append(flaw)
            bad.add((target.name, flaw.where))
    made.records = [record for record in made.records if (record.target, record.where) not in bad]


def _goes_with(wanted: str | None, target: str) -> bool:
    """Tell whether records of a target come along where another one is wanted: the places of mentions do."""
    return target == "places" and wanted in ("mentions", "text")
