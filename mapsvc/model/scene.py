"""The Scene: what a map shows, as plain data, before it becomes HTML, a picture or a file."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from shapely.geometry.base import BaseGeometry

from mapsvc.model.dates import DateSpan
from mapsvc.model.day import Day
from mapsvc.model.geometry import Bounds
from mapsvc.model.longitude import TURN
from mapsvc.model.meridian import moved, near_lon, turns_to, unwrap

#: How a feature looks: what `scene.symbology` makes, for the browser and for pictures alike.
Symbol = dict[str, Any]
#: What a feature leads to: a kind of page and an id.
Link = tuple[str, str]


@dataclass(frozen=True)
class MapKey:
    """
    The name of a map, which is the path of its page: `events/kars-treaty`.

    Attributes
    ----------
    section
        Of its kind.
    id
        Of the thing; `<a>/<b>` for a comparison, `YYYY-MM-DD` for a day, `<id>/<n>` for a step of a tour,
        empty where a kind has one map.
    """

    section: str
    id: str = ""

    def __str__(self) -> str:
        """Return the name."""
        return f"{self.section}/{self.id}".rstrip("/")


@dataclass(frozen=True, kw_only=True)
class MapFeature:
    """
    One thing drawn on a map.

    Attributes
    ----------
    id
        Unique on the map and the same in the text list.
    geometry
        EPSG:4326. On a map it is one where the atlas has it cut at the 180th meridian, and lies within half
        a turn of the middle of the view: longitudes may pass ±180.
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
    joint
        The names of all whose line it is, where several run as one: a name of one alone does not stand there.
    number
        What stands on the map and before the row of the key where the name of an area or a line has no room;
        given by the map, the same for what is called the same.
    group
        What it is a part of within its layer: the text list has it under that name.
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
    joint: str | None = None
    number: int | None = None
    group: str = ""


#: Why a map says a name: it is about the place, or that is a capital of its day; the state has ground on it.
NameRole = Literal["subject", "capital", "land"]


@dataclass(frozen=True, kw_only=True)
class WantedName:
    """
    A name that a map says besides those of its features, before the names of the ground.

    Attributes
    ----------
    at
        Longitude and latitude.
    geometry
        The ground of a state, no finer than the eye: its name stands on it, or nowhere.
    """

    id: str
    name: str
    role: NameRole
    at: tuple[float, float]
    geometry: BaseGeometry | None = None


@dataclass(frozen=True)
class MapLayer:
    """Features that belong together, drawn in order."""

    id: str
    title: str
    features: tuple[MapFeature, ...]


@dataclass(frozen=True)
class LegendEntry:
    """
    What a symbol means.

    Attributes
    ----------
    covers
        The keys of all symbols that the entry speaks for.
    number
        What stands on the map for a name without room, and before this row.
    """

    symbol: str
    label: str
    covers: tuple[str, ...] = ()
    number: int | None = None


@dataclass(frozen=True)
class Credit:
    """Whom a thing on the map is owed to, and under which licence."""

    text: str
    href: str | None = None


@dataclass(frozen=True, kw_only=True)
class Scene:
    """
    A composed map in one language.

    Attributes
    ----------
    kind, id
        What it shows: an `event`, a `place`, a `route` or a `border`.
    date
        Of the map, or nothing; `day` decides names and railways of the background.
    extent
        West, south, east, north in degrees: the view that tells the story. Over the 180th meridian its
        east is greater than 180, or its west less than -180.
    symbols
        Every symbol the features use, by key.
    names
        What it says besides the names of its features.
    basemap
        The ground under it, a `scene.ground.basemap.Basemap`; this room lies below that one.
    """

    kind: str
    id: str
    lang: str
    title: str
    caption: str
    date: DateSpan | None
    day: Day
    extent: Bounds
    layers: tuple[MapLayer, ...]
    symbols: dict[str, Symbol]
    legend: tuple[LegendEntry, ...]
    credits: tuple[Credit, ...]
    basemap: Any
    names: tuple[WantedName, ...] = ()

    def __post_init__(self) -> None:
        """Lay the features round the middle of the view, so that what belongs together is drawn together."""
        middle = (self.extent[0] + self.extent[2]) / 2
        layers = _numbered(tuple(_laid_layer(layer, middle) for layer in self.layers))
        if any(one is not other for one, other in zip(layers, self.layers, strict=True)):
            object.__setattr__(self, "layers", layers)

    @property
    def year(self) -> int:
        """The year of the background."""
        return self.day.year

    def features(self) -> Iterator[MapFeature]:
        """Yield all features in drawing order."""
        for layer in self.layers:
            yield from layer.features


def _numbered(layers: tuple[MapLayer, ...]) -> tuple[MapLayer, ...]:
    """Return layers whose named areas and lines have numbers: a map in part keeps those of the whole."""
    features = list(filter(_wants_number, itertools.chain.from_iterable(layer.features for layer in layers)))
    known = {str(feature.label): feature.number for feature in features if feature.number}
    if all(feature.number for feature in features):
        return layers
    free = itertools.count(1 + max(filter(None, known.values()), default=0))
    for feature in features:
        if str(feature.label) not in known:
            known[str(feature.label)] = next(free)
    return tuple(
        replace(layer, features=tuple(_with_number(feature, known) for feature in layer.features))
        for layer in layers
    )


def _with_number(feature: MapFeature, numbers: Mapping[str, int | None]) -> MapFeature:
    return replace(feature, number=numbers[str(feature.label)]) if _wants_number(feature) else feature


def _wants_number(feature: MapFeature) -> bool:
    is_sign = feature.geometry.geom_type == "Point" and feature.radius_km is None
    return bool(feature.label) and not is_sign


def _laid_layer(layer: MapLayer, middle: float) -> MapLayer:
    features = tuple(_laid(feature, middle) for feature in layer.features)
    same = all(one is other for one, other in zip(features, layer.features, strict=True))
    return layer if same else replace(layer, features=features)


def _laid(feature: MapFeature, middle: float) -> MapFeature:
    """Return a feature as it is drawn round a meridian."""
    if feature.geometry.is_empty:
        return feature
    geometry = unwrap(feature.geometry)
    west, _, east, _ = geometry.bounds
    turns = turns_to((west + east) / 2, middle)
    if geometry is feature.geometry and not turns:
        return feature
    own = (west + east) / 2 + TURN * turns
    at = feature.at and (near_lon(feature.at[0], own), feature.at[1])
    return replace(feature, geometry=moved(geometry, turns), at=at)
