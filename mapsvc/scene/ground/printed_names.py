"""Names that are printed on the ground of all maps: towns, waters and mountains, with all their forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import Point, shape

from mapsvc.atlas.store import Store
from mapsvc.model.day import Day
from mapsvc.model.name_register import geonames_key
from mapsvc.scene.ground.basemap import ground_under
from mapsvc.scene.ground.names import name_in, said
from mapsvc.scene.ground.registered_towns import towns_of

#: The files of the ground that print names, the finer ones first.
_PRINTED = ("towns", "waters", "world")
#: A town so near to a place of the atlas is that place; two names so near are one.
_BESIDE_DEG = 0.12


@dataclass(frozen=True)
class PrintedName:
    """A name on the ground: where it stands, what the ground says of it, other forms in the register."""

    point: Point
    about: dict[str, Any]
    registered: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """What bears it: `town`, `sea`, `river`, `lake` or `range`."""
        return str(self.about.get("kind", "town"))

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form of it, of any language and time; each once."""
        tables = [self.about["names"], *(span["names"] for span in self.about.get("spans") or ())]
        tables.append(self.about.get("later") or {})
        names = (str(name) for table in tables for name in table.values())
        return tuple(dict.fromkeys([*names, *self.registered]))

    def called(self, lang: str, day: Day) -> str:
        """Return the name of a day in a language; what had none then, as it is called at other times."""
        return name_in(self.about, lang, day) or said(self.about["names"], lang)


def printed_names(atlas: Store) -> tuple[PrintedName, ...]:
    """Return the names on the ground that are neither places of the atlas nor towns of its register."""
    return atlas.kept("printed names", "", lambda: tuple(_printed_names(atlas)))


def _printed_names(atlas: Store) -> Iterator[PrintedName]:
    places = (place for place in atlas.places.values() if place.lat is not None)
    known = shapely.STRtree([Point(place.lon, place.lat) for place in places])
    listed = {town.point for town in towns_of(atlas)}
    seen: set[tuple[str, str]] = set()
    for found in _read_names(atlas):
        near = known.query(found.point, predicate="dwithin", distance=_BESIDE_DEG)
        own = found.kind == "town" and near.size
        key = (found.kind, said(found.about["names"], "en"))
        if not own and found.point not in listed and key not in seen:
            seen.add(key)
            yield found


def _read_names(atlas: Store) -> Iterator[PrintedName]:
    ground = ground_under(atlas)
    for feature in (one for file in filter(ground.has, _PRINTED) for one in ground.features(file)):
        about = feature["properties"]
        rows = atlas.names.of(geonames_key(str(about.get("geonames_id", ""))))
        forms = tuple(row.name for row in rows if row.use != "phrase")
        yield PrintedName(shape(feature["geometry"]), about, forms)
