"""What can be wrong with the bibliography."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mapsvc.atlas.bibliography import plain_language
from mapsvc.atlas.problems import Problems
from mapsvc.atlas.store import Store
from mapsvc.model.records import Source

#: Works that have no title page: their title is a description of ours, unless the item says in which
#: language it is printed.
_DESCRIBED = frozenset({"webpage", "document", "dataset"})
_FILE = "sources.json"
#: What `custom` says that translates nothing.
_TRANSLATES_NOTHING = frozenset({"short", "verified", "through"})


def check_sources(atlas: Store, problems: Problems) -> None:
    """Note words in `custom` that translate nothing, and addresses that are no evidence."""
    told = tomllib.loads(Path(__file__).with_name("hosts.toml").read_text("utf-8"))
    hosts = {host: told["reasons"][why] for host, why in told["hosts"].items()}
    for source in atlas.sources.values():
        for name in source.csl.get("custom") or {}:  # type: ignore[attr-defined]
            if name not in _TRANSLATES_NOTHING and not source.csl.get(name):
                problems.add(_FILE, f"{source.id}.{name}", f"is missing; 'custom' translates it, {name!r}")
        why = find_doubt(source, hosts) if source.verified else None
        if why:
            advice = 'cite the edition or archive, or mark the work: "custom": {"verified": false}'
            problems.add(_FILE, f"{source.id}.URL", f"{why}; {advice}")


def find_doubt(source: Source, hosts: Mapping[str, str]) -> str | None:
    """
    Find why what stands at the address of a work is no evidence.

    Parameters
    ----------
    source
        The work; one without an address is not doubted for it.
    hosts
        Why pages of a host, and of all below it, are none, by host.

    Returns
    -------
    why
        The rest of a sentence that begins with the address; nothing if it may be evidence.
    """
    parts = urlsplit(source.url or "")
    labels = (parts.hostname or "").split(".")
    above = [".".join(labels[at:]) for at in range(len(labels))]
    host = next((name for name in above if name in hosts), None)
    if host:
        return f"is no evidence: {host!r} {hosts[host]}"
    if source.url and source.csl["type"] == "webpage" and not parts.path.strip("/") + parts.query:
        return f"names the host {parts.hostname!r} and no page of it"
    return None


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
