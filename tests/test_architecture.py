"""Hold the import directions: a module may only import from a floor below its own."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "mapsvc"

# Ground first. Names on one line are neighbours that never import each other.
FLOORS: tuple[set[str], ...] = (
    {"errors"},
    {"settings", "resources", "files"},
    {"language", "letters"},
    {"model", "marking"},
    {"templating"},
    {"ground"},
    {"atlas"},
    {"geoparse", "history"},
    {"scene"},
    {"render"},
    {"export"},
    {"web"},
    {"cli"},
    {"__main__", "__init__"},
)
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}

# A third-party package and the only room, or the only module of a room, that may name it.
CONFINED = {
    "flask": "web",
    "werkzeug": "web",
    "folium": "render",
    "branca": "render",
    "click": "cli",
    "granian": "cli",
}

# Set before anything is imported, so that a lower floor may read it.
FREE_TO_ALL = {"mapsvc.__version__"}

MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


def syntax_tree(module: str) -> ast.Module:
    return ast.parse((PACKAGE / module).read_text(encoding="utf-8"), filename=module)


def imported_names(module: str) -> Iterator[str]:
    """Every dotted name that `module` imports, wherever the import stands."""
    for node in ast.walk(syntax_tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno} uses a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(module: str) -> str:
    return module.split("/")[0].removesuffix(".py")


def room_named(name: str) -> str:
    """The room an imported `mapsvc…` name leads to; what is in no room is in `__init__`."""
    parts = name.split(".")
    if len(parts) > 1 and ((PACKAGE / parts[1]).is_dir() or (PACKAGE / f"{parts[1]}.py").is_file()):
        return parts[1]
    return "__init__"


@pytest.mark.parametrize("module", MODULES)
def test_module_stands_on_a_floor(module: str) -> None:
    assert room_of(module) in FLOOR_OF


@pytest.mark.parametrize("module", MODULES)
def test_module_imports_only_from_floors_below(module: str) -> None:
    room = room_of(module)
    for name in imported_names(module):
        other = room_named(name)
        if name.split(".")[0] == "mapsvc" and other != room and name not in FREE_TO_ALL:
            assert FLOOR_OF[other] < FLOOR_OF[room], f"{module} must not import {name}"


@pytest.mark.parametrize("module", MODULES)
def test_third_party_package_stays_in_its_room(module: str) -> None:
    for name in imported_names(module):
        home = CONFINED.get(name.split(".")[0])
        assert home in (None, module, room_of(module)), f"{name} belongs to {home}, not to {module}"


def plain(distribution: str) -> str:
    """Return a distribution's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def test_third_party_packages_are_declared_dependencies() -> None:
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    requirements = [*project["dependencies"], *extras["parquet"], *extras["ground"]]
    declared = {plain(re.split(r"[^\w-]", requirement)[0]) for requirement in requirements}
    installed = packages_distributions()
    imported = {name.split(".")[0] for module in MODULES for name in imported_names(module)}
    foreign = imported - sys.stdlib_module_names - {"mapsvc"}
    assert {name for name in foreign if declared.isdisjoint(map(plain, installed.get(name, [])))} == set()


@pytest.mark.parametrize("module", MODULES)
def test_module_logs_and_never_prints(module: str) -> None:
    calls = (node.func for node in ast.walk(syntax_tree(module)) if isinstance(node, ast.Call))
    assert not [call.lineno for call in calls if isinstance(call, ast.Name) and call.id == "print"]
