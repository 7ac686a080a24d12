"""What the API serves: collections of features, one type of geometry each."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial

import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.atlas.store import Store
from mapsvc.errors import UnknownLayerError, not_found
from mapsvc.export.data.layers import LayerFeature, entries_of, territory_entries
from mapsvc.files import compact_json
from mapsvc.language import LAST_RESORT
from mapsvc.model.dates import DateSpan
from mapsvc.model.day import Day
from mapsvc.model.geometry import DECIMALS, Bounds, to_geojson
from mapsvc.model.longitude import window
from mapsvc.model.meridian import drawn_bounds, standard_bounds
from mapsvc.web.service import service

Entries = Callable[[Store, str], Iterable[LayerFeature]]

#: What documents for programmes speak where no language is asked for.
SPOKEN = LAST_RESORT
_AS_MANY = {
    "Point": shapely.multipoints,
    "LineString": shapely.multilinestrings,
    "LinearRing": shapely.multilinestrings,
    "Polygon": shapely.multipolygons,
}
_POINTS, _LINES, _AREAS = ("Point",), ("LineString", "LinearRing"), ("Polygon",)


@dataclass(frozen=True)
class Collection:
    """
    A collection of features.

    Attributes
    ----------
    name
        Part of its address; its words are `api.title_<name>` and `api.about_<name>`.
    entries
        What it may hold, in the language that is asked for.
    shapes
        Types of geometry, without `Multi`, of those that it does hold; others are another collection's.
    layer
        The table whose columns its features have.
    bare
        Whether what has no shape is one of its features.
    spoken
        Whether it is told in one language, the one that is asked for, and given whole: a map of half the
        districts is none.
    """

    name: str
    entries: Entries
    shapes: tuple[str, ...]
    layer: str
    bare: bool = True
    spoken: bool = False


@dataclass(frozen=True)
class Shape:
    """A shape as GeoJSON, written when it is first sent; `many` for one of a collection of `Multi…`."""

    geometry: BaseGeometry | None
    many: bool

    @property
    def whole(self) -> BaseGeometry | None:
        """The shape, as one of several parts where others of the collection have such."""
        if self.geometry is None or not self.many or self.geometry.geom_type.startswith("Multi"):
            return self.geometry
        return _AS_MANY[self.geometry.geom_type]([self.geometry])

    @cached_property
    def json(self) -> str:
        """The text."""
        if self.geometry is None:
            return "null"
        shape = to_geojson(self.geometry)
        if self.many and not shape["type"].startswith("Multi"):
            shape = {"type": f"Multi{shape['type']}", "coordinates": [shape["coordinates"]]}
        return compact_json(shape)


@dataclass(frozen=True)
class Item:
    """A feature ready to be sent, with what filters look at; districts often share the text of a shape."""

    id: str
    columns: dict[str, object]
    shape: Shape
    span: DateSpan | None

    @cached_property
    def json(self) -> str:
        """The feature."""
        head = compact_json({"type": "Feature", "id": self.id, "properties": self.columns})
        return f'{head[:-1]},"geometry":{self.shape.json}}}'

    @property
    def geometry(self) -> BaseGeometry | None:
        """Its shape."""
        return self.shape.geometry


def _layer(name: str) -> Entries:
    return lambda atlas, lang: entries_of(atlas, name, None, lang)


def _territories(atlas: Store, _lang: str) -> Iterator[LayerFeature]:
    """Yield who holds what by each border that has its land drawn, valid as the border is."""
    for border_id in atlas.territories:
        valid = atlas.borders[border_id].valid
        for entry in territory_entries(atlas, border_id):
            yield entry._replace(id=f"{border_id}/{entry.id}", when=valid)


COLLECTIONS: dict[str, Collection] = {
    found.name: found
    for found in (
        Collection("events", _layer("events"), _POINTS, "events"),
        Collection("places", _layer("places"), _POINTS, "places"),
        Collection("borders", _layer("borders"), _LINES, "borders"),
        Collection("areas", _layer("borders"), _AREAS, "borders", bare=False),
        Collection("routes", _layer("routes"), _LINES, "routes"),
        Collection("stops", _layer("routes"), _POINTS, "routes", bare=False),
        Collection("mentions", _layer("mentions"), _POINTS, "mentions"),
        Collection("holders", _layer("holders"), _AREAS, "holders", spoken=True),
        Collection("territories", _territories, _AREAS, "territories"),
    )
}


def find_collection(name: str) -> Collection:
    """Return a collection; `UnknownLayerError` if there is none of this name."""
    if name not in COLLECTIONS:
        raise not_found(UnknownLayerError, "collection", name, COLLECTIONS)
    return COLLECTIONS[name]


def items_of(collection: Collection, asked: str | None = None) -> dict[str, Item]:
    """
    Return what a collection holds, by id and in its order.

    Parameters
    ----------
    collection
        One of `COLLECTIONS`.
    asked
        Tag of the language that is asked for; what most collections say is the same in all languages.
    """
    atlas = service().atlas
    lang = atlas.find_language(asked if collection.spoken else None)
    return service().kept("items", (collection.name, lang), partial(_read, collection, lang))


def _read(collection: Collection, lang: str) -> dict[str, Item]:
    return read_items(service().atlas, collection, lang)


def read_items(atlas: Store, collection: Collection, lang: str) -> dict[str, Item]:
    """Return what a collection of an atlas holds, by id and in its order."""
    entries = [entry for entry in collection.entries(atlas, lang) if _belongs(entry, collection)]
    # One with several parts makes all of them such: a file and a layer of a GIS have one type of geometry.
    many = any(_type(entry).startswith("Multi") for entry in entries)
    shapes = {id(entry.geometry): Shape(entry.geometry, many) for entry in entries}
    return {
        entry.id: Item(entry.id, entry.columns, shapes[id(entry.geometry)], entry.when) for entry in entries
    }


def _type(entry: LayerFeature) -> str:
    return "" if entry.geometry is None else str(entry.geometry.geom_type)


def _belongs(entry: LayerFeature, collection: Collection) -> bool:
    found = _type(entry).removeprefix("Multi")
    return found in collection.shapes if found else collection.bare


def geometry_type(collection: Collection) -> str:
    """Return the one type of geometry of a collection as GeoJSON calls it."""
    many = any(item.shape.many for item in items_of(collection).values())
    return f"{'Multi' if many else ''}{collection.shapes[0]}"


def extent_of(collection: Collection) -> Bounds | None:
    """Return where the features of a collection lie, the west greater across the line; nothing for none."""
    return service().kept("extent", collection.name, partial(_extent, collection))


def _extent(collection: Collection) -> Bounds | None:
    shapes = [item.geometry for item in items_of(collection).values() if item.geometry is not None]
    # Points of one event may lie on both sides of the line, and each is near its neighbours.
    boxes = [drawn_bounds(part) for shape in shapes for part in _lying_together(shape)]
    if not boxes:
        return None
    west, east = window([(box[0], box[2]) for box in boxes])
    south, north = min(box[1] for box in boxes), max(box[3] for box in boxes)
    # Outwards, so that it holds what is sent of the features, which is rounded.
    unit = 10**DECIMALS
    west, south, east, north = (
        *(math.floor(side * unit) / unit for side in (west, south)),
        *(math.ceil(side * unit) / unit for side in (east, north)),
    )
    return standard_bounds((west, south, east, north))


def _lying_together(shape: BaseGeometry) -> list[BaseGeometry]:
    return list(shapely.get_parts(shape)) if shape.geom_type == "MultiPoint" else [shape]


def interval_of(collection: Collection) -> tuple[Day | None, Day | None]:
    """Return the first and the last day of a collection; nothing for a side that is open or unknown."""
    spans = [item.span for item in items_of(collection).values() if item.span]
    period = service().atlas.period
    starts = [span.start for span in spans] or [period.first]
    ends = [span.end for span in spans] or [period.last]
    first = min(filter(None, starts)) if None not in starts else None
    last = max(filter(None, ends)) if None not in ends else None
    return first, last
