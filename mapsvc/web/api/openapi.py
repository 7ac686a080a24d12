"""The description of the API in OpenAPI 3.0: complete in itself, without a reference to another host."""

from __future__ import annotations

from typing import Any

from mapsvc import __version__
from mapsvc.export.data.tables import columns_of
from mapsvc.web.api.answers import whole
from mapsvc.web.api.collections import COLLECTIONS, Collection, geometry_type, items_of
from mapsvc.web.api.filters import FILTER_LANGUAGES, LONGEST_FILTER
from mapsvc.web.api.parameters import CRS84, DATA_OR_PAGE, DEFAULT_LIMIT, IN_CRS, MAX_LIMIT, OF_ITEMS
from mapsvc.web.api.queryables import GEOMETRY, queryables_of
from mapsvc.web.media import GEOJSON, HTML, JSON, OPENAPI, SCHEMA
from mapsvc.web.service import service

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}


def _choice(*values: str, **more: Any) -> Schema:
    return {"type": "string", "enum": [*values], **more}


#: A property of each type; what a feature lacks is null.
_PROPERTY_TYPES: dict[str, Schema] = {
    "text": {"type": "string", "nullable": True},
    "number": {"type": "number", "nullable": True},
    "truth": {"type": "boolean", "nullable": True},
    "date": {"type": "string", "nullable": True},
    "list": {"type": "array", "items": _TEXT, "nullable": True},
}


def describe_api() -> dict[str, Any]:
    """Return the description of the API of this atlas."""
    return service().kept("openapi", "", _describe)


def _describe() -> dict[str, Any]:
    meta = service().atlas.meta
    return {
        "openapi": "3.0.3",
        "info": {
            "title": meta.title.en,
            "description": f"{(meta.subtitle or meta.title).en} OGC API – Features: read only.",
            "version": f"{__version__}+{service().atlas.digest[:12]}",
            "license": {"name": meta.licence},
        },
        "servers": [{"url": whole("/api")}],
        "tags": [{"name": "service"}, {"name": "features"}],
        "paths": _paths(),
        "components": {"parameters": _parameters(), "schemas": _schemas(), "responses": _responses()},
    }


def _ref(kind: str, name: str) -> Schema:
    return {"$ref": f"#/components/{kind}/{name}"}


def _operation(name: str, summary: str, kind: str, schema: str, *parameters: Schema) -> Schema:
    answers: Schema = {
        "200": {
            "description": summary,
            "content": {kind: {"schema": _ref("schemas", schema)}, HTML: {"schema": _TEXT}},
        },
        "400": _ref("responses", "InvalidParameter"),
        "404": _ref("responses", "NotFound"),
        "414": _ref("responses", "AddressTooLong"),
        "500": _ref("responses", "ServerError"),
    }
    common = (_ref("parameters", "f"), _ref("parameters", "lang"))
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "tags": ["features" if parameters else "service"],
            "parameters": [*parameters, *common],
            "responses": answers,
        }
    }


def _paths() -> dict[str, Schema]:
    found = {
        "/": _operation("landing", "Where things are", JSON, "landingPage"),
        "/openapi": _operation("openapi", "This description", OPENAPI, "document"),
        "/conformance": _operation("conformance", "Classes that are met", JSON, "confClasses"),
        "/collections": _operation("collections", "The collections", JSON, "collections"),
    }
    for name, collection in COLLECTIONS.items():
        here = f"/collections/{name}"
        one = _operation(
            f"{name}_item", f"One of {name}", GEOJSON, f"{name}_feature", _feature_id(collection)
        )
        wanted = [_ref("parameters", key) for key in OF_ITEMS]
        found |= {
            here: _operation(name, f"About {name}", JSON, "collection"),
            f"{here}/items": _operation(
                f"{name}_items", f"Features of {name}", GEOJSON, f"{name}_features", *wanted
            ),
            f"{here}/items/{{featureId}}": one,
            f"{here}/queryables": _operation(
                f"{name}_queryables", f"How {name} may be filtered", SCHEMA, "document"
            ),
        }
    return found


def _feature_id(collection: Collection) -> Schema:
    some = next(iter(items_of(collection)), "")
    example = {"example": some} if some else {}
    return {"name": "featureId", "in": "path", "required": True, "schema": _TEXT, **example}


def _query(name: str, description: str, schema: Schema, **more: Any) -> Schema:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": schema,
        **more,
    }


def _parameters() -> dict[str, Schema]:
    numbers = [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}]
    box = {"type": "array", "oneOf": numbers, "items": {"type": "number"}}
    days = "a day, a time, or an interval of them with `..` for an open side"
    found = [
        _query("bbox", "west,south,east,north in degrees", box, style="form", explode=False),
        _query("datetime", f"EDTF or RFC 3339: {days}", _TEXT, style="form", explode=False),
        _query(
            "limit", "at most so many features",
            {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
            style="form", explode=False,
        ),
        _query("offset", "so many are left out", {"type": "integer", "minimum": 0, "default": 0}),
        _query("after", "id of the last feature seen", _TEXT),
        _query("filter", "CQL2 over the queryables", {"type": "string", "maxLength": LONGEST_FILTER}),
        _query("filter-lang", "how it is written", _choice(*FILTER_LANGUAGES, default=FILTER_LANGUAGES[0])),
        *(_query(name, "of coordinates", _choice(CRS84, default=CRS84)) for name in IN_CRS),
        _query("f", "data or a page", _choice(*DATA_OR_PAGE)),
        _query("lang", "of what is told", _choice(*map(str, service().languages))),
    ]  # fmt: skip
    return {each["name"]: each for each in found}


def _responses() -> dict[str, Schema]:
    content = {JSON: {"schema": _ref("schemas", "exception")}}
    words = {
        "InvalidParameter": "A parameter is unknown or has a value that cannot be used",
        "NotFound": "There is nothing at this address",
        "ServerError": "Something went wrong in the service",
    }
    found: dict[str, Schema] = {
        name: {"description": text, "content": content} for name, text in words.items()
    }
    # The server refuses it before it is read, and so before anything can be said of it.
    return found | {"AddressTooLong": {"description": "The address is longer than the server reads"}}


# ---- schemas ---------------------------------------------------------------------------------------------
def _object(required: tuple[str, ...], **properties: Schema) -> Schema:
    return {"type": "object", "required": list(required), "properties": properties}


def _list(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items, **more}


def _schemas() -> dict[str, Schema]:
    links = _list(_ref("schemas", "link"))
    number = {"type": "number"}
    day = {"type": "string", "format": "date-time", "nullable": True}
    extent = _object(
        (),
        spatial=_object(("bbox",), bbox=_list(_list(number, minItems=4, maxItems=4), minItems=1), crs=_TEXT),
        temporal=_object(("interval",), interval=_list(_list(day, minItems=2, maxItems=2), minItems=1)),
    )
    found = {
        "link": _object(("href", "rel"), href=_TEXT, rel=_TEXT, type=_TEXT, title=_TEXT),
        "landingPage": _object(("links",), title=_TEXT, description=_TEXT, links=links),
        "confClasses": _object(("conformsTo",), conformsTo=_list(_TEXT), links=links),
        "collections": _object(
            ("links", "collections"), links=links, collections=_list(_ref("schemas", "collection"))
        ),
        "collection": _object(
            ("id", "links"),
            id=_TEXT, title=_TEXT, description=_TEXT, itemType=_TEXT, crs=_list(_TEXT), extent=extent,
            links=links,
        ),
        "exception": _object(("code",), code=_TEXT, description=_TEXT, request_id=_TEXT),
        "document": {"type": "object"},
    }  # fmt: skip
    for name, collection in COLLECTIONS.items():
        found[f"{name}_feature"] = _feature(collection, links)
        found[f"{name}_features"] = _object(
            ("type", "features"),
            type=_choice("FeatureCollection"),
            features=_list(_ref("schemas", f"{name}_feature")),
            numberMatched={"type": "integer", "minimum": 0},
            numberReturned={"type": "integer", "minimum": 0},
            links=links,
        )
    return found


def _feature(collection: Collection, links: Schema) -> Schema:
    languages = () if collection.spoken else service().atlas.written_languages
    kinds = queryables_of(collection)
    shape = geometry_type(collection)
    depth = {"Point": 0, "LineString": 1, "Polygon": 2}[shape.removeprefix("Multi")] + shape.startswith(
        "Multi"
    )
    coordinates = _list({"type": "number"}, minItems=2, maxItems=2)
    for _ in range(depth):
        coordinates = _list(coordinates)
    geometry = _object(("type", "coordinates"), type=_choice(shape), coordinates=coordinates)
    properties = {
        name: _PROPERTY_TYPES.get(kinds.get(name, ""), {"nullable": True})
        for name in columns_of(collection.layer, languages)
        if name != GEOMETRY
    }
    return _object(
        ("type", "geometry", "properties"),
        type=_choice("Feature"),
        id=_TEXT,
        geometry=geometry | {"nullable": True},
        properties={"type": "object", "properties": properties},
        links=links,
    )
