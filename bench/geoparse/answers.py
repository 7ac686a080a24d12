"""
Digests of all that the geoparser says of texts: what is only made faster leaves every one of them as it was.

Usage: ``python bench/geoparse/answers.py TEXT... > before``, and after the change ``... | diff before -``.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from scale import SHAPES

from mapsvc.atlas.gazetteer.names import open_gazetteer
from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.geoparser import LANGUAGES, Geoparser
from mapsvc.geoparse.mention_files import write_jsonl

TEXTS = Path(__file__).parents[2] / "tests" / "data" / "texts"
#: Of each shape of `scale.py`, and of the words of all texts in one row, longer than a part of the geoparser.
_SHAPE_CHARACTERS = 8_000


def texts(paths: list[str]) -> Iterator[tuple[str, str]]:
    """Yield names and texts: those of the tests, those that are given, all in one, and the shapes."""
    found = {path.stem: path.read_text(encoding="utf-8") for path in sorted(TEXTS.rglob("*.txt"))}
    found |= {Path(path).name: Path(path).read_text(encoding="utf-8") for path in paths}
    yield from found.items()
    yield "all in one", "\n\n".join(found.values())
    yield "all, in capitals", "\n\n".join(found.values()).upper()
    yield from ((name, shape[:_SHAPE_CHARACTERS]) for name, shape in SHAPES.items())


def main() -> int:
    parser = Geoparser(open_gazetteer())
    for name, text in texts(sys.argv[1:]):
        for language in LANGUAGES:
            document = Document(name=name, text=text)
            digest = hashlib.sha256()
            for line in write_jsonl([(document, parser.iterate(text, language=language))]):
                digest.update(line.encode())
            for names in (parser.coverage.known, parser.coverage.unknown):
                digest.update(repr(sorted(names)).encode())
            print(digest.hexdigest()[:20], language, name, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
