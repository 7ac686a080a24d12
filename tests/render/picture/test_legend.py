"""The legend of a picture."""

from __future__ import annotations

import pytest

from mapsvc.atlas.store import Store
from mapsvc.kinds import compose_map, parse_map_key
from mapsvc.model.scene import LegendEntry, Scene
from mapsvc.model.style import STYLE
from mapsvc.render.picture.legend import COLUMN_PX, column_height, legend_column, legend_rows, shown_entries
from mapsvc.render.picture.panel import draw_panel
from mapsvc.render.picture.view import Panel

#: One of each kind that draws something else.
MAPS = ("kars-treaty", "delegation-leaves", "kemal-letter-lenin", "borders/kars-1921", "timeline/1921-03-16")


@pytest.mark.parametrize("name", MAPS)
def test_legend_says_what_is_drawn_and_nothing_else(records: Store, name: str) -> None:
    event_map = compose_map(records, parse_map_key(records, name), "en")
    drawn = draw_panel(Panel(scene=event_map), 1000, 600, prefix="m", density=0.2)
    entries = shown_entries(event_map, drawn.symbols)
    covered = {key for entry in entries for key in (entry.covers or (entry.symbol,))}
    # Districts are there to be clicked on, and draw nothing.
    edges = {"edge", "edge-a", "edge-b", "district"}
    assert {key for key in drawn.symbols if not key.startswith("polity-")} - edges <= covered
    for entry in entries:
        family = entry.symbol.split("-")[0]
        assert family in {"certainty", "account", "count"} or not drawn.symbols.isdisjoint(entry.covers)


def test_label_is_broken_to_its_column_and_the_column_to_its_room(kars: Scene) -> None:
    rows = legend_rows(kars, kars.legend, COLUMN_PX)
    assert len(rows) == min(len(kars.legend), STYLE.key.most + 1)
    longest = max(rows, key=lambda row: len(row.lines))
    assert len(longest.lines) > 1
    assert longest.height > min(row.height for row in rows)
    whole = column_height(rows)
    assert "scale(1)" in legend_column(rows, "Key", 0, 0, height=whole)
    assert "scale(0.5)" in legend_column(rows, "Key", 0, 0, height=whole / 2)
    assert legend_column([], "Key", 0, 0, height=100) == ""


def test_certainty_is_told_where_a_line_has_it(kars: Scene) -> None:
    told = {entry.symbol for entry in shown_entries(kars, {"border-new-inferred"})}
    assert "certainty-inferred" in told
    assert "certainty-attested" not in told


def test_key_has_a_handful_of_rows_and_says_how_many_the_page_has(kars: Scene) -> None:
    key = next(iter(kars.symbols))
    entries = [LegendEntry(key, f"Sign {n}", (key,)) for n in range(STYLE.key.most + 3)]
    *rows, more = legend_rows(kars, entries, COLUMN_PX)
    assert [" ".join(row.lines) for row in rows] == [entry.label for entry in entries[: STYLE.key.most]]
    assert "3" in " ".join(more.lines)
    assert len(legend_rows(kars, entries[: STYLE.key.most], COLUMN_PX)) == STYLE.key.most
