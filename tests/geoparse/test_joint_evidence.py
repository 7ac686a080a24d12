"""Names of a text speak for each other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mapsvc.atlas.gazetteer.names import Entry
from mapsvc.geoparse.candidates import NamedSpan
from mapsvc.geoparse.endings import BARE
from mapsvc.geoparse.joint_evidence import find_region, lift_together
from mapsvc.geoparse.mentions import Choice, PlaceMention
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.surroundings import Surroundings

Places = Callable[[str], list[PlaceMention]]


def country(found: PlaceMention) -> str:
    return found.entry.country if found.entry else ""


def by_surface(found: list[PlaceMention]) -> dict[str, PlaceMention]:
    return {mention.surface: mention for mention in found}


@pytest.mark.parametrize(
    "text",
    [
        "The horsemen raided Charikar, Baghlan and Aybak.",
        "They burnt Nabatieh, Marjayoun and Jezzine.",
        "The rising spread over Otavalo, Tulcan and Cayambe.",
        "Kıtalar Muş, Bulanık ve Malazgirt’i geçti.",
    ],
)
def test_small_towns_of_one_enumeration_vouch_for_each_other(places: Places, text: str) -> None:
    found = places(text)
    assert len(found) >= 2
    lons = [mention.entry.lon for mention in found if mention.entry and mention.entry.lon]
    assert len(lons) == len(found)
    assert max(lons) - min(lons) < 4


def test_names_far_apart_do_not_vouch_for_each_other(places: Places) -> None:
    assert places("He praised Baghlan, Otavalo and Jezzine.") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They shelled Chambarak (Krasnoselsk) for three days.", "Chambarak"),
        ("They held Yeghegnadzor (Keshishkend) until spring.", "Yeghegnadzor"),
        ("He saw Leninakan (Gyumri) again.", "Leninakan"),
    ],
)
def test_second_name_of_one_place_in_brackets_is_evidence(places: Places, text: str, name: str) -> None:
    found = by_surface(places(text))[name]
    assert found.entry is not None
    assert found.entry.country in {"AM", ""}


AMERICAN = """The cars ran from Chattanooga to Marietta and Atlanta. From {name} the column marched to Macon
and Milledgeville, and then to Savannah. In Nashville nobody had heard of it."""
GREEK = """The ship went from Corfu to Patras and Corinth. From {name} the column marched to Thebes and
Lamia, and then to Larissa. In Volos nobody had heard of it."""


@pytest.mark.parametrize("name", ["Athens", "Rome", "Florence"])
def test_text_about_another_country_moves_the_reading_from_the_famous_namesake(
    places: Places, name: str
) -> None:
    found = by_surface(places(AMERICAN.format(name=name)))[name]
    assert found.entry is not None
    assert found.entry.lon is not None
    assert -90 < found.entry.lon < -75
    assert by_surface(places(GREEK.format(name=name)))[name].entry != found.entry


@pytest.mark.parametrize("name", ["London", "Paris", "Berlin", "Moscow", "Vienna"])
def test_famous_name_stays_where_only_the_region_has_a_namesake(places: Places, name: str) -> None:
    found = by_surface(places(AMERICAN.format(name=name)))[name]
    assert found.entry is not None
    assert found.entry.lon is not None
    assert found.entry.lon > -5


def test_famous_name_stays_where_nothing_speaks_for_another(places: Places) -> None:
    for name in ("Athens", "Rome", "Florence", "Alexandria"):
        (found,) = places(f"He spoke of {name}.")
        assert found.entry is not None
        assert found.entry.lon is not None
        assert found.entry.lon > 0


# ---- what each thing says, on places that are made for it


def a_place(name: str, lon: float, kind: str = "town", radius: float = 0.0, **fields: str) -> Entry:
    given = {"tier": "geonames", **fields}
    return Entry(name, name, kind, lon, 0.0, radius, population=100_000, tier=given["tier"])


def a_reading(key: str, start: int, *, listed: int = -1, within: int = 0, also: int = 0) -> NamedSpan:
    span = Span(start, start, start, start + 3, start + 3, key, BARE, home=False, evidence=2.0)
    return NamedSpan(span, [], 0, listed, within, also)


def choices(*entries: Entry) -> list[Choice]:
    return [Choice(entry, 0.7) for entry in entries]


def test_region_behind_a_comma_lifts_what_it_holds_and_itself() -> None:
    here, far = a_place("here", 1), a_place("far", 50)
    state, namesake = a_place("state", 2, "region", 200), a_place("namesake", 80, "state", 300)
    first, second = lift_together(
        [a_reading("athens", 0, within=1), a_reading("georgia", 1)],
        [choices(far, here), choices(namesake, state)],
    )
    assert set(first.scores) == {"here"}
    assert set(second.scores) == {"state"}
    assert first.evidence > 0


def test_town_behind_a_comma_holds_nothing() -> None:
    first, second = lift_together(
        [a_reading("a", 0, within=1), a_reading("b", 1)], [choices(a_place("a", 1)), choices(a_place("b", 1))]
    )
    assert (first.scores, second.scores) == ({}, {})


def test_what_decided_a_name_once_counts_at_its_other_mentions() -> None:
    here, far, state = a_place("here", 1), a_place("far", 50), a_place("state", 2, "region", 200)
    readings = [a_reading("athens", 0, within=1), a_reading("georgia", 1), a_reading("athens", 2)]
    *_, later = lift_together(readings, [choices(far, here), choices(state), choices(far, here)])
    assert set(later.scores) == {"here"}


def test_long_enumeration_asks_its_neighbours_only() -> None:
    readings = [a_reading(str(n), n, listed=0) for n in range(9)]
    scored = [choices(a_place(str(n), 0.0 if n in {0, 8} else 20.0 * n)) for n in range(9)]
    assert lift_together(readings, scored)[0].scores == {}


def test_famous_namesakes_do_not_outvote_names_that_have_one_reading() -> None:
    famous = [
        choices(a_place(f"old-{n}", 20 + n / 9, tier="historical"), a_place(f"new-{n}", -80))
        for n in range(4)
    ]
    alone = [choices(a_place(f"only-{n}", -80 - n / 9)) for n in range(5)]
    scored = famous + alone
    for place in famous:
        place[0] = Choice(place[0].entry, 0.95)
    readings = [a_reading(str(n), n) for n in range(9)]
    around = Surroundings()
    region = find_region(readings, scored, lift_together(readings, scored), around)
    assert region.share("x", -80, 0.0) > 2 * region.share("x", 20, 0.0)
    assert set(around.votes) == {str(n) for n in range(9)}
