"""Files that recipes made have their checksums; what a person drew needs none."""

from __future__ import annotations

from pathlib import Path

from mapsvc.atlas.problems import Problems
from mapsvc.atlas.registry import check_registry, read_registry


def said(root: Path) -> list[str]:
    problems = Problems()
    check_registry(root, problems)
    return list(map(str, problems.found))


def test_changed_file_says_what_would_do(tiny_root: Path) -> None:
    assert "lines/frontier.geojson" in read_registry(tiny_root, Problems())
    (tiny_root / "lines" / "frontier.geojson").write_text("{}", "utf-8")
    (problem,) = said(tiny_root)
    assert "take its line out of registry.txt if it is drawn by hand" in problem


def test_atlas_without_recipes_needs_no_registry(tiny_root: Path) -> None:
    (tiny_root / "registry.txt").unlink()
    assert said(tiny_root) == []
    assert read_registry(tiny_root, Problems()) == {}
