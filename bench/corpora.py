"""
Measure how the time to read a corpus falls with the processes that read it, and whether the bytes stay.

    python bench/corpora.py [--documents 20000] [--jobs 1,2] [--characters 4000] [--atlas DIR]

The documents are made of the texts of tests/data/texts, cut and joined by a seeded chance, so that their
languages and names are mixed. Nothing else should run meanwhile: what is printed is time by the clock.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from mapsvc.export.corpus.plan import CorpusReading, name_documents
from mapsvc.export.corpus.run import CORPUS_MANIFEST, run_here, write_corpus
from mapsvc.resources import atlas_root

TEXTS = Path(__file__).parents[1] / "tests" / "data" / "texts"
SEED = 1921
#: A folder of so many documents is one that file managers still open.
A_FOLDER = 1_000


def make_documents(folder: Path, count: int, characters: int) -> int:
    """Write so many documents of about so many characters, and return how many characters there are."""
    paragraphs = [
        part
        for path in sorted(TEXTS.glob("*.txt"))
        for part in path.read_text("utf-8").split("\n\n")
        if part.strip()
    ]
    chance, size = random.Random(SEED), 0
    for number in range(count):
        text = ""
        while len(text) < characters:
            text += chance.choice(paragraphs) + "\n\n"
        path = folder / f"{number // A_FOLDER:03d}" / f"{number:06d}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        size += len(text)
    return size


def hashes(out: Path) -> dict[str, str]:
    """Return the checksum of each file of a corpus."""
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(out.iterdir())}


def main() -> None:
    """Print a line for each number of processes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--characters", type=int, default=4_000, help="of a document, about")
    parser.add_argument("--jobs", default="1,2", help="numbers of processes, with commas between them")
    parser.add_argument("--atlas", type=Path, default=atlas_root())
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="corpora-") as made:
        folder = Path(made) / "documents"
        folder.mkdir()
        size = make_documents(folder, given.documents, given.characters)
        documents = name_documents([folder], folder.rglob("*.txt"))
        print(f"{len(documents)} documents, {size / 1e6:.1f} M characters", flush=True)
        first: tuple[float, dict[str, str]] | None = None
        for jobs in map(int, given.jobs.split(",")):
            out = Path(made) / f"out-{jobs}"
            begin = time.perf_counter()
            write_corpus(documents, out, CorpusReading(str(given.atlas)), run_here(jobs))
            took, found = time.perf_counter() - begin, hashes(out)
            first = first or (took, found)
            said = json.loads((out / CORPUS_MANIFEST).read_text("utf-8"))
            of_all = f"{said['mentions']} mentions, {len(said['left_out'])} left out"
            same = "the same bytes" if found == first[1] else "OTHER BYTES"
            print(
                f"{jobs} processes: {took:.1f} s, {size / took:,.0f} characters/s, "
                f"{first[0] / took:.2f} times the first; {of_all}, {same}",
                flush=True,
            )


if __name__ == "__main__":
    main()
