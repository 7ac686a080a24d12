"""
Measure the stores at a size: what is built, how soon it answers, what it takes, and how long answers take.

    .venv/bin/python -m bench.scale --events 10000 --places 10000 [--stores folder index] [--asked 40]

The atlas is invented (`bench.large_atlas`) and kept below `--at`, so that a second run takes it again. Boxes,
words, days and pages are drawn by a seed, and none is asked for twice: nothing is answered from what is kept.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from bench.large_atlas import Size, make_atlas

PORT = 8979
_PATIENCE_S = 600


def size_mb(path: Path) -> float:
    """Return what a file or a folder takes, in megabytes."""
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    return sum(one.stat().st_size for one in files) / 1e6


def ask(path: str) -> float:
    """Return the milliseconds that an answer takes; it must be one."""
    begin = time.perf_counter()
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}", timeout=_PATIENCE_S) as answer:
        answer.read()
    return (time.perf_counter() - begin) * 1000


@contextlib.contextmanager
def served(atlas: Path) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """Serve an atlas by one worker; yield the process, and the seconds until the list of events is there."""
    begin = time.perf_counter()
    command = [sys.executable, "-m", "mapsvc", "serve", "--atlas", str(atlas), "--port", str(PORT)]
    process = subprocess.Popen([*command, "--workers", "1"], stdout=subprocess.DEVNULL)
    try:
        while True:
            try:
                ask("/events/?lang=en")
                break
            except OSError:
                if process.poll() is not None or time.perf_counter() - begin > _PATIENCE_S:
                    raise
                time.sleep(0.05)
        yield process, time.perf_counter() - begin
    finally:
        process.terminate()
        process.wait(30)


def memory_mb(process: subprocess.Popen[bytes]) -> tuple[float, float]:
    """Return the USS and the RSS of the largest process below the one that was started."""
    found = []
    below = {process.pid}
    for entry in sorted(Path("/proc").glob("[0-9]*"), key=lambda path: int(path.name)):
        with contextlib.suppress(OSError):
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            if int(fields[1]) in below or int(entry.name) in below:
                below.add(int(entry.name))
                rows = (row.split() for row in (entry / "smaps_rollup").read_text().splitlines()[1:])
                held = {row[0]: int(row[1]) / 1024 for row in rows}
                found.append((held["Private_Clean:"] + held["Private_Dirty:"], held["Rss:"]))
    return max(found)


def questions(size: Size, asked: int, seed: int) -> dict[str, list[str]]:
    """Return so many addresses of each sort, none of them twice."""
    dice = random.Random(seed)
    # A box that holds about a hundred of the places, wherever it lies.
    side = (55 * 25 * 100 / max(size.places, 100)) ** 0.5

    def box() -> str:
        west, south = dice.uniform(-9, 46 - side), dice.uniform(35, 60 - side)
        return f"{west:.4f},{south:.4f},{west + side:.4f},{south + side:.4f}"

    events = dice.sample(range(size.events), min(asked, size.events))
    lists = dice.sample(range(1, max(2, size.events // 100)), min(asked, max(1, size.events // 100 - 1)))
    days = {
        f"{dice.randint(1521, 1918)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}" for _ in range(asked)
    }
    words = {f"vol {number}" for number in range(2)} | {
        f"{dice.choice(('fire', 'truce', 'school', 'riders', 'road'))} {number}" for number in range(asked)
    }
    return {
        "event page": [f"/events/event-{number:06}?lang=en" for number in events],
        "list of events": [f"/events/?page={number}&lang=en" for number in lists],
        "search": [f"/search?{urllib.parse.urlencode({'q': one, 'lang': 'en'})}" for one in sorted(words)],
        "box of ~100 places": [f"/api/collections/places/items?bbox={box()}&limit=100" for _ in range(asked)],
        "day": [f"/timeline?on={day}&lang=en" for day in sorted(days)],
    }


def measure(name: str, atlas: Path, size: Size, asked: int, seed: int) -> None:
    """Print the rows of one store."""
    print(f"\n{name}: {atlas.name}, {size_mb(atlas):.0f} MB")
    with served(atlas) as (process, first_s):
        print(f"  {'start to the list of events':30} {first_s:8.2f} s")
        for sort, paths in questions(size, asked, seed).items():
            ask(paths[0])
            times = sorted(map(ask, paths[1:])) or [float("nan")]
            print(
                f"  {sort:30} {statistics.median(times):8.1f} ms   (to {times[-1]:.0f}, {len(times)} asked)"
            )
        uss, rss = memory_mb(process)
        print(f"  {'a worker after all that':30} {uss:8.0f} MB USS, {rss:.0f} MB RSS")


def main() -> None:
    """Make the atlas, build what is built of it, and measure each store."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--places", type=int, default=10_000)
    parser.add_argument("--stores", nargs="+", default=["folder", "index"], choices=["folder", "index"])
    parser.add_argument("--asked", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at", type=Path, default=Path("/tmp/mapsvc-scale"))
    given = parser.parse_args()
    size = Size(events=given.events, places=given.places, mentions=3_000)
    root = given.at / f"atlas-{given.events}-{given.places}-{given.seed}"
    if not root.is_dir():
        made = root.with_name(f"{root.name}.made-{os.getpid()}")
        shutil.rmtree(made, ignore_errors=True)
        make_atlas(made, size, seed=given.seed).rename(root)
    places = {"folder": root}
    if "index" in given.stores:
        places["index"] = root.with_suffix(".gpkg")
        begin = time.perf_counter()
        command = [sys.executable, "-m", "mapsvc", "build", str(root), "-o", str(places["index"])]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        print(f"index: built in {time.perf_counter() - begin:.1f} s")
    for name in given.stores:
        measure(name, places[name], size, given.asked, given.seed)


if __name__ == "__main__":
    main()
