"""Where the parts of a map are found, told to a map by whoever serves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mapsvc.model.scene import Link


@dataclass(frozen=True)
class MapUrls:
    """
    Where a page finds what its map shows.

    Attributes
    ----------
    basemap
        Prefix of the background's files, ending in a slash.
    link
        Address of a feature's page, or nothing.
    shared
        Address of the geometry of a border, a state of affairs or a pair of borders, given its key and
        `"overview"` or `"full"`; without it all geometry stands in the page.
    witnesses
        Address of what a border's stretches rest on: named points, articles, basis.
    """

    basemap: str
    link: Callable[[Link], str | None]
    shared: Callable[[str, str], str] | None = None
    witnesses: Callable[[str], str] | None = None


def no_link(_link: Link) -> str | None:
    """Lead nowhere: a file that stands alone has no pages beside it."""
    return None


#: A map that carries everything asks for its background under names that lead nowhere else.
CARRIED = MapUrls(basemap="carried:/basemap/", link=no_link)
