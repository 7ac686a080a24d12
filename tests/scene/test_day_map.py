"""What a day looks like on a map."""

from __future__ import annotations

import re
from dataclasses import replace

from flask.testing import FlaskClient
from shapely import LineString

from mapsvc import Atlas
from mapsvc.atlas.store import Store
from mapsvc.model.dates import parse_date
from mapsvc.model.day import Day
from mapsvc.scene.day_borders import borders_of_day
from mapsvc.scene.day_events import event_symbol, events_of_day, ongoing_on
from mapsvc.scene.day_journeys import journeys_of_day, routes_of_day
from mapsvc.scene.day_map import compose_day, day_extent, moments
from mapsvc.scene.symbols import Symbols

SIGNED = Day(1921, 10, 13)


def test_border_stands_from_the_day_that_it_was_drawn(tiny_records: Store) -> None:
    assert borders_of_day(tiny_records, SIGNED - 1) == []
    assert [border.id for border in borders_of_day(tiny_records, SIGNED)] == ["front"]
    assert "line-drawn" in {event.id for event in events_of_day(tiny_records, SIGNED)}


def test_journey_is_shown_while_somebody_is_on_the_way(tiny_records: Store) -> None:
    assert [route.id for route in routes_of_day(tiny_records, Day(1921, 10, 5))] == ["journey"]
    assert routes_of_day(tiny_records, Day(1921, 12, 31)) == []


def test_moments_are_days_on_which_something_changes_in_order(tiny_records: Store) -> None:
    days = moments(tiny_records)
    assert SIGNED in days
    assert days == sorted(set(days))


def test_all_days_have_one_view_and_events_of_the_day_stand_out(tiny_records: Store) -> None:
    scenes = [compose_day(tiny_records, day, "en") for day in (SIGNED, Day(1921, 10, 5))]
    assert scenes[0].extent == scenes[1].extent == day_extent(tiny_records)
    assert event_symbol("today")[1]["size"] > event_symbol("before")[1]["size"]


def test_view_of_the_days_is_not_that_of_one_trench(tiny_records: Store) -> None:
    spots = [tiny_records.places[one] for one in ("alfa", "bravo")]
    front = tiny_records.borders["front"]
    trench = replace(front.lines[0], geometry=LineString([(42.0, 39.0), (42.001, 39.001)]))
    meta = replace(tiny_records.meta, view=replace(tiny_records.meta.view, home=None, least_deg=0.01))
    atlas = replace(tiny_records, meta=meta, borders={"front": replace(front, lines=(trench,), areas=())})
    west, south, east, north = day_extent(atlas)
    assert all(west <= (spot.lon or 0) <= east and south <= (spot.lat or 0) <= north for spot in spots)
    # Where the events lie along the borders, these are the view.
    west, south, east, north = day_extent(replace(atlas, borders={"front": front}))
    assert east - west < 5


def test_event_of_a_month_is_of_no_day_on_which_it_may_be_yet_to_come(tiny_records: Store) -> None:
    event = replace(tiny_records.events["line-drawn"], on=parse_date("1921-10"))
    atlas = replace(tiny_records, events={event.id: event})
    assert event.when.latest_start == Day(1921, 10, 31)
    assert events_of_day(atlas, Day(1921, 10, 30)) == []
    assert events_of_day(atlas, Day(1921, 10, 31)) == [event]
    assert events_of_day(atlas, Day(1921, 11, 30)) == [event]
    assert events_of_day(atlas, Day(1921, 12, 1)) == []
    shown = [f for f in compose_day(atlas, Day(1921, 10, 31), "en").features() if f.id == "events/line-drawn"]
    assert [feature.symbol for feature in shown] == ["event-before"]


def test_event_of_years_is_no_event_of_the_last_thirty_days(tiny_records: Store) -> None:
    event = replace(tiny_records.events["line-drawn"], on=parse_date("1920-04-27/1921"))
    atlas = replace(tiny_records, events={event.id: event})
    days = {
        Day(1920, 4, 26): ([], []),
        Day(1920, 4, 27): ([event], []),
        Day(1920, 5, 27): ([event], []),
        Day(1920, 5, 28): ([], [event]),
        Day(1921, 12, 31): ([], [event]),
    }
    for day, wanted in days.items():
        assert (events_of_day(atlas, day), ongoing_on(atlas, day)) == wanted, day
    vague = replace(event, on=parse_date("1921"))
    atlas = replace(tiny_records, events={event.id: vague})
    assert [events_of_day(atlas, Day(1921, month, 28)) for month in (1, 6, 12)] == [[], [], []]
    assert ongoing_on(atlas, Day(1921, 12, 31)) == [vague]


# ---- journeys ---------------------------------------------------------------------------------------
def test_each_journey_stands_where_it_was_under_its_own_name(atlas: Atlas) -> None:
    day, lang = Day(1920, 6, 20), atlas.records.language("en")
    features = list(journeys_of_day(atlas.records, day, lang, symbols=Symbols()))
    placed = [feature for feature in features if feature.symbol in {"traveller", "stretch"}]
    routes = routes_of_day(atlas.records, day)
    assert {feature.link for feature in placed} == {("route", f"{route.id}@1920-06-20") for route in routes}
    assert {feature.group for feature in features} == {route.title.in_(lang) for route in routes}
    delegation = next(feature for feature in placed if "bekir-sami-1920" in feature.id)
    assert delegation.geometry.geom_type == "LineString"
    assert delegation.detail.startswith("Waiting at Erzurum or on the way to Trebizond")
    hidden = next(feature for feature in placed if "resulzade" in feature.id)
    assert (hidden.geometry.geom_type, hidden.symbol) == ("Point", "traveller")


def test_list_has_the_legs_under_the_name_of_their_journey(client: FlaskClient) -> None:
    text = client.get("/timeline?on=1920-06-20&lang=en").text
    groups = re.findall(r'data-layer="routes">\s*<h3>([^<]+)</h3>(.*?)</section>', text, re.DOTALL)
    assert len(groups) == 5
    for title, rows in groups:
        assert title.startswith("Journeys under way: ")
        assert re.search(
            r'<li data-feature="routes/[a-z0-9-]+/at-.*?href="/routes/[a-z0-9-]+\?at=1920-06-20',
            rows,
            re.DOTALL,
        )


def test_map_is_the_same_between_two_moments_of_a_journey(atlas: Atlas) -> None:
    days = moments(atlas.records)
    here = max(index for index, day in enumerate(days) if day <= Day(1920, 6, 20))
    first, last = days[here], days[here + 1] - 1
    views = [
        [
            (feature.id, feature.geometry.wkt, feature.detail)
            for feature in compose_day(atlas.records, day, "en").features()
            if feature.group
        ]
        for day in (first, last)
    ]
    assert views[0] == views[1]
