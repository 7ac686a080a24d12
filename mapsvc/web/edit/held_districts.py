"""What the Holders room shows: the rows of each district, who held it by them, what of it is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from mapsvc.atlas.checks.control import gaps_of, overlaps_of, row_faults, years_faults
from mapsvc.atlas.control_reading import (
    CONTROL_COLUMNS,
    CONTROL_FILE,
    DISTRICTS_FILE,
    build_row,
    faults_of_header,
    read_districts,
)
from mapsvc.atlas.drawn_territories import with_looks
from mapsvc.atlas.editing.csv_text import read_rows
from mapsvc.atlas.editing.polity_text import read_polities
from mapsvc.atlas.meta_reading import read_toml_table
from mapsvc.atlas.problems import Problem, Problems
from mapsvc.atlas.store import Store
from mapsvc.language import translate
from mapsvc.model.control import Control, Tenure, tenures_of, timeline_of
from mapsvc.model.date_text import format_date
from mapsvc.model.dates import day_span
from mapsvc.model.day import Day
from mapsvc.model.meta import Polity

POLITIES_FILE = "polities.toml"
#: What the room is made of.
FILES = (CONTROL_FILE, POLITIES_FILE, DISTRICTS_FILE)
#: One cell of a table by its column.
Cells = dict[str, str]


@dataclass
class Holdings:
    """
    Who held what, as the files say it now.

    Attributes
    ----------
    atlas
        What was read of the atlas last, for its days and languages, with the districts, rows and holders
        of now in it.
    cells
        Each row as it stands in the file, by its line.
    faults
        What is wrong with one, by its line.
    """

    atlas: Store
    cells: dict[int, Cells] = field(default_factory=dict)
    faults: dict[int, list[Problem]] = field(default_factory=dict)
    header: list[str] = field(default_factory=list)

    def rows_of(self, district: str) -> list[Control]:
        """Return the rows of a district that can be read."""
        return [row for row in self.atlas.control if row.district == district]


def read_holdings(root: Path, atlas: Store, text: str) -> Holdings:
    """
    Read who held what.

    Parameters
    ----------
    root
        The folder of the atlas.
    atlas
        What was read of it before.
    text
        `control.csv` as it is now.
    """
    noted = Problems(languages=atlas.meta.languages)
    found = Holdings(atlas)
    made = []
    _, columns, rows = read_rows(text)
    found.header = [*faults_of_header([name.strip() for name in columns])] if columns else []
    for one in rows if not found.header else ():
        line = text.count("\n", 0, one.end) + 1
        values = [*one.values, *[""] * (len(columns) - len(one.values))]
        found.cells[line] = dict(zip(columns, values, strict=False))
        row, found.faults[line] = read_cells(found.cells[line], line, atlas)
        made += [row] if row else []
    found.atlas = replace(
        atlas,
        districts=read_districts(root, atlas.meta.licence, noted)
        if (root / DISTRICTS_FILE).is_file()
        else {},
        polities=dict(read_toml_table(root, POLITIES_FILE, Polity, noted)),
        control=tuple(made),
    )
    vars(found.atlas)["period"] = atlas.period
    return found


def read_cells(cells: Mapping[str, str], line: int, atlas: Store) -> tuple[Control | None, list[Problem]]:
    """Return a row as the engine reads it, and what is wrong with it by itself."""
    noted = Problems(languages=atlas.meta.languages)
    said = {key.strip(): value.strip() for key, value in cells.items() if value.strip()}
    row = build_row(said, line, noted)
    return row, [*noted.found, *(row_faults(row) if row else ())]


# ---- told ------------------------------------------------------------------------------------------
def tell_holdings(found: Holdings, polities: str, lang: str) -> dict[str, Any]:
    """
    Return all that the room shows but the shapes.

    Parameters
    ----------
    polities
        The text of `polities.toml`.
    lang
        Of the reader.
    """
    atlas, days = found.atlas, (found.atlas.period.first, found.atlas.period.last)
    tongue = _reader(atlas, lang)
    held = {key: timeline_of(key, found.rows_of(key), *days) for key in atlas.districts}
    changes = sorted({one.start for line in held.values() for one in line})
    return {
        "columns": list(CONTROL_COLUMNS),
        "header": found.header,
        "districts": [{"id": one.id, "title": one.title.in_(tongue)} for one in atlas.districts.values()],
        "rows": [
            {
                "line": line,
                "cells": cells,
                "faults": [_fault(one) for one in found.faults.get(line, ())],
            }
            for line, cells in found.cells.items()
        ],
        "notes": {key: [*_notes(found, key, lang)] for key in atlas.districts},
        "held": {
            key: [
                [one.start.toordinal(), one.end.toordinal(), one.polity, one.how, one.of, one.certainty]
                for one in line
            ]
            for key, line in held.items()
        },
        "polities": [*_polities(atlas, polities, tongue)],
        "steps": [told_day(day, lang) for day in changes],
        "period": [day.toordinal() for day in days],
        "opening": told_day(atlas.period.opening, lang),
    }


def told_day(day: Day, lang: str) -> dict[str, Any]:
    """Return a day as scripts count it, as files write it, and in words."""
    return {"n": day.toordinal(), "iso": day.isoformat(), "words": str(format_date(day, lang))}


def _reader(atlas: Store, lang: str) -> str:
    return next((tag for tag in atlas.meta.languages if tag == lang), atlas.meta.languages[0])


def _fault(one: Problem) -> dict[str, str]:
    return {"field": one.field.rpartition(".")[2], "message": one.message}


def _notes(found: Holdings, district: str, lang: str) -> Iterator[str]:
    """Yield in words what the rows of a district leave open, say twice, or say of who was not there."""
    atlas, rows = found.atlas, found.rows_of(district)
    if not rows:
        yield translate(lang, "edit_holders.nobody")
        return
    for start, end in gaps_of(atlas, district, rows):
        yield translate(lang, "edit_holders.gap").format(_days(start, end, lang))
    tenures = tenures_of(rows, atlas.period.first, atlas.period.last)
    for one, other, start, end in overlaps_of(tenures):
        names = [_name(atlas, tenure, start, lang) for tenure in (one, other)]
        yield translate(lang, "edit_holders.overlap").format(_days(start, end, lang), *names)
    for tenure in tenures:
        yield from (fault.message for fault in years_faults(atlas, tenure))


def _name(atlas: Store, tenure: Tenure, day: Day, lang: str) -> str:
    polity = atlas.polities.get(tenure.row.polity or "")
    tongue = _reader(atlas, lang)
    if polity is None:
        return tenure.row.polity or translate(lang, "edit_holders.unknown")
    return str(polity.name_at(day_span(day)).in_(tongue))


def _days(first: Day, last: Day, lang: str) -> str:
    return str(format_date(day_span(first, last), lang))


def _polities(atlas: Store, text: str, lang: str) -> Iterator[dict[str, Any]]:
    try:
        records: Mapping[str, Mapping[str, Any]] = read_polities(text)
    except ValueError:
        records = {}
    looks = with_looks(atlas.polities)
    for key, record in records.items():
        polity = atlas.polities.get(key)
        spans: Iterable[Any] = polity.names if polity else ()
        yield {
            "id": key,
            "name": polity.name.in_(lang) if polity else key,
            "names": [
                [
                    one.valid.start.toordinal() if one.valid.start else None,
                    one.valid.end.toordinal() if one.valid.end else None,
                    one.name.in_(lang),
                ]
                for one in spans
            ],
            "colour": looks[key].colour if key in looks else None,
            "record": record,
        }
