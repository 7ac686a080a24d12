"""
Recipe: `mentions/<text>.csv`, the places that a text names, by the geoparser and the corrections of a human.

A text is no part of an atlas: ``python geodata/recipes/mentions.py FILE [--atlas DIR] [--text ID]`` makes the
file from a copy of it. ``run.py`` leaves the file as it is.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from mapsvc.atlas.corrections import apply_corrections, format_rows, read_corrections
from mapsvc.atlas.gazetteer.names import open_gazetteer
from mapsvc.geoparse.corrected_mentions import mention_rows
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.readers import read_document

SOURCES: tuple[str, ...] = ()
GEODATA = Path(__file__).resolve().parents[1]

log = logging.getLogger("recipes")


def build(raw: Mapping[str, Path], geodata: Path) -> list[Path]:
    """Write nothing: the text that this recipe reads is no package."""
    del raw, geodata
    return []


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
    rows = mention_rows(document, Geoparser(open_gazetteer(options.atlas)).parse(document.text))
    language = tomllib.loads((options.atlas / "texts" / f"{text}.toml").read_text("utf-8"))["language"]
    corrected = apply_corrections(rows, read_corrections(options.atlas, text), language)
    if corrected.stale:
        raise SystemExit("\n".join(f"corrections.toml: nothing to {one.told}" for one in corrected.stale))
    words = format_rows(corrected.rows)
    if options.check:
        same = target.is_file() and target.read_text("utf-8") == words
        log.info("%s %s", target.name, "is as the recipe makes it" if same else "differs")
        return 0 if same else 1
    target.parent.mkdir(exist_ok=True)
    target.write_text(words, "utf-8", newline="")
    log.info("%s: %d mentions, %d found, corrections applied", target.name, len(corrected.rows), len(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
