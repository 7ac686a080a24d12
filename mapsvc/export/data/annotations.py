"""Where the paper names the places of a map, as W3C Web Annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from mapsvc.export.data.layers import mention_id
from mapsvc.export.data.lpf import URN, address_of_service, places_of
from mapsvc.files import compact_json
from mapsvc.model.geometry import DECIMALS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapsvc.atlas.store import Store
    from mapsvc.export.job import ExportJob
    from mapsvc.model.records import Mention

ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
#: What a fragment such as `line=11,12` means in a text.
_TEXT_FRAGMENTS = "http://tools.ietf.org/rfc/rfc5147"
_LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"


def write_annotations(job: ExportJob) -> bytes:
    """
    Return the mentions of a map's places.

    Of an event they are those in the lines of the texts that speak of it, of the map of mentions all. Each
    points to its place in the text by line and column and quotes the name, not the sentence around it.

    References
    ----------
    Web Annotation Data Model, W3C Recommendation, 23 February 2017; RFC 5147 for `line=`.
    """
    shown = {place.id for place in places_of(job.atlas, job.map)}
    items = annotations_of(
        job.atlas, list(job.kind.mentions(job.atlas, job.key.id, shown)), job.lang, address_of_service(job)
    )
    return page_bytes(items, job.map.title, str(job.key))


def page_bytes(items: list[dict[str, Any]], label: str, of: str) -> bytes:
    """Return a collection of annotations with its only page, one a line; `of` names what they come from."""
    name = f"urn:mapsvc:annotations:{quote(of)}"
    head = {
        "@context": ANNOTATION_CONTEXT,
        "id": name,
        "type": "AnnotationCollection",
        "label": label,
        "total": len(items),
    }
    text = compact_json(head)[:-1]
    page = {"id": f"{name}#1", "type": "AnnotationPage", "partOf": name, "startIndex": 0, "items": []}
    first = compact_json(page)[:-2]
    lines = ",\n".join(compact_json(item) for item in items)
    return f'{text},"last":"{name}#1","first":{first}\n{lines}\n]}}}}\n'.encode()


def annotations_of(atlas: Store, mentions: Iterable[Mention], lang: str, base: str) -> list[dict[str, Any]]:
    """Return mentions as annotations; `base` stands before the paths of places."""
    works = {key: atlas.sources[text.source] for key, text in atlas.texts.items()}
    sources = {key: work.url or f"urn:mapsvc:source:{work.id}" for key, work in works.items()}
    return [_annotation(atlas, mention, lang, base, sources[mention.text]) for mention in mentions]


def _annotation(atlas: Store, mention: Mention, lang: str, base: str, source: str) -> dict[str, Any]:
    place = atlas.places[mention.place]
    # Columns count from 1, positions between characters from 0; `line=` counts the gaps between lines.
    start = mention.column - 1
    body: dict[str, Any] = {
        "purpose": "identifying",
        "type": "SpecificResource",
        "source": {
            "id": f"{base or URN}places/{place.id}",
            "type": "Dataset",
            "label": place.name_on(lang),
        },
    }
    if place.lon is not None and place.lat is not None:
        point = [round(place.lon, DECIMALS), round(place.lat, DECIMALS)]
        body["source"]["geometry"] = {"type": "Point", "coordinates": point}
    return {
        "@context": ANNOTATION_CONTEXT,
        "id": f"urn:mapsvc:mention:{mention_id(atlas, mention)}",
        "type": "Annotation",
        "motivation": "identifying",
        "rights": _LICENCE,
        "body": [body, {"type": "TextualBody", "purpose": "classifying", "value": mention.usage}],
        "target": {
            "type": "SpecificResource",
            "source": source,
            "selector": [
                {
                    "type": "FragmentSelector",
                    "conformsTo": _TEXT_FRAGMENTS,
                    "value": f"line={mention.line - 1},{mention.line}",
                    "refinedBy": {
                        "type": "TextPositionSelector",
                        "start": start,
                        "end": start + len(mention.surface),
                    },
                },
                {"type": "TextQuoteSelector", "exact": mention.surface},
            ],
        },
    }
