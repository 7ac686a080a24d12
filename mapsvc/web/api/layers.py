"""The collections of the API as layers of a file: what a GIS opens is what it would be sent."""

from __future__ import annotations

from collections.abc import Iterator

from mapsvc.atlas.store import Store
from mapsvc.export.data.tables import DATE_COLUMNS, FLAGS, NUMBER_COLUMNS, columns_of
from mapsvc.language import translate
from mapsvc.store.layers import Layer, LayerRow
from mapsvc.web.api.collections import COLLECTIONS, SPOKEN, Collection, Item, read_items


def collection_layers(atlas: Store) -> Iterator[Layer]:
    """Yield each collection that holds something as a layer; what is spoken, in one language."""
    for collection in COLLECTIONS.values():
        items = read_items(atlas, collection, atlas.find_language())
        if items:
            yield _layer_of(atlas, collection, items)


def _layer_of(atlas: Store, collection: Collection, items: dict[str, Item]) -> Layer:
    many = any(item.shape.many for item in items.values())
    columns = columns_of(collection.layer, atlas.written_languages)
    return Layer(
        collection.name,
        translate(SPOKEN, f"api.title_{collection.name}"),
        f"{'Multi' if many else ''}{collection.shapes[0]}",
        [(name, _kind_of(name)) for name in columns],
        _rows_of(items),
    )


def _rows_of(items: dict[str, Item]) -> Iterator[LayerRow]:
    """Yield features; each goes when it has been written."""
    for key in list(items):
        item = items.pop(key)
        yield LayerRow(item.id, item.shape.whole, item.columns, item.json)


def _kind_of(column: str) -> str:
    if column in NUMBER_COLUMNS:
        return "number"
    return "truth" if column in FLAGS else "date" if column in DATE_COLUMNS else "text"
