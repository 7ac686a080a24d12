"""What `mapsvc check` says of a ground that an atlas brings itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mapsvc.atlas.checks.ground import check_basemap
from mapsvc.atlas.problems import Problems

TILES = "ground/tiles.json"


def said(root: Path, ground: str = "ground") -> list[str]:
    problems = Problems()
    check_basemap(root, problems, ground)
    return [str(problem) for problem in problems.found]


def rewrite(root: Path, file: str, **changes: Any) -> None:
    path = root / file
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **changes}), "utf-8")


def test_ground_of_its_own_is_sound(tiny_root: Path) -> None:
    assert said(tiny_root) == []
    assert said(tiny_root, "shipped") == []


def test_folder_that_is_named_and_not_there_is_a_fault(tiny_root: Path) -> None:
    (problem,) = said(tiny_root, "elsewhere")
    assert problem == "atlas.toml: ground: is 'elsewhere', which is no folder of the atlas"


def test_tiles_that_are_named_and_not_there_are_counted(tiny_root: Path) -> None:
    rewrite(tiny_root, TILES, zooms=[{"z": 3, "x": [4, 5], "y": [2, 3]}], sea=["3/4/2"])
    (problem,) = said(tiny_root)
    assert problem.startswith(f"{TILES}: zooms: names 6 tiles that are not there (water/3/5/2.json")


@pytest.mark.parametrize(
    ("credit", "field"),
    [
        ({"text": {"en": "T"}, "licence": "CC0-1.0", "url": "javascript:alert(1)"}, "towns.url"),
        ({"text": {}, "licence": "CC0-1.0"}, "towns.text"),
        ({"text": {"en": "T"}}, "towns.licence"),
        ("T", "towns"),
    ],
)
def test_credit_that_nobody_could_print_is_named(tiny_root: Path, credit: Any, field: str) -> None:
    rewrite(tiny_root, "ground/CREDITS.json", towns=credit)
    (problem,) = said(tiny_root)
    assert problem.startswith(f"ground/CREDITS.json: {field}: ")


def test_town_without_a_name_or_a_point_is_named(tiny_root: Path) -> None:
    town = {"type": "Feature", "properties": {"names": {}, "minzoom": 5}, "geometry": None}
    rewrite(tiny_root, "ground/towns.geojson", features=[town])
    fields = [problem.split(": ")[1] for problem in said(tiny_root)]
    assert fields == ["features[0].properties.names", "features[0].geometry"]
