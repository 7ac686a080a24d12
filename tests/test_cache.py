"""What is kept is bounded, and goes with the service or the atlas that it belongs to."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest
from PIL import Image
from shapely import LineString

from mapsvc.cache import MOST, Budget, Kept, Shelf, weigh
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
    shelf: Shelf[str] = Budget(800).shelf()
    for name in "abcdefgh":
        shelf.keep(name, name.upper(), 100)
    assert shelf.find("a") == "A"
    shelf.keep("i", "I", 100)
    assert (shelf.find("a"), shelf.find("b"), len(shelf)) == ("A", None, 8)


def test_budget_counts_bytes_and_not_things() -> None:
    shelf: Shelf[int] = Budget(1_000).shelf()
    for number in range(500):
        shelf.keep(number, number, 90 if number % 2 else 10)
        assert shelf.taken_bytes <= 1_000
    assert shelf.find(499) == 499


def test_thing_that_would_drive_out_all_others_is_not_kept() -> None:
    shelf: Shelf[str] = Budget(1_000).shelf()
    shelf.keep("small", "s", 100)
    shelf.keep("large", "l", 501)
    assert (shelf.find("small"), shelf.find("large"), shelf.taken_bytes) == ("s", None, 100)


def test_thing_that_grew_is_counted_anew() -> None:
    shelf: Shelf[str] = Budget(1_000).shelf()
    shelf.keep("a", "first", 50)
    shelf.keep("a", "second", 120)
    assert (shelf.find("a"), shelf.taken_bytes, len(shelf)) == ("second", 120, 1)


def test_shelves_of_one_budget_make_room_for_each_other() -> None:
    budget = Budget(1_000)
    pages: Shelf[str] = budget.shelf()
    files: Shelf[str] = budget.shelf()
    for name in "abcde":
        pages.keep(name, name.upper(), 100)
    assert pages.find("a") == "A"
    for name in "vwxyz":
        files.keep(name, name.upper(), 150)
        assert budget.taken_bytes <= 1_000
    # A page that was asked for after the others stays, as the last one does.
    assert [pages.find(name) for name in "abcde"] == ["A", None, None, None, "E"]
    assert (pages.taken_bytes, files.taken_bytes, budget.taken_bytes) == (200, 750, 950)


def test_what_several_things_share_is_counted_once_and_until_the_last_has_gone() -> None:
    budget, shared = Budget(1_000_000), bytes(100_000)
    kept = Kept(budget)
    first, second = kept("scene", "a", lambda: [shared]), kept("tour", "b", lambda: {"ground": shared})
    assert first[0] is second["ground"]
    assert 100_000 < budget.taken_bytes < 110_000
    for number in range(MOST["scene"]):
        kept("scene", number, object)
    assert 100_000 < budget.taken_bytes < 100_000 + 1_000 * MOST["scene"]
    for number in range(MOST["tour"]):
        kept("tour", number, object)
    assert budget.taken_bytes < 1_000 * (MOST["scene"] + MOST["tour"])


def test_what_stays_in_any_case_is_counted_by_nobody() -> None:
    budget, ground = Budget(1_000_000), bytes(400_000)
    kept = Kept(budget)
    kept("scene", "before", lambda: (ground,))
    assert budget.taken_bytes > 400_000
    budget.leave_out([ground])
    kept("scene", "after", lambda: (ground,))
    assert kept("ground", "", lambda: [ground]) == [ground]
    assert budget.taken_bytes < 10_000
    for number in range(MOST["scene"]):
        kept("scene", number, object)
    assert 0 < budget.taken_bytes < 1_000 * MOST["scene"]


def test_things_of_a_kept_are_bounded_in_bytes_however_few_they_are() -> None:
    budget = Budget(1_000_000)
    kept = Kept(budget)
    for number in range(MOST["scene"]):
        kept("scene", number, lambda: bytearray(90_000))
        assert budget.taken_bytes <= 1_000_000
    assert 5 < kept.count("scene") < 12
    assert kept("menu", None, lambda: "made") == kept("menu", None, lambda: "made again")


def test_shape_and_picture_are_weighed_with_what_lies_outside_python() -> None:
    line = LineString([(number, number % 7) for number in range(10_000)])
    assert 160_000 <= sum(weigh(("key", line))[1].values()) < 200_000
    picture = Image.new("RGB", (500, 400))
    assert sum(weigh([picture])[1].values()) >= 600_000


def test_atlas_is_no_part_of_what_was_made_of_it() -> None:
    atlas = create_app(BALKANS).extensions["mapsvc"].atlas
    own_bytes, large = weigh({"of": atlas, "title": "x"})
    assert own_bytes < 1_000
    assert not large
