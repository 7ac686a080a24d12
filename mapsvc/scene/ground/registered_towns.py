"""Towns of the ground that the register of an atlas names and that are no places of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shapely.geometry import Point, box, shape

from mapsvc.atlas.store import Store
from mapsvc.model.name_register import RegisteredName, geonames_key
from mapsvc.scene.ground.basemap import ground_under


@dataclass(frozen=True)
class RegisteredTown:
    """A town of the ground: where it is, and what the register calls it."""

    point: Point
    rows: tuple[RegisteredName, ...]

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form of its name; each once."""
        return tuple(dict.fromkeys(row.name for row in self.rows if row.use != "phrase"))


def towns_of(atlas: Store) -> tuple[RegisteredTown, ...]:
    """Return the towns that the register names, that are no places of the atlas and lie in its home view."""
    return atlas.kept("registered towns", "", lambda: tuple(_towns_of(atlas)))


def _towns_of(atlas: Store) -> Iterator[RegisteredTown]:
    if not atlas.names.rows:
        return
    home = box(*atlas.home)
    numbers = {atlas.names.numbered.get(key) for key in atlas.places}
    for town in ground_under(atlas).features("towns"):
        number = str(town["properties"].get("geonames_id", ""))
        rows = atlas.names.of(geonames_key(number))
        point = shape(town["geometry"])
        if rows and number not in numbers and point.within(home):
            yield RegisteredTown(point, rows)
