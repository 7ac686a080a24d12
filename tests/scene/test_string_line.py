"""The distance–time diagram of a journey."""

from __future__ import annotations

from mapsvc.atlas.store import Store
from mapsvc.model.itinerary import itinerary_of
from mapsvc.scene.string_line import Axis, string_line


def test_days_lie_evenly_between_the_edges_of_the_plot() -> None:
    axis = Axis(10, 13)
    assert axis.x(10) == axis.x(3)
    assert axis.x(14) == axis.x(99)
    assert axis.x(12) - axis.x(11) == axis.x(11) - axis.x(10) > 0


def test_stops_go_down_by_distance_and_lines_lead_from_one_to_the_next(tiny_records: Store) -> None:
    itinerary = itinerary_of(tiny_records.routes["journey"], "rebuilt")
    days = itinerary.step_days
    diagram = string_line(itinerary, Axis(days[0], days[-1]), "en")
    assert [row["name"] for row in diagram["rows"]] == ["Bravo", "Halt between", "Alpha"]
    heights = [row["y"] for row in diagram["rows"]]
    assert heights == sorted(heights)
    assert [line["certainty"] for line in diagram["lines"]] == ["inferred", "uncertain"]
    assert diagram["lines"][0]["d"].startswith(f"M{diagram['rows'][0]['x']} {heights[0]}L")
    assert diagram["days"] == days[-1] + 1 - days[0]
