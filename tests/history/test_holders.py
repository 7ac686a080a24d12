"""Who ruled a place on a day: which ground covers it, and of which border."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
import shapely

from mapsvc import Atlas
from mapsvc.atlas.store import Store as Records
from mapsvc.history.holders import rulers_on
from mapsvc.model.dates import parse_date
from mapsvc.model.day import Day
from mapsvc.model.records import Territory, TerritorySet
from tests.journeys import CITED, SAID


@pytest.mark.parametrize(
    ("place", "on", "polity"),
    [
        ("tiflis", "1921-01-20", "georgia"),
        ("kars", "1920-12-20", "turkey"),
        ("baku", "1920-04-27", "azerbaijan"),
        ("batum", "1920-04-01", "batum-oblast"),
        ("tiflis", "1920-06-20", "georgia"),
        ("moskova", "1921-01-20", None),
    ],
)
def test_ruler_is_who_held_the_land_on_the_day(atlas: Atlas, place: str, on: str, polity: str | None) -> None:
    found = atlas.records.place(place)
    rulers = rulers_on(atlas.records, shapely.Point(found.lon, found.lat), Day.fromisoformat(on))
    assert [ruler.territory.id for ruler in rulers] == ([polity] if polity else [])


def a_ground(name: str, box: Sequence[float], *, overlap: bool = False) -> Territory:
    return Territory(
        id=name, polity=name, title=SAID, status="in-force", certainty="attested", accuracy_km=1, area_km2=1,
        geometry=shapely.box(*box), sources=CITED, overlap=overlap,
    )  # fmt: skip


@pytest.fixture
def two_states(tiny: Atlas) -> Records:
    """A border in force and one that is only signed, with grounds of half a degree that lie in a row."""
    (border,) = tiny.records.borders.values()
    older, newer = "older", "newer"
    borders = {
        older: replace(border, id=older, status="in-force", valid=parse_date("1921-01-01/1921-12-31")),
        newer: replace(border, id=newer, status="signed", valid=parse_date("1921-06-01/1921-12-31")),
    }
    grounds = {
        older: [
            a_ground("west", (10, 40, 11, 41)),
            a_ground("east", (11, 40, 12, 41)),
            a_ground("claim", (10, 40, 16, 42), overlap=True),
        ],
        newer: [a_ground("everybody", (9, 39, 20, 44))],
    }
    frames = {older: (9.0, 39.0, 14.0, 43.0), newer: (9.0, 39.0, 20.0, 44.0)}
    states = {
        name: TerritorySet(
            id=name, valid=borders[name].valid, status=borders[name].status, frame=frames[name],
            licence="CC0-1.0", attribution=SAID, sources=CITED, territories=tuple(grounds[name]),
        )
        for name in borders
    }  # fmt: skip
    return replace(tiny.records, borders=borders, territories=states)


@pytest.mark.parametrize(
    ("lon", "lat", "on", "rulers"),
    [
        (10.5, 40.5, "1921-03-01", [("west", "older")]),
        (11.5, 40.5, "1921-03-01", [("east", "older")]),
        (11.0, 40.5, "1921-03-01", [("west", "older"), ("east", "older")]),  # on the line: both
        (10.5, 41.07, "1921-03-01", [("west", "older")]),  # a harbour just off its shore
        (12.079, 40.5, "1921-03-01", [("east", "older")]),
        (12.081, 40.5, "1921-03-01", []),  # too far off, and a claim holds nothing
        (10.98, 41.05, "1921-03-01", [("west", "older")]),  # off two shores: the nearer
        (11.02, 41.05, "1921-03-01", [("east", "older")]),
        (11.0, 41.05, "1921-03-01", [("east", "older")]),  # as near to both: the first by name, and but one
        (10.5, 40.5, "1921-07-01", [("west", "older")]),  # what is in force comes before what is signed
        (13.0, 40.5, "1921-07-01", [("everybody", "newer")]),  # of which the stronger says nothing
        (15.0, 40.5, "1921-07-01", [("everybody", "newer")]),  # outside of its frame
        (10.5, 40.5, "1920-07-01", []),  # no border of that time
    ],
)
def test_ruler_is_told_by_the_strongest_border_that_has_the_ground(
    two_states: Records, lon: float, lat: float, on: str, rulers: list[tuple[str, str]]
) -> None:
    found = rulers_on(two_states, shapely.Point(lon, lat), Day.fromisoformat(on))
    assert [(ruler.territory.id, ruler.border) for ruler in found] == rulers


@pytest.mark.parametrize(("lon", "found"), [(-0.08, True), (-0.0800001, False)])
def test_shore_reaches_eight_hundredths_of_a_degree(two_states: Records, lon: float, found: bool) -> None:
    state = replace(
        two_states.territories["newer"], frame=(-1, -1, 1, 1), territories=(a_ground("land", (0, 0, 1, 1)),)
    )
    atlas = replace(two_states, territories={"newer": state})
    assert bool(rulers_on(atlas, shapely.Point(lon, 0.5), Day(1921, 7, 1))) is found


def test_frame_over_the_line_has_both_its_sides(two_states: Records) -> None:
    state = replace(
        two_states.territories["newer"],
        frame=(170.0, -10.0, -170.0, 10.0),
        territories=(a_ground("east", (-175, 0, -171, 5)), a_ground("far", (0, 0, 5, 5))),
    )
    atlas = replace(two_states, territories={"newer": state})
    day = Day(1921, 7, 1)
    assert [ruler.territory.id for ruler in rulers_on(atlas, shapely.Point(-172, 2), day)] == ["east"]
    assert rulers_on(atlas, shapely.Point(2, 2), day) == []  # not in the frame, whatever is drawn there


def test_border_without_grounds_leaves_the_word_to_the_next(two_states: Records) -> None:
    atlas = replace(two_states, territories={"newer": two_states.territories["newer"]})
    found = rulers_on(atlas, shapely.Point(10.5, 40.5), Day(1921, 7, 1))
    assert [ruler.border for ruler in found] == ["newer"]
