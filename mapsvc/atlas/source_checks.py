"""What can be wrong with the bibliography: words of the atlas that are there in one language only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mapsvc.atlas.problems import Problems
from mapsvc.atlas.store import Atlas

#: Works that have no title page: their title is a description of ours, unless the item says in which
#: language it is printed.
_DESCRIBED = frozenset({"webpage", "document", "dataset"})
_FILE = "sources.json"


def check_sources(atlas: Atlas, problems: Problems) -> None:
    """Note titles and notes of ours that lack their Turkish, and Turkish that translates nothing."""
    for source in atlas.sources.values():
        item: Mapping[str, Any] = source.csl
        custom: Mapping[str, Any] = item.get("custom") or {}
        for name in _words_of_ours(item):
            if not custom.get(name):
                problems.add(_FILE, f"{source.id}.custom.{name}.tr", _missing(name))
        for name in custom:
            if not item.get(name):
                problems.add(_FILE, f"{source.id}.{name}", f"is missing; 'custom' has its Turkish, {name!r}")


def _words_of_ours(item: Mapping[str, Any]) -> Iterator[str]:
    if item.get("title") and item["type"] in _DESCRIBED and not item.get("language"):
        yield "title"
    if item.get("note"):
        yield "note"


def _missing(name: str) -> str:
    if name == "title":
        return (
            "is missing; the title is a description, or 'language' must say in which language it is printed"
        )
    return "is missing; a note is read in both languages"
