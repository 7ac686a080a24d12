"""
Recipe: `mentions/<text>.csv`, the places that a text names, by the geoparser and the corrections of a human.

A text is no part of an atlas: ``python geodata/recipes/mentions.py FILE [--atlas DIR] [--text ID]`` makes the
file from a copy of it. ``run.py`` leaves the file as it is.
"""

from __future__ import annotations

import argparse
import csv
import logging
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from mapsvc.atlas.gazetteer.names import open_gazetteer
from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.mentions import PlaceMention
from mapsvc.geoparse.readers import read_document
from mapsvc.model.fields import USAGES

SOURCES: tuple[str, ...] = ()
GEODATA = Path(__file__).resolve().parents[1]
COLUMNS = ("line", "column", "surface", "place", "usage", "lang")
ACTIONS = ("accept", "reject", "move", "usage", "rename")

log = logging.getLogger("recipes")


@dataclass(frozen=True, order=True)
class Row:
    """A row of the file."""

    line: int
    column: int
    surface: str
    place: str
    usage: str
    lang: str


def build(raw: Mapping[str, Path], geodata: Path) -> list[Path]:
    """Write nothing: the text that this recipe reads is no package."""
    del raw, geodata
    return []


def read_corrections(path: Path) -> list[dict[str, Any]]:
    """
    Read the corrections.

    Raises
    ------
    SystemExit
        If one has no known action or no reason; the message names it.
    """
    if not path.is_file():
        return []
    corrections: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8")).get("correction", [])
    for number, correction in enumerate(corrections, start=1):
        if correction.get("action") not in ACTIONS or not correction.get("reason"):
            msg = f"{path.name}: correction {number} needs an action ({', '.join(ACTIONS)}) and a reason"
            raise SystemExit(msg)
        if correction.get("usage", "literal") not in USAGES:
            msg = f"{path.name}: correction {number} has an unknown usage {correction['usage']!r}"
            raise SystemExit(msg)
    return corrections


def of_text(corrections: Iterable[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """Return the corrections of one text, and those that name none."""
    return [correction for correction in corrections if correction.get("text", text) == text]


def found_rows(document: Document, mentions: Iterable[PlaceMention]) -> list[Row]:
    """Return a row for each resolved mention; a name over a line's end is written with one space."""
    rows = []
    for mention in mentions:
        line, column = document.line_column(mention.start)
        surface = " ".join(document.text[mention.start : mention.token_end].split())
        place = mention.entry.id if mention.entry is not None else ""
        rows.append(Row(line, column, surface, place, mention.usage, mention.lang))
    return rows


def apply_corrections(rows: Sequence[Row], corrections: Sequence[Mapping[str, Any]]) -> list[Row]:
    """
    Return the rows as the corrections want them.

    Raises
    ------
    SystemExit
        If a correction fits no row, so that it cannot go stale unseen.
    """
    kept = {(row.line, row.column): row for row in rows}
    for correction in corrections:
        action = correction["action"]
        if action == "rename":
            fitting = [key for key, row in kept.items() if row.place == correction["place"]]
            for key in fitting:
                kept[key] = _changed(kept[key], place=correction["to"])
        else:
            fitting = _apply_to_one(kept, correction)
        if not fitting:
            named = correction.get("place") or f"{correction.get('line')}:{correction.get('column')}"
            msg = f"corrections.toml: nothing to {action} at {named}"
            raise SystemExit(msg)
    return sorted(kept.values())


def _apply_to_one(kept: dict[tuple[int, int], Row], correction: Mapping[str, Any]) -> list[tuple[int, int]]:
    key = (correction["line"], correction["column"])
    action = correction["action"]
    if action == "accept":
        kept[key] = Row(
            *key,
            correction["surface"],
            correction["place"],
            correction["usage"],
            correction.get("lang", "tr"),
        )
    elif key not in kept or (correction.get("surface") or kept[key].surface) != kept[key].surface:
        return []
    elif action == "reject":
        del kept[key]
    elif action == "move":
        kept[key] = _changed(kept[key], place=correction["to"])
    else:
        kept[key] = _changed(kept[key], usage=correction["usage"])
    return [key]


def _changed(row: Row, **changes: str) -> Row:
    return Row(**{name: changes.get(name, getattr(row, name)) for name in COLUMNS})


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Write the file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([getattr(row, name) for name in COLUMNS] for row in rows)


def find_text(atlas: Path, wanted: str | None) -> str:
    """
    Return the id of the text of an atlas that is meant: the one named, else its only one.

    Raises
    ------
    SystemExit
        If there is none of the name, or none is named and there are several.
    """
    known = sorted(path.stem for path in (atlas / "texts").glob("*.toml"))
    if wanted is None and len(known) == 1:
        return known[0]
    if wanted not in known:
        raise SystemExit(f"name a text of the atlas with --text: {', '.join(known) or 'it follows none'}")
    return str(wanted)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the mentions of a text from a copy of it, or check that they would not change."""
    parser = argparse.ArgumentParser(description="Make mentions/<text>.csv from a copy of the text.")
    parser.add_argument("file", type=Path, help="the text")
    parser.add_argument("--atlas", type=Path, default=GEODATA, metavar="DIR", help="default: geodata/")
    parser.add_argument("--text", metavar="ID", help="which text of the atlas; its only one if not given")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the file would change")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    text = find_text(options.atlas, options.text)
    target = options.atlas / "mentions" / f"{text}.csv"
    document = read_document(options.file)
    parsed = Geoparser(open_gazetteer(options.atlas)).parse(document.text)
    rows = found_rows(document, (mention for mention in parsed if isinstance(mention, PlaceMention)))
    corrections = options.atlas / "corrections.toml"
    corrected = apply_corrections(rows, of_text(read_corrections(corrections), text))
    if options.check:
        scratch = target.with_suffix(".csv.new")
        write_rows(scratch, corrected)
        same = target.is_file() and scratch.read_bytes() == target.read_bytes()
        scratch.unlink()
        log.info("%s %s", target.name, "is as the recipe makes it" if same else "differs")
        return 0 if same else 1
    target.parent.mkdir(exist_ok=True)
    write_rows(target, corrected)
    log.info("%s: %d mentions, %d found, corrections applied", target.name, len(corrected), len(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
