"""An atlas of another region that knows no border, only in whose hands districts were."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely
from flask.testing import FlaskClient

from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.loading import load_atlas
from mapsvc.atlas.store import Store
from mapsvc.history.changes import compare_borders
from mapsvc.history.holders import holders_on
from mapsvc.history.territories import find_sides
from mapsvc.model.day import Day
from mapsvc.web.app import create_app

ROOT = Path(__file__).parents[1] / "data" / "atlases" / "rhineland"


@pytest.fixture(scope="module")
def rhineland() -> Store:
    return load_atlas(ROOT)


@pytest.fixture(scope="module")
def visitor() -> FlaskClient:
    return create_app(ROOT).test_client()


def test_atlas_is_clean() -> None:
    assert check_atlas(ROOT) == []


@pytest.mark.parametrize(
    ("town", "on", "held"),
    [
        ("cologne", "1918-12-05", [("germany", "administered", "inferred")]),
        ("cologne", "1918-12-06", [("britain", "occupied", "inferred")]),
        ("cologne", "1926-01-30", [("britain", "occupied", "inferred")]),
        ("cologne", "1926-01-31", [("germany", "administered", "inferred")]),
        ("coblenz", "1918-12-10", [("germany", "administered", "uncertain")]),
        ("coblenz", "1923-01-27", [("france", "occupied", "inferred")]),
        (
            "coblenz",
            "1923-10-25",
            [("france", "contested", "inferred"), ("rhenish-republic", "contested", "inferred")],
        ),
        ("coblenz", "1923-12-01", [("france", "occupied", "inferred")]),
        ("essen", "1923-01-10", [("germany", "administered", "inferred")]),
        ("essen", "1925-08-01", [("france", "occupied", "uncertain")]),
        ("essen", "1925-08-25", [("germany", "administered", "inferred")]),
        ("saarbruecken", "1920-01-10", [("league", "administered", "inferred")]),
    ],
)  # fmt: skip
def test_town_was_in_these_hands(
    rhineland: Store, town: str, on: str, held: list[tuple[str, str, str]]
) -> None:
    place = rhineland.place(town)
    found = holders_on(rhineland, shapely.Point(place.lon, place.lat), Day.fromisoformat(on))
    assert [(each.polity, each.how, each.certainty) for each in found] == held


def test_ground_whose_holder_is_not_known_has_none(rhineland: Store) -> None:
    assert holders_on(rhineland, shapely.Point(7, 49.9), Day(1921, 1, 1)) == ()


def test_two_days_are_compared(rhineland: Store) -> None:
    found = compare_borders(rhineland, *find_sides(rhineland, "1920-06-01", "1924-06-01"))
    pairs = {(piece.from_title.en, piece.to_title.en) for piece in found.pieces}
    assert pairs == {
        ("the United States (occupation; by law Germany)", "France (occupation; by law Germany)"),
        ("Germany", "France (occupation; by law Germany)"),
    }


@pytest.mark.parametrize(
    "path",
    [
        "/", "/timeline?on=1923-10-25", "/timeline?on=1921-01-01&view=law", "/events/ruhr-entered",
        "/places/cologne",
        "/compare/1920-06-01/1924-06-01", "/compare/1918-11-01/1930-12-31?mode=swipe",
        "/api/collections/holders/items?datetime=1923-10-25", "/download/compare/1920-06-01/1924-06-01.svg",
        "/download/timeline/1923-10-25.geojson",
    ],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["de", "en", "fr"])
def test_page_is_served(visitor: FlaskClient, path: str, lang: str) -> None:
    answer = visitor.get(f"{path}{'&' if '?' in path else '?'}lang={lang}")
    assert answer.status_code == 200, answer.text[:300]


def test_holder_has_the_name_of_the_reader_s_language(visitor: FlaskClient) -> None:
    features = visitor.get(
        "/api/collections/holders/items?datetime=1921-01-01&bbox=6.9,50.9,7,51&lang=de"
    ).get_json()["features"]
    assert [feature["properties"]["polity_name"] for feature in features] == ["Großbritannien"]
