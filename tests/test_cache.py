"""What is kept is bounded, and goes with the service or the atlas that it belongs to."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest

from mapsvc.cache import MOST, Budget, Kept
from mapsvc.web.app import create_app

BALKANS = Path(__file__).parent / "data" / "atlases" / "balkans"
LONDON, BUCHAREST = "london-1913", "bucharest-1913"


def test_a_thing_is_made_once_as_long_as_it_is_kept() -> None:
    kept = Kept()
    assert [kept("scene", key, lambda: "first") for key in "ab"] == ["first", "first"]
    assert kept("scene", "a", lambda: "made again") == "first"
    assert kept("tour", "a", lambda: "another") == "another"


def test_nothing_is_kept_as_nothing() -> None:
    kept = Kept()
    assert kept("common land", 1, lambda: None) is None
    assert kept("common land", 1, lambda: "asked again") is None


def test_what_was_asked_for_last_stays() -> None:
    kept = Kept()
    for key in range(MOST["railways"]):
        kept("railways", key, lambda: "first")
    kept("railways", 0, lambda: "made again")
    kept("railways", "one more", lambda: "first")
    assert kept("railways", 0, lambda: "made again") == "first"
    assert kept("railways", 1, lambda: "made again") == "made again"


@pytest.mark.parametrize("family", ["railways", "scene", "a family of no number of its own"])
def test_a_flood_stays_bounded(family: str) -> None:
    kept = Kept()
    for key in range(1000):
        kept(family, key, object)
    assert kept.count(family) == MOST.get(family, 128)


def test_days_and_comparisons_of_readers_stay_bounded() -> None:
    app = create_app(BALKANS)
    service, client = app.extensions["mapsvc"], app.test_client()
    for _ in range(2):
        for month in range(1, 13):
            assert client.get(f"/timeline?on=1913-{month:02}-01").status_code == 200
        for pair in (f"{LONDON}/{BUCHAREST}", f"{BUCHAREST}/{LONDON}"):
            assert client.get(f"/compare/{pair}").status_code == 200
    counts = {family: service.kept.count(family) for family in service.kept.families()}
    # A day of one language is kept once, however often it is asked for.
    assert 0 < counts["scene"] <= 12 + 2
    of_atlas = service.atlas.kept
    assert of_atlas.count("comparison") == 2
    assert of_atlas.count("ground") == 1
    assert all(of_atlas.count(family) <= MOST.get(family, 128) for family in of_atlas.families())


def test_a_service_that_goes_takes_its_atlas_and_ground_along() -> None:
    app = create_app(BALKANS)
    client = app.test_client()
    for path in (
        "/",
        "/timeline?on=1913-06-01",
        f"/compare/{LONDON}/{BUCHAREST}",
        "/search?q=a",
        "/api/collections/places/items",
        f"/download/borders/{LONDON}.png?width=400",
    ):
        assert client.get(path).status_code == 200, path
    service = app.extensions["mapsvc"]
    held = [service.atlas, service.ground, service.kept, service.ground.kept]
    gone = [weakref.ref(thing) for thing in held]
    del app, client, service, held
    gc.collect()
    assert [ref() for ref in gone] == [None] * 4


def test_budget_lets_what_was_asked_for_the_longest_ago_go_first() -> None:
    budget: Budget[str] = Budget(800)
    for name in "abcdefgh":
        budget.keep(name, name.upper(), 100)
    assert budget.find("a") == "A"
    budget.keep("i", "I", 100)
    assert (budget.find("a"), budget.find("b"), len(budget)) == ("A", None, 8)


def test_budget_counts_bytes_and_not_things() -> None:
    budget: Budget[int] = Budget(1_000)
    for number in range(500):
        budget.keep(number, number, 90 if number % 2 else 10)
        assert budget.taken_bytes <= 1_000
    assert budget.find(499) == 499


def test_thing_that_would_drive_out_all_others_is_not_kept() -> None:
    budget: Budget[str] = Budget(1_000)
    budget.keep("small", "s", 100)
    budget.keep("large", "l", 501)
    assert (budget.find("small"), budget.find("large"), budget.taken_bytes) == ("s", None, 100)


def test_thing_that_grew_is_counted_anew() -> None:
    budget: Budget[str] = Budget(1_000)
    budget.keep("a", "first", 50)
    budget.keep("a", "second", 120)
    assert (budget.find("a"), budget.taken_bytes, len(budget)) == ("second", 120, 1)
