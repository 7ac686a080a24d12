"""Measure decks: seconds by the clock and of computing, cold and again, bytes in all and of each picture.

Usage: `python bench/slides.py [MAP ...]`. "cold" is the first deck of a process whose atlas is loaded, "warm"
the second. The last line says how fast the machine is: how long it counts to twenty million, for comparison.
"""

from __future__ import annotations

import io
import resource
import sys
import time
import zipfile

from mapsvc.atlas.loading import load_atlas
from mapsvc.export.formats import find_format
from mapsvc.kinds import export_job, parse_map_key

MAPS = ("tour/brest-litovsk-to-kars", "kars-treaty", "compare/berlin-1878/kars-1921")


def computing() -> float:
    """Return the seconds of computing of this process and those that it has started."""
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def main(names: list[str]) -> None:
    atlas = load_atlas(None)
    print(f"{'map':32}{'':6}{'clock s':>9}{'CPU s':>9}{'kB':>8}{'pictures':>10}{'largest kB':>12}")
    for name in names:
        for round_ in ("cold", "warm"):
            job = export_job(atlas, parse_map_key(atlas, name), "en", "https://example.org/x", {})
            clock, busy = time.perf_counter(), computing()
            data = find_format("pptx").write(job)
            took, worked = time.perf_counter() - clock, computing() - busy
            members = zipfile.ZipFile(io.BytesIO(data)).infolist()
            sizes = [member.file_size for member in members if member.filename.endswith(".jpg")]
            print(
                f"{name:32}{round_:6}{took:9.2f}{worked:9.2f}{len(data) / 1000:8.0f}{len(sizes):10}"
                f"{max(sizes) / 1000:12.0f}"
            )
    busy, total = time.process_time(), 0
    for number in range(20_000_000):
        total += number
    print(f"to twenty million: {time.process_time() - busy:.2f} s")


if __name__ == "__main__":
    main(sys.argv[1:] or list(MAPS))
