"""The shipped gazetteer: own settlements, waters and mountains lie where others have them, or say why not."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import shapely

from mapsvc import Atlas
from mapsvc.atlas.gazetteer.index import Entry, Index, name_key
from mapsvc.atlas.gazetteer.names import open_gazetteer, open_world
from mapsvc.model.geometry import distance_km
from mapsvc.resources import atlas_root, ground_root

Row = dict[str, str]

SETTLEMENTS = {"city", "town", "village", "fortress", "station"}
NATURE = {
    *("river", "lake", "sea", "strait", "gulf", "mountain", "range", "pass", "plain", "island"),
    *("peninsula", "desert"),
}
#: A remark in `note` that says why a namesake of the country is not the place.
REASON = "far-namesake:"
FAR_KM = 5.0


def listed(name: str) -> list[Row]:
    path = atlas_root() / "gazetteer" / name
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return listed("historical.tsv")


@pytest.fixture(scope="module")
def abroad() -> list[Row]:
    """The rest of the world."""
    return [*listed("world.tsv"), *listed("first-order.tsv")]


class World:
    """GeoNames as it ships: namesakes of a country, and in which country a point lies."""

    def __init__(self, index: Index) -> None:
        self.index = index

    @cached_property
    def _all(self) -> tuple[np.ndarray, list[str]]:
        entries = [self.index.entry(number) for number in range(self.index.size)]
        return np.array([(entry.lon, entry.lat) for entry in entries]), [entry.country for entry in entries]

    def country(self, lon: float, lat: float) -> str:
        points, countries = self._all
        away = np.hypot((points[:, 0] - lon) * np.cos(np.radians(lat)), points[:, 1] - lat)
        return countries[int(away.argmin())]

    def namesakes(self, row: Row) -> Iterator[Entry]:
        country = self.country(*point(row))
        for form in forms(row):
            for number, *_ in self.index.records(name_key(form)):
                entry = self.index.entry(number)
                if entry.country == country and entry.lon is not None:
                    yield entry


@pytest.fixture(scope="module")
def world() -> World:
    index = open_world(atlas_root())
    assert index is not None
    return World(index)


def point(row: Row) -> tuple[float, float]:
    return float(row["lon"]), float(row["lat"])


def forms(row: Row) -> set[str]:
    return {row["title"], *(part.partition(":")[2].partition("@")[0] for part in row["names"].split("|"))}


def away_km(row: Row, entry: Entry) -> float:
    assert entry.lon is not None
    assert entry.lat is not None
    return distance_km(*point(row), entry.lon, entry.lat)


def astray(rows: Iterable[Row], world: World) -> dict[str, str]:
    """Own settlements whose namesakes of the country all lie elsewhere, without a reason."""
    found = {}
    for row in rows:
        if row["kind"] in SETTLEMENTS and row["lon"] and REASON not in row["note"]:
            if row["source"].startswith("geonames:"):
                entry = world.index.find_geonames(int(row["source"].partition(":")[2]))
                gaps = [] if entry is None else [(away_km(row, entry), entry.title)]
            else:
                gaps = [(away_km(row, entry), entry.title) for entry in world.namesakes(row)]
            if gaps and min(gaps)[0] > FAR_KM:
                found[row["id"]] = "{1}, {0:.0f} km".format(*min(gaps))
    return found


def test_no_own_settlement_is_far_from_its_namesakes_without_a_reason(rows: list[Row], world: World) -> None:
    assert astray(rows, world) == {}


@pytest.mark.parametrize(
    ("place", "lon", "lat"), [("turgay", "60", "50"), ("mozir", "29.6", "52.4"), ("alyat", "49.4", "39.9")]
)
def test_planted_settlement_astray_is_found(
    place: str, lon: str, lat: str, rows: list[Row], world: World
) -> None:
    row = next(row for row in rows if row["id"] == place)
    moved = {**row, "lon": lon, "lat": lat, "source": "own"}
    # A place that GeoNames does not have cannot be judged by it.
    assert list(astray([moved], world)) == ([] if place == "alyat" else [place])
    assert astray([{**moved, "note": f"{REASON} another one"}], world) == {}


def test_reason_is_given_only_where_a_namesake_is_far(rows: list[Row], world: World) -> None:
    for row in rows:
        if REASON in row["note"]:
            gaps = [away_km(row, entry) for entry in world.namesakes(row)]
            assert not gaps or min(gaps) > FAR_KM, row["id"]
            assert len(row["note"].partition(REASON)[2]) > 10, row["id"]


def test_point_that_is_a_guess_has_the_reach_of_one(rows: list[Row]) -> None:
    """What was set from knowledge alone, some of it after an error of 20 km and more."""
    guessed = {row["id"]: float(row["radius_km"]) for row in rows if row["id"] in {
        "daryal-gecidi", "zivin", "yalama", "byala", "uceyr", "alpullu", "penek", "belemedik"}}  # fmt: skip
    assert len(guessed) == 8
    assert min(guessed.values()) >= 10


def test_one_place_stands_once(rows: list[Row]) -> None:
    """Two settlements of a title so near to each other are one, and one of the rows is wrong."""
    by_title: dict[str, list[Row]] = {}
    for row in rows:
        if row["kind"] in SETTLEMENTS and row["lon"]:
            by_title.setdefault(name_key(row["title"]), []).append(row)
    twice = [
        (one["id"], other["id"])
        for same in by_title.values()
        for one, other in combinations(same, 2)
        if distance_km(*point(one), *point(other)) < 100 and not (one["from"] or other["from"])
    ]
    assert twice == []


def background(name: str) -> list[dict[str, object]]:
    features: list[dict[str, object]] = json.loads((ground_root() / f"{name}.geojson").read_text("utf-8"))[
        "features"
    ]
    return features


def named(rows: Iterable[Row], kinds: set[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row["kind"] in kinds and row["lon"]:
            for form in forms(row):
                found.setdefault(name_key(form), []).append(row)
    return found


def test_towns_of_the_background_are_where_the_gazetteer_has_them(rows: list[Row]) -> None:
    by_name = named(rows, SETTLEMENTS)
    compared = 0
    for feature in background("towns"):
        names, at = feature["properties"]["names"], feature["geometry"]["coordinates"]  # type: ignore[index]
        same = [row for name in names.values() for row in by_name.get(name_key(name), ())]
        gaps = [distance_km(at[0], at[1], *point(row)) for row in same]
        compared += bool(gaps)
        # One far away is a namesake.
        assert not gaps or not FAR_KM < min(gaps) < 60, (names, min(gaps))
    assert compared > 150


def test_waters_and_mountains_of_the_background_are_where_the_gazetteer_has_them(rows: list[Row]) -> None:
    by_name = named(rows, NATURE)
    compared = 0
    for feature in background("waters"):
        names = feature["properties"]["names"]  # type: ignore[index]
        at = shapely.geometry.shape(feature["geometry"]).representative_point()
        same = [row for name in names.values() for row in by_name.get(name_key(name), ())]
        gaps = [distance_km(at.x, at.y, *point(row)) - float(row["radius_km"]) for row in same]
        compared += bool(gaps)
        # The name of a long river stands where there is room for it.
        assert not gaps or min(gaps) < 60, (names, min(gaps))
    assert compared > 30


def test_stops_of_journeys_are_where_the_gazetteer_has_them(atlas: Atlas, rows: list[Row]) -> None:
    by_name = named(rows, SETTLEMENTS)
    seen = {}
    for route in atlas.records.routes.values():
        for stop in route.stops:
            if stop.title is None:
                continue
            plain = stop.title.in_("tr").removesuffix(" istasyonu")
            same = by_name.get(name_key(plain), [])
            gaps = [distance_km(stop.geometry.x, stop.geometry.y, *point(row)) for row in same]
            if gaps:
                seen[plain] = min(gaps)
    assert "Yalama" in seen
    # Lahıç in Azerbaijan is no Lahic in Arabia.
    assert {name: gap for name, gap in seen.items() if FAR_KM < gap < 1000} == {}


def test_historical_list_has_the_columns_that_its_page_names() -> None:
    head = (atlas_root() / "gazetteer" / "historical.tsv").read_text("utf-8").partition("\n")[0]
    page = (Path(__file__).parents[1] / "geodata" / "README.md").read_text("utf-8")
    assert all(f"`{column}`" in page for column in head.split("\t"))
    assert f"`{REASON}" in page


def test_row_of_the_world_says_what_it_rests_on(abroad: list[Row]) -> None:
    for row in abroad:
        assert re.fullmatch(
            r"(geonames:\d+|own|natural-earth|cldr:[A-Z]{2})( memory)?|memory", row["source"]
        ), row
        on_a_spot = row["kind"] in SETTLEMENTS | {"site"} and row["source"] == "memory"
        assert float(row["radius_km"]) >= (10 if on_a_spot else 3), row["id"]
        assert -180 <= float(row["lon"]) <= 180
        assert -90 <= float(row["lat"]) <= 90


def test_settlement_of_the_world_lies_where_geonames_has_it(abroad: list[Row], world: World) -> None:
    for row in abroad:
        number = re.match(r"geonames:(\d+)", row["source"])
        if number:
            entry = world.index.find_geonames(int(number[1]))
            assert entry is not None, row["id"]
            assert away_km(row, entry) < 1, row["id"]


def test_place_stands_in_one_list_only(rows: list[Row], abroad: list[Row]) -> None:
    """An id is one entry's, and what is wide stands under a name once where it is."""
    ids = [row["id"] for row in (*rows, *abroad)]
    assert len(ids) == len(set(ids))
    wide: dict[str, list[Row]] = {}
    for row in (*rows, *abroad):
        if row["lon"] and float(row["radius_km"]) > 15 and row["kind"] not in NATURE and not row["from"]:
            wide.setdefault(name_key(row["title"]), []).append(row)
            for form in forms(row):
                if form.isascii():
                    wide.setdefault(name_key(form), []).append(row)
    here = {row["id"] for row in rows}
    twice = {
        (one["id"], other["id"])
        for same in wide.values()
        for one, other in combinations(same, 2)
        if one["id"] != other["id"] and not {one["id"], other["id"]} <= here and one["kind"] == other["kind"]
        and distance_km(*point(one), *point(other)) < min(float(row["radius_km"]) for row in (one, other)) / 2
    }  # fmt: skip
    assert twice == set()


@pytest.mark.parametrize(
    ("name", "lon", "lat", "km"),
    [
        ("Peru", -75, -9, 900), ("Siam", 101, 15, 600), ("Ceylon", 80.7, 7.5, 300), ("Burma", 96, 20, 700),
        ("Chile", -71, -33, 1800), ("Dahomey", 2.3, 9, 400), ("Cochinchina", 106.5, 10.5, 200),
        ("Russisch-Amerika", -153, 64, 1200), ("Ostpreußen", 21, 54, 200), ("Neuseeland", 172, -41, 700),
        ("Côte-de-l'Or", -1, 7.5, 400), ("Habeş İmparatorluğu", 39, 9, 600),
        ("Цинская империя", 105, 35, 1500),
        ("Cənubi Rodeziya", 30, -19, 400), ("Bolivya", -64, -17, 700), ("Griechenland", 22, 39, 300),
        ("Ungarn", 19, 47, 200), ("Pays-Bas", 5.5, 52, 200), ("Mississippi", -89.7, 32.7, 300),
    ],
)  # fmt: skip
def test_states_of_all_continents_are_known_by_their_names_of_the_time(
    name: str, lon: float, lat: float, km: float
) -> None:
    found = [use.entry for use in open_gazetteer().uses(name_key(name)) if use.entry.tier != "geonames"]
    gaps = [distance_km(lon, lat, entry.lon, entry.lat) for entry in found if entry.lon and entry.lat]
    assert gaps, name
    assert min(gaps) <= km


def test_indexes_are_small_enough_to_ship() -> None:
    """All of GeoNames that a package has, and all lists."""
    paths = [path for path in (atlas_root() / "gazetteer").iterdir() if path.suffix != ".tsv"]
    assert sum(path.stat().st_size for path in paths) <= 25_000_000
    world = open_world(atlas_root())
    assert world is not None
    assert world.size > 230_000
