"""When a traveller can have been where."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from typing import get_args

import pytest

from mapsvc import Atlas
from mapsvc.model.dates import parse_date
from mapsvc.model.fields import Certainty, Mode
from mapsvc.model.itinerary import FASTEST_KM_PER_DAY, Itinerary, Reach, itinerary_of
from mapsvc.model.records import Route
from tests.journeys import a_journey, an_itinerary


def ordinal(iso: str) -> int:
    return dt.date.fromisoformat(iso).toordinal()


def dated(route: Route, **days: str | None) -> Route:
    """A journey whose stops and legs (`stated_stop_2`) have other dates."""
    wanted = {name.replace("_", "-"): parse_date(day) if day else None for name, day in days.items()}
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


# What nobody exceeded in a day about 1920.
MOST_KM_PER_DAY: dict[Mode, float] = {
    "rail": 750, "ship": 400, "road": 250, "carriage": 150, "sledge": 120, "horse": 110, "foot": 50,
    "unknown": 300,
}  # fmt: skip


def october(day: int) -> int:
    return ordinal("1921-09-30") + day


def days_of(itinerary: Itinerary, stop: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """First and last day of October of coming to a stop, and of leaving it."""
    visit, start = itinerary.visits[stop - 1], october(0)
    coming, leaving = ((window.first - start, window.last - start) for window in (visit.arrive, visit.leave))
    return coming, leaving


@pytest.mark.parametrize("mode", get_args(Mode))
@pytest.mark.parametrize(("more_km", "first"), [(-0.01, 4), (0.01, 5)])
def test_leg_takes_its_length_at_the_greatest_speed(mode: Mode, more_km: float, first: int) -> None:
    # Who sets out as the first begins comes as the fifth begins; if it is a little nearer, on the fourth.
    kms = [0, 4 * MOST_KM_PER_DAY[mode] + more_km]
    itinerary = itinerary_of(a_journey(kms, modes=[mode]), "told")
    assert days_of(itinerary, 2) == ((first, 31), (first, 31))
    # And who must be there before the last is over has left four days before.
    assert days_of(itinerary, 1) == ((1, 32 - first), (1, 32 - first))


def test_each_leg_counts_the_days_of_its_own_mode() -> None:
    itinerary = itinerary_of(a_journey([0, 1500, 1600], modes=["rail", "foot"]), "told")
    assert itinerary.lengths_km == pytest.approx((1500, 100))
    assert [days_of(itinerary, n)[0] for n in (1, 2, 3)] == [(1, 27), (3, 29), (5, 31)]


@pytest.mark.parametrize(
    ("on", "coming"),
    [
        ("1921-10-12", ("1921-10-12", "1921-10-12")),
        ("1921-10-12~", ("1921-10-10", "1921-10-14")),
        ("1921-10", ("1921-10-01", "1921-10-31")),
        ("1921-10~", ("1921-09-16", "1921-11-15")),
        ("1921~", ("1920-07-02", "1922-07-02")),
        ("[1921-10-12,1921-10-14]", ("1921-10-12", "1921-10-14")),
        ("[..1921-10-12]", ("1910-01-01", "1921-10-12")),
        ("[1921-10-12..]", ("1921-10-12", "1930-12-31")),
    ],
)
def test_date_that_is_only_about_right_may_be_off(on: str, coming: tuple[str, str]) -> None:
    itinerary = itinerary_of(a_journey([0, 10], {1: on}, valid="1910/1930"), "told")
    window = itinerary.visits[0].arrive
    assert (window.first, window.last) == tuple(map(ordinal, coming))
    assert itinerary.visits[0].leave == window  # a single date of the first stop is that of leaving it


def test_single_date_between_is_of_coming_and_says_nothing_of_leaving() -> None:
    itinerary = itinerary_of(a_journey([0, 10, 20], {2: "1921-10-10"}), "told")
    assert days_of(itinerary, 2) == ((10, 10), (10, 31))


def test_single_date_of_the_last_stop_ends_the_journey() -> None:
    itinerary = itinerary_of(a_journey([0, 10, 20], {3: "1921-10-10"}), "told")
    assert days_of(itinerary, 3) == ((10, 10), (10, 10))
    assert days_of(itinerary, 2) == ((1, 10), (1, 10))


def test_interval_of_a_leg_is_setting_out_and_coming_in() -> None:
    itinerary = itinerary_of(a_journey([0, 10, 20], legs_on={1: "1921-10-05/1921-10-08"}), "told")
    assert days_of(itinerary, 1) == ((1, 5), (5, 5))
    assert days_of(itinerary, 2) == ((8, 8), (8, 31))


def test_single_date_of_a_leg_is_of_both_its_ends() -> None:
    itinerary = itinerary_of(a_journey([0, 10, 20], legs_on={2: "1921-10-05"}), "told")
    assert days_of(itinerary, 2) == ((1, 5), (5, 5))
    assert days_of(itinerary, 3) == ((5, 5), (5, 31))


@pytest.mark.parametrize(
    ("valid", "on", "first", "last"),
    [
        ("1921-10-03/1921-10-20", {1: "1921-10-05"}, 5, 20),
        ("../1921-10-20", {1: "1921-10-05", 2: "1921-10-09/.."}, 5, 20),
        ("/1921-10-20", {}, 20, 20),
        ("1921-10-03/..", {2: "1921-10-09"}, 3, 9),
        ("1921-10-03/..", {}, 3, 3),
    ],
)
def test_journey_without_an_end_lasts_as_long_as_its_dates(
    valid: str, on: dict[int, str], first: int, last: int
) -> None:
    itinerary = itinerary_of(a_journey([0, 10], on, valid=valid), "told")
    assert (itinerary.first_day, itinerary.last_day) == (october(first), october(last))


def test_each_side_of_a_journey_may_be_about_right() -> None:
    itinerary = itinerary_of(a_journey([0, 10], valid="1921-10~/1921-11-05"), "told")
    assert (itinerary.first_day, itinerary.last_day) == (ordinal("1921-09-16"), ordinal("1921-11-05"))


@pytest.mark.parametrize(
    ("on", "certainty", "firm"),
    [
        (None, "attested", False),
        ("1921-10-05", "uncertain", True),
        ("1921-10~", "attested", True),
        ("1921-10~", "inferred", False),
        ("1921~", "uncertain", False),
        ("1921-10-05~", "uncertain", True),
        ("1921-10~/1921-11-02", "uncertain", False),
        ("1921-10-02/1921-11~", "uncertain", True),
    ],
)
def test_only_a_day_or_what_is_attested_puts_anybody_anywhere(
    on: str | None, certainty: Certainty, firm: bool
) -> None:
    given = parse_date(on) if on else None
    journey = a_journey([0, 10], valid="1921")
    journey = replace(
        journey, stops=(replace(journey.stops[0], on=given, certainty=certainty), journey.stops[1])
    )
    assert itinerary_of(journey, "told").visits[0].firm is firm


def test_dates_of_one_stop_that_exclude_each_other_are_told_of_it_alone() -> None:
    clashes = itinerary_of(
        a_journey([0, 10, 20], {2: "1921-10-10"}, legs_on={1: "1921-10-04"}), "told"
    ).clashes
    assert [clash.piece for clash in clashes] == ["stop-2"]
    assert "its own dates" in clashes[0].reason


@pytest.mark.parametrize(("km", "clash"), [(99.9, False), (100.1, True)])
def test_leg_that_nobody_could_make_in_its_days_clashes(km: float, clash: bool) -> None:
    # On foot, from the morning of the fourth to the evening of the fifth: 100 km.
    itinerary = itinerary_of(a_journey([0, km], {1: "1921-10-04", 2: "1921-10-05"}), "told")
    assert len(itinerary.clashes) == clash
    assert all(visit.arrive.first <= visit.arrive.last for visit in itinerary.visits)


def test_only_the_first_impossible_stop_is_named() -> None:
    itinerary = itinerary_of(a_journey([0, 500], {1: "1921-10-04", 2: "1921-10-05"}), "told")
    assert [clash.piece for clash in itinerary.clashes] == ["stop-1"]
    assert "nor after" in itinerary.clashes[0].reason


# 200 km on foot and 300 by sledge; each stop may be reached and left on a number of days.
SLOW = an_itinerary(
    [0, 200, 500], [((1, 1), (1, 3)), ((5, 9), (6, 10)), ((8, 14), (8, 14))], modes=["foot", "sledge"]
)


@pytest.mark.parametrize(
    ("day", "near_km", "far_km"),
    [
        (0, 0, 0),  # nobody has set out
        (2, 0, 100),  # two days on foot at most, if they left on the first
        (3, 0, 150),
        (4, 0, 200),
        (
            5,
            0,
            200,
        ),  # come, if all went well, and not gone on; or 250 km before the stop, more than the leg has
        (6, 0, 320),
        (7, 50, 440),
        (8, 100, 500),
        (9, 200, 500),  # there at the latest
        (10, 200, 500),
        (11, 200, 500),
        (12, 200, 500),
        (13, 260, 500),
        (14, 500, 500),
        (20, 500, 500),
    ],
)
def test_traveller_is_between_the_slowest_and_the_fastest(day: int, near_km: float, far_km: float) -> None:
    reach = SLOW.reach(day)
    assert (reach.near_km, reach.far_km) == (near_km, far_km)


def test_who_comes_to_a_stop_may_go_on_the_same_day() -> None:
    itinerary = an_itinerary([0, 50, 200], [((1, 1), (1, 1)), ((2, 3), (2, 9)), ((4, 9), (4, 9))])
    assert itinerary.reach(2) == Reach(0, 100)


@pytest.mark.parametrize(("day", "near_km", "far_km"), [(3, 0, 0), (4, 0, 30), (5, 30, 30)])
def test_traveller_is_where_the_dates_say(day: int, near_km: float, far_km: float) -> None:
    itinerary = an_itinerary([0, 30], [((2, 3), (4, 4)), ((4, 4), (5, 6))])
    assert itinerary.reach(day) == Reach(near_km, far_km)


def test_traveller_of_whom_only_a_guess_is_known_is_nowhere_for_certain() -> None:
    assert an_itinerary([0, 30], [((2, 2), (2, 2)), ((3, 3), (9, 9))], firm=False).reach(5) == Reach(30, 30)
    assert an_itinerary([0, 30], [((2, 2), (2, 9)), ((3, 9), (9, 9))], firm=False).reach(2) == Reach(0, 30)


def steps(*comings: tuple[int, int]) -> tuple[int, ...]:
    """The days that stand for stops with these days of coming, the first of them of leaving."""
    kms = [10.0 * n for n in range(len(comings))]
    (first, *others) = comings
    return an_itinerary(kms, [((0, 0), first), *((coming, coming) for coming in others)]).step_days


@pytest.mark.parametrize(
    ("comings", "days"),
    [
        ([(1, 4)], (2,)),  # of two days in the middle the earlier
        ([(1, 1), (10, 40), (12, 42), (16, 46)], (1, 19, 28, 37)),  # shared out from 10 to 46
        ([(1, 1), (10, 40), (17, 46)], (1, 25, 31)),  # begins seven days later: no longer alike
        ([(1, 1), (10, 40), (16, 47)], (1, 25, 31)),  # ends seven days later
        ([(1, 1), (10, 17), (10, 17)], (1, 12, 15)),
        ([(1, 1), (10, 16), (10, 16)], (1, 13, 13)),  # days so close to each other are one guess as it is
        ([(1, 1), *[(10, 17)] * 4, (16, 23)], (1, 12, 14, 16, 17, 21)),  # never after the last day possible
        ([(1, 1), (10, 17), *[(16, 23)] * 4], (1, 12, 16, 16, 19, 21)),  # never before the first
        ([(1, 1), (10, 40), (12, 42), (19, 42)], (1, 21, 31, 31)),  # never before the stop before
    ],
)
def test_day_that_stands_for_a_stop_is_in_the_middle(
    comings: list[tuple[int, int]], days: tuple[int, ...]
) -> None:
    assert steps(*comings) == days
