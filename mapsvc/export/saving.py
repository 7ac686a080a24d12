"""Saves a map into a file whose name says the format."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mapsvc.atlas.store import Atlas
from mapsvc.errors import UnknownFormatError, not_found
from mapsvc.export.formats import FORMATS, ExportJob, Format
from mapsvc.files import write_atomic
from mapsvc.scene.keys import MapKey


def save_map(
    path: Path,
    options: Mapping[str, Any],
    *,
    atlas: Atlas,
    key: MapKey,
    lang: str,
    usual: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """
    Write a map; the file is replaced whole or left as it was.

    Parameters
    ----------
    path
        Its ending says the format.
    options
        What only some formats know, such as the `width` of a PNG.
    atlas, key, lang
        Which map.
    usual
        Options for the formats that know them, where none are given.

    Raises
    ------
    UnknownFormatError
        If no format has this ending; the message names those that there are.
    """
    found = format_of(path)
    known = {name: value for name, value in usual.items() if name in found.options}
    write_atomic(path, found.write(ExportJob(atlas, key, lang, options={**known, **options})))


def format_of(path: Path) -> Format:
    """Return the format that a file's name says: the first of its ending, the longest ending first."""
    name = path.name.lower()
    if path.suffix.lower() in {"", ".htm"}:
        return FORMATS["html"]
    for found in sorted(FORMATS.values(), key=lambda found: -len(found.suffix)):
        if name.endswith(f".{found.suffix}"):
            return found
    endings = [found.suffix for found in FORMATS.values()]
    raise not_found(UnknownFormatError, "format", path.suffix.lstrip("."), endings)
