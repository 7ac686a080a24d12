"""In whose hands a place was on a day: by its district, else by which ground of which border covers it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest
import shapely

from mapsvc import Atlas
from mapsvc.atlas.loading import load_atlas
from mapsvc.atlas.store import Store as Records
from mapsvc.history.holders import held_on, holders_on, name_of, timelines
from mapsvc.model.dates import parse_date
from mapsvc.model.day import Day
from mapsvc.model.records import Territory, TerritorySet
from tests.held import a_district, add_control, districts, square
from tests.journeys import CITED, SAID


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
    found = holders_on(two_states, shapely.Point(lon, lat), Day.fromisoformat(on))
    assert [(ruler.district, ruler.border) for ruler in found] == rulers


@pytest.mark.parametrize(("lon", "found"), [(-0.08, True), (-0.0800001, False)])
def test_shore_reaches_eight_hundredths_of_a_degree(two_states: Records, lon: float, found: bool) -> None:
    state = replace(
        two_states.territories["newer"], frame=(-1, -1, 1, 1), territories=(a_ground("land", (0, 0, 1, 1)),)
    )
    atlas = replace(two_states, territories={"newer": state})
    assert bool(holders_on(atlas, shapely.Point(lon, 0.5), Day(1921, 7, 1))) is found


def test_frame_over_the_line_has_both_its_sides(two_states: Records) -> None:
    state = replace(
        two_states.territories["newer"],
        frame=(170.0, -10.0, -170.0, 10.0),
        territories=(a_ground("east", (-175, 0, -171, 5)), a_ground("far", (0, 0, 5, 5))),
    )
    atlas = replace(two_states, territories={"newer": state})
    day = Day(1921, 7, 1)
    assert [ruler.district for ruler in holders_on(atlas, shapely.Point(-172, 2), day)] == ["east"]
    assert holders_on(atlas, shapely.Point(2, 2), day) == ()  # not in the frame, whatever is drawn there


def test_border_without_grounds_leaves_the_word_to_the_next(two_states: Records) -> None:
    atlas = replace(two_states, territories={"newer": two_states.territories["newer"]})
    found = holders_on(atlas, shapely.Point(10.5, 40.5), Day(1921, 7, 1))
    assert [ruler.border for ruler in found] == ["newer"]


def test_ground_of_a_border_has_the_name_and_the_doubt_of_its_territory(two_states: Records) -> None:
    (held,) = holders_on(two_states, shapely.Point(10.5, 40.5), Day(1921, 3, 1))
    assert (held.polity, held.certainty, held.start, held.end) == (
        "west", "attested", Day(1921, 1, 1), Day(1921, 12, 31),
    )  # fmt: skip
    assert name_of(two_states, held, Day(1921, 3, 1)) == SAID


@pytest.fixture
def controlled(tiny_root: Path) -> Records:
    """Three squares in a row that change hands in 1921."""
    add_control(tiny_root)
    return load_atlas(tiny_root)


@pytest.mark.parametrize(
    ("lon", "lat", "on", "held"),
    [
        (42.5, 40.5, "1921-03-15", [("west", "administered", None)]),
        (42.5, 40.5, "1921-03-16", [("east", "occupied", "west")]),
        (43.5, 40.5, "1921-05-31", []),  # nobody tells who held it
        (43.5, 40.5, "1921-06-02", []),  # nor whether the next one had come
        (43.5, 40.5, "1921-06-03", [("east", "administered", None)]),
        (44.5, 40.5, "1921-05-30", [("east", "administered", None)]),  # "May 1921" may be its last day
        (44.5, 40.5, "1921-05-31", [("east", "contested", None), ("west", "contested", None)]),
        (44.5, 40.5, "1921-10-12", [("east", "contested", None), ("west", "contested", None)]),
        (44.5, 40.5, "1921-10-13", [("west", "administered", None)]),
        (
            43.0,
            40.5,
            "1921-07-01",
            [("east", "occupied", "west"), ("east", "administered", None)],
        ),  # on the edge
        (41.93, 40.5, "1921-03-15", [("west", "administered", None)]),  # a harbour just off its shore
        (41.91, 40.5, "1921-03-15", []),
        (42.5, 40.5, "1919-12-31", []),  # not a day of the atlas
    ],
)
def test_holder_is_told_by_the_district_and_its_rows(
    controlled: Records, lon: float, lat: float, on: str, held: list[tuple[str, str, str | None]]
) -> None:
    found = holders_on(controlled, shapely.Point(lon, lat), Day.fromisoformat(on))
    assert [(each.polity, each.how, each.of) for each in found] == held


def test_territories_say_nothing_of_hands_where_there_are_districts(
    controlled: Records, two_states: Records
) -> None:
    atlas = replace(controlled, territories=two_states.territories, borders=two_states.borders)
    point, day = shapely.Point(10.5, 40.5), Day(1921, 3, 1)
    assert holders_on(two_states, point, day)
    assert holders_on(atlas, point, day) == ()


def test_all_ground_has_an_answer_on_every_day(controlled: Records) -> None:
    day = controlled.period.first
    while day <= controlled.period.last:
        held = held_on(controlled, day)
        assert list(dict.fromkeys(each.district for each in held)) == ["west", "middle", "east"]
        assert all(each.start <= day <= each.end for each in held)
        day += 1
    assert held_on(controlled, controlled.period.last + 1) == ()


def test_window_of_a_change_is_told_as_uncertain(controlled: Records) -> None:
    held = {each.district: each for each in held_on(controlled, Day(1921, 5, 12))}
    assert (held["east"].polity, held["east"].certainty, held["east"].passing_to) == (
        "east",
        "uncertain",
        "west",
    )
    assert (held["middle"].polity, held["middle"].line) == (None, 6)
    assert (held["west"].certainty, held["west"].passing_to) == ("attested", None)


def test_holder_has_the_name_of_the_day(controlled: Records) -> None:
    (held,) = timelines(controlled)["middle"][-1:]
    assert name_of(controlled, held, Day(1921, 9, 30)).en == "The East"
    assert name_of(controlled, held, Day(1921, 10, 1)).en == "The New East"


def test_atlas_without_districts_has_no_answer_of_all_ground(two_states: Records) -> None:
    assert held_on(two_states, Day(1921, 3, 1)) == ()
    assert timelines(two_states) == {}


def test_day_is_answered_in_two_milliseconds(tiny_root: Path) -> None:
    """With two hundred districts that change hands ten times each."""
    names = [f"d{number}" for number in range(200)]
    ground = districts()
    ground["features"] = [
        a_district(name, square(40 + number * 0.04, 40.04 + number * 0.04))
        for number, name in enumerate(names)
    ]
    rows = tuple(
        f"{name},{('west', 'east')[year % 2]},{1911 + year},,administered,,attested,paper,,"
        for name in names
        for year in range(10)
    )
    add_control(tiny_root, rows, ground=ground)
    atlas = load_atlas(tiny_root)
    days = [atlas.period.first + step for step in range(0, 300, 10)]
    held_on(atlas, days[0])
    began = process_time()
    for day in days:
        assert len(held_on(atlas, day)) == len(names)
    assert (process_time() - began) / len(days) < 0.002
