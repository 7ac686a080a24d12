"""Paths inside the folder of an atlas, as those may name them who edit it."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from mapsvc.errors import RequestError

#: What Windows keeps for devices, with whatever ending.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\..*)?", re.IGNORECASE)
#: What no file may be called on Windows, or would be taken for something else in an address.
_REFUSED_SIGNS = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')
_LONGEST_NAME, _LONGEST_PATH = 120, 240


def inner_path(root: Path, path: str) -> Path:
    """
    Return the place of a file in the folder of an atlas, whether it is there or not.

    Parameters
    ----------
    root
        The folder.
    path
        With strokes, from the folder on.

    Raises
    ------
    RequestError
        If it leads out of the folder, also by a link, is hidden, or has a name that some system refuses.
    """
    parts = path.split("/")
    if len(path) > _LONGEST_PATH or not all(map(_is_name, parts)):
        msg = f"{path[:80]!r} is no path of a file in an atlas."
        raise RequestError(msg)
    place = root.joinpath(*parts)
    try:
        inside = place.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError, ValueError):  # a link that leads to itself
        inside = False
    if not inside:
        msg = f"{path[:80]!r} leads out of the folder of the atlas."
        raise RequestError(msg)
    return place


def _is_name(part: str) -> bool:
    """Tell whether a file or a folder may be called so on every system."""
    return (
        0 < len(part) <= _LONGEST_NAME
        and part[0] not in ". "
        and part[-1] not in ". "
        and not _REFUSED_SIGNS.search(part)
        and not _DEVICES.fullmatch(part)
        and all(unicodedata.category(letter) not in {"Cs", "Cf"} for letter in part)
    )
