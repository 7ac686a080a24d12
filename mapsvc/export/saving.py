"""Saves a map into a file whose name says the format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from mapsvc.errors import UnknownFormatError, not_found
from mapsvc.export.formats import FORMATS, Format
from mapsvc.export.job import ExportJob
from mapsvc.files import write_atomic


def save_map(path: Path, job: ExportJob, options: Mapping[str, Any], *, usual: Mapping[str, Any]) -> None:
    """
    Write a map; the file is replaced whole or left as it was.

    Parameters
    ----------
    path
        Its ending says the format.
    job
        The map to write.
    options
        What only some formats know, such as the `width` of a PNG.
    usual
        Options for the formats that know them, where none are given.

    Raises
    ------
    UnknownFormatError
        If no format has this ending; the message names those that there are.
    """
    found = format_of(path)
    known = {name: value for name, value in usual.items() if name in found.options}
    write_atomic(path, found.write(replace(job, options={**known, **options})))


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
