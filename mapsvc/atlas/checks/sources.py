"""What can be wrong with the bibliography."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mapsvc.atlas.bibliography import plain_language
from mapsvc.atlas.problems import Problems
from mapsvc.atlas.store import Store

#: Works that have no title page: their title is a description of ours, unless the item says in which
#: language it is printed.
_DESCRIBED = frozenset({"webpage", "document", "dataset"})
_FILE = "sources.json"


def check_sources(atlas: Store, problems: Problems) -> None:
    """Note words in `custom` that translate nothing."""
    for source in atlas.sources.values():
        for name in source.csl.get("custom") or {}:  # type: ignore[attr-defined]
            if name != "short" and not source.csl.get(name):
                problems.add(_FILE, f"{source.id}.{name}", f"is missing; 'custom' translates it, {name!r}")


def untranslated_sources(atlas: Store) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield file, field and languages of the words of ours that a source does not say in them."""
    plain = plain_language(atlas.meta.languages)
    for source in atlas.sources.values():
        item: Mapping[str, Any] = source.csl
        custom: Mapping[str, Any] = item.get("custom") or {}
        for name in _words_of_ours(item):
            said = {plain, *(custom.get(name) or {})}
            missing = tuple(tag for tag in atlas.meta.languages if tag not in said)
            if missing:
                yield _FILE, f"{source.id}.custom.{name}", missing


def _words_of_ours(item: Mapping[str, Any]) -> Iterator[str]:
    if item.get("title") and item["type"] in _DESCRIBED and not item.get("language"):
        yield "title"
    if item.get("note"):
        yield "note"
