"""The layers as GeoJSON over HTTP, in the manner of OGC API – Features."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import shapely
from flask import Blueprint, Response, g, request
from shapely.geometry.base import BaseGeometry

from mapsvc.errors import DateError, NotFoundError, RequestError, UnknownLayerError, not_found
from mapsvc.export.data.layers import entries_of
from mapsvc.files import compact_json
from mapsvc.model.dates import DateSpan, parse_date
from mapsvc.model.geometry import Bounds, to_geojson
from mapsvc.model.meridian import halves, standard_bounds
from mapsvc.web.service import service

blueprint = Blueprint("api", __name__, url_prefix="/api")

COLLECTIONS: dict[str, tuple[str, str]] = {
    "events": ("Events", "What happened, at the places where it happened"),
    "places": ("Places", "The atlas's gazetteer, with names in several languages"),
    "borders": ("Borders", "Stretches and areas of treaties, awards and claims, each with its validity"),
    "routes": ("Routes", "Legs and stops of journeys and advances"),
    "mentions": ("Mentions", "Where the paper names a place: line, column and usage"),
    "holders": ("Holders", "In whose hands a district was, from which day to which: not what a treaty says"),
}
DEFAULT_LIMIT, MAX_LIMIT = 100, 10_000
#: What is told of a day as a whole, in the language that is asked for: a map of half the districts is none.
_ANSWERED_WHOLE = frozenset({"holders"})
_ITEM_PARAMETERS = frozenset({"bbox", "datetime", "limit", "after", "lang"})
_CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_HOUR = r"(?:[01]\d|2[0-3]):[0-5]\d"
#: What follows the day in a time of RFC 3339; 60 is the second that is leapt.
_TIMESTAMP = re.compile(
    rf"(?<=\d)T{_HOUR}(?::(?:[0-5]\d|60)(?:\.\d+)?)?(?:Z|[+-]{_HOUR})?\Z", re.ASCII | re.IGNORECASE
)


@dataclass(frozen=True)
class Item:
    """A feature ready to be sent: its JSON, with what filters look at."""

    id: str
    head: str
    shape: str
    geometry: BaseGeometry | None
    span: DateSpan | None

    @property
    def json(self) -> str:
        """The feature; districts that change hands often share the text of their shape."""
        return f'{self.head[:-1]},"geometry":{self.shape}}}'


@blueprint.get("/")
def landing() -> Response:
    """Say where the collections are."""
    _refuse_unknown(frozenset({"lang"}))
    meta = service().atlas.meta
    return _json(
        {
            "title": meta.title.en,
            "description": (meta.subtitle or meta.title).en,
            "links": [
                _link("self", "/api/", "This document"),
                _link("data", "/api/collections", "The collections"),
                _link("conformance", "/api/conformance", "What this API conforms to"),
            ],
        }
    )


@blueprint.get("/conformance")
def conformance() -> Response:
    """Name the classes of the standard that are met."""
    _refuse_unknown(frozenset({"lang"}))
    base = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
    return _json({"conformsTo": [f"{base}/core", f"{base}/geojson"]})


@blueprint.get("/collections")
def collections() -> Response:
    """List the collections."""
    _refuse_unknown(frozenset({"lang"}))
    return _json(
        {
            "links": [_link("self", "/api/collections", "This document")],
            "collections": [_collection(name) for name in COLLECTIONS],
        }
    )


@blueprint.get("/collections/<name>")
def collection(name: str) -> Response:
    """Describe one collection."""
    _refuse_unknown(frozenset({"lang"}))
    return _json(_collection(_known(name)))


@blueprint.get("/collections/<name>/items")
def items(name: str) -> Response:
    """Return features of a collection: `bbox`, `datetime`, `limit`, and `after` to go on."""
    _known(name)
    _refuse_unknown(_ITEM_PARAMETERS)
    box, span = _bbox(request.args.get("bbox")), _datetime(request.args.get("datetime"))
    limit = _limit(request.args.get("limit"), MAX_LIMIT if name in _ANSWERED_WHOLE else DEFAULT_LIMIT)
    ready = _items(name)
    matched = [item for item in _after(ready, request.args.get("after")) if _meets(item, box, span)]
    page = matched[:limit]
    links = [_link("self", request.full_path.rstrip("?"), "This page", "application/geo+json")]
    if len(matched) > limit:
        query = {key: value for key, value in request.args.items() if key != "after"} | {"after": page[-1].id}
        links.append(
            _link("next", f"{request.path}?{urlencode(query)}", "The next page", "application/geo+json")
        )
    total = (
        len(matched)
        if not request.args.get("after")
        else sum(_meets(item, box, span) for item in ready.values())
    )
    head = {
        "type": "FeatureCollection",
        "numberMatched": total,
        "numberReturned": len(page),
        "licence": "https://creativecommons.org/publicdomain/zero/1.0/",
        "licenceNote": "CC0-1.0 unless a feature's own licence says otherwise (ODbL-1.0, CC-BY-4.0)",
        "attribution": service().atlas.meta.title.en,
        "links": links,
    }
    text = (
        json.dumps(head, ensure_ascii=False)[:-1]
        + ', "features": ['
        + ", ".join(item.json for item in page)
        + "]}"
    )
    return Response(text, mimetype="application/geo+json")


@blueprint.get("/collections/<name>/items/<path:item_id>")
def item(name: str, item_id: str) -> Response:
    """Return one feature."""
    _known(name)
    _refuse_unknown(frozenset({"lang"}))
    ready = _items(name)
    if item_id not in ready:
        raise not_found(NotFoundError, f"item of {name!r}", item_id, ready)
    return Response(ready[item_id].json, mimetype="application/geo+json")


def _items(name: str) -> dict[str, Item]:
    lang = service().atlas.find_language(g.lang if "lang" in request.args else None)

    def read() -> dict[str, Item]:
        found: dict[str, Item] = {}
        shapes: dict[int, str] = {}
        for entry in entries_of(service().atlas, name, None, lang):
            if id(entry.geometry) not in shapes:
                shapes[id(entry.geometry)] = compact_json(
                    None if entry.geometry is None else to_geojson(entry.geometry)
                )
            head = compact_json({"type": "Feature", "id": entry.id, "properties": entry.columns})
            found[entry.id] = Item(entry.id, head, shapes[id(entry.geometry)], entry.geometry, entry.when)
        return found

    # What other collections say is the same in all languages.
    return service().kept("items", (name, lang if name in _ANSWERED_WHOLE else ""), read)


def _known(name: str) -> str:
    if name not in COLLECTIONS:
        raise not_found(UnknownLayerError, "collection", name, COLLECTIONS)
    return name


def _refuse_unknown(known: frozenset[str]) -> None:
    for key, values in request.args.lists():
        if key not in known:
            msg = f"unknown parameter {key[:40]!r}; this address takes {', '.join(sorted(known))}."
            raise RequestError(msg)
        if len(values) > 1:
            msg = f"parameter {key!r} is given {len(values)} times; give it once."
            raise RequestError(msg)


def _bbox(text: str | None) -> Bounds | None:
    if text is None:
        return None
    parts = text.split(",")
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        numbers = []
    readable = len(numbers) in {4, 6} and all(map(math.isfinite, numbers))
    if len(numbers) == 6:
        numbers = [*numbers[:2], *numbers[3:5]]
    if not readable:
        msg = f"'bbox' is {text[:60]!r}; write four numbers: west,south,east,north in degrees."
        raise RequestError(msg)
    west, south, east, north = numbers
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        msg = f"'bbox' is {text[:60]!r}; longitudes lie in ±180, latitudes in ±90 with the south first."
        raise RequestError(msg)
    return west, south, east, north


def _datetime(text: str | None) -> DateSpan | None:
    if text is None:
        return None
    sides = [_TIMESTAMP.sub("", side) or ".." for side in text.split("/")]
    try:
        if len(sides) > 2 or sides in ([".."], ["..", ".."]):
            raise DateError(text)
        return parse_date("/".join(sides))
    except DateError as error:
        forms = "a date (1648-10-24), an interval (1648-04-01/1648-05-31) or an open one (../1648)"
        msg = f"'datetime' is {text[:60]!r}; write {forms}."
        raise RequestError(msg) from error


def _limit(text: str | None, usual: int) -> int:
    if text is None:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) <= 12 and int(text) >= 1):
        msg = (
            f"'limit' is {text[:20]!r}; write a whole number from 1; more than {MAX_LIMIT} gives {MAX_LIMIT}."
        )
        raise RequestError(msg)
    return min(int(text), MAX_LIMIT)


def _after(ready: dict[str, Item], key: str | None) -> list[Item]:
    found = list(ready.values())
    if key is None:
        return found
    ids = list(ready)
    if key not in ready:
        msg = f"'after' is {key[:60]!r}, which is no id of this collection; follow the 'next' links."
        raise RequestError(msg)
    return found[ids.index(key) + 1 :]


def _meets(item: Item, box: Bounds | None, span: DateSpan | None) -> bool:
    if span is not None and item.span is not None and not item.span.overlaps(span):
        return False
    if box is None:
        return True
    # The boxes of shapes of many parts would be as wide as the world where one part lies beyond the line.
    return item.geometry is not None and any(
        bool(shapely.intersects(item.geometry, half)) for half in halves(box)
    )


def _collection(name: str) -> dict[str, Any]:
    title, description = COLLECTIONS[name]
    sides = standard_bounds(service().atlas.home)
    # The first and the last day of a collection; nothing for a side that is open or unknown.
    spans = [item.span for item in _items(name).values() if item.span]
    period = service().atlas.period
    starts = [span.start for span in spans] or [period.first]
    ends = [span.end for span in spans] or [period.last]
    # A side is open where one of them is.
    first = min(filter(None, starts)) if None not in starts else None
    last = max(filter(None, ends)) if None not in ends else None
    return {
        "id": name,
        "title": title,
        "description": description,
        "itemType": "feature",
        "crs": [_CRS84],
        "extent": {
            "spatial": {"bbox": [[round(side, 7) for side in sides]], "crs": _CRS84},
            "temporal": {
                "interval": [[f"{day.isoformat()}T00:00:00Z" if day else None for day in (first, last)]]
            },
        },
        "links": [
            _link("self", f"/api/collections/{name}", "This document"),
            _link("items", f"/api/collections/{name}/items", title, "application/geo+json"),
        ],
    }


def _link(rel: str, path: str, title: str, kind: str = "application/json") -> dict[str, str]:
    return {"rel": rel, "href": f"{service().settings.base_url}{path}", "type": kind, "title": title}


def _json(document: dict[str, Any]) -> Response:
    return Response(json.dumps(document, ensure_ascii=False), mimetype="application/json")
