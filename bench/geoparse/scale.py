"""
Speed and memory of the geoparser: characters per second, growth with length, a whole process on one file.

Usage: ``python bench/geoparse/scale.py TEXT``. Times are of the processor: a busy machine counts less.
"""

from __future__ import annotations

import random
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

from mapsvc.atlas.gazetteer.names import open_gazetteer
from mapsvc.geoparse.geoparser import Geoparser

_SYLLABLES = [first + second for first in "bcdfghklmnprstvyz" for second in "aeiou"]


def invented_names(joined: str, characters: int = 1_000_000) -> str:
    """Return capitalised words that nobody wrote, as an index of persons has them."""
    draw = random.Random(1)
    words = (
        "".join(draw.choices(_SYLLABLES, k=draw.randint(2, 4))).capitalize() for _ in range(characters // 4)
    )
    return joined.join(words)[:characters]


SHAPES = {
    "invented words, 1 MB": invented_names(" "),
    "invented, hyphens, 1 MB": invented_names("-"),
    "invented, in twos, 1 MB": re.sub("-([^-]+)-", r"-\1 ", invented_names("-")),
    "names without spaces, 1 MB": "KarsBatumSivas" * 71_000,
    "invented words, 10 MB": invented_names(" ", 10_000_000),
    "one word of 1 MB": "a" * 1_000_000,
    "'a' × 50,000": "a" * 50_000,
    "1 MB of line ends": "\n" * 1_000_000,
    "names and hyphens, 1 MB": "Kars-" * 200_000,
    "numbers, 1 MB": "1 " * 500_000,
    "dates, 1 MB": "7 Nisan 1920 " * 77_000,
    "apostrophes, 1 MB": "Kars'" * 200_000,
}
PROCESS = """
import time; begin = time.perf_counter()
from pathlib import Path
from mapsvc.atlas.gazetteer.names import open_gazetteer
from mapsvc.geoparse.readers import read_document
from mapsvc.geoparse.mention_files import write_jsonl
from mapsvc.geoparse.geoparser import Geoparser
parser = Geoparser(open_gazetteer()); loaded = time.perf_counter()
document = read_document(Path({path!r}))
size = sum(len(line) for line in write_jsonl([(document, parser.iterate(document.text))]))
rest = time.perf_counter() - loaded
status = Path("/proc/self/status").read_text().splitlines()
peak = next(line for line in status if line.startswith("VmHWM")).split()[1]
print(f"load {{loaded - begin:.2f}} s, rest {{rest:.2f}} s, {{size:,}} characters of jsonl, {{peak}} kB")
"""


def measure(parser: Geoparser, text: str) -> tuple[int, float]:
    begin = time.process_time()
    count = sum(1 for _ in parser.iterate(text))
    return count, time.process_time() - begin


def main() -> int:
    path = Path(sys.argv[1])
    text = path.read_text(encoding="utf-8")
    parser = Geoparser(open_gazetteer())
    measure(parser, text)
    print(f"{'':28}{'characters':>12}{'mentions':>10}{'s':>8}{'M/s':>7}{'peak MB':>9}")
    whole = text + "\n\n"
    shapes = (
        {f"the text × {n}": whole * n for n in (1, 10, 100)}
        | {"10 MB": whole * (10_000_000 // len(whole))}
        | SHAPES
    )
    for name, shape in shapes.items():
        count, seconds = measure(parser, shape)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{name:28}{len(shape):12,}{count:10,}{seconds:8.2f}{len(shape) / seconds / 1e6:7.2f}{peak:9}",
            flush=True,
        )
    begin = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", PROCESS.format(path=str(path))], check=True, capture_output=True, text=True
    )
    # its own peak: that of a child as the system counts it begins with the parent's
    print(f"whole process: {time.perf_counter() - begin:.2f} s; {done.stdout.strip()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
