"""Measure pictures: CPU seconds of one core to draw and render maps in each format, after a first one.

Usage: `python bench/pictures.py [MAP ...]`; the maps are names as `mapsvc export` takes them.
"""

from __future__ import annotations

import sys
import time

from mapsvc.atlas.loading import load_atlas
from mapsvc.export.formats import find_format
from mapsvc.kinds import export_job, parse_map_key

COMPARED = "compare/moscow-1921/kars-1921"
MAPS = ("kars-treaty", "delegation-leaves", COMPARED, "timeline/1921-03-16", "mentions")
FORMATS: tuple[tuple[str, dict[str, int | str]], ...] = (
    ("svg", {}),
    ("png", {"width": 1920}),
    ("png", {"width": 3840}),
    ("pdf", {"paper": "a4"}),
    ("handout", {}),
    ("pptx", {}),
)
TIMES = 3


def main(names: list[str]) -> None:
    atlas = load_atlas(None)
    print(f"{'map':32}{'format':14}{'first s':>9}{'best s':>9}{'KB':>8}")
    for name in names:
        for form, options in FORMATS:
            job = export_job(atlas, parse_map_key(atlas, name), "tr", "https://example.org/x", options)
            taken, size = [], 0
            for _ in range(TIMES):
                started = time.process_time()
                size = len(find_format(form).write(job))
                taken.append(time.process_time() - started)
            label = f"{form} {next(iter(options.values()), '')}"
            print(f"{name:32}{label:14}{taken[0]:9.2f}{min(taken):9.2f}{size / 1024:8.0f}")


if __name__ == "__main__":
    main(sys.argv[1:] or list(MAPS))
