"""The pages of the API: what its documents say, as tables for people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from mapsvc.web.api.answers import api_word, whole
from mapsvc.web.api.collections import Item

Cell = dict[str, str]
Table = dict[str, Any]

_CELL_SIGNS = 160


def _cell(value: object, href: str = "") -> Cell:
    text = _whole_text(value)
    return {"text": text if len(text) <= _CELL_SIGNS else f"{text[:_CELL_SIGNS]}…", "href": href}


def _table(caption: str, head: Iterable[str], rows: Iterable[Iterable[Cell]]) -> Table:
    return {"caption": caption, "head": list(head), "rows": [list(row) for row in rows]}


def list_of_texts(caption: str, texts: Iterable[str]) -> Table:
    """Return a table of one column."""
    return _table(caption, [caption], ([_cell(text)] for text in texts))


def list_of_collections(documents: Iterable[Mapping[str, Any]]) -> Table:
    """Return the collections with where and when their features lie, and the ways to them."""
    rows = []
    for document in documents:
        here, extent = f"/api/collections/{document['id']}", document.get("extent", {})
        box = ", ".join(str(side) for side in extent.get("spatial", {}).get("bbox", [[]])[0])
        days = [str(day or "…")[:10] for day in extent.get("temporal", {}).get("interval", [[]])[0]]
        rows.append(
            [
                _cell(document["title"], whole(here, f="html")),
                _cell(document["description"]),
                _cell(api_word("features"), whole(f"{here}/items", f="html")),
                _cell(api_word("queryables"), whole(f"{here}/queryables", f="html")),
                _cell(box),
                _cell(" – ".join(days)),
            ]
        )
    head = ("collection", "about", "features", "queryables", "box", "days")
    return _table(api_word("collections"), map(api_word, head), rows)


def types_of(queryables: Mapping[str, str]) -> Table:
    """Return the properties by which features may be filtered, with their types."""
    rows = ([_cell(name), _cell(kind)] for name, kind in queryables.items())
    return _table(api_word("queryables"), (api_word("property"), api_word("type")), rows)


def list_of_items(items: Iterable[Item], path: str) -> Table:
    """Return features a row each: the way to each, then its properties."""
    found = list(items)
    head = list(found[0].columns) if found else []
    rows = (
        [
            _cell(item.id, whole(f"{path}/{item.id}", f="html")),
            *(_cell(item.columns[name]) for name in head),
        ]
        for item in found
    )
    return _table(api_word("features"), ["id", *head], rows)


def one_item(item: Item) -> Table:
    """Return a feature's properties, a row each, and its shape."""
    rows = [[_cell(name), {"text": _whole_text(value), "href": ""}] for name, value in item.columns.items()]
    rows.append([_cell("geometry"), _cell(item.shape.json)])
    return _table(api_word("feature"), (api_word("property"), api_word("value")), rows)


def _whole_text(value: object) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def list_of_operations(document: Mapping[str, Any]) -> Table:
    """Return the addresses of the API with what each takes."""
    rows = []
    for path, methods in document["paths"].items():
        operation = methods["get"]
        named = [each.get("name") or each["$ref"].rpartition("/")[2] for each in operation["parameters"]]
        href = "" if "{" in path else whole(f"/api{path}", f="html")
        rows.append([_cell(path, href), _cell(operation["summary"]), _cell(", ".join(named))])
    return _table(api_word("openapi"), map(api_word, ("address", "about", "parameters")), rows)
