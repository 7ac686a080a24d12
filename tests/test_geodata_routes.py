"""The journeys of the shipped atlas: what each must hold, and how its legs run."""

from __future__ import annotations

from mapsvc import Atlas
from mapsvc.scene.journey import Journey

ACCOUNTS = {
    "bekir-sami-1920": {"stated", "reconstructed"},
    "yusuf-kemal-1921": {"main"},
    "return-yusuf-kemal-1920": {"main"},
    "return-bekir-sami-1921": {"main"},
    "return-yusuf-kemal-1921": {"main"},
    "kars-conference-1921": {"main"},
    "red-army-1920": {"main", "flotilla", "railway-west", "shemakha", "south", "karabakh", "zakatala"},
    "resulzade-1922": {"main"},
    "lenin-1917": {"main"},
    "nuri-pasha-1918": {"main", "rising-1920"},
    "halil-gold-1920": {"main"},
}
RAIL_KM = 5.0


def test_atlas_has_every_journey_with_its_accounts(atlas: Atlas) -> None:
    routes = atlas.records.routes
    assert {key: {variant.id for variant in route.variants} for key, route in routes.items()} == ACCOUNTS


def test_every_stop_and_leg_has_a_source_and_every_stop_a_ruler(atlas: Atlas) -> None:
    for lang in ("tr", "en"):
        for route in atlas.records.routes.values():
            assert all(piece.sources for piece in route.pieces)
            journey = Journey(atlas.records, route, lang)
            for variant, itinerary in journey.itineraries.items():
                for index, stop in enumerate(itinerary.stops):
                    rule = journey.rule(itinerary, index)
                    assert rule is not None, (route.id, stop.id)
                    assert rule["who"] or rule["text"], (route.id, variant, stop.id)


def test_accounts_that_differ_say_why(atlas: Atlas) -> None:
    for route in atlas.records.routes.values():
        if len(route.variants) > 1:
            assert route.parts or route.difference, route.id
            assert route.parts or {variant.account for variant in route.variants} == {"stated", "rebuilt"}


def test_accounts_of_one_journey_share_their_stops(atlas: Atlas) -> None:
    route = atlas.records.route("bekir-sami-1920")
    spots = [
        {stop.title.en: (stop.geometry.x, stop.geometry.y) for stop in route.stops_of(variant)}
        for variant in ("stated", "reconstructed")
    ]
    shared = spots[0].keys() & spots[1].keys()
    assert {"Angora", "Trebizond", "Rostov-on-Don", "Moscow"} <= shared
    assert all(spots[0][name] == spots[1][name] for name in shared)


def test_way_that_nobody_knows_is_a_band(atlas: Atlas) -> None:
    unknown = [leg for route in atlas.records.routes.values() for leg in route.legs if leg.mode == "unknown"]
    assert unknown
    assert all(leg.accuracy_km >= 20 and leg.certainty == "uncertain" for leg in unknown)
