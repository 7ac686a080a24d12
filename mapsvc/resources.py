"""Say where what ships with the package lies: the atlas (`geodata/`) and the templates."""

from __future__ import annotations

import json
import os
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from mapsvc.errors import AtlasError


def atlas_root(override: str | os.PathLike[str] | None = None) -> Path:
    """
    Return the folder of an atlas.

    Parameters
    ----------
    override
        A folder, or nothing for the atlas that ships with the package.

    Returns
    -------
    root
        An absolute path to an existing folder.

    Raises
    ------
    AtlasError
        If the folder does not exist or holds no `atlas.toml`.
    """
    if not override:
        return _shipped("geodata")
    if str(override).startswith(("postgresql:", "postgres:")):
        # Without the address, which may hold a password.
        msg = "An atlas in PostgreSQL cannot be read by this version; name a folder."
        raise AtlasError(msg)
    root = Path(override)
    if root.is_file():
        msg = f"{str(root)!r} is a file: the folder of an atlas is wanted here, and not its index."
        raise AtlasError(msg)
    if not root.is_dir():
        msg = f"Atlas folder {str(root)!r} does not exist (from --atlas or MAPSVC_ATLAS)."
        raise AtlasError(msg)
    if not (root / "atlas.toml").is_file():
        msg = f"Folder {str(root)!r} is no atlas: it holds no 'atlas.toml'."
        raise AtlasError(msg)
    return root.resolve()


def ground_root() -> Path:
    """Return the folder of the ground that ships with the package and lies under the maps of every atlas."""
    return _shipped("geodata") / "basemap"


def recipes_root() -> Path:
    """Return the folder of the recipes, with the pins of the packages that they read."""
    return _shipped("geodata") / "recipes"


def read_json(path: Path) -> Any:
    """
    Read a JSON file of an atlas.

    Raises
    ------
    OSError, ValueError
        If it cannot be read, or is no JSON in UTF-8. A byte order mark, which Windows writes, is none of it.
    """
    return json.loads(path.read_text(encoding="utf-8-sig"))


@cache
def template_root() -> Path:
    """
    Return the folder with the Jinja pages, the words of the interface, and what the browser loads.

    Raises
    ------
    AtlasError
        If the package was installed without them.
    """
    return _shipped("templates")


def _shipped(name: str) -> Path:
    """Return `name` inside the installed package, or beside it in a checkout."""
    package = Path(str(files("mapsvc")))
    checkout = package.parent
    if (package / name).is_dir():
        return package / name
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    msg = f"{name!r} is neither inside the package 'mapsvc' nor beside it in a checkout; install it again."
    raise AtlasError(msg)
