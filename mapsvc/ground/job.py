"""Making finer ground for an atlas from the command line: what is asked, what is told, what is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapsvc.errors import MissingExtraError, RequestError
from mapsvc.files import scratch_folder
from mapsvc.ground.folder import OWN
from mapsvc.ground.packages import cache_folder, find_package, read_packages
from mapsvc.ground.plan import Plan, plan_ground, to_fetch

if TYPE_CHECKING:
    from mapsvc.ground.tile_making import Made, Step


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
    """

    folder: Path
    plan: Plan
    packages: Mapping[str, Mapping[str, Any]]
    folders: tuple[Path, ...]
    missing: tuple[Mapping[str, Any], ...]

    @property
    def length(self) -> int:
        """How many steps there are: packages to fetch and tiles to make."""
        return len(self.missing) + self.plan.steps()

    def told(self) -> Iterator[str]:
        """Yield lines for the user: what will be made, and what has to be fetched."""
        zooms = f"{self.plan.water[0].z} to {self.plan.deepest}"
        shaded = sorted({level.z for level in self.plan.relief})
        relief = f"relief to {shaded[-1]}" if shaded else "relief of the package"
        yield (
            f"Water of zooms {zooms}, {relief}; coast drawn to about {self.plan.accuracy_km:g} km; "
            f"{self.plan.steps()} tiles at most."
        )
        if self.missing:
            size = sum(package["size_mb"] for package in self.missing)
            names = ", ".join(
                f"{package['name']} {package['version']} ({package['size_mb']} MB, {package['registry']}, "
                f"{package['licence']})"
                for package in self.missing
            )
            yield f"To download, {size} MB in all, kept in {self.folders[-1]}: {names}."


def prepare(root: Path, extent: Sequence[float], *, packages: Path | None = None) -> Job:
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
    """
    folders = tuple(folder for folder in (packages, cache_folder()) if folder is not None)
    pinned = read_packages()
    return Job(root / OWN, plan_ground(extent), pinned, folders, tuple(to_fetch(pinned, folders)))


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
        from mapsvc.ground.tile_making import make_ground, unpack_packages
    except ModuleNotFoundError as error:
        # By its own name: that of an extra is none that an index has.
        named = {"shapefile": "pyshp"}.get(error.name or "", error.name)
        msg = f"Making ground needs {named}; install it with: pip install {named}"
        raise MissingExtraError(msg) from error
    for package in job.missing:
        find_package(package, job.folders)
        step()
    with scratch_folder() as scratch:
        raw = unpack_packages(job.packages, job.folders, scratch)
        return make_ground(job.folder, job.plan, raw, step=step)
