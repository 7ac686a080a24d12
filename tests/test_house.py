"""Hold the figures of the house that may only fall (`bench/house.py` prints them with what they count)."""

from __future__ import annotations

import ast
import re
import shutil
import tomllib
from collections.abc import Callable, Sized
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from bench.house import (
    House,
    classes_and_constants,
    figures,
    main,
    private_classes_and_constants,
    public_functions,
)
from mapsvc import errors
from tests.test_architecture import plain

ROOT = Path(__file__).parents[1]

#: What may only fall: lower a ceiling with the figure.
CEILINGS: dict[str, tuple[int, Callable[[House], Sized]]] = {
    "classes and constants with two homes": (1, lambda house: house.two_homes(classes_and_constants)),
    "private ones with two homes": (39, lambda house: house.two_homes(private_classes_and_constants)),
    "public functions with two homes": (0, lambda house: house.two_homes(public_functions)),
    "imports inside functions": (17, lambda house: range(house.inner_imports_count)),
    "functions too complex": (0, House.complex_functions),
    "modules that no test names": (0, House.unnamed_modules),
    "caches at the level of modules": (21, House.kept_between_calls),
    "deleted parameters": (0, House.deleted_parameters),
}
SHARE_USED_ONCE = 0.720
#: What a function may be asked with whose answers its module keeps.
PLAIN = {"str", "tuple[str, ...]", "Locale", "Face", "WebFont", "type[Any]"}

LEFT = '''"""A module."""
from functools import cache

SEEN = {}
LIMIT = 3  # as the other


class Thing:
    """Something."""


@cache
def read(path):
    """Return it.

    At length.
    """
    import json
    from mapsvc import right

    del path
    SEEN["x"] = 1
    return _once(_twice(_twice(json)), right)


def _once(first, second):
    return first or second


def _twice(value):
    return _twice(value) if value else None
'''
RIGHT = """LIMIT = 4


def read(a, b, c):
    if a and b or c:
        return [x for x in a if x and b or x and c] if a else b or c
    return a and b and c and a or b
"""


@cache
def house() -> House:
    return House.read(ROOT)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A house of two modules, one of which a test imports."""
    texts = {
        "mapsvc/left.py": LEFT,
        "mapsvc/right.py": RIGHT,
        "tests/test_left.py": "from mapsvc.left import read\n",
        "templates/static/js/a.js": "// what it does\n\nlet a = 1;\n/* more\n   of it */\nlet b = 2;\n",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize("name", CEILINGS)
def test_figure_of_the_house_is_under_its_ceiling(name: str) -> None:
    ceiling, found_in = CEILINGS[name]
    found = found_in(house())
    assert len(found) <= ceiling, found


def test_what_modules_keep_is_made_of_plain_values() -> None:
    """What depends on an atlas, a ground or their files belongs to an object, and goes with it."""
    for source in house().package:
        for node in source.tree.body:
            marks = getattr(node, "decorator_list", ())
            for mark in marks:
                name = ast.unparse(mark)
                if not isinstance(node, ast.FunctionDef) or "cache" not in name:
                    continue
                taken = {ast.unparse(arg.annotation) for arg in node.args.args if arg.annotation}
                assert taken <= PLAIN, f"{source.module}:{node.name}"
                # What takes nothing is one thing, of what the package ships.
                bounded = re.fullmatch(r"(functools\.)?lru_cache\(maxsize=[\d_]+\)", name)
                assert bounded or not taken, f"{source.module}:{node.name}"


def test_share_of_helpers_used_once_is_under_its_ceiling() -> None:
    assert house().share_used_once <= SHARE_USED_ONCE


def test_figures_of_a_small_house_are_what_it_holds(small: Path) -> None:
    found = figures(House.read(small))
    assert found["modules of mapsvc"] == "2"
    assert found["code lines of mapsvc"] == "20"
    assert found["code lines of the scripts"] == "2"
    assert found["private helpers"] == "2"
    assert found["… used once"] == "1 (50.0%)"
    assert found["… used once, body of 6 lines or fewer"] == "1"
    assert found["imports inside functions"] == "2"
    assert found["… of our own modules"] == "1 (left 1)"


def test_details_of_a_small_house_name_what_is_to_go(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(small)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[-7:] == [
        "two homes: LIMIT: mapsvc.left, mapsvc.right",
        "two homes: read: mapsvc.left, mapsvc.right",
        "complexity 15: mapsvc.right:read",
        "no test names mapsvc.right",
        "cache: mapsvc.left:read",
        "cache: mapsvc.left:SEEN",
        "deleted parameter: mapsvc/left.py:21",
    ]


def test_two_houses_stand_side_by_side(
    small: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    larger = Path(shutil.copytree(small, tmp_path_factory.mktemp("larger") / "house"))
    (larger / "mapsvc" / "middle.py").write_text(LEFT, "utf-8")
    main(["--compare", str(small), str(larger)])
    rows = capsys.readouterr().out.splitlines()
    assert rows[:3:2] == ["| figure | before | after |", "| modules of mapsvc | 2 | 3 |"]


def names_in(*folders: str) -> set[str]:
    """Every word in the Python files of some folders."""
    paths = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return {word for path in paths for word in re.findall(r"\w+", path.read_text("utf-8"))}


def test_every_error_is_of_use() -> None:
    told = "".join(
        source.text for source in house().package if source.module not in ("mapsvc.errors", "mapsvc")
    )
    own = {name for name, value in vars(errors).items() if isinstance(value, type)}
    assert own - set(re.findall(r"\w+", told)) == set()


def test_every_extra_installs_what_code_imports() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = {name: wanted for name, wanted in project["optional-dependencies"].items() if name != "dev"}
    own = names_in("mapsvc", "geodata/recipes")
    imported = {
        plain(distribution)
        for module, distributions in packages_distributions().items()
        if module in own
        for distribution in distributions
    }
    wanted = {
        plain(re.split(r"[^\w-]", requirement)[0]) for found in extras.values() for requirement in found
    }
    assert wanted - {"mapsvc"} - imported == set()


def test_every_marker_marks_a_test() -> None:
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"]
    marks = set(re.findall(r"mark\.(\w+)", "".join(source.text for source in house().tests)))
    assert {re.split("[:(]", marker)[0] for marker in tool["markers"]} - marks == set()
