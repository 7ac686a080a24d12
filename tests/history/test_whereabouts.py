"""Where travellers were on a day; what their legs come to."""

from __future__ import annotations

import math

import pytest
import shapely

from mapsvc import Atlas
from mapsvc.errors import DateError, UnknownRouteError, UnknownVariantError
from mapsvc.history.holders import rulers_on
from mapsvc.history.legs import totals_of
from mapsvc.model.day import Day
from mapsvc.model.geometry import length_km
from mapsvc.model.itinerary import itinerary_of
from mapsvc.model.tables import columns_of

BEKIR_SAMI = "bekir-sami-1920"


@pytest.mark.parametrize(
    ("on", "variant", "kind", "first", "last"),
    [
        ("1920-05-10", "reconstructed", "before", "Angora (Ankara)", "Angora (Ankara)"),
        ("1920-05-11", "stated", "stop", "Angora (Ankara)", "Angora (Ankara)"),
        ("1920-06-20", "reconstructed", "between", "Erzurum", "Trebizond (Trabzon)"),
        ("1920-06-20", "stated", "between", "Angora (Ankara)", "Moscow"),
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
    assert "On the way" in found.text("en")
    assert "Yolda" in found.text("tr")
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
