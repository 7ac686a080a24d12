"""An installation with its run-time libraries alone: each command works, or a line says what it needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import TINY
from tests.test_supply import ASK

ROOT = Path(__file__).parents[1]
#: As there, but asks for something else: nothing is there that the lock of a service does not install.
BARRED = ASK.partition("from mapsvc.web.app")[0]
EVERY_MODULE = """
import importlib, pkgutil, mapsvc
missing = {}
for found in pkgutil.walk_packages(mapsvc.__path__, "mapsvc."):
    try:
        importlib.import_module(found.name)
    except ModuleNotFoundError as error:
        missing[found.name] = error.name
print("TOLD", sorted(missing.items()))
"""
COMMAND = """
from mapsvc.cli import main
sys.argv[1:] = sys.argv[5:]
main()
"""
#: The modules that make ground of packages, and nothing imports without being asked for that.
OF_GROUND = ("mapsvc.ground.coast", "mapsvc.ground.sea", "mapsvc.ground.tile_making", "mapsvc.ground.water")


def ask(code: str, *words: str) -> subprocess.CompletedProcess[str]:
    lock = [str(ROOT / "requirements.lock"), str(TINY), "1", "1"]
    command = [sys.executable, "-c", BARRED + code, *lock, *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_every_module_but_those_that_make_ground_is_there() -> None:
    done = ask(EVERY_MODULE)
    assert done.returncode == 0, done.stderr
    told = done.stdout.partition("TOLD ")[2].strip()
    assert told == str([(name, "shapefile") for name in OF_GROUND])


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["check", "--atlas", str(TINY)], 0, "No problems."),
        (["export", "--help"], 0, "csv, lpf, annotations"),
        (["export", "line-drawn", "--format", "geoparquet", "--atlas", str(TINY)], 2, "pip install pyarrow"),
    ],
)
def test_command_works_or_says_what_it_needs(words: list[str], code: int, says: str) -> None:
    done = ask(COMMAND, *words)
    assert done.returncode == code, done.stderr
    assert says in " ".join((done.stdout + done.stderr).split())
    assert "Traceback" not in done.stderr


def test_making_ground_names_a_package_that_an_index_has(monkeypatch: pytest.MonkeyPatch) -> None:
    from mapsvc.errors import MissingExtraError
    from mapsvc.ground.job import make_own_ground

    monkeypatch.setitem(sys.modules, "shapefile", None)
    for name in OF_GROUND:
        monkeypatch.delitem(sys.modules, name, raising=False)
    with pytest.raises(MissingExtraError, match=r"pip install pyshp$"):
        make_own_ground(None, step=lambda: None)  # type: ignore[arg-type]
