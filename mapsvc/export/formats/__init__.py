"""The formats that any map can be had in. A file of this room that lists `FORMATS` adds some."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from importlib import import_module
from typing import get_args

from mapsvc.errors import UnknownFormatError, not_found
from mapsvc.export.formats.format import Format, Group, read_options

__all__ = ["FORMATS", "Format", "find_format", "offered_formats", "read_options"]


def _find_formats() -> dict[str, Format]:
    modules = [import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    formats: list[Format] = [found for module in modules for found in getattr(module, "FORMATS", ())]
    groups = get_args(Group)
    return {found.name: found for found in sorted(formats, key=lambda found: groups.index(found.group))}


#: By name, in the order in which they are offered.
FORMATS: Mapping[str, Format] = _find_formats()


def offered_formats() -> list[str]:
    """Return the names of those whose libraries are installed."""
    return [name for name, format_ in FORMATS.items() if format_.is_offered]


def find_format(name: str) -> Format:
    """Return a format; `UnknownFormatError` with those that there are if it is not one."""
    try:
        return FORMATS[name]
    except KeyError:
        raise not_found(UnknownFormatError, "format", name, FORMATS) from None
