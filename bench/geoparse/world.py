"""
The figures of the held-out texts of the world, one line a text.

Usage: ``python bench/geoparse/world.py [--texts FOLDER] [--errors FILE]``. Texts that may not be given away
are measured if the folder has them: ``NAME.txt`` with the hash that ``sources.toml`` tells.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mapsvc.atlas.gazetteer.names import open_gazetteer
from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.evaluation import Evaluation, compare_mentions, read_records
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.mention_files import mention_record

WORLD = Path(__file__).parents[2] / "tests" / "data" / "texts" / "world"
COLUMNS = (
    "text", "places", "P", "R", "F1", "overlap", "@161", "end to end", "usage", "dates", "values", "traps",
    "sure",
)  # fmt: skip
Record = dict[str, Any]


def find_texts(folders: list[Path]) -> Iterator[tuple[str, str, str]]:
    """Yield name, language and text of each source whose text is there and is the one that was marked."""
    sources = tomllib.loads((WORLD / "sources.toml").read_text(encoding="utf-8"))
    for name, source in sources.items():
        paths = [path for folder in folders if (path := folder / f"{name}.txt").exists()]
        if not paths:
            continue
        content = paths[0].read_bytes()
        if hashlib.sha256(content).hexdigest() != source["sha256"]:
            sys.exit(f"{paths[0]} is not the text that was marked")
        yield name, source["language"], content.decode("utf-8")


def line(name: str, report: Evaluation) -> str:
    exact, traps, sure = report.exact, report.traps, report.confident
    cells = [
        name, str(exact.gold), *(f"{share:.1%}" for share in (exact.precision, exact.recall, exact.f1)),
        f"{report.overlapping.f1:.1%}", f"{report.within_km[161]:.1%}", f"{report.nearness.end_to_end:.1%}",
        f"{report.usage_macro_f1:.3f}", f"{report.dates.f1:.1%} ({report.dates.gold})",
        f"{report.date_values:.1%}",
        f"{traps.right}/{traps.gold}", f"{sure.right}/{sure.predicted}",
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the held-out texts of the world.")
    parser.add_argument("--texts", type=Path, help="folder with the texts that are not in the repository")
    parser.add_argument("--errors", type=Path, help="file for what was missed and what was wrong")
    options = parser.parse_args()
    geoparser = Geoparser(open_gazetteer())
    print(f"| {' | '.join(COLUMNS)} |\n|---{'|---:' * (len(COLUMNS) - 1)}|")
    groups: dict[str, tuple[list[Record], list[Record]]] = {}
    errors: list[Record] = []
    for name, language, text in find_texts([WORLD, *([options.texts] if options.texts else [])]):
        document, mark = Document(name, text), {"file": name}
        gold = [{**record, **mark} for record in read_records(WORLD / f"{name}.gold.jsonl")]
        found = [{**mention_record(document, mention), **mark} for mention in geoparser.iterate(text)]
        report = compare_mentions(gold, found)
        print(line(name, report), flush=True)
        for kind, records in (("missed", report.missed), ("wrong", report.wrong)):
            errors += [{"error": kind, **record} for record in records]
        for group in (language, "all"):
            wanted, had = groups.setdefault(group, ([], []))
            wanted += gold
            had += found
    for group in sorted(groups, key=lambda group: (group == "all", group)):
        print(line(f"**{group}**", compare_mentions(*groups[group])))
    if options.errors:
        rows = (json.dumps(record, ensure_ascii=False) + "\n" for record in errors)
        options.errors.write_text("".join(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
