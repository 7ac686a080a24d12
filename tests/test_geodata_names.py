"""One name, one spelling a language and day on all maps of the first atlas, and no variant printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from mapsvc import Atlas
from mapsvc.kinds import kind_named
from mapsvc.model.dates import day_span
from mapsvc.model.day import Day
from mapsvc.model.name_register import geonames_key, name_on, whole_words
from mapsvc.scene.ground.basemap import ground_under
from mapsvc.scene.ground.names import name_in

LANGUAGES = ("tr", "en")
DAYS = [
    Day(1914, 8, 1), Day(1918, 6, 15), Day(1920, 7, 20), Day(1921, 3, 16), Day(1921, 6, 1), Day(1925, 1, 1),
    Day(1930, 3, 27), Day(1930, 3, 28), Day(1932, 12, 31),
]  # fmt: skip


def printed(atlas: Atlas, lang: str) -> Iterator[tuple[str, str]]:
    """Yield each map with each name that stands on it."""
    records = atlas.records
    keyed = {
        "event": records.events, "border": records.borders, "route": records.routes, "place": records.places,
        "day": [day.isoformat() for day in DAYS],
    }  # fmt: skip
    for kind, keys in keyed.items():
        for key in keys:
            if kind == "place" and records.places[key].lon is None:
                continue
            for feature in kind_named(kind).scene(records, key, lang).features():
                yield f"{kind} {key}", str(feature.label or "")


def variants_among(atlas: Atlas, lang: str, labels: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return each variant that some of these labels say, and where."""
    rows = atlas.records.names.by_language[lang]
    right = {row.name for row in rows if row.use != "variant"}
    variants = {row.name for row in rows if row.use == "variant"} - right
    pattern = whole_words([*variants, *right])
    return {(where, name) for where, label in labels for name in pattern.findall(label) if name in variants}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_map_prints_a_variant(atlas: Atlas, lang: str) -> None:
    labels = set(printed(atlas, lang))
    assert len(labels) > 500
    assert variants_among(atlas, lang, labels) == set()


def test_variant_on_a_map_would_be_found(atlas: Atlas) -> None:
    planted = {("event a", "Olti"), ("event b", "Road to Sarikamish"), ("event c", "Oltu")}
    assert variants_among(atlas, "en", planted) == {("event a", "Olti"), ("event b", "Sarikamish")}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_ground_and_places_say_the_name_of_the_day(atlas: Atlas, lang: str) -> None:
    register, told = atlas.records.names, 0
    numbers = {
        register.numbered[key]: place
        for key, place in atlas.records.places.items()
        if key in register.numbered
    }
    for town in ground_under(atlas.records).features("towns"):
        number = str(town["properties"]["geonames_id"])
        rows = register.of(geonames_key(number))
        for day in DAYS if rows else ():
            wanted, told = name_on(rows, lang, day), told + 1
            assert name_in(town["properties"], lang, day) == wanted, (town["id"], day)
            place = numbers.get(number)
            if place is not None:
                assert place.name_on(lang, day_span(day)) == wanted, (place.id, day)
    assert told > 150 * len(DAYS)


@pytest.mark.parametrize(
    ("town", "day", "names"),
    [
        ("petrovsk", Day(1921, 3, 16), ("Petrovsk", "Petrovsk")),
        ("petrovsk", Day(1921, 5, 14), ("Mahaçkala", "Makhachkala")),
        ("trabzon", Day(1930, 3, 27), ("Trabzon", "Trebizond")),
        ("trabzon", Day(1930, 3, 28), ("Trabzon", "Trabzon")),
        ("gence", Day(1918, 6, 4), ("Gence", "Elizavetpol")),
        ("gence", Day(1920, 5, 26), ("Gence", "Ganja")),
        ("ayintap", Day(1921, 10, 20), ("Gazi-Ayıntab", "Gazi-Ayıntab")),
        ("gumru", Day(1925, 1, 1), ("Leninakan", "Leninakan")),
    ],
)
def test_names_change_on_their_day(atlas: Atlas, town: str, day: Day, names: tuple[str, str]) -> None:
    found = next(one for one in ground_under(atlas.records).features("towns") if one["id"] == town)
    assert tuple(name_in(found["properties"], lang, day) for lang in LANGUAGES) == names


@pytest.mark.parametrize(
    ("thing", "water"),
    [
        ("arpacay", "arpacay"),
        ("coruh", "coruh"),
        ("aras-river", "aras"),
        ("cildir-golu", "cildir"),
        ("hazapin-golu", "hazapin"),
    ],
)
def test_waters_of_the_ground_are_called_as_the_register_calls_them(
    atlas: Atlas, thing: str, water: str
) -> None:
    about = next(
        one["properties"] for one in ground_under(atlas.records).features("waters") if one["id"] == water
    )
    rows = atlas.records.names.of(thing)
    day = Day(1921, 3, 16)
    assert [about["names"][lang] for lang in LANGUAGES] == [name_on(rows, lang, day) for lang in LANGUAGES]


@pytest.mark.parametrize("lang", ["tr", "en"])
def test_no_text_says_that_a_place_is_not_shown_whose_page_shows_it(atlas: Atlas, lang: str) -> None:
    denied = re.compile(
        r"no place is marked|not shown on (?:the|a) map|(?:işaretlen|gösteril)mez", re.IGNORECASE
    )
    shown = [place for place in atlas.records.places.values() if place.lon is not None]
    said = {place.id: place.note.in_(lang) for place in shown if place.note}
    assert said
    assert [place for place, words in said.items() if denied.search(words)] == []


def test_country_is_called_as_on_the_day(atlas: Atlas) -> None:
    labels = [border.label.in_("en") for border in atlas.records.borders.values()]
    assert {"Persian frontier 1921", "Persian frontier 1932"} <= set(labels)
    assert not [label for label in labels if "Iran" in label]
