"""
Kill exports at random moments and look at what is left; fill a small disk and do the same.

    python bench/kill.py [--times 20] [--format FORMAT...]     (--disk DIR on a small file system)

After each kill the target is the old file or the whole new one, byte for byte. `geoparse-FORMAT` is what
`mapsvc geoparse -o` writes: a file that grows while the text is read.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import mapsvc
from mapsvc.atlas.gazetteer.names import open_gazetteer
from mapsvc.export.formats import FORMATS
from mapsvc.export.reading import write_reading
from mapsvc.files import sweep, write_atomic, write_parts
from mapsvc.geoparse.corpus import parse_documents
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.mention_files import writer_of
from mapsvc.kinds import export_job, parse_map_key
from mapsvc.resources import atlas_root

MAP = "kars-treaty"
OLD = b"the old file\n"
TEXT = Path(__file__).resolve().parents[1] / "docs" / "geoparse" / "example.txt"
GEOPARSE = "geoparse-"
WHOLE_RUNS = 4
GEOPARSED = ("jsonl", "geojson", "csv", "annotations", "html")

Parts = Iterable[str | bytes]


def command(format_: str, target: Path) -> list[str]:
    mapsvc_ = [sys.executable, "-m", "mapsvc"]
    if format_.startswith(GEOPARSE):
        kind = format_.removeprefix(GEOPARSE)
        return [*mapsvc_, "geoparse", str(TEXT), "--format", kind, "-o", str(target)]
    return [*mapsvc_, "export", MAP, "--format", format_, "-o", str(target)]


def maker(format_: str) -> Callable[[], Parts]:
    """Load what a format needs and return what makes the file."""
    if not format_.startswith(GEOPARSE):
        atlas = mapsvc.open_atlas().records
        job = export_job(atlas, parse_map_key(atlas, MAP), "tr")
        return lambda: [FORMATS[format_].write(job)]
    kind = format_.removeprefix(GEOPARSE)
    parser = Geoparser(open_gazetteer())

    def make() -> Parts:
        found = parse_documents(parser, [TEXT])
        if kind == "html":
            return write_reading(found, lang="tr", root=atlas_root(None))
        return writer_of(kind)(found)

    return make


def kill_often(format_: str, times: int, folder: Path, chance: random.Random) -> Counter[str]:
    """
    Make the file again and again in a forked process and kill that somewhere on its way.

    All is loaded before the fork, as it takes seconds in which nothing is written.
    """
    target = folder / f"map.{format_}"
    make = maker(format_)
    begin = time.monotonic()
    write_parts(target, make())
    took_s = time.monotonic() - begin
    whole = target.read_bytes()
    seen: Counter[str] = Counter()
    for number in range(times):
        target.write_bytes(OLD)
        child = os.fork()
        if child == 0:
            # Every other one only writes, over and over, so that kills fall into a write.
            while True:
                write_parts(target, make() if number % 2 else [whole])
        time.sleep(chance.uniform(0, 1.5) * (took_s if number % 2 else 0.05))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        data = target.read_bytes()
        seen["old" if data == OLD else "new" if data == whole else "DAMAGED"] += 1
        left = len(list(folder.iterdir())) - 1
        seen["in a write"] += bool(left)
        seen["most scratch files"] = max(seen["most scratch files"], left)
        sweep(folder)
    target.write_bytes(OLD)
    seen.update(kill_whole_runs(format_, target, chance))
    write_atomic(target, whole)
    seen["left after the next run"] = len([path for path in folder.iterdir() if path != target])
    return seen


def kill_whole_runs(format_: str, target: Path, chance: random.Random) -> Counter[str]:
    """Kill the command itself, as a user would run it, anywhere between its start and its end."""
    seen: Counter[str] = Counter()
    begin = time.monotonic()
    subprocess.run(command(format_, target), check=True, capture_output=True)
    took_s = time.monotonic() - begin
    new = target.read_bytes()
    for _ in range(WHOLE_RUNS):
        target.write_bytes(OLD)
        running = subprocess.Popen(
            command(format_, target), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.5, 1.05) * took_s)
        running.kill()
        running.wait()
        data = target.read_bytes()
        seen["command: old" if data == OLD else "command: new" if data == new else "command: DAMAGED"] += 1
    return seen


def fill(format_: str, disk: Path) -> str:
    """Export to a disk that is too small."""
    target = disk / "map"
    target.write_bytes(OLD)
    done = subprocess.run(command(format_, target), check=False, capture_output=True, text=True)
    if done.returncode == 0:
        return "it fits: take a smaller disk"
    kept = target.read_bytes() == OLD and list(disk.iterdir()) == [target]
    return f"exit {done.returncode}, old file {'kept' if kept else 'LOST'}: {done.stderr.strip()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--format", nargs="*", default=[*FORMATS, *(GEOPARSE + kind for kind in GEOPARSED)])
    parser.add_argument("--seed", type=int, default=1921)
    parser.add_argument("--disk", type=Path, help="folder on a file system of a few kB")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    for format_ in options.format:
        if options.disk:
            print(f"{format_:20} {fill(format_, options.disk)}")
            continue
        with tempfile.TemporaryDirectory() as folder:
            seen = kill_often(format_, options.times, Path(folder), chance)
        print(f"{format_:20} " + ", ".join(f"{name} {count}" for name, count in sorted(seen.items())))


if __name__ == "__main__":
    main()
