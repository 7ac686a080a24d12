"""The rooms of the workbench, found by their files."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from types import ModuleType

from mapsvc.web.edit import Room


def find_room_files() -> tuple[ModuleType, ...]:
    """Return the files of this folder."""
    return tuple(import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))


def find_rooms() -> list[Room]:
    """Return the rooms in the order of the navigation."""
    rooms = [module.ROOM for module in find_room_files() if hasattr(module, "ROOM")]
    return sorted(rooms, key=lambda room: room.rank)
