"""Recipes work for any atlas: its plan, its lines and its box, not those of the first one."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import shapely

import mapsvc
from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.resources import recipes_root

RECIPES = recipes_root()
PLAN = """
[frames.all]

[[states]]
border = "front"
frame = "all"
lines = ["front/cut"]

[[states.territories]]
id = "west"
seeds = [[42.5, 40.5]]

[[states.territories]]
id = "east"
polity = "orient"
seeds = [[43.5, 40.5]]
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The module `run`, with the folder of recipes in the path."""
    before = set(sys.modules)
    monkeypatch.setattr(sys, "path", [str(RECIPES), *sys.path])
    yield __import__("run")
    for name in set(sys.modules) - before:
        if str(RECIPES) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


@pytest.fixture
def planned(tiny_root: Path) -> Path:
    """An atlas with a plan of territories, a line that parts them, and a box for its view."""
    (tiny_root / "recipes").mkdir()
    (tiny_root / "recipes" / "territories.toml").write_text(PLAN, "utf-8")
    (tiny_root / "polities.toml").write_text('west.name = "West"\norient.name = "Orient"\n', "utf-8")
    meta = tiny_root / "atlas.toml"
    lines = [line for line in meta.read_text("utf-8").splitlines() if not line.startswith("home =")]
    lines.insert(lines.index("[view]") + 1, "home = [42.0, 40.0, 44.0, 41.0]")
    meta.write_text("\n".join(lines) + "\n", "utf-8")
    path = tiny_root / "borders" / "front.geojson"
    document = json.loads(path.read_text("utf-8"))
    north = next(part for part in document["features"] if part["id"] == "north")
    cut = json.loads(json.dumps(north)) | {"id": "cut"}
    cut["geometry"]["coordinates"] = [[43.0, 39.9], [43.1, 40.5], [43.0, 41.1]]
    document["features"].append(cut)
    path.write_text(json.dumps(document), "utf-8")
    return tiny_root


def test_atlas_has_its_own_recipes_and_those_it_has_a_plan_for(run: ModuleType, planned: Path) -> None:
    (planned / "recipes" / "towns_of_mine.py").write_text("SOURCES = ()\n", "utf-8")
    assert list(run.find_recipes([], planned)) == ["territories", "towns_of_mine"]
    assert {"frontier_1878", "territories", "treaty_line"} <= set(run.find_recipes([]))
    with pytest.raises(SystemExit, match="no such recipe: treaty_line"):
        run.find_recipes(["treaty_line"], planned)


def test_territories_are_made_of_an_atlas_its_lines_and_its_box(
    run: ModuleType, planned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = run.find_recipes(["territories"], planned)["territories"]
    assert recipe.sources_of(planned) == ("natural-earth",)
    monkeypatch.setattr(recipe, "_land_of", lambda box, package: shapely.box(*box))
    (written,) = recipe.build({"natural-earth": planned}, planned)
    document = json.loads(written.read_text("utf-8"))
    assert document["properties"] == {"frame": [42.0, 40.0, 44.0, 41.0]}
    assert [part["properties"] for part in document["features"]] == [{"polity": "west"}, {"polity": "orient"}]
    run.write_registry(
        planned / "registry.txt",
        run.read_registry(planned / "registry.txt") | {"territories/front.geojson": run.sha256_of(written)},
    )
    assert check_atlas(planned) == []
    west, east = mapsvc.open_atlas(planned).records.territories["front"].territories
    assert (west.title.en, east.title.en) == ("West", "Orient")
    assert not west.drawn


def test_frame_without_any_box_says_what_would_do(run: ModuleType, planned: Path) -> None:
    meta = planned / "atlas.toml"
    meta.write_text(meta.read_text("utf-8").replace("home = [42.0, 40.0, 44.0, 41.0]\n", ""), "utf-8")
    recipe = run.find_recipes(["territories"], planned)["territories"]
    with pytest.raises(SystemExit, match="'all' has no box"):
        recipe.read_plan(planned)


def test_check_builds_in_a_copy_without_tiles(
    run: ModuleType, planned: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    recipe = run.find_recipes(["territories"], planned)["territories"]
    monkeypatch.setattr(recipe, "_land_of", lambda box, package: shapely.box(*box))
    monkeypatch.setattr(recipe, "sources_of", lambda atlas: ())
    monkeypatch.setattr(recipe, "build", lambda raw, atlas: [_touch(atlas / "territories" / "x.geojson")])
    (planned / "basemap" / "relief" / "1").mkdir(parents=True)
    with caplog.at_level(logging.INFO, logger="recipes"):
        code = run.run_check({"territories": recipe}, planned, None, planned.parent / "scratch", whole=False)
    assert code == 1
    assert "territories/x.geojson: not in the registry" in caplog.text
    assert not (planned / "territories").exists()
    assert not (planned.parent / "scratch" / "atlas" / "basemap" / "relief" / "1").exists()


def _touch(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("{}", "utf-8")
    return path


def test_folder_that_is_no_atlas_is_refused(run: ModuleType, tmp_path: Path, planned: Path) -> None:
    with pytest.raises(SystemExit, match=r"atlas\.toml is missing"):
        run.main(["--atlas", str(tmp_path / "none")])
    (planned / "recipes" / "territories.toml").unlink()
    with pytest.raises(SystemExit, match="nothing to make"):
        run.main(["--atlas", str(planned)])


def test_mentions_are_made_for_a_text_of_any_atlas(tiny_root: Path) -> None:
    text = tiny_root / "letter.txt"
    text.write_text("Alfa’dan Bravo’ya bir mektup gider.\n", "utf-8")
    command = [sys.executable, str(RECIPES / "mentions.py"), str(text), "--atlas", str(tiny_root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rows = (tiny_root / "mentions" / "paper.csv").read_text("utf-8").splitlines()
    assert rows[1:] == ["1,1,Alfa’dan,alfa,literal,tr", "1,10,Bravo’ya,bravo,literal,tr"]
    assert subprocess.run([*command, "--check"], check=False).returncode == 0
    missing = subprocess.run([*command, "--text", "x"], capture_output=True, text=True, check=False)
    assert "name a text of the atlas with --text: paper" in missing.stderr


def test_corrections_hold_for_the_text_that_they_name(tiny_root: Path) -> None:
    text = tiny_root / "letter.txt"
    text.write_text("Alfa’dan Bravo’ya bir mektup gider.\nOrada Tepe’de kalınır.\n", "utf-8")
    where = "line = 1\ncolumn = {}\nreason = 'as printed'\n"
    corrections = [
        "action = 'usage'\nusage = 'associative'\ntext = 'paper'\n" + where.format(1),
        "action = 'move'\nto = 'alfa'\n" + where.format(10),
        "action = 'reject'\ntext = 'another'\n" + where.format(1),
        "action = 'accept'\nsurface = 'mektup'\nplace = 'bravo'\nusage = 'embedded'\nlang = 'tr'\n"
        + where.format(23),
    ]
    (tiny_root / "corrections.toml").write_text(
        "".join(f"[[correction]]\n{each}\n" for each in corrections), "utf-8"
    )
    command = [sys.executable, str(RECIPES / "mentions.py"), str(text), "--atlas", str(tiny_root)]
    subprocess.run(command, check=True)
    rows = (tiny_root / "mentions" / "paper.csv").read_text("utf-8").splitlines()
    assert rows[1:] == [
        "1,1,Alfa’dan,alfa,associative,tr", "1,10,Bravo’ya,alfa,literal,tr", "1,23,mektup,bravo,embedded,tr",
    ]  # fmt: skip
    stale = "[[correction]]\naction = 'reject'\nline = 9\ncolumn = 9\nreason = 'x'\n"
    (tiny_root / "corrections.toml").write_text(stale, "utf-8")
    failed = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "nothing to reject at 9:9" in failed.stderr
