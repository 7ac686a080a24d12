"""A tour as a file says what the tour says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mapsvc.atlas.loading import load_atlas
from mapsvc.atlas.tour_writing import write_tour
from mapsvc.model.text import Text
from tests.atlas.test_tour_reading import problems_of, step
from tests.atlas.test_tour_reading import write_tour as write_by_hand
from tests.hostile import ALL


def test_tour_that_is_written_is_read_as_it_was(tiny_root: Path) -> None:
    steps = (
        step('event = "line-drawn"\ndate = "1921-01~"\nview = [40.5, 39.0, 46.0, 42.0]')
        + step('border = "front"\nhighlight = ["places/alfa"]\nplaces = ["alfa"]\nnotes = "Nota."')
        + step('day = "1921-01-05"\nby = "law"')
        + step('route = "journey"')
    )
    write_by_hand(tiny_root, steps)
    before = load_atlas(tiny_root).tours["walk"]
    hostile = replace(before.steps[0], notes=Text(tr=f"İki\nsatır “tırnak” \"\"\" ''' \\ {ALL}"))
    tour = replace(before, steps=(hostile, *before.steps[1:]))
    (tiny_root / "tours" / "walk.toml").write_text(write_tour(tour), "utf-8")
    assert problems_of(tiny_root) == []
    after = load_atlas(tiny_root).tours["walk"]
    assert after == tour
