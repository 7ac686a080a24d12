"""
Kill exports at random moments and look at what is left; fill a small disk and do the same.

    python bench/kill.py [--times 20] [--format FORMAT...]     (--disk DIR on a small file system)

After each kill the target is the old file or the whole new one, byte for byte.
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
from pathlib import Path

import mapsvc
from mapsvc.export.formats import FORMATS, ExportJob
from mapsvc.files import write_atomic
from mapsvc.maps.keys import parse_map_key

MAP = "kars-treaty"
OLD = b"the old file\n"


def command(format_: str, target: Path) -> list[str]:
    return [sys.executable, "-m", "mapsvc", "export", MAP, "--format", format_, "-o", str(target)]


def kill_often(format_: str, times: int, folder: Path, chance: random.Random) -> Counter[str]:
    """
    Make the file again and again in a forked process and kill that somewhere on its way.

    All is loaded before the fork, as it takes seconds in which nothing is written.
    """
    target = folder / f"map.{format_}"
    atlas = mapsvc.open_atlas().records
    job = ExportJob(atlas, parse_map_key(atlas, MAP), "tr")
    begin = time.monotonic()
    whole = FORMATS[format_].write(job)
    write_atomic(target, whole)
    took_s = time.monotonic() - begin
    seen: Counter[str] = Counter()
    for number in range(times):
        target.write_bytes(OLD)
        child = os.fork()
        if child == 0:
            # Every other one only writes, over and over, so that kills fall into a write.
            while True:
                write_atomic(target, FORMATS[format_].write(job) if number % 2 else whole)
        time.sleep(chance.uniform(0, 1.5) * (took_s if number % 2 else 0.05))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        data = target.read_bytes()
        seen["old" if data == OLD else "new" if data == whole else "DAMAGED"] += 1
        seen["scratch left"] = max(seen["scratch left"], len(list(folder.iterdir())) - 1)
    write_atomic(target, whole)
    seen["left after the next run"] = len([path for path in folder.iterdir() if path != target])
    return seen


def fill(format_: str, disk: Path) -> str:
    """Export to a disk that is too small."""
    target = disk / "map"
    target.write_bytes(OLD)
    done = subprocess.run(command(format_, target), check=False, capture_output=True, text=True)
    kept = target.read_bytes() == OLD and list(disk.iterdir()) == [target]
    return f"exit {done.returncode}, old file {'kept' if kept else 'LOST'}: {done.stderr.strip()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--format", nargs="*", default=list(FORMATS))
    parser.add_argument("--seed", type=int, default=1921)
    parser.add_argument("--disk", type=Path, help="folder on a file system of a few kB")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    for format_ in options.format:
        if options.disk:
            print(f"{format_:12} {fill(format_, options.disk)}")
            continue
        with tempfile.TemporaryDirectory() as folder:
            seen = kill_often(format_, options.times, Path(folder), chance)
        print(f"{format_:12} " + ", ".join(f"{name} {count}" for name, count in sorted(seen.items())))


if __name__ == "__main__":
    main()
