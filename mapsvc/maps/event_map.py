"""The EventMap: what a map shows, as plain data, before it becomes HTML, a picture or a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from mapsvc.maps.addresses import Link
from mapsvc.maps.basemap import Basemap
from mapsvc.maps.symbology import Symbol
from mapsvc.model.geometry import Bounds


@dataclass(frozen=True, kw_only=True)
class MapFeature:
    """
    One thing drawn on a map.

    Attributes
    ----------
    id
        Unique on the map and the same in the text list.
    geometry
        EPSG:4326.
    symbol
        A key of the map's `symbols`.
    label
        What stands beside it on the map; nothing for no label. `priority` 1 is placed first.
    detail
        One line for the text list; `rows` are the pairs that its popup shows.
    radius_km
        How far a region without edges reaches.
    shared
        The border, state of affairs or pair of borders whose geometry a page may load once for all maps
        that show it; `shape` is the id there, the feature's own if not given.
    at
        Longitude and latitude where an area carries its label; the middle of its bounds if not given.
    band_km
        Half the width of the band that a line stands for, where only its ends are known.
    """

    id: str
    geometry: BaseGeometry
    symbol: str
    name: str
    detail: str = ""
    label: str | None = None
    priority: int = 5
    rows: tuple[tuple[str, str], ...] = ()
    link: Link | None = None
    radius_km: float | None = None
    certainty: str = "attested"
    shared: str | None = None
    shape: str | None = None
    listed: bool = True
    at: tuple[float, float] | None = None
    band_km: float | None = None


@dataclass(frozen=True)
class MapLayer:
    """Features that belong together, drawn in order."""

    id: str
    title: str
    features: tuple[MapFeature, ...]


@dataclass(frozen=True)
class LegendEntry:
    """What a symbol means; `covers` are the keys of all symbols that the entry speaks for."""

    symbol: str
    label: str
    covers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Credit:
    """Whom a thing on the map is owed to, and under which licence."""

    text: str
    href: str | None = None


@dataclass(frozen=True, kw_only=True)
class EventMap:
    """
    A composed map in one language.

    Attributes
    ----------
    kind, id
        What it shows: an `event`, a `place`, a `route` or a `border`.
    date
        EDTF date of the map, or nothing; `year` decides names and railways of the background.
    extent
        West, south, east, north in degrees: the view that tells the story.
    symbols
        Every symbol the features use, by key.
    """

    kind: str
    id: str
    lang: str
    title: str
    caption: str
    date: str | None
    year: int
    extent: Bounds
    layers: tuple[MapLayer, ...]
    symbols: dict[str, Symbol]
    legend: tuple[LegendEntry, ...]
    credits: tuple[Credit, ...]
    basemap: Basemap

    def features(self) -> Iterator[MapFeature]:
        """Yield all features in drawing order."""
        for layer in self.layers:
            yield from layer.features
