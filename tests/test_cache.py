"""What is kept is bounded, and goes with the service or the atlas that it belongs to."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest

from mapsvc.cache import MOST, Kept
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
    for key in range(MOST["file"]):
        kept("file", key, lambda: "first")
    kept("file", 0, lambda: "made again")
    kept("file", "one more", lambda: "first")
    assert kept("file", 0, lambda: "made again") == "first"
    assert kept("file", 1, lambda: "made again") == "made again"


@pytest.mark.parametrize("family", ["file", "scene", "a family of no number of its own"])
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
