"""Bring the folder of an atlas to the form that this version reads: `mapsvc upgrade`."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mapsvc.atlas.new.upgrade_steps import upgrade_files
from mapsvc.atlas.raw_files import parse_toml
from mapsvc.errors import AtlasError
from mapsvc.files import folder_of, read_whole
from mapsvc.model.meta import FORMAT, OLDEST_FORM

_FILE = "atlas.toml"


@dataclass(frozen=True)
class Upgraded:
    """
    What came of it.

    Attributes
    ----------
    root
        The folder, in the form of today.
    kept
        Where the folder as it was is kept; nothing if it needed no change.
    remarks
        What somebody should look at, a line each.
    """

    root: Path
    kept: Path | None = None
    remarks: tuple[str, ...] = ()


def upgrade_atlas(root: Path) -> Upgraded:
    """
    Bring a folder to the form of today, whole or not at all, and keep it as it was beside.

    Parameters
    ----------
    root
        The folder that holds `atlas.toml`.

    Returns
    -------
    upgraded
        Nothing was done if the folder has the form of today.

    Raises
    ------
    AtlasError
        If it is no atlas, its form is newer, or a file that must change cannot be read.
    WriteError
        If it cannot be written; the folder is as it was.
    """
    place = root.resolve()
    kept = place.with_name(f"{place.name}.form-{OLDEST_FORM}")
    # Somebody who was stopped between the two last steps has the old folder under its new name alone.
    found = place if place.exists() or not kept.is_dir() else kept
    if not found.is_dir():
        msg = f"Atlas folder {str(found)!r} does not exist."
        raise AtlasError(msg)
    if not (found / _FILE).is_file():
        msg = f"Folder {str(found)!r} is no atlas: it holds no {_FILE!r}."
        raise AtlasError(msg)
    try:
        raw: dict[str, Any] = parse_toml(read_whole(found / _FILE).decode("utf-8-sig"))
    except (OSError, ValueError) as error:
        msg = f"{str(found / _FILE)!r} cannot be read, so nothing was changed: {error}."
        raise AtlasError(msg) from error
    form = raw.get("format", OLDEST_FORM)
    if type(form) is not int or not OLDEST_FORM <= form <= FORMAT:
        known = f"this version knows {OLDEST_FORM} and {FORMAT}"
        msg = f"The atlas in {str(found)!r} has the form {form!r}; {known}."
        raise AtlasError(msg)
    if int(form) == FORMAT:
        return Upgraded(root)
    if found == place:
        kept = _free(kept)
    with folder_of(place, keep=kept) as scratch:
        shutil.copytree(found, scratch, symlinks=True, dirs_exist_ok=True)
        remarks = upgrade_files(scratch)
    return Upgraded(root, kept, tuple(remarks))


def _free(wanted: Path) -> Path:
    """Return a path that nothing has."""
    number, free = 1, wanted
    while os.path.lexists(free):
        number += 1
        free = wanted.with_name(f"{wanted.name}-{number}")
    return free
