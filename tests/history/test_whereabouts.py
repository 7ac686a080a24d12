"""Where travellers were on a day; what their legs come to."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest
import shapely

from mapsvc import Atlas
from mapsvc.errors import DateError, UnknownRouteError, UnknownVariantError
from mapsvc.export.data.tables import columns_of
from mapsvc.history.legs import totals_of
from mapsvc.history.whereabouts import Whereabouts, cut, locate, pick_variant, reports_on, whereabouts_of
from mapsvc.model.day import Day
from mapsvc.model.fields import Certainty
from mapsvc.model.geometry import length_km
from mapsvc.model.itinerary import Reach, itinerary_of
from tests.journeys import KM_PER_DEG, a_journey, a_report, a_variant, an_itinerary

BEKIR_SAMI = "bekir-sami-1920"


@pytest.mark.parametrize(
    ("on", "variant", "kind", "first", "last"),
    [
        ("1920-05-10", "reconstructed", "before", "Angora", "Angora"),
        ("1920-05-11", "stated", "stop", "Angora", "Angora"),
        ("1920-06-20", "reconstructed", "between", "Erzurum", "Trebizond"),
        ("1920-06-20", "stated", "between", "Angora", "Moscow"),
        ("1920-07-19", "reconstructed", "stop", "Moscow", "Moscow"),
        ("1920-08-01", "stated", "after", "Moscow", "Moscow"),
    ],
)
def test_delegation_is_where_the_sources_allow(
    atlas: Atlas, on: str, variant: str, kind: str, first: str, last: str
) -> None:
    found = atlas.whereabouts(BEKIR_SAMI, on=on, variant=variant)
    assert (found.kind, found.first.title.en, found.last.title.en) == (kind, first, last)
    assert found.stretch.geom_type == ("LineString" if kind == "between" else "Point")


def test_on_the_way_is_no_pin_and_says_who_says_so(atlas: Atlas) -> None:
    found = atlas.whereabouts(BEKIR_SAMI, on="1920-06-20", variant="reconstructed")
    assert found.text("en").startswith("Waiting at Erzurum or on the way to Trebizond")
    assert found.text("tr").startswith("Erzurum durağında beklemede ya da Trabzon yolunda")
    assert [report.sources[0].source for report in found.reports] == ["ref-sarihan-1920-06-20"]
    assert length_km(found.stretch) == pytest.approx(found.far_km - found.near_km, rel=1e-6)
    ends = shapely.get_coordinates(found.stretch)[[0, -1]]
    assert shapely.Point(ends[0]).distance(found.first.geometry) < 1e-6
    assert shapely.Point(ends[1]).distance(found.last.geometry) < 1e-6


def test_every_day_of_every_journey_has_an_answer(atlas: Atlas) -> None:
    for route in atlas.records.routes.values():
        for variant in route.variants:
            itinerary = itinerary_of(route, variant.id)
            days = range(
                itinerary.first_day,
                itinerary.last_day + 1,
                max(1, (itinerary.last_day - itinerary.first_day) // 12),
            )
            for day in days:
                found = atlas.whereabouts(route.id, on=Day.fromordinal(day).isoformat(), variant=variant.id)
                assert found.kind in {"stop", "leg", "between"}
                assert found.span[0] <= found.day <= found.span[1]
                assert not found.stretch.is_empty


@pytest.mark.parametrize(
    ("route", "on", "kind"),
    [
        ("yusuf-kemal-1921", "1921-01-01", "stop"),
        ("lenin-1917", "1917-04-14", "leg"),
        ("yusuf-kemal-1921", "1921-02-18", "between"),
    ],
)
def test_wait_journey_and_one_of_two_days(atlas: Atlas, route: str, on: str, kind: str) -> None:
    found = atlas.whereabouts(route, on=on)
    assert found.kind == kind or (kind == "between" and found.kind == "leg")
    if kind == "stop":
        assert found.first.title.en == "Kars"


def test_surest_account_answers_when_none_is_named(atlas: Atlas) -> None:
    assert atlas.whereabouts(BEKIR_SAMI, on="1920-06-20").variant == "reconstructed"


@pytest.mark.parametrize(
    ("route", "on", "variant", "error", "named"),
    [
        ("bekir-sami", "1920-06-20", None, UnknownRouteError, BEKIR_SAMI),
        (BEKIR_SAMI, "1920-06-20", "other", UnknownVariantError, "stated, reconstructed"),
        (BEKIR_SAMI, "1920-06", None, DateError, "1648-06-20"),
        (BEKIR_SAMI, "1920-06-31", None, DateError, "calendar"),
    ],
)
def test_question_that_cannot_be_answered_says_what_would_do(
    atlas: Atlas, route: str, on: str, variant: str | None, error: type[Exception], named: str
) -> None:
    with pytest.raises(error, match=named):
        atlas.whereabouts(route, on=on, variant=variant)


def test_legs_add_up_to_the_way(atlas: Atlas) -> None:
    for route in atlas.records.routes.values():
        for variant in route.variants:
            table = atlas.legs(route.id, variant=variant.id)
            whole = length_km(shapely.MultiLineString([leg.geometry for leg in route.legs_of(variant.id)]))
            totals = totals_of(itinerary_of(route, variant.id))
            assert list(table.columns[:-1]) == list(columns_of("legs", ("tr", "en")))
            assert math.isclose(math.fsum(table["length_km"]), whole, rel_tol=1e-9)
            assert math.isclose(table["total_km"].iloc[-1], whole, rel_tol=1e-9)
            assert math.isclose(math.fsum(km for _, km in totals.by_mode), totals.length_km, rel_tol=1e-9)
            assert (table["days_least"] <= table["days_most"]).all()
            assert table["source"].str.len().min() > 0


#: On foot, 50 km a day at most: 100 km to the second stop, 200 more to the third.
KMS = (0, 100, 300)
DATED = {1: "1921-10-02", 2: "1921-10-05/1921-10-07", 3: "1921-10-12"}


def on_day(day: int, on: dict[int, str], certainties: Sequence[Certainty] = ()) -> Whereabouts:
    """Where the travellers of a journey were on a day of October; its legs may be less sure."""
    route = a_journey(KMS, on)
    if certainties:
        legs = [replace(leg, certainty=one) for leg, one in zip(route.legs, certainties, strict=True)]
        route = replace(route, legs=tuple(legs))
    return whereabouts_of(route, itinerary_of(route, "told"), Day(1921, 10, day))


def kms_of(found: Whereabouts) -> list[float]:
    return [round(float(lon) * KM_PER_DEG, 3) for lon, _ in shapely.get_coordinates(found.stretch)]


@pytest.mark.parametrize(
    ("day", "kind", "stops", "kms", "span"),
    [
        (1, "before", (1, 1), [0], (1, 1)),
        (2, "stop", (1, 1), [0], (2, 2)),
        (3, "leg", (1, 2), [0, 100], (2, 5)),
        (4, "leg", (1, 2), [0, 100], (2, 5)),
        (5, "stop", (2, 2), [100], (5, 7)),
        (7, "stop", (2, 2), [100], (5, 7)),
        (8, "leg", (2, 3), [100, 200], (7, 12)),  # two days on foot at most
        (9, "leg", (2, 3), [100, 250], (7, 12)),
        (10, "leg", (2, 3), [150, 300], (7, 12)),  # what is left can be walked in three days
        (11, "leg", (2, 3), [200, 300], (7, 12)),
        (12, "stop", (3, 3), [300], (12, 12)),
        (13, "after", (3, 3), [300], (13, 13)),
    ],
)
def test_travellers_are_at_a_stop_on_a_leg_or_not_under_way(
    day: int, kind: str, stops: tuple[int, int], kms: list[float], span: tuple[int, int]
) -> None:
    found = on_day(day, DATED)
    assert (found.kind, found.first.n, found.last.n) == (kind, *stops)
    assert kms_of(found) == kms
    assert (found.near_km, found.far_km) == pytest.approx((kms[0], kms[-1]))
    assert [each.day for each in found.span] == list(span)
    assert [leg.n for leg in found.legs] == ([stops[0]] if kind == "leg" else [])
    assert found.reports == ()


def test_stretch_over_a_stop_without_a_date_is_between_those_that_have_one() -> None:
    found = on_day(6, {1: "1921-10-02", 3: "1921-10-12"})
    assert (found.kind, found.first.n, found.last.n) == ("between", 1, 3)
    assert kms_of(found) == [0, 100, 250]
    assert found.span == (Day(1921, 10, 6), Day(1921, 10, 6))
    assert [leg.n for leg in found.legs] == [1, 2]


@pytest.mark.parametrize(
    ("day", "certainties", "certainty"),
    [
        (6, ("attested", "uncertain"), "uncertain"),
        (6, ("inferred", "attested"), "inferred"),
        (3, ("inferred", "uncertain"), "inferred"),  # only the first leg
        (2, ("uncertain", "uncertain"), "attested"),  # the stop itself
    ],
)
def test_answer_is_as_sure_as_the_weakest_thing_under_it(
    day: int, certainties: Sequence[Certainty], certainty: Certainty
) -> None:
    assert on_day(day, {1: "1921-10-02", 3: "1921-10-12"}, certainties).certainty == certainty


def test_day_alone_says_the_kind_and_the_stops() -> None:
    itinerary = itinerary_of(a_journey(KMS, DATED), "told")
    kind, first, last = locate(itinerary, Day(1921, 10, 8).toordinal())
    assert (kind, first.n, last.n) == ("leg", 2, 3)


def test_stop_is_not_missed_for_what_is_lost_in_rounding() -> None:
    # 0.8 - 0.7 is a little less than 0.1; who is to come in on the next day is on the second leg.
    itinerary = an_itinerary([0, 0.1, 0.8], [((1, 1), (1, 1)), ((2, 3), (3, 3)), ((5, 5), (5, 5))])
    kind, first, last = locate(itinerary, 4)
    assert (kind, first.n, last.n) == ("leg", 2, 3)


def test_end_that_lies_just_before_a_stop_is_on_the_leg_before_it() -> None:
    # The last possible day is two days off, and the second leg half a kilometre longer than two days' walk.
    itinerary = an_itinerary([0, 99.5, 199], [((1, 1), (1, 1)), ((2, 9), (9, 9)), ((9, 9), (9, 9))])
    assert itinerary.reach(8).near_km == 0
    kind, first, last = locate(an_itinerary([0, 100.5], [((1, 1), (1, 1)), ((9, 9), (9, 9))]), 8)
    assert (kind, first.n, last.n) == ("leg", 1, 2)


@pytest.mark.parametrize(
    ("near_km", "far_km", "kms"),
    [
        (0, 0, [0]),
        (100, 100, [100]),
        (60, 60, [60]),
        (99.6, 99.6, [99.6]),
        (100.4, 100.4, [100.4]),
        (20, 25, [20, 25]),
        (20, 60, [20, 30, 60]),  # with the vertex between
        (60, 90, [60, 90]),
        (60, 200, [60, 100, 200]),  # the stop between but once
        (100, 300, [100, 300]),
        (0, 300, [0, 30, 100, 300]),
        (299, 300, [299, 300]),
    ],
)
def test_part_of_a_way_has_the_vertices_that_lie_on_it(
    near_km: float, far_km: float, kms: list[float]
) -> None:
    route = a_journey(KMS)
    bent = shapely.LineString([(km / KM_PER_DEG, 0) for km in (0, 30, 30, 100)])  # a vertex told twice
    route = replace(route, legs=(replace(route.legs[0], geometry=bent), route.legs[1]))
    found = cut(itinerary_of(route, "told"), Reach(near_km, far_km))
    assert found.geom_type == ("Point" if len(kms) == 1 else "LineString")
    lons, lats = shapely.get_coordinates(found).T
    assert lons * KM_PER_DEG == pytest.approx(kms, abs=1e-6)
    assert lats == pytest.approx(0)


def test_point_of_a_stop_is_the_stop_and_no_point_of_the_line() -> None:
    route = a_journey(KMS)
    beside = shapely.Point(100 / KM_PER_DEG, 0.01)
    route = replace(route, stops=(route.stops[0], replace(route.stops[1], geometry=beside), route.stops[2]))
    assert cut(itinerary_of(route, "told"), Reach(100, 100)).equals(beside)


def test_way_over_the_line_is_cut_on_both_sides_of_it() -> None:
    kms = [179.5 * KM_PER_DEG, 180.5 * KM_PER_DEG]
    route = a_journey(kms)
    over = shapely.MultiLineString([[(179.5, 0), (180, 0)], [(-180, 0), (-179.5, 0)]])
    itinerary = itinerary_of(replace(route, legs=(replace(route.legs[0], geometry=over),)), "told")
    part = cut(itinerary, Reach(0.25 * KM_PER_DEG, 0.75 * KM_PER_DEG))
    assert (
        part.normalize().wkt
        == shapely.MultiLineString([[(179.75, 0), (180, 0)], [(-180, 0), (-179.75, 0)]]).normalize().wkt
    )
    spot = cut(itinerary, Reach(0.75 * KM_PER_DEG, 0.75 * KM_PER_DEG))
    assert spot.x == pytest.approx(-179.75)


@pytest.mark.parametrize(
    ("certainties", "variant"),
    [
        (("uncertain", "attested", "inferred"), "b"),
        (("inferred", "uncertain", "inferred"), "a"),  # of equals the first
        (("uncertain", "inferred", "attested"), "c"),
    ],
)
def test_surest_account_is_picked(certainties: Sequence[Certainty], variant: str) -> None:
    accounts = [a_variant(name, certainty) for name, certainty in zip("abc", certainties, strict=True)]
    route = a_journey(KMS, variants=accounts)
    assert pick_variant(route, None) == variant
    assert pick_variant(route, "c") == "c"
    with pytest.raises(UnknownVariantError, match="a, b, c"):
        pick_variant(route, "d")


@pytest.mark.parametrize(
    ("on", "days"),
    [
        ("1921-10-03", {3}),
        ("1921-10-03/1921-10-04", {3, 4}),
        ("../1921-10-03", {2, 3}),
        ("1921-10-04/..", {4, 5}),
    ],
)
def test_report_speaks_of_its_days_alone(on: str, days: set[int]) -> None:
    route = a_journey(KMS, reports=[a_report(on)])
    assert {day for day in (2, 3, 4, 5) if reports_on(route, "told", Day(1921, 10, day))} == days


def test_report_speaks_of_the_accounts_that_it_names_or_of_all() -> None:
    reports = [a_report("1921-10-03"), a_report("1921-10-03", "told"), a_report("1921-10-03", "other")]
    route = a_journey(KMS, reports=reports)
    assert reports_on(route, "told", Day(1921, 10, 3)) == list(route.reports[:2])
    assert len(whereabouts_of(route, itinerary_of(route, "told"), Day(1921, 10, 3)).reports) == 2
