"""When a traveller can have been where."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace

import pytest

from mapsvc import Atlas
from mapsvc.model.itinerary import FASTEST_KM_PER_DAY, Itinerary, itinerary_of
from mapsvc.model.records import Route


def ordinal(iso: str) -> int:
    return dt.date.fromisoformat(iso).toordinal()


def dated(route: Route, **days: str | None) -> Route:
    """A journey whose stops and legs (`stated_stop_2`) have other dates."""
    wanted = {name.replace("_", "-"): day for name, day in days.items()}
    return replace(
        route,
        stops=tuple(replace(stop, on=wanted.get(stop.id, stop.on)) for stop in route.stops),
        legs=tuple(replace(leg, on=wanted.get(leg.id, leg.on)) for leg in route.legs),
    )


@pytest.fixture
def journey(tiny: Atlas) -> Route:
    return tiny.records.route("journey")


@pytest.fixture(scope="module")
def itineraries(atlas: Atlas) -> list[Itinerary]:
    routes = atlas.records.routes.values()
    return [itinerary_of(route, variant.id) for route in routes for variant in route.variants]


def test_days_of_every_account_run_forwards_and_none_clash(itineraries: list[Itinerary]) -> None:
    for itinerary in itineraries:
        assert itinerary.clashes == ()
        edges = [window for visit in itinerary.visits for window in (visit.arrive, visit.leave)]
        for before, after in itertools.pairwise(edges):
            assert before.first <= after.first
            assert before.last <= after.last
        assert list(itinerary.step_days) == sorted(itinerary.step_days)
        for day, visit in zip(itinerary.step_days[1:], itinerary.visits[1:], strict=True):
            assert visit.arrive.first <= day <= visit.arrive.last


def test_nobody_travels_faster_than_was_possible(itineraries: list[Itinerary]) -> None:
    for itinerary in itineraries:
        days = range(itinerary.first_day, itinerary.last_day + 1)
        reach = [itinerary.reach(day) for day in days]
        assert all(found.near_km <= found.far_km + 1e-6 for found in reach)
        assert [found.near_km for found in reach] == sorted(found.near_km for found in reach)
        assert reach[0].near_km == 0
        assert reach[-1].far_km == pytest.approx(itinerary.marks_km[-1])


def test_stop_without_a_date_lies_between_its_neighbours(journey: Route) -> None:
    itinerary = itinerary_of(journey, "rebuilt")
    halt = itinerary.visits[1].arrive
    assert ordinal("1921-10-01") <= halt.first < halt.last <= ordinal("1921-10-12")
    on_foot = itinerary.lengths_km[1] / FASTEST_KM_PER_DAY["foot"]
    assert on_foot > 2
    assert halt.last <= ordinal("1921-10-12") + 1 - on_foot


def test_interval_of_a_stop_is_a_stay(journey: Route) -> None:
    itinerary = itinerary_of(dated(journey, rebuilt_stop_2="1921-10-03/1921-10-05"), "rebuilt")
    for iso, there in [
        ("1921-10-02", False),
        ("1921-10-03", True),
        ("1921-10-05", True),
        ("1921-10-06", False),
    ]:
        assert itinerary.visits[1].holds(ordinal(iso)) is there, iso


def test_one_of_two_days_is_neither_for_certain(journey: Route) -> None:
    itinerary = itinerary_of(dated(journey, rebuilt_stop_2="[1921-10-03,1921-10-04]"), "rebuilt")
    assert not itinerary.visits[1].holds(ordinal("1921-10-03"))
    assert (itinerary.visits[1].arrive.first, itinerary.visits[1].arrive.last) == (
        ordinal("1921-10-03"),
        ordinal("1921-10-04"),
    )


def test_guess_at_a_month_never_puts_anybody_anywhere(atlas: Atlas) -> None:
    itinerary = itinerary_of(atlas.records.route("bekir-sami-1920"), "reconstructed")
    erzurum = next(index for index, stop in enumerate(itinerary.stops) if stop.title.en == "Erzurum")
    days = range(itinerary.first_day, itinerary.last_day + 1)
    assert not any(itinerary.visits[erzurum].holds(day) for day in days)


@pytest.mark.parametrize(
    ("changed", "piece"),
    [
        ({"rebuilt_stop_2": "1921-10-12", "rebuilt_leg_1": "1921-10-01/1921-10-04"}, "rebuilt-stop-2"),
        ({"rebuilt_leg_1": "1921-10-08", "rebuilt_leg_2": "1921-10-05"}, "rebuilt-stop-"),
        ({"rebuilt_stop_2": "1921-10-11"}, "rebuilt-stop"),
    ],
    ids=["leg before its stop", "legs out of order", "on foot in a day"],
)
def test_dates_that_cannot_all_be_true_clash(journey: Route, changed: dict[str, str], piece: str) -> None:
    clashes = itinerary_of(dated(journey, **changed), "rebuilt").clashes
    assert clashes
    assert all(clash.piece.startswith(piece) for clash in clashes)
