"""The addresses of the API: landing page, what it conforms to, its description, collections and features."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, request

from mapsvc.errors import NotFoundError, RequestError, not_found
from mapsvc.language import translate
from mapsvc.web.api.answers import answer, answer_text, api_word, is_page, link, own_links, spoken, whole
from mapsvc.web.api.collections import (
    COLLECTIONS,
    Collection,
    Item,
    extent_of,
    find_collection,
    interval_of,
    items_of,
)
from mapsvc.web.api.openapi import describe_api
from mapsvc.web.api.parameters import CRS84, OF_ALL, Asked, read_asked, refuse_unknown
from mapsvc.web.api.queryables import queryables_of, schema_of
from mapsvc.web.api.tables import (
    list_of_collections,
    list_of_items,
    list_of_operations,
    list_of_texts,
    one_item,
    types_of,
)
from mapsvc.web.media import GEOJSON, HTML, OPENAPI, SCHEMA
from mapsvc.web.service import service

blueprint = Blueprint("api", __name__, url_prefix="/api")

QUERYABLES = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
_PART_1 = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
_PART_3 = "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf"
_CQL2 = "http://www.opengis.net/spec/cql2/1.0/conf"
#: Classes of the standards that are met; each is tested.
CONFORMS_TO = (
    *(f"{_PART_1}/{name}" for name in ("core", "geojson", "html", "oas30")),
    *(f"{_PART_3}/{name}" for name in ("queryables", "filter", "features-filter")),
    *(
        f"{_CQL2}/{name}"
        for name in (
            "cql2-text", "cql2-json", "basic-cql2", "advanced-comparison-operators",
            "case-insensitive-comparison", "accent-insensitive-comparison", "basic-spatial-functions",
            "basic-spatial-functions-plus", "spatial-functions", "temporal-functions", "array-functions",
            "property-property", "arithmetic",
        )
    ),
)  # fmt: skip


# ---- the service -----------------------------------------------------------------------------------------
@blueprint.get("/", strict_slashes=False)
def landing() -> Response:
    """Say where things are."""
    refuse_unknown(*OF_ALL)
    meta = service().atlas.meta
    title, about = meta.title.in_(spoken()), (meta.subtitle or meta.title).in_(spoken())
    links = [
        *own_links(),
        link("service-desc", whole("/api/openapi", f="json"), api_word("openapi"), OPENAPI),
        link("service-doc", whole("/api/openapi", f="html"), api_word("openapi"), HTML),
        link("conformance", whole("/api/conformance"), api_word("conformance")),
        link("data", whole("/api/collections"), api_word("collections")),
    ]
    return answer({"title": title, "description": about, "links": links}, title=title, intro=about)


@blueprint.get("/openapi")
def openapi() -> Response:
    """Describe the API for programmes."""
    refuse_unknown(*OF_ALL)
    document = describe_api()
    tables = [list_of_operations(document)] if is_page() else []
    text = "" if is_page() else json.dumps(document, ensure_ascii=False)
    shown = {"intro": api_word("about_openapi"), "tables": tables, "above": [_home()]}
    return answer_text(text, own_links(OPENAPI), title=api_word("openapi"), kind=OPENAPI, **shown)


@blueprint.get("/conformance")
def conformance() -> Response:
    """Name the classes of the standards that are met."""
    refuse_unknown(*OF_ALL)
    document = {"conformsTo": list(CONFORMS_TO), "links": own_links()}
    tables = [list_of_texts(api_word("conformance"), CONFORMS_TO)]
    return answer(document, title=api_word("conformance"), tables=tables, above=[_home()])


# ---- collections -----------------------------------------------------------------------------------------
@blueprint.get("/collections")
def collections() -> Response:
    """List the collections."""
    refuse_unknown(*OF_ALL)
    found = [_collection(each) for each in COLLECTIONS.values()]
    document = {"links": own_links(), "collections": found}
    tables = [list_of_collections(found)]
    return answer(document, title=api_word("collections"), tables=tables, above=[_home()])


@blueprint.get("/collections/<name>")
def collection(name: str) -> Response:
    """Describe one collection."""
    refuse_unknown(*OF_ALL)
    found = find_collection(name)
    document = _collection(found)
    document["links"] = [*own_links(), *(each for each in document["links"] if each["rel"] != "self")]
    tables = [list_of_collections([document])]
    title, about = document["title"], document["description"]
    return answer(document, title=title, intro=about, tables=tables, above=[_home(), _all_collections()])


@blueprint.get("/collections/<name>/queryables")
def queryables(name: str) -> Response:
    """Say by which properties the features of a collection may be filtered."""
    refuse_unknown(*OF_ALL)
    found = find_collection(name)
    title = f"{api_word('queryables')}: {_title(found)}"
    document = schema_of(found, whole(request.path), title)
    tables = [types_of(queryables_of(found))]
    shown = {"tables": tables, "above": [_home(), _all_collections(), _one_collection(found)]}
    text = "" if is_page() else json.dumps(document, ensure_ascii=False)
    return answer_text(text, own_links(SCHEMA), title=title, kind=SCHEMA, **shown)


def _collection(found: Collection) -> dict[str, Any]:
    here = f"/api/collections/{found.name}"
    title = _title(found)
    document: dict[str, Any] = {
        "id": found.name,
        "title": title,
        "description": translate(spoken(), f"api.about_{found.name}"),
        "itemType": "feature",
        "crs": [CRS84],
        "extent": _extent(found),
        "links": [
            link("self", whole(here), title),
            link("items", whole(f"{here}/items", f="json"), title, GEOJSON),
            link("items", whole(f"{here}/items", f="html"), title, HTML),
            link(QUERYABLES, whole(f"{here}/queryables", f="json"), api_word("queryables"), SCHEMA),
        ],
    }
    return {key: value for key, value in document.items() if value}


def _extent(found: Collection) -> dict[str, Any]:
    """Return where and when the features of a collection lie; nothing is said of what none of them has."""
    box, (first, last) = extent_of(found), interval_of(found)
    extent: dict[str, Any] = {}
    if box is not None:
        extent["spatial"] = {"bbox": [list(box)], "crs": CRS84}
    if any(item.span for item in items_of(found).values()):
        days = [f"{day.isoformat()}T00:00:00Z" if day else None for day in (first, last)]
        extent["temporal"] = {"interval": [days]}
    return extent


def _title(found: Collection) -> str:
    return translate(spoken(), f"api.title_{found.name}")


# ---- features --------------------------------------------------------------------------------------------
@blueprint.get("/collections/<name>/items")
def items(name: str) -> Response:
    """Return features of a collection: by `bbox`, `datetime` and `filter`, a page at a time."""
    found = find_collection(name)
    asked = read_asked(found)
    ready = items_of(found, request.args.get("lang"))
    matched = [item for item in ready.values() if asked.meets(item)]
    start = _start(asked, matched, ready)
    page = matched[start : start + asked.limit]
    links = [
        *own_links(GEOJSON),
        *_neighbours(asked, matched, start),
        link("collection", whole(f"/api/collections/{name}"), _title(found)),
    ]
    if is_page():
        above = [_home(), _all_collections(), _one_collection(found)]
        intro, tables = api_word("matched").format(n=len(matched)), [list_of_items(page, request.path)]
        return answer_text("", links, title=_title(found), intro=intro, tables=tables, above=above)
    head = {
        "type": "FeatureCollection",
        "numberMatched": len(matched),
        "numberReturned": len(page),
        "licence": "https://creativecommons.org/publicdomain/zero/1.0/",
        "licenceNote": "CC0-1.0 unless a feature's own licence says otherwise (ODbL-1.0, CC-BY-4.0)",
        "attribution": service().atlas.meta.title.en,
        "links": links,
    }
    features = ", ".join(item.json for item in page)
    text = f'{json.dumps(head, ensure_ascii=False)[:-1]}, "features": [{features}]}}'
    return answer_text(text, links, title=_title(found), kind=GEOJSON)


def _start(asked: Asked, matched: list[Item], ready: dict[str, Item]) -> int:
    """Return how many of the features that fit come before the page."""
    if asked.after is None:
        return asked.offset
    if asked.after not in ready:
        msg = f"'after' is {asked.after[:60]!r}, which is no id of this collection; follow the 'next' links."
        raise RequestError(msg)
    # The feature itself may not fit: what counts is its place among all.
    places = {key: place for place, key in enumerate(ready)}
    return sum(places[item.id] <= places[asked.after] for item in matched)


def _neighbours(asked: Asked, matched: list[Item], start: int) -> list[dict[str, str]]:
    """Return the links to the next and to the previous page."""
    query = {key: value for key, value in request.args.items() if key not in ("after", "offset")}
    kind = HTML if is_page() else GEOJSON
    found = []
    if len(matched) > start + asked.limit:
        on = query | {"after": matched[start + asked.limit - 1].id}
        found.append(link("next", whole(request.path, **on), api_word("link_next"), kind))
    if start > 0:
        before = min(start, len(matched)) - asked.limit
        back = query | ({"after": matched[before - 1].id} if before > 0 else {})
        found.append(link("prev", whole(request.path, **back), api_word("link_prev"), kind))
    return found


@blueprint.get("/collections/<name>/items/<path:item_id>")
def item(name: str, item_id: str) -> Response:
    """Return one feature."""
    found = find_collection(name)
    refuse_unknown(*OF_ALL)
    ready = items_of(found, request.args.get("lang"))
    if item_id not in ready:
        raise not_found(NotFoundError, f"item of {name!r}", item_id, ready)
    links = [
        *own_links(GEOJSON),
        link("collection", whole(f"/api/collections/{name}"), _title(found)),
    ]
    text = f'{ready[item_id].json[:-1]},"links":{json.dumps(links, ensure_ascii=False)}}}'
    above = [_home(), _all_collections(), _one_collection(found)]
    tables = [one_item(ready[item_id])] if is_page() else []
    return answer_text(text, links, title=item_id, kind=GEOJSON, tables=tables, above=above)


# ---- the way back of a page ----------------------------------------------------------------------------
def _home() -> dict[str, str]:
    return link("start", whole("/api/", f="html"), api_word("title"), HTML)


def _all_collections() -> dict[str, str]:
    return link("up", whole("/api/collections", f="html"), api_word("collections"), HTML)


def _one_collection(found: Collection) -> dict[str, str]:
    return link("up", whole(f"/api/collections/{found.name}", f="html"), _title(found), HTML)
