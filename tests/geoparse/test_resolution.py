"""Which place a name means: what each thing weighs, reckoned along the equator."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from mapsvc.atlas.gazetteer.names import Entry, NameUse, open_gazetteer
from mapsvc.geoparse.endings import BARE
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.mentions import PlaceMention
from mapsvc.geoparse.resolution import NamedSpan, Resolution, Surroundings, resolve
from mapsvc.geoparse.span import Span

Places = Callable[[str], list[PlaceMention]]

TSV = """id\ttitle\tlon\tlat\tvariants
own:1\tKaleköy\t26.0\t40.0\tKalekoy
own:2\tYeniceköyü\t26.1\t40.1\t
north\tAltınova\t40.0\t41.0\t
south\tAltınova\t30.0\t37.0\t
"""


def ids(found: list[PlaceMention]) -> list[str | None]:
    return [mention.entry.id if mention.entry else None for mention in found]


def test_atlas_comes_before_geonames(places: Places) -> None:
    assert ids(places("Gori ve Kars’ta kaldı.")) == ["gori", "kars"]


def test_asked_kind_decides(places: Places) -> None:
    vilayet, town = places("Bitlis vilayetinde ve Bitlis şehrinde")
    assert vilayet.entry is not None
    assert town.entry is not None
    assert vilayet.entry.kind in {"region", "vilayet"}
    assert town.entry.kind in {"city", "town", "settlement"}


def test_neighbours_decide_between_namesakes(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text(TSV, encoding="utf-8")
    parser = Geoparser(open_gazetteer(extra=path))
    for text, wanted in (
        ("Trabzon’dan Erzurum’a, oradan Altınova’ya gitti.", "north"),
        ("Antalya’dan Isparta’ya, oradan Altınova’ya gitti.", "south"),
    ):
        found = [m for m in parser.parse(text) if isinstance(m, PlaceMention) and m.surface == "Altınova"]
        assert ids(found) == [wanted], text
        assert "Altınova" in {choice.entry.title for choice in found[0].alternatives}


def test_alternatives_are_less_likely_than_the_choice(places: Places) -> None:
    for found in places("Kars, Van, Bitlis, Erzurum ve Paris anıldı."):
        assert all(choice.score <= found.score for choice in found.alternatives)


def test_nothing_is_forced(places: Places) -> None:
    (found,) = [mention for mention in places("Kars’ta Zorbulakçık köyünde") if mention.surface != "Kars"]
    assert found.entry is None


@pytest.mark.parametrize("text", ["Jackson’ın kitabı", "Lincoln dedi ki"])
def test_persons_are_no_towns_of_america(places: Places, text: str) -> None:
    assert places(text) == []


#: Of a degree of the equator, as the resolver reckons.
KM_PER_DEG = 111.2
#: So much that nothing beside it decides whether a name is meant.
SURE = 10.0


def a_place(name: str = "there", km: float | None = 0.0, **fields: Any) -> Entry:
    """A town of GeoNames with 10 000 inhabitants, so many kilometres along the equator."""
    lon = None if km is None else km / KM_PER_DEG
    given = {"title": name, "kind": "town", "lon": lon, "lat": 0.0, "radius_km": 0.0, "population": 10_000}
    return Entry(id=name, **{**given, "tier": "geonames", **fields})


def a_reading(*places: Entry | NameUse, start: int = 50, year: int = 0, **fields: Any) -> NamedSpan:
    span = Span(0, 0, start, start + 5, start + 5, "there", BARE, home=False, evidence=SURE)
    for name, value in fields.items():
        setattr(span, name, value)
    uses = [place if isinstance(place, NameUse) else NameUse(place, 0, "", 0, 0) for place in places]
    return NamedSpan(span, uses, year)


def around(*places: Entry) -> Surroundings:
    """Places that stand before the name."""
    found = Surroundings()
    for offset, place in enumerate(places):
        found.add(offset, place)
    return found


def the_town(times: int = 2) -> Surroundings:
    """A town where the equator begins, that the text names twice before: the second nearest counts."""
    return around(*[a_place("here", tier="atlas")] * times)


def one(reading: NamedSpan, known: Surroundings | None = None) -> Resolution:
    (found,) = resolve([reading], Surroundings() if known is None else known)
    assert found is not None
    return found


def certain(place: Entry | NameUse, year: int = 0, **fields: Any) -> float:
    """How sure a name is that a gazetteer of this region has for one place alone: as it fits that."""
    return one(a_reading(place, year=year, home=True, **fields)).score


# ---- what a place scores by itself


@pytest.mark.parametrize(
    ("tier", "score"), [("user", 0.98), ("atlas", 0.96), ("historical", 0.93), ("geonames", 0.62)]
)
def test_tier_that_has_the_name_comes_first(tier: str, score: float) -> None:
    assert certain(a_place(tier=tier, population=0)) == score


@pytest.mark.parametrize(
    ("tier", "kind", "radius_km", "score"),
    [
        ("historical", "town", 8.0, 0.93),
        ("historical", "town", 10.0, 0.87),
        ("user", "village", 10.0, 0.92),
        ("historical", "city", 12.0, 0.93),  # a great town reaches so far
        ("historical", "region", 100.0, 0.93),
        ("geonames", "settlement", 15.0, 0.62),
    ],
)
def test_point_that_is_a_guess_scores_less(tier: str, kind: str, radius_km: float, score: float) -> None:
    place = a_place(tier=tier, kind=kind, radius_km=radius_km, population=0)
    assert certain(place) == score


@pytest.mark.parametrize(
    ("population", "score"),
    [
        (0, 0.62),
        (5, 0.64),  # a fortieth of a power of ten each
        (100, 0.67),
        (10_000, 0.72),
        (1_000_000, 0.77),
        (1_000_001, 0.89),  # known all over the world
    ],
)
def test_large_town_is_meant_rather_than_a_small_one(population: int, score: float) -> None:
    assert certain(a_place(population=population)) == score


FITS = {
    "village": "village settlement town",
    "town": "town city settlement village",
    "city": "city town settlement",
    "vilayet": "vilayet region",
    "sanjak": "sanjak region vilayet",
    "guberniya": "guberniya region",
    "oblast": "oblast region",
    "state": "state empire republic",
    "mountain": "mountain range pass",
    "gulf": "gulf sea",
    "fortress": "fortress town city settlement",
    "station": "station town city settlement village",
    "plain": "plain region",
    "river": "river",  # of which no other kind can be meant
    "lake": "lake",
}
EVERY_KIND = sorted({kind for kinds in FITS.values() for kind in kinds.split()})


@pytest.mark.parametrize("asked", FITS)
def test_kind_that_the_words_ask_for_decides(asked: str) -> None:
    fitting = set(FITS[asked].split())
    scores = {kind: certain(a_place(kind=kind, population=0), kind=asked) for kind in EVERY_KIND}
    assert scores == {kind: 0.7 if kind in fitting else 0.5 for kind in EVERY_KIND}


@pytest.mark.parametrize(
    ("kinds", "score"),
    [
        ("vilayet sanjak guberniya oblast uezd", 0.52),  # "Kars" alone is the town
        ("river lake mountain station pass strait fortress island desert plain", 0.57),
        ("town region sea empire range site", 0.62),
    ],
)
def test_kind_that_its_name_alone_does_not_mean_scores_less(kinds: str, score: float) -> None:
    assert {certain(a_place(kind=kind, population=0)) for kind in kinds.split()} == {score}


@pytest.mark.parametrize(
    ("year", "score"),
    [(1897, 0.5), (1898, 0.62), (1900, 0.62), (1950, 0.62), (1952, 0.62), (1953, 0.5), (0, 0.62)],
)
def test_place_is_meant_in_the_years_in_which_it_was(year: int, score: float) -> None:
    assert certain(a_place(population=0, start=1900, end=1950), year) == score


@pytest.mark.parametrize(
    ("year", "score"), [(1897, 0.59), (1898, 0.62), (1952, 0.62), (1953, 0.59), (0, 0.62)]
)
def test_name_is_meant_in_the_years_in_which_it_was_used(year: int, score: float) -> None:
    assert certain(NameUse(a_place(population=0), 0, "", 1900, 1950), year) == score


def test_place_without_limits_is_meant_in_any_year() -> None:
    places = a_place(population=0), a_place(population=0, start=1900), a_place(population=0, end=1950)
    assert {certain(place, 1920) for place in places} == {0.62}


@pytest.mark.parametrize(
    ("fields", "score", "why"),
    [
        ({}, 0.96, (("only", "atlas"),)),
        ({"kind": "town"}, 0.99, (("only", "atlas"), ("kind", "town"))),  # 1.04, which nothing can be
        ({"small": True}, 0.76, (("only", "atlas"), ("small",))),
        ({"typo": True}, 0.71, (("only", "atlas"), ("mended", "there"))),
        ({"misread": True}, 0.81, (("only", "atlas"), ("mended", "there"))),
        ({"misread": True, "typo": True}, 0.81, (("only", "atlas"), ("mended", "there"))),
        ({"typo": True, "small": True}, 0.51, (("only", "atlas"), ("mended", "there"), ("small",))),
    ],
)
def test_only_place_of_a_name_is_as_sure_as_its_letters(
    fields: dict[str, Any], score: float, why: tuple[tuple[str, ...], ...]
) -> None:
    found = one(a_reading(a_place(tier="atlas", population=0), home=True, **fields))
    assert (found.score, found.why, found.alternatives) == (score, why, ())


def test_name_is_never_quite_unsure() -> None:
    assert certain(a_place(population=0, start=1900), 1800, kind="lake", small=True, typo=True) == 0.3


def test_place_with_several_forms_has_the_best_of_them() -> None:
    old, new = (NameUse(a_place(population=0), 0, "", start, 0) for start in (1930, 1900))
    assert certain(old, 1920) == 0.59
    for uses in ([old, new], [new, old]):
        found = one(a_reading(*uses, year=1920, home=True))
        assert (found.score, found.alternatives) == (0.62, ())


# ---- what its surroundings add


def apart(km: float, **fields: Any) -> Entry:
    """A place exactly so far from the town, its own reach counted off; degrees cannot say every distance."""
    exact = next(more for more in range(200) if (km + more) / KM_PER_DEG * KM_PER_DEG == km + more)
    return a_place(km=km + exact, radius_km=exact, **fields)


#: Kilometres from which on a place is less likely, and what nearness adds up to there.
NEARNESS = [(0, 0.14), (60, 0.11), (250, 0.06), (600, 0.0), (1200, -0.08), (3000, -0.16)]


@pytest.mark.parametrize(("km", "more"), NEARNESS)
def test_nearness_to_what_is_known_counts_in_steps(km: float, more: float) -> None:
    # 0.72 by itself, and 0.02 as there is no other.
    assert one(a_reading(apart(km)), the_town()).score == pytest.approx(0.74 + more)
    # Who chose a place for a gazetteer of this region meant it, however far it is: 0.03 more of itself by its
    # tier, less for a kind and for years that do not fit.
    chosen = apart(km, tier="historical", start=1900)
    found = one(a_reading(chosen, kind="lake", year=1800), the_town())
    assert found.score == pytest.approx(0.74 + 0.31 - 0.24 + max(-0.04, more))


@pytest.mark.parametrize(("index", "km"), [(index, km - 0.5) for index, (km, _) in enumerate(NEARNESS) if km])
def test_nearness_is_that_of_the_step_before_until_the_next(index: int, km: float) -> None:
    found = one(a_reading(a_place(km=km)), the_town())
    assert found.score == pytest.approx(0.74 + NEARNESS[index - 1][1])


def test_place_where_nothing_is_known_is_neither_near_nor_far() -> None:
    assert one(a_reading(a_place())).score == pytest.approx(0.74)
    nowhere, far = (a_place(str(km), km, tier="historical", start=1900) for km in (None, 9000))
    found = one(a_reading(far, nowhere, home=True, kind="lake", year=1800), the_town())
    assert found.entry is nowhere  # 0.79, and the other 0.04 less, of which half counts
    assert found.score == pytest.approx(0.79 - 0.08 + 0.02)


@pytest.mark.parametrize(
    ("known", "km"), [([0, 500], None), ([150, 200], "550"), ([0, 600, 650], "100"), ([0, 500, 650], "200")]
)
def test_second_nearest_place_says_how_near(known: Sequence[float], km: str | None) -> None:
    # The text names other points more often, so that each of these counts but once.
    far = [a_place(f"far-{n}", 9000 + n, tier="atlas") for n in range(8)] * 2
    here = around(*far, *(a_place(str(other), other, tier="atlas") for other in known))
    near = {why[0]: why[-1] for why in one(a_reading(a_place(km=700)), here).why}
    assert near.get("near") == km


def test_only_place_around_says_how_near() -> None:
    assert ("near", "500") in one(a_reading(a_place(km=500)), the_town(1)).why


@pytest.mark.parametrize(
    ("radius_here", "radius_there", "km"),
    [(0, 0, 500), (50, 0, 450), (0, 50, 450), (299, 0, 201), (400, 0, 200), (0, 299, 201), (0, 400, 200)],
)
def test_reach_of_both_places_is_counted_off_but_no_more_than_300_km(
    radius_here: float, radius_there: float, km: int
) -> None:
    here = around(*[a_place("here", tier="atlas", radius_km=radius_here)] * 2)
    found = one(a_reading(a_place(km=500, radius_km=radius_there)), here)
    assert ("near", str(km)) in found.why


def test_places_within_reach_of_each_other_are_not_apart() -> None:
    assert ("near", "0") in one(a_reading(a_place(km=10, radius_km=300)), the_town()).why


def test_degree_of_longitude_is_shorter_in_the_north() -> None:
    here = around(*[a_place("here", tier="atlas", lon=0.0, lat=60.0)] * 2)
    assert ("near", "556") in one(a_reading(a_place(lon=10.0, lat=60.0)), here).why  # half of 1112
    assert ("near", "556") in one(a_reading(a_place(lon=0.0, lat=65.0)), here).why


def test_point_that_the_text_names_most_reaches_100_km() -> None:
    # Far behind, so that the places beside a name are others; both points reach.
    known = around(
        *[a_place("here", tier="atlas")] * 3, *(a_place(str(n), 5000, tier="atlas") for n in range(7))
    )
    assert ("near", "300") not in one(
        a_reading(a_place(km=400)), known
    ).why  # the second nearest is 4500 km off
    both = around(
        *[a_place("a", tier="atlas"), a_place("b", 100, tier="atlas")] * 3,
        *[a_place("c", 5000, tier="atlas")] * 7,
    )
    assert ("near", "300") in one(a_reading(a_place(km=400)), both).why


def test_six_places_before_and_six_behind_are_the_surroundings() -> None:
    known = Surroundings()
    for n in range(20):
        known.add(10 * n, a_place(str(n), KM_PER_DEG * n, radius_km=n))
    known.add(200, a_place("nowhere", None))
    known.add(201, a_place("nowhere", lat=None))
    assert [round(lon) for lon, _, _ in known.near(100)] == [4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16]
    assert [round(lon) for lon, _, _ in known.near(95)] == [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]
    assert [round(lon) for lon, _, _ in known.near(0)] == [1, 2, 3, 4, 5, 6]
    assert [round(lon) for lon, _, _ in known.near(999)] == [14, 15, 16, 17, 18, 19]
    assert {reach for lon, _, reach in known.near(100) if round(lon) == 4} == {4}
    assert len(known.usual()) == 8
    later = known.moved_on()
    assert [round(lon) for lon, _, _ in later.near(0)] == [14, 15, 16, 17, 18, 19]
    assert later.usual() == known.usual()


def test_points_that_a_text_names_most_come_first() -> None:
    known = around(*(a_place(name, KM_PER_DEG * int(name)) for name in "2313132" + "4567890"))
    assert [round(lon) for lon, _, _ in known.usual()][:3] == [3, 2, 1]
    assert {reach for _, _, reach in known.usual()} == {100.0}


# ---- which names are certain, so that others are measured by them


@pytest.mark.parametrize(
    ("fields", "noted"),
    [({}, True), ({"home": False}, False), ({"typo": True}, False), ({"misread": True}, True)],
)
def test_name_of_this_region_is_certain(fields: dict[str, Any], noted: bool) -> None:
    known = Surroundings()
    resolve([a_reading(a_place(tier="atlas"), **{"home": True, **fields})], known)
    assert known.offsets == ([50] if noted else [])


@pytest.mark.parametrize(
    ("other", "noted"),
    [
        ({"tier": "historical", "kind": "uezd"}, True),  # 0.13 less
        ({"kind": "uezd"}, False),  # 0.1 less, which a computer takes for a little less than that
        ({"kind": "river"}, False),
        ({"kind": "river", "km": 166}, True),  # less than a degree and a half apart
        ({"kind": "river", "km": 167.0}, False),
        ({"kind": "river", "km": -166}, True),
        ({"kind": "river", "km": 0, "lat": 1.49}, True),
        ({"kind": "river", "km": 0, "lat": 1.51}, False),
        ({"kind": "river", "km": 166, "lat": 1.51}, False),
        ({"kind": "river", "km": 0, "lat": None}, False),
        ({"kind": "river", "km": None}, False),
    ],
)
def test_namesake_makes_a_name_uncertain_unless_it_is_far_behind_or_the_same_spot(
    other: dict[str, Any], noted: bool
) -> None:
    known = Surroundings()
    fields = {"km": 3000, "tier": "atlas", "population": 0, **other}
    first = a_place("first", tier="atlas", population=0)
    resolve([a_reading(a_place("other", **fields), first, home=True)], known)
    assert known.offsets == ([50] if noted else [])
    resolve([a_reading(a_place("other", **fields), a_place("first", None, tier="atlas"), home=True)], known)
    assert (
        len(known.offsets) == noted
    )  # without a point it cannot be the same spot, and is no point to measure by


def test_name_of_nothing_is_unknown() -> None:
    found = one(a_reading(home=True, kind="village"))
    assert (found.entry, found.score, found.why) == (None, 0.5, (("unknown", "village"),))


# ---- whether a name of GeoNames is meant


@pytest.mark.parametrize(
    ("km", "least"),
    [(0, 1.0), (149.5, 1.0), (150, 1.5), (499.5, 1.5), (500, 2.3), (1499.5, 2.3), (1500, 3.2), (9000, 3.2)],
)
def test_name_of_geonames_needs_evidence_the_more_the_farther(km: float, least: float) -> None:
    place = apart(km)
    (meant,) = resolve([a_reading(place, evidence=least + 1e-9)], the_town())
    (not_meant,) = resolve([a_reading(place, evidence=least - 1e-9)], the_town())
    assert meant is not None
    assert not_meant is None


def test_evidence_that_is_just_enough_is_enough() -> None:
    assert resolve([a_reading(a_place(), evidence=1.0)], the_town()) != [None]


def test_name_of_geonames_without_a_point_means_nothing() -> None:
    assert resolve([a_reading(a_place(km=None))], the_town()) == [None]


def test_name_of_this_region_needs_no_evidence() -> None:
    reading = a_reading(a_place("a"), a_place("b"), home=True, evidence=0.0)
    assert one(reading, the_town()).entry is not None


@pytest.mark.parametrize(
    ("fields", "kind", "fits"),
    [
        ({"km": 220, "population": 2_999}, "", True),
        ({"km": 221, "population": 2_999}, "", False),
        ({"km": 400, "population": 2_999}, "", False),
        ({"km": 221, "population": 3_000}, "", True),
        ({"km": 9000, "population": 3_000}, "", True),
        ({"km": 1500, "population": 3_000}, "town", True),
        ({"km": 1501, "population": 3_000}, "town", False),
        ({"km": 221, "population": 2_999, "tier": "historical"}, "", True),
        ({"km": 9000, "population": 0, "tier": "historical"}, "town", True),
    ],
)
def test_village_at_the_other_end_of_the_world_is_not_meant(
    fields: dict[str, Any], kind: str, fits: bool
) -> None:
    found = one(a_reading(a_place("there", **fields), kind=kind), the_town())
    assert (found.entry is not None) == fits
    if not fits:
        assert (found.score, found.why) == (0.4, (("nothing-fits", "there"),))
        assert [(choice.entry.id, choice.score) for choice in found.alternatives] == [("there", 0.3)]


@pytest.mark.parametrize(("km", "fits"), [(1100, True), (1300, False)])
def test_what_hardly_scores_fits_nothing(km: float, fits: bool) -> None:
    # Neither kind nor years fit: 0.62 - 0.24 + 0.09 for its size, and 0.08 less where it is far.
    place = a_place(km=km, population=3_000, start=1900)
    assert (one(a_reading(place, kind="lake", year=1800), the_town()).entry is place) == fits


# ---- how sure it is, and what else it may be


@pytest.mark.parametrize(
    ("other", "score"),
    [
        ({"population": 10_000}, 0.64),  # no better than the other
        ({"population": 100}, 0.67),  # better by 0.05, of which half counts
        ({"population": 0}, 0.69),
        ({"population": 0, "km": 9000}, 0.74),  # by 0.26, of which no more than 0.1 does
    ],
)
def test_place_is_the_surer_the_less_likely_the_next_is(other: dict[str, Any], score: float) -> None:
    fields = {"km": 700, "population": 10_000, **other}
    found = one(a_reading(a_place("best", 700), a_place("other", **fields)), the_town())
    assert found.entry is not None
    assert found.entry.id == "best"
    assert found.score == pytest.approx(score)


def test_confidence_stays_between_a_fifth_and_almost_all() -> None:
    best = a_place("best", tier="user", population=2_000_000)
    assert one(a_reading(best), the_town()).score == 0.98
    worst = a_place("worst", 700, kind="uezd", population=5_000)
    assert one(a_reading(worst, typo=True, small=True), the_town()).score == 0.2


@pytest.mark.parametrize(
    ("fields", "less"), [({"small": True}, 0.2), ({"typo": True}, 0.25), ({"misread": True}, 0.15)]
)
def test_letters_make_a_choice_less_sure(fields: dict[str, Any], less: float) -> None:
    assert one(a_reading(a_place(km=700), **fields), the_town()).score == pytest.approx(0.74 - less)


def test_alternatives_fall_with_their_distance_from_the_best() -> None:
    others = [a_place(f"less-{n}", 700, population=10 ** (4 - n)) for n in range(1, 4)]
    found = one(a_reading(a_place("best", 700), *others), the_town())
    sure = 0.72 - 0.08 + 0.0125
    assert found.score == round(sure, 2)
    assert [(choice.entry.id, choice.score) for choice in found.alternatives] == [
        (f"less-{n}", round(round(sure, 2) * math.exp(-0.25 * n), 2)) for n in range(1, 4)
    ]


def test_least_likely_alternative_is_not_impossible_and_no_more_than_four_are_told() -> None:
    others = [a_place(f"far-{n}", 9000, kind="lake", population=3_000) for n in range(6)]
    found = one(a_reading(a_place("best", kind="town"), *others, kind="town"), the_town())
    assert [(choice.entry.id, choice.score) for choice in found.alternatives] == [
        (f"far-{n}", 0.01) for n in range(4)
    ]


@pytest.mark.parametrize(("before", "chosen"), [(11, "near"), (12, "far-0")])
def test_no_more_than_twelve_candidates_are_measured(before: int, chosen: str) -> None:
    larger = [a_place(f"far-{n}", 9000, population=20_000) for n in range(before)]
    found = one(a_reading(*larger, a_place("near")), the_town())
    assert found.entry is not None
    assert found.entry.id == chosen


# ---- and why


@pytest.mark.parametrize(
    ("places", "fields", "why"),
    [
        ([{"km": 700}], {}, (("only", "geonames"),)),
        ([{"km": 599.4}], {}, (("only", "geonames"), ("near", "599"))),
        ([{"km": 600, "population": 100_000}], {}, (("only", "geonames"), ("large", "100000"))),
        ([{"km": 600, "population": 99_999}], {}, (("only", "geonames"),)),
        ([{"km": 600, "population": 100_000, "tier": "historical"}], {}, (("only", "historical"),)),
        ([{"km": 100, "population": 100_000}], {}, (("only", "geonames"), ("near", "100"))),
        ([{"km": 700}, {"km": 700}], {}, (("best",),)),
        ([{"km": 700, "tier": "user"}, {"km": 700, "tier": "atlas"}], {}, (("tier", "user", "1"),)),
        ([{"km": 700, "tier": "atlas"}, {"km": 700}, {"km": 700}], {}, (("tier", "atlas", "2"),)),
        ([{"km": 700, "tier": "atlas"}, {"km": 700, "tier": "atlas", "population": 9}], {}, (("best",),)),
        ([{"km": 700}], {"kind": "town"}, (("only", "geonames"), ("kind", "town"))),
        ([{"km": 700}], {"kind": "lake"}, (("only", "geonames"), ("other-kind", "lake"))),
        ([{"km": 700}], {"kind": "state"}, (("only", "geonames"), ("other-kind", "state"))),
        ([{"km": 700, "start": 1900}], {"year": 1900}, (("only", "geonames"), ("years", "1900", ""))),
        (
            [{"km": 700, "start": 1900, "end": 1950}],
            {"year": 1920},
            (("only", "geonames"), ("years", "1900", "1950")),
        ),
        ([{"km": 700, "start": 1900}], {"year": 1899}, (("only", "geonames"),)),
        ([{"km": 700, "end": 1950}], {"year": 1899}, (("only", "geonames"),)),
        ([{"km": 700, "start": 1900}], {}, (("only", "geonames"),)),
        ([{"km": 700}], {"small": True}, (("only", "geonames"), ("small",))),
        ([{"km": 700}], {"misread": True}, (("only", "geonames"), ("mended", "there"))),
    ],
)
def test_choice_says_why(
    places: list[dict[str, Any]], fields: dict[str, Any], why: tuple[tuple[str, ...], ...]
) -> None:
    entries = [a_place(str(n), **place) for n, place in enumerate(places)]
    assert one(a_reading(*entries, **fields), the_town()).why == why
