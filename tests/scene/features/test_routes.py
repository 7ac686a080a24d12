"""Legs and stops of a journey, as maps draw them."""

from __future__ import annotations

from dataclasses import replace

from mapsvc.atlas.store import Store
from mapsvc.model.dates import parse_date
from mapsvc.model.fields import Account
from mapsvc.model.text import Text
from mapsvc.scene.features.routes import route_features
from mapsvc.scene.symbols import Symbols


def drawn(tiny_records: Store, **more: object) -> list[str]:
    found = route_features(tiny_records, tiny_records.routes["journey"], "en", symbols=Symbols(), **more)  # type: ignore[arg-type]
    return [feature.id.removeprefix("routes/journey/") for feature in found]


def test_map_never_shows_what_had_not_happened_yet(tiny_records: Store) -> None:
    assert "stated-leg-1" in drawn(tiny_records)
    early = drawn(tiny_records, until=parse_date("1921-10-01"))
    assert "stated-stop-1" in early
    assert not [one for one in early if "-leg-" in one or one == "stated-stop-2"]


def test_account_is_named_on_its_longest_leg_and_a_place_on_its_first_stop(tiny_records: Store) -> None:
    found = list(route_features(tiny_records, tiny_records.routes["journey"], "en", symbols=Symbols()))
    named = [feature.label for feature in found if "-leg-" in feature.id and feature.label]
    assert sorted(named) == ["The way of the paper", "The way rebuilt"]
    stops = [feature.label for feature in found if "-stop-" in feature.id and feature.label]
    assert len(stops) == len(set(stops)) == 3


def test_accounts_are_told_apart_by_dashes_where_they_are_compared(tiny_records: Store) -> None:
    journey = tiny_records.routes["journey"]
    kinds: tuple[Account, ...] = ("stated", "rebuilt")
    variants = tuple(
        replace(variant, account=account) for variant, account in zip(journey.variants, kinds, strict=True)
    )
    symbols = Symbols()
    told = replace(journey, variants=variants)
    list(route_features(tiny_records, told, "en", symbols=symbols, by_account=True))
    assert symbols["leg-rail-stated"]["dash"]
    assert symbols["leg-carriage-rebuilt"]["dash"] == []
    assert "leg-foot-uncertain" in symbols  # doubt is told before the account


def test_journey_of_one_account_or_of_branches_is_named_once_along_its_way(tiny_records: Store) -> None:
    journey = tiny_records.routes["journey"]
    branches = replace(journey, parts=True, label=Text({"en": "To and fro"}))
    for told, name in ((journey.only({"stated"}), journey.title.in_("en")), (branches, "To and fro")):
        found = route_features(tiny_records, told, "en", symbols=Symbols())
        assert [feature.label for feature in found if "-leg-" in feature.id and feature.label] == [name]
    own = route_features(tiny_records, journey.only({"stated"}), "en", symbols=Symbols(), by_account=True)
    assert not [feature for feature in own if "-leg-" in feature.id and feature.label]
