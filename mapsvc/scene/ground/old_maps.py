"""Old maps as ground: which of an atlas have tiles, what is said of them, and which lie under a map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from mapsvc.atlas.store import Store
from mapsvc.ground.old_map_folder import MadeTiles, find_tiles
from mapsvc.ground.tiles import Tile
from mapsvc.language import translate
from mapsvc.model.date_text import format_date
from mapsvc.model.geometry import Bounds
from mapsvc.model.numbers import format_length
from mapsvc.model.old_maps import OLD_MAPS, OldMap

#: So far round its view a map offers what lies beside: readers move it.
_BESIDE_VIEW = 1.0


@dataclass(frozen=True, eq=False)
class LaidMap:
    """An old map with the tiles that fit its scan and its points."""

    old_map: OldMap
    tiles: MadeTiles

    @property
    def path(self) -> str:
        """Where its tiles lie among the files of the ground."""
        return f"{OLD_MAPS}/{self.old_map.id}/{self.tiles.folder.name}"

    def credit(self, lang: str) -> str:
        """Return whose it is: maker, year, who scanned it, and by what terms it is shown."""
        told = self.old_map
        parts = [
            told.maker or "",
            format_date(told.date, lang) if told.date else "",
            str(told.attribution.in_(lang)) if told.attribution else "",
            told.licence,
        ]
        return ", ".join(part for part in parts if part)

    def exactness(self, lang: str) -> str:
        """Return how far off it may be, in words."""
        if self.old_map.affine is not None:
            return translate(lang, "oldmap.as_it_came")
        mean, points = self.tiles.manifest["mean_km"], len(self.old_map.points)
        if mean is None:
            return translate(lang, "oldmap.unknown").format(points=points)
        length = format_length(float(f"{max(mean, 0.001) * 1000:.2g}"), lang)
        return translate(lang, "oldmap.off").format(points=points, length=length)

    def rows(self, tiles: Iterable[Tile]) -> list[list[int]]:
        """Return tiles in few numbers: zoom, row, first and last column."""
        found: list[list[int]] = []
        for (zoom, row), columns in groupby(
            sorted((tile.z, tile.y, tile.x) for tile in tiles), key=lambda told: told[:2]
        ):
            for x in (column for _, _, column in columns):
                if found and found[-1][:2] == [zoom, row] and found[-1][3] == x - 1:
                    found[-1][3] = x
                else:
                    found.append([zoom, row, x, x])
        return found

    def view(self, lang: str, tiles: Iterable[Tile] | None = None) -> dict[str, Any]:
        """
        Return it as the browser takes it.

        Parameters
        ----------
        tiles
            Those that can be had; all if not given.
        """
        valid = self.old_map.valid
        days = [valid.start, valid.end] if valid else [None, None]
        numbers = [day.year * 10_000 + day.month * 100 + day.day if day else None for day in days]
        return {
            "id": self.old_map.id,
            "title": str(self.old_map.title.in_(lang)),
            "credit": self.credit(lang),
            "exact": self.exactness(lang),
            "days": numbers,
            "bounds": list(self.tiles.bounds),
            "path": self.path,
            "rows": self.rows(self.tiles.tiles if tiles is None else tiles),
            "opacity": self.old_map.opacity,
            "shown": self.old_map.shown,
        }


def laid_maps(atlas: Store) -> tuple[LaidMap, ...]:
    """Return the old maps of an atlas that can be shown, in order of their ids."""
    found = ((old_map, find_tiles(atlas.root, old_map)) for _, old_map in sorted(atlas.old_maps.items()))
    return tuple(LaidMap(old_map, tiles) for old_map, tiles in found if tiles is not None)


def laid_near(laid: Iterable[LaidMap], extent: Bounds) -> Iterator[LaidMap]:
    """Yield those that a map may show: in its view, or not farther from it than it is wide and high."""
    west, south, east, north = extent
    wide, high = (east - west) * _BESIDE_VIEW, (north - south) * _BESIDE_VIEW
    for one in laid:
        left, below, right, above = one.tiles.bounds
        turns = round(((west + east) - (left + right)) / 720) * 360
        across = left + turns <= east + wide and right + turns >= west - wide
        if across and below <= north + high and above >= south - high:
            yield one


def laid_file(laid: Iterable[LaidMap], name: str) -> Path | None:
    """Return the file of a tile by its path among the files of the ground; nothing where there is none."""
    for one in laid:
        head, _, rest = name.rpartition(f"{one.path}/")
        parts = rest.removesuffix(".webp").split("/")
        if not head and len(parts) == 3 and all(part.isascii() and part.isdecimal() for part in parts):
            path = one.tiles.file(Tile(*map(int, parts)))
            return path if path.is_file() else None
    return None
