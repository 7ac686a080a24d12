"""The map of very many places: how many lie where, as signs that grow with their number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import shapely

from mapsvc.atlas.store import Store
from mapsvc.language import plural, translate
from mapsvc.model.geometry import Bounds
from mapsvc.model.meridian import near_lon
from mapsvc.model.records import Place
from mapsvc.model.scene import Credit, LegendEntry, MapFeature, MapLayer, Scene
from mapsvc.scene.composition import usual_day
from mapsvc.scene.extents import view_rules
from mapsvc.scene.ground.basemap import ground_under
from mapsvc.scene.symbology import count_symbol
from mapsvc.scene.symbols import Symbols

#: The greatest view is divided into so many fields along its longer side, and so the map has few signs.
_ACROSS = 14
#: The sign of the fullest field is as large as one of so many places; the others in proportion.
_FULLEST = 60
#: So many places of a field are named in its pop-up, those of the most events.
_NAMED_IN_ONE = 5


@dataclass
class _Square:
    """What lies in one field: how much, the sum of the positions, and its weightiest places."""

    count: int = 0
    lon: float = 0.0
    lat: float = 0.0
    first: list[tuple[int, Place]] = field(default_factory=list)

    def take(self, place: Place, lon: float, lat: float, count: int, weight: int) -> None:
        self.count += count
        self.lon, self.lat = self.lon + lon * count, self.lat + lat * count
        self.first.append((weight, place))
        if len(self.first) > 4 * _NAMED_IN_ONE:
            self.first = self._best()

    def _best(self) -> list[tuple[int, Place]]:
        return sorted(self.first, key=lambda held: (-held[0], held[1].rank, held[1].id))[:_NAMED_IN_ONE]

    def named(self) -> list[Place]:
        return [place for _, place in self._best()]


def compose_density(
    atlas: Store, lang: str, *, counts: Mapping[str, int] | None = None, title: str, noun: str, kind: str
) -> Scene:
    """
    Compose the map of how many places lie where.

    Parameters
    ----------
    atlas, lang
        Where they come from, and in what language it speaks.
    counts
        How often each place counts, by id; nothing for once each.
    title
        Of the map.
    noun
        Key of the words for a number of what is counted.
    kind
        What the map shows, for its address.
    """
    extent = view_rules(atlas).home
    fields = _squares(atlas, extent, counts)
    most = max((found.count for found in fields.values()), default=1)
    symbols = Symbols()

    def sign(count: int) -> str:
        return symbols.use(count_symbol(max(1, round(count / most * _FULLEST))))

    features = [
        _feature(at, found, lang, symbol=sign(found.count), said=_said(found.count, noun, lang))
        for at, (_, found) in enumerate(sorted(fields.items(), key=lambda pair: -pair[1].count))
    ]
    legend = tuple(
        LegendEntry(sign(size), _said(size, noun, lang)) for size in sorted({1, max(1, most // 4), most})
    )
    basemap = ground_under(atlas)
    total = sum(found.count for found in fields.values())
    return Scene(
        kind=kind,
        id=kind,
        lang=lang,
        title=title,
        caption=_said(total, noun, lang),
        date=None,
        day=usual_day(atlas),
        extent=extent,
        layers=(MapLayer(kind, title, tuple(features)),) if features else (),
        symbols=dict(symbols),
        legend=legend,
        credits=tuple(dict.fromkeys(Credit(text, url) for text, url in basemap.credits_in(lang))),
        basemap=basemap,
    )


def _squares(
    atlas: Store, extent: Bounds, counts: Mapping[str, int] | None
) -> dict[tuple[int, int], _Square]:
    west, south, east, north = extent
    side = max(east - west, north - south) / _ACROSS
    told = atlas.event_counts.places
    found: dict[tuple[int, int], _Square] = {}
    for place, count in _counted(atlas, counts):
        if place.lon is not None and place.lat is not None:
            lon = near_lon(place.lon, (west + east) / 2)
            cell = (int((lon - west) // side), int((place.lat - south) // side))
            weight = count if counts is not None else told.get(place.id, 0)
            found.setdefault(cell, _Square()).take(place, lon, place.lat, count, weight)
    return found


def _counted(atlas: Store, counts: Mapping[str, int] | None) -> Iterable[tuple[Place, int]]:
    if counts is None:
        return ((place, 1) for place in atlas.places.values())
    return ((atlas.places[key], count) for key, count in counts.items())


def _said(count: int, noun: str, lang: str) -> str:
    words = plural(lang, noun, count)
    return words if str(count) in words else f"{count} {words}"


def _feature(at: int, found: _Square, lang: str, *, symbol: str, said: str) -> MapFeature:
    names = [place.name_on(lang) for place in found.named()]
    more = " …" if found.count > len(names) else ""
    return MapFeature(
        id=f"fields/{at + 1}",
        geometry=shapely.Point(round(found.lon / found.count, 4), round(found.lat / found.count, 4)),
        symbol=symbol,
        name=said,
        detail=", ".join(names) + more,
        priority=3,
        rows=((translate(lang, "nav.places"), ", ".join(names) + more),),
    )
