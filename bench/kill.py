"""
Kill exports at random moments and look at what is left; fill a small disk and do the same.

    python bench/kill.py [--times 20] [--format FORMAT...]     (--disk DIR on a small file system)

After each kill the target is the old file or the whole new one, byte for byte.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from mapsvc.export.formats import FORMATS

MAP = "kars-treaty"
OLD = b"the old file\n"


def command(format_: str, target: Path) -> list[str]:
    return [sys.executable, "-m", "mapsvc", "export", MAP, "--format", format_, "-o", str(target)]


def kill_often(format_: str, times: int, folder: Path, chance: random.Random) -> Counter[str]:
    """Start the export again and again and kill it somewhere on its way."""
    target = folder / f"map.{format_}"
    begin = time.monotonic()
    subprocess.run(command(format_, target), check=True, capture_output=True)
    took_s = time.monotonic() - begin
    whole = target.read_bytes()
    seen: Counter[str] = Counter()
    for number in range(times):
        target.write_bytes(OLD)
        # Half of the kills near the end, where the file is written.
        share = chance.uniform(0, 1) if number % 2 else chance.uniform(0.85, 1.05)
        with subprocess.Popen(command(format_, target), stderr=subprocess.DEVNULL) as run:
            time.sleep(share * took_s)
            run.send_signal(signal.SIGKILL)
        data = target.read_bytes()
        seen["old" if data == OLD else "new" if data == whole else "DAMAGED"] += 1
        seen["scratch left"] += len([path for path in folder.iterdir() if path != target])
    subprocess.run(command(format_, target), check=True, capture_output=True)
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
