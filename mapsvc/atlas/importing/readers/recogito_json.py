"""Reads annotations of Recogito in JSON-LD: mentions, and the places that they were resolved to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mapsvc.atlas.importing.foreign_files import FileContent, FileReader, Flaw, ForeignFile, Incoming
from mapsvc.atlas.importing.json_values import begins_json, list_of, mapping, parse_json


def _claims(file: ForeignFile) -> bool:
    return begins_json(file, "TextPositionSelector", "TextQuoteSelector", "ns/anno")


def _read(file: ForeignFile) -> FileContent:
    document = parse_json(file)
    found = FileContent()
    annotations = (
        document
        if isinstance(document, list)
        else mapping(document).get("@graph") or mapping(document).get("items")
    )
    for number, annotation in enumerate(map(mapping, list_of(annotations)), start=1):
        where = f"annotation {number}"
        raw = _mention(annotation)
        if raw is None:
            found.flaws.append(
                Flaw(where, "names no place of a text: its body has no address, or its target no quote")
            )
        elif raw["uri"]:
            found.records.append(Incoming("mentions", raw, where))
    return found


def _mention(annotation: Mapping[str, Any]) -> dict[str, Any] | None:
    by_type = {str(selector.get("type")): selector for selector in _selectors(annotation)}
    quote = str(by_type.get("TextQuoteSelector", {}).get("exact") or "")
    begin = by_type.get("TextPositionSelector", {}).get("start")
    if not quote or not isinstance(begin, int):
        return None
    return {"surface": quote, "char": begin, "uri": _address(annotation), "label": "", "point": None}


def _address(annotation: Mapping[str, Any]) -> str:
    """Return the address of the place that an annotation names; empty if nobody resolved it."""
    bodies = map(mapping, list_of(annotation.get("body") or annotation.get("bodies")))
    told = (str(body.get("value") or body.get("id") or body.get("source") or "") for body in bodies)
    return next((uri for uri in told if uri.startswith("http")), "")


def _selectors(annotation: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for target in map(mapping, list_of(annotation.get("target"))):
        yield from map(mapping, list_of(target.get("selector")))


READER = FileReader("annotations of Recogito", (".jsonld", ".json"), _claims, _read)
