"""Pages that are no maps: a file of this room that makes a `blueprint`; its `MENU` says where it stands."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any

from mapsvc.atlas.store import Store


@dataclass(frozen=True)
class MenuEntry:
    """
    A page to which the menu and the foot of every page lead.

    Attributes
    ----------
    name
        What the template of the page says as `section`.
    path
        Its address; from the atlas where it depends on that.
    shown
        Whether there is anything on it.
    words
        Key of what it is called; `nav.<name>` if not given.
    rank
        Its place in the menu; of equals that of the file that is read first.
    foot
        Whether only the foot leads there.
    """

    name: str
    path: str | Callable[[Store], str]
    shown: Callable[[Store], Any]
    words: str = ""
    rank: int = 100
    foot: bool = False


def find_pages() -> tuple[ModuleType, ...]:
    """Return the files of this room."""
    return tuple(import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))


def menu_of(atlas: Store) -> list[MenuEntry]:
    """Return the menu of an atlas, without lists of which it has nothing."""
    entries = [entry for page in find_pages() for entry in getattr(page, "MENU", ()) if entry.shown(atlas)]
    return sorted(entries, key=lambda entry: (entry.foot, entry.rank))
