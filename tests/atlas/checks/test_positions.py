"""A place lies at the entry it links to; coordinates written the wrong way round are told."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mapsvc import Atlas
from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.checks.notices import check_notices
from mapsvc.atlas.checks.positions import exchanged_notices

KARS = "https://www.geonames.org/743952"
FILE = "places.geojson"
Feature = dict[str, Any]


def change(root: Path, file: str, feature_id: str, spoil: Callable[[Feature], object]) -> None:
    path = root / file
    document = json.loads(path.read_text("utf-8"))
    spoil(next(feature for feature in document["features"] if feature["id"] == feature_id))
    path.write_text(json.dumps(document), "utf-8")


def linked(lon: float, lat: float, radius_km: float | None = None) -> Callable[[Feature], object]:
    def spoil(feature: Feature) -> None:
        feature["geometry"]["coordinates"] = [lon, lat]
        feature["links"] = [{"type": "closeMatch", "identifier": KARS}]
        if radius_km is not None:
            feature["properties"]["radius_km"] = radius_km

    return spoil


def said(root: Path) -> list[str]:
    return [str(problem) for problem in check_atlas(root) if problem.file == FILE]


def test_place_at_its_entry_is_sound(tiny_root: Path) -> None:
    change(tiny_root, FILE, "bravo", linked(43.09, 40.6))
    assert said(tiny_root) == []


def test_place_far_from_its_entry_is_named_with_what_would_do(tiny_root: Path) -> None:
    change(tiny_root, FILE, "bravo", linked(43.3, 40.6))
    (problem,) = said(tiny_root)
    assert problem.startswith(f"{FILE}: bravo.geometry: is 18 km from 'Kars' (43.0855, 40.5983)")
    assert "mend the position, the link or 'radius_km'" in problem
    change(tiny_root, FILE, "bravo", linked(43.3, 40.6, 20))
    assert said(tiny_root) == []


def test_exchanged_numbers_are_called_so(tiny_root: Path) -> None:
    change(tiny_root, FILE, "bravo", linked(40.5983, 43.0855))
    (problem,) = said(tiny_root)
    assert "the two numbers look exchanged: longitude comes first" in problem


@pytest.mark.parametrize(
    ("link", "source"),
    [
        ("https://www.wikidata.org/wiki/Q83086", "wikidata:Q83086"),
        ("http://www.wikidata.org/entity/Q83086", "own; wikidata:Q83086"),
        ("https://pleiades.stoa.org/places/599732", "pleiades:599732"),
        ("https://www.geonames.org/99/river.html", "geonames:99"),
    ],
)
@pytest.mark.parametrize(
    ("lon", "lat", "told"),
    [(43.09, 40.6, None), (43.5, 40.6, "mend the position"), (40.6, 43.09, "the two numbers look exchanged")],
)
def test_place_is_held_against_what_the_historical_list_knows_by_its_id(
    link: str, source: str, lon: float, lat: float, told: str | None, tiny_root: Path
) -> None:
    head = "id\ttitle\tkind\tlon\tlat\tradius_km\tfrom\tto\tnames\tsource\tnote\n"
    (tiny_root / "gazetteer").mkdir()
    row = f"chorsa\tChorsa\ttown\t43.0855\t40.5983\t5\t\t\tel:Chorsa\t{source}\t\n"
    (tiny_root / "gazetteer" / "historical.tsv").write_text(head + row, "utf-8")

    def spoil(feature: Feature) -> None:
        feature["geometry"]["coordinates"] = [lon, lat]
        feature["links"] = [{"type": "closeMatch", "identifier": link}]

    change(tiny_root, FILE, "bravo", spoil)
    found = said(tiny_root)
    assert len(found) == (told is not None)
    assert told is None or ("'Chorsa'" in found[0] and told in found[0])


@pytest.mark.parametrize(
    "link", ["http://www.geonames.org/743952/kars.html", "https://sws.geonames.org/743952/"]
)
def test_link_to_geonames_counts_however_it_is_written(link: str, tiny_root: Path) -> None:
    change(tiny_root, FILE, "bravo", linked(40.5983, 43.0855))
    path = tiny_root / FILE
    path.write_text(path.read_text("utf-8").replace(KARS, link), "utf-8")
    (problem,) = said(tiny_root)
    assert "the two numbers look exchanged" in problem


def named(title: str, lon: float, lat: float) -> Callable[[Feature], object]:
    def spoil(feature: Feature) -> None:
        feature["geometry"]["coordinates"] = [lon, lat]
        feature["properties"]["title"] = title
        feature["links"] = []

    return spoil


@pytest.mark.parametrize(
    ("title", "lon", "lat", "told"),
    [
        ("Kars", 40.5983, 43.0855, "far from 'Kars' (43.0855, 40.5983), which has its name; the two numbers"),
        ("Kars", 43.09, 40.6, None),
        ("Karstown", 40.5983, 43.0855, None),
        # A namesake elsewhere, neither as written nor exchanged.
        ("Kars", 43.0, 40.0, None),
        # Longitudes of more than 90 are no latitudes.
        ("Tokyo", 139.69, 35.69, None),
    ],
)
def test_place_without_a_link_is_held_against_its_namesakes(
    title: str, lon: float, lat: float, told: str | None, tiny_root: Path
) -> None:
    change(tiny_root, FILE, "bravo", named(title, lon, lat))
    found = said(tiny_root)
    assert len(found) == (told is not None)
    assert all(told is not None and told in text for text in found)


@pytest.mark.parametrize(
    ("file", "feature_id", "coordinates"),
    [
        (FILE, "alfa", [4.1, 65.2]),
        ("borders/front.geojson", "north", [[4.1, 65.0], [4.2, 65.3]]),
        ("routes/journey.geojson", "stated-stop-2", [4.2, 65.2]),
    ],
)
def test_what_lies_far_from_all_and_among_them_if_exchanged_is_a_notice(
    tiny_root: Path, file: str, feature_id: str, coordinates: Any
) -> None:
    document = json.loads((tiny_root / FILE).read_text("utf-8"))
    for feature, lat in zip(document["features"], (3.9, 4.0, 4.1, 4.2), strict=True):
        if feature["geometry"]:
            feature["geometry"]["coordinates"] = [65.0 + lat / 10, lat]
    (tiny_root / FILE).write_text(json.dumps(document), "utf-8")

    def exchange(feature: Feature) -> None:
        feature["geometry"]["coordinates"] = coordinates
        feature["properties"].pop("place", None)

    change(tiny_root, file, feature_id, exchange)
    found = [str(notice) for notice in check_notices(tiny_root) if "look exchanged" in notice.message]
    assert any(text.startswith(f"{file}: ") and feature_id in text for text in found), found


def test_title_without_a_letter_is_named(tiny_root: Path) -> None:
    change(tiny_root, FILE, "bravo", lambda feature: feature["properties"].update(title="—"))
    assert any("no letter or digit" in text for text in said(tiny_root))


def test_one_of_two_places_may_lie_anywhere(tiny: Atlas) -> None:
    """Of fewer than three nobody can say where most of them lie."""
    records = tiny.records
    moved = {key: replace(records.places[key], lat=lat) for key, lat in (("alfa", 4.0), ("bravo", 4.1))}
    astray = replace(records.places["charlie"], lon=4.2, lat=45.4)
    empty = replace(records, routes={}, borders={}, territories={}, places=moved)
    assert list(exchanged_notices(empty)) == []
    three = replace(empty, places={**moved, "charlie": astray})
    assert [notice.field for notice in exchanged_notices(three)] == ["charlie.geometry"]
